//! Hours: each weekday once a season, each day in order from the doors to its end, 24 h at most.

use jiff::civil::{Date, Time};

use super::super::walk::{Moment, Walk};
use super::super::{MonthDay, PlanParts, Season, Timetable, WeekDay};
use super::findings::Findings;

pub(super) fn check(parts: &PlanParts, findings: &mut Findings) {
    for (index, timetable) in parts.timetables.iter().enumerate() {
        let path = format!("timetables[{index}]");
        if timetable.days.is_empty() {
            findings.add(
                format!("{path}.days"),
                "no weekday keeps these hours",
                "list them, such as [\"mon\", \"tue\"]",
            );
        }
        if is_possible(&path, timetable.season, findings) {
            let earlier = parts.timetables.get(..index).unwrap_or_default();
            days(&path, timetable, earlier, findings);
        }
        if timetable.sessions.is_empty() {
            findings.add(
                format!("{path}.sessions"),
                "the day has no session",
                "add one, such as { from = \"08:30\", to = \"12:00\" }",
            );
        }
        times(&path, timetable, findings);
    }
}

fn is_possible(path: &str, season: Option<Season>, findings: &mut Findings) -> bool {
    let Some(season) = season else { return true };
    let mut is_possible = true;
    for (end, day) in [("from", season.from), ("until", season.until)] {
        if !day.is_possible() {
            findings.add(
                format!("{path}.season.{end}"),
                format!("{:02}-{:02} is no day of the year", day.month, day.day),
                "write month and day, from 01-01 to 12-31",
            );
            is_possible = false;
        }
    }
    is_possible
}

/// The first timetable that names the weekday and is in season holds: one that never is the first is a mistake.
fn days(path: &str, timetable: &Timetable, earlier: &[Timetable], findings: &mut Findings) {
    for (place, day) in timetable.days.iter().enumerate() {
        let is_twice = timetable.days.iter().take(place).any(|other| other == day);
        if is_twice || is_shadowed(timetable, *day, earlier) {
            let season = timetable.season.map_or("", |_| " in all of this season");
            findings.add(
                format!("{path}.days[{place}]"),
                format!("{day:?} has its hours already{season}"),
                "name each weekday once over all timetables, or give the earlier one another season",
            );
        }
    }
}

fn is_shadowed(timetable: &Timetable, day: WeekDay, earlier: &[Timetable]) -> bool {
    let is_taken = |date: MonthDay| {
        earlier
            .iter()
            .any(|other| other.days.contains(&day) && other.is_in_season(date))
    };
    let mut season = year().filter(|date| timetable.is_in_season(*date));
    season.all(is_taken)
}

/// Every day of a leap year.
fn year() -> impl Iterator<Item = MonthDay> {
    let first = Date::constant(2000, 1, 1);
    std::iter::successors(Some(first), |date| date.tomorrow().ok())
        .take(366)
        .map(MonthDay::of)
}

/// From the doors through the sessions to the day's end, with tickets issued within.
fn times(path: &str, timetable: &Timetable, findings: &mut Findings) {
    let walk = Walk::of(timetable);
    if walk.day_ends > walk.limit() {
        backward(path, &walk, findings);
        return;
    }
    let Some(latest) = timetable.issue_until else {
        return;
    };
    if walk.moment(latest) > walk.day_ends {
        findings.add(
            format!("{path}.issue_until"),
            format!(
                "tickets are issued until {}, which is outside the day",
                clock(latest)
            ),
            format!(
                "choose {} to {}",
                clock(timetable.doors_open_at),
                clock(timetable.day_ends_at)
            ),
        );
    }
}

/// In a day longer than 24 h some time was meant to be later than it is: each that goes back is told.
fn backward(path: &str, walk: &Walk, findings: &mut Findings) {
    let mut steps = Vec::new();
    for (index, (from, to)) in walk.sessions.iter().enumerate() {
        steps.push((format!("{path}.sessions[{index}].from"), *from));
        steps.push((format!("{path}.sessions[{index}].to"), *to));
    }
    steps.push((format!("{path}.day_ends_at"), walk.day_ends));
    let mut before: Moment = walk.doors;
    for (path, moment) in steps {
        if moment.days > before.days {
            findings.add(
                path,
                format!(
                    "{} is not after {}, and on the next day it would make the day longer than 24 hours",
                    clock(moment.time),
                    clock(before.time)
                ),
                "put the times in order, from the opening of the doors to the day's end",
            );
        }
        before = moment;
    }
}

/// A time as authors write it.
pub(super) fn clock(time: Time) -> String {
    time.strftime("%H:%M").to_string()
}
