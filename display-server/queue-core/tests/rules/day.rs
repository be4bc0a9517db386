//! The service day: opened once, closed when nobody is left, every leftover with an outcome.

use jiff::civil::date;
use jiff::tz::TimeZone;
use queue_core::command::{EscortVerb, WindowVerb};
use queue_core::escort::Need;
use queue_core::event::EntryBody;
use queue_core::leg::Outcome;
use queue_core::{Actor, DeviceId, Entry, Event, HallPlan, Seq, ServiceDay};

use crate::support::{DAY, Driven, at, kiosk, small_plan, ticket};

#[test]
fn the_day_closes_when_issuing_has_ended_and_nobody_is_left() {
    let mut hall = Driven::staffed();
    hall.take_at("16:00", "X01");
    hall.wind(at("16:40"));
    assert!(hall.hall.day().is_some(), "somebody still waits");
    hall.serve(1);
    hall.wind(at("16:40:09"));
    assert!(hall.hall.day().is_some(), "the last press can still be undone");
    hall.wind(at("16:40:10"));
    assert_eq!(hall.hall.day(), None);
    assert_eq!(hall.hall.last_day(), Some(ServiceDay(DAY)));
}

#[test]
fn at_the_end_of_the_day_every_leftover_has_an_outcome() {
    let mut hall = Driven::staffed();
    let waiting = hall.take_at("16:00", "X01");
    let verb = EscortVerb::Request {
        place: DeviceId::new("post-door"),
        ticket: None,
        need: Need::default(),
    };
    hall.escort(kiosk(), verb).unwrap();
    hall.wind(at("19:59:59"));
    assert!(hall.hall.visit_by_number(&ticket(&waiting)).is_some());
    hall.wind(at("20:00"));
    let closing = &hall.journal.last().unwrap().body.events;
    assert!(matches!(
        closing[..],
        [
            Event::Postponed { .. },
            Event::Booked { .. },
            Event::EscortCancelled { .. },
            Event::DayClosed
        ]
    ));
}

#[test]
fn held_visitors_are_abandoned_when_issuing_ends() {
    let mut hall = Driven::staffed();
    let number = hall.take_at("16:00", "X01");
    hall.take("X01", None, None).unwrap();
    hall.call(1).unwrap();
    hall.press(
        "c1",
        1,
        WindowVerb::NoShow {
            ticket: ticket(&number),
        },
    )
    .unwrap();
    hall.wind(at("16:29:59"));
    assert!(!hall.first_leg(&number).is_ended());
    hall.wind(at("16:30"));
    assert_eq!(
        hall.first_leg(&number).record().unwrap().outcome,
        Outcome::Abandoned
    );
}

#[test]
fn a_visitor_missed_after_issuing_has_ended_is_not_held() {
    let mut hall = Driven::staffed();
    let number = hall.take_at("16:29", "X01");
    hall.wind(at("16:31"));
    hall.call(1).unwrap();
    hall.press(
        "c1",
        1,
        WindowVerb::NoShow {
            ticket: ticket(&number),
        },
    )
    .unwrap();
    assert_eq!(hall.first_leg(&number).record().unwrap().outcome, Outcome::NoShow);
}

#[test]
fn a_day_opens_once_and_only_after_the_last() {
    let plan = HallPlan::new(small_plan()).unwrap();
    let mut hall = Driven::open();
    assert_eq!(
        hall.hall.opening(&plan, ServiceDay(DAY), &TimeZone::UTC),
        None,
        "already open"
    );
    hall.wind(at("20:00"));
    assert_eq!(
        hall.hall.opening(&plan, ServiceDay(DAY), &TimeZone::UTC),
        None,
        "not twice"
    );
    let tomorrow = ServiceDay(date(2026, 11, 25));
    let opening = hall.hall.opening(&plan, tomorrow, &TimeZone::UTC).unwrap();
    let seq = Seq(hall.journal.len() as u64 + 1);
    let body = EntryBody {
        by: Actor::Hall,
        request: None,
        events: vec![opening],
    };
    let entry = Entry {
        seq,
        at: at("20:01"),
        body,
    };
    hall.hall.apply(&entry);
    hall.journal.push(entry);
    assert_eq!(hall.hall.day(), Some(tomorrow));
    assert_eq!(hall.hall.visits().count(), 0, "numbers begin anew");
}
