//! An escort: the job that an accessibility button opens. Help, never a queue-jump.

use std::collections::BTreeSet;

use jiff::Timestamp;

use crate::ids::{DeviceId, EscortId, PersonCode, VisitId, WindowNumber};

/// How far an escort has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EscortState {
    /// Waits for a guide.
    Requested,
    /// A guide is on the way.
    Accepted {
        /// When the guide said so.
        at: Timestamp,
    },
    /// The guide is with the visitor.
    Met {
        /// Since when.
        at: Timestamp,
    },
    /// The visitor is at a window; the guide may come back for them.
    HandedOver {
        /// The window.
        window: WindowNumber,
        /// Since when.
        at: Timestamp,
    },
    /// Over.
    Done {
        /// When.
        at: Timestamp,
    },
    /// Not wanted any more.
    Cancelled {
        /// When.
        at: Timestamp,
    },
}

/// An escort job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Escort {
    /// Which job.
    pub id: EscortId,
    /// Where the visitor is.
    pub place: DeviceId,
    /// The visit, when the visitor has a ticket.
    pub visit: Option<VisitId>,
    /// When the button was pressed first.
    pub requested_at: Timestamp,
    /// Until when a guide should have accepted.
    pub accept_by: Timestamp,
    /// Whether that instant passed without one.
    pub overdue: bool,
    /// How often the button was pressed.
    pub presses: u32,
    /// The devices whose buttons were pressed: each may take its press back.
    pub asked_at: BTreeSet<DeviceId>,
    /// The guide who accepted.
    pub guide: Option<PersonCode>,
    /// How far it has come.
    pub state: EscortState,
}

impl Escort {
    /// Whether it still needs somebody.
    #[must_use]
    pub fn is_open(&self) -> bool {
        match self.state {
            EscortState::Requested
            | EscortState::Accepted { .. }
            | EscortState::Met { .. }
            | EscortState::HandedOver { .. } => true,
            EscortState::Done { .. } | EscortState::Cancelled { .. } => false,
        }
    }
}
