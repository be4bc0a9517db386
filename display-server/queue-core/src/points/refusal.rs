//! What is refused about the ledger, and what to do about it.

use super::PointCode;
use crate::appraisal::Month;
use crate::ids::PersonCode;

/// Why something is not done to the ledger. Its text is for the person who asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PointRefusal {
    /// No such line.
    #[error("there is no line {code} in the ledger; look at the list again")]
    UnknownPoint {
        /// What was asked for.
        code: PointCode,
    },
    /// No such reason.
    #[error("{reason:?} is no reason of the plan for points; choose one of the list")]
    UnknownPointReason {
        /// What was asked for.
        reason: String,
    },
    /// Out of the reason's range.
    #[error("a line of this reason gives {least} to {most}, and not nothing; leave counts in whole days")]
    BadPoints {
        /// The least.
        least: i32,
        /// The most.
        most: i32,
    },
    /// A month that has not begun.
    #[error("{month} has not begun; points count for this month or one before")]
    MonthToCome {
        /// Which.
        month: Month,
    },
    /// The month was shown.
    #[error("the appraisal of {month} was shown to the clerks; its ledger stands, and appeals correct it")]
    LedgerClosed {
        /// Which.
        month: Month,
    },
    /// Struck twice.
    #[error("{code} is struck already")]
    StruckAlready {
        /// Which.
        code: PointCode,
    },
    /// Struck by whoever entered it.
    #[error("{by} entered {code}: another person must strike it")]
    StrikeNeedsAnother {
        /// Which.
        code: PointCode,
        /// Who entered it.
        by: PersonCode,
    },
    /// Two presses with the same digits on one day.
    #[error("another line has this press's code already; open the page anew and enter it again")]
    PointCodeTaken,
}

impl PointRefusal {
    /// Its stable name.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::UnknownPoint { .. } => "unknown-point",
            Self::UnknownPointReason { .. } => "unknown-point-reason",
            Self::BadPoints { .. } => "bad-points",
            Self::MonthToCome { .. } => "month-to-come",
            Self::LedgerClosed { .. } => "ledger-closed",
            Self::StruckAlready { .. } => "struck-already",
            Self::StrikeNeedsAnother { .. } => "strike-needs-another",
            Self::PointCodeTaken => "point-code-taken",
        }
    }
}
