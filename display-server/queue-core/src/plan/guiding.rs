//! What the plan says of escorts: places in the hall, what guides can do, and who stands in for them.

use serde::{Deserialize, Serialize};

use super::Names;
use crate::escort::{EscortKind, Need};
use crate::ids::LanguageCode;

/// Who stands in for a guide.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StandIn {
    /// The manager.
    #[default]
    Manager,
    /// Reception.
    Reception,
    /// The windows that serve the visitor's ticket; the manager where there is none.
    Window,
}

/// A point of the hall's floor plan, in whole metres from its corner; 0–500 each way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    /// To the right.
    pub x_m: u16,
    /// Down.
    pub y_m: u16,
}

impl Position {
    /// The square of the distance to another point, in square metres.
    #[must_use]
    pub fn distance_squared(self, other: Self) -> u32 {
        let (x, y) = (self.x_m.abs_diff(other.x_m), self.y_m.abs_diff(other.y_m));
        u32::from(x).pow(2).saturating_add(u32::from(y).pow(2))
    }
}

/// A language that an interpreter can be asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InterpreterLanguage {
    /// Its code.
    pub code: LanguageCode,
    /// What it is called.
    pub names: Names,
}

/// What a guide can do besides leading.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GuideSkills {
    /// The languages the guide interprets.
    #[serde(default)]
    pub languages: Vec<LanguageCode>,
    /// Whether the guide signs (手語).
    #[serde(default)]
    pub signing: bool,
}

impl GuideSkills {
    /// Whether a guide with these skills can do such a job.
    #[must_use]
    pub fn can(&self, need: &Need) -> bool {
        match need.kind {
            EscortKind::Escort => true,
            EscortKind::Interpreter => need
                .language
                .as_ref()
                .is_some_and(|language| self.languages.contains(language)),
            EscortKind::Signing => self.signing,
        }
    }
}

pub(super) fn default_escort_offer_s() -> u32 {
    20
}

pub(super) fn default_escort_meet_s() -> u32 {
    300
}

pub(super) fn default_escort_done_s() -> u32 {
    1800
}
