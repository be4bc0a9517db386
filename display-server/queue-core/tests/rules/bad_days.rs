//! Bad days: something does not work, everybody leaves, nobody serves, the hall closes early.

use jiff::SignedDuration;
use queue_core::announcement::AnnouncementKind;
use queue_core::booking::{BookedTime, BookingState};
use queue_core::command::{ByBooking, Ending, HallCommand, HallVerb, Matter, Onward, VisitVerb, WindowVerb};
use queue_core::hall::Touched;
use queue_core::leg::{AnchorReason, LegState, Outcome};
use queue_core::plan::{Names, Role};
use queue_core::stop::{StopCause, StopScope};
use queue_core::{
    Actor, AnnouncementId, AreaCode, Command, PersonCode, Rejection, ServiceCode, ServiceDay, StopId,
    WindowNumber,
};

use crate::support::{DAY, Driven, at, clerk, kiosk, letter, ticket};

fn manager() -> Actor {
    Actor::Person {
        code: PersonCode::new("m1"),
        role: Role::Manager,
    }
}

fn decide_as(hall: &mut Driven, by: Actor, verb: HallVerb) -> Result<Touched, Rejection> {
    let press = hall.request();
    hall.run(by, &Command::Hall(HallCommand { press, verb }))
}

pub fn decide(hall: &mut Driven, verb: HallVerb) -> Result<Touched, Rejection> {
    decide_as(hall, manager(), verb)
}

fn stop(cause: StopCause, scope: StopScope) -> HallVerb {
    HallVerb::Stop { cause, scope }
}

pub fn group_down(group: char) -> HallVerb {
    stop(StopCause::SystemDown, StopScope::Groups(vec![letter(group)]))
}

fn end() -> HallVerb {
    HallVerb::EndStop { stop: StopId(1) }
}

pub fn end_stop(stop: u32) -> HallVerb {
    HallVerb::EndStop { stop: StopId(stop) }
}

pub fn evacuation() -> HallVerb {
    stop(StopCause::Evacuation, StopScope::Hall)
}

pub fn cover(number: u16, by: u16) -> HallVerb {
    HallVerb::Cover {
        window: window(number),
        by: window(by),
    }
}

/// For ten minutes, everywhere.
pub fn announce(kind: AnnouncementKind) -> HallVerb {
    HallVerb::Announce {
        kind,
        text: Names {
            zh_hant: "尋人".to_owned(),
            zh_hans: "寻人".to_owned(),
            en: "A child is waiting at reception".to_owned(),
        },
        areas: Vec::new(),
        for_s: 600,
    }
}

fn window(number: u16) -> WindowNumber {
    WindowNumber::new(number)
}

fn start(hall: &mut Driven, code: &str, window: u16, number: &str) {
    let start = WindowVerb::Start {
        ticket: ticket(number),
    };
    hall.press(code, window, start).expect("start");
}

#[test]
fn while_a_system_is_down_no_ticket_of_its_group_is_given_or_called() {
    let mut hall = Driven::staffed();
    let waiting = hall.take("X01", None, None).unwrap();
    decide(&mut hall, group_down('X')).unwrap();
    let refused = hall.take("X01", None, None).unwrap_err();
    assert_eq!(refused.kind(), "service-stopped");
    assert!(hall.call(1).is_err());
    let this_one = WindowVerb::CallThis {
        ticket: ticket(&waiting),
        reason: "unwell".to_owned(),
    };
    assert_eq!(
        hall.press("c1", 1, this_one).unwrap_err().kind(),
        "service-stopped"
    );
    // The other group goes on, at the same window.
    let other = hall.take("Y01", None, None).unwrap();
    assert_eq!(hall.call(1), Ok(other));
}

#[test]
fn a_promise_stands_still_as_long_as_the_stop_lasts() {
    let mut hall = Driven::staffed();
    let number = hall.take("X01", None, None).unwrap();
    hall.wind(at("09:10"));
    decide(&mut hall, group_down('X')).unwrap();
    hall.wind(at("09:50"));
    decide(&mut hall, end()).unwrap();
    let leg = hall.first_leg(&number).clone();
    assert_eq!(leg.frozen_ms, 40 * 60 * 1000);
    assert_eq!(leg.deadline(), at("10:10"));
    assert_eq!(leg.opened.anchor, at("09:00"), "the anchor stays");
    hall.wind(at("10:05"));
    assert_eq!(hall.serve(1), number);
    let record = hall.first_leg(&number).record().unwrap();
    assert_eq!(
        record.promise_kept,
        Some(true),
        "kept, for nobody could call meanwhile"
    );
    assert_eq!(record.frozen_ms, 40 * 60 * 1000);
    assert_eq!(
        record.wait_ms,
        Some(65 * 60 * 1000),
        "the wait is what the visitor waited"
    );
}

