//! A leg: one stop of a visit at one service, from waiting to its outcome.

mod record;

pub use record::LegRecord;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::event::Choice;
use crate::ids::{ClassCode, GroupLetter, JourneyCode, LegId, PersonCode, ServiceCode, WindowNumber};

/// What a leg is when it is opened; part of the journal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewLeg {
    /// Which leg.
    pub id: LegId,
    /// What for.
    pub service: ServiceCode,
    /// Which matter of the ticket it belongs to, from 0.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub matter: u16,
    /// Where it stands in its journey; none: its matter is this service alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<Step>,
    /// The queue it waits in.
    pub group: GroupLetter,
    /// Why it has its promise.
    pub class: ClassCode,
    /// The instant from which its promise runs.
    pub anchor: Timestamp,
    /// Why the promise runs from there.
    pub anchor_reason: AnchorReason,
    /// The promise, in seconds.
    pub promise_s: u32,
    /// From when it can be waited for.
    pub ready_at: Timestamp,
    /// From when it may be called although others wait; before that only by a window that would idle.
    pub callable_at: Timestamp,
}

impl NewLeg {
    /// Anchor + promise: the deadline of the promise clock.
    #[must_use]
    pub fn deadline(&self) -> Timestamp {
        add_seconds(self.anchor, self.promise_s)
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde's signature")]
fn is_zero(number: &u16) -> bool {
    *number == 0
}

/// A leg's place in a journey.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Which journey.
    pub journey: JourneyCode,
    /// Which of its stages, from 0.
    pub stage: u16,
}

/// Adds a length to an instant, saturating at the end of time.
#[must_use]
pub fn add_seconds(at: Timestamp, seconds: u32) -> Timestamp {
    at.saturating_add(jiff::SignedDuration::from_secs(i64::from(seconds)))
        .unwrap_or(Timestamp::MAX)
}

/// Why a promise runs from where it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AnchorReason {
    /// A walk-in: the instant of issue.
    Issue,
    /// An appointment in time: the later of its time and the check-in.
    Booked,
    /// An appointment checked in too late: an ordinary walk-in from check-in.
    LateCheckIn,
    /// A remote ticket: the instant of check-in.
    CheckedIn,
    /// Sent home by the hall before: the instant of check-in.
    Revisit,
    /// A next leg: the instant it becomes ready.
    Ready,
    /// A transfer keeps the anchor of the leg it came from.
    Transfer,
    /// Reactivated after a no-show: the instant of reactivation.
    Reactivated,
}

/// How a leg ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// 即辦辦結: decided at the window.
    DoneOnSpot,
    /// 受理: a case was accepted.
    Accepted,
    /// 收件待補正: documents are missing, told once.
    AwaitingCorrection,
    /// 不予受理: refused.
    Refused,
    /// 退件: the file was given back.
    FileReturned,
    /// 非本機關: another authority's.
    NotOurs,
    /// 僅諮詢: only asked.
    AdviceOnly,
    /// 領取: collected.
    Collected,
    /// 放棄: given up.
    Abandoned,
    /// Paid at the one charging window.
    Paid,
    /// Not the holder of the ticket.
    NotHolder,
    /// Another service took over.
    Transferred,
    /// The visitor gave the number back.
    Withdrawn,
    /// Called, did not come.
    NoShow,
    /// The ticket never reached the visitor.
    Voided,
    /// 改期: the hall sent the visitor home, with a priority re-visit.
    Postponed,
}

impl Outcome {
    /// Whether the matter goes on with what usually follows it: done, accepted, paid or collected.
    #[must_use]
    pub fn goes_on(self) -> bool {
        match self {
            Self::DoneOnSpot | Self::Accepted | Self::Paid | Self::Collected => true,
            Self::AwaitingCorrection
            | Self::Refused
            | Self::FileReturned
            | Self::NotOurs
            | Self::AdviceOnly
            | Self::Abandoned
            | Self::NotHolder
            | Self::Transferred
            | Self::Withdrawn
            | Self::NoShow
            | Self::Voided
            | Self::Postponed => false,
        }
    }

    /// Whether a clerk may choose it when finishing; the others come by the system.
    #[must_use]
    pub fn is_for_clerks(self) -> bool {
        match self {
            Self::DoneOnSpot
            | Self::Accepted
            | Self::AwaitingCorrection
            | Self::Refused
            | Self::FileReturned
            | Self::NotOurs
            | Self::AdviceOnly
            | Self::Collected
            | Self::Abandoned
            | Self::Paid
            | Self::NotHolder => true,
            Self::Transferred | Self::Withdrawn | Self::NoShow | Self::Voided | Self::Postponed => false,
        }
    }

    /// Those a clerk may choose, in the order of the console.
    pub const FOR_CLERKS: [Self; 11] = [
        Self::DoneOnSpot,
        Self::Accepted,
        Self::AwaitingCorrection,
        Self::Refused,
        Self::FileReturned,
        Self::NotOurs,
        Self::AdviceOnly,
        Self::Collected,
        Self::Abandoned,
        Self::Paid,
        Self::NotHolder,
    ];
}

