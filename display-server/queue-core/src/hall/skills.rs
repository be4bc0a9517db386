//! What each window serves just now: its own groups as the plan has them, and those of the windows it covers.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Day, Hall};
use crate::ids::{ServiceCode, WindowNumber};
use crate::leg::LegState;
use crate::plan::{DayTimes, HallPlan, Service, WindowPlan};
use crate::stop::Stop;

/// A window serves for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cover {
    /// The window that is covered.
    pub window: WindowNumber,
    /// The window that serves for it.
    pub by: WindowNumber,
}

impl Hall {
    /// A window as it serves now.
    #[must_use]
    pub fn serving(&self, number: WindowNumber) -> Option<&WindowPlan> {
        self.day.as_ref()?.serving.get(&number)
    }

    /// The covers that hold.
    pub fn covers(&self) -> impl Iterator<Item = &Cover> {
        self.day.iter().flat_map(|day| &day.covers)
    }

    /// The day's stops, those that have ended too.
    pub fn stops(&self) -> impl Iterator<Item = &Stop> {
        self.day.iter().flat_map(|day| &day.stops)
    }

    /// What stops a service now.
    #[must_use]
    pub fn stop_of(&self, service: &Service) -> Option<&Stop> {
        self.day.as_ref()?.stop_of(service)
    }

    /// The services that somebody waits for and that no window with a clerk serves, with how many wait: nobody may be
    /// left there unseen.
    #[must_use]
    pub fn unserved(&self) -> Vec<(ServiceCode, u32)> {
        let Some(day) = &self.day else { return Vec::new() };
        let waiting = day.queues.values().flat_map(crate::calling::Queue::by_service);
        let unserved = waiting.filter(|(code, _)| !day.is_staffed(code));
        unserved.map(|(code, count)| (code.clone(), count)).collect()
    }

    /// Whether a window with a clerk serves a service now.
    #[must_use]
    pub fn is_staffed(&self, service: &ServiceCode) -> bool {
        self.day.as_ref().is_some_and(|day| day.is_staffed(service))
    }
}

impl Day {
    /// Finds anew what each window serves.
    pub(super) fn find_skills(&mut self, at: Timestamp) {
        self.serving = serving(&self.plan, &self.times, &self.covers, at);
        self.serving_since = at;
    }

    pub(super) fn stop_of(&self, service: &Service) -> Option<&Stop> {
        self.stops.iter().find(|stop| stop.stops(service))
    }

    /// Whether a leg that waits cannot be called, because its service is stopped.
    pub(super) fn is_stopped(&self, code: &ServiceCode) -> bool {
        self.stops.iter().any(Stop::lasts)
            && self
                .plan
                .service(code)
                .is_some_and(|service| self.stop_of(service).is_some())
    }

    pub(super) fn is_staffed(&self, code: &ServiceCode) -> bool {
        let Some(service) = self.plan.service(code) else {
            return false;
        };
        self.windows
            .values()
            .filter(|window| window.clerk().is_some())
            .filter_map(|window| self.serving.get(&window.number))
            .any(|window| window.skill(service).is_some())
    }
}

/// Whether a promise stands still while its leg's service is stopped: that of whoever waits, not of whoever is served.
pub(super) fn may_stand_still(state: &LegState) -> bool {
    match state {
        LegState::NotReady | LegState::Waiting | LegState::Held | LegState::Parked { .. } => true,
        LegState::Called { .. } | LegState::Serving { .. } | LegState::Ended { .. } => false,
    }
}

/// Every window as it serves at an instant under some covers.
pub(super) fn serving(
    plan: &HallPlan,
    times: &DayTimes,
    covers: &[Cover],
    at: Timestamp,
) -> BTreeMap<WindowNumber, WindowPlan> {
    let windows = plan.parts().windows.iter();
    windows
        .map(|window| {
            let number = window.number;
            let covered = covers.iter().filter(|cover| cover.by == number);
            let window = covered
                .filter_map(|cover| plan.window(cover.window))
                .fold(window.at_tide(times, at), |all, other| {
                    all.and_for(other, plan.parts())
                });
            (number, window)
        })
        .collect()
}
