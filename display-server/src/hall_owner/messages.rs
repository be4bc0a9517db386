//! What travels to the owner, and the condition it shows to others.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use hall_protocol::booking::SlotsView;
use queue_core::booking::Booking;
use queue_core::command::{Actor, Command};
use queue_core::plan::DayTimes;
use queue_core::version::PlanBook;
use queue_core::{BookingCode, HallPlan, ServiceCode, ServiceDay, TicketNumber, TokenHash};
use sha2::{Digest, Sha256};
use tokio::sync::{oneshot, watch};

use super::{Answer, FoundVisit, SubmitError};
use crate::identity::{DayKey, IdentityError};
use crate::store::Hash;
use crate::views::{Topic, View};

/// What the owner is told.
pub(crate) enum Message {
    /// Somebody asks.
    Ask(Ask),
    /// The database was found damaged: write nothing more.
    Damaged(String),
    /// A wound clock moved: look what is due.
    ClockMoved,
    /// Whoever watches over the thread asks whether it still works.
    AreYouThere(oneshot::Sender<()>),
    /// Finish what has come, then end.
    Stop,
}

/// A command, and what tells it from another of the same id.
pub(crate) struct Pressed {
    pub(super) command: Command,
    /// SHA-256 of its JSON.
    pub(super) fingerprint: Hash,
}

impl Pressed {
    /// Found where the command comes from: the owner has enough to do.
    pub(super) fn new(command: Command) -> Result<Self, SubmitError> {
        // Commands have string keys and finite numbers, so this does not fail.
        let json = serde_json::to_vec(&command).map_err(|_| SubmitError::CannotStore)?;
        Ok(Self {
            command,
            fingerprint: Sha256::digest(&json).into(),
        })
    }
}

/// What the owner is asked; each has one answer, given after the commit.
pub(crate) enum Ask {
    Submit {
        by: Actor,
        /// The sender's day; none: whichever stands, for what outlives a day.
        day: Option<ServiceDay>,
        pressed: Box<Pressed>,
        reply: oneshot::Sender<Result<Answer, SubmitError>>,
    },
    Question(Question),
}

/// The open day, and its key for card readers.
pub(crate) type DayKeyNow = (ServiceDay, Result<DayKey, IdentityError>);

/// What changes nothing.
pub(crate) enum Question {
    View {
        topic: Topic,
        reply: oneshot::Sender<Result<Arc<View>, SubmitError>>,
    },
    Watch {
        topic: Topic,
        reply: oneshot::Sender<Result<watch::Receiver<Arc<View>>, SubmitError>>,
    },
    FindVisit {
        token: TokenHash,
        reply: oneshot::Sender<Result<FoundVisit, SubmitError>>,
    },
    FindNumber {
        number: TicketNumber,
        reply: oneshot::Sender<Result<FoundVisit, SubmitError>>,
    },
    OpenDay {
        reply: oneshot::Sender<Option<ServiceDay>>,
    },
    Plan {
        reply: oneshot::Sender<Arc<HallPlan>>,
    },
    Plans {
        reply: oneshot::Sender<PlansNow>,
    },
    DayKey {
        reply: oneshot::Sender<Option<DayKeyNow>>,
    },
    DayTimes {
        day: ServiceDay,
        reply: oneshot::Sender<Option<DayTimes>>,
    },
    Slots {
        service: ServiceCode,
        day: Option<ServiceDay>,
        reply: oneshot::Sender<Option<SlotsView>>,
    },
    FindBooking {
        key: BookingKey,
        reply: oneshot::Sender<Option<Booking>>,
    },
}

/// Which version of the plan holds, and which waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlansNow {
    /// The versions.
    pub book: PlanBook,
    /// What the version says that holds: the open day's, or the last one's.
    pub plan: Arc<HallPlan>,
    /// The open day.
    pub open: Option<ServiceDay>,
    /// The open day, or the last one; none: the hall never opened, and the plan's file holds.
    pub last: Option<ServiceDay>,
}

/// By what a booking is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BookingKey {
    /// What its holder types.
    Code(BookingCode),
    /// What its QR code says.
    Token(TokenHash),
}

impl Question {
    /// Whoever has gone away in the meantime hears nothing, which is as it should be.
    pub(super) fn refuse(self, error: SubmitError) {
        match self {
            Self::View { reply, .. } => drop(reply.send(Err(error))),
            Self::Watch { reply, .. } => drop(reply.send(Err(error))),
            Self::FindVisit { reply, .. } | Self::FindNumber { reply, .. } => drop(reply.send(Err(error))),
            Self::OpenDay { reply } => drop(reply),
            Self::Plan { reply } => drop(reply),
            Self::Plans { reply } => drop(reply),
            Self::DayKey { reply } => drop(reply),
            Self::DayTimes { reply, .. } => drop(reply),
            Self::Slots { reply, .. } => drop(reply),
            Self::FindBooking { reply, .. } => drop(reply),
        }
    }
}

/// Whether the hall can write, and if not, why: set by the owner, read by every page.
#[derive(Debug, Default)]
pub(crate) struct Condition {
    trouble: Mutex<Option<SubmitError>>,
}

impl Condition {
    pub(crate) fn trouble(&self) -> Option<String> {
        self.now().as_ref().map(ToString::to_string)
    }

    /// The same in a word.
    pub(crate) fn footing(&self) -> &'static str {
        match &*self.now() {
            None => "sound",
            Some(SubmitError::ReadOnly { .. }) => "read_only",
            Some(_) => "cannot_store",
        }
    }

    pub(crate) fn set(&self, trouble: Option<SubmitError>) {
        *self.now() = trouble;
    }

    fn now(&self) -> MutexGuard<'_, Option<SubmitError>> {
        self.trouble.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