#[test]
fn stops_that_overlap_hold_a_promise_once() {
    let mut hall = Driven::staffed();
    let number = hall.take("X01", None, None).unwrap();
    decide(&mut hall, group_down('X')).unwrap();
    hall.wind(at("09:10"));
    let department = StopScope::Department("GA".to_owned());
    decide(&mut hall, stop(StopCause::DepartmentAbsent, department)).unwrap();
    hall.wind(at("09:20"));
    decide(&mut hall, end()).unwrap();
    assert!(hall.call(1).is_err(), "the department is still away");
    hall.wind(at("09:30"));
    decide(&mut hall, HallVerb::EndStop { stop: StopId(2) }).unwrap();
    assert_eq!(hall.first_leg(&number).frozen_ms, 30 * 60 * 1000);
    assert_eq!(hall.call(1), Ok(number));
}

#[test]
fn whoever_becomes_ready_during_a_stop_is_held_from_then_on() {
    let mut hall = Driven::staffed();
    let number = hall.take("X01", None, None).unwrap();
    hall.call(1).unwrap();
    start(&mut hall, "c1", 1, &number);
    decide(&mut hall, group_down('Y')).unwrap();
    let finish = WindowVerb::Finish {
        ticket: ticket(&number),
        ending: Ending::usual(Onward::To(queue_core::command::NextService {
            service: ServiceCode::new("Y01"),
            ready_at: Some(at("09:20")),
        })),
    };
    hall.press("c1", 1, finish).unwrap();
    hall.wind(at("09:30"));
    decide(&mut hall, end()).unwrap();
    assert_eq!(hall.last_leg(&number).frozen_ms, 10 * 60 * 1000);
}

#[test]
fn after_a_stop_the_order_is_as_it_was() {
    let mut hall = Driven::staffed();
    let first = hall.take_at("09:01", "X01");
    let second = hall.take_at("09:02", "X01");
    decide(&mut hall, group_down('X')).unwrap();
    hall.wind(at("09:40"));
    decide(&mut hall, end()).unwrap();
    let third = hall.take_at("09:41", "X01");
    assert_eq!(
        [hall.serve(1), hall.serve(1), hall.serve(1)],
        [first, second, third]
    );
}

#[test]
fn the_same_stop_twice_is_one_and_an_unknown_scope_is_refused() {
    let mut hall = Driven::staffed();
    decide(&mut hall, group_down('X')).unwrap();
    decide(&mut hall, group_down('X')).unwrap();
    assert_eq!(hall.hall.stops().count(), 1);
    assert_eq!(
        decide(&mut hall, group_down('Z')).unwrap_err(),
        Rejection::UnknownScope
    );
    let nothing = stop(StopCause::SystemDown, StopScope::Services(Vec::new()));
    assert_eq!(decide(&mut hall, nothing).unwrap_err(), Rejection::UnknownScope);
    assert_eq!(
        decide(&mut hall, HallVerb::EndStop { stop: StopId(9) }).unwrap_err(),
        Rejection::UnknownStop
    );
    assert_eq!(
        decide_as(&mut hall, clerk("c1"), end()).unwrap_err(),
        Rejection::NotYours,
        "a clerk does not stop a hall"
    );
}

