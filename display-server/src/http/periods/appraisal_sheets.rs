//! The columns of the tables of an appraisal, which leave the hall: what they are, the formula, everybody's figures and marks,
//! and where they are signed.

use hall_protocol::appraisal::{AppraisalView, ClerkAppraisal, DepartmentAppraisal, SheetView, StepView};
use jiff::civil::Date;

use crate::report::{Cell, Sheet};

/// The appraisal of a month: clerks, then departments of each kind; each criterion's marks in a column.
pub(super) fn of_appraisal(view: &AppraisalView) -> Vec<Sheet> {
    let of_kind = |on_behalf: bool| -> Vec<&DepartmentAppraisal> {
        let departments = view.departments.iter();
        departments.filter(|one| one.on_behalf == on_behalf).collect()
    };
    vec![
        about(view),
        formula(view),
        clerks(&view.clerks),
        departments("resident", &of_kind(false)),
        departments("on_behalf", &of_kind(true)),
        signatures(),
    ]
}

/// Which month, and how far it has come: of one that nobody drafted the figures may still change.
fn about(view: &AppraisalView) -> Sheet {
    let day = |day: Option<Date>| day.map_or(Cell::None, |day| day.to_string().into());
    let rows: [(&str, Cell); 9] = [
        ("month", view.month.as_str().into()),
        ("standing", view.standing.as_str().into()),
        (
            "drafted_by",
            view.drafted_by.clone().map_or(Cell::None, Cell::from),
        ),
        ("drafted_on", day(view.drafted_on)),
        ("appeal_until", day(view.appeal_until)),
        ("published_on", day(view.published_on)),
        ("excellent_percent", view.excellent_percent.into()),
        ("excellent_heads", view.excellent_heads.into()),
        ("found_excellent", view.found_excellent.into()),
    ];
    Sheet {
        name: "about".to_owned(),
        heads: ["about", "value"].map(str::to_owned).to_vec(),
        rows: rows.map(|(name, value)| vec![name.into(), value]).to_vec(),
    }
}

/// Each criterion with its weight and its scale, by which the marks of the other tables can be checked.
fn formula(view: &AppraisalView) -> Sheet {
    let department = |on_behalf| {
        view.departments
            .iter()
            .find(move |one| one.on_behalf == on_behalf)
    };
    let sheets = [
        ("windows", view.clerks.first().map(|clerk| &clerk.sheet)),
        ("resident", department(false).map(|one| &one.sheet)),
        ("on_behalf", department(true).map(|one| &one.sheet)),
    ];
    let steps = sheets.iter().flat_map(|(name, sheet)| {
        let steps = sheet.iter().flat_map(|sheet| &sheet.steps);
        steps.map(|step| (*name, step))
    });
    let row = |(name, step): (&str, &StepView)| {
        vec![
            name.into(),
            step.criterion.name().into(),
            step.weight_percent.into(),
            Cell::whole(step.full_at.into()),
            Cell::whole(step.zero_at.into()),
        ]
    };
    let heads = ["formula", "criterion", "weight_percent", "full_at", "zero_at"];
    Sheet {
        name: "formula".to_owned(),
        heads: heads.map(str::to_owned).to_vec(),
        rows: steps.map(row).collect(),
    }
}

/// Where it is signed.
fn signatures() -> Sheet {
    let heads = ["signature", "name", "date"];
    Sheet {
        name: "signatures".to_owned(),
        heads: heads.map(str::to_owned).to_vec(),
        rows: ["made_by", "checked_by", "leader"]
            .map(|who| vec![who.into(), Cell::None, Cell::None])
            .to_vec(),
    }
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

/// Of each criterion what was measured, above and below its line, and the marks.
fn step_heads(sheet: &SheetView) -> Vec<String> {
    let steps = sheet.steps.iter();
    let heads = steps.flat_map(|step| {
        let name = step.criterion.name();
        [
            format!("{name}_above"),
            format!("{name}_below"),
            format!("{name} ({} %)", step.weight_percent),
        ]
    });
    heads.collect()
}

fn total(sheet: &SheetView) -> Cell {
    sheet.total_hundredths.map_or(Cell::None, Cell::hundredths)
}

fn marks(sheet: &SheetView) -> impl Iterator<Item = Cell> {
    sheet.steps.iter().flat_map(|step| {
        let marks = step.marks_hundredths.map_or(Cell::None, Cell::hundredths);
        [step.above, step.below]
            .map(|part| part.map_or(Cell::None, Cell::whole))
            .into_iter()
            .chain([marks])
    })
}
