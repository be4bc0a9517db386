//! Ratings (好差評): given at a window's keys (`/api/v1/windows/{n}/rate`) or on the page of a ticket
//! (`/api/v1/visits/{token}/…`), and what staff may know of them (`/api/v1/ratings`).
//!
//! Invariant: nothing that staff is told has a ticket, a leg or an instant.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::names::Names;
use crate::ticket::ServiceRef;

/// The five national levels, the best first; the last two are bad.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LevelName {
    /// 非常滿意.
    VerySatisfied,
    /// 滿意.
    Satisfied,
    /// 基本滿意.
    BasicallySatisfied,
    /// 不滿意.
    Dissatisfied,
    /// 非常不滿意.
    VeryDissatisfied,
}

impl LevelName {
    /// All of them, the best first.
    pub const ALL: [Self; 5] = [
        Self::VerySatisfied,
        Self::Satisfied,
        Self::BasicallySatisfied,
        Self::Dissatisfied,
        Self::VeryDissatisfied,
    ];

    /// Its word.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::VerySatisfied => "very_satisfied",
            Self::Satisfied => "satisfied",
            Self::BasicallySatisfied => "basically_satisfied",
            Self::Dissatisfied => "dissatisfied",
            Self::VeryDissatisfied => "very_dissatisfied",
        }
    }

    /// Its digit on a pad and on a screen, 1–5, the best first.
    #[must_use]
    pub fn digit(self) -> u8 {
        match self {
            Self::VerySatisfied => 1,
            Self::Satisfied => 2,
            Self::BasicallySatisfied => 3,
            Self::Dissatisfied => 4,
            Self::VeryDissatisfied => 5,
        }
    }

    /// Whether it is 差評.
    #[must_use]
    pub fn is_bad(self) -> bool {
        match self {
            Self::Dissatisfied | Self::VeryDissatisfied => true,
            Self::VerySatisfied | Self::Satisfied | Self::BasicallySatisfied => false,
        }
    }
}

/// A press of one of a window's five keys.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WindowRating {
    /// The press: 32 hex digits.
    pub press: String,
    /// The service day.
    #[schema(value_type = String, format = Date)]
    pub day: Date,
    /// What is said.
    pub level: LevelName,
}

/// What the holder of a ticket says of one of its legs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct VisitRating {
    /// The press: 32 hex digits.
    pub press: String,
    /// The service day.
    #[schema(value_type = String, format = Date)]
    pub day: Date,
    /// Which leg of the ticket, from 0.
    pub leg: u16,
    /// What is said.
    pub level: LevelName,
    /// Why, with a bad rating, as codes of the plan.
    #[serde(default)]
    pub reasons: Vec<String>,
    /// Why, with a bad rating, 1–500 characters.
    #[serde(default)]
    pub text: Option<String>,
}

/// The holder of a ticket did not press the window's keys.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DisownRating {
    /// The press: 32 hex digits.
    pub press: String,
    /// The service day.
    #[schema(value_type = String, format = Date)]
    pub day: Date,
    /// Which leg of the ticket, from 0.
    pub leg: u16,
}

/// The holder of a ticket says why a rating is bad.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ExplainRating {
    /// The press: 32 hex digits.
    pub press: String,
    /// The service day.
    #[schema(value_type = String, format = Date)]
    pub day: Date,
    /// Which leg of the ticket, from 0.
    pub leg: u16,
    /// As codes of the plan.
    #[serde(default)]
    pub reasons: Vec<String>,
    /// In words, 1–500 characters.
    #[serde(default)]
    pub text: Option<String>,
}

/// Whether a doubtful rating stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LookAtRating {
    /// The press: 32 hex digits.
    pub press: String,
    /// Whether it stands; else it is struck.
    pub upheld: bool,
}

/// What a press about a rating came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RatingPressed {
    /// `rated`, `disowned`, `explained`, `upheld`, `struck`.
    pub done: String,
    /// The level that was said, with `rated`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<LevelName>,
}

/// How a leg of a ticket stands with its rating, for the ticket's holder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LegRating {
    /// Which leg, from 0.
    pub leg: u16,
    /// What for.
    pub service: ServiceRef,
    /// Where.
    pub window: u16,
    /// What was said; none: nothing yet, and it can be.
    pub level: Option<LevelName>,
    /// Whether it was said at the window's keys.
    pub at_window: bool,
    /// Whether the holder says that it was somebody else.
    pub disowned: bool,
    /// What the holder says instead.
    pub instead: Option<LevelName>,
    /// Whether it can be said why.
    pub may_explain: bool,
}

