//! The owner's round: wait, drain, decide, commit, answer, publish.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use queue_core::command::{Actor, Command, WindowVerb};
use queue_core::{Event, Hall, HallPlan, Rejection, RequestId, ServiceDay, Shelf};
use tokio::sync::watch;

use super::batch::{Batch, Waiting};
use super::calendar::Calendar;
use super::footing::{Footing, Next, unwritten};
use super::journal_writer::Decided;
use super::messages::Pressed;
use super::topics::Topics;
use super::{Ask, BATCH_LIMIT, Condition, Message, SubmitError};
use crate::clock::{Clock, JumpWatch, Stopwatch};
use crate::devices::Devices;
use crate::high_water::HighWaterFile;
use crate::identity::Identities;
use crate::metrics::Meters;
use crate::personal::Personal;
use crate::plan_in_force::PlanInForce;
use crate::planted::{Bug, is_planted};
use crate::store::Store;

/// How long the owner sleeps at most, so that a clock that was set is noticed, and how old a drawing may be that moves
/// with time.
const LONGEST_SLEEP: Duration = Duration::from_secs(10);
/// How long nobody has asked anything when the log is written back: whoever asks then has the disk to himself again.
const QUIET: Duration = Duration::from_millis(100);
/// How long it waits between two attempts to store anything again.
const BETWEEN_PROBES: Duration = Duration::from_secs(1);
/// How many rounds of things falling due may follow one another at one instant.
const ROUNDS_OF_DUE: usize = 16;

/// What an owner is made of.
pub(crate) struct OwnerParts {
    pub(crate) store: Store,
    pub(crate) hall: Hall,
    pub(crate) damage: Option<String>,
    pub(crate) plan: Arc<HallPlan>,
    pub(crate) in_force: PlanInForce,
    pub(crate) zone: TimeZone,
    pub(crate) clock: Clock,
    pub(crate) meters: Arc<Meters>,
    pub(crate) condition: Arc<Condition>,
    pub(crate) devices: Devices,
    pub(crate) identities: Identities,
    pub(crate) personal: Personal,
    pub(crate) high_water: HighWaterFile,
    pub(crate) failure: watch::Sender<Option<String>>,
    pub(crate) receiver: Receiver<Message>,
}

/// The owner.
pub(crate) struct Owner {
    pub(super) store: Store,
    pub(super) hall: Hall,
    pub(super) meters: Arc<Meters>,
    pub(super) calendar: Calendar,
    pub(super) in_force: PlanInForce,
    pub(super) topics: Topics,
    pub(super) footing: Footing,
    pub(super) devices: Devices,
    pub(super) identities: Identities,
    pub(super) personal: Personal,
    pub(super) high_water: HighWaterFile,
    /// When what moves with time was drawn last.
    shown: Stopwatch,
    clock: Clock,
    jumps: JumpWatch,
    pub(super) condition: Arc<Condition>,
    pub(super) failure: watch::Sender<Option<String>>,
    receiver: Receiver<Message>,
}

impl Owner {
    pub(crate) fn new(parts: OwnerParts) -> Self {
        let footing = parts
            .damage
            .map_or(Footing::Sound, |cause| Footing::ReadOnly { cause });
        let mut owner = Self {
            calendar: Calendar::new(parts.plan, parts.zone),
            in_force: parts.in_force,
            jumps: JumpWatch::new(parts.clock.clone()),
            store: parts.store,
            hall: parts.hall,
            meters: parts.meters,
            topics: Topics::default(),
            footing,
            devices: parts.devices,
            identities: parts.identities,
            personal: parts.personal,
            high_water: parts.high_water,
            shown: Stopwatch::start(),
            clock: parts.clock,
            condition: parts.condition,
            failure: parts.failure,
            receiver: parts.receiver,
        };
        let now = owner.now();
        owner.calendar.look(&owner.hall, now);
        owner.show_plan();
        owner.forget_what_is_over(now);
        owner.show_condition();
        owner
    }

    /// Works until it is told to stop, or until the disk fails.
    pub(crate) fn run(mut self) {
        let mut batch = Batch::default();
        loop {
            let next = self.round(&mut batch);
            if next == Next::End {
                return;
            }
            if let Some(jump_s) = self.jumps.look() {
                tracing::warn!(jump_s, "the machine's clock was set; entries keep their order");
            }
        }
    }

