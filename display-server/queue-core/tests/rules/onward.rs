//! A ticket that goes on after one window: next legs, transfers, and being set aside.

use queue_core::command::{Correction, Ending, NextService, Onward, WindowVerb};
use queue_core::leg::Outcome;
use queue_core::{ServiceCode, WindowNumber};

use crate::support::{Driven, at, small_plan, ticket};

#[test]
fn a_next_leg_runs_from_when_it_becomes_ready() {
    let mut hall = Driven::staffed();
    let number = hall.take("X01", None, None).unwrap();
    hall.call(1).unwrap();
    hall.press(
        "c1",
        1,
        WindowVerb::Start {
            ticket: ticket(&number),
        },
    )
    .unwrap();
    hall.wind(at("09:10"));
    let next = NextService {
        service: ServiceCode::new("Y01"),
        ready_at: Some(at("09:14")),
    };
    let finish = WindowVerb::Finish {
        ticket: ticket(&number),
        ending: Ending::usual(Onward::To(next)),
    };
    hall.press("c1", 1, finish).unwrap();
    assert!(hall.call(2).is_err(), "not ready yet");
    hall.wind(at("09:14"));
    assert_eq!(hall.call(2).unwrap(), number, "the number stays");
    let leg = hall.last_leg(&number);
    assert_eq!(
        (leg.opened.anchor, leg.opened.ready_at, leg.opened.promise_s),
        (at("09:14"), at("09:14"), 900)
    );
}

#[test]
fn a_transfer_keeps_the_anchor_and_waits_anew() {
    let mut hall = Driven::staffed();
    let number = hall.take("X01", Some("elderly"), None).unwrap();
    hall.call(1).unwrap();
    hall.press(
        "c1",
        1,
        WindowVerb::Start {
            ticket: ticket(&number),
        },
    )
    .unwrap();
    hall.wind(at("09:06"));
    let to = WindowVerb::Transfer {
        ticket: ticket(&number),
        to: ServiceCode::new("Y01"),
    };
    hall.press("c1", 1, to).unwrap();
    let first = hall.first_leg(&number).record().unwrap();
    assert_eq!(
        (first.outcome, first.handling_ms),
        (Outcome::Transferred, Some(360_000))
    );
    let opened = &hall.last_leg(&number).opened;
    assert_eq!(
        (opened.anchor, opened.ready_at, opened.promise_s),
        (at("09:00"), at("09:06"), 900)
    );
}

#[test]
fn a_parked_leg_keeps_its_anchor_and_its_served_time() {
    let mut hall = Driven::staffed();
    let number = hall.take("X01", None, None).unwrap();
    hall.call(1).unwrap();
    hall.press(
        "c1",
        1,
        WindowVerb::Start {
            ticket: ticket(&number),
        },
    )
    .unwrap();
    hall.wind(at("09:04"));
    hall.press(
        "c1",
        1,
        WindowVerb::Park {
            ticket: ticket(&number),
        },
    )
    .unwrap();
    assert_eq!(hall.hall.parked_at(WindowNumber::new(1)).count(), 1);
    assert!(hall.call(1).is_err(), "set aside is not in the queue");
    hall.wind(at("09:10"));
    hall.press(
        "c1",
        1,
        WindowVerb::ResumeTicket {
            ticket: ticket(&number),
        },
    )
    .unwrap();
    hall.press(
        "c1",
        1,
        WindowVerb::Start {
            ticket: ticket(&number),
        },
    )
    .unwrap();
    hall.wind(at("09:13"));
    let finish = WindowVerb::Finish {
        ticket: ticket(&number),
        ending: Ending::usual(Onward::No),
    };
    hall.press("c1", 1, finish).unwrap();
    let record = hall.first_leg(&number).record().unwrap();
    assert_eq!(record.handling_ms, Some(7 * 60_000));
    assert_eq!(
        record.wait_ms,
        Some(0),
        "the wait ended with the first call, not with the second"
    );
    assert_eq!(record.leg.anchor, at("09:00"));
}

#[test]
fn a_ticket_set_aside_at_a_window_that_closed_is_taken_up_at_another() {
    let mut hall = Driven::staffed();
    let number = hall.take("X01", None, None).unwrap();
    hall.call(1).unwrap();
    hall.press(
        "c1",
        1,
        WindowVerb::Park {
            ticket: ticket(&number),
        },
    )
    .unwrap();
    let resume = || WindowVerb::ResumeTicket {
        ticket: ticket(&number),
    };
    assert!(
        hall.press("c2", 2, resume()).is_err(),
        "window 1 will come back to it"
    );
    hall.press("c1", 1, WindowVerb::Close).unwrap();
    hall.press("c2", 2, resume()).unwrap();
    assert_eq!(hall.at_window(2), Some(number));
}

#[test]
fn what_usually_follows_is_opened_unless_the_outcome_ends_the_matter() {
    let cases = [
        (None, Onward::AsUsual, true),
        (Some(Outcome::Accepted), Onward::AsUsual, true),
        (Some(Outcome::AwaitingCorrection), Onward::AsUsual, false),
        (Some(Outcome::Refused), Onward::AsUsual, false),
        (None, Onward::No, false),
    ];
    for (outcome, next, goes_on) in cases {
        let mut parts = small_plan();
        for service in &mut parts.services {
            if service.code.as_str() == "X01" {
                service.next = Some(ServiceCode::new("Y01"));
            }
        }
        let mut hall = Driven::staffed_with(parts);
        let number = hall.take("X01", None, None).unwrap();
        hall.call(1).unwrap();
        let here = ticket(&number);
        hall.press("c1", 1, WindowVerb::Start { ticket: here.clone() })
            .unwrap();
        let case = format!("{outcome:?}, {next:?}");
        // Somebody must wait, so that the finish by calling the next one is decided at all.
        hall.take("X01", None, None).unwrap();
        let verb = WindowVerb::CallNext {
            serving: Some(here),
            ending: Ending {
                outcome,
                next,
                correction: (outcome == Some(Outcome::AwaitingCorrection)).then_some(Correction::LookThrough),
                ..Ending::default()
            },
        };
        hall.press("c1", 1, verb).unwrap();
        let follows = hall
            .visit(&number)
            .open_legs()
            .next()
            .map(|leg| leg.opened.service.clone());
        assert_eq!(follows, goes_on.then(|| ServiceCode::new("Y01")), "{case}");
    }
}
