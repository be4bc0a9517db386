//! An escort: the job that an accessibility button opens. Help, never a queue-jump.
//!
//! An interpreter and signing are jobs of the same kind: asked for, offered, accepted, met, ended.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::ids::{DeviceId, EscortId, LanguageCode, PersonCode, VisitId, WindowNumber};
use crate::plan::StandIn;

/// What somebody is wanted for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EscortKind {
    /// A guide leads.
    #[default]
    Escort,
    /// Somebody interprets a language.
    Interpreter,
    /// Somebody signs (手語).
    Signing,
}

/// What a job needs of whoever does it.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Need {
    /// The kind of job.
    pub kind: EscortKind,
    /// The language that is interpreted; of an interpreter only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<LanguageCode>,
}

/// A stretch of a job that has a limit in the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EscortStage {
    /// Until somebody accepts.
    Accept,
    /// From then until the visitor is met.
    Meet,
    /// From the press until the visitor is handed over, or the job is done.
    Done,
}

/// How far an escort has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
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

/// A job that is one guide's to take, for a while.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// Whose.
    pub guide: PersonCode,
    /// Until when.
    pub until: Timestamp,
}

/// An escort job.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Escort {
    /// Which job.
    pub id: EscortId,
    /// What is needed.
    pub need: Need,
    /// Where the visitor is.
    pub place: DeviceId,
    /// The visit, when the visitor has a ticket.
    pub visit: Option<VisitId>,
    /// When the button was pressed first.
    pub requested_at: Timestamp,
    /// Until when a guide should have accepted.
    pub accept_by: Timestamp,
    /// Until when the guide should have met the visitor; none before anybody accepted.
    pub meet_by: Option<Timestamp>,
    /// Until when the visitor should have been handed over, or the job done.
    pub done_by: Timestamp,
    /// The limits that passed, each told once.
    pub overdue: BTreeSet<EscortStage>,
    /// How often the button was pressed.
    pub presses: u32,
    /// The devices whose buttons were pressed: each may take its press back.
    pub asked_at: BTreeSet<DeviceId>,
    /// Whose it is to take, while it is offered to one guide alone.
    pub offer: Option<Offer>,
    /// The guides who declined it or gave it back: it is not offered to them again.
    pub passed_by: BTreeSet<PersonCode>,
    /// Who stands in, when there was no guide for it.
    pub left_to: Option<StandIn>,
    /// Who accepted: a guide, or somebody who stands in.
    pub guide: Option<PersonCode>,
    /// When that was.
    pub accepted_at: Option<Timestamp>,
    /// When the visitor was met first.
    pub met_at: Option<Timestamp>,
    /// When the visitor was handed over first.
    pub handed_over_at: Option<Timestamp>,
    /// How far it has come.
    pub state: EscortState,
}

impl Escort {
    /// Whether it still needs somebody.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.ended_at().is_none()
    }

    /// Whether nobody is with the visitor yet.
    #[must_use]
    pub fn is_on_its_way(&self) -> bool {
        matches!(self.state, EscortState::Requested | EscortState::Accepted { .. })
    }

    /// Whether whoever accepted it is busy with it: on the way, or with the visitor.
    #[must_use]
    pub fn is_led(&self) -> bool {
        matches!(self.state, EscortState::Accepted { .. } | EscortState::Met { .. })
    }

    /// When it ended.
    #[must_use]
    pub fn ended_at(&self) -> Option<Timestamp> {
        match self.state {
            EscortState::Done { at } | EscortState::Cancelled { at } => Some(at),
            EscortState::Requested
            | EscortState::Accepted { .. }
            | EscortState::Met { .. }
            | EscortState::HandedOver { .. } => None,
        }
    }

    /// The limit that runs in its present state, and its stage.
    #[must_use]
    pub fn limit(&self) -> Option<(EscortStage, Timestamp)> {
        match self.state {
            EscortState::Requested => Some((EscortStage::Accept, self.accept_by)),
            EscortState::Accepted { .. } => self.meet_by.map(|by| (EscortStage::Meet, by)),
            EscortState::Met { .. } => Some((EscortStage::Done, self.done_by)),
            EscortState::HandedOver { .. } | EscortState::Done { .. } | EscortState::Cancelled { .. } => None,
        }
    }

    /// The first limit that has passed and that still matters, and when it passed.
    #[must_use]
    pub fn overdue_now(&self) -> Option<(EscortStage, Timestamp)> {
        let running = self.limit();
        let whole = running.map(|_| (EscortStage::Done, self.done_by));
        let mut passed = running.into_iter().chain(whole);
        passed.find(|(stage, _)| self.overdue.contains(stage))
    }

    /// How long the first press waited until somebody accepted, in milliseconds.
    #[must_use]
    pub fn accept_ms(&self) -> Option<i64> {
        self.since_press(self.accepted_at)
    }

    /// How long the first press waited until the visitor was met, in milliseconds.
    #[must_use]
    pub fn meet_ms(&self) -> Option<i64> {
        self.since_press(self.met_at)
    }

    /// How long the whole job took: from the first press until the visitor was handed over, or else until it was
    /// done; in milliseconds. None while open, and of a job that was cancelled.
    #[must_use]
    pub fn whole_ms(&self) -> Option<i64> {
        if let EscortState::Done { at } = self.state {
            self.since_press(self.handed_over_at.or(Some(at)))
        } else {
            None
        }
    }

    fn since_press(&self, at: Option<Timestamp>) -> Option<i64> {
        Some(at?.as_millisecond() - self.requested_at.as_millisecond())
    }
}

/// A guide of today: on duty or not, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guide {
    /// Work number.
    pub code: PersonCode,
    /// Whether jobs are offered to this guide.
    pub is_on_duty: bool,
    /// Where the guide signed on, or last met or handed over somebody.
    pub place: DeviceId,
    /// Since when the guide leads nobody, should that be so now.
    pub idle_since: Timestamp,
}
