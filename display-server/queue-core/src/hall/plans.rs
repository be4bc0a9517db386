//! Which plan holds when.

use super::{Carried, Day, Hall};
use crate::ids::ServiceDay;
use crate::plan::HallPlan;
use crate::version::{PlanBook, PlanVersion};

impl Hall {
    /// Which version of the plan holds, and which waits.
    #[must_use]
    pub fn plans(&self) -> &PlanBook {
        &self.plans
    }

    /// The plan that will hold on a day after the open one, or after the last; none: the hall never opened.
    #[must_use]
    pub fn plan_on(&self, day: ServiceDay) -> Option<&HallPlan> {
        let held = self.plan.as_deref()?;
        Some(self.beginning_on(day).map_or(held, |version| &version.plan))
    }

    /// The version that begins to hold with the opening of a day. One that would leave whoever is carried over midnight
    /// without a window waits for a night on which nobody is.
    pub(super) fn beginning_on(&self, day: ServiceDay) -> Option<&PlanVersion> {
        let carried = self.carried.as_deref();
        self.plans
            .due_on(day)
            .filter(|version| carried.is_none_or(|carried| self.all_go_on(carried, &version.plan)))
    }

    fn all_go_on(&self, carried: &Carried, plan: &HallPlan) -> bool {
        let old = self.plan.as_deref();
        old.is_some_and(|old| carried.goes_on_by(plan, old))
    }

    /// Whether the open day goes on as the next one: by its own times, and by the plan that holds then.
    pub(super) fn turns(&self, day: &Day) -> bool {
        let next = day.name.0.tomorrow().ok();
        let same = |next| {
            let plan = self.plan_on(ServiceDay(next));
            plan.is_some_and(|plan| plan.opens_like(&day.plan, next))
        };
        day.times.turns && next.is_some_and(same)
    }
}
