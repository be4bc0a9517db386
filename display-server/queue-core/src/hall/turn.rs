//! The day's turn of a hall that never closes: what is not over goes on under the next day's numbers.
//!
//! Invariant: what is over stays on its day. It counts there and nowhere else.

use std::collections::BTreeMap;
use std::collections::VecDeque;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::apply::deadlines;
use super::passing::Logged;
use super::{CallRecord, Cover, Day, Touched};
use crate::announcement::Announcement;
use crate::escort::{Escort, Guide};
use crate::ids::{AreaCode, GroupLetter, RequestId, VisitId, WindowNumber};
use crate::leg::{Leg, LegState};
use crate::plan::HallPlan;
use crate::stop::Stop;
use crate::visit::Visit;
use crate::window::Window;

/// What a day leaves to the next; part of the journal, since a restart replays one day.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Carried {
    /// The last visit that was counted: a number means one visitor for as long as anything speaks of it.
    #[serde(default)]
    last_visit: u32,
    visits: Vec<Visit>,
    windows: Vec<Window>,
    escorts: Vec<Escort>,
    guides: Vec<Guide>,
    stops: Vec<Stop>,
    announcements: Vec<Announcement>,
    covers: Vec<Cover>,
    given_up: Vec<RequestId>,
    /// What the boards show.
    calls: BTreeMap<AreaCode, VecDeque<CallRecord>>,
    /// The calls of which somebody may still ask who passed.
    call_log: BTreeMap<GroupLetter, Vec<Logged>>,
}

impl Carried {
    /// Whether a visit goes on.
    pub(super) fn holds(&self, visit: VisitId) -> bool {
        self.visits.iter().any(|one| one.ticket.visit == visit)
    }

    /// Whether everybody who is carried over goes on by another plan too: has a window and the rest of the journey, and is
    /// served or led by somebody who still works here.
    pub(super) fn goes_on_by(&self, plan: &HallPlan, old: &HallPlan) -> bool {
        let clerks = self.windows.iter().filter_map(Window::clerk);
        let mut staff = clerks.chain(self.guides.iter().map(|guide| &guide.code));
        let role = |plan: &HallPlan, code| plan.person(code).map(|person| person.role);
        self.visitors_go_on_by(plan, old) && staff.all(|code| role(plan, code) == role(old, code))
    }

    fn visitors_go_on_by(&self, plan: &HallPlan, old: &HallPlan) -> bool {
        let stays = |leg: &Leg| {
            let step = leg.opened.step.as_ref();
            step.is_none_or(|step| plan.keeps_stages(old, &step.journey))
        };
        let mut legs = self.visits.iter().flat_map(Visit::open_legs);
        legs.all(|leg| {
            let service = plan.service(&leg.opened.service);
            service.is_some_and(|service| {
                service.group == leg.opened.group
                    && plan.class(&leg.opened.class).is_some()
                    && !plan.windows_for(service).is_empty()
            }) && stays(leg)
        })
    }
}

impl Day {
    /// What is not over at an instant; none: the day closes.
    pub(super) fn carry(self, at: Timestamp, turns: bool) -> Option<Box<Carried>> {
        if !turns || at < self.times.day_ends_at {
            return None;
        }
        let last_visit = self.last_visit().0;
        let open = self.visits.into_values().map(|visit| *visit);
        let mut visits: Vec<Visit> = open.filter(|visit| visit.open_legs().next().is_some()).collect();
        for leg in visits.iter_mut().flat_map(|visit| &mut visit.legs) {
            leg.counts_before |= leg.is_ended();
        }
        let oldest = visits.iter().map(|visit| visit.issued_at).min();
        let mut call_log = self.call_log;
        for calls in call_log.values_mut() {
            calls.retain(|call| oldest.is_some_and(|oldest| call.at >= oldest));
        }
        let mut windows: Vec<Window> = self.windows.into_values().collect();
        for window in &mut windows {
            // An undo would reach back into the day before.
            window.undo = None;
        }
        Some(Box::new(Carried {
            last_visit,
            visits,
            windows,
            escorts: self.escorts.into_values().filter(Escort::is_open).collect(),
            guides: self
                .guides
                .into_values()
                .filter(|guide| guide.is_on_duty)
                .collect(),
            stops: self.stops.into_iter().filter(Stop::lasts).collect(),
            announcements: self
                .announcements
                .into_iter()
                .filter(|one| at < one.until)
                .collect(),
            covers: self.covers,
            given_up: self.given_up.into_iter().collect(),
            calls: self.calls,
            call_log,
        }))
    }

    /// Takes over what the day before left. What the new plan does not have any more waits for another window.
    pub(super) fn take_over(&mut self, carried: Carried, at: Timestamp, touched: &mut Touched) {
        for window in carried.windows {
            if let Some(place) = self.windows.get_mut(&window.number) {
                *place = window;
            }
        }
        for escort in carried.escorts {
            self.agenda.extend(deadlines(&escort));
            self.escorts.insert(escort.id, escort);
        }
        let guides = carried.guides.into_iter();
        self.guides = guides.map(|guide| (guide.code.clone(), guide)).collect();
        self.visits_before = carried.last_visit;
        self.stops = carried.stops;
        self.announcements = carried.announcements;
        self.covers = carried.covers;
        self.given_up = carried.given_up.into_iter().collect();
        self.calls = carried.calls;
        self.call_log = carried.call_log;
        self.find_skills(at);
        for visit in carried.visits {
            self.receive(visit, at, touched);
        }
    }

    fn receive(&mut self, mut visit: Visit, at: Timestamp, touched: &mut Touched) {
        let id = visit.ticket.visit;
        for leg in &mut visit.legs {
            if at_window(&leg.state).is_some_and(|window| !self.windows.contains_key(&window)) {
                leg.state = LegState::Waiting;
            }
            self.arrivals = self.arrivals.max(leg.arrival);
        }
        self.by_number.insert(visit.ticket.number.clone(), id);
        self.by_request.insert(visit.ticket.request, id);
        self.by_token.insert(visit.ticket.token, id);
        if let Some(holder) = visit.ticket.holder {
            self.by_holder.entry(holder).or_default().insert(id);
        }
        self.settle(&mut visit, at);
        self.put_in(&visit, touched);
        self.visits.insert(id, Box::new(visit));
    }
}

fn at_window(state: &LegState) -> Option<WindowNumber> {
    match state {
        LegState::Called { window, .. } | LegState::Serving { window } | LegState::Parked { window } => {
            Some(*window)
        }
        LegState::NotReady | LegState::Waiting | LegState::Held | LegState::Ended { .. } => None,
    }
}
