//! The appraisal of a month (績效考評): drafted from figures, shown to whom it is about, corrected by appeals, published.
//!
//! [`formula`](Sheet) is pure arithmetic; [`Appraisal`] is the record of a month, with the figures and the formula frozen in it.
//!
//! Invariant: what was drafted stands in its event, figures and sums alike; no later setting, and no later program, changes it.
//! Invariant: nobody decides about oneself, and no appeal is decided by whoever drafted.
//! Invariant: who is excellent is decided by a person with a reason; the list only proposes.

mod apply;
mod decide;
mod event;
mod figures;
mod formula;
mod month;
mod outliers;
mod rank;
mod record;
mod refusal;

pub(crate) use decide::{Asked, appraiser};
pub use event::{AppraisalEvent, Drafted};
pub use figures::{ClerkFigures, DepartmentFigures, MonthFigures, Outlier, RatingFigures, WindowTime};
pub use formula::{FULL_HUNDREDTHS, Measure, Sheet, Step};
pub use month::Month;
pub use outliers::{ENOUGH_LEGS, Handled, outliers};
pub use rank::ranks;
pub use refusal::AppraisalRefusal;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::ids::{PersonCode, ServiceDay, TextId};
use crate::plan::Criterion;

/// How many decisions about one clerk's excellence a month keeps.
pub const DECISIONS_LIMIT: usize = 20;
/// How many clerks, and how many departments, one month is drafted of.
pub const APPRAISED_LIMIT: usize = 500;

/// The appraisal of a month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appraisal {
    /// Which month.
    pub month: Month,
    /// Where it stands.
    pub standing: Standing,
    /// Who drafted it.
    pub drafted_by: PersonCode,
    /// When.
    pub drafted_at: Timestamp,
    /// On which service day.
    pub drafted_on: ServiceDay,
    /// How many of a hundred may be found excellent.
    pub excellent_percent: u32,
    /// The clerks, by work number.
    pub clerks: Vec<ClerkMonth>,
    /// The departments, in the plan's order.
    pub departments: Vec<DepartmentMonth>,
    /// Who showed it, and when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shown: Option<Shown>,
    /// Who published it, and when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<(PersonCode, ServiceDay)>,
}

/// Where the appraisal of a month stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Only managers and overseers see it; it may be drafted anew.
    Drafted,
    /// Each clerk sees one's own, and may appeal.
    Shown,
    /// Over.
    Published,
}

impl Standing {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Drafted, Self::Shown, Self::Published];

    /// Its word in the table; never changed.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Drafted => "drafted",
            Self::Shown => "shown",
            Self::Published => "published",
        }
    }
}

/// When an appraisal was shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// By whom.
    pub by: PersonCode,
    /// When.
    pub on: ServiceDay,
    /// The last day on which an appeal is in time. A service day: while the hall is closed the last one goes on, so that an
    /// appeal of the night after is in time, and one of a weekend after a Friday too.
    pub appeal_until: Date,
}

/// The month of one clerk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClerkMonth {
    /// What was found.
    pub figures: ClerkFigures,
    /// What follows from it, corrections counted.
    pub sheet: Sheet,
    /// What the clerk appealed against, a criterion at most once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub appeals: Vec<Appeal>,
    /// What was decided about the clerk's being excellent, in order; the last holds.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub excellence: Vec<Excellence>,
}

impl ClerkMonth {
    /// Whether the clerk was found excellent.
    #[must_use]
    pub fn is_excellent(&self) -> bool {
        self.excellence.last().is_some_and(|last| last.excellent)
    }
}

/// The month of one department.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DepartmentMonth {
    /// What was found.
    pub figures: DepartmentFigures,
    /// What follows from it.
    pub sheet: Sheet,
}

/// An appeal against the marks of a criterion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appeal {
    /// Which criterion.
    pub criterion: Criterion,
    /// What is said.
    pub text: TextId,
    /// When.
    pub on: ServiceDay,
    /// The marks that it was about, in hundredths.
    pub marks_hundredths: u32,
    /// What was decided; none: it waits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<AppealAnswer>,
}

/// What was decided about an appeal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppealAnswer {
    /// By whom.
    pub by: PersonCode,
    /// When.
    pub on: ServiceDay,
    /// Why.
    pub reason: TextId,
    /// The marks from now on, in hundredths; none: as they were.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrected_hundredths: Option<u32>,
}

/// What somebody decided about a clerk's being excellent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Excellence {
    /// Who decided.
    pub by: PersonCode,
    /// When.
    pub on: ServiceDay,
    /// Why, with the evidence.
    pub reason: TextId,
    /// Whether the clerk is.
    pub excellent: bool,
}

impl Appraisal {
    /// The month of a clerk.
    #[must_use]
    pub fn clerk(&self, person: &PersonCode) -> Option<&ClerkMonth> {
        self.clerks.iter().find(|clerk| clerk.figures.person == *person)
    }

    /// Whether these are the figures that were drafted.
    #[must_use]
    pub fn says(&self, figures: &MonthFigures) -> bool {
        let clerks = self.clerks.iter().map(|clerk| &clerk.figures);
        let departments = self.departments.iter().map(|department| &department.figures);
        clerks.eq(&figures.clerks) && departments.eq(&figures.departments)
    }

    /// How many appeals wait for a decision.
    #[must_use]
    pub fn open_appeals(&self) -> u32 {
        let appeals = self.clerks.iter().flat_map(|clerk| &clerk.appeals);
        let open = appeals.filter(|appeal| appeal.answer.is_none());
        u32::try_from(open.count()).unwrap_or(u32::MAX)
    }

    /// Whether its figures, and the ledger of its month, are no longer to be changed.
    #[must_use]
    pub fn is_frozen(&self) -> bool {
        self.standing != Standing::Drafted
    }
}
