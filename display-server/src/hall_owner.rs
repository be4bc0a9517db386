//! The one thread that owns the hall and the writer of its journal.
//!
//! It drains what has come, decides, applies, appends all entries in one transaction, commits, and only then answers
//! and publishes what changed.
//!
//! Invariant I2: an event is on disk before anyone is told.
//! Invariant I9: the channel to it holds [`CHANNEL_LIMIT`] messages; a full one is answered "busy" at once.

mod batch;
mod calendar;
mod footing;
#[cfg(feature = "simulation")]
mod inline;
mod journal_writer;
mod messages;
mod slots;
mod telling;
mod topics;
mod work;

use std::sync::Arc;
use std::sync::mpsc::{SyncSender, TrySendError};

use axum::body::Bytes;
use hall_protocol::booking::SlotsView;
use queue_core::booking::Booking;
use queue_core::command::{Actor, Command};
use queue_core::plan::DayTimes;
use queue_core::{HallPlan, Rejection, ServiceCode, ServiceDay, TicketNumber, TokenHash, VisitId};
use tokio::sync::{oneshot, watch};

use crate::metrics::Meters;
use crate::views::{Topic, View};

pub(crate) use calendar::{times_by, zone_of};
#[cfg(feature = "simulation")]
pub(crate) use inline::InlineOwner;
pub(crate) use messages::{Ask, Condition, Message};
pub use messages::{BookingKey, PlansNow};
use messages::{DayKeyNow, Pressed, Question};
pub(crate) use work::{Owner, OwnerParts};

/// How many messages wait for the owner at most.
pub const CHANNEL_LIMIT: usize = 1024;
/// How many messages one transaction takes at most.
pub const BATCH_LIMIT: usize = 256;

/// The way to the owner; cheap to clone.
#[derive(Clone)]
pub struct OwnerHandle {
    sender: SyncSender<Message>,
    condition: Arc<Condition>,
    meters: Arc<Meters>,
}

/// What a command is answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// 200 or 201.
    pub status: u16,
    /// JSON.
    pub body: Bytes,
}

/// Why a command or a question has no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SubmitError {
    /// Too many wait for the owner.
    #[error("too much is asked at once; try again in a second")]
    Busy,
    /// Nothing can be stored just now; nothing was done.
    #[error("nothing can be stored right now and nothing was done; try again, and tell the manager")]
    CannotStore,
    /// The journal is damaged; nothing is accepted.
    #[error("the hall is read-only: {cause}; call the administrator")]
    ReadOnly {
        /// What is wrong, with the entry's number.
        cause: String,
    },
    /// The hall's rules refuse.
    #[error(transparent)]
    Refused(#[from] Rejection),
    /// The same id came before with another body.
    #[error("this id was used before for something else; make a new one")]
    SameIdAnotherBody,
    /// The sender's service day is not the open one.
    #[error("the service day {open} is open, not {meant}; look at the day again")]
    AnotherDay {
        /// The open day.
        open: ServiceDay,
        /// The sender's.
        meant: ServiceDay,
    },
    /// There is no such area, window or visit.
    #[error("there is nothing of that name")]
    NoSuch,
    /// The server is stopping.
    #[error("the server is stopping; try again in a moment")]
    Stopping,
}

/// A visit, found by the token on its slip.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundVisit {
    /// Which visit.
    pub visit: VisitId,
    /// Its ticket.
    pub number: TicketNumber,
    /// How many legs it has so far.
    pub legs: usize,
    /// The open day.
    pub day: ServiceDay,
}

impl OwnerHandle {
    pub(crate) fn new(sender: SyncSender<Message>, condition: Arc<Condition>, meters: Arc<Meters>) -> Self {
        Self {
            sender,
            condition,
            meters,
        }
    }

    /// Asks the hall to do something, in the name of the sender's service day; answers after the commit.
    ///
    /// A repeated id has the first one's answer.
    pub async fn submit(&self, by: Actor, day: ServiceDay, command: Command) -> Result<Answer, SubmitError> {
        self.submit_for(by, Some(day), command).await
    }

    /// Asks the hall for something that outlives a service day, at whatever hour.
    pub async fn submit_any_day(&self, by: Actor, command: Command) -> Result<Answer, SubmitError> {
        self.submit_for(by, None, command).await
    }

    async fn submit_for(
        &self,
        by: Actor,
        day: Option<ServiceDay>,
        command: Command,
    ) -> Result<Answer, SubmitError> {
        let pressed = Box::new(Pressed::new(command)?);
        self.ask(|reply| Ask::Submit {
            by,
            day,
            pressed,
            reply,
        })
        .await?
    }

