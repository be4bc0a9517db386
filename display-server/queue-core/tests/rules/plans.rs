//! Another plan: within the day or later, with whom it would strand, what is held fast, and the second person.

use jiff::civil::date;
use jiff::tz::TimeZone;
use queue_core::command::{PlanCommand, PlanVerb, VisitVerb, WindowVerb};
use queue_core::plan::{Role, SessionPlan};
use queue_core::version::PlanThing;
use queue_core::{
    Actor, ClassCode, Command, HallPlan, PersonCode, PlanParts, Rejection, ServiceCode, ServiceDay,
    VersionNumber, WindowNumber,
};

use crate::limits::another_service;
use crate::support::{DAY, Driven, at, letter, ticket};

const TOMORROW: ServiceDay = ServiceDay(date(2026, 11, 25));

pub fn manager(code: &str) -> Actor {
    Actor::Person {
        code: PersonCode::new(code),
        role: Role::Manager,
    }
}

pub fn send(hall: &mut Driven, by: &str, verb: PlanVerb) -> Result<(), Rejection> {
    let press = hall.request();
    hall.run(manager(by), &Command::Plan(PlanCommand { press, verb }))
        .map(drop)
}

fn times(hall: &Driven, plan: &HallPlan) -> Option<Box<queue_core::plan::DayTimes>> {
    let day = hall.hall.day()?;
    plan.day_times(day, &TimeZone::UTC).map(Box::new)
}

/// What a change of the present plan comes to, from a day on or now.
pub fn propose_for(
    hall: &mut Driven,
    from: Option<ServiceDay>,
    change: impl FnOnce(&mut PlanParts),
) -> Result<(), Rejection> {
    let mut parts = hall.hall.last_plan().expect("a plan").parts().clone();
    change(&mut parts);
    let plan = HallPlan::new(parts).expect("a sound plan");
    let verb = PlanVerb::Propose {
        base: hall.hall.plans().in_force,
        times: times(hall, &plan),
        plan: Box::new(plan),
        from,
    };
    send(hall, "m1", verb)
}

pub fn propose(hall: &mut Driven, change: impl FnOnce(&mut PlanParts)) -> Result<(), Rejection> {
    propose_for(hall, None, change)
}

pub fn approve(hall: &mut Driven, by: &str, version: u32) -> Result<(), Rejection> {
    let waiting = hall.hall.plans().waiting.as_ref();
    let plan = waiting.expect("a version waits").plan.clone();
    let verb = PlanVerb::Approve {
        version: VersionNumber(version),
        times: times(hall, &plan),
    };
    send(hall, by, verb)
}

fn in_force(hall: &Driven) -> u32 {
    hall.hall.plans().in_force.0
}

fn limit_days(hall: &Driven) -> u32 {
    hall.hall.last_plan().unwrap().parts().services[0].limit_days
}

#[test]
fn a_change_that_strands_nobody_holds_at_once() {
    let mut hall = Driven::staffed();
    let number = hall.take("X01", None, None).unwrap();
    propose(&mut hall, |parts| parts.windows[1].secondary.clear()).unwrap();
    assert_eq!(in_force(&hall), 2);
    assert!(hall.call(2).is_err(), "window 2 does not serve X any more");
    assert_eq!(hall.call(1).unwrap(), number);
}

#[test]
fn a_change_that_leaves_somebody_without_a_window_is_refused_with_who() {
    let mut hall = Driven::staffed();
    let number = hall.take("X01", None, None).unwrap();
    let no_window = |parts: &mut PlanParts| {
        parts.services.push(parts.services[0].clone());
        parts.services[2].code = ServiceCode::new("X02");
        for window in &mut parts.windows {
            window.excludes = vec![ServiceCode::new("X01")];
        }
        parts.windows.push(parts.windows[0].clone());
        parts.windows[2].number = WindowNumber::new(3);
        parts.windows[2].excludes.clear();
        // Window 3 could, but nobody may sign in there.
    };
    let Err(Rejection::WouldStrand { strands }) = propose(&mut hall, no_window) else {
        panic!("refused");
    };
    assert_eq!(strands.tickets, [(ticket(&number), ServiceCode::new("X01"))]);
    assert_eq!(in_force(&hall), 1);
    // Once the visitor is served, nobody is stranded.
    hall.serve(1);
    propose(&mut hall, no_window).unwrap();
    assert_eq!(in_force(&hall), 2);
}

