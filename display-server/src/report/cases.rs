//! What a day did to cases, by the department that decides them.

use std::collections::BTreeMap;

use hall_protocol::report::{CaseFigures, CasesOf};
use jiff::Timestamp;
use jiff::civil::Date;
use queue_core::HallPlan;
use queue_core::case::{Case, CaseEvent, Completion};

use crate::store::DayRecords;

/// All departments together.
pub(super) fn total(cases: &DayRecords<Case>, plan: &HallPlan, day: Date) -> CaseFigures {
    figures(cases, plan, day, |_| true)
}

/// Each department that had any, in the plan's order.
pub(super) fn by_department(cases: &DayRecords<Case>, plan: &HallPlan, day: Date) -> Vec<CasesOf> {
    let departments = plan.parts().departments.iter();
    let of = departments.map(|department| CasesOf {
        department: department.code.clone(),
        figures: figures(cases, plan, day, |case| {
            department_of(plan, case) == department.code
        }),
    });
    of.filter(|of| of.figures != CaseFigures::default()).collect()
}

fn department_of<'a>(plan: &'a HallPlan, case: &Case) -> &'a str {
    plan.decides(&case.service).unwrap_or_default()
}

fn figures(
    cases: &DayRecords<Case>,
    plan: &HallPlan,
    day: Date,
    wanted: impl Fn(&Case) -> bool,
) -> CaseFigures {
    let mut figures = CaseFigures::default();
    let mut done: BTreeMap<&str, &Case> = BTreeMap::new();
    for (case, event) in cases.happened.iter().filter(|(case, _)| wanted(case)) {
        count(&mut figures, event);
        if let CaseEvent::Completed { .. } = event {
            done.insert(case.code.as_str(), case);
        }
    }
    for case in done.into_values() {
        figures.late += u32::from(case.kept_limit(plan) == Some(false));
        figures.life_s += seconds(life_ms(case));
        figures.outside_s += seconds(outside_ms(case));
    }
    for case in cases.open.iter().filter(|case| wanted(case)) {
        let is_accepted = case
            .acceptance
            .as_ref()
            .is_some_and(|accepted| accepted.on.0 <= day);
        figures.open += u32::from(is_accepted);
        figures.waiting += u32::from(!is_accepted);
        let used = case.used_days(plan, day).zip(case.limit_days());
        figures.overdue += u32::from(is_accepted && used.is_some_and(|(used, limit)| used > limit));
        figures.stopped += u32::from(is_accepted && case.stands_on(day));
    }
    figures
}

fn count(figures: &mut CaseFigures, event: &CaseEvent) {
    match event {
        CaseEvent::Received { .. } => figures.received += 1,
        CaseEvent::Told { beyond_first, .. } => {
            figures.told += 1;
            figures.told_again += u32::from(*beyond_first);
        }
        CaseEvent::Accepted { .. } => figures.accepted += 1,
        CaseEvent::DeemedAccepted { .. } => {
            figures.accepted += 1;
            figures.deemed += 1;
        }
        CaseEvent::Completed { how, .. } => match how {
            Completion::Granted => figures.granted += 1,
            Completion::Refused => figures.refused += 1,
            Completion::FileReturned | Completion::TakenBack => figures.given_back += 1,
        },
        CaseEvent::Collected { .. } => figures.collected += 1,
        CaseEvent::Supervised { .. } => figures.supervised += 1,
        CaseEvent::ClockStopped { .. }
        | CaseEvent::ClockStarted { .. }
        | CaseEvent::ExtensionAsked { .. }
        | CaseEvent::ExtensionDecided { .. }
        | CaseEvent::LeftHall { .. }
        | CaseEvent::CameBack
        | CaseEvent::TakenOver
        | CaseEvent::Entrusted { .. }
        | CaseEvent::SupervisionAnswered { .. } => {}
    }
}

/// From its acceptance until it was done.
fn life_ms(case: &Case) -> i64 {
    let accepted = case.acceptance.as_ref().map(|accepted| accepted.at);
    let done = case.completed.as_ref().map(|done| done.at);
    accepted.zip(done).map_or(0, |(from, to)| between_ms(from, to))
}

/// For how long its file was outside the hall.
fn outside_ms(case: &Case) -> i64 {
    let times = case.outside.iter();
    times
        .filter_map(|outside| Some(between_ms(outside.since, outside.until?)))
        .sum()
}

fn between_ms(from: Timestamp, to: Timestamp) -> i64 {
    (to.as_millisecond() - from.as_millisecond()).max(0)
}

fn seconds(ms: i64) -> u64 {
    u64::try_from(ms / 1000).unwrap_or_default()
}
