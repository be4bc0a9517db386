//! Who serves when: a service's own hours within those of its group, a session's rota with a window for each group.

use super::super::walk::Walk;
use super::super::{OwnHours, PlanParts, Service, SessionPlan, Timetable, WeekDay};
use super::findings::Findings;
use super::timetable::clock;

pub(super) fn check(parts: &PlanParts, findings: &mut Findings) {
    for (index, service) in parts.services.iter().enumerate() {
        for (place, own) in service.hours.iter().enumerate() {
            of_service(
                &format!("services[{index}].hours[{place}]"),
                service,
                own,
                parts,
                findings,
            );
        }
    }
    for (table, timetable) in parts.timetables.iter().enumerate() {
        for (index, session) in timetable.sessions.iter().enumerate() {
            let path = format!("timetables[{table}].sessions[{index}].windows");
            rota(&path, session, parts, findings);
        }
    }
}

fn of_service(path: &str, service: &Service, own: &OwnHours, parts: &PlanParts, findings: &mut Findings) {
    if own.days.is_empty() {
        findings.add(
            format!("{path}.days"),
            format!("no weekday keeps these hours of {}", service.code),
            "list them, such as [\"tue\", \"thu\"]",
        );
    }
    for (place, day) in own.days.iter().enumerate() {
        let mut tables = parts.timetables.iter().filter(|table| table.days.contains(day));
        if !tables.any(|table| is_within(table, service, own)) {
            findings.add(
                format!("{path}.days[{place}]"),
                outside(service, own, *day),
                "choose hours within the sessions of its group",
            );
        }
    }
}

fn outside(service: &Service, own: &OwnHours, day: WeekDay) -> String {
    format!(
        "on {day:?} the hall does not serve group {} between {} and {}",
        service.group,
        clock(own.from),
        clock(own.to)
    )
}

/// Whether a timetable serves the service's group at some time of its own hours.
fn is_within(table: &Timetable, service: &Service, own: &OwnHours) -> bool {
    let walk = Walk::of(table);
    let (from, to) = walk.own(own);
    let mut sessions = table.sessions.iter().zip(&walk.sessions);
    sessions.any(|(session, (begins, ends))| {
        let serves = session.groups.is_empty() || session.groups.contains(&service.group);
        serves && from < *ends && *begins < to
    })
}

/// Every group named has a window among those named, and every window something to do.
fn rota(path: &str, session: &SessionPlan, parts: &PlanParts, findings: &mut Findings) {
    let windows = || {
        parts
            .windows
            .iter()
            .filter(|window| session.windows.contains(&window.number))
    };
    for letter in session.groups.iter().filter(|_| !session.windows.is_empty()) {
        if !windows().any(|window| window.group_skill(*letter).is_some()) {
            findings.add(
                path,
                format!("no window of this session serves group {letter}"),
                format!("add a window that serves {letter}, or take {letter} out of the session"),
            );
        }
    }
    for (place, number) in session.windows.iter().enumerate() {
        let path = format!("{path}[{place}]");
        if session.windows.iter().take(place).any(|other| other == number) {
            let problem = format!("window {number} is named twice in this session");
            findings.add(path, problem, "name it once");
            continue;
        }
        let window = windows().find(|window| window.number == *number);
        let mut groups = session.groups.iter();
        let is_idle = window.is_some_and(|window| groups.all(|letter| window.group_skill(*letter).is_none()));
        if is_idle && !session.groups.is_empty() {
            findings.add(
                path,
                format!("window {number} serves no group of this session"),
                "take it out, or add a group that it serves",
            );
        }
    }
}