#[test]
fn a_rota_that_leaves_somebody_without_a_window_is_refused() {
    let mut hall = Driven::staffed();
    hall.take("Y01", None, None).unwrap();
    let change = |parts: &mut PlanParts| {
        parts.windows[0].secondary.clear();
        parts.timetables[0].sessions[0] = SessionPlan {
            windows: vec![WindowNumber::new(1)],
            ..parts.timetables[0].sessions[0].clone()
        };
    };
    assert!(matches!(
        propose(&mut hall, change),
        Err(Rejection::WouldStrand { .. })
    ));
    // From tomorrow on nobody who waits today is concerned.
    propose_for(&mut hall, Some(TOMORROW), change).unwrap();
    assert_eq!(in_force(&hall), 1);
    assert_eq!(
        hall.hall.plan_on(TOMORROW).unwrap().parts().timetables[0].sessions[0]
            .windows
            .len(),
        1
    );
}

#[test]
fn what_is_in_use_today_does_not_change_today() {
    let mut hall = Driven::staffed();
    hall.take("X01", Some("elderly"), None).unwrap();
    let change = |parts: &mut PlanParts| {
        parts.timetables[0].sessions[0].to = jiff::civil::time(16, 0, 0, 0);
        parts.services[0].group = letter('Y');
        parts.services.push(parts.services[0].clone());
        parts.services[2].code = ServiceCode::new("X02");
        parts.services[2].group = letter('X');
        parts
            .classes
            .retain(|class| class.code != ClassCode::new("elderly"));
        parts.windows[0].secondary.clear();
        parts.windows[0].number = WindowNumber::new(3);
        parts.people[0].windows = vec![WindowNumber::new(3), WindowNumber::new(2)];
    };
    let Err(Rejection::NotWithinDay { things }) = propose(&mut hall, change) else {
        panic!("refused");
    };
    assert_eq!(
        things,
        [
            PlanThing::Class(ClassCode::new("elderly")),
            PlanThing::Hours,
            PlanThing::Service(ServiceCode::new("X01")),
            PlanThing::Window(WindowNumber::new(1)),
        ]
    );
}

#[test]
fn limits_wait_for_a_second_person() {
    let mut hall = Driven::staffed();
    propose(&mut hall, |parts| parts.services[0].limit_days = 5).unwrap();
    let waiting = hall.hall.plans().waiting.clone().unwrap();
    assert_eq!(waiting.limits, ["service.X01.limit_days"]);
    assert_eq!(limit_days(&hall), 0);
    let again = propose(&mut hall, |parts| parts.rules.undo_s = 5);
    assert_eq!(
        again,
        Err(Rejection::PlanWaits {
            version: VersionNumber(2)
        })
    );
    let own = approve(&mut hall, "m1", 2);
    assert_eq!(
        own,
        Err(Rejection::NeedsSecondPerson {
            version: VersionNumber(2)
        })
    );
    approve(&mut hall, "m2", 2).unwrap();
    assert_eq!((in_force(&hall), limit_days(&hall)), (2, 5));
}

#[test]
fn no_two_versions_of_one_manager_give_a_service_another_limit() {
    let mut hall = Driven::staffed();
    propose(&mut hall, |parts| another_service(parts, 5)).unwrap();
    approve(&mut hall, "m2", 2).unwrap();
    propose(&mut hall, |parts| drop(parts.services.pop())).unwrap();
    assert_eq!(in_force(&hall), 2, "the second person is waited for");
    approve(&mut hall, "m2", 3).unwrap();
    propose(&mut hall, |parts| another_service(parts, 20)).unwrap();
    assert_eq!(in_force(&hall), 3, "here too");
}

#[test]
fn a_rejected_version_never_holds_and_its_number_is_not_given_again() {
    let mut hall = Driven::staffed();
    propose(&mut hall, |parts| parts.rules.sigma_s = 60).unwrap();
    let reject = PlanVerb::Reject {
        version: VersionNumber(2),
    };
    send(&mut hall, "m2", reject.clone()).unwrap();
    assert_eq!(
        send(&mut hall, "m2", reject),
        Err(Rejection::UnknownVersion {
            version: VersionNumber(2)
        })
    );
    propose(&mut hall, |parts| parts.hall.names.en = "Hall".to_owned()).unwrap();
    assert_eq!(in_force(&hall), 3);
}

#[test]
fn a_version_of_another_day_begins_with_its_opening_and_a_restart_knows_it() {
    let mut hall = Driven::staffed();
    propose_for(&mut hall, Some(TOMORROW), |parts| {
        parts.hall.names.en = "New".to_owned();
    })
    .unwrap();
    hall.wind(at("20:00"));
    assert_eq!(in_force(&hall), 1);
    hall.open_next_day();
    assert_eq!(in_force(&hall), 2);
    assert_eq!(hall.hall.plan().unwrap().parts().hall.names.en, "New");
    assert!(hall.hall.plans().waiting.is_none());
}

