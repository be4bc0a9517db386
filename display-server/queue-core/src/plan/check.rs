//! Whether the parts of a plan hold together: every fault at once, each with what to do about it.
//!
//! Invariant: a fault never hides another, so that one reading of the list mends the whole plan.
//! Invariant: what only follows from another fault is not told (a service of an unknown group lacks no window).

mod agents;
mod appraisal;
mod authority;
mod calendar;
mod codes;
mod collecting;
mod escorts;
mod findings;
mod hours;
mod identity;
mod journeys;
mod names;
mod openness;
mod ratings;
mod references;
mod rules;
mod tides;
mod timetable;

#[cfg(test)]
mod tests;

use std::fmt;

use self::findings::Findings;
use super::PlanParts;

/// One thing wrong with a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanFault {
    /// Where, as a path into the plan, such as `services[3].group`.
    pub path: String,
    /// What is wrong.
    pub problem: String,
    /// What to do about it.
    pub hint: String,
}

impl fmt::Display for PlanFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}; {}", self.path, self.problem, self.hint)
    }
}

/// Every fault of a plan; never empty.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the plan has {} fault(s), the first: {}", .0.len(), .0.first().map(ToString::to_string).unwrap_or_default())]
pub struct PlanFaults(pub Vec<PlanFault>);

/// Every fault of the parts; none when they hold together.
pub(super) fn faults(parts: &PlanParts) -> Option<PlanFaults> {
    let mut findings = Findings::default();
    identity::check(parts, &mut findings);
    timetable::check(parts, &mut findings);
    calendar::check(parts, &mut findings);
    codes::check(parts, &mut findings);
    agents::check(parts, &mut findings);
    names::check(parts, &mut findings);
    references::check(parts, &mut findings);
    openness::check(parts, &mut findings);
    authority::check(parts, &mut findings);
    collecting::check(parts, &mut findings);
    rules::check(parts, &mut findings);
    ratings::check(parts, &mut findings);
    escorts::check(parts, &mut findings);
    hours::check(parts, &mut findings);
    tides::check(parts, &mut findings);
    journeys::check(parts, &mut findings);
    appraisal::check(parts, &mut findings);
    let faults = findings.into_faults();
    (!faults.is_empty()).then_some(PlanFaults(faults))
}