#[test]
fn an_evacuation_takes_calls_back_and_nobody_is_counted_for_it() {
    let mut hall = Driven::staffed();
    let served = hall.take("X01", None, None).unwrap();
    let called = hall.take("Y01", None, None).unwrap();
    hall.call(1).unwrap();
    start(&mut hall, "c1", 1, &served);
    hall.wind(at("09:05"));
    hall.call(2).unwrap();
    decide(&mut hall, stop(StopCause::Evacuation, StopScope::Hall)).unwrap();
    assert_eq!(hall.first_leg(&called).state, LegState::Waiting);
    assert_eq!(
        hall.first_leg(&called).first_called_at,
        None,
        "a call that nobody could answer"
    );
    assert_eq!(hall.at_window(2), None);
    hall.wind(at("09:35"));
    assert!(hall.call(2).is_err());
    decide(&mut hall, end()).unwrap();
    assert_eq!(hall.call(2), Ok(called.clone()));
    hall.wind(at("09:37"));
    let finish = WindowVerb::Finish {
        ticket: ticket(&served),
        ending: Ending::usual(Onward::No),
    };
    hall.press("c1", 1, finish).unwrap();
    let record = hall.first_leg(&served).record().unwrap();
    assert_eq!(
        record.handling_ms,
        Some(7 * 60 * 1000),
        "half an hour outside is no handling"
    );
    assert_eq!(hall.first_leg(&called).deadline(), at("10:00"));
}

#[test]
fn whoever_is_held_up_may_go_home_with_a_priority_revisit() {
    let mut hall = Driven::staffed();
    let number = hall.take("X01", None, None).unwrap();
    let visit = hall.visit(&number).ticket.visit;
    let early = hall.visit_press(kiosk(), visit, VisitVerb::Postpone);
    assert_eq!(early.unwrap_err(), Rejection::NothingStopped);
    decide(&mut hall, group_down('X')).unwrap();
    hall.visit_press(kiosk(), visit, VisitVerb::Postpone).unwrap();
    assert_eq!(
        hall.first_leg(&number).record().unwrap().outcome,
        Outcome::Postponed
    );
    let token = hall.visit(&number).ticket.token;
    let booking = hall.hall.register().by_token(&token).unwrap().clone();
    assert_eq!(booking.matters, [Matter::Service(ServiceCode::new("X01"))]);
    let until = ServiceDay(jiff::civil::date(2026, 12, 8));
    assert_eq!(booking.time, BookedTime::Revisit { until });
    // Back the same day, once the system answers again: before others.
    hall.wind(at("10:00"));
    decide(&mut hall, end()).unwrap();
    let other = hall.take("X01", None, None).unwrap();
    hall.wind(at("10:10"));
    let mut back = hall.issue_of("X01", None, None);
    back.booking = Some(ByBooking {
        token,
        accept_late: false,
    });
    let request = back.request;
    hall.run(kiosk(), &Command::Issue(back.clone())).unwrap();
    hall.wind(at("10:11"));
    let again = hall.hall.visit_by_request(&request).unwrap();
    assert_eq!(again.legs[0].opened.anchor_reason, AnchorReason::Revisit);
    assert_eq!(again.legs[0].opened.promise_s, 600);
    let back_number = again.ticket.number.to_string();
    assert_eq!([hall.serve(1), hall.serve(1)], [back_number, other]);
    let state = hall.hall.register().by_token(&token).unwrap().state;
    assert!(matches!(state, BookingState::Came { .. }));
    // Once.
    let mut twice = hall.issue_of("X01", None, None);
    twice.booking = back.booking;
    assert_eq!(
        hall.run(kiosk(), &Command::Issue(twice)).unwrap_err(),
        Rejection::BookingUsed
    );
}

#[test]
fn a_manager_sends_everybody_home_whom_a_stop_holds_up() {
    let mut hall = Driven::staffed();
    let here = hall.take("X01", None, None).unwrap();
    let waiting = [
        hall.take("X01", None, None).unwrap(),
        hall.take("X01", None, None).unwrap(),
    ];
    let other = hall.take("Y01", None, None).unwrap();
    hall.call(1).unwrap();
    start(&mut hall, "c1", 1, &here);
    decide(&mut hall, group_down('X')).unwrap();
    decide(&mut hall, HallVerb::Postpone { stop: StopId(1) }).unwrap();
    for number in &waiting {
        assert_eq!(
            hall.first_leg(number).record().unwrap().outcome,
            Outcome::Postponed
        );
    }
    assert!(!hall.first_leg(&here).is_ended(), "whoever is at a window stays");
    assert!(!hall.first_leg(&other).is_ended());
    assert_eq!(hall.hall.register().all().count(), 2);
}

