//! The clock of a case: which days count.

use jiff::civil::{Date, date};
use queue_core::case::LimitState;
use queue_core::command::{CaseVerb, Ending};
use queue_core::plan::{Holiday, WeekDay, Workday};
use queue_core::{HallPlan, ServiceDay};

use super::{accepted, ask, case, end, kind, manager, newest, on, plan, stop, text};
use crate::support::{DAY, Driven, clerk};

/// What was accepted on Tuesday 24 November 2026, by hand: limit, last day, day of the warning.
#[test]
fn limits_count_working_days_from_the_day_after() {
    let mut parts = plan();
    let names = parts.hall.names.clone();
    parts.holidays = vec![Holiday {
        from: date(2026, 12, 3),
        until: date(2026, 12, 4),
        names,
    }];
    parts.workdays = vec![Workday {
        date: date(2026, 12, 12),
        like: WeekDay::Mon,
    }];
    for (limit, due, warned) in [
        (0, date(2026, 11, 24), date(2026, 11, 24)),
        (1, date(2026, 11, 25), date(2026, 11, 24)),
        (3, date(2026, 11, 27), date(2026, 11, 26)),
        // Over a weekend.
        (5, date(2026, 12, 1), date(2026, 11, 30)),
        // Over the holiday.
        (7, date(2026, 12, 7), date(2026, 12, 1)),
        // The Saturday is a workday.
        (12, date(2026, 12, 12), date(2026, 12, 9)),
        (15, date(2026, 12, 16), date(2026, 12, 12)),
    ] {
        parts.services[0].limit_days = limit;
        let mut hall = Driven::staffed_with(parts.clone());
        hall.take("X01", None, None).expect("a ticket");
        end(&mut hall, Ending::default()).expect("accepted");
        let plan = HallPlan::new(parts.clone()).expect("sound");
        let case = case(&hall, &newest(&hall)).clone();
        assert_eq!(case.due_on(&plan), Some(due), "due of {limit}");
        assert_eq!(case.warned_on(&plan), Some(warned), "warned of {limit}");
        let state = |day: Date| case.limit_state(&plan, day).expect("open");
        assert_eq!(state(due.tomorrow().unwrap()), LimitState::Overdue, "{limit}");
        assert_eq!(state(due), LimitState::Warned, "{limit}");
        if warned > DAY {
            assert_eq!(state(warned.yesterday().unwrap()), LimitState::InTime, "{limit}");
        }
    }
}

#[test]
fn a_day_on_which_the_clock_stands_still_does_not_count() {
    let (mut hall, code) = accepted();
    let plan = HallPlan::new(plan()).expect("sound");
    on(&mut hall, date(2026, 11, 26));
    ask(&mut hall, clerk("c1"), &code, stop(Some(text(7)))).expect("stopped");
    // Thursday, Friday, Monday, and as long as it may: Tuesday and Wednesday.
    assert_eq!(case(&hall, &code).due_on(&plan), Some(date(2026, 12, 22)));
    on(&mut hall, date(2026, 12, 1));
    ask(&mut hall, clerk("c1"), &code, CaseVerb::StartClock).expect("goes on");
    let case = case(&hall, &code);
    assert_eq!(case.due_on(&plan), Some(date(2026, 12, 18)));
    assert_eq!(case.used_days(&plan, date(2026, 12, 1)), Some(2));
    assert_eq!(case.stops[0].evidence, text(7));
}

#[test]
fn a_clock_that_stood_still_for_as_long_as_it_may_goes_on_by_itself() {
    let (mut hall, code) = accepted();
    let plan = HallPlan::new(plan()).expect("sound");
    on(&mut hall, date(2026, 11, 26));
    ask(&mut hall, clerk("c1"), &code, stop(Some(text(7)))).expect("stopped");
    on(&mut hall, date(2026, 12, 2));
    assert!(case(&hall, &code).stop().is_some());
    on(&mut hall, date(2026, 12, 3));
    assert!(case(&hall, &code).stop().is_none());
    assert_eq!(
        case(&hall, &code).stops[0].until,
        Some(ServiceDay(date(2026, 12, 3)))
    );
    assert_eq!(case(&hall, &code).due_on(&plan), Some(date(2026, 12, 22)));
}

