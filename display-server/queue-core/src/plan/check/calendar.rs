//! Holidays, workdays and early stops: each on dates that exist once, and each changing something.

use jiff::civil::Date;

use super::super::walk::Walk;
use super::super::{EarlyStop, Holiday, PlanParts, WeekDay, Workday};
use super::findings::Findings;
use super::timetable::clock;

/// The longest holiday, in days; one that is longer has another year at its end.
const LONGEST: i32 = 62;

pub(super) fn check(parts: &PlanParts, findings: &mut Findings) {
    for (index, holiday) in parts.holidays.iter().enumerate() {
        let earlier = parts.holidays.get(..index).unwrap_or_default();
        of_holiday(&format!("holidays[{index}]"), holiday, earlier, findings);
    }
    for (index, workday) in parts.workdays.iter().enumerate() {
        let path = format!("workdays[{index}]");
        let mut earlier = parts.workdays.iter().take(index);
        if earlier.any(|other| other.date == workday.date) {
            twice(&path, workday.date, "workday", findings);
        } else {
            of_workday(&path, *workday, parts, findings);
        }
    }
    for (index, stop) in parts.early_stops.iter().enumerate() {
        let path = format!("early_stops[{index}]");
        let mut earlier = parts.early_stops.iter().take(index);
        if earlier.any(|other| other.date == stop.date) {
            twice(&path, stop.date, "early stop", findings);
        } else {
            of_early_stop(&path, stop, parts, findings);
        }
    }
}

fn of_holiday(path: &str, holiday: &Holiday, earlier: &[Holiday], findings: &mut Findings) {
    let Holiday { from, until, .. } = holiday;
    if until < from {
        findings.add(
            format!("{path}.until"),
            format!("the holiday ends on {until}, before it begins on {from}"),
            "put the earlier date first",
        );
        return;
    }
    let days = 1 + (*until - *from).get_days();
    if days > LONGEST {
        findings.add(
            format!("{path}.until"),
            format!("the holiday lasts {days} days"),
            format!("look at its year; use {LONGEST} days or fewer, or several holidays"),
        );
    }
    let other = earlier
        .iter()
        .find(|other| other.from <= *until && *from <= other.until);
    if let Some(other) = other {
        findings.add(
            format!("{path}.from"),
            format!("the holiday overlaps another, {} to {}", other.from, other.until),
            "let each date be in one holiday only",
        );
    }
}

fn of_workday(path: &str, workday: Workday, parts: &PlanParts, findings: &mut Findings) {
    let Workday { date, like } = workday;
    if let Some(holiday) = parts.holiday_on(date) {
        findings.add(
            format!("{path}.date"),
            format!("{date} is in a holiday, {} to {}", holiday.from, holiday.until),
            "take it out of the holiday, or leave the workday out",
        );
        return;
    }
    let is_weekend = matches!(WeekDay::of(date), WeekDay::Sat | WeekDay::Sun);
    if like == WeekDay::of(date) && !is_weekend {
        findings.add(
            format!("{path}.like"),
            format!("{date} is a {like:?} and keeps those hours anyway"),
            "leave it out, or name another weekday",
        );
    } else if parts.timetable_on(date).is_none() {
        findings.add(
            format!("{path}.like"),
            format!("no timetable has hours for {like:?} at that time of the year"),
            "name a weekday on which the hall keeps hours",
        );
    }
}

fn of_early_stop(path: &str, stop: &EarlyStop, parts: &PlanParts, findings: &mut Findings) {
    let Some(table) = parts.timetable_on(stop.date) else {
        findings.add(
            format!("{path}.date"),
            format!("the hall keeps no hours on {}", stop.date),
            "choose a date with hours, or leave the early stop out",
        );
        return;
    };
    let walk = Walk::of(table);
    if walk.day_ends > walk.limit() {
        // Hours at fault cannot be stopped early; they are told already.
        return;
    }
    let usual = table
        .issue_until
        .map_or(walk.last_end(), |latest| walk.moment(latest));
    let moment = walk.moment(stop.issue_until);
    if moment <= walk.doors || moment >= usual {
        findings.add(
            format!("{path}.issue_until"),
            format!(
                "{} is no early stop: tickets of that day are issued from {} to {}",
                clock(stop.issue_until),
                clock(walk.doors.time),
                clock(usual.time)
            ),
            "choose a time between the two",
        );
    }
}

fn twice(path: &str, date: Date, what: &str, findings: &mut Findings) {
    findings.add(
        format!("{path}.date"),
        format!("{date} has its {what} already"),
        "keep one of the two",
    );
}
