//! What a day did beyond the windows.

use std::collections::BTreeMap;

use hall_protocol::agency::ComparisonView;
use hall_protocol::report::{HomeVisitFigures, UnacceptedPickUp, WithoutAuthority};
use jiff::Timestamp;
use jiff::civil::Date;
use queue_core::HallPlan;
use queue_core::agency::{HomeVisit, HomeVisitEnd, HomeVisitEvent};
use queue_core::plan::{DayTimes, Department};

use super::csv::{line, optional};
use crate::store::{AuthoritySaid, DayRecords, UnacceptedLine};

pub(super) fn unaccepted(line: &UnacceptedLine) -> UnacceptedPickUp {
    UnacceptedPickUp {
        at: line.at,
        ticket: line.ticket.clone(),
        window: line.window,
        clerk: line.clerk.clone(),
        matter: line.matter.clone(),
    }
}

/// For how long each department with a head could not decide, within the day's sessions, so far.
pub(super) fn without_authority(
    said: &[AuthoritySaid],
    times: &DayTimes,
    plan: &HallPlan,
    as_of: Timestamp,
) -> Vec<WithoutAuthority> {
    let departments = plan.parts().departments.iter();
    departments
        .filter(|department| department.chief.is_some())
        .map(|department| of_department(department, said, times, as_of))
        .collect()
}

/// How a department stood from an instant on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stood {
    Unknown,
    Head,
    Deputy,
    Nobody,
}

fn of_department(
    department: &Department,
    said: &[AuthoritySaid],
    times: &DayTimes,
    as_of: Timestamp,
) -> WithoutAuthority {
    let mut here: BTreeMap<&str, bool> = BTreeMap::new();
    let (mut stood, mut since) = (Stood::Unknown, Timestamp::MIN);
    let mut figures = WithoutAuthority {
        department: department.code.clone(),
        absent_s: 0,
        unknown_s: 0,
        deputised_s: 0,
    };
    for one in said.iter().filter(|one| one.department == department.code) {
        add(&mut figures, stood, in_sessions(times, since, one.at));
        here.insert(&one.person, one.present);
        (stood, since) = (now_stands(department, &here), one.at);
    }
    add(&mut figures, stood, in_sessions(times, since, as_of));
    figures
}

fn now_stands(department: &Department, here: &BTreeMap<&str, bool>) -> Stood {
    let is_here = |code: &str| here.get(code).copied().unwrap_or_default();
    if department
        .chief
        .as_ref()
        .is_some_and(|chief| is_here(chief.as_str()))
    {
        Stood::Head
    } else if department.deputies.iter().any(|deputy| is_here(deputy.as_str())) {
        Stood::Deputy
    } else {
        Stood::Nobody
    }
}

fn add(figures: &mut WithoutAuthority, stood: Stood, seconds: u64) {
    match stood {
        Stood::Unknown => figures.unknown_s += seconds,
        Stood::Deputy => figures.deputised_s += seconds,
        Stood::Nobody => figures.absent_s += seconds,
        Stood::Head => {}
    }
}

/// How much of the time between two instants is in a session. Sessions of single groups may overlap: each second counts once.
fn in_sessions(times: &DayTimes, from: Timestamp, to: Timestamp) -> u64 {
    let mut spans: Vec<_> = times.sessions.iter().map(|one| (one.from, one.to)).collect();
    spans.sort_unstable();
    let (mut seconds, mut counted) = (0, from);
    for (begins, ends) in spans {
        let (begins, ends) = (begins.max(counted), ends.min(to));
        let length = ends.duration_since(begins).as_secs();
        seconds += u64::try_from(length).unwrap_or_default();
        counted = counted.max(ends);
    }
    seconds
}