    /// The open day and its key for card readers; none: no day is open.
    pub(crate) async fn day_key(&self) -> Result<Option<DayKeyNow>, SubmitError> {
        self.question(|reply| Question::DayKey { reply }).await
    }

    /// The instants of a day; none: the hall keeps no hours on it.
    pub async fn day_times(&self, day: ServiceDay) -> Result<Option<DayTimes>, SubmitError> {
        self.question(|reply| Question::DayTimes { day, reply }).await
    }

    /// When a service may be booked: on a day, or on the first that has a time; none: there is no such service.
    pub async fn slots(
        &self,
        service: ServiceCode,
        day: Option<ServiceDay>,
    ) -> Result<Option<SlotsView>, SubmitError> {
        self.question(|reply| Question::Slots { service, day, reply })
            .await
    }

    /// A booking, by what its holder shows.
    pub async fn find_booking(&self, key: BookingKey) -> Result<Option<Booking>, SubmitError> {
        self.question(|reply| Question::FindBooking { key, reply }).await
    }

    /// What stands under a topic, after everything that was asked before.
    pub async fn view(&self, topic: Topic) -> Result<Arc<View>, SubmitError> {
        self.question(|reply| Question::View { topic, reply }).await?
    }

    /// What stands under a topic, now and whenever it changes; the newest wins.
    pub async fn watch(&self, topic: Topic) -> Result<watch::Receiver<Arc<View>>, SubmitError> {
        self.question(|reply| Question::Watch { topic, reply }).await?
    }

    /// The visit of a token; unknown and expired look the same.
    pub async fn find_visit(&self, token: TokenHash) -> Result<FoundVisit, SubmitError> {
        self.question(|reply| Question::FindVisit { token, reply })
            .await?
    }

    /// The visit of a ticket's number on the open day.
    pub async fn find_number(&self, number: TicketNumber) -> Result<FoundVisit, SubmitError> {
        self.question(|reply| Question::FindNumber { number, reply })
            .await?
    }

    /// The open service day.
    pub async fn open_day(&self) -> Result<Option<ServiceDay>, SubmitError> {
        self.question(|reply| Question::OpenDay { reply }).await
    }

    /// The plan that holds: the open day's, or the one of the next opening.
    pub async fn plan(&self) -> Result<Arc<HallPlan>, SubmitError> {
        self.question(|reply| Question::Plan { reply }).await
    }

    /// Which version of the plan holds, and which waits.
    pub async fn plans(&self) -> Result<PlansNow, SubmitError> {
        self.question(|reply| Question::Plans { reply }).await
    }

    /// Why nothing can be written just now; none: all is well.
    #[must_use]
    pub fn trouble(&self) -> Option<String> {
        self.condition.trouble()
    }

    /// Waits until the owner's thread takes up this question, whatever it can store; false: so much waits for it already
    /// that this cannot be asked, or it has ended.
    pub(crate) async fn is_there(&self) -> bool {
        let (reply, answer) = oneshot::channel();
        let asked = self.sender.try_send(Message::AreYouThere(reply));
        asked.is_ok() && answer.await.is_ok()
    }

    /// How the hall stands: `sound`, `cannot_store` or `read_only`.
    #[must_use]
    pub fn footing(&self) -> &'static str {
        self.condition.footing()
    }

    /// Lets the owner finish what has come, and ends it.
    pub(crate) fn stop(&self) {
        // A channel that is gone means that the owner has ended already.
        let _ = self.sender.send(Message::Stop);
    }

    async fn question<T>(
        &self,
        question: impl FnOnce(oneshot::Sender<T>) -> Question,
    ) -> Result<T, SubmitError> {
        self.ask(|reply| Ask::Question(question(reply))).await
    }

    async fn ask<T>(&self, ask: impl FnOnce(oneshot::Sender<T>) -> Ask) -> Result<T, SubmitError> {
        let (reply, answer) = oneshot::channel();
        self.send(Message::Ask(ask(reply)))?;
        answer.await.map_err(|_| SubmitError::Stopping)
    }

    fn send(&self, message: Message) -> Result<(), SubmitError> {
        match self.sender.try_send(message) {
            Ok(()) => {
                self.meters.waiting_messages.inc();
                Ok(())
            }
            Err(TrySendError::Full(_)) => {
                self.meters.busy_answers.inc();
                Err(SubmitError::Busy)
            }
            Err(TrySendError::Disconnected(_)) => Err(SubmitError::Stopping),
        }
    }
}
