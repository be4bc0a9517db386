//! Formulas, reasons of the ledger, and homes.

use jiff::civil::date;

use super::super::super::{Criterion, CriterionRule, HallPlan, Home, PlanParts, PointReason};
use super::sound::{names, sound_plan};
use super::{Row, check};

fn rule(criterion: Criterion, weight_percent: u32) -> CriterionRule {
    CriterionRule {
        criterion,
        weight_percent,
        required: true,
        full_at: if criterion.more_is_better() { 95 } else { 0 },
        zero_at: 60,
    }
}

fn two(parts: &mut PlanParts) -> &mut Vec<CriterionRule> {
    parts.appraisal.windows = vec![rule(Criterion::Promises, 97), rule(Criterion::Attendance, 3)];
    &mut parts.appraisal.windows
}

fn home(parts: &mut PlanParts) -> &mut Home {
    parts.people[0].home.insert(Home {
        department: "GA".into(),
        from: Some(date(2026, 3, 1)),
        until: Some(date(2026, 3, 1)),
    })
}

#[test]
fn a_formula_that_holds_together_has_no_fault() {
    let mut parts = sound_plan();
    two(&mut parts);
    parts.appraisal.resident = vec![rule(Criterion::Overdue, 100)];
    home(&mut parts);
    assert!(HallPlan::new(parts).is_ok());
}

#[test]
fn weights_make_a_whole_and_each_criterion_is_there_once_and_can_be_measured() {
    let rows: &[Row] = &[
        (
            |p| two(p)[0].weight_percent = 96,
            "appraisal.windows: the weights make 99 %; let them make 100 % together",
        ),
        (
            |p| {
                let rules = two(p);
                rules[0].weight_percent = 98;
                rules[1].weight_percent = 2;
            },
            "appraisal.windows[1].weight_percent: 2 % is no weight for a criterion that is required; use 3 to 100 %",
        ),
        (
            |p| {
                let rules = two(p);
                rules.push(rule(Criterion::Workload, 0));
                rules[2].required = false;
            },
            "appraisal.windows[2].weight_percent: 0 % is no weight for a criterion; use 1 to 100 %",
        ),
        (
            |p| two(p)[1].criterion = Criterion::Promises,
            "appraisal.windows[1].criterion: the criterion promises is there twice; keep one of the two, with the \
             weight of both",
        ),
        (
            |p| two(p)[1].criterion = Criterion::Overdue,
            "appraisal.windows[1].criterion: overdue cannot be measured of a clerk; leave it out here; it is one \
             for departments",
        ),
        (
            |p| p.appraisal.on_behalf = vec![rule(Criterion::Points, 100)],
            "appraisal.on_behalf[0].criterion: points cannot be measured of a department; leave it out here; it is \
             one for windows",
        ),
        (
            |p| p.appraisal.appeal_days = 0,
            "appraisal.appeal_days: 0 working days is out of range; use 1 to 30 working days",
        ),
    ];
    check(rows);
}

#[test]
fn a_scale_leads_the_way_in_which_its_criterion_gets_better() {
    let rows: &[Row] = &[
        (
            |p| two(p)[0].zero_at = 95,
            "appraisal.windows[0].zero_at: full marks and none are both at 95; let them differ: between the two the \
             marks fall evenly",
        ),
        (
            |p| two(p)[0].full_at = 1001,
            "appraisal.windows[0].full_at: 1001 is out of range; use 0 to 100",
        ),
        (
            |p| two(p)[0].zero_at = 96,
            "appraisal.windows[0].full_at: more of promises is better, and full marks are at 95, none at 96; give full \
             marks for the higher of the two",
        ),
        (
            |p| {
                p.appraisal.resident = vec![rule(Criterion::SecondNotices, 100)];
                p.appraisal.resident[0].full_at = 61;
            },
            "appraisal.resident[0].full_at: less of second_notices is better, and full marks are at 61, none at 60; give \
             full marks for the lower of the two",
        ),
        (
            |p| {
                p.appraisal.resident = vec![rule(Criterion::Overdue, 100)];
                p.departments[1].on_behalf = true;
            },
            "appraisal.on_behalf: CZ is accepted for on its behalf, and there is no formula for it; write one, as for \
             those that have people here",
        ),
    ];
    check(rows);
}

#[test]
fn every_fault_of_a_formula_is_told_at_once() {
    let mut parts = sound_plan();
    let rules = two(&mut parts);
    rules[0].weight_percent = 1;
    rules[1].criterion = Criterion::Promises;
    rules[1].zero_at = rules[1].full_at;
    let faults = HallPlan::new(parts).expect_err("faults").0;
    let paths: Vec<_> = faults.iter().map(|fault| fault.path.as_str()).collect();
    assert_eq!(
        paths,
        [
            "appraisal.windows[0].weight_percent",
            "appraisal.windows[1].zero_at",
            "appraisal.windows[1].criterion",
            "appraisal.windows"
        ]
    );
}

fn point(least: i32, most: i32, leave: bool) -> PointReason {
    PointReason {
        code: "praise".into(),
        names: names("表揚"),
        least,
        most,
        leave,
    }
}

#[test]
fn reasons_have_a_range_and_homes_exist() {
    check(&[
        (
            |p| p.appraisal.points = vec![point(3, 2, false)],
            "appraisal.points[0].least: 3 is more than the most, 2; let the least be no more than the most",
        ),
        (
            |p| p.appraisal.points = vec![point(0, 0, false)],
            "appraisal.points[0].most: a line of it could give nothing, and so could not be entered; let it give or take \
             something",
        ),
        (
            |p| p.appraisal.points = vec![point(-1, 2, true)],
            "appraisal.points[0].least: days of leave cannot be fewer than none; use 0 or more",
        ),
        (
            |p| p.appraisal.points = vec![point(1, 2, false), point(1, 2, false)],
            "appraisal.points[1].code: the reason praise is there twice; keep one, or rename this reason",
        ),
        (
            |p| home(p).department = "XX".into(),
            "people[0].home.department: there is no department XX; use one of GA, CZ, or add the department XX",
        ),
        (
            |p| home(p).until = Some(date(2026, 2, 28)),
            "people[0].home.until: 1001 is sent here until before the first day; let the last day be no earlier than \
             the first, or leave it out",
        ),
    ]);
}
