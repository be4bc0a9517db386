//! A month or a year as a report: what is merged from the tables, named and put in order.

use std::collections::BTreeMap;

use hall_protocol::period::{
    CasesOfPeriod, NamedPeriod, PeriodCases, PeriodFigures, PeriodReport, PeriodTotal,
};
use jiff::Timestamp;
use jiff::civil::Date;
use queue_core::{HallPlan, ServiceCode};

use crate::period::{CaseSums, LegSums, OpenTimes, standard_minutes};
use crate::store::PeriodContents;

/// Periods that a report compares.
pub(crate) struct Compared<'a> {
    /// The period.
    pub(crate) now: (String, &'a PeriodContents),
    /// The one before.
    pub(crate) previous: (String, &'a PeriodContents),
    /// The same month a year before.
    pub(crate) year_before: Option<(String, &'a PeriodContents)>,
    /// The months of a year.
    pub(crate) months: Vec<(String, &'a PeriodContents)>,
}

/// The report of a period.
pub(crate) fn period_report(
    plan: &HallPlan,
    (from, to): (Date, Date),
    as_of: Timestamp,
    compared: &Compared<'_>,
) -> PeriodReport {
    let (_, contents) = &compared.now;
    let of = |(name, contents): &(String, &PeriodContents)| total(plan, name, contents);
    PeriodReport {
        from,
        to,
        as_of,
        now: of(&compared.now),
        previous: of(&compared.previous),
        year_before: compared.year_before.as_ref().map(of),
        months: compared
            .months
            .iter()
            .filter(|(_, contents)| !contents.days.is_empty())
            .map(of)
            .collect(),
        by_clerk: by_clerk(plan, contents),
        by_window: by_window(plan, contents),
        by_service: by_service(plan, contents),
        by_department: by_department(plan, contents),
        cases: cases(plan, contents),
        mandates: super::mandates::figures(&contents.cases.by_through, &contents.mandates),
    }
}

fn total(plan: &HallPlan, name: &str, contents: &PeriodContents) -> PeriodTotal {
    let mut open = OpenTimes::default();
    for times in OpenTimes::sum_by(&contents.seats, |_| ()).values() {
        open.merge(*times);
    }
    let standard = standard_by(plan, contents, |_, _, _| Some(()));
    let standard = standard.get(&()).copied().unwrap_or_default();
    PeriodTotal {
        name: name.to_owned(),
        days: u32::try_from(contents.days.len()).unwrap_or(u32::MAX),
        tickets: contents.legs.tickets,
        figures: figures(&contents.legs.total(), standard, open),
        cases: of_cases(&contents.cases.total()),
    }
}

fn by_clerk(plan: &HallPlan, contents: &PeriodContents) -> Vec<NamedPeriod> {
    let open = OpenTimes::sum_by(&contents.seats, |span| span.clerk.clone());
    let key = |_: &str, _: Option<u16>, clerk: Option<&str>| clerk.map(str::to_owned);
    named(plan, contents, key, &open)
}

fn by_window(plan: &HallPlan, contents: &PeriodContents) -> Vec<NamedPeriod> {
    let open = OpenTimes::sum_by(&contents.seats, |span| span.window);
    named(plan, contents, |_, window, _| window, &open)
}

/// In the plan's order; what has left the plan since comes last.
fn by_service(plan: &HallPlan, contents: &PeriodContents) -> Vec<NamedPeriod> {
    let key = |service: &str, _: Option<u16>, _: Option<&str>| Some(service.to_owned());
    let codes = plan
        .parts()
        .services
        .iter()
        .map(|service| service.code.to_string());
    in_order(codes, named(plan, contents, key, &BTreeMap::new()))
}

fn by_department(plan: &HallPlan, contents: &PeriodContents) -> Vec<NamedPeriod> {
    let key = |service: &str, _: Option<u16>, _: Option<&str>| {
        let service = plan.service(&ServiceCode::new(service))?;
        Some(service.department.clone())
    };
    let codes = plan.parts().departments.iter().map(|one| one.code.clone());
    in_order(codes, named(plan, contents, key, &BTreeMap::new()))
}

fn in_order(codes: impl Iterator<Item = String>, named: Vec<NamedPeriod>) -> Vec<NamedPeriod> {
    let places: BTreeMap<String, usize> = codes.zip(0..).collect();
    let mut named = named;
    named.sort_by_key(|one| places.get(&one.name).copied().unwrap_or(usize::MAX));
    named
}

/// Figures by a key; whoever only sat there is in the list too.
fn named<K: Ord + Clone + ToString>(
    plan: &HallPlan,
    contents: &PeriodContents,
    key: impl Fn(&str, Option<u16>, Option<&str>) -> Option<K>,
    open: &BTreeMap<K, OpenTimes>,
) -> Vec<NamedPeriod> {
    let mut sums = contents.legs.sum_by(&key);
    for key in open.keys() {
        sums.entry(key.clone()).or_default();
    }
    let standard = standard_by(plan, contents, key);
    let named = sums.into_iter().map(|(key, sums)| NamedPeriod {
        figures: figures(
            &sums,
            standard.get(&key).copied().unwrap_or_default(),
            open.get(&key).copied().unwrap_or_default(),
        ),
        name: key.to_string(),
    });
    named.collect()
}

/// Standard minutes by a key.
fn standard_by<K: Ord>(
    plan: &HallPlan,
    contents: &PeriodContents,
    key: impl Fn(&str, Option<u16>, Option<&str>) -> Option<K>,
) -> BTreeMap<K, u32> {
    let mut standard = BTreeMap::new();
    for (service, window, clerk, sums) in contents.legs.parts() {
        if let Some(key) = key(service, window, clerk) {
            *standard.entry(key).or_default() += standard_minutes(plan, service, sums);
        }
    }
    standard
}

fn figures(sums: &LegSums, standard_min: u32, open: OpenTimes) -> PeriodFigures {
    let minutes = |ms: u64| u32::try_from(ms / 60_000).unwrap_or(u32::MAX);
    PeriodFigures {
        legs: sums.legs,
        served: sums.served,
        no_shows: sums.no_shows,
        left: sums.left,
        called: sums.called,
        within_promise: sums.kept,
        wait_mean_s: sums.waits.mean_s(),
        wait_p50_s: sums.waits.quantile_s(50),
        wait_p90_s: sums.waits.quantile_s(90),
        wait_max_s: sums.waits.longest_s(),
        handling_mean_s: sums.handling.mean_s(),
        handling_p50_s: sums.handling.quantile_s(50),
        handling_p90_s: sums.handling.quantile_s(90),
        handling_min: minutes(sums.handling.sum_ms()),
        standard_min,
        staffed_min: minutes(open.staffed_ms),
        open_min: open.open_min(),
    }
}

/// Each department that had any, in the plan's order.
fn cases(plan: &HallPlan, contents: &PeriodContents) -> Vec<CasesOfPeriod> {
    let departments = plan.parts().departments.iter();
    let of = departments.filter_map(|department| {
        let sums = contents.cases.by_department.get(&department.code)?;
        Some(CasesOfPeriod {
            department: department.code.clone(),
            on_behalf: department.on_behalf,
            cases: of_cases(sums),
        })
    });
    of.collect()
}

fn of_cases(sums: &CaseSums) -> PeriodCases {
    PeriodCases {
        accepted: sums.accepted,
        done: sums.done,
        in_time: sums.in_time,
        overdue: sums.overdue,
        supervised: sums.supervised,
        notices: sums.notices,
        second_notices: sums.second_notices,
        life_min: sums.life_ms / 60_000,
        outside_min: sums.outside_ms / 60_000,
    }
}
