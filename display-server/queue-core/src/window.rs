//! A window as the hall knows it: open or not, who sits there, whom it serves.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::agency::RecordCode;
use crate::case::MatterCode;
use crate::ids::{LegId, PersonCode, Seq, WindowNumber};
use crate::visit::Visit;

/// Whether a window calls.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WindowState {
    /// Nobody is signed in.
    Closed,
    /// Calls.
    Open {
        /// The clerk signed in.
        clerk: PersonCode,
    },
    /// Staffed, but not calling.
    Paused {
        /// The clerk signed in.
        clerk: PersonCode,
        /// Why, as a code of the plan.
        reason: String,
    },
}

/// A window.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Window {
    /// The number over it.
    pub number: WindowNumber,
    /// Whether it calls.
    pub state: WindowState,
    /// The leg called to it or served at it.
    pub current: Option<LegId>,
    /// Since when it is as it is: opened, paused, or its last leg's end.
    pub since: Timestamp,
    /// What its last press can be undone to.
    #[serde(skip)]
    pub(crate) undo: Option<Undo>,
}

impl Window {
    pub(crate) fn closed(number: WindowNumber, since: Timestamp) -> Self {
        Self {
            number,
            state: WindowState::Closed,
            current: None,
            since,
            undo: None,
        }
    }

    /// The clerk signed in.
    #[must_use]
    pub fn clerk(&self) -> Option<&PersonCode> {
        match &self.state {
            WindowState::Closed => None,
            WindowState::Open { clerk } | WindowState::Paused { clerk, .. } => Some(clerk),
        }
    }

    /// Whether it could call somebody now.
    #[must_use]
    pub fn is_idle(&self) -> bool {
        matches!(self.state, WindowState::Open { .. }) && self.current.is_none()
    }

    /// The entry that an undo would reverse, and until when.
    #[must_use]
    pub fn undoable(&self) -> Option<(Seq, Timestamp)> {
        self.undo.as_ref().map(|undo| (undo.entry, undo.until))
    }
}

/// What stood before a press, so that it can be undone within seconds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Undo {
    /// The entry of the press.
    pub(crate) entry: Seq,
    /// Until when it can be undone.
    pub(crate) until: Timestamp,
    /// The leg the window had.
    pub(crate) current: Option<LegId>,
    /// Since when.
    pub(crate) since: Timestamp,
    /// The visits the press touched, as they were.
    pub(crate) visits: Vec<Visit>,
    /// The clerk whose calls out of order the press is one of.
    pub(crate) this_one_by: Option<PersonCode>,
    /// The cases that the press changed; they stand elsewhere.
    pub(crate) matters: Vec<MatterCode>,
    /// The mandates.
    pub(crate) mandates: Vec<RecordCode>,
}
