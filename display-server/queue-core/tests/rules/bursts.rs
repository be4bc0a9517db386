//! Tickets that come faster than people can want them.

use jiff::SignedDuration;
use queue_core::command::VisitVerb;

use crate::support::{Driven, at, clerk, kiosk, small_plan};

/// A ticket every `apart_s` seconds, `count` times.
fn tickets(hall: &mut Driven, count: u32, apart_s: i64) {
    for _ in 0..count {
        hall.take("X01", None, None).expect("a ticket");
        hall.wind(hall.now + SignedDuration::from_secs(apart_s));
    }
}

fn bursts(hall: &Driven) -> Vec<(String, String)> {
    let bursts = hall.hall.bursts(hall.now).into_iter();
    bursts
        .map(|(kiosk, since)| (kiosk.to_string(), since.strftime("%H:%M:%S").to_string()))
        .collect()
}

#[test]
fn twelve_tickets_within_a_minute_are_told_for_a_quarter_of_an_hour() {
    let mut hall = Driven::staffed();
    hall.wind(at("10:00"));
    tickets(&mut hall, 11, 5);
    assert_eq!(bursts(&hall), []);
    hall.take("X01", None, None).expect("the twelfth");
    let told = [("kiosk-1".to_owned(), "10:00:00".to_owned())];
    assert_eq!(bursts(&hall), told);
    hall.wind(at("10:15:00"));
    assert_eq!(bursts(&hall), told);
    hall.wind(at("10:15:01"));
    assert_eq!(bursts(&hall), []);
}

#[test]
fn as_many_at_a_walking_pace_are_none() {
    let mut hall = Driven::staffed();
    hall.wind(at("10:00"));
    tickets(&mut hall, 40, 6);
    assert_eq!(bursts(&hall), []);
}

#[test]
fn tickets_given_back_count_too_and_the_plan_says_how_many_are_many() {
    let mut parts = small_plan();
    parts.rules.burst_a_minute = 3;
    let mut hall = Driven::staffed_with(parts);
    hall.wind(at("10:00"));
    for _ in 0..3 {
        let number = hall.take("Y01", None, None).expect("a ticket");
        let visit = hall.visit(&number).ticket.visit;
        hall.visit_press(kiosk(), visit, VisitVerb::Withdraw)
            .expect("given back");
        hall.wind(hall.now + SignedDuration::from_secs(20));
    }
    assert_eq!(bursts(&hall), [("kiosk-1".to_owned(), "10:00:00".to_owned())]);
}

#[test]
fn a_line_that_is_entered_later_hides_no_burst() {
    let mut hall = Driven::staffed();
    hall.wind(at("11:00"));
    tickets(&mut hall, 12, 5);
    crate::by_hand::enter(&mut hall, clerk("c1"), crate::by_hand::line("XP001")).expect("entered");
    assert_eq!(bursts(&hall).len(), 1);
}
