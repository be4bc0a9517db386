//! What is refused about a rating, and what to do about it.

use super::{REASONS_LIMIT, RatingCode};
use crate::ids::{PersonCode, WindowNumber};

/// Why a rating is not taken. Its text is for the person who asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RatingRefusal {
    /// Nobody who was served at the window may rate just now.
    #[error(
        "nobody is asked for a rating at window {window} just now; the phone page of the ticket takes ratings until the day ends"
    )]
    NobodyToRate {
        /// Which window.
        window: WindowNumber,
    },
    /// One rating a leg.
    #[error("this visit to the window has been rated already; one rating each, thank you")]
    RatedAlready,
    /// Not served, or not served to the end.
    #[error("only what was served to its end is rated; wait until it is done")]
    NotServed,
    /// It was not given at the window, or it was said already.
    #[error("there is no rating from the window's keys to take back; look at how it stands")]
    NothingToDisown,
    /// Reasons belong to bad ratings that have none yet.
    #[error("reasons belong to a bad rating of yours that has none yet; look at how it stands")]
    NothingToExplain,
    /// An explanation that says nothing.
    #[error("choose a reason or write something")]
    NoReason,
    /// A reason that the plan does not have, one twice, or too many.
    #[error(
        "{reason:?} is no reason of the plan, is there twice, or is one of more than {REASONS_LIMIT}; choose from the list"
    )]
    UnknownRatingReason {
        /// What was asked for.
        reason: String,
    },
    /// No such rating.
    #[error("there is no rating {code} that waits; look at the list")]
    UnknownRating {
        /// What was asked for.
        code: RatingCode,
    },
    /// Nobody needs to look at it.
    #[error("{code} does not wait for anybody to look at it; look at the list")]
    NotFlagged {
        /// Which.
        code: RatingCode,
    },
    /// Nobody judges ratings of their own work.
    #[error("{clerk} served in {code}: another person must look at it")]
    RatingNeedsAnother {
        /// Which.
        code: RatingCode,
        /// Who served.
        clerk: PersonCode,
    },
}

impl RatingRefusal {
    /// Its stable name.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::NobodyToRate { .. } => "nobody-to-rate",
            Self::RatedAlready => "rated-already",
            Self::NotServed => "not-served",
            Self::NothingToDisown => "nothing-to-disown",
            Self::NothingToExplain => "nothing-to-explain",
            Self::NoReason => "no-rating-reason",
            Self::UnknownRatingReason { .. } => "unknown-rating-reason",
            Self::UnknownRating { .. } => "unknown-rating",
            Self::NotFlagged { .. } => "rating-not-flagged",
            Self::RatingNeedsAnother { .. } => "rating-needs-another",
        }
    }
}
