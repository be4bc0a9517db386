//! The day's turn of a hall that never closes.

use jiff::civil::{date, time};
use jiff::{SignedDuration, Timestamp};
use queue_core::command::{Ending, EscortVerb, HallVerb, Matter, Onward, VisitVerb, WindowVerb};
use queue_core::escort::Need;
use queue_core::event::EntryBody;
use queue_core::leg::LegState;
use queue_core::plan::Holiday;
use queue_core::{
    Command, DeviceId, Entry, Event, Hall, HallPlan, PlanParts, Rejection, ServiceCode, ServiceDay,
    WindowNumber,
};

use crate::support::{DAY, Driven, at, guide, kiosk, letter, small_plan, ticket};

/// Open from midnight to midnight, every day.
pub fn never_closes() -> PlanParts {
    let mut parts = small_plan();
    let table = &mut parts.timetables[0];
    table.doors_open_at = time(0, 0, 0, 0);
    table.sessions[0].from = time(0, 0, 0, 0);
    table.sessions[0].to = time(0, 0, 0, 0);
    table.day_ends_at = time(0, 0, 0, 0);
    table.issue_until = None;
    parts.rules.ticket_stop_s = 1_800;
    parts
}

fn midnight() -> Timestamp {
    at("23:59:59") + SignedDuration::from_secs(1)
}

fn turn(hall: &mut Driven) {
    hall.wind(midnight());
    assert_eq!(hall.hall.day(), None, "the day has ended");
    hall.open_next_day();
    assert_eq!(hall.now, midnight(), "no time passes");
}

fn start(hall: &mut Driven, code: &str, window: u16, number: &str) {
    let number = ticket(number);
    hall.press(code, window, WindowVerb::Start { ticket: number })
        .expect("start");
}

fn finish(hall: &mut Driven, code: &str, window: u16, number: &str) {
    let verb = WindowVerb::Finish {
        ticket: ticket(number),
        ending: Ending::usual(Onward::No),
    };
    hall.press(code, window, verb).expect("finish");
}

/// At 23:50: X001 is served at window 1, X002 is called to window 2, X003 waits, and a guide is asked for.
fn before_midnight() -> Driven {
    let mut hall = Driven::staffed_with(never_closes());
    for _ in 0..3 {
        hall.take_at("23:50", "X01");
    }
    hall.call(1).unwrap();
    start(&mut hall, "c1", 1, "X001");
    hall.sign_on("g1", "post-door");
    let verb = EscortVerb::Request {
        place: DeviceId::new("post-door"),
        ticket: None,
        need: Need::default(),
    };
    hall.escort(kiosk(), verb).unwrap();
    hall.wind(at("23:59:30"));
    hall.call(2).unwrap();
    hall
}

#[test]
fn tickets_are_issued_until_midnight_and_from_midnight_on() {
    let mut hall = Driven::staffed_with(never_closes());
    hall.take_at("23:59:59", "X01");
    turn(&mut hall);
    assert_eq!(
        hall.take("X01", None, None).unwrap(),
        "X002",
        "X001 is still called by its number"
    );
    assert_eq!(hall.take("Y01", None, None).unwrap(), "Y001");
    assert_eq!(hall.take("X01", None, None).unwrap(), "X003");
}

#[test]
fn who_waits_is_called_or_served_over_midnight_stays_so() {
    let mut hall = before_midnight();
    turn(&mut hall);
    assert_eq!(hall.hall.day(), Some(ServiceDay(DAY.tomorrow().unwrap())));
    assert!(matches!(hall.first_leg("X001").state, LegState::Serving { .. }));
    assert!(matches!(hall.first_leg("X002").state, LegState::Called { .. }));
    assert_eq!(hall.at_window(1).unwrap(), "X001");
    start(&mut hall, "c2", 2, "X002");
    finish(&mut hall, "c1", 1, "X001");
    assert_eq!(hall.call(1).unwrap(), "X003");
    let tally = hall.hall.tally(letter('X')).unwrap();
    assert_eq!((tally.issued, tally.finished, tally.served), (0, 1, 1));
}

#[test]
fn who_was_called_before_midnight_and_does_not_come_is_held_after_it() {
    let mut hall = before_midnight();
    turn(&mut hall);
    hall.wind(hall.now + SignedDuration::from_secs(90));
    assert_eq!(hall.first_leg("X002").state, LegState::Held);
    let visit = hall.visit("X002").ticket.visit;
    hall.visit_press(queue_core::Actor::Public, visit, VisitVerb::Reactivate)
        .unwrap();
    assert_eq!(hall.first_leg("X002").state, LegState::Waiting);
}

