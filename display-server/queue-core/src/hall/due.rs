//! What falls due by itself: legs whose time comes, unanswered calls, unconfirmed tickets, escorts that nobody
//! accepts, and the end of the day.

use jiff::Timestamp;

use super::{Day, Due, Hall};
use crate::escort::{Escort, EscortState};
use crate::event::Event;
use crate::ids::LegId;
use crate::leg::add_seconds;
use crate::plan::NoShowRule;

impl Hall {
    /// Everything that is due at `now`; empty when nothing is. Applying it may make more due: ask again.
    #[must_use]
    pub fn due(&self, now: Timestamp) -> Vec<Event> {
        self.day.as_ref().map(|day| day.due(now)).unwrap_or_default()
    }

    /// When something falls due next.
    #[must_use]
    pub fn next_deadline(&self) -> Option<Timestamp> {
        let day = self.day.as_ref()?;
        let agenda = day.agenda.first().map(|(at, _)| *at);
        let held = (!day.held.is_empty()).then_some(day.times.issue_until);
        [agenda, held, Some(day.closes_at())].into_iter().flatten().min()
    }
}

impl Day {
    fn due(&self, now: Timestamp) -> Vec<Event> {
        if now >= self.closes_at() {
            return self.close();
        }
        let due = self.agenda.iter().take_while(|(at, _)| *at <= now);
        let mut events: Vec<Event> = due.map(|(_, due)| self.falls_due(*due, now)).collect();
        if now >= self.times.issue_until {
            events.extend(self.held.iter().map(|leg| Event::Abandoned { leg: *leg }));
        }
        events
    }

    fn falls_due(&self, due: Due, now: Timestamp) -> Event {
        match due {
            Due::Confirm(visit) => Event::ConfirmOverdue { visit },
            Due::Ready(leg) => Event::LegReady { leg },
            Due::Answer(leg) => Event::NoShow {
                leg,
                held: self.is_held_after_no_show(leg, now),
            },
            Due::Offer(escort) => Event::EscortOfferEnded {
                escort,
                declined_by: None,
            },
            Due::Limit(escort, stage) => Event::EscortOverdue { escort, stage },
        }
    }

    /// Whether a visitor who does not come is held: by the plan, once, and while there is time to come back.
    pub(super) fn is_held_after_no_show(&self, leg: LegId, now: Timestamp) -> bool {
        self.plan.rules().no_show == NoShowRule::Held
            && self.leg(leg).is_some_and(|leg| leg.no_shows == 0)
            && now < self.times.issue_until
    }

    /// When the day closes: nobody is left and issuing has ended, at the latest at `day_ends_at`.
    fn closes_at(&self) -> Timestamp {
        let somebody = self.open_legs > 0 || self.escorts.iter().any(keeps_open);
        if somebody {
            return self.times.day_ends_at;
        }
        // The last press can still be undone for a moment.
        let quiet = add_seconds(self.last_end_at, self.plan.rules().undo_s);
        self.times.issue_until.max(quiet).min(self.times.day_ends_at)
    }

    /// Every leftover has an outcome.
    fn close(&self) -> Vec<Event> {
        let legs = self.visits.values().filter_map(|visit| visit.open_leg());
        let mut events: Vec<Event> = legs.map(|leg| Event::Abandoned { leg: leg.opened.id }).collect();
        events.extend(self.escorts.iter().filter_map(left_over));
        events.push(Event::DayClosed);
        events
    }
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