#[test]
fn a_clock_stands_still_only_with_a_reason_of_the_plan_and_with_evidence_and_once_at_a_time() {
    let (mut hall, code) = accepted();
    assert_eq!(
        kind(ask(&mut hall, clerk("c1"), &code, stop(None))),
        "no-evidence"
    );
    let other = CaseVerb::StopClock {
        reason: "lunch".to_owned(),
        evidence: Some(text(1)),
    };
    assert_eq!(
        kind(ask(&mut hall, clerk("c1"), &code, other)),
        "unknown-clock-reason"
    );
    assert_eq!(
        kind(ask(&mut hall, clerk("c1"), &code, CaseVerb::StartClock)),
        "clock-runs"
    );
    ask(&mut hall, clerk("c1"), &code, stop(Some(text(1)))).expect("stopped");
    assert_eq!(
        kind(ask(&mut hall, clerk("c1"), &code, stop(Some(text(2))))),
        "clock-stands"
    );
}

#[test]
fn no_limit_becomes_longer_by_one_person() {
    let (mut hall, code) = accepted();
    let plan = HallPlan::new(plan()).expect("sound");
    let longer = |days| CaseVerb::AskExtension {
        days,
        reason: text(3),
    };
    let decide = |granted| CaseVerb::DecideExtension { granted };
    assert_eq!(
        kind(ask(&mut hall, clerk("c1"), &code, longer(11))),
        "extension-too-long"
    );
    ask(&mut hall, manager("m1"), &code, longer(4)).expect("asked");
    assert_eq!(case(&hall, &code).limit_days(), Some(15));
    assert_eq!(
        kind(ask(&mut hall, manager("m1"), &code, decide(true))),
        "extension-needs-another"
    );
    assert_eq!(
        kind(ask(&mut hall, clerk("c1"), &code, decide(true))),
        "not-yours"
    );
    assert_eq!(
        kind(ask(&mut hall, clerk("c1"), &code, longer(1))),
        "extension-waits"
    );
    ask(&mut hall, manager("m2"), &code, decide(true)).expect("granted");
    assert_eq!(case(&hall, &code).limit_days(), Some(19));
    assert_eq!(case(&hall, &code).due_on(&plan), Some(date(2026, 12, 21)));
    assert_eq!(
        kind(ask(&mut hall, clerk("c1"), &code, longer(7))),
        "extension-too-long"
    );
    ask(&mut hall, clerk("c1"), &code, longer(6)).expect("asked");
    ask(&mut hall, manager("m1"), &code, decide(false)).expect("refused");
    assert_eq!(case(&hall, &code).limit_days(), Some(19));
}

#[test]
fn the_cap_of_a_reason_holds_for_all_its_stops_together() {
    let (mut hall, code) = accepted();
    on(&mut hall, date(2026, 11, 26));
    ask(&mut hall, clerk("c1"), &code, stop(Some(text(7)))).expect("stopped");
    on(&mut hall, date(2026, 11, 30));
    ask(&mut hall, clerk("c1"), &code, CaseVerb::StartClock).expect("goes on after Thursday and Friday");
    ask(&mut hall, clerk("c1"), &code, stop(Some(text(8)))).expect("three days are left");
    assert_eq!(case(&hall, &code).stops[1].cap_days, 3);
    on(&mut hall, date(2026, 12, 3));
    assert!(case(&hall, &code).stop().is_none(), "Monday to Wednesday");
    let more = ask(&mut hall, clerk("c1"), &code, stop(Some(text(9))));
    assert_eq!(kind(more), "stop-used-up");
}

#[test]
fn a_limit_is_not_made_longer_after_it_has_passed() {
    let (mut hall, code) = accepted();
    let asked = |days| CaseVerb::AskExtension {
        days,
        reason: text(1),
    };
    on(&mut hall, date(2026, 12, 15));
    ask(&mut hall, clerk("c1"), &code, asked(1)).expect("on its last day");
    on(&mut hall, date(2026, 12, 16));
    let granted = CaseVerb::DecideExtension { granted: true };
    assert_eq!(
        kind(ask(&mut hall, manager("m2"), &code, granted)),
        "case-overdue"
    );
    let refused = CaseVerb::DecideExtension { granted: false };
    ask(&mut hall, manager("m2"), &code, refused).expect("nothing is left but to refuse it");
    assert_eq!(kind(ask(&mut hall, clerk("c1"), &code, asked(1))), "case-overdue");
}