impl LegRating {
    /// Whether the holder may say a level now: nothing was said, or somebody else said it.
    #[must_use]
    pub fn may_say(&self) -> bool {
        self.level.is_none() || (self.disowned && self.instead.is_none())
    }
}

/// The screen beside a window.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RatingScreen {
    /// The journal entry it stands for.
    pub seq: u64,
    /// The service day.
    #[schema(value_type = String, format = Date)]
    pub day: Date,
    /// The server's clock.
    #[schema(value_type = String, format = DateTime)]
    pub now: Timestamp,
    /// Which window.
    pub window: u16,
    /// Until when the one who was served last may rate; none: nobody is asked.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub until: Option<Timestamp>,
    /// What for.
    pub service: Option<ServiceRef>,
    /// Whether the one who was served last has just rated.
    pub thanks: bool,
}

/// A rating, as lists show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RatingLine {
    /// What it is called; it does not lead to a ticket.
    pub code: String,
    /// The service day.
    #[schema(value_type = String, format = Date)]
    pub day: Date,
    /// What for.
    pub service: ServiceRef,
    /// Where.
    pub window: u16,
    /// What was said.
    pub level: LevelName,
    /// Where it was said: `window`, `phone`.
    pub from: String,
    /// What makes it doubtful: `too_fast`, `burst`, `disowned`.
    pub flags: Vec<String>,
    /// What the ticket's holder says instead of what the keys said.
    pub instead: Option<LevelName>,
    /// Why, in the plan's words.
    pub reasons: Vec<Names>,
    /// Why, in words; none: nothing, or not kept any more.
    pub text: Option<String>,
    /// What it counts as: `counted`, `waiting`, `struck`.
    pub counts: String,
    /// The follow-up of a bad one.
    pub followup: Option<String>,
}

/// What staff may know of ratings one by one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RatingsView {
    /// The standing service day.
    #[schema(value_type = String, format = Date)]
    pub day: Date,
    /// Doubtful ones that wait for somebody, the oldest day first.
    pub waiting: Vec<RatingLine>,
    /// Bad ones of the last weeks, the newest day first.
    pub bad: Vec<RatingLine>,
}

/// How many of each level.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LevelFigures {
    /// 非常滿意.
    pub very_satisfied: u32,
    /// 滿意.
    pub satisfied: u32,
    /// 基本滿意.
    pub basically_satisfied: u32,
    /// 不滿意.
    pub dissatisfied: u32,
    /// 非常不滿意.
    pub very_dissatisfied: u32,
}

/// Figures of ratings. Unrated is no level: silence is not good.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RatingFiguresView {
    /// Visits to a window that could be rated.
    pub rateable: u32,
    /// Those that were.
    pub rated: u32,
    /// Those that were not.
    pub unrated: u32,
    /// Those that count, by level; null: so few that a rater could be recognised.
    pub levels: Option<LevelFigures>,
    /// Those that count and are bad; null as above.
    pub bad: Option<u32>,
    /// Those of them that were verified as the clerk's fault; null as above.
    pub verified_bad: Option<u32>,
    /// Doubtful ones that wait for somebody.
    pub flagged: u32,
    /// Those that were struck.
    pub struck: u32,
}

/// Figures of ratings of one service, department or window.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RatingsOf {
    /// `hall`, `department`, `service`, `window`.
    pub by: String,
    /// Its code or number; of the whole hall empty.
    pub name: String,
    /// Their figures.
    pub figures: RatingFiguresView,
}

/// A clerk's own ratings of a time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OwnRatings {
    /// The month such as `2026-11`, or the day such as `2026-11-24`.
    pub time: String,
    /// Their figures.
    pub figures: RatingFiguresView,
}

/// A clerk's own page: months that are over, and days that are over and have enough ratings that nobody is recognised.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MyRatings {
    /// From so many ratings on a day, or the levels of a month, are shown.
    pub shown_from: u32,
    /// The newest month first.
    pub months: Vec<OwnRatings>,
    /// The newest day first.
    pub days: Vec<OwnRatings>,
}