#[test]
fn whoever_waits_at_closing_has_a_recorded_revisit_and_whoever_is_away_has_not() {
    let mut hall = Driven::staffed();
    let waiting = hall.take_at("16:20", "X01");
    let missed = hall.take("Y01", None, None).unwrap();
    hall.call(2).unwrap();
    hall.wind(at("16:25"));
    assert_eq!(hall.first_leg(&missed).state, LegState::Held);
    hall.wind(at("19:59"));
    let token = hall.visit(&waiting).ticket.token;
    assert_eq!(
        hall.hall.day(),
        Some(ServiceDay(DAY)),
        "open as long as somebody waits"
    );
    hall.wind(at("20:00"));
    assert_eq!(hall.hall.day(), None);
    assert!(hall.hall.register().by_token(&token).unwrap().is_expected());
    assert_eq!(hall.hall.register().all().count(), 1);
}

#[test]
fn the_next_opening_carries_who_is_expected() {
    let mut hall = Driven::staffed();
    let waiting = hall.take_at("16:20", "X01");
    let token = hall.visit(&waiting).ticket.token;
    hall.wind(at("20:00"));
    hall.open_next_day();
    assert!(hall.hall.register().by_token(&token).unwrap().is_expected());
    let mut back = hall.issue_of("Y01", None, None);
    back.booking = Some(ByBooking {
        token,
        accept_late: false,
    });
    hall.wind(hall.now + SignedDuration::from_hours(1));
    let request = back.request;
    hall.run(kiosk(), &Command::Issue(back)).unwrap();
    let visit = hall.hall.visit_by_request(&request).unwrap();
    assert_eq!(
        visit.legs[0].opened.service,
        ServiceCode::new("X01"),
        "for what it was"
    );
}

#[test]
fn a_department_that_is_away_has_its_visitors_served_elsewhere() {
    let mut hall = Driven::staffed();
    let number = hall.take_at("09:05", "X01");
    hall.wind(at("09:10"));
    let stop = stop(
        StopCause::DepartmentAbsent,
        StopScope::Services(vec![ServiceCode::new("X01")]),
    );
    decide(&mut hall, stop).unwrap();
    let reroute = HallVerb::Reroute {
        from: ServiceCode::new("X01"),
        to: ServiceCode::new("Y01"),
    };
    decide(&mut hall, reroute).unwrap();
    assert_eq!(
        hall.last_leg(&number).opened.anchor,
        at("09:05"),
        "with the old anchor"
    );
    assert_eq!(hall.call(2), Ok(number));
    let back = HallVerb::Reroute {
        from: ServiceCode::new("Y01"),
        to: ServiceCode::new("X01"),
    };
    assert_eq!(decide(&mut hall, back).unwrap_err().kind(), "service-stopped");
}

#[test]
fn nobody_is_transferred_to_where_nobody_serves() {
    let mut parts = crate::support::small_plan();
    parts.windows[0].secondary.clear();
    let mut hall = Driven::with(parts);
    hall.wind(at("09:00"));
    hall.press("c1", 1, WindowVerb::Open).unwrap();
    let number = hall.take("X01", None, None).unwrap();
    hall.call(1).unwrap();
    let transfer = WindowVerb::Transfer {
        ticket: ticket(&number),
        to: ServiceCode::new("Y01"),
    };
    assert_eq!(
        hall.press("c1", 1, transfer).unwrap_err().kind(),
        "no-window-serves"
    );
}

#[test]
fn a_window_covers_another_and_gives_it_back_when_its_clerk_comes() {
    let mut parts = crate::support::small_plan();
    parts.windows[0].secondary.clear();
    parts.windows[1].secondary.clear();
    parts.windows[0].deputy = Some(window(2));
    let mut hall = Driven::with(parts);
    hall.wind(at("09:00"));
    hall.press("c2", 2, WindowVerb::Open).unwrap();
    let number = hall.take("X01", None, None).unwrap();
    assert!(hall.call(2).is_err());
    assert_eq!(
        hall.hall.unserved(),
        [(ServiceCode::new("X01"), 1)],
        "seen, not stranded"
    );
    let cover = || HallVerb::Cover {
        window: window(1),
        by: window(2),
    };
    decide_as(&mut hall, clerk("c2"), cover()).expect("the plan names window 2 as its deputy");
    assert_eq!(hall.hall.unserved(), []);
    assert_eq!(hall.call(2), Ok(number));
    hall.press("c1", 1, WindowVerb::Open).unwrap();
    assert_eq!(hall.hall.covers().count(), 0);
    assert_eq!(
        decide(&mut hall, cover()).unwrap_err(),
        Rejection::NotCovered { window: window(1) },
        "it has a clerk of its own"
    );
    let reversed = HallVerb::Cover {
        window: window(2),
        by: window(1),
    };
    assert_eq!(
        decide_as(&mut hall, clerk("c1"), reversed).unwrap_err(),
        Rejection::NotYours
    );
}

