//! A rating (好差評): what a visitor says of one leg, once, in one of five national levels.
//!
//! The rater stays hidden: a rating knows its leg, for there is one a leg, but no list shows it. Lists name a rating by a
//! code that says nothing of the leg, and no rating holds an instant.
//!
//! Invariant: a leg has one rating; a leg without one is unrated, which is no level and never good.
//! Invariant: a flagged rating counts nowhere until somebody other than its clerk has looked at it.
//! Invariant: a rating changes only in [`Record::apply`](crate::Record::apply); no rating holds a text, a name or a ticket.

mod code;
mod decide;
mod event;
mod figures;
mod looking;
mod record;
mod refusal;

pub use code::{RatingCode, RatingKey};
pub(crate) use decide::{Asking, last_at_keys};
pub use event::{RatedFrom, RatingEvent, RatingFlag};
pub use figures::{Counted, LevelCounts, RatingFigures, is_skewed};
pub use refusal::RatingRefusal;

use serde::{Deserialize, Serialize};

use crate::followup::FollowupCode;
use crate::ids::{PersonCode, ServiceCode, ServiceDay, TextId, WindowNumber};

/// How many reasons one rating names at most.
pub const REASONS_LIMIT: usize = 10;

/// The five national levels (政務服務「好差評」), the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RatingLevel {
    /// 非常滿意.
    VerySatisfied,
    /// 滿意.
    Satisfied,
    /// 基本滿意.
    BasicallySatisfied,
    /// 不滿意: a bad rating.
    Dissatisfied,
    /// 非常不滿意: a bad rating.
    VeryDissatisfied,
}

impl RatingLevel {
    /// All of them, the best first.
    pub const ALL: [Self; 5] = [
        Self::VerySatisfied,
        Self::Satisfied,
        Self::BasicallySatisfied,
        Self::Dissatisfied,
        Self::VeryDissatisfied,
    ];

    /// Whether it is 差評.
    #[must_use]
    pub fn is_bad(self) -> bool {
        match self {
            Self::Dissatisfied | Self::VeryDissatisfied => true,
            Self::VerySatisfied | Self::Satisfied | Self::BasicallySatisfied => false,
        }
    }
}

/// A rating as the hall knows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rating {
    /// The leg that it is about; never shown.
    pub key: RatingKey,
    /// What lists call it.
    pub code: RatingCode,
    /// What for.
    pub service: ServiceCode,
    /// Where.
    pub window: WindowNumber,
    /// Who served.
    pub clerk: PersonCode,
    /// What was said.
    pub level: RatingLevel,
    /// Where it was said.
    pub from: RatedFrom,
    /// What makes it doubtful.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub flags: Vec<RatingFlag>,
    /// What the holder of the ticket says instead of what the window's keys said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instead: Option<RatingLevel>,
    /// Why, as codes of the plan.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<String>,
    /// Why, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<TextId>,
    /// The follow-up of a bad one; none: it is not bad, or does not count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub followup: Option<FollowupCode>,
    /// What a second person made of a flagged one; none: nobody has looked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub looked: Option<LookedAt>,
}

/// What a second person made of a flagged rating.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LookedAt {
    /// Who.
    pub by: PersonCode,
    /// When.
    pub on: ServiceDay,
    /// Whether it stands; else it is struck.
    pub upheld: bool,
}

/// What the hall remembers of a rating while its day is open, so that no leg is rated twice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RatingMark {
    /// What was said.
    pub level: RatingLevel,
    /// Where it was said.
    pub from: RatedFrom,
    /// The window that served.
    pub window: WindowNumber,
    /// When; only until the day is over.
    pub at: jiff::Timestamp,
    /// Whether the ticket's holder says that it was somebody else.
    pub disowned: bool,
    /// What the holder says instead.
    pub instead: Option<RatingLevel>,
    /// Whether it was said why.
    pub explained: bool,
}

impl RatingMark {
    /// What the ticket's holder has said: nothing, if somebody else pressed the keys.
    #[must_use]
    pub fn own(&self) -> Option<RatingLevel> {
        self.instead.or((!self.disowned).then_some(self.level))
    }
}

impl Rating {
    /// Whether somebody must look at it before it counts.
    #[must_use]
    pub fn waits(&self) -> bool {
        !self.flags.is_empty() && self.looked.is_none()
    }
}
