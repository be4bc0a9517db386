//! Appraisals: weights that make a whole, criteria that can be measured, scales that lead somewhere, homes that exist.

use super::super::{Appraised, CriterionRule, Person, PlanParts};
use super::codes::codes;
use super::findings::Findings;

/// What the weights of a formula make together.
const WHOLE_PERCENT: u32 = 100;
/// The least weight of a criterion that the regulation asks for.
const REQUIRED_PERCENT: u32 = 3;
/// The points, or days, that one line of the ledger may take and give.
const POINTS: (i32, i32) = (-100, 100);

pub(super) fn check(parts: &PlanParts, findings: &mut Findings) {
    let rules = &parts.appraisal;
    for (name, value, range, unit) in [
        ("appeal_days", rules.appeal_days, (1, 30), "working days"),
        ("excellent_percent", rules.excellent_percent, (0, 100), "percent"),
        ("keep_days", rules.keep_days, (1, 1095), "days"),
    ] {
        findings.range(format!("appraisal.{name}"), value, range, unit);
    }
    for (name, formula, appraised) in rules.formulas() {
        of_formula(&format!("appraisal.{name}"), formula, appraised, findings);
    }
    on_behalf(parts, findings);
    points(parts, findings);
    for (index, person) in parts.people.iter().enumerate() {
        home(index, person, parts, findings);
    }
}

/// Where departments are appraised, those without people here are too.
fn on_behalf(parts: &PlanParts, findings: &mut Findings) {
    let rules = &parts.appraisal;
    let department = parts.departments.iter().find(|one| one.on_behalf);
    if let Some(department) = department.filter(|_| rules.on_behalf.is_empty() && !rules.resident.is_empty())
    {
        findings.add(
            "appraisal.on_behalf",
            format!(
                "{} is accepted for on its behalf, and there is no formula for it",
                department.code
            ),
            "write one, as for those that have people here",
        );
    }
}

fn of_formula(path: &str, formula: &[CriterionRule], appraised: Appraised, findings: &mut Findings) {
    for (place, rule) in formula.iter().enumerate() {
        of_criterion(&format!("{path}[{place}]"), rule, appraised, findings);
        let before = formula.iter().take(place);
        if before.into_iter().any(|other| other.criterion == rule.criterion) {
            findings.add(
                format!("{path}[{place}].criterion"),
                format!("the criterion {} is there twice", rule.criterion.word()),
                "keep one of the two, with the weight of both",
            );
        }
    }
    let sum = formula
        .iter()
        .fold(0_u32, |sum, rule| sum.saturating_add(rule.weight_percent));
    if !formula.is_empty() && sum != WHOLE_PERCENT {
        findings.add(
            path,
            format!("the weights make {sum} %"),
            format!("let them make {WHOLE_PERCENT} % together"),
        );
    }
}

fn of_criterion(path: &str, rule: &CriterionRule, appraised: Appraised, findings: &mut Findings) {
    let word = rule.criterion.word();
    if !rule.criterion.fits(appraised) {
        let (whom, instead) = match appraised {
            Appraised::Clerk => ("a clerk", "departments"),
            Appraised::Department => ("a department", "windows"),
        };
        findings.add(
            format!("{path}.criterion"),
            format!("{word} cannot be measured of {whom}"),
            format!("leave it out here; it is one for {instead}"),
        );
    }
    let least = if rule.required { REQUIRED_PERCENT } else { 1 };
    if !(least..=WHOLE_PERCENT).contains(&rule.weight_percent) {
        let why = if rule.required { " that is required" } else { "" };
        findings.add(
            format!("{path}.weight_percent"),
            format!("{} % is no weight for a criterion{why}", rule.weight_percent),
            format!("use {least} to {WHOLE_PERCENT} %"),
        );
    }
    if rule.criterion.fits(appraised) {
        scale(path, rule, findings);
    }
}

/// A scale leads from no marks to all of them, and the way in which the criterion gets better.
fn scale(path: &str, rule: &CriterionRule, findings: &mut Findings) {
    let word = rule.criterion.word();
    for (name, value) in [("full_at", rule.full_at), ("zero_at", rule.zero_at)] {
        within(&format!("{path}.{name}"), value, rule.criterion.scale(), findings);
    }
    if rule.full_at == rule.zero_at {
        findings.add(
            format!("{path}.zero_at"),
            format!("full marks and none are both at {}", rule.full_at),
            "let them differ: between the two the marks fall evenly",
        );
    } else if (rule.full_at > rule.zero_at) != rule.criterion.more_is_better() {
        let (way, order) = if rule.criterion.more_is_better() {
            ("more", "higher")
        } else {
            ("less", "lower")
        };
        findings.add(
            format!("{path}.full_at"),
            format!(
                "{way} of {word} is better, and full marks are at {}, none at {}",
                rule.full_at, rule.zero_at
            ),
            format!("give full marks for the {order} of the two"),
        );
    }
}

fn within(path: &str, value: i32, (least, most): (i32, i32), findings: &mut Findings) {
    if !(least..=most).contains(&value) {
        findings.add(
            path,
            format!("{value} is out of range"),
            format!("use {least} to {most}"),
        );
    }
}

fn points(parts: &PlanParts, findings: &mut Findings) {
    let reasons = &parts.appraisal.points;
    let all = reasons.iter().map(|reason| reason.code.clone());
    codes("appraisal.points", "reason", "code", all, findings);
    for (index, reason) in reasons.iter().enumerate() {
        let path = format!("appraisal.points[{index}]");
        within(&format!("{path}.least"), reason.least, POINTS, findings);
        within(&format!("{path}.most"), reason.most, POINTS, findings);
        if reason.least > reason.most {
            findings.add(
                format!("{path}.least"),
                format!("{} is more than the most, {}", reason.least, reason.most),
                "let the least be no more than the most",
            );
        }
        if reason.least == 0 && reason.most == 0 {
            findings.add(
                format!("{path}.most"),
                "a line of it could give nothing, and so could not be entered",
                "let it give or take something",
            );
        }
        if reason.leave && reason.least < 0 {
            findings.add(
                format!("{path}.least"),
                "days of leave cannot be fewer than none",
                "use 0 or more",
            );
        }
    }
}

/// A home that exists, and a secondment that does not end before it begins.
fn home(index: usize, person: &Person, parts: &PlanParts, findings: &mut Findings) {
    let Some(home) = &person.home else { return };
    let path = format!("people[{index}].home");
    let known: Vec<String> = parts.departments.iter().map(|one| one.code.clone()).collect();
    findings.known(
        format!("{path}.department"),
        "department",
        &home.department,
        &known,
    );
    let ends_before = home
        .from
        .zip(home.until)
        .is_some_and(|(from, until)| until < from);
    if ends_before {
        findings.add(
            format!("{path}.until"),
            format!("{} is sent here until before the first day", person.code),
            "let the last day be no earlier than the first, or leave it out",
        );
    }
}
