//! When a hall keeps hours, and until when tickets of a service are taken.

use jiff::Timestamp;
use jiff::civil::{Date, date, time};
use jiff::tz::TimeZone;
use queue_core::plan::{
    DayTimes, EarlyStop, HalfDay, Holiday, Issuing, IssuingEnd, MonthDay, Names, OwnHours, Remark, Season,
    SessionPlan, WeekDay, Workday,
};
use queue_core::{HallPlan, PlanParts, ServiceCode, ServiceDay, WindowNumber};

use crate::support::{letter, small_plan};

fn session(from: i8, to: i8) -> SessionPlan {
    SessionPlan {
        from: time(from, 0, 0, 0),
        to: time(to, 0, 0, 0),
        groups: Vec::new(),
        windows: Vec::new(),
    }
}

/// Monday to Friday 9–12 and 14–17, tickets from 8:30 and to the end.
fn weekdays() -> PlanParts {
    use WeekDay::{Fri, Mon, Thu, Tue, Wed};
    let mut parts = small_plan();
    let table = &mut parts.timetables[0];
    table.days = vec![Mon, Tue, Wed, Thu, Fri];
    table.sessions = vec![session(9, 12), session(14, 17)];
    table.issue_until = None;
    parts
}

fn with_national_day() -> PlanParts {
    let mut parts = weekdays();
    let name = || "國慶節".to_owned();
    parts.holidays.push(Holiday {
        from: date(2026, 10, 1),
        until: date(2026, 10, 7),
        names: Names {
            zh_hant: name(),
            zh_hans: name(),
            en: name(),
        },
    });
    parts.workdays.push(Workday {
        date: date(2026, 10, 10),
        like: WeekDay::Mon,
    });
    parts
}

fn plan(parts: PlanParts) -> HallPlan {
    HallPlan::new(parts).expect("a sound plan")
}

fn times_in(plan: &HallPlan, day: Date, zone: &TimeZone) -> DayTimes {
    plan.day_times(ServiceDay(day), zone).expect("hours")
}

fn times(plan: &HallPlan, day: Date) -> DayTimes {
    times_in(plan, day, &TimeZone::UTC)
}

fn utc(text: &str) -> Timestamp {
    text.parse().expect("an instant")
}

fn stands(times: &DayTimes, service: &str, at: &str) -> Issuing {
    times.issuing(&ServiceCode::new(service), utc(at))
}

fn now(until: &str) -> Issuing {
    Issuing::Now { until: utc(until) }
}

fn ended(why: IssuingEnd, again: &str) -> Issuing {
    Issuing::Ended {
        why,
        again_at: Some(utc(again)),
    }
}

#[test]
fn a_season_that_passes_the_years_end_holds_on_both_sides_of_it() {
    let mut parts = weekdays();
    let mut winter = parts.timetables[0].clone();
    winter.sessions = vec![session(10, 16)];
    winter.season = Some(Season {
        from: MonthDay { month: 11, day: 15 },
        until: MonthDay { month: 2, day: 28 },
    });
    parts.timetables.insert(0, winter);
    let plan = plan(parts);
    for (day, sessions) in [
        (date(2026, 11, 13), 2),
        (date(2026, 11, 16), 1),
        (date(2026, 12, 31), 1),
        (date(2027, 1, 1), 1),
        (date(2027, 2, 26), 1),
        (date(2027, 3, 1), 2),
        (date(2028, 2, 29), 2),
    ] {
        assert_eq!(times(&plan, day).sessions.len(), sessions, "{day}");
    }
}

#[test]
fn a_holiday_has_no_hours_and_a_workday_has_those_of_its_weekday() {
    let plan = plan(with_national_day());
    assert!(
        !plan.is_service_day(date(2026, 10, 1)),
        "a Thursday in the holiday"
    );
    assert!(
        plan.day_times(ServiceDay(date(2026, 10, 7)), &TimeZone::UTC)
            .is_none()
    );
    assert!(
        plan.is_service_day(date(2026, 10, 10)),
        "a Saturday that keeps a Monday's hours"
    );
    assert!(!plan.is_service_day(date(2026, 10, 11)));
    assert_eq!(plan.next_service_day(date(2026, 9, 30)), Some(date(2026, 10, 8)));
    assert_eq!(plan.next_service_day(date(2026, 10, 9)), Some(date(2026, 10, 10)));
}

#[test]
fn working_days_pass_over_holidays_and_count_workdays() {
    let plan = plan(with_national_day());
    let from = date(2026, 9, 30);
    for (days, expected) in [
        (0, from),
        (1, date(2026, 10, 8)),
        (3, date(2026, 10, 10)),
        (4, date(2026, 10, 12)),
    ] {
        assert_eq!(plan.add_working_days(from, days), Some(expected), "{days}");
    }
    assert_eq!(plan.add_working_days(from, 100_000), None, "the look ahead ends");
}