    fn round(&mut self, batch: &mut Batch) -> Next {
        let waiting = self.next_message();
        self.catch_up(waiting.is_none());
        match waiting.map_or_else(|| self.wait(), Ok) {
            Ok(message) => self.work(batch, Some(message)),
            Err(RecvTimeoutError::Timeout) => self.work(batch, None),
            Err(RecvTimeoutError::Disconnected) => Next::End,
        }
    }

    /// A message that has come; none: none waits.
    pub(super) fn next_message(&self) -> Option<Message> {
        self.receiver.try_recv().ok()
    }

    /// Does what a message asks for, and all that came after it; none: time has passed.
    pub(super) fn work(&mut self, batch: &mut Batch, message: Option<Message>) -> Next {
        let stored_again = self.try_to_store_again();
        if self.note(batch, stored_again) == Next::End {
            return Next::End;
        }
        let mut next = Next::Again;
        let settled = self.settle(batch);
        let settled = self.note(batch, settled);
        if settled == Next::End {
            return Next::End;
        }
        let only_time_passed = matches!(message, None | Some(Message::ClockMoved)) && batch.entries == 0;
        // What comes while others are decided is of the same commit: its cost hardly grows with what it holds.
        let (mut coming, mut taken) = (message, 0);
        let was_sound = self.footing == Footing::Sound;
        while let Some(message) = coming {
            match message {
                Message::Ask(ask) => {
                    self.meters.waiting_messages.dec();
                    let taken = self.take(batch, ask);
                    if self.note(batch, taken) == Next::End {
                        return Next::End;
                    }
                }
                Message::ClockMoved => {}
                // Whoever asked may have gone away.
                Message::AreYouThere(reply) => drop(reply.send(())),
                Message::Damaged(cause) => self.only_read(cause),
                Message::Stop => next = Next::End,
            }
            taken += 1;
            // Once something could not be stored, what comes is of the next round: it may have been sent after that was mended.
            let goes_on = taken < BATCH_LIMIT && was_sound == (self.footing == Footing::Sound);
            coming = if goes_on { self.next_message() } else { None };
        }
        if self.finish(batch) == Next::End {
            return Next::End;
        }
        if only_time_passed || self.shown.elapsed() >= LONGEST_SLEEP {
            self.shown = Stopwatch::start();
            self.show_the_time();
        }
        next
    }

    fn wait(&mut self) -> Result<Message, RecvTimeoutError> {
        let is_soon = self.patience().is_some_and(|patience| patience <= QUIET);
        if self.footing == Footing::Sound && self.store.has_long_log() && !is_soon {
            match self.receiver.recv_timeout(QUIET) {
                Err(RecvTimeoutError::Timeout) => self.store.write_log_back(),
                came => return came,
            }
        }
        match self.patience() {
            Some(patience) => self.receiver.recv_timeout(patience),
            None => self.receiver.recv().map_err(|_| RecvTimeoutError::Disconnected),
        }
    }

    /// How long it may sleep; none: until somebody asks.
    fn patience(&self) -> Option<Duration> {
        match self.footing {
            Footing::CannotStore => Some(BETWEEN_PROBES),
            Footing::ReadOnly { .. } => None,
            Footing::Sound => self.sleep_until_due(),
        }
    }

    /// How long nothing falls due, in real time; none: a wound clock, which wakes the owner itself.
    fn sleep_until_due(&self) -> Option<Duration> {
        let due = [self.hall.next_deadline(), self.calendar.wakes_at()]
            .into_iter()
            .flatten()
            .min();
        let due = due.unwrap_or(Timestamp::MAX);
        self.clock
            .real_time_until(due)
            .map(|wait| wait.clamp(Duration::from_millis(1), LONGEST_SLEEP))
    }

    /// An entry's instant: the clock's, never before the last entry's.
    pub(super) fn now(&self) -> Timestamp {
        let last = Timestamp::from_millisecond(self.store.last_at_ms()).unwrap_or_default();
        self.clock.now().max(last)
    }

    /// Opens the day and writes whatever is due, until nothing is.
    fn settle(&mut self, batch: &mut Batch) -> rusqlite::Result<()> {
        if self.footing != Footing::Sound {
            return Ok(());
        }
        let now = self.now();
        for _ in 0..ROUNDS_OF_DUE {
            if !self.settle_once(batch, now)? {
                break;
            }
        }
        Ok(())
    }

