//! Taking a ticket: numbers, hours, classes, confirmation.

use jiff::SignedDuration;
use queue_core::command::VisitVerb;
use queue_core::leg::{AnchorReason, LegState};
use queue_core::plan::IssuingEnd;
use queue_core::visit::{Confirmation, Evidence};
use queue_core::{Command, Hall, Rejection, ServiceCode, WindowNumber};

use crate::support::{Driven, at, kiosk, letter, small_plan};

#[test]
fn numbers_run_by_group_and_widen_after_999() {
    let mut hall = Driven::staffed();
    let taken: Vec<_> = ["X01", "Y01", "X01"]
        .map(|service| hall.take(service, None, None).unwrap())
        .into();
    assert_eq!(taken, ["X001", "Y001", "X002"]);
    assert_eq!(letter('X').number(999).as_str(), "X999");
    assert_eq!(letter('X').number(1000).as_str(), "X1000");
}

#[test]
fn a_group_whose_numbers_are_used_up_refuses() {
    let mut parts = small_plan();
    parts.groups[0].numbers_per_day = 2;
    let mut hall = Driven::with(parts);
    hall.take("X01", None, None).unwrap();
    hall.take("X01", None, None).unwrap();
    assert_eq!(
        hall.take("X01", None, None),
        Err(Rejection::NumbersUsedUp { group: letter('X') })
    );
    assert_eq!(
        hall.take("Y01", None, None).unwrap(),
        "Y001",
        "another group goes on"
    );
}

#[test]
fn a_repeated_press_decides_to_nothing() {
    let mut hall = Driven::staffed();
    let issue = Command::Issue(hall.issue_of("X01", None, None));
    hall.run(kiosk(), &issue).unwrap();
    assert_eq!(hall.hall.decide(hall.now, &kiosk(), &issue), Ok(Vec::new()));
    assert_eq!(hall.hall.visits().count(), 1);
}

#[test]
fn tickets_are_issued_from_the_doors_opening_until_issuing_ends() {
    let mut hall = Driven::open();
    assert!(
        hall.take("X01", None, None).is_ok(),
        "doors open before the windows do"
    );
    hall.wind(at("16:29:59"));
    assert!(hall.take("X01", None, None).is_ok());
    hall.wind(at("16:30"));
    assert_eq!(
        hall.take("X01", None, None),
        Err(Rejection::IssuingEnded {
            service: ServiceCode::new("X01"),
            why: IssuingEnd::HallCloses,
            again_at: Some(at("08:30") + SignedDuration::from_hours(24)),
        })
    );
}

#[test]
fn a_group_left_out_of_a_session_says_from_when() {
    let mut parts = small_plan();
    let mut lunch = parts.timetables[0].sessions[0].clone();
    parts.timetables[0].sessions[0].to = jiff::civil::time(12, 0, 0, 0);
    lunch.from = jiff::civil::time(12, 0, 0, 0);
    lunch.to = jiff::civil::time(14, 0, 0, 0);
    lunch.groups = vec![letter('X')];
    let mut afternoon = lunch.clone();
    afternoon.from = lunch.to;
    afternoon.to = jiff::civil::time(17, 0, 0, 0);
    afternoon.groups.clear();
    parts.timetables[0].sessions.extend([lunch, afternoon]);
    let mut hall = Driven::with(parts);
    hall.wind(at("12:30"));
    assert!(hall.take("X01", None, None).is_ok());
    assert_eq!(
        hall.take("Y01", None, None),
        Err(Rejection::NotYet {
            service: ServiceCode::new("Y01"),
            from: at("14:00")
        })
    );
}

#[test]
fn a_closed_hall_refuses_everything() {
    let mut hall = Driven::open();
    let issue = Command::Issue(hall.issue_of("X01", None, None));
    assert_eq!(
        Hall::empty().decide(hall.now, &kiosk(), &issue),
        Err(Rejection::HallClosed)
    );
}

#[test]
fn a_class_is_claimed_only_where_the_plan_allows() {
    let mut hall = Driven::staffed();
    let elderly = hall.take("X01", Some("elderly"), None).unwrap();
    assert_eq!(hall.first_leg(&elderly).opened.promise_s, 900);
    for class in ["veteran", "appointment", "next_leg"] {
        let refused = hall.take("X01", Some(class), None);
        assert!(
            matches!(refused, Err(Rejection::ClassNotClaimable { .. })),
            "{class} at a kiosk"
        );
    }
    assert!(matches!(
        hall.take("X01", Some("king"), None),
        Err(Rejection::UnknownClass { .. })
    ));
}

