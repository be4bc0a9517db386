//! Figures of a month worked out by hand, from tables that are written down here.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::date;
use jiff::tz::TimeZone;
use queue_core::appraisal::{ClerkFigures, MonthFigures};
use queue_core::plan::Home;

use super::{MonthPlans, MonthRatings, figures};
use crate::period::{CaseSums, LegFact, SeatSpan};
use crate::plan_file;
use crate::store::PeriodContents;

/// The sample hall, whose windows 4 and 5 are alike (S, R), and whose window 6 (Y) is alone. The sessions of a weekday are
/// 08:30–12:00 and 14:00–18:00; the one between is the rota's.
fn plan() -> queue_core::HallPlan {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/plans/sample-hall/hall.toml");
    plan_file::read(std::path::Path::new(file)).expect("a good plan")
}

/// Wednesday 4 November 2026, and a clock of that day in the hall's zone.
fn at(clock: &str) -> i64 {
    let zone = TimeZone::get("Asia/Shanghai").expect("a zone");
    let time: jiff::civil::Time = clock.parse().expect("a time");
    let instant = zone
        .to_timestamp(date(2026, 11, 4).to_datetime(time))
        .expect("an instant");
    instant.as_millisecond()
}

fn span(window: u16, clerk: &str, (from, until): (&str, &str), is_paused: bool) -> SeatSpan {
    SeatSpan {
        day: date(2026, 11, 4),
        window,
        clerk: clerk.to_owned(),
        from_ms: at(from),
        until_ms: at(until),
        is_paused,
    }
}

