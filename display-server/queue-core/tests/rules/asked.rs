//! First-asked responsibility: who answers for a visitor, until the next one takes the visitor up.

use queue_core::command::{EscortVerb, Issue, WindowVerb};
use queue_core::escort::Need;
use queue_core::plan::Role;
use queue_core::visit::Channel;
use queue_core::{Actor, Command, DeviceId, EscortId, PersonCode, ServiceCode};

use crate::support::{Driven, guide, kiosk, ticket};

/// Who answers for whom, by work number and ticket.
fn open(hall: &Driven) -> Vec<(String, String)> {
    let open = hall.hall.responsibilities().into_iter();
    open.map(|one| (one.asked.person.to_string(), one.visit.ticket.number.to_string()))
        .collect()
}

fn answers(person: &str, number: &str) -> Vec<(String, String)> {
    vec![(person.to_owned(), number.to_owned())]
}

/// A ticket that reception gave.
fn from_reception(hall: &mut Driven, service: &str) -> String {
    let issue = Issue {
        channel: Channel::Reception,
        ..hall.issue_of(service, None, None)
    };
    let request = issue.request;
    let reception = Actor::Person {
        code: PersonCode::new("r1"),
        role: Role::Reception,
    };
    hall.run(reception, &Command::Issue(issue)).expect("issued");
    let visit = hall.hall.visit_by_request(&request).expect("a visit");
    visit.ticket.number.to_string()
}

#[test]
fn nobody_answers_for_who_was_asked_by_nobody() {
    let mut hall = Driven::staffed();
    hall.take("X01", None, None).expect("a ticket");
    assert_eq!(open(&hall), []);
}

#[test]
fn reception_answers_until_a_clerk_begins_to_serve() {
    let mut hall = Driven::staffed();
    let number = from_reception(&mut hall, "X01");
    assert_eq!(open(&hall), answers("r1", &number));
    hall.call(1).expect("called");
    assert_eq!(open(&hall), answers("r1", &number), "a call is no receipt");
    hall.start("c1", 1, &number);
    assert_eq!(open(&hall), []);
    hall.finish("c1", 1, &number, queue_core::command::Onward::No);
    assert_eq!(open(&hall), []);
}

#[test]
fn who_transfers_a_visitor_answers_until_the_next_clerk_begins() {
    let mut hall = Driven::staffed();
    let number = hall.take("X01", None, None).expect("a ticket");
    hall.call(1).expect("called");
    hall.start("c1", 1, &number);
    let to = ServiceCode::new("Y01");
    let transfer = WindowVerb::Transfer {
        ticket: ticket(&number),
        to,
    };
    hall.press("c1", 1, transfer).expect("transferred");
    assert_eq!(open(&hall), answers("c1", &number));
    hall.call(2).expect("called");
    hall.start("c2", 2, &number);
    assert_eq!(open(&hall), []);
}

#[test]
fn a_guide_takes_over_by_accepting_and_a_clerk_by_serving() {
    let mut hall = Driven::guided();
    let number = from_reception(&mut hall, "X01");
    let request = EscortVerb::Request {
        place: DeviceId::new("post-door"),
        ticket: Some(ticket(&number)),
        need: Need::default(),
    };
    hall.escort(kiosk(), request).expect("asked");
    assert_eq!(open(&hall), answers("r1", &number));
    hall.escort(guide("g1"), EscortVerb::Accept { escort: EscortId(1) })
        .expect("accepted");
    assert_eq!(open(&hall), answers("g1", &number));
    hall.call(1).expect("called");
    hall.start("c1", 1, &number);
    assert_eq!(open(&hall), []);
}

#[test]
fn what_is_undone_puts_the_responsibility_back_too() {
    let mut hall = Driven::staffed();
    let number = from_reception(&mut hall, "X01");
    hall.call(1).expect("called");
    hall.start("c1", 1, &number);
    hall.finish("c1", 1, &number, queue_core::command::Onward::No);
    hall.press("c1", 1, WindowVerb::Undo).expect("undone");
    assert_eq!(
        hall.visit(&number)
            .asked
            .as_ref()
            .map(|asked| asked.person.as_str()),
        Some("c1")
    );
}

#[test]
fn who_is_given_up_is_answered_for_no_more() {
    let mut hall = Driven::staffed();
    from_reception(&mut hall, "X01");
    let ends = crate::support::at("20:00");
    hall.wind(ends);
    assert_eq!(open(&hall), []);
}
