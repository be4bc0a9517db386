//! What is kept of a finished leg.

use jiff::Timestamp;

use super::{Leg, LegState, NewLeg, Outcome, milliseconds};
use crate::event::Choice;
use crate::ids::{PersonCode, WindowNumber};

/// What is kept of a finished leg. Lengths in milliseconds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LegRecord {
    /// What it was opened as.
    pub leg: NewLeg,
    /// First call that was not undone.
    pub first_called_at: Option<Timestamp>,
    /// Whether that call kept the promise as it stood then.
    pub promise_kept: Option<bool>,
    /// Last call or recall.
    pub last_called_at: Option<Timestamp>,
    /// When serving began.
    pub started_at: Option<Timestamp>,
    /// When it ended.
    pub ended_at: Timestamp,
    /// max(0, first call − `ready_at`); none when never called.
    pub wait_ms: Option<i64>,
    /// Start − last call; none when never started.
    pub call_to_start_ms: Option<i64>,
    /// Time served; none when never started.
    pub handling_ms: Option<i64>,
    /// Where it was called last.
    pub window: Option<WindowNumber>,
    /// By whom.
    pub clerk: Option<PersonCode>,
    /// Why it was called when it was.
    pub choice: Option<Choice>,
    /// The deadline of its promise.
    pub deadline: Timestamp,
    /// For how long a stop held it, in milliseconds; no clerk's fault.
    pub frozen_ms: i64,
    /// How it ended.
    pub outcome: Outcome,
}

impl Leg {
    /// The record of this leg; none while it is not over.
    #[must_use]
    pub fn record(&self) -> Option<LegRecord> {
        let LegState::Ended { outcome, at } = self.state else {
            return None;
        };
        let handled_ms = self
            .started_at
            .map(|start| self.handled_before_ms + milliseconds(start, at));
        let served = handled_ms.or((self.handled_before_ms > 0).then_some(self.handled_before_ms));
        Some(LegRecord {
            leg: self.opened.clone(),
            first_called_at: self.first_called_at,
            promise_kept: self.promise_kept,
            last_called_at: self.last_called_at,
            started_at: self.started_at,
            ended_at: at,
            wait_ms: self
                .first_called_at
                .map(|call| milliseconds(self.opened.ready_at, call).max(0)),
            call_to_start_ms: self
                .last_called_at
                .zip(self.started_at)
                .map(|(call, start)| milliseconds(call, start)),
            handling_ms: served,
            window: self.window,
            clerk: self.clerk.clone(),
            choice: self.choice.clone(),
            deadline: self.deadline(),
            frozen_ms: self.frozen_ms,
            outcome,
        })
    }
}

impl LegRecord {
    /// Whether the visitor was served to the end: serving began, and its clerk or a transfer ended it.
    #[must_use]
    pub fn is_served(&self) -> bool {
        self.handling_ms.is_some() && (self.outcome.is_for_clerks() || self.outcome == Outcome::Transferred)
    }
}
