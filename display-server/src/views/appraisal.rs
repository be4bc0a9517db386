//! Appraisals and the ledger, as staff reads them.

use hall_protocol::appraisal::{
    AppealView, AppraisalView, ClerkAppraisal, ClerkFiguresView, DepartmentAppraisal, ExcellenceView,
    OutlierView, PointView, SheetView, StepView, WindowTimeView,
};
use hall_protocol::plan_document::PlanCriterionName;
use queue_core::appraisal::{
    Appeal, Appraisal, ClerkFigures, ClerkMonth, DepartmentMonth, Excellence, Sheet, Step, ranks,
};
use queue_core::plan::Criterion;
use queue_core::points::PointLine;
use queue_core::{Seq, WindowNumber};

use crate::texts::Texts;

/// A month, with everybody in it.
pub(crate) fn appraisal(texts: &Texts, seq: Option<Seq>, appraisal: &Appraisal) -> AppraisalView {
    let proposed: Vec<_> = appraisal
        .proposed()
        .iter()
        .map(|clerk| &clerk.figures.person)
        .collect();
    let ranks = ranks(&appraisal.clerks);
    let clerks = appraisal.clerks.iter().zip(ranks).map(|(one, rank)| {
        let is_proposed = proposed.contains(&&one.figures.person);
        clerk(texts, one, rank, is_proposed)
    });
    let shown = appraisal.shown.as_ref();
    AppraisalView {
        month: appraisal.month.to_string(),
        standing: seq.map_or("none", |_| appraisal.standing.word()).to_owned(),
        seq: seq.map_or(0, |seq| seq.0),
        drafted_by: seq.map(|_| appraisal.drafted_by.to_string()),
        drafted_on: seq.map(|_| appraisal.drafted_on.0),
        appeal_until: shown.map(|shown| shown.appeal_until),
        published_on: appraisal.published.as_ref().map(|(_, day)| day.0),
        excellent_percent: appraisal.excellent_percent,
        excellent_heads: appraisal.excellent_heads(),
        found_excellent: appraisal.found_excellent(),
        clerks: clerks.collect(),
        departments: appraisal.departments.iter().map(department).collect(),
    }
}

fn clerk(texts: &Texts, clerk: &ClerkMonth, rank: Option<u32>, is_proposed: bool) -> ClerkAppraisal {
    ClerkAppraisal {
        person: clerk.figures.person.to_string(),
        home: clerk.figures.home.clone(),
        rank,
        proposed: is_proposed,
        excellent: clerk.is_excellent(),
        excellence: clerk
            .excellence
            .iter()
            .map(|one| excellence(texts, one))
            .collect(),
        sheet: sheet(&clerk.sheet),
        figures: figures(&clerk.figures),
        appeals: clerk.appeals.iter().map(|one| appeal(texts, one)).collect(),
    }
}

fn sheet(sheet: &Sheet) -> SheetView {
    SheetView {
        steps: sheet.steps.iter().map(step).collect(),
        measured_percent: sheet.measured_percent,
        weighted_hundredths: sheet.weighted_hundredths(),
        total_hundredths: sheet.total_hundredths,
    }
}

fn step(step: &Step) -> StepView {
    StepView {
        criterion: criterion_name(step.rule.criterion),
        weight_percent: step.rule.weight_percent,
        full_at: step.rule.full_at,
        zero_at: step.rule.zero_at,
        above: step.measure.map(|measure| measure.above),
        below: step.measure.map(|measure| measure.below),
        marks_hundredths: step.marks_hundredths,
    }
}

fn figures(figures: &ClerkFigures) -> ClerkFiguresView {
    ClerkFiguresView {
        due_days: figures.due_days,
        present_days: figures.present_days,
        leave_days: figures.leave_days,
        due_min: figures.due_min,
        signed_in_min: figures.signed_in_min,
        windows: figures
            .windows
            .iter()
            .map(|time| WindowTimeView {
                window: time.window.get(),
                open_min: time.open_min,
                like_rate_hundredths: time.like_rate_hundredths,
                like: time.like.iter().copied().map(WindowNumber::get).collect(),
            })
            .collect(),
        served: figures.served,
        standard_min: figures.standard_min,
        called: figures.called,
        kept: figures.kept,
        notices: figures.notices,
        second_notices: figures.second_notices,
        cases_done: figures.cases_done,
        cases_in_time: figures.cases_in_time,
        verified_ratings: figures.ratings.verified(),
        enough_ratings: figures.ratings.enough,
        ratings_worth_percent: figures.ratings.worth_percent(),
        points_hundredths: figures.points_hundredths,
        outliers: figures
            .outliers
            .iter()
            .map(|one| OutlierView {
                service: one.service.to_string(),
                legs: one.legs,
                mean_s: one.mean_s,
                median_s: one.median_s,
            })
            .collect(),
    }
}