#[test]
fn an_escort_goes_on_over_midnight() {
    let mut hall = before_midnight();
    let job = hall.hall.escorts().next().unwrap().id;
    turn(&mut hall);
    hall.escort(guide("g1"), EscortVerb::Accept { escort: job })
        .unwrap();
    assert!(hall.hall.escort(job).unwrap().accepted_at.is_some());
    let verb = EscortVerb::Request {
        place: DeviceId::new("kiosk-1"),
        ticket: None,
        need: Need::default(),
    };
    hall.escort(kiosk(), verb).unwrap();
    let ids: Vec<_> = hall.hall.escorts().map(|escort| escort.id.0).collect();
    assert_eq!(ids, [1, 2], "the next job has a number of its own");
}

#[test]
fn what_ended_before_midnight_counts_on_its_day_alone() {
    let mut hall = Driven::staffed_with(never_closes());
    hall.wind(at("23:50"));
    let mut issue = hall.issue_of("X01", None, None);
    issue.matters.push(Matter::Service(ServiceCode::new("Y01")));
    hall.run(kiosk(), &Command::Issue(issue)).unwrap();
    hall.confirm("X001");
    hall.serve(1);
    let tally = |hall: &Driven, group| hall.hall.tally(letter(group)).map(|tally| tally.finished);
    assert_eq!(tally(&hall, 'X'), Some(1));
    turn(&mut hall);
    assert_eq!(tally(&hall, 'X').unwrap_or_default(), 0);
    hall.serve(2);
    assert_eq!(tally(&hall, 'X').unwrap_or_default(), 0);
    assert_eq!(tally(&hall, 'Y'), Some(1));
}

#[test]
fn a_press_before_midnight_is_not_undone_after_it() {
    let mut hall = before_midnight();
    hall.wind(at("23:59:55"));
    finish(&mut hall, "c1", 1, "X001");
    turn(&mut hall);
    let undo = hall.press("c1", 1, WindowVerb::Undo);
    assert_eq!(undo.unwrap_err(), Rejection::NothingToUndo);
}

#[test]
fn an_appointment_just_before_midnight_is_kept_just_after_it() {
    let mut hall = Driven::staffed_with(slots_of_five_minutes());
    crate::bookings::book(&mut hall, 1, "23:55", 1).unwrap();
    turn(&mut hall);
    assert!(is_expected(&hall));
    assert_eq!(crate::bookings::arrive(&mut hall, 1, false).unwrap(), "X001");
    let mut hall = Driven::staffed_with(slots_of_five_minutes());
    crate::bookings::book(&mut hall, 1, "23:55", 1).unwrap();
    turn(&mut hall);
    hall.wind(hall.now + SignedDuration::from_mins(6));
    assert!(!is_expected(&hall), "its patience ended at 0:05");
}

fn slots_of_five_minutes() -> PlanParts {
    let mut parts = never_closes();
    parts.rules.bookings.slot_s = 300;
    parts
}

fn is_expected(hall: &Driven) -> bool {
    let booking = hall.hall.register().by_token(&crate::bookings::token(1));
    booking.is_some_and(queue_core::booking::Booking::is_expected)
}

#[test]
fn a_hall_that_keeps_a_holiday_tomorrow_closes_today() {
    let mut parts = never_closes();
    let holiday = Holiday {
        from: date(2026, 11, 25),
        until: date(2026, 11, 25),
        names: parts.hall.names.clone(),
    };
    parts.holidays.push(holiday);
    let mut hall = Driven::staffed_with(parts);
    let number = hall.take_at("23:20", "X01");
    let late = {
        hall.wind(at("23:40"));
        hall.take("X01", None, None)
    };
    assert!(matches!(late, Err(Rejection::IssuingEnded { .. })), "{late:?}");
    let leg = hall.first_leg(&number).opened.id;
    hall.wind(midnight());
    let ended = hall.journal.iter().flat_map(|entry| &entry.body.events);
    let ended: Vec<_> = ended
        .filter(|event| **event == Event::Postponed { leg })
        .collect();
    assert_eq!(ended.len(), 1);
}

#[test]
fn a_hall_that_closes_early_tonight_does_not_turn() {
    let mut hall = before_midnight();
    let early = HallVerb::CloseEarly {
        issue_until: at("23:59:40"),
        day_ends_at: at("23:59:50"),
    };
    crate::bad_days::decide(&mut hall, early).unwrap();
    hall.wind(midnight());
    assert_eq!(hall.hall.day(), None);
    hall.open_next_day();
    assert_eq!(hall.hall.visits().count(), 0);
    assert_eq!(hall.at_window(1), None);
}

#[test]
fn a_window_that_the_new_plan_does_not_have_leaves_its_visitor_to_others() {
    let mut hall = before_midnight();
    hall.wind(midnight());
    let mut parts = never_closes();
    parts.windows.remove(1);
    for person in &mut parts.people {
        person.windows.retain(|window| *window == WindowNumber::new(1));
    }
    parts.people.retain(|person| person.code.as_str() != "c2");
    let plan = HallPlan::new(parts).expect("a sound plan");
    hall.open_next_day_with(&plan);
    finish(&mut hall, "c1", 1, "X001");
    assert_eq!(hall.call(1).unwrap(), "X002");
}

