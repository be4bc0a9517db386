//! What is said after a commit: views to those who watch, answers to those who asked.
//!
//! Invariant I2: nothing here runs before the commit of what it tells.

use std::sync::Arc;

use jiff::Timestamp;
use queue_core::booking::Booking;
use queue_core::visit::Visit;
use queue_core::{Hall, HallPlan};

use super::batch::{Batch, Waiting};
use super::calendar::Calendar;
use super::footing::Footing;
use super::messages::{BookingKey, PlansNow, Question};
use super::slots;
use super::work::Owner;
use super::{FoundVisit, SubmitError, topics};
use crate::devices::Devices;
use crate::texts::ON_ITS_WAY;
use crate::views::Scene;

impl Owner {
    /// Answers and publishes what a commit made true.
    pub(super) fn tell(&mut self, batch: &mut Batch) {
        let now = self.now();
        let seq = self.store.head_seq();
        let touched = std::mem::take(&mut batch.touched);
        if touched.day || touched.notices {
            self.show_plan();
        }
        if touched.day {
            self.forget_what_is_over(now);
        }
        let (asked, pressed): (Vec<_>, Vec<_>) = batch
            .waiting
            .drain(..)
            .partition(|waiting| matches!(waiting, Waiting::Question(_)));
        // Whoever pressed waits; there may be thousands who look on.
        for waiting in pressed {
            self.answer(waiting, now, seq);
        }
        if batch.entries > 0 {
            let scene = scene(&self.hall, &self.calendar, &self.devices, now, seq);
            self.topics.publish(&scene, &touched);
            batch.entries = 0;
            batch.lifts = false;
        }
        for waiting in asked {
            self.answer(waiting, now, seq);
        }
    }

    /// What is needed for a purpose alone goes with it.
    pub(super) fn forget_what_is_over(&self, now: Timestamp) {
        // A damaged journal does not know what is still needed, and what is forgotten does not come back.
        if self.footing == Footing::Sound {
            self.forget_day_keys();
            self.forget_texts(now);
        }
    }

    /// A day's key goes with its day, unless somebody with a card is carried over its end.
    fn forget_day_keys(&self) {
        let (open, cards_count) = (self.hall.day(), self.hall.cards_count());
        if let Err(error) = self.identities.forget_day_keys(open, cards_count) {
            tracing::error!(%error, "the key of a day that is over could not be thrown away; the next closing tries again");
        }
    }

    /// Texts go when the purpose for which they were written is over, and those that no record has.
    fn forget_texts(&self, now: Timestamp) {
        let before = now.saturating_sub(ON_ITS_WAY).unwrap_or(Timestamp::MIN);
        let forgotten = self
            .store
            .texts_needed(self.hall.last_plan().map(AsRef::as_ref), now)
            .and_then(|needed| self.personal.forget_but(&needed, before));
        if let Err(error) = forgotten {
            tracing::error!(%error, "texts whose purpose is over could not be forgotten; the next closing tries again");
        }
    }

    /// Draws anew what changes with time alone.
    pub(super) fn show_the_time(&mut self) {
        if self.footing == Footing::Sound {
            let (now, seq) = (self.now(), self.store.head_seq());
            let scene = scene(&self.hall, &self.calendar, &self.devices, now, seq);
            self.topics.publish_time(&scene);
        }
    }

    /// Draws what may be drawn when there is time for it.
    pub(super) fn catch_up(&mut self, is_idle: bool) {
        if self.footing == Footing::Sound && self.topics.must_catch_up(is_idle) {
            let (now, seq) = (self.now(), self.store.head_seq());
            let scene = scene(&self.hall, &self.calendar, &self.devices, now, seq);
            self.topics.catch_up(&scene);
        }
    }

