//! Whom a new plan would leave without a window, and what of today it may not change: the one place where both are asked.

use super::{Day, Hall};
use crate::booking::Booking;
use crate::command::Matter;
use crate::ids::{ServiceCode, ServiceDay};
use crate::leg::{Leg, LegState};
use crate::plan::{DayTimes, HallPlan, Session};
use crate::version::{PlanThing, Strands};

use jiff::Timestamp;

impl Hall {
    /// The bookings from a day on that a plan has no service, no hours or other stages for, though the present one has.
    pub(super) fn stranded_bookings(&self, old: &HallPlan, new: &HallPlan, from: ServiceDay) -> Strands {
        let kept = |plan: &HallPlan, booking: &Booking| {
            let is_known = booking.matters.iter().all(|matter| match matter {
                Matter::Service(code) => plan.service(code).is_some(),
                Matter::Journey(code) => plan.journey(code).is_some(),
                Matter::Rest { journey, open, .. } => {
                    plan.journey(journey).is_some() && open.iter().all(|code| plan.service(code).is_some())
                }
            });
            // A re-visit has no time of its own.
            is_known && (booking.at().is_none() || plan.is_service_day(booking.last_day().0))
        };
        let stands = |booking: &Booking| {
            booking.matters.iter().all(|matter| match matter {
                Matter::Rest { journey, .. } => old.keeps_stages(new, journey),
                Matter::Service(_) | Matter::Journey(_) => true,
            })
        };
        let strands = |booking: &Booking| kept(old, booking) && !(kept(new, booking) && stands(booking));
        let expected = self.register.all().filter(|booking| booking.is_expected());
        let mut bookings: Vec<_> = expected
            .filter(|booking| booking.last_day() >= from && strands(booking))
            .map(|booking| (booking.code(), booking.last_day()))
            .collect();
        bookings.sort_by_key(|(code, day)| (*day, code.clone()));
        Strands {
            tickets: Vec::new(),
            bookings,
        }
    }
}

impl Day {
    /// The open legs that no window of a plan's rota could serve any more, though one of the present rota could.
    pub(super) fn stranded(&self, new: &HallPlan, times: &DayTimes, now: Timestamp) -> Strands {
        let serves =
            |plan: &HallPlan, sessions: &[Session], code: &ServiceCode| plan.rota_serves(code, sessions, now);
        let mut tickets = Vec::new();
        for visit in self.visits.values() {
            for leg in visit.open_legs() {
                let code = &leg.opened.service;
                if serves(&self.plan, &self.times.sessions, code) && !serves(new, &times.sessions, code) {
                    tickets.push((visit.ticket.number.clone(), code.clone()));
                }
            }
        }
        Strands {
            tickets,
            bookings: Vec::new(),
        }
    }

    /// What is in use today and would not be what it is by another plan. What was used today stays until the day is
    /// over: its report, its repeats and its presses that can be undone speak of it.
    pub(super) fn held_fast(&self, new: &HallPlan) -> Vec<PlanThing> {
        let mut things = Vec::new();
        let (old_hall, new_hall) = (&self.plan.parts().hall, &new.parts().hall);
        if (&old_hall.code, &old_hall.zone) != (&new_hall.code, &new_hall.zone) {
            things.push(PlanThing::Hall);
        }
        if !self.plan.keeps_same_hours(new, self.name.0) {
            things.push(PlanThing::Hours);
        }
        things.extend(self.visited(new));
        things.extend(self.staffed(new));
        things.extend(self.escorted(new));
        things.sort_by_key(PlanThing::parts);
        things.dedup();
        things
    }

    /// Groups, services, journeys and classes of today's visits.
    fn visited(&self, new: &HallPlan) -> Vec<PlanThing> {
        let mut things = Vec::new();
        let given = self.counters.iter().filter(|(_, count)| **count > 0);
        let given = given.map(|(letter, _)| *letter);
        let leased = self.leases.iter().map(|lease| lease.letter);
        let gone = given.chain(leased).filter(|letter| new.group(*letter).is_none());
        things.extend(gone.map(PlanThing::Group));
        for leg in self.visits.values().flat_map(|visit| &visit.legs) {
            things.extend(self.kept_apart(leg, new));
        }
        things
    }

    fn kept_apart(&self, leg: &Leg, new: &HallPlan) -> Vec<PlanThing> {
        let mut things = Vec::new();
        let code = &leg.opened.service;
        if new
            .service(code)
            .is_none_or(|service| service.group != leg.opened.group)
        {
            things.push(PlanThing::Service(code.clone()));
        }
        if new.class(&leg.opened.class).is_none() {
            things.push(PlanThing::Class(leg.opened.class.clone()));
        }
        if let Some(step) = &leg.opened.step
            && !self.plan.keeps_stages(new, &step.journey)
        {
            things.push(PlanThing::Journey(step.journey.clone()));
        }
        if let LegState::Parked { window } = leg.state
            && new.window(window).is_none()
        {
            things.push(PlanThing::Window(window));
        }
        things
    }

    /// Windows that are or were staffed today, and whoever is at work.
    fn staffed(&self, new: &HallPlan) -> Vec<PlanThing> {
        let mut things = Vec::new();
        let was_used = |number| {
            self.visits
                .values()
                .flat_map(|visit| &visit.legs)
                .any(|leg| leg.window == Some(number))
        };
        for window in self.windows.values() {
            let number = window.number;
            let in_use = window.clerk().is_some() || was_used(number);
            if new.window(number).is_none() && in_use {
                things.push(PlanThing::Window(number));
            }
            let clerk = window.clerk();
            let may_sit = |code| {
                let role = |plan: &HallPlan| plan.person(code).map(|person| person.role);
                role(&self.plan) == role(new)
            };
            things.extend(
                clerk
                    .filter(|code| !may_sit(code))
                    .cloned()
                    .map(PlanThing::Person),
            );
        }
        let guides = self.guides.values().filter(|guide| guide.is_on_duty);
        things.extend(
            guides
                .filter(|guide| new.person(&guide.code).is_none())
                .map(|guide| PlanThing::Person(guide.code.clone())),
        );
        things
    }

    /// Where a visitor waits for a guide, or a guide stands.
    fn escorted(&self, new: &HallPlan) -> Vec<PlanThing> {
        let open = self.escorts.values().filter(|escort| escort.is_open());
        let guides = self.guides.values().filter(|guide| guide.is_on_duty);
        let places = open
            .map(|escort| &escort.place)
            .chain(guides.map(|guide| &guide.place));
        places
            .filter(|place| self.plan.place(place).is_some() && new.place(place).is_none())
            .map(|place| PlanThing::Place(place.clone()))
            .collect()
    }
}
