//! What a kiosk, a visitor or reception does with a ticket that was given.

use super::Deciding;
use crate::command::{Actor, Matter};
use crate::event::Event;
use crate::ids::{RequestId, VisitId};
use crate::leg::{Leg, LegState};
use crate::rejection::Rejection;
use crate::visit::{Confirmation, Evidence, MATTERS_LIMIT, Visit};

impl Deciding<'_> {
    pub(super) fn confirm(&self, request: &RequestId, evidence: Evidence) -> Result<Vec<Event>, Rejection> {
        let visit = self
            .day
            .visit_by_request(request)
            .ok_or(Rejection::UnknownTicket)?;
        if let Some(leg) = visit.legs.iter().find(|leg| leg.is_voided()) {
            return Err(self.wrong_state(visit, leg));
        }
        // Proof may come late, after a new roll of paper: better evidence is a news, the same or weaker none.
        let is_news = match visit.confirmation {
            Confirmation::Confirmed { evidence: known } => known.is_some_and(|known| known < evidence),
            Confirmation::Awaited { .. } | Confirmation::Overdue => true,
        };
        let confirmed = Event::TicketConfirmed {
            visit: visit.ticket.visit,
            evidence,
        };
        Ok(if is_news { vec![confirmed] } else { Vec::new() })
    }

    pub(super) fn void(&self, request: &RequestId, reason: &str) -> Result<Vec<Event>, Rejection> {
        let Some(visit) = self.day.visit_by_request(request) else {
            return Ok(self.give_up(request, reason));
        };
        if visit.open_legs().next().is_none() {
            return Ok(Vec::new());
        }
        let at_window = |leg: &&Leg| matches!(leg.state, LegState::Called { .. } | LegState::Serving { .. });
        if let Some(leg) = visit.open_legs().find(at_window) {
            return Err(self.wrong_state(visit, leg));
        }
        let mut events = vec![Event::TicketVoided {
            visit: visit.ticket.visit,
            reason: reason.to_owned(),
        }];
        // Whoever was expected and got no paper is expected still.
        let kept = self.register.kept_by(visit.ticket.visit);
        events.extend(kept.into_iter().map(|booking| Event::BookingReturned {
            booking: booking.token,
        }));
        Ok(events)
    }

    /// A press that nobody has heard yet may still be on its way.
    fn give_up(&self, request: &RequestId, reason: &str) -> Vec<Event> {
        if self.day.given_up.contains(request) {
            return Vec::new();
        }
        vec![Event::PressGivenUp {
            request: *request,
            reason: reason.to_owned(),
        }]
    }

    pub(super) fn withdraw(&self, visit: VisitId) -> Result<Vec<Event>, Rejection> {
        let visit = self.day.visits.get(&visit).ok_or(Rejection::UnknownTicket)?;
        let served = |leg: &&Leg| matches!(leg.state, LegState::Serving { .. });
        if let Some(leg) = visit.open_legs().find(served) {
            return Err(self.wrong_state(visit, leg));
        }
        let open = visit.open_legs();
        Ok(open.map(|leg| Event::Withdrawn { leg: leg.opened.id }).collect())
    }

    /// Somebody shows a slip in the hall. A remote ticket's promise runs from here until there is a forecast; a phone
    /// alone proves nothing about where its holder is.
    pub(super) fn arrive(&self, id: VisitId) -> Result<Vec<Event>, Rejection> {
        if matches!(self.by, Actor::Visitor { .. } | Actor::Public) {
            return Err(Rejection::NotYours);
        }
        let visit = self.day.visits.get(&id).ok_or(Rejection::UnknownTicket)?;
        if visit.checked_in || visit.open_legs().next().is_none() {
            return self.reactivate(id);
        }
        Ok(vec![Event::CheckedIn {
            visit: id,
            anchor: self.now,
        }])
    }

    /// Home, with a priority re-visit: only while a stop holds the visitor up, for whom nobody else can do anything.
    pub(super) fn postpone(&self, visit: VisitId) -> Result<Vec<Event>, Rejection> {
        let visit = self.day.visits.get(&visit).ok_or(Rejection::UnknownTicket)?;
        if visit.open_legs().next().is_none() || visit.is_at_window() || !visit.is_here() {
            return Err(self.stands_elsewhere(visit));
        }
        if !visit
            .open_legs()
            .any(|leg| self.day.is_stopped(&leg.opened.service))
        {
            return Err(Rejection::NothingStopped);
        }
        Ok(self.day.postponed(visit, self.now))
    }

    /// Held visitors come back once: anchored now, with the smallest promise of the plan.
    pub(super) fn reactivate(&self, visit: VisitId) -> Result<Vec<Event>, Rejection> {
        let visit = self.day.visits.get(&visit).ok_or(Rejection::UnknownTicket)?;
        let held = visit.open_legs().find(|leg| leg.state == LegState::Held);
        let leg = held.ok_or_else(|| self.stands_elsewhere(visit))?;
        let promise_s = self.day.shortest_promise_s();
        Ok(vec![Event::Reactivated {
            leg: leg.opened.id,
            anchor: self.now,
            promise_s,
        }])
    }

    /// Where a visitor stands instead of where a press wants them.
    pub(super) fn stands_elsewhere(&self, visit: &Visit) -> Rejection {
        visit
            .foremost()
            .map_or(Rejection::UnknownTicket, |leg| self.wrong_state(visit, leg))
    }

    #[expect(clippy::unused_self, reason = "reads like the other rules at its callers")]
    pub(super) fn wrong_state(&self, visit: &Visit, leg: &Leg) -> Rejection {
        Rejection::WrongState {
            ticket: visit.ticket.number.clone(),
            state: state_in_words(&leg.state),
        }
    }
}

fn state_in_words(state: &LegState) -> &'static str {
    match state {
        LegState::NotReady => "not ready yet",
        LegState::Waiting => "waiting",
        LegState::Called { .. } => "called to a window",
        LegState::Serving { .. } => "being served",
        LegState::Held => "held after a missed call",
        LegState::Parked { .. } => "set aside at a window",
        LegState::Ended { .. } => "over",
    }
}

/// Whether matters can stand on one ticket. What the hall booked itself, sending somebody home, has stood on one.
pub(super) fn fit_on_one_ticket(matters: &[Matter]) -> Result<(), Rejection> {
    if matters.is_empty() {
        return Err(Rejection::NoMatter);
    }
    if matters.len() > MATTERS_LIMIT {
        return Err(Rejection::TooManyMatters { limit: MATTERS_LIMIT });
    }
    let twice = |(index, matter): (usize, &Matter)| matters.iter().take(index).any(|other| other == matter);
    if matters.iter().enumerate().any(twice) {
        return Err(Rejection::MatterTwice);
    }
    Ok(())
}
