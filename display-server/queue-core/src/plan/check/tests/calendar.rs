//! Seasons, holidays, workdays, early stops, own hours and rotas: one fault a row.

use jiff::civil::date;

use super::super::super::{
    EarlyStop, Holiday, MonthDay, OwnHours, PlanParts, Season, SessionPlan, Timetable, WeekDay, Workday,
};
use super::sound::{letter, names, sound_plan};
use super::{HallPlan, check, time};
use crate::ids::WindowNumber;

fn season(from: (i8, i8), until: (i8, i8)) -> Season {
    let of = |(month, day)| MonthDay { month, day };
    Season {
        from: of(from),
        until: of(until),
    }
}

fn holiday(from: jiff::civil::Date, until: jiff::civil::Date) -> Holiday {
    Holiday {
        from,
        until,
        names: names("國慶節"),
    }
}

/// 2026-10-01, a Thursday; the sound plan has hours on Mondays and Tuesdays.
fn national_day(p: &mut PlanParts) {
    p.holidays.push(holiday(date(2026, 10, 1), date(2026, 10, 7)));
}

fn workday(p: &mut PlanParts, day: i8, like: WeekDay) {
    p.workdays.push(Workday {
        date: date(2026, 10, day),
        like,
    });
}

fn early_stop(p: &mut PlanParts, day: i8, clock: &str) {
    p.early_stops.push(EarlyStop {
        date: date(2026, 9, day),
        issue_until: time(clock),
    });
}

fn own(p: &mut PlanParts, days: &[WeekDay], from: &str, to: &str) {
    p.services[0].hours.push(OwnHours {
        days: days.to_vec(),
        from: time(from),
        to: time(to),
    });
}

fn another(p: &mut PlanParts) -> &mut Timetable {
    let table = p.timetables[0].clone();
    p.timetables.push(table);
    p.timetables.last_mut().unwrap()
}

#[test]
fn a_season_is_of_days_there_are_and_sometimes_holds() {
    check(&[
        (
            |p| p.timetables[0].season = Some(season((5, 1), (9, 31))),
            "timetables[0].season.until: 09-31 is no day of the year; write month and day, from 01-01 to 12-31",
        ),
        (
            |p| {
                another(p).season = Some(season((5, 1), (9, 30)));
                p.timetables[1].days = vec![WeekDay::Mon];
            },
            "timetables[1].days[0]: Mon has its hours already in all of this season; name each weekday once over \
             all timetables, or give the earlier one another season",
        ),
        (
            |p| {
                p.timetables[0].season = Some(season((10, 1), (4, 30)));
                another(p).days = vec![WeekDay::Tue];
                p.timetables[1].season = Some(season((12, 1), (1, 31)));
            },
            "timetables[1].days[0]: Tue has its hours already in all of this season; name each weekday once over \
             all timetables, or give the earlier one another season",
        ),
    ]);
}

#[test]
fn timetables_share_weekdays_when_their_seasons_leave_each_a_day() {
    let mut parts = sound_plan();
    parts.timetables[0].season = Some(season((5, 1), (9, 30)));
    another(&mut parts).season = None;
    assert!(HallPlan::new(parts).is_ok());
}

#[test]
fn a_holiday_is_of_dates_in_order_and_of_its_own() {
    check(&[
        (
            |p| {
                p.holidays.push(holiday(date(2026, 10, 7), date(2026, 10, 1)));
            },
            "holidays[0].until: the holiday ends on 2026-10-01, before it begins on 2026-10-07; put the earlier \
             date first",
        ),
        (
            |p| {
                p.holidays.push(holiday(date(2026, 10, 1), date(2027, 10, 7)));
            },
            "holidays[0].until: the holiday lasts 372 days; look at its year; use 62 days or fewer, or several \
             holidays",
        ),
        (
            |p| {
                national_day(p);
                p.holidays.push(holiday(date(2026, 9, 25), date(2026, 10, 1)));
            },
            "holidays[1].from: the holiday overlaps another, 2026-10-01 to 2026-10-07; let each date be in one \
             holiday only",
        ),
        (
            |p| {
                national_day(p);
                p.holidays[0].names.en.clear();
            },
            "holidays[0].names.en: the text is empty; write it; every name is needed in every language",
        ),
    ]);
}

#[test]
fn a_workday_keeps_other_hours_outside_holidays() {
    check(&[
        (
            |p| {
                national_day(p);
                workday(p, 3, WeekDay::Mon);
            },
            "workdays[0].date: 2026-10-03 is in a holiday, 2026-10-01 to 2026-10-07; take it out of the holiday, or \
             leave the workday out",
        ),
        (
            |p| {
                workday(p, 10, WeekDay::Mon);
                workday(p, 10, WeekDay::Tue);
            },
            "workdays[1].date: 2026-10-10 has its workday already; keep one of the two",
        ),
        (
            |p| workday(p, 12, WeekDay::Mon),
            "workdays[0].like: 2026-10-12 is a Mon and keeps those hours anyway; leave it out, or name another \
             weekday",
        ),
        (
            |p| workday(p, 10, WeekDay::Fri),
            "workdays[0].like: no timetable has hours for Fri at that time of the year; name a weekday on which \
             the hall keeps hours",
        ),
    ]);
}

