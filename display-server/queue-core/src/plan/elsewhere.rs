//! What is not handled in this hall: where it is handled instead, why, and with whose leave (不進廳事項).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{HallPlan, Names};
use crate::ids::ElsewhereCode;

/// Something that people come for and that is handled elsewhere. It has no ticket; whoever asks is told where to go, and
/// the asking is counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Elsewhere {
    /// Its code, such as `marriage`.
    pub code: ElsewhereCode,
    /// What it is.
    pub names: Names,
    /// Where it is handled.
    pub place: Names,
    /// The telephone number there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Why it is not handled here.
    pub reason: ElsewhereReason,
    /// Who agreed that it stays outside.
    pub approved_by: Names,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approved_on: Option<Date>,
    /// The last day on which that holds, to be looked at again by then; none: for good.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approved_until: Option<Date>,
}

/// Why something is not handled here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ElsewhereReason {
    /// A branch hall handles it (分廳).
    BranchHall,
    /// It is secret (涉密).
    Classified,
    /// It needs premises that this hall does not have.
    Premises,
    /// Another authority's: a county's or a district's.
    OtherAuthority,
}

impl HallPlan {
    /// What is not handled here, by code.
    #[must_use]
    pub fn elsewhere(&self, code: &ElsewhereCode) -> Option<&Elsewhere> {
        self.parts.elsewhere.iter().find(|entry| entry.code == *code)
    }
}