    fn settle_once(&mut self, batch: &mut Batch, now: Timestamp) -> rusqlite::Result<bool> {
        if self.hall.day().is_none() && self.calendar.wakes_at().is_none() {
            // A clock that was far behind at start showed no opening; it may have been set since.
            self.calendar.look(&self.hall, now);
        }
        if let Some(opening) = self.calendar.opening(&self.hall, now) {
            if let Event::DayOpened { day, .. } = opening {
                self.write_due(batch, now, day, vec![opening], Shelf::default())?;
                self.morning(batch, now, day)?;
            }
            self.calendar.look(&self.hall, now);
            return Ok(true);
        }
        let Some(day) = self
            .hall
            .day()
            .filter(|_| self.hall.next_deadline().is_some_and(|due| due <= now))
        else {
            return Ok(false);
        };
        let mut events = self.hall.due(now);
        if events.is_empty() {
            return Ok(false);
        }
        // The day's end is an entry of its own: a closed hall has no legs left to keep the records of.
        let closing = events.pop_if(|event| matches!(event, Event::DayClosed));
        if !events.is_empty() {
            self.write_due(batch, now, day, events, Shelf::default())?;
        }
        if let Some(closing) = closing {
            self.write_due(batch, now, day, vec![closing], Shelf::default())?;
            self.calendar.look(&self.hall, now);
        }
        Ok(true)
    }

    fn take(&mut self, batch: &mut Batch, ask: Ask) -> rusqlite::Result<()> {
        let (by, day, pressed, reply) = match ask {
            Ask::Submit {
                by,
                day,
                pressed,
                reply,
            } => (by, day, pressed, reply),
            Ask::Question(question) => {
                batch.waiting.push(Waiting::Question(question));
                return Ok(());
            }
        };
        let decided = self.settle_and_decide(batch, by, day, &pressed);
        let (answer, stored) = match decided {
            Ok(answer) => (answer, Ok(())),
            Err(error) => (Err(SubmitError::CannotStore), Err(error)),
        };
        batch.waiting.push(Waiting::Command { reply, answer });
        stored
    }

    /// Whatever is due at an instant comes before what is asked at it.
    fn settle_and_decide(
        &mut self,
        batch: &mut Batch,
        by: Actor,
        day: Option<ServiceDay>,
        pressed: &Pressed,
    ) -> Decided {
        if let Some(error) = self.refusal() {
            return Ok(Err(error));
        }
        self.settle(batch)?;
        let Some(standing) = self.standing_day() else {
            return Ok(Err(Rejection::HallClosed.into()));
        };
        if day.is_none()
            && let Some(answer) = self.first_answer_before(standing, pressed)?
        {
            // A repeat of what was asked before the doors opened.
            return Ok(answer);
        }
        if let Command::TakeUp(row) = &pressed.command
            && row.day != standing
            && let Some(answer) = self.first_answer(row.day, pressed)?
        {
            // A repeat of what was taken up on its own day.
            return Ok(answer);
        }
        let day = day.unwrap_or(standing);
        if is_planted(Bug::CallNotIdempotent) {
            let pressed = pressed_anew(pressed, self.store.head_seq());
            return self.decide(batch, self.now(), by, day, &pressed);
        }
        self.decide(batch, self.now(), by, day, pressed)
    }

    /// The day to which entries belong: the open one, or in the night the last.
    pub(super) fn standing_day(&self) -> Option<ServiceDay> {
        self.hall.day().or(self.hall.last_day())
    }

    /// Commits, and only then tells anyone.
    fn finish(&mut self, batch: &mut Batch) -> Next {
        if is_planted(Bug::AnswerBeforeCommit) && !batch.waiting.is_empty() {
            let entries = batch.entries;
            self.tell(batch);
            batch.entries = entries;
            return Next::Again;
        }
        if batch.entries > 0 {
            let began = Stopwatch::start();
            let committed = self.store.commit();
            if self.note(batch, committed) == Next::End {
                return Next::End;
            }
            let level = self.level();
            if batch.lifts {
                let written = self.high_water.write(level).map_err(unwritten);
                if self.note(batch, written) == Next::End {
                    return Next::End;
                }
            } else {
                self.high_water.note(level);
            }
            self.meters.committed(batch.entries, began.elapsed());
            self.meters.journal_ends_at(self.store.head_seq());
        }
        self.tell(batch);
        Next::Again
    }
}

/// The planted bug's press: another one every time.
fn pressed_anew(pressed: &Pressed, seq: u64) -> Pressed {
    let (mut command, fingerprint) = (pressed.command.clone(), pressed.fingerprint);
    if let Command::Window(key) = &mut command
        && matches!(key.verb, WindowVerb::CallNext { .. })
    {
        key.press = RequestId::parse(&format!("{seq:032x}")).unwrap_or(key.press);
    }
    Pressed { command, fingerprint }
}

#[cfg(test)]
mod tests;
