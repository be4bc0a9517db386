//! One decision made durable: applied to the hall, answered, appended, its finished legs kept.

use std::sync::Arc;

use jiff::Timestamp;
use queue_core::command::{Actor, Command};
use queue_core::event::EntryBody;
use queue_core::hall::Touched;
use queue_core::leg::Leg;
use queue_core::offline::OfflineEvent;
use queue_core::{Entry, Event, Now, Seq, ServiceDay, Shelf};

use super::batch::Batch;
use super::messages::Pressed;
use super::work::Owner;
use super::{Answer, SubmitError};
use crate::high_water::lifts;
use crate::planted::{Bug, is_planted};
use crate::store::{EndedEscort, FirstAnswer, LegTicket, NewEntry, Seats, may_move};
use crate::views;

/// What came of a command: an answer or a refusal; storage errors are apart from both.
pub(super) type Decided = rusqlite::Result<Result<Answer, SubmitError>>;

impl Owner {
    /// Decides a command, and makes the decision part of the open transaction.
    pub(super) fn decide(
        &mut self,
        batch: &mut Batch,
        now: Timestamp,
        by: Actor,
        day: ServiceDay,
        pressed: &Pressed,
    ) -> Decided {
        let command = &pressed.command;
        let open = self.standing_day();
        // While a day is open the hall knows its own presses.
        if self.hall.day() != Some(day)
            && let Some(answer) = self.first_answer(day, pressed)?
        {
            return Ok(answer);
        }
        if let Some(open) = open.filter(|open| *open != day) {
            return Ok(Err(SubmitError::AnotherDay { open, meant: day }));
        }
        let shelf = self.store.shelf(&Shelf::wanted(&self.hall, command))?;
        let mut events = match shelf.decide(
            &self.hall,
            Now {
                at: now,
                date: self.calendar.date(now),
            },
            &by,
            command,
        ) {
            Ok(events) => events,
            Err(refusal) => return Ok(Err(refusal.into())),
        };
        if is_planted(Bug::CallableBeforeConfirm) {
            events.iter_mut().for_each(confirm_at_once);
        }
        if events.is_empty() {
            return self.answer_again(now, day, pressed, &shelf);
        }
        let entry = self.entry(
            now,
            EntryBody {
                by,
                request: command.request(),
                events,
            },
        );
        self.write_answered(batch, (&entry, shelf), day, pressed)
    }

    /// What happens by itself to what outlives a day, when one begins.
    pub(super) fn morning(
        &mut self,
        batch: &mut Batch,
        now: Timestamp,
        day: ServiceDay,
    ) -> rusqlite::Result<()> {
        while let Some(plan) = self.hall.plan() {
            let shelf = self.store.shelf_acting(day)?;
            let events = shelf.due(plan, day);
            if events.is_empty() {
                break;
            }
            self.write_due(batch, now, day, events, shelf)?;
        }
        Ok(())
    }

    /// Writes what fell due by itself.
    pub(super) fn write_due(
        &mut self,
        batch: &mut Batch,
        now: Timestamp,
        day: ServiceDay,
        events: Vec<Event>,
        mut shelf: Shelf,
    ) -> rusqlite::Result<()> {
        let entry = self.entry(
            now,
            EntryBody {
                by: Actor::Hall,
                request: None,
                events,
            },
        );
        let touched = self.apply(&entry, &mut shelf)?;
        self.keep(
            batch,
            (&entry, &shelf),
            touched,
            &NewEntry {
                day,
                fingerprint: None,
                answer: None,
            },
        )
    }

    fn write_answered(
        &mut self,
        batch: &mut Batch,
        (entry, mut shelf): (&Entry, Shelf),
        day: ServiceDay,
        pressed: &Pressed,
    ) -> Decided {
        let command = &pressed.command;
        let touched = self.apply(entry, &mut shelf)?;
        if matches!(command, Command::Plan(_)) {
            // The next opening may be another, and another plan's.
            self.calendar.look(&self.hall, entry.at);
        }
        let answer = self.draw_answer((entry.at, entry.seq.0), command, &entry.body.events, &shelf)?;
        let row = NewEntry {
            day,
            fingerprint: Some(&pressed.fingerprint),
            answer: Some((answer.status, &answer.body)),
        };
        self.keep(batch, (entry, &shelf), touched, &row)?;
        Ok(Ok(answer))
    }

    /// Makes an entry part of the hall and of what outlives the day. Another calendar moves the days on which cases are due.
    fn apply(&mut self, entry: &Entry, shelf: &mut Shelf) -> rusqlite::Result<Touched> {
        let held = self.hall.last_plan().cloned();
        let seats = may_move(entry).then(|| Seats::of(&self.hall));
        let touched = self.hall.apply(entry);
        if let Some(before) = seats {
            self.store.keep_seats(entry, &before, &Seats::of(&self.hall))?;
        }
        shelf.apply(entry);
        if let (Some(held), Some(holds)) = (held, self.hall.last_plan())
            && !holds.counts_days_like(&held)
        {
            let holds = Arc::clone(holds);
            self.store.refresh_records(&holds)?;
        }
        Ok(touched)
    }