    /// Whoever has gone away in the meantime hears nothing, which is as it should be.
    fn answer(&mut self, waiting: Waiting, now: Timestamp, seq: u64) {
        if self.footing == Footing::CannotStore {
            return waiting.refuse(SubmitError::CannotStore);
        }
        match waiting {
            Waiting::Command { reply, answer } => {
                if matches!(answer, Err(SubmitError::Refused(_))) {
                    self.meters.refusals.inc();
                }
                drop(reply.send(answer));
            }
            Waiting::Question(question) => self.answer_question(question, now, seq),
        }
    }

    fn answer_question(&mut self, question: Question, now: Timestamp, seq: u64) {
        let scene = scene(&self.hall, &self.calendar, &self.devices, now, seq);
        match question {
            Question::View { topic, reply } => {
                drop(reply.send(topics::draw(&scene, &topic).ok_or(SubmitError::NoSuch)));
            }
            Question::Watch { topic, reply } => {
                drop(reply.send(self.topics.watch(&scene, topic).ok_or(SubmitError::NoSuch)));
            }
            Question::FindVisit { token, reply } => {
                drop(reply.send(self.found(self.hall.visit_by_token(&token))));
            }
            Question::FindNumber { number, reply } => {
                drop(reply.send(self.found(self.hall.visit_by_number(&number))));
            }
            Question::OpenDay { reply } => drop(reply.send(self.hall.day())),
            Question::DayKey { reply } => {
                let open = self.hall.day();
                drop(reply.send(open.map(|day| (day, self.identities.day_key(day)))));
            }
            Question::DayTimes { day, reply } => drop(reply.send(self.calendar.times(&self.hall, day))),
            Question::Slots { service, day, reply } => {
                drop(reply.send(slots::draw(&scene, &self.calendar, &service, day)));
            }
            Question::FindBooking { key, reply } => drop(reply.send(self.booking(&key))),
            Question::Plans { reply } => drop(reply.send(self.plans())),
            Question::Plan { reply } => drop(reply.send(Arc::clone(plan(&self.hall, &self.calendar)))),
        }
    }

    fn plans(&self) -> PlansNow {
        let held = self.hall.last_plan().unwrap_or(self.calendar.plan());
        PlansNow {
            book: self.hall.plans().clone(),
            plan: Arc::clone(held),
            open: self.hall.day(),
            last: self.standing_day(),
        }
    }

    /// What answers are drawn from.
    pub(super) fn scene(&self, now: Timestamp, seq: u64) -> Scene<'_> {
        scene(&self.hall, &self.calendar, &self.devices, now, seq)
    }

    /// Shows everybody whether anything can be stored.
    pub(super) fn show_condition(&self) {
        self.meters.journal_ends_at(self.store.head_seq());
        self.condition.set(self.refusal());
    }

    /// Shows everybody which plan holds.
    pub(super) fn show_plan(&self) {
        self.in_force.set(Arc::clone(plan(&self.hall, &self.calendar)));
    }

    fn booking(&self, key: &BookingKey) -> Option<Booking> {
        let register = self.hall.register();
        let found = match key {
            BookingKey::Code(code) => register.by_code(code),
            BookingKey::Token(token) => register.by_token(token),
        };
        found.cloned()
    }

    fn found(&self, visit: Option<&Visit>) -> Result<FoundVisit, SubmitError> {
        let (visit, day) = visit.zip(self.hall.day()).ok_or(SubmitError::NoSuch)?;
        Ok(FoundVisit {
            visit: visit.ticket.visit,
            number: visit.ticket.number.clone(),
            legs: visit.legs.len(),
            day,
        })
    }
}

/// What views are drawn from.
pub(super) fn scene<'a>(
    hall: &'a Hall,
    calendar: &'a Calendar,
    devices: &'a Devices,
    now: Timestamp,
    seq: u64,
) -> Scene<'a> {
    Scene {
        hall,
        plan: plan(hall, calendar),
        seq,
        now,
        opens_at: calendar.doors_open_at(),
        devices,
    }
}

/// The plan that holds: the open day's, or the one of the next opening.
fn plan<'a>(hall: &'a Hall, calendar: &'a Calendar) -> &'a Arc<HallPlan> {
    hall.plan().unwrap_or(calendar.plan())
}
