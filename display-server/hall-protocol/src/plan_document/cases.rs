//! `[cases]`: how cases are kept.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::names::Names;

/// `[cases]`: what is promised beside a service's own limit. All lengths are in working days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PlanCases {
    /// Within how many days after a file was taken in everything missing must be told, 1–30; afterwards it counts as
    /// accepted. The law names 5.
    pub tell_days: u32,
    /// How many days a visitor has to bring what a correction notice lists, 1–60.
    pub correct_days: u32,
    /// A case is warned of when so much of its limit is left, 1–90 %.
    pub warn_percent: u32,
    /// The most days by which a second person may extend a limit, in all, 0–60.
    pub extend_days: u32,
    /// How many days whoever gets a 督辦單 has to answer it, 1–30.
    pub answer_days: u32,
    /// For how many calendar days after a case was done the texts that people wrote about it are kept, 1–365.
    pub keep_days: u32,
    /// Why a clock may stand still.
    pub stop_reasons: Vec<PlanClockReason>,
}

/// Why a case's clock may stand still.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanClockReason {
    /// Its code.
    pub code: String,
    /// Its wording.
    pub name: Names,
    /// For how many days at most, 1–365; then the clock goes on by itself.
    pub cap_days: u32,
    /// Whether somebody outside is waited for, such as an appraiser or a laboratory (中介機構).
    #[serde(default)]
    pub intermediary: bool,
}

impl Default for PlanCases {
    fn default() -> Self {
        Self {
            tell_days: 5,
            correct_days: 10,
            warn_percent: 20,
            extend_days: 10,
            answer_days: 3,
            keep_days: 60,
            stop_reasons: Vec::new(),
        }
    }
}