pub(super) fn home_visits(visits: &DayRecords<HomeVisit>, plan: &HallPlan, day: Date) -> HomeVisitFigures {
    let mut figures = HomeVisitFigures::default();
    for (visit, event) in &visits.happened {
        match event {
            HomeVisitEvent::Asked { .. } => figures.asked += 1,
            HomeVisitEvent::Assigned { .. } | HomeVisitEvent::Dated { .. } => {}
            HomeVisitEvent::Ended { how, .. } => match how {
                HomeVisitEnd::NotDone { .. } => figures.not_done += 1,
                HomeVisitEnd::Cancelled { .. } => figures.cancelled += 1,
                HomeVisitEnd::Done => {
                    figures.done += 1;
                    figures.late += u32::from(visit.due_on(plan).is_some_and(|due| due < day));
                    let days = visit.asked_on.0.until(day).map_or(0, |span| span.get_days());
                    figures.days += u32::try_from(days).unwrap_or_default();
                }
            },
        }
    }
    figures.open = u32::try_from(visits.open.len()).unwrap_or(u32::MAX);
    let overdue = visits
        .open
        .iter()
        .filter(|visit| visit.due_on(plan).is_some_and(|due| due < day));
    figures.overdue = u32::try_from(overdue.count()).unwrap_or(u32::MAX);
    figures
}

/// What a comparison with a department's list found, one difference a line; then the rows that could not be read.
#[must_use]
pub fn comparison_csv(comparison: &ComparisonView) -> String {
    let header = [
        "line",
        "what",
        "matter",
        "number",
        "there_on",
        "there_how",
        "here_on",
        "here_how",
    ];
    // The mark by which spreadsheets know UTF-8.
    let mut out = format!("\u{FEFF}{}", line(header.map(str::to_owned)));
    for one in &comparison.differences {
        out.push_str(&line([
            optional(one.line),
            one.what.clone(),
            optional(one.matter.as_ref()),
            optional(one.number.as_ref()),
            optional(one.there_on),
            optional(one.there_how.as_ref()),
            optional(one.here_on),
            optional(one.here_how.as_ref()),
        ]));
    }
    for row in &comparison.unread_rows {
        let cells = [row.line.to_string(), format!("unread_{}", row.why)];
        out.push_str(&line(
            cells.into_iter().chain(std::iter::repeat_n(String::new(), 6)),
        ));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(clock: &str) -> Timestamp {
        format!("2026-03-02T{clock}:00Z").parse().unwrap()
    }

    fn times() -> DayTimes {
        let session = |from, to| queue_core::plan::Session {
            from: at(from),
            to: at(to),
            groups: Vec::new(),
            windows: Vec::new(),
        };
        DayTimes {
            doors_open_at: at("00:20"),
            sessions: vec![
                session("06:00", "10:00"),
                session("00:30", "04:00"),
                session("03:00", "04:00"),
            ],
            issuing: Vec::new(),
            issue_until: at("09:30"),
            day_ends_at: at("11:00"),
            noon: at("04:00"),
            turns: false,
            closes_early: false,
            tides: Vec::new(),
        }
    }

    #[test]
    fn only_time_in_sessions_counts_and_each_second_once() {
        for (from, to, minutes) in [
            ("00:00", "00:30", 0),
            ("00:00", "01:00", 30),
            ("03:30", "06:30", 60),
            ("00:00", "11:00", 450),
            ("10:00", "11:00", 0),
        ] {
            assert_eq!(
                in_sessions(&times(), at(from), at(to)),
                minutes * 60,
                "{from}–{to}"
            );
        }
    }

    #[test]
    fn a_department_is_unknown_then_as_was_said() {
        let said = |clock: &str, person: &str, present| AuthoritySaid {
            at: at(clock),
            department: "GA".to_owned(),
            person: person.to_owned(),
            present,
        };
        let department = Department {
            code: "GA".to_owned(),
            names: queue_core::plan::Names::default(),
            on_behalf: false,
            chief: Some(queue_core::PersonCode::new("c1")),
            deputies: vec![queue_core::PersonCode::new("c2")],
        };
        let said = [
            said("01:00", "c1", true),
            said("02:00", "c1", false),
            said("02:30", "c2", true),
            said("03:00", "c2", false),
        ];
        let figures = of_department(&department, &said, &times(), at("07:00"));
        assert_eq!(
            (figures.unknown_s, figures.absent_s, figures.deputised_s),
            (30 * 60, (30 + 60 + 60) * 60, 30 * 60)
        );
    }
}
