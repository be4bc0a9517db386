//! The promise clock's published vectors.

use queue_core::command::{HallVerb, Onward, VisitVerb, WindowVerb};
use queue_core::{PlanParts, ServiceCode, WindowNumber};

use crate::support::{Driven, at, kiosk, small_plan};

#[test]
fn v1_a_special_group_counts_as_if_taken_fifteen_minutes_earlier() {
    let mut hall = Driven::staffed();
    let n1 = hall.take_at("09:00", "X01");
    hall.wind(at("09:14"));
    let p1 = hall.take("X01", Some("elderly"), None).unwrap();
    hall.wind(at("09:16"));
    let p2 = hall.take("X01", Some("elderly"), None).unwrap();
    hall.wind(at("09:20"));
    assert_eq!([hall.serve(1), hall.serve(1), hall.serve(1)], [p1, n1, p2]);
}

#[test]
fn v2_a_window_waits_five_minutes_more_before_it_helps_others() {
    for (x_taken_at, x_first) in [("09:04", true), ("09:06", false)] {
        let mut hall = Driven::staffed();
        let y3 = hall.take_at("09:00", "Y01");
        let x7 = hall.take_at(x_taken_at, "X01");
        hall.wind(at("09:20"));
        let expected = if x_first { &x7 } else { &y3 };
        assert_eq!(&hall.call(1).unwrap(), expected, "X taken at {x_taken_at}");
    }
}

#[test]
fn v3_booked_visitors_stand_by_the_later_of_booking_and_check_in() {
    let mut hall = Driven::staffed();
    let n6 = hall.take_at("09:36", "X01");
    let n5 = hall.take_at("09:45", "X01");
    hall.wind(at("09:50"));
    let a1 = hall.take("X01", None, Some("10:00")).unwrap();
    let standing: Vec<_> = hall.hall.next_for(queue_core::WindowNumber::new(1), 9);
    assert_eq!(standing.len(), 2, "A1 is not yet eligible at 09:50");
    hall.wind(at("09:55"));
    assert_eq!(
        hall.hall.next_for(queue_core::WindowNumber::new(1), 9).len(),
        3,
        "A1 is eligible from 09:55"
    );
    hall.wind(at("10:00"));
    let a3 = hall.take("X01", None, Some("09:40")).unwrap();
    hall.wind(at("10:08"));
    let a2 = hall.take("X01", None, Some("10:00")).unwrap();
    let order: Vec<String> = (0..5).map(|_| hall.serve(1)).collect();
    assert_eq!(order, [n6, a1, n5, a2, a3]);
}

#[test]
fn an_early_appointment_is_called_before_its_time_only_by_a_window_that_would_idle() {
    let mut hall = Driven::staffed();
    let booked = hall.take("X01", None, Some("10:00")).unwrap();
    let told = |hall: &Driven| hall.hall.told_windows().into_iter().collect::<Vec<_>>();
    assert_eq!(
        told(&hall),
        [WindowNumber::new(1)],
        "its own window is idle and told"
    );
    let walk_in = hall.take("X01", None, None).unwrap();
    assert_eq!(hall.serve(1), walk_in);
    assert_eq!(
        hall.call(1).unwrap(),
        booked,
        "nobody else waits: better early than idle"
    );
    assert_eq!(hall.first_leg(&booked).record(), None);
}

#[test]
fn an_appointment_that_was_called_early_and_missed_is_waited_for_from_when_its_visitor_is_back() {
    let mut hall = Driven::staffed();
    let booked = hall.take("X01", None, Some("10:00")).unwrap();
    hall.call(1).unwrap();
    hall.wind(at("09:05"));
    let visit = hall.visit(&booked).ticket.visit;
    hall.visit_press(kiosk(), visit, VisitVerb::Reactivate).unwrap();
    let opened = &hall.first_leg(&booked).opened;
    assert_eq!(
        [opened.anchor, opened.ready_at, opened.callable_at],
        [at("09:05"); 3]
    );
}

#[test]
fn without_an_early_call_limit_a_booked_visitor_stands_in_the_queue_from_check_in() {
    let mut parts = small_plan();
    parts.rules.early_call_s = None;
    let mut hall = Driven::with(parts);
    hall.wind(at("09:00"));
    hall.take("X01", None, Some("10:00")).unwrap();
    assert_eq!(hall.hall.next_for(queue_core::WindowNumber::new(1), 9).len(), 1);
}

#[test]
fn a_visitor_can_be_told_who_passed_and_until_when_that_may_happen() {
    let mut hall = Driven::staffed();
    let waits = hall.take("X01", None, None).unwrap();
    hall.wind(at("09:05"));
    let elderly = hall.take("X01", Some("elderly"), None).unwrap();
    let leg = |hall: &Driven| hall.first_leg(&waits).clone();
    // 30 minutes less the shortest promise of 10, and σ of 5 more.
    assert_eq!(hall.hall.passed_until(&leg(&hall)), Some(at("09:25")));
    assert_eq!(hall.call(1), Ok(elderly));
    let passed: Vec<_> = hall
        .hall
        .passed_by(&leg(&hall))
        .into_iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(passed, ["elderly"]);
    hall.press("c1", 1, WindowVerb::Undo).unwrap();
    assert!(
        hall.hall.passed_by(&leg(&hall)).is_empty(),
        "an undone call passed nobody"
    );
}

fn reroute(hall: &mut Driven, from: &str, to: &str) {
    let verb = HallVerb::Reroute {
        from: ServiceCode::new(from),
        to: ServiceCode::new(to),
    };
    crate::bad_days::decide(hall, verb).unwrap();
}

#[test]
fn an_appointment_that_was_sent_elsewhere_is_called_early_there_by_a_window_that_would_idle() {
    let mut hall = Driven::staffed_with(own_groups_only());
    let booked = hall.take("X01", None, Some("10:00")).unwrap();
    reroute(&mut hall, "X01", "Y01");
    assert!(hall.call(1).is_err(), "not served here any more");
    let told: Vec<_> = hall.hall.told_windows().into_iter().collect();
    assert_eq!(told, [WindowNumber::new(2)]);
    let walk_in = hall.take("Y01", None, None).unwrap();
    assert_eq!(hall.serve(2), walk_in, "whoever waits comes first");
    reroute(&mut hall, "Y01", "X01");
    reroute(&mut hall, "X01", "Y01");
    assert_eq!(hall.call(2), Ok(booked), "however often it was sent on");
}

#[test]
fn a_next_leg_that_was_sent_elsewhere_is_not_called_before_it_is_ready() {
    let mut parts = own_groups_only();
    parts.services[0].next = Some(ServiceCode::new("X02"));
    parts.services[0].next_lag_s = 600;
    parts.services.push(parts.services[0].clone());
    parts.services[2].code = ServiceCode::new("X02");
    parts.services[2].next = None;
    let mut hall = Driven::staffed_with(parts);
    let booked = hall.take("X01", None, Some("09:00")).unwrap();
    hall.call(1).unwrap();
    hall.start("c1", 1, &booked);
    hall.finish("c1", 1, &booked, Onward::AsUsual);
    reroute(&mut hall, "X02", "Y01");
    assert!(hall.call(2).is_err(), "it becomes ready at 09:10");
    hall.wind(at("09:10"));
    assert_eq!(hall.call(2), Ok(booked));
}

/// A plan whose windows serve only the groups of their own.
fn own_groups_only() -> PlanParts {
    let mut parts = small_plan();
    parts
        .windows
        .iter_mut()
        .for_each(|window| window.secondary.clear());
    parts
}
