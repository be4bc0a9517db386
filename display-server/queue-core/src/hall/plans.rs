//! Which plan holds when.

use super::Hall;
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
            .filter(|version| carried.is_none_or(|carried| carried.goes_on_by(&version.plan)))
    }
}