#[test]
fn what_waits_is_carried_over_the_night() {
    let mut hall = Driven::staffed();
    let later = ServiceDay(date(2026, 11, 27));
    propose_for(&mut hall, Some(later), |parts| parts.services[0].limit_days = 3).unwrap();
    hall.wind(at("20:00"));
    hall.open_next_day();
    assert_eq!(in_force(&hall), 1);
    approve(&mut hall, "m2", 2).unwrap();
    assert_eq!(limit_days(&hall), 0, "not before its day");
    assert_eq!(
        hall.hall.plan_on(later).unwrap().parts().services[0].limit_days,
        3
    );
}

#[test]
fn a_holiday_on_a_day_with_bookings_is_refused_with_the_booking() {
    let mut hall = Driven::staffed();
    let code = crate::bookings::booked_tomorrow(&mut hall, 7, "11:00");
    let holiday = |parts: &mut PlanParts| {
        parts.holidays.push(queue_core::plan::Holiday {
            from: TOMORROW.0,
            until: TOMORROW.0,
            names: parts.hall.names.clone(),
        });
    };
    let Err(Rejection::WouldStrand { strands }) = propose(&mut hall, holiday) else {
        panic!("refused");
    };
    assert_eq!(strands.bookings, [(code, TOMORROW)]);
}

#[test]
fn a_later_plan_without_the_service_of_a_booking_is_refused_with_the_booking() {
    let mut hall = Driven::staffed();
    let code = crate::bookings::booked_tomorrow(&mut hall, 7, "11:00");
    let without = |parts: &mut PlanParts| parts.services[0].code = ServiceCode::new("X09");
    let Err(Rejection::WouldStrand { strands }) = propose_for(&mut hall, Some(TOMORROW), without) else {
        panic!("refused");
    };
    assert_eq!(strands.bookings, [(code, TOMORROW)]);
    let after = ServiceDay(date(2026, 11, 26));
    propose_for(&mut hall, Some(after), without).unwrap();
}

#[test]
fn a_journey_keeps_its_stages_while_somebody_is_to_come_back_into_the_middle_of_it() {
    let mut hall = Driven::staffed_with(crate::matters::with_journey());
    let number = crate::matters::take(&mut hall, vec![crate::matters::journey("home")]).unwrap();
    crate::matters::serve_on(&mut hall, 1, None);
    crate::bad_days::decide(&mut hall, crate::bad_days::group_down('X')).unwrap();
    let ticket = hall.visit(&number).ticket.clone();
    hall.visit_press(crate::support::kiosk(), ticket.visit, VisitVerb::Postpone)
        .unwrap();
    let revisit = hall.hall.register().by_token(&ticket.token).unwrap();
    let (code, last) = (revisit.code(), revisit.last_day());
    let without_the_last = |parts: &mut PlanParts| drop(parts.journeys[0].stages.pop());
    let Err(Rejection::WouldStrand { strands }) = propose_for(&mut hall, Some(TOMORROW), without_the_last)
    else {
        panic!("refused");
    };
    assert_eq!(strands.bookings, [(code, last)]);
    propose_for(&mut hall, Some(TOMORROW), |parts| {
        parts.journeys[0].names.en = "Moving".to_owned();
    })
    .expect("the stages stay");
    let mut hall = Driven::staffed_with(crate::matters::with_journey());
    propose_for(&mut hall, Some(TOMORROW), without_the_last).expect("nobody is to come back");
}

#[test]
fn a_new_window_and_a_new_service_work_at_once_and_an_early_closing_stands() {
    let mut hall = Driven::staffed();
    let early = queue_core::command::HallVerb::CloseEarly {
        issue_until: at("15:00"),
        day_ends_at: at("16:00"),
    };
    crate::bad_days::decide(&mut hall, early).unwrap();
    propose(&mut hall, |parts| {
        parts.services.push(parts.services[0].clone());
        parts.services[2].code = ServiceCode::new("X02");
        parts.windows.push(parts.windows[0].clone());
        parts.windows[2].number = WindowNumber::new(3);
        parts.people[0].windows.push(WindowNumber::new(3));
    })
    .unwrap();
    assert_eq!(hall.hall.times().unwrap().issue_until, at("15:00"));
    let number = hall.take("X02", None, None).unwrap();
    hall.press("c1", 1, WindowVerb::Close).unwrap();
    hall.press("c1", 3, WindowVerb::Open).unwrap();
    assert_eq!(hall.call(3).unwrap(), number);
}