fn appeal(texts: &Texts, appeal: &Appeal) -> AppealView {
    let answer = appeal.answer.as_ref();
    AppealView {
        criterion: criterion_name(appeal.criterion),
        text: texts.text(appeal.text),
        on: appeal.on.0,
        marks_hundredths: appeal.marks_hundredths,
        decided_by: answer.map(|answer| answer.by.to_string()),
        corrected_hundredths: answer.and_then(|answer| answer.corrected_hundredths),
        reason: answer.and_then(|answer| texts.text(answer.reason)),
    }
}

fn excellence(texts: &Texts, decided: &Excellence) -> ExcellenceView {
    ExcellenceView {
        by: decided.by.to_string(),
        on: decided.on.0,
        excellent: decided.excellent,
        reason: texts.text(decided.reason),
    }
}

fn department(month: &DepartmentMonth) -> DepartmentAppraisal {
    let figures = &month.figures;
    DepartmentAppraisal {
        department: figures.department.clone(),
        on_behalf: figures.on_behalf,
        accepted: figures.accepted,
        done: figures.done,
        in_time: figures.in_time,
        overdue: figures.overdue,
        supervised: figures.supervised,
        notices: figures.notices,
        second_notices: figures.second_notices,
        life_min: figures.life_min,
        outside_min: figures.outside_min,
        verified_ratings: figures.ratings.verified(),
        sheet: sheet(&month.sheet),
    }
}

/// A line of the ledger.
pub(crate) fn point(texts: &Texts, line: &PointLine) -> PointView {
    let struck = line.struck.as_ref();
    PointView {
        code: line.code.to_string(),
        person: line.entry.person.to_string(),
        reason: line.entry.reason.clone(),
        hundredths: line.entry.hundredths,
        leave: line.entry.leave,
        evidence: texts.text(line.entry.evidence),
        by: line.by.to_string(),
        on: line.on.0,
        struck_by: struck.map(|struck| struck.by.to_string()),
        struck_reason: struck.and_then(|struck| texts.text(struck.reason)),
    }
}

/// The wire's name of a criterion.
pub(crate) fn criterion_name(criterion: Criterion) -> PlanCriterionName {
    match criterion {
        Criterion::Attendance => PlanCriterionName::Attendance,
        Criterion::Workload => PlanCriterionName::Workload,
        Criterion::Promises => PlanCriterionName::Promises,
        Criterion::SecondNotices => PlanCriterionName::SecondNotices,
        Criterion::CasesInTime => PlanCriterionName::CasesInTime,
        Criterion::Ratings => PlanCriterionName::Ratings,
        Criterion::Points => PlanCriterionName::Points,
        Criterion::Overdue => PlanCriterionName::Overdue,
        Criterion::Supervised => PlanCriterionName::Supervised,
        Criterion::OutsideShare => PlanCriterionName::OutsideShare,
    }
}

/// The criterion of a wire's name.
pub(crate) fn criterion_of(name: PlanCriterionName) -> Criterion {
    match name {
        PlanCriterionName::Attendance => Criterion::Attendance,
        PlanCriterionName::Workload => Criterion::Workload,
        PlanCriterionName::Promises => Criterion::Promises,
        PlanCriterionName::SecondNotices => Criterion::SecondNotices,
        PlanCriterionName::CasesInTime => Criterion::CasesInTime,
        PlanCriterionName::Ratings => Criterion::Ratings,
        PlanCriterionName::Points => Criterion::Points,
        PlanCriterionName::Overdue => Criterion::Overdue,
        PlanCriterionName::Supervised => Criterion::Supervised,
        PlanCriterionName::OutsideShare => Criterion::OutsideShare,
    }
}