/// Where a leg stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LegState {
    /// Not callable yet: unconfirmed, or its time has not come.
    NotReady,
    /// In its queue.
    Waiting,
    /// Called to a window; silence until `answer_by` is a no-show.
    Called {
        /// The window.
        window: WindowNumber,
        /// Until when the visitor is waited for.
        answer_by: Timestamp,
    },
    /// Being served.
    Serving {
        /// The window.
        window: WindowNumber,
    },
    /// Did not come; waits to be reactivated.
    Held,
    /// Set aside by a window.
    Parked {
        /// The window that set it aside.
        window: WindowNumber,
    },
    /// Over.
    Ended {
        /// How.
        outcome: Outcome,
        /// When.
        at: Timestamp,
    },
}

/// A leg as the hall knows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leg {
    /// What it was opened as. Class, anchor and promise follow a refused class or a reactivation.
    pub opened: NewLeg,
    /// Its place among all legs of the day, by which ties are broken.
    pub arrival: u64,
    /// Where it stands.
    pub state: LegState,
    /// The first call that was not undone.
    pub first_called_at: Option<Timestamp>,
    /// Whether that call kept the promise as it stood then; a later anchor never changes it.
    pub promise_kept: Option<bool>,
    /// The last call or recall.
    pub last_called_at: Option<Timestamp>,
    /// When serving began, last.
    pub started_at: Option<Timestamp>,
    /// Served time before it was parked, in milliseconds.
    pub handled_before_ms: i64,
    /// Where it was called last.
    pub window: Option<WindowNumber>,
    /// By whom it was called last.
    pub clerk: Option<PersonCode>,
    /// Why it was called when it was.
    pub choice: Option<Choice>,
    /// How often it was called and did not come.
    pub no_shows: u8,
    /// For how long a stop has held its promise, in milliseconds.
    pub frozen_ms: i64,
    /// Since when a stop holds its promise.
    pub frozen_since: Option<Timestamp>,
    /// Whether it ended on an earlier day of a hall that never closes: it counts there.
    pub counts_before: bool,
}

impl Leg {
    /// Anchor + promise, and later by as long as a stop has held it: the deadline of the promise clock.
    #[must_use]
    pub fn deadline(&self) -> Timestamp {
        self.opened
            .deadline()
            .saturating_add(jiff::SignedDuration::from_millis(self.frozen_ms))
            .unwrap_or(Timestamp::MAX)
    }

    /// A new anchor's promise has not stood still yet; a stop that lasts holds it from now on.
    pub(crate) fn starts_afresh(&mut self) {
        self.frozen_ms = 0;
        self.frozen_since = None;
    }

    /// Stops or starts the promise; it runs only from when the leg is ready.
    pub(crate) fn hold(&mut self, held: bool, at: Timestamp) {
        if held {
            self.frozen_since.get_or_insert(at);
        } else if let Some(since) = self.frozen_since.take() {
            self.frozen_ms += milliseconds(since.max(self.opened.ready_at), at).max(0);
        }
    }

    /// A leg just opened.
    #[must_use]
    pub fn new(opened: NewLeg, arrival: u64) -> Self {
        Self {
            opened,
            arrival,
            state: LegState::NotReady,
            first_called_at: None,
            promise_kept: None,
            last_called_at: None,
            started_at: None,
            handled_before_ms: 0,
            window: None,
            clerk: None,
            choice: None,
            no_shows: 0,
            frozen_ms: 0,
            frozen_since: None,
            counts_before: false,
        }
    }

    /// Whether it is over.
    #[must_use]
    pub fn is_ended(&self) -> bool {
        matches!(self.state, LegState::Ended { .. })
    }

    /// Whether it ended because the ticket never reached its visitor.
    #[must_use]
    pub fn is_voided(&self) -> bool {
        self.ended_as() == Some(Outcome::Voided)
    }

    /// Whether another service took over.
    pub(crate) fn is_transferred(&self) -> bool {
        self.ended_as() == Some(Outcome::Transferred)
    }

    /// Whether its matter goes on: it is open, let the matter go on, or another service took over.
    pub(crate) fn lets_go_on(&self) -> bool {
        let ended = self.ended_as();
        ended.is_none_or(|outcome| outcome.goes_on() || outcome == Outcome::Transferred)
    }

    fn ended_as(&self) -> Option<Outcome> {
        if let LegState::Ended { outcome, .. } = self.state {
            Some(outcome)
        } else {
            None
        }
    }
}

/// The milliseconds from one instant to another; negative when the other is earlier.
#[must_use]
pub fn milliseconds(from: Timestamp, to: Timestamp) -> i64 {
    to.as_millisecond() - from.as_millisecond()
}