#[test]
fn only_a_confirmed_ticket_is_callable_and_an_unconfirmed_one_after_twenty_seconds() {
    let mut hall = Driven::staffed();
    let issue = hall.issue_of("X01", None, None);
    let request = issue.request;
    hall.run(kiosk(), &Command::Issue(issue)).unwrap();
    assert_eq!(
        hall.call(1),
        Err(Rejection::NobodyWaiting {
            window: WindowNumber::new(1)
        })
    );
    hall.wind(at("09:00:19"));
    assert!(hall.call(1).is_err());
    hall.wind(at("09:00:20"));
    assert_eq!(hall.call(1).unwrap(), "X001");
    assert_eq!(
        hall.visit("X001").confirmation,
        Confirmation::Overdue,
        "marked so"
    );
    hall.run(
        kiosk(),
        &Command::Confirm {
            request,
            evidence: Evidence::Proof,
        },
    )
    .unwrap();
    assert!(
        matches!(hall.visit("X001").confirmation, Confirmation::Confirmed { .. }),
        "late proof counts"
    );
}

#[test]
fn a_voided_ticket_leaves_the_queue_and_its_number_is_never_reused() {
    let mut hall = Driven::staffed();
    let issue = hall.issue_of("X01", None, None);
    let request = issue.request;
    hall.run(kiosk(), &Command::Issue(issue)).unwrap();
    hall.run(
        kiosk(),
        &Command::Void {
            request,
            reason: "paper".to_owned(),
        },
    )
    .unwrap();
    assert!(hall.first_leg("X001").is_ended());
    assert_eq!(hall.take("X01", None, None).unwrap(), "X002");
}

#[test]
fn a_late_check_in_is_an_ordinary_walk_in() {
    let mut hall = Driven::staffed();
    hall.wind(at("10:10"));
    let in_time = hall.take("X01", None, Some("10:00")).unwrap();
    hall.wind(at("10:10:00.001"));
    let late = hall.take("X01", None, Some("10:00")).unwrap();
    assert_eq!(
        hall.first_leg(&in_time).opened.anchor_reason,
        AnchorReason::Booked
    );
    assert_eq!(hall.first_leg(&in_time).opened.promise_s, 600);
    assert_eq!(
        hall.first_leg(&late).opened.anchor_reason,
        AnchorReason::LateCheckIn
    );
    assert_eq!(hall.first_leg(&late).opened.promise_s, 1800);
}

#[test]
fn a_withdrawn_ticket_ends_and_frees_its_window() {
    let mut hall = Driven::staffed();
    let number = hall.take("X01", None, None).unwrap();
    hall.call(1).unwrap();
    let visit = hall.visit(&number).ticket.visit;
    hall.visit_press(queue_core::Actor::Visitor { visit }, visit, VisitVerb::Withdraw)
        .unwrap();
    assert_eq!(hall.at_window(1), None);
    assert!(matches!(hall.first_leg(&number).state, LegState::Ended { .. }));
    assert_eq!(
        hall.visit_press(kiosk(), visit, VisitVerb::Withdraw)
            .unwrap()
            .visits
            .len(),
        0,
        "once is enough"
    );
}

#[test]
fn a_token_is_one_tickets_and_a_voided_ticket_is_not_confirmed() {
    let mut hall = Driven::staffed();
    let issue = hall.issue_of("X01", None, None);
    let (request, token) = (issue.request, issue.token);
    hall.run(kiosk(), &Command::Issue(issue)).unwrap();
    let mut again = hall.issue_of("X01", None, None);
    again.token = token;
    assert_eq!(
        hall.run(kiosk(), &Command::Issue(again)),
        Err(Rejection::TokenUsed)
    );
    hall.run(
        kiosk(),
        &Command::Void {
            request,
            reason: "no paper".to_owned(),
        },
    )
    .unwrap();
    let late = hall.run(
        kiosk(),
        &Command::Confirm {
            request,
            evidence: Evidence::Proof,
        },
    );
    assert!(matches!(late, Err(Rejection::WrongState { .. })));
}

#[test]
fn a_press_given_up_before_it_was_heard_gives_no_ticket_when_it_comes_late() {
    let mut hall = Driven::staffed();
    let issue = hall.issue_of("X01", None, None);
    let void = Command::Void {
        request: issue.request,
        reason: "no answer".to_owned(),
    };
    hall.run(kiosk(), &void).unwrap();
    assert_eq!(
        hall.run(kiosk(), &Command::Issue(issue)),
        Err(Rejection::PressGivenUp)
    );
    assert_eq!(hall.hall.visits().count(), 0);
    assert!(hall.run(kiosk(), &void).unwrap().visits.is_empty());
}

#[test]
fn proof_that_comes_late_is_kept_and_weaker_evidence_is_not() {
    let mut hall = Driven::staffed();
    let issue = hall.issue_of("X01", None, None);
    let request = issue.request;
    hall.run(kiosk(), &Command::Issue(issue)).unwrap();
    let known = |hall: &Driven| hall.hall.visits().next().unwrap().confirmation.clone();
    for (told, kept) in [
        (Evidence::None, Evidence::None),
        (Evidence::Proof, Evidence::Proof),
        (Evidence::Probably, Evidence::Proof),
    ] {
        let evidence = told;
        hall.run(kiosk(), &Command::Confirm { request, evidence })
            .unwrap();
        assert_eq!(known(&hall), Confirmation::Confirmed { evidence: Some(kept) });
    }
    assert_eq!(
        hall.hall.queue(letter('X')).map(queue_core::calling::Queue::len),
        Some(1)
    );
}