#[test]
fn an_early_stop_is_within_the_hours_of_its_day() {
    check(&[
        (
            |p| early_stop(p, 30, "17:00"),
            "early_stops[0].date: the hall keeps no hours on 2026-09-30; choose a date with hours, or leave the \
             early stop out",
        ),
        (
            |p| early_stop(p, 29, "17:30"),
            "early_stops[0].issue_until: 17:30 is no early stop: tickets of that day are issued from 08:20 to \
             17:30; choose a time between the two",
        ),
        (
            |p| early_stop(p, 29, "08:00"),
            "early_stops[0].issue_until: 08:00 is no early stop: tickets of that day are issued from 08:20 to \
             17:30; choose a time between the two",
        ),
        (
            |p| {
                p.timetables[0].issue_until = None;
                early_stop(p, 29, "18:00");
            },
            "early_stops[0].issue_until: 18:00 is no early stop: tickets of that day are issued from 08:20 to \
             18:00; choose a time between the two",
        ),
        (
            |p| {
                early_stop(p, 29, "17:00");
                early_stop(p, 29, "16:00");
            },
            "early_stops[1].date: 2026-09-29 has its early stop already; keep one of the two",
        ),
    ]);
}

#[test]
fn own_hours_are_within_those_of_the_group() {
    check(&[
        (
            |p| own(p, &[], "08:30", "12:00"),
            "services[0].hours[0].days: no weekday keeps these hours of A01; list them, such as [\"tue\", \"thu\"]",
        ),
        (
            |p| own(p, &[WeekDay::Tue, WeekDay::Thu], "08:30", "12:00"),
            "services[0].hours[0].days[1]: on Thu the hall does not serve group A between 08:30 and 12:00; choose \
             hours within the sessions of its group",
        ),
        (
            |p| own(p, &[WeekDay::Tue], "12:00", "14:00"),
            "services[0].hours[0].days[0]: on Tue the hall does not serve group A between 12:00 and 14:00; choose \
             hours within the sessions of its group",
        ),
        (
            |p| {
                p.timetables[0].sessions[1].groups = vec![letter('P')];
                own(p, &[WeekDay::Tue], "14:00", "15:00");
            },
            "services[0].hours[0].days[0]: on Tue the hall does not serve group A between 14:00 and 15:00; choose \
             hours within the sessions of its group",
        ),
    ]);
}

#[test]
fn a_session_has_a_window_for_each_of_its_groups() {
    fn rota(p: &mut PlanParts, groups: &[char], windows: &[u16]) {
        p.timetables[0].sessions[1] = SessionPlan {
            groups: groups.iter().copied().map(letter).collect(),
            windows: windows.iter().copied().map(WindowNumber::new).collect(),
            ..p.timetables[0].sessions[1].clone()
        };
    }
    check(&[
        (
            |p| rota(p, &['A', 'P'], &[1]),
            "timetables[0].sessions[1].windows: no window of this session serves group P; add a window that serves \
             P, or take P out of the session",
        ),
        (
            |p| rota(p, &['A'], &[1, 2]),
            "timetables[0].sessions[1].windows[1]: window 2 serves no group of this session; take it out, or add a \
             group that it serves",
        ),
        (
            |p| rota(p, &['A'], &[1, 1]),
            "timetables[0].sessions[1].windows[1]: window 1 is named twice in this session; name it once",
        ),
        (
            |p| rota(p, &[], &[1, 9]),
            "timetables[0].sessions[1].windows[1]: there is no window 9; use one of 1, 2, or add the window 9",
        ),
    ]);
}

#[test]
fn a_day_may_pass_midnight_but_not_be_longer_than_a_day() {
    fn times(p: &mut PlanParts, sessions: &[(&str, &str)], ends: &str) {
        let table = &mut p.timetables[0];
        table.doors_open_at = time("08:00");
        table.issue_until = None;
        table.day_ends_at = time(ends);
        table.sessions = sessions
            .iter()
            .map(|(from, to)| SessionPlan {
                from: time(from),
                to: time(to),
                groups: Vec::new(),
                windows: Vec::new(),
            })
            .collect();
    }
    let all_round: [(&[(&str, &str)], &str); 4] = [
        (&[("08:00", "08:00")], "08:00"),
        (&[("08:00", "20:00"), ("20:00", "08:00")], "08:00"),
        (&[("08:30", "02:00")], "03:00"),
        (&[("22:00", "23:00"), ("01:00", "02:00")], "02:00"),
    ];
    for (sessions, ends) in all_round {
        let mut parts = sound_plan();
        times(&mut parts, sessions, ends);
        assert!(HallPlan::new(parts).is_ok(), "{sessions:?}");
    }
    check(&[(
        |p| times(p, &[("08:00", "08:00")], "08:30"),
        "timetables[0].sessions[0].to: 08:00 is not after 08:00, and on the next day it would make the day longer \
         than 24 hours; put the times in order, from the opening of the doors to the day's end",
    )]);
}
