//! One live ticket a person in the groups that are taken by card: who must show one, when, and what counts.

use queue_core::command::{Issue, Matter};
use queue_core::visit::Channel;
use queue_core::{Actor, Command, HolderHash, PlanParts, Rejection, ServiceCode};

use crate::matters::{journey, serve_on, service, with_journey};
use crate::support::{Driven, at, kiosk, letter, small_plan, ticket};

/// X is taken by card, Y freely.
fn x_by_card() -> PlanParts {
    let mut parts = small_plan();
    parts.groups[0].by_card = true;
    parts
}

/// The journey of X01 first, whose second stage is in the group Y too: that one is taken by card.
fn later_by_card() -> PlanParts {
    let mut parts = with_journey();
    parts.groups[1].by_card = true;
    parts
}

fn wish(hall: &mut Driven, matters: &[Matter], holder: Option<u8>) -> Issue {
    let mut issue = hall.issue_of("X01", None, None);
    issue.matters = matters.to_vec();
    issue.holder = holder.map(|holder| HolderHash::new([holder; 32]));
    issue
}

fn take(hall: &mut Driven, matters: &[Matter], holder: Option<u8>) -> Result<(), Rejection> {
    let issue = wish(hall, matters, holder);
    let request = issue.request;
    hall.run(kiosk(), &Command::Issue(issue))?;
    let number = hall
        .hall
        .visit_by_request(&request)
        .expect("issued")
        .ticket
        .number
        .to_string();
    hall.confirm(&number);
    Ok(())
}

fn second(number: &str) -> Result<(), Rejection> {
    Err(Rejection::SecondLiveTicket {
        ticket: ticket(number),
    })
}

fn card_needed(group: char) -> Result<(), Rejection> {
    Err(Rejection::CardNeeded { group: letter(group) })
}

#[test]
fn one_person_has_one_live_ticket_a_group() {
    let mut parts = x_by_card();
    parts.groups[1].by_card = true;
    let mut hall = Driven::staffed_with(parts);
    let (x, y) = ([service("X01")], [service("Y01")]);
    take(&mut hall, &x, Some(1)).unwrap();
    assert_eq!(take(&mut hall, &x, Some(1)), second("X001"));
    take(&mut hall, &x, Some(2)).expect("somebody else");
    take(&mut hall, &y, Some(1)).expect("another group");
    hall.wind(at("09:01"));
    assert_eq!(hall.serve(1), "X001");
    take(&mut hall, &x, Some(1)).expect("the first is over");
}

#[test]
fn what_is_taken_freely_beside_it_does_not_count() {
    let mut hall = Driven::staffed_with(x_by_card());
    let basket = [service("X01"), service("Y01")];
    take(&mut hall, &basket, Some(1)).unwrap();
    hall.wind(at("09:01"));
    assert_eq!(hall.serve(1), "X001");
    assert_eq!(hall.visit("X001").open_legs().count(), 1, "Y01 waits still");
    take(&mut hall, &basket, Some(1)).expect("no ticket by card is live");
    assert_eq!(take(&mut hall, &basket, Some(1)), second("X002"));
}

#[test]
fn nobody_is_asked_for_a_card_where_there_is_no_ticket() {
    let mut parts = x_by_card();
    parts.groups[0].numbers_per_day = 1;
    let mut hall = Driven::staffed_with(parts);
    let x = [service("X01")];
    assert_eq!(take(&mut hall, &x, None), card_needed('X'));
    take(&mut hall, &x, Some(1)).unwrap();
    let (group, full) = (letter('X'), take(&mut hall, &x, None));
    assert_eq!(full, Err(Rejection::NumbersUsedUp { group }));
    crate::bad_days::decide(&mut hall, crate::bad_days::group_down('X')).unwrap();
    assert_eq!(take(&mut hall, &x, None).unwrap_err().kind(), "service-stopped");
}

#[test]
fn a_journey_that_leads_through_a_group_by_card_begins_with_a_card() {
    let mut hall = Driven::staffed_with(later_by_card());
    let home = [journey("home")];
    assert_eq!(take(&mut hall, &home, None), card_needed('Y'));
    take(&mut hall, &home, Some(1)).unwrap();
    assert_eq!(
        take(&mut hall, &home, Some(1)),
        second("X001"),
        "it leads there still"
    );
    assert_eq!(take(&mut hall, &[service("Y01")], Some(1)), second("X001"));
    take(&mut hall, &[service("X01")], Some(1)).expect("X is taken freely");
    take(&mut hall, &[service("X02")], None).expect("X is taken freely");
    take(&mut hall, &home, Some(2)).expect("somebody else");
    hall.wind(at("09:01"));
    assert_eq!(serve_on(&mut hall, 1, None).0, "X001");
    assert_eq!(take(&mut hall, &home, Some(1)), second("X001"), "it is there");
}

#[test]
fn what_usually_follows_by_card_wants_the_card_at_once() {
    let mut parts = x_by_card();
    parts.services[1].next = Some(ServiceCode::new("X01"));
    let mut hall = Driven::staffed_with(parts);
    let y = [service("Y01")];
    assert_eq!(take(&mut hall, &y, None), card_needed('X'));
    take(&mut hall, &y, Some(1)).unwrap();
    assert_eq!(take(&mut hall, &y, Some(1)), second("Y001"));
}

#[test]
fn a_phone_begins_no_journey_that_wants_a_card_later() {
    let mut parts = later_by_card();
    parts.groups[0].remote = true;
    let mut hall = Driven::staffed_with(parts);
    let mut by_phone = |matter: Matter| {
        let mut issue = wish(&mut hall, &[matter], None);
        issue.channel = Channel::Phone;
        hall.run(Actor::Public, &Command::Issue(issue)).map(drop)
    };
    assert_eq!(by_phone(journey("home")), card_needed('Y'));
    by_phone(service("X01")).expect("taken freely");
    assert_eq!(by_phone(service("Y01")).unwrap_err().kind(), "not-remote");
}

#[test]
fn reception_looks_at_people_and_asks_for_no_card() {
    let mut hall = Driven::staffed_with(later_by_card());
    for _ in 0..2 {
        crate::matters::take(&mut hall, vec![journey("home")]).unwrap();
    }
}
