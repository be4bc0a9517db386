//! References: each leads somewhere, and everything that is offered is served by somebody.

use super::super::{APPOINTMENT, NEXT_LEG, ORDINARY, Person, PlanParts, Role, Service, WindowPlan};
use super::findings::Findings;
use crate::ids::{AreaCode, ClassCode, GroupLetter, ServiceCode, WindowNumber};

/// The classes that the rules themselves give to a ticket.
const NEEDED_CLASSES: [&str; 3] = [ORDINARY, APPOINTMENT, NEXT_LEG];

pub(super) fn check(parts: &PlanParts, findings: &mut Findings) {
    let known = Known::of(parts);
    for (index, service) in parts.services.iter().enumerate() {
        of_service(&format!("services[{index}]"), service, &known, findings);
    }
    for (index, window) in parts.windows.iter().enumerate() {
        let path = format!("windows[{index}]");
        of_window(&path, window, &known, findings);
        skills(&path, window, findings);
        excludes(&path, window, parts, &known, findings);
    }
    for (index, kiosk) in parts.kiosks.iter().enumerate() {
        findings.known(format!("kiosks[{index}].area"), "area", &kiosk.area, &known.areas);
    }
    sessions(parts, &known, findings);
    people(parts, &known, findings);
    classes(parts, findings);
    offered_and_served(parts, findings);
}

/// What there is to refer to.
struct Known {
    departments: Vec<String>,
    groups: Vec<GroupLetter>,
    services: Vec<ServiceCode>,
    areas: Vec<AreaCode>,
    windows: Vec<WindowNumber>,
}

impl Known {
    fn of(parts: &PlanParts) -> Self {
        Self {
            departments: parts
                .departments
                .iter()
                .map(|department| department.code.clone())
                .collect(),
            groups: parts.groups.iter().map(|group| group.letter).collect(),
            services: parts
                .services
                .iter()
                .map(|service| service.code.clone())
                .collect(),
            areas: parts.areas.iter().map(|area| area.code.clone()).collect(),
            windows: parts.windows.iter().map(|window| window.number).collect(),
        }
    }
}

fn of_service(path: &str, service: &Service, known: &Known, findings: &mut Findings) {
    findings.known(format!("{path}.group"), "group", &service.group, &known.groups);
    findings.known(
        format!("{path}.department"),
        "department",
        &service.department,
        &known.departments,
    );
    findings.range(format!("{path}.next_lag_s"), service.next_lag_s, (0, 86_400), "s");
    let Some(next) = &service.next else { return };
    findings.known(format!("{path}.next"), "service", next, &known.services);
    if *next == service.code {
        findings.add(
            format!("{path}.next"),
            format!("{next} follows on itself"),
            "name another service, or leave `next` out",
        );
    }
}

fn of_window(path: &str, window: &WindowPlan, known: &Known, findings: &mut Findings) {
    findings.known(format!("{path}.area"), "area", &window.area, &known.areas);
    if let Some(deputy) = &window.deputy {
        findings.known(format!("{path}.deputy"), "window", deputy, &known.windows);
        if *deputy == window.number {
            findings.add(
                format!("{path}.deputy"),
                format!("window {deputy} would serve for itself"),
                "name another window, or leave it out",
            );
        }
    }
    for (place, letter) in window.primary.iter().enumerate() {
        findings.known(format!("{path}.primary[{place}]"), "group", letter, &known.groups);
    }
    for (place, letter) in window.secondary.iter().enumerate() {
        findings.known(
            format!("{path}.secondary[{place}]"),
            "group",
            letter,
            &known.groups,
        );
    }
}

fn skills(path: &str, window: &WindowPlan, findings: &mut Findings) {
    let number = window.number;
    if window.primary.is_empty() {
        findings.add(
            format!("{path}.primary"),
            format!("window {number} has no primary group"),
            "name at least one group that it serves as its own",
        );
    }
    for (name, letters) in [("primary", &window.primary), ("secondary", &window.secondary)] {
        for (place, letter) in letters.iter().enumerate() {
            if letters.iter().take(place).any(|other| other == letter) {
                findings.add(
                    format!("{path}.{name}[{place}]"),
                    format!("group {letter} is named twice at window {number}"),
                    "name it once",
                );
            }
        }
    }
    for (place, letter) in window.secondary.iter().enumerate() {
        if window.primary.contains(letter) {
            findings.add(
                format!("{path}.secondary[{place}]"),
                format!("group {letter} is both primary and secondary at window {number}"),
                "keep it in one of the two",
            );
        }
    }
}

