//! What falls due by itself: legs whose time comes, unanswered calls, unconfirmed tickets, escorts that nobody
//! accepts, and the end of the day.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};

use super::{Day, Due, Hall};
use crate::escort::{Escort, EscortState};
use crate::event::Event;
use crate::ids::LegId;
use crate::leg::{Leg, LegState, add_seconds};
use crate::plan::NoShowRule;
use crate::visit::Visit;

impl Hall {
    /// Everything that is due at `now`; empty when nothing is. Applying it may make more due: ask again.
    #[must_use]
    pub fn due(&self, now: Timestamp) -> Vec<Event> {
        let Some(day) = &self.day else { return Vec::new() };
        let closes = now >= self.closes_at(day);
        let mut events = self.not_come(day, closes, now);
        events.extend(if closes {
            day.close(now, self.turns(day))
        } else {
            day.due(now)
        });
        events
    }

    /// Appointments of whom nobody came in time: their place may be taken by others. A day that closes before its
    /// appointments sends them away, and they may come back before others.
    fn not_come(&self, day: &Day, closes: bool, now: Timestamp) -> Vec<Event> {
        let patience_s = day.plan.rules().late_check_in_s;
        let missed = self.register.missed(patience_s, now);
        let mut events: Vec<Event> = missed.map(|booking| Event::BookingMissed { booking }).collect();
        if closes && !self.turns(day) {
            let expected = self
                .register
                .standing_on(day.name)
                .filter(|booking| booking.is_expected());
            let in_time = |at: Timestamp| now <= add_seconds(at, patience_s);
            let sent_away = expected.filter(|booking| booking.at().is_some_and(in_time));
            events.extend(sent_away.map(|booking| Event::BookingMoved {
                booking: booking.token,
                to: day.revisit_time(),
            }));
        }
        events
    }

    /// When the day closes: when nobody is left or expected any more, at the latest at its end.
    fn closes_at(&self, day: &Day) -> Timestamp {
        let patience_s = day.plan.rules().late_check_in_s;
        let last = self.register.last_until(day.times.day_ends_at);
        let last = last.map(|at| add_seconds(at, patience_s));
        let nobody = day.nobody_from();
        last.map_or(nobody, |last| nobody.max(last))
            .min(day.times.day_ends_at)
    }

    /// When something falls due next.
    #[must_use]
    pub fn next_deadline(&self) -> Option<Timestamp> {
        let day = self.day.as_ref()?;
        // Missed is whoever comes later than that; the next millisecond shows it.
        let patience_s = day.plan.rules().late_check_in_s;
        let missed = self.register.next_at().map(|at| add_seconds(at, patience_s));
        let missed = missed.and_then(|at| at.checked_add(SignedDuration::from_millis(1)).ok());
        let agenda = day.agenda.first().map(|(at, _)| *at);
        let gives_up = !day.absent.is_empty() && !day.times.turns;
        let absent = gives_up.then_some(day.times.issue_until);
        let tide = day.times.next_tide(day.serving_since);
        [agenda, absent, missed, tide, Some(self.closes_at(day))]
            .into_iter()
            .flatten()
            .min()
    }
}

impl Day {
    fn due(&self, now: Timestamp) -> Vec<Event> {
        let tide = self.times.next_tide(self.serving_since);
        let turned = tide.filter(|at| *at <= now).map(|_| Event::TidesTurned);
        let due = self.agenda.iter().take_while(|(at, _)| *at <= now);
        let due = due.flat_map(|(_, due)| self.falls_due(*due, now));
        let mut events: Vec<Event> = turned.into_iter().chain(due).collect();
        if now >= self.times.issue_until && !self.times.turns {
            let absent: BTreeSet<_> = self.absent.iter().map(|leg| leg.visit).collect();
            let absent = absent.into_iter().filter_map(|visit| self.visit(visit));
            events.extend(absent.flat_map(Visit::open_legs).map(abandoned));
        }
        events
    }

