//! Versions of the plan: proposed, accepted, in force.

use std::sync::Arc;

use jiff::Timestamp;

use crate::event::Event;
use crate::hall::{Day, Hall, Touched};
use crate::ids::VersionNumber;
use crate::plan::{DayTimes, HallPlan};
use crate::version::PlanVersion;
use crate::window::Window;

impl Hall {
    pub(super) fn apply_to_plans(&mut self, event: &Event, at: Timestamp, touched: &mut Touched) {
        if let Event::DayOpened { plans, .. } = event {
            self.plans = plans.clone();
            return;
        }
        if let Event::PlanProposed { version } = event {
            self.plans.newest = version.number;
            self.plans.waiting = Some(version.clone());
        } else if let Event::PlanAccepted { version } = event {
            if let Some(waiting) = self
                .plans
                .waiting
                .as_mut()
                .filter(|waiting| waiting.number == *version)
            {
                waiting.accepted = true;
            }
        } else if let Event::PlanRejected { version } = event {
            self.taken(*version);
        } else if let Event::PlanChanged { version, times } = event {
            if let Some(version) = self.taken(*version) {
                self.plan_changed(*version, times, at, touched);
            }
        } else {
            return;
        }
        touched.notices = true;
    }

    /// The version that waited, and waits no more.
    fn taken(&mut self, number: VersionNumber) -> Option<Box<PlanVersion>> {
        self.plans.waiting.take_if(|waiting| waiting.number == number)
    }

    fn plan_changed(&mut self, version: PlanVersion, times: &DayTimes, at: Timestamp, touched: &mut Touched) {
        self.plans.in_force = version.number;
        let plan = Arc::new(version.plan);
        self.plan = Some(Arc::clone(&plan));
        if let Some(day) = &mut self.day {
            day.change_all(at, touched, |day| day.goes_by(plan, times, at), |_| {}, |_| true);
        }
        // Every view may show it.
        touched.day = true;
    }
}

impl Day {
    /// Goes on by another plan. Its windows, groups and what they serve are as it says; a day that was to close early
    /// still does.
    fn goes_by(&mut self, plan: Arc<HallPlan>, times: &DayTimes, at: Timestamp) {
        let mut times = times.clone();
        if self.times.closes_early {
            times.close_early(self.times.issue_until, self.times.day_ends_at);
        }
        self.times = times;
        self.windows.retain(|number, _| plan.window(*number).is_some());
        for window in &plan.parts().windows {
            let number = window.number;
            self.windows
                .entry(number)
                .or_insert_with(|| Window::closed(number, at));
        }
        self.queues.retain(|letter, _| plan.group(*letter).is_some());
        for group in &plan.parts().groups {
            self.queues.entry(group.letter).or_default();
        }
        self.covers
            .retain(|cover| plan.window(cover.window).is_some() && plan.window(cover.by).is_some());
        self.plan = plan;
        self.find_skills(at);
    }
}
