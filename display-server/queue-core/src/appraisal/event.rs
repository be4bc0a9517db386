//! What happens to the appraisal of a month: part of the journal.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{ClerkFigures, DepartmentFigures, MonthFigures, Sheet};
use crate::ids::{PersonCode, TextId};
use crate::plan::{AppraisalRules, Criterion};

/// Something that happened to the appraisal of a month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "appraisal", rename_all = "snake_case")]
pub enum AppraisalEvent {
    /// It was drafted, or drafted anew.
    Drafted {
        /// Everything that it says.
        drafted: Box<Drafted>,
    },
    /// It was shown to the clerks.
    Shown {
        /// The last day on which an appeal is in time.
        appeal_until: Date,
    },
    /// A clerk appealed.
    Appealed {
        /// Who.
        person: PersonCode,
        /// Against the marks of which criterion.
        criterion: Criterion,
        /// What is said.
        text: TextId,
    },
    /// An appeal was decided.
    AppealDecided {
        /// Whose.
        person: PersonCode,
        /// Against the marks of which criterion.
        criterion: Criterion,
        /// The marks from now on, in hundredths; none: as they were.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        corrected_hundredths: Option<u32>,
        /// Why.
        reason: TextId,
    },
    /// It was published.
    Published,
    /// Somebody decided whether a clerk is excellent.
    ExcellenceDecided {
        /// About whom.
        person: PersonCode,
        /// Whether the clerk is.
        excellent: bool,
        /// Why, with the evidence.
        reason: TextId,
    },
}

/// What a draft says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drafted {
    /// How many of a hundred may be found excellent.
    pub excellent_percent: u32,
    /// Each clerk's figures, and what follows from them.
    pub clerks: Vec<(ClerkFigures, Sheet)>,
    /// Each department's.
    pub departments: Vec<(DepartmentFigures, Sheet)>,
}

impl Drafted {
    /// What the rules make of a month's figures.
    #[must_use]
    pub fn of(rules: &AppraisalRules, figures: &MonthFigures) -> Self {
        let clerks = figures.clerks.iter();
        let departments = figures.departments.iter();
        Self {
            excellent_percent: rules.excellent_percent,
            clerks: clerks
                .map(|one| (one.clone(), Sheet::of_clerk(&rules.windows, one)))
                .collect(),
            departments: departments
                .map(|one| {
                    (
                        one.clone(),
                        Sheet::of_department(rules.of_department(one.on_behalf), one),
                    )
                })
                .collect(),
        }
    }
}