    fn falls_due(&self, due: Due, now: Timestamp) -> Vec<Event> {
        match due {
            Due::Confirm(visit) => vec![Event::ConfirmOverdue { visit }],
            Due::Ready(leg) => vec![Event::LegReady { leg }],
            Due::Answer(leg) => self.did_not_come(leg, now),
            Due::Offer(escort) => vec![Event::EscortOfferEnded {
                escort,
                declined_by: None,
            }],
            Due::Limit(escort, stage) => vec![Event::EscortOverdue { escort, stage }],
        }
    }

    /// A called visitor did not come: held, or the ticket is over with all of its matters.
    pub(super) fn did_not_come(&self, leg: LegId, now: Timestamp) -> Vec<Event> {
        let held = self.is_held_after_no_show(leg, now);
        let mut events = vec![Event::NoShow { leg, held }];
        if !held {
            let others = self.visit(leg.visit).into_iter().flat_map(Visit::open_legs);
            events.extend(others.filter(|other| other.opened.id != leg).map(abandoned));
        }
        events
    }

    /// Whether a visitor who does not come is held: by the plan, once, and while there is time to come back.
    fn is_held_after_no_show(&self, leg: LegId, now: Timestamp) -> bool {
        self.plan.rules().no_show == NoShowRule::Held
            && self.leg(leg).is_some_and(|leg| leg.no_shows == 0)
            && now < self.times.issue_until
    }

    /// From when nobody is left and issuing has ended; while somebody is, the day's end.
    fn nobody_from(&self) -> Timestamp {
        let somebody = self.times.turns || self.open_legs > 0 || self.escorts.values().any(keeps_open);
        if somebody {
            return self.times.day_ends_at;
        }
        // The last press can still be undone for a moment.
        let quiet = add_seconds(self.last_end_at, self.plan.rules().undo_s);
        self.times.issue_until.max(quiet)
    }

    /// Every leftover has an outcome.
    fn close(&self, now: Timestamp, turns: bool) -> Vec<Event> {
        if turns {
            // The next day begins now, and takes over who is here. Whoever was away for all of this one has given up.
            let absent: BTreeSet<_> = self.absent.iter().map(|leg| leg.visit).collect();
            let absent = absent.into_iter().filter_map(|visit| self.visit(visit));
            let long_gone = absent.filter(|visit| visit.issued_at < self.times.doors_open_at);
            let mut events: Vec<Event> = long_gone.flat_map(Visit::open_legs).map(abandoned).collect();
            events.push(Event::DayClosed);
            return events;
        }
        let visits = self
            .visits
            .values()
            .filter(|visit| visit.open_legs().next().is_some());
        let mut events: Vec<Event> = visits.flat_map(|visit| self.left_over(visit, now)).collect();
        events.extend(self.escorts.values().filter_map(left_over));
        events.push(Event::DayClosed);
        events
    }
}

impl Day {
    /// Whoever waits until the end may come back before others; whoever is not here has given up.
    fn left_over(&self, visit: &Visit, now: Timestamp) -> Vec<Event> {
        let waits = |leg: &Leg| {
            matches!(
                leg.state,
                LegState::Waiting | LegState::Parked { .. } | LegState::NotReady
            )
        };
        if visit.is_here() && !visit.is_at_window() && visit.open_legs().any(waits) {
            return self.postponed(visit, now);
        }
        visit.open_legs().map(abandoned).collect()
    }
}

fn abandoned(leg: &Leg) -> Event {
    Event::Abandoned { leg: leg.opened.id }
}
/// Whether a job keeps the day open. Whoever was handed over is not alone; the visit itself keeps the day open.
fn keeps_open(escort: &Escort) -> bool {
    escort.is_open() && !matches!(escort.state, EscortState::HandedOver { .. })
}

/// How a job ends with its day: at a window it was done, elsewhere nobody came.
fn left_over(escort: &Escort) -> Option<Event> {
    let id = escort.id;
    match escort.state {
        EscortState::HandedOver { .. } => Some(Event::EscortDone { escort: id }),
        EscortState::Requested | EscortState::Accepted { .. } | EscortState::Met { .. } => {
            Some(Event::EscortCancelled { escort: id })
        }
        EscortState::Done { .. } | EscortState::Cancelled { .. } => None,
    }
}
