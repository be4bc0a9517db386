//! What is asked about the appraisal of a month, and about the ledger of points.

use serde::{Deserialize, Serialize};

use crate::appraisal::{Month, MonthFigures};
use crate::ids::{PersonCode, RequestId, TextId};
use crate::plan::Criterion;
use crate::points::{PointCode, PointEntry};

/// Something about the appraisal of a month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppraisalCommand {
    /// The press's own id.
    pub press: RequestId,
    /// Which month.
    pub month: Month,
    /// What is asked.
    pub verb: AppraisalVerb,
}

/// What can be asked about the appraisal of a month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "verb", rename_all = "snake_case")]
pub enum AppraisalVerb {
    /// Draft it, or draft it anew, from what the tables say.
    Draft {
        /// The month's figures: what the server read, not what was asked. A repeat may find others, and is the same press.
        #[serde(skip)]
        figures: Box<MonthFigures>,
    },
    /// Show it to the clerks.
    Show {
        /// The month's figures as they are now; they must be those of the draft.
        #[serde(skip)]
        figures: Box<MonthFigures>,
    },
    /// The clerk who asks appeals.
    Appeal {
        /// Against the marks of which criterion.
        criterion: Criterion,
        /// What is said.
        text: TextId,
    },
    /// An appeal is decided.
    Answer {
        /// Whose.
        person: PersonCode,
        /// Against the marks of which criterion.
        criterion: Criterion,
        /// The marks from now on, in hundredths, 0–10,000; none: as they were.
        corrected_hundredths: Option<u32>,
        /// Why.
        reason: TextId,
    },
    /// Publish it.
    Publish,
    /// Whether a clerk is excellent.
    Excellent {
        /// About whom.
        person: PersonCode,
        /// Whether the clerk is.
        excellent: bool,
        /// Why, with the evidence.
        reason: TextId,
    },
}

/// Something about the ledger of points.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PointCommand {
    /// The press's own id.
    pub press: RequestId,
    /// What is asked.
    pub verb: PointVerb,
}

/// What can be asked about the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "verb", rename_all = "snake_case")]
pub enum PointVerb {
    /// A new line.
    Enter {
        /// What it says.
        entry: PointEntry,
    },
    /// A line does not count any more.
    Strike {
        /// Which.
        code: PointCode,
        /// The month for which it counts.
        month: Month,
        /// Why.
        reason: TextId,
    },
}

impl PointVerb {
    /// The month that it is about.
    #[must_use]
    pub fn month(&self) -> Month {
        match self {
            Self::Enter { entry } => entry.month,
            Self::Strike { month, .. } => *month,
        }
    }
}
