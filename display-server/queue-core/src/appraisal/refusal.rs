//! What is refused about the appraisal of a month, and what to do about it.

use jiff::civil::Date;

use super::Month;
use crate::ids::PersonCode;

/// Why something is not done to the appraisal of a month. Its text is for the person who asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AppraisalRefusal {
    /// It has not begun.
    #[error("{month} has not begun; ask for this month or one before")]
    MonthNotBegun {
        /// Which.
        month: Month,
    },
    /// It goes on.
    #[error("{month} is not over; draft it from the first day of the next month on")]
    MonthNotOver {
        /// Which.
        month: Month,
    },
    /// The plan has no formula.
    #[error("the plan has no formula for appraisals; write one first, and let a second person agree")]
    NoFormula,
    /// Nobody drafted it.
    #[error("{month} has not been drafted; draft it first")]
    UnknownMonth {
        /// Which.
        month: Month,
    },
    /// More than an appraisal holds.
    #[error(
        "{month} has more clerks or departments than {limit}; nothing is drafted of so many",
        limit = super::APPRAISED_LIMIT
    )]
    TooManyAppraised {
        /// Which.
        month: Month,
    },
    /// What the tables say is no longer what the figures say.
    #[error("the ledger or the figures of {month} have changed meanwhile; draft it anew, then show it")]
    FiguresChanged {
        /// Which.
        month: Month,
    },
    /// It was shown.
    #[error("{month} was shown to the clerks; from then on only appeals correct it")]
    MonthShown {
        /// Which.
        month: Month,
    },
    /// It was not shown yet.
    #[error("{month} has not been shown to the clerks yet")]
    MonthNotShown {
        /// Which.
        month: Month,
    },
    /// It is not published yet.
    #[error("{month} is not published yet; whoever is excellent is decided afterwards")]
    MonthNotPublished {
        /// Which.
        month: Month,
    },
    /// It is over.
    #[error("{month} is published; nothing of this is done to it any more")]
    MonthPublished {
        /// Which.
        month: Month,
    },
    /// Appeals are still in time.
    #[error("clerks may appeal against {month} until {until}; publish it afterwards")]
    AppealsRun {
        /// Which.
        month: Month,
        /// The last day.
        until: Date,
    },
    /// Appeals wait.
    #[error("{open} appeal(s) against {month} wait for a decision; decide them first")]
    AppealsOpen {
        /// Which.
        month: Month,
        /// How many.
        open: u32,
    },
    /// Too late.
    #[error(
        "appeals against {month} were in time until {until}; speak to the home department or an overseer"
    )]
    AppealTooLate {
        /// Which.
        month: Month,
        /// The last day.
        until: Date,
    },
    /// Not in the month's list.
    #[error("{person} is not appraised in {month}")]
    NotAppraised {
        /// Which.
        month: Month,
        /// Who.
        person: PersonCode,
    },
    /// A criterion without marks.
    #[error("this criterion has no marks in {month}: there is nothing to appeal against")]
    NoSuchMarks {
        /// Which.
        month: Month,
    },
    /// A second appeal against the same.
    #[error("you appealed against this criterion of {month} already; its decision holds")]
    AppealedAlready {
        /// Which.
        month: Month,
    },
    /// Nothing to decide.
    #[error("no appeal against this criterion of {month} waits for a decision")]
    NothingAppealed {
        /// Which.
        month: Month,
    },
    /// Whoever drafted, or whom it is about, decides.
    #[error("{drafted_by} drafted {month}: another person, whom the appeal is not about, must decide")]
    AppealNeedsAnother {
        /// Which.
        month: Month,
        /// Who drafted.
        drafted_by: PersonCode,
    },
    /// Marks out of range.
    #[error("marks are 0 to 100")]
    BadMarks,
    /// The same again.
    #[error("this is decided so already in {month}")]
    DecidedSoAlready {
        /// Which.
        month: Month,
    },
    /// Too many decisions about one clerk.
    #[error("this clerk was found excellent, and not, {limit} times in {month}; nothing more is decided", limit = super::DECISIONS_LIMIT)]
    DecidedTooOften {
        /// Which.
        month: Month,
    },
    /// Enough heads.
    #[error("{heads} clerk(s) may be found excellent in {month}, and were; take one back first")]
    NoRoomForExcellent {
        /// Which.
        month: Month,
        /// How many.
        heads: u32,
    },
}

impl AppraisalRefusal {
    /// Its stable name.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::MonthNotBegun { .. } => "month-not-begun",
            Self::MonthNotOver { .. } => "month-not-over",
            Self::NoFormula => "no-formula",
            Self::UnknownMonth { .. } => "unknown-month",
            Self::TooManyAppraised { .. } => "too-many-appraised",
            Self::FiguresChanged { .. } => "figures-changed",
            Self::MonthShown { .. } => "month-shown",
            Self::MonthNotShown { .. } => "month-not-shown",
            Self::MonthNotPublished { .. } => "month-not-published",
            Self::MonthPublished { .. } => "month-published",
            Self::AppealsRun { .. } => "appeals-run",
            Self::AppealsOpen { .. } => "appeals-open",
            Self::AppealTooLate { .. } => "appeal-too-late",
            Self::NotAppraised { .. } => "not-appraised",
            Self::NoSuchMarks { .. } => "no-such-marks",
            Self::AppealedAlready { .. } => "appealed-already",
            Self::NothingAppealed { .. } => "nothing-appealed",
            Self::AppealNeedsAnother { .. } => "appeal-needs-another",
            Self::BadMarks => "bad-marks",
            Self::DecidedSoAlready { .. } => "decided-so-already",
            Self::DecidedTooOften { .. } => "decided-too-often",
            Self::NoRoomForExcellent { .. } => "no-room-for-excellent",
        }
    }
}
