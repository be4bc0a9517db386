//! Who decides: the heads of departments in the hall, their deputies, and the department that decides what another window
//! accepts.

use super::super::{Department, Person, PlanParts, Role};
use super::findings::Findings;
use crate::ids::PersonCode;

/// How many deputies a head has at most.
const DEPUTIES_LIMIT: usize = 9;

pub(super) fn check(parts: &PlanParts, findings: &mut Findings) {
    findings.range(
        "agency.home_visit_days",
        parts.agency.home_visit_days,
        (1, 30),
        "working days",
    );
    for (index, department) in parts.departments.iter().enumerate() {
        of_department(&format!("departments[{index}]"), department, parts, findings);
    }
    for (index, service) in parts.services.iter().enumerate() {
        let Some(decides) = &service.decided_by else {
            continue;
        };
        let path = format!("services[{index}].decided_by");
        let known: Vec<_> = parts.departments.iter().map(|one| one.code.clone()).collect();
        findings.known(path.as_str(), "department", decides, &known);
        let is_here = parts
            .departments
            .iter()
            .any(|one| one.code == *decides && !one.on_behalf);
        if is_here && *decides != service.department {
            findings.add(
                path.as_str(),
                format!("{decides} has people here, and nothing is accepted on its behalf"),
                format!("say on_behalf of {decides}, or let the service belong to it"),
            );
        }
        if *decides == service.department {
            let problem = format!("{decides} decides its own {} anyway", service.code);
            findings.add(path, problem, "leave it out, or name the department that decides");
        }
    }
}

fn of_department(path: &str, department: &Department, parts: &PlanParts, findings: &mut Findings) {
    let code = &department.code;
    let is_home = |person: &Person| person.home.as_ref().is_some_and(|home| home.department == *code);
    if let Some(person) = parts
        .people
        .iter()
        .find(|person| department.on_behalf && is_home(person))
    {
        findings.add(
            format!("{path}.on_behalf"),
            format!(
                "{code} sent {} here, and so has people of its own here",
                person.code
            ),
            "leave it out, or name another home",
        );
    }
    let Some(chief) = &department.chief else {
        if !department.deputies.is_empty() {
            let problem = format!("{code} has deputies, but no head");
            findings.add(
                format!("{path}.deputies"),
                problem,
                "name its head as `chief`, or leave them out",
            );
        }
        return;
    };
    person(&format!("{path}.chief"), chief, parts, findings);
    if department.deputies.len() > DEPUTIES_LIMIT {
        let problem = format!("{code} has {} deputies", department.deputies.len());
        findings.add(
            format!("{path}.deputies"),
            problem,
            format!("name {DEPUTIES_LIMIT} at most"),
        );
    }
    for (place, deputy) in department.deputies.iter().enumerate() {
        let path = format!("{path}.deputies[{place}]");
        person(&path, deputy, parts, findings);
        if deputy == chief
            || department
                .deputies
                .iter()
                .take(place)
                .any(|other| other == deputy)
        {
            let problem = format!("{deputy} is named twice for {code}");
            findings.add(path, problem, "name everybody once");
        }
    }
}

/// Whoever oversees does not decide.
fn person(path: &str, code: &PersonCode, parts: &PlanParts, findings: &mut Findings) {
    let known: Vec<_> = parts.people.iter().map(|person| person.code.clone()).collect();
    findings.known(path, "person", code, &known);
    let overseer = parts
        .people
        .iter()
        .any(|person| person.code == *code && person.role == Role::Overseer);
    if overseer {
        let problem = format!("{code} oversees, and so cannot decide");
        findings.add(path, problem, "name somebody of the department");
    }
}