    fn keep(
        &mut self,
        batch: &mut Batch,
        (entry, shelf): (&Entry, &Shelf),
        touched: Touched,
        row: &NewEntry<'_>,
    ) -> rusqlite::Result<()> {
        let is_lost = is_planted(Bug::LeaseNotDurable) && entry.body.events.iter().any(leases);
        if !is_lost {
            self.store.append(entry, row)?;
        }
        if let Some(plan) = self.hall.last_plan() {
            self.store.keep_shelf(plan, shelf)?;
        }
        for leg in &touched.reopened {
            self.store.remove_leg(row.day, *leg)?;
        }
        self.keep_escorts(entry.seq, row.day, &touched)?;
        for id in &touched.ended {
            let visit = self.hall.visit(id.visit);
            let record = visit
                .and_then(|visit| visit.legs.get(usize::from(id.index)))
                .and_then(Leg::record);
            if let (Some(visit), Some(record)) = (visit, record) {
                let line = LegTicket {
                    visit,
                    record: &record,
                    ended: entry.seq,
                };
                self.store.keep_leg(row.day, &line)?;
            }
        }
        batch.lifts |= entry.body.events.iter().any(lifts);
        self.meters.count(&entry.body.events);
        batch.touch(touched);
        Ok(())
    }

    /// Keeps the records of the escorts that are over.
    fn keep_escorts(&mut self, ended: Seq, day: ServiceDay, touched: &Touched) -> rusqlite::Result<()> {
        for id in &touched.ended_escorts {
            let Some(escort) = self.hall.escort(*id) else {
                continue;
            };
            let visit = escort.visit.and_then(|visit| self.hall.visit(visit));
            let line = EndedEscort {
                escort,
                number: visit.map(|visit| &visit.ticket.number),
                ended,
            };
            self.store.keep_escort(day, &line)?;
        }
        Ok(())
    }

    /// A repeat has the first one's answer; where there was nothing to do, the answer is what holds now.
    fn answer_again(&mut self, now: Timestamp, day: ServiceDay, pressed: &Pressed, shelf: &Shelf) -> Decided {
        let command = &pressed.command;
        if command.request().is_none_or(|request| !self.hall.knows(&request)) {
            return self
                .draw_answer((now, self.store.head_seq()), command, &[], shelf)
                .map(Ok);
        }
        // The hall knows the id, so the journal has its row; were it not so, nothing may be decided anew.
        Ok(self
            .first_answer(day, pressed)?
            .unwrap_or(Err(SubmitError::SameIdAnotherBody)))
    }

    pub(super) fn first_answer(
        &mut self,
        day: ServiceDay,
        pressed: &Pressed,
    ) -> rusqlite::Result<Option<Result<Answer, SubmitError>>> {
        let Some(request) = pressed.command.request() else {
            return Ok(None);
        };
        let first = self.store.first_answer(day, &request)?;
        Ok(first.map(|first| compared(first, pressed)))
    }

    /// The first answer of what was asked on the service day before one, for what outlives a day.
    pub(super) fn first_answer_before(
        &mut self,
        day: ServiceDay,
        pressed: &Pressed,
    ) -> rusqlite::Result<Option<Result<Answer, SubmitError>>> {
        let Some(request) = pressed.command.request() else {
            return Ok(None);
        };
        let first = self.store.first_answer_before(day, &request)?;
        Ok(first.map(|first| compared(first, pressed)))
    }

    fn draw_answer(
        &self,
        (now, seq): (Timestamp, u64),
        command: &Command,
        events: &[Event],
        shelf: &Shelf,
    ) -> rusqlite::Result<Answer> {
        let scene = self.scene(now, seq);
        let (status, body) = views::answer(&scene, command, events, shelf).map_err(unwritable)?;
        Ok(Answer {
            status,
            body: body.into(),
        })
    }

    fn entry(&self, at: Timestamp, body: EntryBody) -> Entry {
        Entry {
            seq: Seq(self.store.head_seq() + 1),
            at,
            body,
        }
    }
}

/// The first answer, if the same was asked.
fn compared(first: FirstAnswer, pressed: &Pressed) -> Result<Answer, SubmitError> {
    if first.fingerprint != Some(pressed.fingerprint) {
        return Err(SubmitError::SameIdAnotherBody);
    }
    Ok(Answer {
        status: first.status,
        body: first.body.into(),
    })
}

/// The planted bug's ticket: it waits for no paper.
fn confirm_at_once(event: &mut Event) {
    if let Event::TicketIssued { ticket, .. } = event {
        ticket.confirm_by = None;
    }
}

/// Whether an event leases numbers.
fn leases(event: &Event) -> bool {
    let Event::Offline { happened } = event else {
        return false;
    };
    matches!(happened, OfflineEvent::Leased { .. })
}

fn unwritable(error: serde_json::Error) -> rusqlite::Error {
    rusqlite::Error::ToSqlConversionFailure(error.into())
}
