//! The columns of a period's tables: heads are the wire's words, so that a program finds them whatever the language.

use hall_protocol::period::{
    CasesOfPeriod, NamedPeriod, PeriodCases, PeriodFigures, PeriodReport, PeriodTotal,
};

use crate::report::{Cell, Sheet, mandates_sheet};

/// The heads of figures.
const FIGURES: [&str; 18] = [
    "legs",
    "served",
    "no_shows",
    "left",
    "called",
    "within_promise",
    "within_promise_percent",
    "wait_mean_s",
    "wait_p50_s",
    "wait_p90_s",
    "wait_max_s",
    "handling_mean_s",
    "handling_p50_s",
    "handling_p90_s",
    "handling_min",
    "standard_min",
    "staffed_min",
    "open_min",
];

/// The heads of cases.
const CASES: [&str; 8] = [
    "accepted",
    "done",
    "in_time",
    "overdue",
    "supervised",
    "notices",
    "second_notices",
    "outside_percent",
];

/// A period: as a whole, then by each of what it is looked at by.
pub(super) fn of_period(report: &PeriodReport) -> Vec<Sheet> {
    vec![
        totals(report),
        named("clerks", "clerk", &report.by_clerk),
        named("windows", "window", &report.by_window),
        named("services", "service", &report.by_service),
        named("departments", "department", &report.by_department),
        cases(&report.cases),
        mandates_sheet(&report.mandates),
    ]
}

fn totals(report: &PeriodReport) -> Sheet {
    let periods = [&report.now, &report.previous]
        .into_iter()
        .chain(&report.year_before)
        .chain(&report.months);
    let row = |total: &PeriodTotal| {
        let mut row: Vec<Cell> = vec![
            total.name.as_str().into(),
            total.days.into(),
            total.tickets.into(),
        ];
        row.extend(figures(&total.figures));
        row.extend(of_cases(&total.cases));
        row
    };
    let heads = ["period", "days", "tickets"]
        .into_iter()
        .chain(FIGURES)
        .chain(CASES);
    Sheet {
        name: "totals".to_owned(),
        heads: heads.map(str::to_owned).collect(),
        rows: periods.map(row).collect(),
    }
}

fn named(name: &str, head: &str, lines: &[NamedPeriod]) -> Sheet {
    let row = |line: &NamedPeriod| {
        let first = Cell::from(line.name.as_str());
        [first].into_iter().chain(figures(&line.figures)).collect()
    };
    Sheet {
        name: name.to_owned(),
        heads: [head].into_iter().chain(FIGURES).map(str::to_owned).collect(),
        rows: lines.iter().map(row).collect(),
    }
}

fn cases(lines: &[CasesOfPeriod]) -> Sheet {
    let row = |line: &CasesOfPeriod| {
        let kind = if line.on_behalf { "on_behalf" } else { "resident" };
        let first = [Cell::from(line.department.as_str()), Cell::from(kind)];
        first.into_iter().chain(of_cases(&line.cases)).collect()
    };
    Sheet {
        name: "cases".to_owned(),
        heads: ["department", "kind"]
            .into_iter()
            .chain(CASES)
            .map(str::to_owned)
            .collect(),
        rows: lines.iter().map(row).collect(),
    }
}

fn figures(figures: &PeriodFigures) -> [Cell; 18] {
    [
        figures.legs.into(),
        figures.served.into(),
        figures.no_shows.into(),
        figures.left.into(),
        figures.called.into(),
        figures.within_promise.into(),
        Cell::percent(u64::from(figures.within_promise), u64::from(figures.called)),
        figures.wait_mean_s.into(),
        figures.wait_p50_s.into(),
        figures.wait_p90_s.into(),
        figures.wait_max_s.into(),
        figures.handling_mean_s.into(),
        figures.handling_p50_s.into(),
        figures.handling_p90_s.into(),
        figures.handling_min.into(),
        figures.standard_min.into(),
        figures.staffed_min.into(),
        figures.open_min.into(),
    ]
}

fn of_cases(cases: &PeriodCases) -> [Cell; 8] {
    [
        cases.accepted.into(),
        cases.done.into(),
        cases.in_time.into(),
        cases.overdue.into(),
        cases.supervised.into(),
        cases.notices.into(),
        cases.second_notices.into(),
        Cell::percent(cases.outside_min, cases.life_min),
    ]
}
