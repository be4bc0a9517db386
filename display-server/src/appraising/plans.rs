//! The plans by which a month is measured: the one that holds, and what held on each of its days.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use queue_core::plan::{Person, Role};
use queue_core::{HallPlan, PersonCode, ServiceCode};

/// The plan that holds, and those of the days. Marks, weights and usual minutes are of the one that holds; hours, and who was
/// to be here, are of each day.
pub(crate) struct MonthPlans {
    pub(crate) now: Arc<HallPlan>,
    pub(crate) of_days: BTreeMap<Date, Arc<HallPlan>>,
}

impl MonthPlans {
    /// The plan of a day; of one that cannot be read, the one that holds.
    pub(super) fn on(&self, day: Date) -> &HallPlan {
        self.of_days.get(&day).unwrap_or(&self.now)
    }

    /// The plan that knows a service: the one that holds, or of those that did the newest.
    pub(super) fn with_service(&self, code: &str) -> &HallPlan {
        let code = ServiceCode::new(code);
        let mut newest = [&self.now].into_iter().chain(self.of_days.values().rev());
        newest
            .find(|plan| plan.service(&code).is_some())
            .unwrap_or(&self.now)
    }

    /// Whoever is a clerk, or was on one of the days, as the newest plan that says so has them.
    pub(super) fn clerks(&self) -> impl Iterator<Item = &Person> {
        let oldest = self.of_days.values().chain([&self.now]);
        let people = oldest.flat_map(|plan| &plan.parts().people);
        let clerks = people.filter(|person| person.role == Role::Clerk);
        let by_code: BTreeMap<&PersonCode, &Person> = clerks.map(|person| (&person.code, person)).collect();
        by_code.into_values()
    }
}
