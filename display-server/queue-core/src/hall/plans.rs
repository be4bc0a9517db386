//! Which plan holds when.

use super::Hall;
use crate::ids::ServiceDay;
use crate::plan::HallPlan;
use crate::version::PlanBook;

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
        Some(self.plans.beginning_on(day).map_or(held, |version| &version.plan))
    }
}