#[test]
fn a_saturday_with_hours_is_a_service_day_and_no_working_day() {
    let mut parts = weekdays();
    parts.timetables[0].days.push(WeekDay::Sat);
    let plan = plan(parts);
    let saturday = date(2026, 11, 28);
    assert!(plan.is_service_day(saturday) && !plan.is_working_day(saturday));
    assert_eq!(
        plan.add_working_days(date(2026, 11, 27), 1),
        Some(date(2026, 11, 30))
    );
}

#[test]
fn an_early_stop_ends_every_service_and_says_when_again() {
    let mut parts = with_national_day();
    parts.early_stops.push(EarlyStop {
        date: date(2026, 9, 30),
        issue_until: time(15, 0, 0, 0),
    });
    let times = times(&plan(parts), date(2026, 9, 30));
    assert_eq!(times.issue_until, utc("2026-09-30T15:00:00Z"));
    assert_eq!(
        stands(&times, "X01", "2026-09-30T14:59:59Z"),
        now("2026-09-30T15:00:00Z")
    );
    let after_the_holiday = ended(IssuingEnd::HallCloses, "2026-10-08T08:30:00Z");
    assert_eq!(stands(&times, "X01", "2026-09-30T15:00:00Z"), after_the_holiday);
}

#[test]
fn tickets_stop_by_the_service_before_the_group_before_the_hall() {
    let mut parts = weekdays();
    parts.rules.ticket_stop_s = 1800;
    let until = |parts: &PlanParts| {
        let times = times(&plan(parts.clone()), date(2026, 11, 24));
        (
            stands(&times, "X01", "2026-11-24T14:00:00Z"),
            stands(&times, "X01", "2026-11-24T17:00:00Z"),
        )
    };
    let tomorrow = "2026-11-25T08:30:00Z";
    assert_eq!(
        until(&parts),
        (
            now("2026-11-24T16:30:00Z"),
            ended(IssuingEnd::HallCloses, tomorrow)
        )
    );
    parts.groups[0].ticket_stop_s = Some(3600);
    assert_eq!(
        until(&parts),
        (
            now("2026-11-24T16:00:00Z"),
            ended(IssuingEnd::ServiceStops, tomorrow)
        )
    );
    parts.services[0].ticket_stop_s = Some(0);
    assert_eq!(
        until(&parts),
        (
            now("2026-11-24T17:00:00Z"),
            ended(IssuingEnd::HallCloses, tomorrow)
        )
    );
}

#[test]
fn a_service_keeps_its_own_hours_on_its_own_days() {
    let mut parts = weekdays();
    parts.rules.ticket_stop_s = 1800;
    parts.services[0].hours = vec![OwnHours {
        days: vec![WeekDay::Tue, WeekDay::Thu],
        from: time(9, 0, 0, 0),
        to: time(11, 0, 0, 0),
    }];
    let plan = plan(parts);
    let tuesday = times(&plan, date(2026, 11, 24));
    assert_eq!(
        stands(&tuesday, "X01", "2026-11-24T08:30:00Z"),
        now("2026-11-24T10:30:00Z")
    );
    let thursday = "2026-11-26T08:30:00Z";
    assert_eq!(
        stands(&tuesday, "X01", "2026-11-24T10:30:00Z"),
        ended(IssuingEnd::HoursOver, thursday)
    );
    let wednesday = times(&plan, date(2026, 11, 25));
    assert_eq!(
        stands(&wednesday, "X01", "2026-11-25T09:00:00Z"),
        ended(IssuingEnd::NotToday, thursday)
    );
    assert!(matches!(
        stands(&wednesday, "Y01", "2026-11-25T09:00:00Z"),
        Issuing::Now { .. }
    ));
}

#[test]
fn a_session_serves_what_its_windows_serve() {
    let mut parts = weekdays();
    parts.windows[0].secondary.clear();
    parts.timetables[0].sessions.insert(
        1,
        SessionPlan {
            groups: vec![letter('X')],
            windows: vec![WindowNumber::new(1)],
            ..session(12, 14)
        },
    );
    let times = times(&plan(parts), date(2026, 11, 24));
    assert_eq!(
        stands(&times, "X01", "2026-11-24T12:30:00Z"),
        now("2026-11-24T17:00:00Z")
    );
    let at = utc("2026-11-24T14:00:00Z");
    assert_eq!(
        stands(&times, "Y01", "2026-11-24T12:30:00Z"),
        Issuing::NotBefore { at }
    );
    assert!(
        times.sessions[1].staffs(WindowNumber::new(1)) && !times.sessions[1].staffs(WindowNumber::new(2))
    );
}

