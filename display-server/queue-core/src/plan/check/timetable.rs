//! Hours: each weekday once, each day in order from the doors to its end.

use std::collections::BTreeSet;

use jiff::civil::Time;

use super::super::{PlanParts, SessionPlan, Timetable};
use super::findings::Findings;

pub(super) fn check(parts: &PlanParts, findings: &mut Findings) {
    let mut days = BTreeSet::new();
    for (index, timetable) in parts.timetables.iter().enumerate() {
        let path = format!("timetables[{index}]");
        if timetable.days.is_empty() {
            findings.add(
                format!("{path}.days"),
                "no weekday keeps these hours",
                "list them, such as [\"mon\", \"tue\"]",
            );
        }
        for (place, day) in timetable.days.iter().enumerate() {
            if !days.insert(*day) {
                findings.add(
                    format!("{path}.days[{place}]"),
                    format!("{day:?} has its hours already"),
                    "name each weekday once over all timetables",
                );
            }
        }
        sessions(&path, &timetable.sessions, findings);
        day_ends(&path, timetable, findings);
    }
}

fn sessions(path: &str, sessions: &[SessionPlan], findings: &mut Findings) {
    if sessions.is_empty() {
        findings.add(
            format!("{path}.sessions"),
            "the day has no session",
            "add one, such as { from = \"08:30\", to = \"12:00\" }",
        );
    }
    let mut before: Option<Time> = None;
    for (index, session) in sessions.iter().enumerate() {
        let path = format!("{path}.sessions[{index}]");
        if session.to <= session.from {
            let problem = format!("the session ends at {}, not after it begins", clock(session.to));
            findings.add(format!("{path}.to"), problem, "let it end later than it begins");
        } else if before.is_some_and(|before| session.from < before) {
            findings.add(
                format!("{path}.from"),
                format!(
                    "the session begins at {}, before the last one is over",
                    clock(session.from)
                ),
                "put the sessions in order, without overlap",
            );
        }
        before = before.max(Some(session.to));
    }
}

/// The doors before the first session; issuing within the day; the day's end after the last session.
fn day_ends(path: &str, timetable: &Timetable, findings: &mut Findings) {
    let first = timetable.sessions.iter().map(|session| session.from).min();
    if let Some(first) = first.filter(|first| timetable.doors_open_at > *first) {
        findings.add(
            format!("{path}.doors_open_at"),
            format!(
                "the doors open at {}, after the first session",
                clock(timetable.doors_open_at)
            ),
            format!("open them at {} or earlier", clock(first)),
        );
    }
    if timetable.issue_until < timetable.doors_open_at || timetable.issue_until > timetable.day_ends_at {
        findings.add(
            format!("{path}.issue_until"),
            format!(
                "tickets are issued until {}, which is outside the day",
                clock(timetable.issue_until)
            ),
            format!(
                "choose {} to {}",
                clock(timetable.doors_open_at),
                clock(timetable.day_ends_at)
            ),
        );
    }
    let last = timetable.sessions.iter().map(|session| session.to).max();
    if let Some(last) = last.filter(|last| timetable.day_ends_at < *last) {
        findings.add(
            format!("{path}.day_ends_at"),
            format!(
                "the day ends at {}, before its last session",
                clock(timetable.day_ends_at)
            ),
            format!("let it end at {} or later", clock(last)),
        );
    }
}

/// A time as authors write it.
fn clock(time: Time) -> String {
    time.strftime("%H:%M").to_string()
}
