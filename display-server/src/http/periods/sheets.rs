//! The columns of the tables to keep: heads are the wire's words, so that a program finds them whatever the language.

use hall_protocol::appraisal::{AppraisalView, ClerkAppraisal, DepartmentAppraisal, SheetView};
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

/// The appraisal of a month: clerks, then departments of each kind; each criterion's marks in a column.
pub(super) fn of_appraisal(view: &AppraisalView) -> Vec<Sheet> {
    let of_kind = |on_behalf: bool| -> Vec<&DepartmentAppraisal> {
        let departments = view.departments.iter();
        departments.filter(|one| one.on_behalf == on_behalf).collect()
    };
    vec![
        clerks(&view.clerks),
        departments("resident", &of_kind(false)),
        departments("on_behalf", &of_kind(true)),
    ]
}

fn clerks(clerks: &[ClerkAppraisal]) -> Sheet {
    let steps = clerks
        .first()
        .map(|clerk| step_heads(&clerk.sheet))
        .unwrap_or_default();
    let heads = [
        "person",
        "home",
        "rank",
        "total",
        "excellent",
        "excellent_decided_by",
    ];
    let row = |clerk: &ClerkAppraisal| {
        let decided = clerk.excellence.last().map(|last| last.by.clone());
        let mut row: Vec<Cell> = vec![
            clerk.person.as_str().into(),
            clerk.home.clone().map_or(Cell::None, Cell::from),
            clerk.rank.into(),
            total(&clerk.sheet),
            u32::from(clerk.excellent).into(),
            decided.map_or(Cell::None, Cell::from),
        ];
        row.extend(marks(&clerk.sheet));
        row
    };
    Sheet {
        name: "clerks".to_owned(),
        heads: heads.map(str::to_owned).into_iter().chain(steps).collect(),
        rows: clerks.iter().map(row).collect(),
    }
}

fn departments(name: &str, departments: &[&DepartmentAppraisal]) -> Sheet {
    let steps = departments
        .first()
        .map(|one| step_heads(&one.sheet))
        .unwrap_or_default();
    let heads = [
        "department",
        "total",
        "accepted",
        "done",
        "in_time",
        "overdue",
        "supervised",
        "second_notices",
        "outside_percent",
    ];
    let row = |one: &&DepartmentAppraisal| {
        let mut row: Vec<Cell> = vec![
            one.department.as_str().into(),
            total(&one.sheet),
            one.accepted.into(),
            one.done.into(),
            one.in_time.into(),
            one.overdue.into(),
            one.supervised.into(),
            one.second_notices.into(),
            Cell::percent(one.outside_min, one.life_min),
        ];
        row.extend(marks(&one.sheet));
        row
    };
    Sheet {
        name: name.to_owned(),
        heads: heads.map(str::to_owned).into_iter().chain(steps).collect(),
        rows: departments.iter().map(row).collect(),
    }
}

fn step_heads(sheet: &SheetView) -> Vec<String> {
    let steps = sheet.steps.iter();
    steps
        .map(|step| format!("{} ({} %)", step.criterion.name(), step.weight_percent))
        .collect()
}

fn total(sheet: &SheetView) -> Cell {
    sheet.total_hundredths.map_or(Cell::None, Cell::hundredths)
}

fn marks(sheet: &SheetView) -> impl Iterator<Item = Cell> {
    let marks = sheet.steps.iter().map(|step| step.marks_hundredths);
    marks.map(|marks| marks.map_or(Cell::None, Cell::hundredths))
}
