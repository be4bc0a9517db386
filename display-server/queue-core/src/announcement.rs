//! An announcement: what the hall tells everybody at once. It goes before calls, on boards and in the voice.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::ids::{AnnouncementId, AreaCode};
use crate::plan::Names;

/// How many announcements may stand at once: a board with more says nothing.
pub const ANNOUNCEMENTS_LIMIT: usize = 4;

/// What the hall tells everybody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Announcement {
    /// Which one of the day.
    pub id: AnnouncementId,
    /// How it is spoken and shown.
    pub kind: AnnouncementKind,
    /// Its words, in every language; never a name.
    pub text: Names,
    /// The areas that hear it; empty: all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub areas: Vec<AreaCode>,
    /// Since when.
    pub since: Timestamp,
    /// Until when.
    pub until: Timestamp,
}

/// How an announcement is spoken and shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AnnouncementKind {
    /// Everybody leaves: it takes the whole board.
    Evacuation,
    /// Before any call: a lost child, something found.
    Urgent,
    /// A notice, such as closing soon or a system that is down.
    Notice,
}

impl Announcement {
    /// Whether an area hears it at an instant.
    #[must_use]
    pub fn is_heard(&self, area: &AreaCode, now: Timestamp) -> bool {
        now < self.until && (self.areas.is_empty() || self.areas.contains(area))
    }
}