fn leg<'a>(service: &'a str, (window, clerk): (u16, &'a str), kept: bool) -> LegFact<'a> {
    LegFact {
        leg: 0,
        is_by_hand: false,
        service,
        window: Some(window),
        clerk: Some(clerk),
        outcome: "accepted",
        is_called: true,
        promise_kept: Some(kept),
        wait_ms: Some(60_000),
        handling_ms: Some(480_000),
        is_served: true,
    }
}

fn contents() -> PeriodContents {
    let mut contents = PeriodContents {
        days: vec![date(2026, 11, 4)],
        seats: vec![
            // 1004 at window 4: 08:00–12:30, half an hour of it paused; at window 6 in the afternoon, 14:00–16:00.
            span(4, "1004", ("08:00", "10:00"), false),
            span(4, "1004", ("10:00", "10:30"), true),
            span(4, "1004", ("10:30", "12:30"), false),
            span(6, "1004", ("14:00", "16:00"), false),
            // 1005 at window 5: 09:00–12:00.
            span(5, "1005", ("09:00", "12:00"), false),
        ],
        ..PeriodContents::default()
    };
    // S01 takes 8 minutes, Y01 7: window 4 does 5 × 8, window 5 10 × 8, window 6 3 × 7.
    for visit in 0..5 {
        contents.legs.add(&leg("S01", (4, "1004"), visit > 0));
    }
    for _ in 5..15 {
        contents.legs.add(&leg("S01", (5, "1005"), true));
    }
    for _ in 15..18 {
        contents.legs.add(&leg("Y01", (6, "1004"), true));
    }
    let cases = CaseSums {
        notices: 3,
        second_notices: 1,
        done: 4,
        in_time: 3,
        ..CaseSums::default()
    };
    contents.cases.by_clerk.insert("1004".to_owned(), cases);
    contents
}

fn of(figures: &MonthFigures, code: &str) -> ClerkFigures {
    let clerk = figures.clerks.iter().find(|clerk| clerk.person.as_str() == code);
    clerk.expect("the clerk").clone()
}

fn of_contents(plan: &queue_core::HallPlan, contents: &PeriodContents) -> MonthFigures {
    let plans = MonthPlans {
        now: Arc::new(plan.clone()),
        of_days: BTreeMap::new(),
    };
    by_plans(&plans, contents)
}

fn by_plans(plans: &MonthPlans, contents: &PeriodContents) -> MonthFigures {
    let zone = TimeZone::get("Asia/Shanghai").expect("a zone");
    let now = jiff::Timestamp::from_millisecond(at("23:00")).expect("an instant");
    figures(plans, &zone, now, (contents, &[], &MonthRatings::default()))
}

fn november(plan: &queue_core::HallPlan) -> MonthFigures {
    of_contents(plan, &contents())
}

#[test]
fn a_clerks_month_is_what_it_is_by_hand() {
    let found = of(&november(&plan()), "1004");
    // Due: 3:30 + 4:00 = 450 minutes. Signed in: 08:30–12:00 and 14:00–16:00 = 210 + 120.
    assert_eq!(
        (found.due_days, found.due_min, found.signed_in_min),
        (1, 450, 330)
    );
    assert_eq!(
        (found.called, found.kept, found.served, found.standard_min),
        (8, 7, 8, 5 * 8 + 3 * 7)
    );
    assert_eq!(
        (
            found.notices,
            found.second_notices,
            found.cases_done,
            found.cases_in_time
        ),
        (3, 1, 4, 3)
    );
    assert_eq!(found.home.as_deref(), Some("RS"));
    let windows: Vec<_> = found
        .windows
        .iter()
        .map(|time| {
            (
                time.window.get(),
                time.open_min,
                time.like_rate_hundredths,
                time.like.len(),
            )
        })
        .collect();
    // Window 4: 2:00 + 2:00 = 240 minutes open. Like it are 4 and 5: 40 + 80 standard minutes in 240 + 180 open ones:
    // 120 ÷ 7 h = 17.142… → 17.14. Window 6 is alone: the hall's 120 + 21 in 420 + 120 minutes: 141 ÷ 9 h = 15.666… → 15.67.
    assert_eq!(windows, [(4, 240, 17_14, 2), (6, 120, 15_67, 0)]);
}

#[test]
fn who_was_due_and_did_not_come_is_in_the_list_and_who_is_not_here_yet_is_not() {
    let mut parts = plan().parts().clone();
    let absent = parts
        .people
        .iter_mut()
        .find(|person| person.code.as_str() == "1007");
    absent.expect("a clerk").home = Some(Home {
        department: "RS".to_owned(),
        from: Some(date(2026, 11, 5)),
        until: None,
    });
    let plan = queue_core::HallPlan::new(parts).expect("a sound plan");
    let month = november(&plan);
    let absent = of(&month, "1006");
    assert_eq!(
        (absent.due_min, absent.signed_in_min, absent.present_days),
        (450, 0, 0)
    );
    assert!(month.clerks.iter().all(|clerk| clerk.person.as_str() != "1007"));
}

#[test]
fn every_department_is_there_and_it_is_said_for_which_others_accept() {
    let month = november(&plan());
    assert_eq!(month.departments.len(), 20);
    let on_behalf: Vec<_> = month
        .departments
        .iter()
        .filter(|one| one.on_behalf)
        .map(|one| one.department.as_str())
        .collect();
    assert_eq!(on_behalf, ["MZ"]);
}

/// Wednesday's figures, with the legs that a test adds.
fn with_legs(add: impl Fn(&mut PeriodContents)) -> MonthFigures {
    let mut contents = contents();
    add(&mut contents);
    of_contents(&plan(), &contents)
}

#[test]
fn a_visitor_who_is_passed_on_makes_standard_minutes_once_and_one_who_gives_up_none() {
    let figures = with_legs(|contents| {
        for outcome in ["transferred", "not_holder", "abandoned"] {
            contents.legs.add(&LegFact {
                outcome,
                ..leg("S01", (4, "1004"), true)
            });
        }
        contents.legs.add(&leg("S01", (5, "1005"), true));
    });
    let (first, second) = (of(&figures, "1004"), of(&figures, "1005"));
    assert_eq!((first.served, first.standard_min, first.called), (8, 61, 11));
    assert_eq!((second.served, second.standard_min), (11, 88));
    // 40 + 88 standard minutes in 240 + 180 open ones: 128 ÷ 7 h = 18.285… → 18.29.
    assert_eq!(first.windows[0].like_rate_hundredths, 18_29);
}

#[test]
fn hours_on_paper_are_due_of_nobody_and_what_was_written_then_makes_neither_work_nor_promises() {
    let figures = with_legs(|contents| {
        contents.legs.add(&LegFact {
            is_by_hand: true,
            ..leg("S01", (4, "1004"), false)
        });
        // 09:00 to 10:00, half an hour of it twice.
        contents.on_paper = vec![(at("09:00"), at("10:00"))];
    });
    let found = of(&figures, "1004");
    assert_eq!(
        (found.served, found.standard_min, found.called, found.kept),
        (8, 61, 8, 7)
    );
    // An hour less of each: 450 − 60 due, 330 − 60 signed in.
    assert_eq!((found.due_min, found.signed_in_min), (390, 270));
}

#[test]
fn a_window_whose_like_stayed_closed_is_compared_with_the_whole_hall() {
    let figures = with_legs(|contents| contents.seats.retain(|span| span.window != 5));
    let window = &of(&figures, "1004").windows[0];
    assert!(window.like.is_empty(), "else it were compared with itself");
    // Windows 4 and 6: 40 + 21 standard minutes in 240 + 120 open ones: 61 ÷ 6 h = 10.166… → 10.17.
    assert_eq!(window.like_rate_hundredths, 10_17);
}

#[test]
fn a_day_is_measured_by_the_plan_that_held_then_and_who_left_since_is_appraised_all_the_same() {
    let then = plan();
    let mut parts = then.parts().clone();
    parts.early_stops.clear();
    for timetable in &mut parts.timetables {
        timetable.sessions.retain(|session| session.windows.is_empty());
        timetable.sessions.truncate(1);
    }
    parts.people.retain(|person| person.code.as_str() != "1004");
    for department in &mut parts.departments {
        department.deputies.retain(|code| code.as_str() != "1004");
        if department
            .chief
            .as_ref()
            .is_some_and(|code| code.as_str() == "1004")
        {
            (department.chief, department.deputies) = (None, Vec::new());
        }
    }
    let now = queue_core::HallPlan::new(parts).expect("a sound plan");
    let plans = MonthPlans {
        now: Arc::new(now),
        of_days: BTreeMap::from([(date(2026, 11, 4), Arc::new(then))]),
    };
    let found = of(&by_plans(&plans, &contents()), "1004");
    assert_eq!(
        (found.due_min, found.signed_in_min, found.standard_min),
        (450, 330, 61)
    );
}

#[test]
fn a_service_that_left_the_plan_keeps_its_minutes() {
    let then = plan();
    let mut parts = then.parts().clone();
    parts.services.retain(|service| service.code.as_str() != "Y01");
    let now = queue_core::HallPlan::new(parts).expect("a sound plan");
    let plans = MonthPlans {
        now: Arc::new(now),
        of_days: BTreeMap::from([(date(2026, 11, 4), Arc::new(then))]),
    };
    assert_eq!(of(&by_plans(&plans, &contents()), "1004").standard_min, 61);
}