/// Doors at 20:00, served until 06:00, the day's end at 07:00.
fn night() -> HallPlan {
    let mut parts = small_plan();
    let table = &mut parts.timetables[0];
    table.doors_open_at = time(20, 0, 0, 0);
    table.sessions = vec![session(20, 6)];
    table.issue_until = Some(time(5, 0, 0, 0));
    table.day_ends_at = time(7, 0, 0, 0);
    plan(parts)
}

#[test]
fn a_day_may_pass_midnight_and_is_afternoon_until_its_end() {
    let times = times(&night(), date(2026, 11, 24));
    assert_eq!(times.issue_until, utc("2026-11-25T05:00:00Z"));
    assert_eq!(times.day_ends_at, utc("2026-11-25T07:00:00Z"));
    assert_eq!(times.noon, utc("2026-11-24T12:00:00Z"));
    assert_eq!(times.half(utc("2026-11-24T11:59:59Z")), HalfDay::Morning);
    assert_eq!(times.half(utc("2026-11-25T06:00:00Z")), HalfDay::Afternoon);
}

#[test]
fn a_night_in_which_the_clocks_change_is_an_hour_longer_or_shorter() {
    let zone = TimeZone::get("Europe/Berlin").expect("a zone");
    for (day, hours) in [
        (date(2026, 10, 24), 11),
        (date(2026, 3, 28), 9),
        (date(2026, 11, 24), 10),
    ] {
        let times = times_in(&night(), day, &zone);
        let length = times.sessions[0].to.duration_since(times.sessions[0].from);
        assert_eq!(length.as_hours(), hours, "{day}");
    }
}

#[test]
fn times_that_a_clock_change_skips_still_ascend() {
    let zone = TimeZone::get("Europe/Berlin").expect("a zone");
    let mut parts = small_plan();
    let table = &mut parts.timetables[0];
    table.doors_open_at = time(1, 0, 0, 0);
    table.sessions = vec![session(1, 2), session(3, 4)];
    table.sessions[0].to = time(2, 30, 0, 0);
    table.issue_until = None;
    table.day_ends_at = time(4, 0, 0, 0);
    let times = times_in(&plan(parts), date(2026, 3, 29), &zone);
    let instants: Vec<_> = times
        .sessions
        .iter()
        .flat_map(|session| [session.from, session.to])
        .collect();
    assert!(instants.is_sorted(), "{instants:?}");
}

#[test]
fn a_plan_is_told_what_it_seldom_means() {
    let remarks = |parts: &PlanParts, today: Date| plan(parts.clone()).remarks(today);
    let mut parts = weekdays();
    let this_year = Remark::NoHolidays { year: 2026 };
    assert_eq!(remarks(&parts, date(2026, 11, 1)), [this_year]);
    parts = with_national_day();
    assert_eq!(remarks(&parts, date(2026, 11, 1)), []);
    let next_year = Remark::NoHolidays { year: 2027 };
    assert_eq!(
        remarks(&parts, date(2026, 11, 24)),
        [next_year],
        "the next year is near"
    );
    let mut new_year = parts.holidays[0].clone();
    (new_year.from, new_year.until) = (date(2027, 1, 1), date(2027, 1, 1));
    parts.holidays.push(new_year);
    parts.timetables[0].season = Some(Season {
        from: MonthDay { month: 3, day: 1 },
        until: MonthDay { month: 12, day: 31 },
    });
    let closed = Remark::NoHours {
        date: date(2027, 1, 4),
    };
    assert_eq!(
        remarks(&parts, date(2026, 11, 24)),
        [closed],
        "the Monday after New Year's Day and a weekend"
    );
}

#[test]
fn an_approval_that_ran_out_is_remarked_from_the_day_after() {
    let mut parts = with_national_day();
    let mut entry = crate::elsewhere::entry();
    entry.approved_until = Some(date(2026, 10, 31));
    parts.elsewhere = vec![crate::elsewhere::entry(), entry.clone()];
    parts.elsewhere[0].code = queue_core::ElsewhereCode::new("for_good");
    let remarks = |today: Date| plan(parts.clone()).remarks(today);
    assert_eq!(remarks(date(2026, 10, 31)), [], "its last day");
    let ran_out = Remark::ApprovalRanOut {
        entry: entry.code,
        until: date(2026, 10, 31),
    };
    assert_eq!(remarks(date(2026, 11, 1)), [ran_out]);
}