fn excludes(path: &str, window: &WindowPlan, parts: &PlanParts, known: &Known, findings: &mut Findings) {
    for (place, code) in window.excludes.iter().enumerate() {
        let path = format!("{path}.excludes[{place}]");
        findings.known(path.as_str(), "service", code, &known.services);
        let service = parts.services.iter().find(|service| service.code == *code);
        if service.is_some_and(|service| window.group_skill(service.group).is_none()) {
            findings.add(
                path,
                format!(
                    "window {} does not serve the group of {code} anyway",
                    window.number
                ),
                "leave it out, or add its group",
            );
        }
    }
}

fn sessions(parts: &PlanParts, known: &Known, findings: &mut Findings) {
    for (table, timetable) in parts.timetables.iter().enumerate() {
        for (index, session) in timetable.sessions.iter().enumerate() {
            for (place, letter) in session.groups.iter().enumerate() {
                let path = format!("timetables[{table}].sessions[{index}].groups[{place}]");
                findings.known(path, "group", letter, &known.groups);
            }
            for (place, number) in session.windows.iter().enumerate() {
                let path = format!("timetables[{table}].sessions[{index}].windows[{place}]");
                findings.known(path, "window", number, &known.windows);
            }
        }
    }
}

fn people(parts: &PlanParts, known: &Known, findings: &mut Findings) {
    for (index, person) in parts.people.iter().enumerate() {
        let path = format!("people[{index}].windows");
        for (place, number) in person.windows.iter().enumerate() {
            findings.known(format!("{path}[{place}]"), "window", number, &known.windows);
        }
        let code = &person.code;
        if person.role == Role::Clerk && person.windows.is_empty() {
            let problem = format!("the clerk {code} has no window");
            findings.add(path, problem, "name the windows to sign in at");
        } else if person.role != Role::Clerk && !person.windows.is_empty() {
            let problem = format!("{code} is no clerk, but has windows");
            findings.add(path, problem, "leave the windows out, or make the role `clerk`");
        }
        oversees(index, person, findings);
    }
    if !parts.people.iter().any(|person| person.role == Role::Manager) {
        findings.add(
            "people",
            "nobody is the manager",
            "add a person with the role `manager`",
        );
    }
}

/// An overseer oversees something, and nobody else does.
fn oversees(index: usize, person: &Person, findings: &mut Findings) {
    let path = format!("people[{index}].oversees");
    let code = &person.code;
    if person.role == Role::Overseer && person.oversees.is_empty() {
        let problem = format!("the overseer {code} oversees nothing");
        findings.add(
            path,
            problem,
            "name one or more of centre, legal, discipline, audit",
        );
    } else if person.role != Role::Overseer && !person.oversees.is_empty() {
        let problem = format!("{code} is no overseer, but oversees something");
        findings.add(path, problem, "leave it out, or make the role `overseer`");
    }
}

fn classes(parts: &PlanParts, findings: &mut Findings) {
    for code in NEEDED_CLASSES {
        if !parts
            .classes
            .iter()
            .any(|class| class.code == ClassCode::new(code))
        {
            let problem = format!("the class {code} is missing");
            findings.add(
                "classes",
                problem,
                "add it: the calling order gives it to tickets by itself",
            );
        }
    }
}

fn offered_and_served(parts: &PlanParts, findings: &mut Findings) {
    for (index, group) in parts.groups.iter().enumerate() {
        let letter = group.letter;
        let path = format!("groups[{index}].letter");
        if !parts.services.iter().any(|service| service.group == letter) {
            let problem = format!("group {letter} has no service");
            findings.add(
                path.as_str(),
                problem,
                "add a service to it, or take the group out",
            );
        }
        if !parts
            .windows
            .iter()
            .any(|window| window.group_skill(letter).is_some())
        {
            findings.add(
                path,
                format!("no window serves group {letter}"),
                format!("add {letter} to the primary or secondary groups of a window"),
            );
        }
    }
    for (index, service) in parts.services.iter().enumerate() {
        let mut skilled = parts
            .windows
            .iter()
            .filter(|window| window.group_skill(service.group).is_some());
        if skilled.clone().next().is_some() && skilled.all(|window| window.excludes.contains(&service.code)) {
            findings.add(
                format!("services[{index}].code"),
                format!(
                    "no window may serve {}: all of its group exclude it",
                    service.code
                ),
                "take it out of the `excludes` of a window",
            );
        }
    }
}