#[test]
fn only_managers_and_only_from_the_plan_that_holds() {
    let mut hall = Driven::staffed();
    let plan = hall.hall.last_plan().unwrap().as_ref().clone();
    let verb = |base| PlanVerb::Propose {
        base: VersionNumber(base),
        plan: Box::new(plan.clone()),
        from: None,
        times: None,
    };
    let press = hall.request();
    let by_clerk = Command::Plan(PlanCommand { press, verb: verb(1) });
    assert_eq!(
        hall.run(crate::support::clerk("c1"), &by_clerk),
        Err(Rejection::NotYours)
    );
    assert_eq!(
        send(&mut hall, "m1", verb(0)),
        Err(Rejection::PlanMovedOn {
            in_force: VersionNumber(1)
        })
    );
    assert_eq!(send(&mut hall, "m1", verb(1)), Err(Rejection::NothingChanged));
    let other = propose(&mut hall, |parts| parts.hall.code = "elsewhere".to_owned());
    assert!(matches!(other, Err(Rejection::OtherHall { .. })));
    let today = propose_for(&mut hall, Some(ServiceDay(DAY)), |parts| {
        parts.hall.names.en = "N".to_owned();
    });
    assert_eq!(
        today,
        Err(Rejection::BadEffectDay {
            after: ServiceDay(DAY)
        })
    );
}

#[test]
fn a_version_that_would_strand_whoever_is_carried_over_midnight_waits_for_a_night_without_them() {
    let mut parts = crate::turn::never_closes();
    parts.services.push(parts.services[0].clone());
    parts.services[2].code = ServiceCode::new("X02");
    let mut hall = Driven::with(parts);
    hall.wind(at("09:00"));
    hall.press("c1", 1, WindowVerb::Open).unwrap();
    hall.take("X02", None, None).unwrap();
    propose_for(&mut hall, Some(TOMORROW), |parts| drop(parts.services.pop())).unwrap();
    turn(&mut hall);
    assert_eq!(in_force(&hall), 1, "somebody still waits for X02");
    assert_eq!(hall.hall.visits().count(), 1);
    hall.serve(1);
    turn(&mut hall);
    assert_eq!(in_force(&hall), 2);
}

/// Winds until the day turns, and opens the next.
fn turn(hall: &mut Driven) {
    while hall.hall.day().is_some() {
        let next = hall.hall.next_deadline().expect("the day's end");
        hall.wind(next);
    }
    hall.open_next_day();
}

#[test]
fn tickets_are_given_longer_by_a_plan_that_stops_them_later_unless_the_hall_closes_early() {
    let mut parts = crate::support::small_plan();
    parts.timetables[0].issue_until = None;
    parts.rules.ticket_stop_s = 3_600;
    let issued_until = |hall: &Driven| hall.hall.times().unwrap().issue_until;
    let stop_later = |hall: &mut Driven| {
        propose(hall, |parts| parts.rules.ticket_stop_s = 600).unwrap();
        approve(hall, "m2", 2).unwrap();
    };
    let mut hall = Driven::staffed_with(parts.clone());
    assert_eq!(issued_until(&hall), at("16:00"));
    stop_later(&mut hall);
    assert_eq!(issued_until(&hall), at("16:50"));
    let mut hall = Driven::staffed_with(parts);
    let early = queue_core::command::HallVerb::CloseEarly {
        issue_until: at("15:00"),
        day_ends_at: at("18:00"),
    };
    crate::bad_days::decide(&mut hall, early).unwrap();
    stop_later(&mut hall);
    assert_eq!(issued_until(&hall), at("15:00"));
}

#[test]
fn what_is_approved_on_its_own_day_begins_with_the_next_opening() {
    let mut hall = Driven::staffed();
    propose_for(&mut hall, Some(TOMORROW), |parts| {
        parts.services[0].limit_days = 3;
        parts.timetables[0].day_ends_at = "19:00".parse().unwrap();
    })
    .unwrap();
    hall.wind(at("20:00"));
    hall.open_next_day();
    approve(&mut hall, "m2", 2).expect("agreed to on its day");
    assert_eq!(limit_days(&hall), 0, "the open day keeps its plan");
    let ends = hall.hall.next_deadline().unwrap();
    hall.wind(ends);
    while hall.hall.day().is_some() {
        let next = hall.hall.next_deadline().expect("the day's end");
        hall.wind(next);
    }
    hall.open_next_day();
    assert_eq!((in_force(&hall), limit_days(&hall)), (2, 3));
}
