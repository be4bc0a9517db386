//! Whoever the hall sends home unserved may come back before others: a recorded priority re-visit.

use jiff::Timestamp;

use super::Day;
use crate::booking::{BookedTime, Booking, BookingState};
use crate::command::Matter;
use crate::event::Event;
use crate::ids::{ServiceCode, ServiceDay};
use crate::leg::Leg;
use crate::visit::Visit;

impl Day {
    /// Ends what is open of a visit, and records until when the visitor may come back.
    ///
    /// The re-visit is known by the token of the old slip, so that nothing need be printed.
    pub(super) fn postponed(&self, visit: &Visit, now: Timestamp) -> Vec<Event> {
        let mut events: Vec<Event> = visit
            .open_legs()
            .map(|leg| Event::Postponed { leg: leg.opened.id })
            .collect();
        events.push(Event::Booked {
            booking: Box::new(self.revisit(visit, now)),
        });
        events
    }

    fn revisit(&self, visit: &Visit, now: Timestamp) -> Booking {
        let mut matters: Vec<Matter> = Vec::new();
        for leg in visit.open_legs() {
            let matter = self.matter_of(visit, leg);
            if !matters.contains(&matter) {
                matters.push(matter);
            }
        }
        Booking {
            token: visit.ticket.token,
            matters,
            cases: visit.ticket.cases,
            time: self.revisit_time(),
            language: visit.ticket.language,
            channel: visit.ticket.channel,
            made_at: now,
            state: BookingState::Expected,
        }
    }

    /// Until when somebody whom the hall sends away today may come back.
    pub(super) fn revisit_time(&self) -> BookedTime {
        let days = i64::from(self.plan.rules().bookings.revisit_days);
        let until = self.name.0.saturating_add(jiff::Span::new().days(days));
        BookedTime::Revisit {
            until: ServiceDay(until),
        }
    }

    /// A journey of which nothing is over is begun anew, any other goes on where it stood; one that was refused beside goes
    /// nowhere any more. What is over may have been on an earlier visit.
    fn matter_of(&self, visit: &Visit, leg: &Leg) -> Matter {
        let service = &leg.opened.service;
        let Some(step) = &leg.opened.step else {
            return Matter::Service(service.clone());
        };
        let of_matter = visit
            .legs
            .iter()
            .filter(|other| other.opened.matter == leg.opened.matter);
        let beside = of_matter
            .clone()
            .filter(|other| other.opened.step.as_ref() == Some(step));
        let stands = |code: &ServiceCode| {
            of_matter
                .clone()
                .any(|other| other.opened.service == *code && !other.is_ended())
        };
        let journey = self.plan.journey(&step.journey);
        if step.stage == 0
            && journey.is_some_and(|journey| journey.first().iter().all(|first| stands(&first.service)))
        {
            return Matter::Journey(step.journey.clone());
        }
        if !beside.clone().all(Leg::lets_go_on) {
            return Matter::Service(service.clone());
        }
        let open = beside.filter(|other| !other.is_ended());
        Matter::Rest {
            journey: step.journey.clone(),
            stage: step.stage,
            open: open.map(|other| other.opened.service.clone()).collect(),
        }
    }
}
