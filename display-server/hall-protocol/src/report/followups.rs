//! What a day did to follow-ups.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::followup::FollowupKindName;

/// What a day did to the follow-ups of one kind. What is about a manager is not counted: it is for overseers alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FollowupsOf {
    /// Which kind.
    pub kind: FollowupKindName,
    /// Brought up that day.
    pub opened: u32,
    /// Decided and answered that day.
    pub answered: u32,
    /// Of those, in time.
    pub in_time: u32,
    /// Of those, found to be so.
    pub founded: u32,
    /// Appealed against that day.
    pub appealed: u32,
    /// Not over when the day ended.
    pub open: u32,
    /// Of those, late in what was waited for.
    pub overdue: u32,
}

/// How often something could not be done for one cause.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CauseCount {
    /// The cause, as a code of the plan.
    pub cause: String,
    /// How often it was found that day.
    pub times: u32,
}
