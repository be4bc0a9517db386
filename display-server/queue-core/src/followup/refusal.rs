//! What is refused about a follow-up, and what to do about it.

use jiff::civil::Date;

use super::{FollowupCode, FollowupKind, Stage, Verdict};
use crate::ids::PersonCode;

/// Why something is not done to a follow-up. Its text is for the person who asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FollowupRefusal {
    /// There is none, or it is not theirs to see; both look the same.
    #[error("there is nothing to follow up under {code}; check the code")]
    UnknownFollowup {
        /// What was asked for.
        code: FollowupCode,
    },
    /// It does not wait for that.
    #[error("{code} does not wait for this: it is at {}; look at it again", .stage.word())]
    FollowupStage {
        /// Which.
        code: FollowupCode,
        /// What it waits for.
        stage: Stage,
    },
    /// The same person must not.
    #[error("you have brought up {code} or decided about it: another person must decide now")]
    FollowupNeedsAnother {
        /// Which.
        code: FollowupCode,
    },
    /// Not one of its kind's.
    #[error("{} cannot be decided about a {}; choose one of the list", .verdict.word(), .kind.word())]
    BadVerdict {
        /// What it is.
        kind: FollowupKind,
        /// What was decided.
        verdict: Verdict,
    },
    /// No measure of the plan, none where one is needed, or one where none is.
    #[error(
        "{measure:?} is no measure of the plan; choose one of the list if the finding is upheld, and only then"
    )]
    UnknownMeasure {
        /// What was asked for.
        measure: String,
    },
    /// No cause of the plan, none where one is needed, or one where none is.
    #[error("{cause:?} is no cause of the plan; choose from the list why it could not be done")]
    UnknownCause {
        /// What was asked for.
        cause: String,
    },
    /// Nobody with that work number.
    #[error(
        "nobody here has the work number {person}; check it, or leave it out and say who it was in words"
    )]
    UnknownStaff {
        /// What was given.
        person: PersonCode,
    },
    /// Somebody brings up something about themself.
    #[error("this is about yourself; ask somebody else to bring it up")]
    AboutYourself,
    /// A finding about nobody.
    #[error("say whom it is about, by work number")]
    AboutNobody,
    /// Nothing is said.
    #[error("say what happened")]
    NothingSaid,
    /// An order of the hotline without its number.
    #[error("give the number of the hotline's order")]
    NoOrderNumber,
    /// A last day that cannot be meant.
    #[error("{date} cannot be the last day for an answer; check the date")]
    BadAnswerDay {
        /// What was given.
        date: Date,
    },
    /// It is about those who manage the hall, and nobody oversees them here.
    #[error(
        "nobody in this hall may handle what is about its managers; use one of the complaint channels outside it"
    )]
    NobodyToHandle,
    /// Somebody who may not handle it.
    #[error("{person} may not handle this; choose one of the list")]
    CannotHandle {
        /// Who.
        person: PersonCode,
    },
    /// Theirs already.
    #[error("{person} answers for this already")]
    AssignedAlready {
        /// Who.
        person: PersonCode,
    },
}

impl FollowupRefusal {
    /// Its stable name.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::UnknownFollowup { .. } => "unknown-followup",
            Self::FollowupStage { .. } => "followup-stage",
            Self::FollowupNeedsAnother { .. } => "followup-needs-another",
            Self::BadVerdict { .. } => "bad-verdict",
            Self::UnknownMeasure { .. } => "unknown-measure",
            Self::UnknownCause { .. } => "unknown-cause",
            Self::UnknownStaff { .. } => "unknown-staff",
            Self::AboutYourself => "about-yourself",
            Self::AboutNobody => "about-nobody",
            Self::NothingSaid => "nothing-said",
            Self::NoOrderNumber => "no-order-number",
            Self::BadAnswerDay { .. } => "bad-answer-day",
            Self::NobodyToHandle => "nobody-to-handle",
            Self::CannotHandle { .. } => "cannot-handle",
            Self::AssignedAlready { .. } => "assigned-already",
        }
    }
}
