//! What happens to a rating: part of the journal.

use serde::{Deserialize, Serialize};

use super::{RatingCode, RatingLevel};
use crate::followup::FollowupCode;
use crate::ids::{PersonCode, ServiceCode, TextId, WindowNumber};

/// Where a rating was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RatedFrom {
    /// At the window's keys, or on the screen beside it: whoever stood there.
    Window,
    /// On the page of the ticket: whoever holds it.
    Phone,
}

/// What makes a rating doubtful.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RatingFlag {
    /// So soon after the finish that nobody can have thought about it.
    TooFast,
    /// One of many within a short time at the same window's keys.
    Burst,
    /// The ticket's holder says that it was somebody else: the window against the phone.
    Disowned,
}

/// Something that happened to a rating.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "rating", rename_all = "snake_case")]
pub enum RatingEvent {
    /// It was given.
    Rated {
        /// What lists call it.
        code: RatingCode,
        /// What for.
        service: ServiceCode,
        /// Where.
        window: WindowNumber,
        /// Who served.
        clerk: PersonCode,
        /// What was said.
        level: RatingLevel,
        /// Where it was said.
        from: RatedFrom,
        /// What makes it doubtful.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        flags: Vec<RatingFlag>,
        /// Why, as codes of the plan.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        reasons: Vec<String>,
        /// Why, in words.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        text: Option<TextId>,
        /// The follow-up that the same entry opens, of a bad one that counts at once.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        followup: Option<FollowupCode>,
    },
    /// Another one made it doubtful.
    Flagged {
        /// Why.
        flag: RatingFlag,
    },
    /// The ticket's holder says that it was somebody else; this makes it doubtful.
    Disowned,
    /// What the ticket's holder says instead.
    SaidInstead {
        /// What.
        level: RatingLevel,
        /// Why, as codes of the plan.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        reasons: Vec<String>,
        /// Why, in words.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        text: Option<TextId>,
    },
    /// The ticket's holder says why.
    Explained {
        /// As codes of the plan.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        reasons: Vec<String>,
        /// In words.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        text: Option<TextId>,
    },
    /// A second person looked at a doubtful one.
    LookedAt {
        /// Whether it stands; else it is struck.
        upheld: bool,
        /// The follow-up that the same entry opens, of a bad one that counts from now on.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        followup: Option<FollowupCode>,
    },
}