#[test]
fn who_leaves_covers_nobody_any_more() {
    let mut hall = Driven::with(crate::support::small_plan());
    hall.wind(at("09:00"));
    hall.press("c2", 2, WindowVerb::Open).unwrap();
    let cover = HallVerb::Cover {
        window: window(1),
        by: window(2),
    };
    decide(&mut hall, cover).unwrap();
    hall.press("c2", 2, WindowVerb::Close).unwrap();
    assert_eq!(hall.hall.covers().count(), 0);
}

#[test]
fn an_announcement_stands_until_its_time_and_few_stand_at_once() {
    let mut hall = Driven::staffed();
    decide(&mut hall, announce(AnnouncementKind::Notice)).unwrap();
    hall.wind(at("09:01"));
    decide(&mut hall, announce(AnnouncementKind::Urgent)).unwrap();
    let kinds: Vec<_> = hall
        .hall
        .announcements(hall.now)
        .iter()
        .map(|one| one.kind)
        .collect();
    assert_eq!(
        kinds,
        [AnnouncementKind::Urgent, AnnouncementKind::Notice],
        "the gravest first"
    );
    for _ in 0..2 {
        decide(&mut hall, announce(AnnouncementKind::Notice)).unwrap();
    }
    assert_eq!(
        decide(&mut hall, announce(AnnouncementKind::Notice)).unwrap_err(),
        Rejection::TooManyAnnouncements { limit: 4 }
    );
    let enough = || HallVerb::EndAnnouncement {
        announcement: AnnouncementId(2),
    };
    decide(&mut hall, enough()).unwrap();
    assert_eq!(
        decide(&mut hall, enough()).unwrap_err(),
        Rejection::UnknownAnnouncement
    );
    hall.wind(at("09:10"));
    assert_eq!(
        hall.hall.announcements(hall.now).len(),
        2,
        "the first one's time is over"
    );
    let mut nowhere = announce(AnnouncementKind::Notice);
    if let HallVerb::Announce { areas, .. } = &mut nowhere {
        areas.push(AreaCode::new("moon"));
    }
    assert_eq!(decide(&mut hall, nowhere).unwrap_err().kind(), "unknown-area");
}

#[test]
fn a_hall_that_closes_early_issues_no_more_and_ends_at_its_new_hour() {
    let mut hall = Driven::staffed();
    let waiting = hall.take_at("10:00", "X01");
    let later = HallVerb::CloseEarly {
        issue_until: at("18:00"),
        day_ends_at: at("19:00"),
    };
    assert_eq!(decide(&mut hall, later).unwrap_err().kind(), "bad-closing");
    let early = HallVerb::CloseEarly {
        issue_until: at("10:30"),
        day_ends_at: at("11:00"),
    };
    decide(&mut hall, early).unwrap();
    hall.wind(at("10:31"));
    assert_eq!(hall.take("X01", None, None).unwrap_err().kind(), "issuing-ended");
    let token = hall.visit(&waiting).ticket.token;
    hall.wind(at("11:00"));
    assert_eq!(hall.hall.day(), None);
    assert!(
        hall.hall.register().by_token(&token).is_some(),
        "and may come back before others"
    );
}

#[test]
fn a_cover_never_makes_one_window_charge_and_collect() {
    let mut parts = crate::fees::plan();
    parts.windows[0].secondary.clear();
    parts.windows[1].secondary.clear();
    let mut hall = Driven::staffed_with(parts);
    hall.press("c2", 2, WindowVerb::Close).unwrap();
    let refused = decide(&mut hall, cover(2, 1)).unwrap_err();
    assert_eq!(refused.kind(), "charges-and-collects");
    assert_eq!(hall.hall.covers().count(), 0);
}
