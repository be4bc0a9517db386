//! How legs ended, and what a day did to cases.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How often one outcome ended a leg.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OutcomeCount {
    /// The outcome.
    pub outcome: String,
    /// How often.
    pub legs: u32,
}

/// What a day did to the cases of one department.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CasesOf {
    /// The department, as a code of the plan.
    pub department: String,
    /// Its figures.
    pub figures: CaseFigures,
}

/// What a day did to some cases.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CaseFigures {
    /// Files that were taken in to be looked through.
    pub received: u32,
    /// Correction notices.
    pub told: u32,
    /// Of these, those that asked for something that an earlier one of the same matter did not.
    pub told_again: u32,
    /// Cases that were accepted.
    pub accepted: u32,
    /// Of these, those that count as accepted because nobody told in time what is missing.
    pub deemed: u32,
    /// Cases that were granted.
    pub granted: u32,
    /// Cases that were refused.
    pub refused: u32,
    /// Files that were given back, or taken back.
    pub given_back: u32,
    /// Of those done, the ones done after their limit.
    pub late: u32,
    /// What was made and handed out.
    pub collected: u32,
    /// Supervision letters that were sent.
    pub supervised: u32,
    /// From acceptance until they were done: the whole time of those done, in seconds.
    pub life_s: u64,
    /// Of that, the time for which their files were outside the hall.
    pub outside_s: u64,
    /// Accepted and not done when the day ended.
    pub open: u32,
    /// Of these, those whose limit had passed.
    pub overdue: u32,
    /// Of these, those whose clock stands still.
    pub stopped: u32,
    /// Not accepted when the day ended: looked through, or awaiting correction.
    pub waiting: u32,
}