#[test]
fn a_restart_knows_what_was_carried() {
    let mut hall = before_midnight();
    turn(&mut hall);
    let opening = hall.journal.len() - 1;
    hall.take("Y01", None, None).unwrap();
    finish(&mut hall, "c1", 1, "X001");
    hall.wind(midnight() + SignedDuration::from_hours(24));
    let mut restarted = Hall::empty();
    for entry in &hall.journal[opening..] {
        let payload = serde_json::to_vec(&entry.body).unwrap();
        let body: EntryBody = serde_json::from_slice(&payload).unwrap();
        restarted.apply(&Entry {
            body,
            ..entry.clone()
        });
    }
    assert_eq!(restarted, hall.hall);
}

#[test]
fn a_plan_that_is_changed_before_midnight_does_not_close_the_hall() {
    let mut hall = before_midnight();
    crate::plans::propose(&mut hall, |parts| parts.windows[1].secondary.clear()).unwrap();
    turn(&mut hall);
    assert_eq!(hall.at_window(1).unwrap(), "X001");
}

#[test]
fn a_visits_number_is_never_given_again_at_midnight() {
    let mut hall = Driven::staffed_with(never_closes());
    let number = hall.take_at("23:50", "X01");
    let before = hall.visit(&number).ticket.visit;
    hall.serve(1);
    turn(&mut hall);
    let number = hall.take("X01", None, None).unwrap();
    assert_eq!(number, "X001", "the ticket's number is free again");
    assert!(hall.visit(&number).ticket.visit > before, "the visitor's is not");
}

#[test]
fn whoever_was_away_for_a_whole_day_has_given_up() {
    let mut parts = never_closes();
    parts.groups[0].remote = true;
    let mut hall = Driven::staffed_with(parts);
    hall.wind(at("23:00"));
    let visit = hall.take_remote("X01");
    turn(&mut hall);
    assert!(hall.hall.visit(visit).is_some(), "an hour is no day");
    hall.wind(midnight() + SignedDuration::from_hours(24));
    hall.open_next_day();
    assert_eq!(hall.hall.visit(visit), None);
    let leg = queue_core::LegId { visit, index: 0 };
    let mut events = hall.journal.iter().flat_map(|entry| &entry.body.events);
    assert!(events.any(|event| *event == Event::Abandoned { leg }));
}

#[test]
fn a_hall_that_will_close_from_tomorrow_on_leaves_nobody_at_midnight() {
    let mut hall = before_midnight();
    let tomorrow = ServiceDay(DAY.tomorrow().unwrap());
    crate::plans::propose_for(&mut hall, Some(tomorrow), |parts| {
        let table = &mut parts.timetables[0];
        table.doors_open_at = time(8, 0, 0, 0);
        table.sessions[0].from = time(8, 0, 0, 0);
        table.sessions[0].to = time(18, 0, 0, 0);
        table.day_ends_at = time(19, 0, 0, 0);
    })
    .unwrap();
    let waiting = hall.first_leg("X003").opened.id;
    hall.wind(midnight());
    let mut events = hall.journal.iter().flat_map(|entry| &entry.body.events);
    assert!(events.any(|event| *event == Event::Postponed { leg: waiting }));
    let plan = hall.hall.plan_on(tomorrow).unwrap().clone();
    hall.open_next_day_with(&plan);
    assert_eq!(hall.hall.visits().count(), 0);
    assert_eq!(hall.at_window(1), None, "and the windows are closed");
}

#[test]
fn a_plan_without_a_clerk_who_serves_over_midnight_waits() {
    let mut hall = before_midnight();
    let tomorrow = ServiceDay(DAY.tomorrow().unwrap());
    crate::plans::propose_for(&mut hall, Some(tomorrow), |parts| {
        parts.people.retain(|person| person.code.as_str() != "c1");
    })
    .unwrap();
    hall.wind(midnight());
    let old = hall.hall.last_plan().unwrap().as_ref();
    assert_eq!(hall.hall.plan_on(tomorrow).unwrap(), old);
}

#[test]
fn whoever_came_by_appointment_keeps_the_bookings_address_over_midnight() {
    let mut hall = Driven::staffed_with(slots_of_five_minutes());
    crate::bookings::book(&mut hall, 1, "23:55", 1).unwrap();
    hall.wind(at("23:56"));
    let number = crate::bookings::arrive(&mut hall, 1, false).unwrap();
    turn(&mut hall);
    let kept = hall.hall.register().kept_by(hall.visit(&number).ticket.visit);
    assert_eq!(kept.map(|booking| booking.token), Some(crate::bookings::token(1)));
}
