//! The promise clock and the journeys of a plan, written plainly: one list of all legs, looked through and sorted at
//! every call. Shares nothing with the hall but the plan.

use std::collections::BTreeSet;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use queue_core::command::Matter;
use queue_core::plan::{Stage, WindowPlan};
use queue_core::{GroupLetter, HallPlan, JourneyCode, ServiceCode, WindowNumber};

/// Where a leg stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stands {
    Waits,
    AtWindow {
        window: u16,
        called_at: Timestamp,
    },
    Over {
        window: u16,
        called_at: Timestamp,
        ended_at: Timestamp,
    },
}

/// A leg as it should be.
#[derive(Debug, Clone)]
pub(crate) struct PlainLeg {
    pub(crate) ticket: String,
    pub(crate) service: ServiceCode,
    pub(crate) group: GroupLetter,
    /// The journey, and which of its stages.
    pub(crate) step: Option<(JourneyCode, usize)>,
    pub(crate) anchor: Timestamp,
    pub(crate) promise_s: u32,
    /// From when it can be waited for: its anchor, for nobody here has an appointment.
    pub(crate) ready_at: Timestamp,
    pub(crate) stands: Stands,
}

/// What follows on a leg: the service, its lag in seconds, and its stage of a journey.
type Following = (ServiceCode, u32, Option<(JourneyCode, usize)>);

impl PlainLeg {
    pub(crate) fn deadline(&self) -> Timestamp {
        self.anchor + SignedDuration::from_secs(i64::from(self.promise_s))
    }

    fn is_over(&self) -> bool {
        matches!(self.stands, Stands::Over { .. })
    }

    fn is_at_window(&self) -> bool {
        matches!(self.stands, Stands::AtWindow { .. })
    }
}

/// Everybody's legs, in the order in which they were opened.
pub(crate) struct PlainOrder<'a> {
    plan: &'a HallPlan,
    pub(crate) legs: Vec<PlainLeg>,
}

impl<'a> PlainOrder<'a> {
    pub(crate) fn of(plan: &'a HallPlan) -> Self {
        Self {
            plan,
            legs: Vec::new(),
        }
    }

    /// A ticket was given.
    pub(crate) fn take(&mut self, ticket: &str, matter: &Matter, class: &str, at: Timestamp) {
        match matter {
            Matter::Service(code) => self.open(ticket, code, None, class, at),
            Matter::Journey(code) => {
                let stage = self.stage(code, 0).expect("a journey has a first stage");
                for leg in &stage.legs {
                    self.open(ticket, &leg.service, Some((code.clone(), 0)), class, at);
                }
            }
            Matter::Rest { .. } => unreachable!("nobody asks for the rest of a journey"),
        }
    }

    fn open(
        &mut self,
        ticket: &str,
        service: &ServiceCode,
        step: Option<(JourneyCode, usize)>,
        class: &str,
        at: Timestamp,
    ) {
        let classes = &self.plan.parts().classes;
        let class = classes.iter().find(|one| one.code.as_str() == class);
        self.legs.push(PlainLeg {
            ticket: ticket.to_owned(),
            service: service.clone(),
            group: self.plan.service(service).expect("a service").group,
            step,
            anchor: at,
            promise_s: class.expect("a class").promise_s,
            ready_at: at,
            stands: Stands::Waits,
        });
    }

    fn stage(&self, journey: &JourneyCode, stage: usize) -> Option<&'a Stage> {
        let journeys = &self.plan.parts().journeys;
        let journey = journeys.iter().find(|one| one.code == *journey)?;
        journey.stages.get(stage)
    }

    /// Who is next at a window: the smallest (key, anchor, arrival) of all who may be called.
    pub(crate) fn next(&self, window: u16, now: Timestamp) -> Option<usize> {
        let window = self.plan.window(WindowNumber::new(window)).expect("a window");
        let helps = self.helps(window, now);
        let sigma = SignedDuration::from_secs(i64::from(self.plan.rules().sigma_s));
        let at_windows = self.legs.iter().filter(|leg| leg.is_at_window());
        let taken: BTreeSet<&str> = at_windows.map(|leg| leg.ticket.as_str()).collect();
        let mut sorted: Vec<_> = (0..)
            .zip(&self.legs)
            .filter(|(_, leg)| leg.stands == Stands::Waits && leg.ready_at <= now)
            .filter(|(_, leg)| !taken.contains(leg.ticket.as_str()))
            .filter(|(_, leg)| !window.excludes.contains(&leg.service))
            .filter_map(|(arrival, leg)| {
                let wait = if window.primary.contains(&leg.group) {
                    SignedDuration::ZERO
                } else if helps.contains(&leg.group) {
                    sigma
                } else {
                    return None;
                };
                Some((leg.deadline() + wait, leg.anchor, arrival))
            })
            .collect();
        sorted.sort_unstable();
        sorted.first().map(|(_, _, arrival)| *arrival)
    }

    /// The groups that a window helps with at an instant: always, and by its tides, which in the sample hall only add
    /// groups to help with.
    fn helps(&self, window: &WindowPlan, now: Timestamp) -> BTreeSet<GroupLetter> {
        let zone = TimeZone::get(&self.plan.parts().hall.zone).expect("a zone");
        let time = zone.to_datetime(now).time();
        let tides = window.tides.iter();
        let running = tides.filter(|tide| tide.from <= time && time < tide.to);
        let by_tide = running.flat_map(|tide| &tide.secondary);
        window.secondary.iter().chain(by_tide).copied().collect()
    }

    pub(crate) fn call(&mut self, index: usize, window: u16, called_at: Timestamp) {
        self.legs[index].stands = Stands::AtWindow { window, called_at };
    }

    /// A leg is done, and what follows it opens: its promise runs from the end before it and the lag.
    pub(crate) fn finish(&mut self, index: usize, ended_at: Timestamp) {
        let leg = &mut self.legs[index];
        let Stands::AtWindow { window, called_at } = leg.stands else {
            panic!("{leg:?} is at no window");
        };
        leg.stands = Stands::Over {
            window,
            called_at,
            ended_at,
        };
        let leg = leg.clone();
        for (service, lag_s, step) in self.follows(&leg) {
            let ready_at = ended_at + SignedDuration::from_secs(i64::from(lag_s));
            self.open(&leg.ticket, &service, step, "next_leg", ready_at);
        }
    }

    fn follows(&self, leg: &PlainLeg) -> Vec<Following> {
        let Some((journey, stage)) = &leg.step else {
            let service = self.plan.service(&leg.service).expect("a service");
            let next = service.next.clone().map(|next| (next, service.next_lag_s, None));
            return next.into_iter().collect();
        };
        let mut beside = self
            .legs
            .iter()
            .filter(|other| other.ticket == leg.ticket && other.step == leg.step);
        if !beside.all(PlainLeg::is_over) {
            return Vec::new();
        }
        let next = self
            .stage(journey, stage + 1)
            .into_iter()
            .flat_map(|stage| &stage.legs);
        next.map(|next| {
            (
                next.service.clone(),
                next.lag_s,
                Some((journey.clone(), stage + 1)),
            )
        })
        .collect()
    }

    /// The legs of a ticket, in the order in which they were opened.
    pub(crate) fn of_ticket(&self, ticket: &str) -> impl Iterator<Item = &PlainLeg> {
        self.legs.iter().filter(move |leg| leg.ticket == ticket)
    }

    pub(crate) fn has_left(&self, ticket: &str) -> bool {
        self.of_ticket(ticket).all(PlainLeg::is_over)
    }
}
