//! `[followups]`: how complaints, findings and bad ratings are followed up.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::PlanReason;

/// `[followups]`: within how many working days each stage is due, and what codes decisions name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PlanFollowups {
    /// Within how many days a complaint is answered, 1–60.
    pub complaint_days: u32,
    /// Within how many days what could not be done is taken care of, 1–60.
    pub unsolved_days: u32,
    /// Within how many days an order of the hotline is answered that names no day itself, 1–60.
    pub hotline_days: u32,
    /// How many days whoever a finding is about has to be heard, 1–30.
    pub statement_days: u32,
    /// Within how many days after that it is decided, 1–60.
    pub decision_days: u32,
    /// Within how many days a bad rating is verified, 1–30.
    pub verify_days: u32,
    /// Within how many days something is done about one that the clerk was at fault for, 1–60.
    pub rectify_days: u32,
    /// Within how many days whoever brought something up is called back, 1–30.
    pub call_back_days: u32,
    /// For how many days a decision can be appealed against, 1–30.
    pub appeal_days: u32,
    /// Within how many days an appeal is decided, 1–60.
    pub appeal_decision_days: u32,
    /// So many days before its last one, a follow-up is warned of, 0–10.
    pub warn_days: u32,
    /// For how many calendar days after a follow-up was over its texts are kept, 1–365.
    pub keep_days: u32,
    /// What follows from a finding that is upheld.
    pub measures: Vec<PlanReason>,
    /// Why something could not be done.
    pub causes: Vec<PlanReason>,
}

impl Default for PlanFollowups {
    fn default() -> Self {
        Self {
            complaint_days: 5,
            unsolved_days: 3,
            hotline_days: 5,
            statement_days: 5,
            decision_days: 15,
            verify_days: 5,
            rectify_days: 15,
            call_back_days: 5,
            appeal_days: 5,
            appeal_decision_days: 10,
            warn_days: 1,
            keep_days: 60,
            measures: Vec::new(),
            causes: Vec::new(),
        }
    }
}
