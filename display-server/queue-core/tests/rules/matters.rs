//! One ticket for several matters, journeys through several services, and tickets taken elsewhere.

use jiff::Timestamp;
use queue_core::command::{Ending, Issue, Matter, Onward, VisitVerb, WindowVerb};
use queue_core::event::Choice;
use queue_core::leg::{AnchorReason, LegState, Outcome};
use queue_core::plan::{Journey, Names, Stage, StageLeg};
use queue_core::stop::{StopCause, StopScope};
use queue_core::visit::Channel;
use queue_core::{Command, JourneyCode, PlanParts, Rejection, ServiceCode};

use crate::support::{Driven, at, call_next, kiosk, small_plan, ticket};

pub fn service(code: &str) -> Matter {
    Matter::Service(ServiceCode::new(code))
}

pub fn journey(code: &str) -> Matter {
    Matter::Journey(JourneyCode::new(code))
}

pub fn issue(hall: &mut Driven, matters: Vec<Matter>) -> Issue {
    Issue {
        matters,
        channel: Channel::Reception,
        ..hall.issue_of("X01", None, None)
    }
}

pub fn take(hall: &mut Driven, matters: Vec<Matter>) -> Result<String, Rejection> {
    let issue = issue(hall, matters);
    let request = issue.request;
    hall.run(kiosk(), &Command::Issue(issue))?;
    let visit = hall.hall.visit_by_request(&request).expect("issued");
    Ok(visit.ticket.number.to_string())
}

/// X01, then after two minutes Y01 beside X02, then Y02.
pub fn with_journey() -> PlanParts {
    let mut parts = small_plan();
    for code in ["X02", "Y02"] {
        let like = parts
            .services
            .iter()
            .find(|one| one.code.as_str().starts_with(&code[..1]));
        let mut more = like.expect("a service of that letter").clone();
        more.code = ServiceCode::new(code);
        parts.services.push(more);
    }
    let stage = |codes: &[(&str, u32)]| Stage {
        legs: codes
            .iter()
            .map(|(code, lag_s)| StageLeg {
                service: ServiceCode::new(*code),
                lag_s: *lag_s,
            })
            .collect(),
    };
    parts.journeys = vec![Journey {
        code: JourneyCode::new("home"),
        names: Names {
            zh_hant: "過戶".to_owned(),
            zh_hans: "过户".to_owned(),
            en: "Transfer".to_owned(),
        },
        lead: Some("GA".to_owned()),
        stages: vec![
            stage(&[("X01", 0)]),
            stage(&[("Y01", 120), ("X02", 300)]),
            stage(&[("Y02", 0)]),
        ],
    }];
    parts
}

/// Serves whoever is next at a window and lets the matter go on as usual; says who and which service.
pub fn serve_on(hall: &mut Driven, window: u16, outcome: Option<Outcome>) -> (String, String) {
    let number = hall.call(window).expect("somebody waits");
    let code = if window == 1 { "c1" } else { "c2" };
    let here = ticket(&number);
    hall.press(code, window, WindowVerb::Start { ticket: here.clone() })
        .expect("start");
    let leg = hall
        .visit(&number)
        .foremost()
        .expect("a leg")
        .opened
        .service
        .to_string();
    let finish = WindowVerb::Finish {
        ticket: here,
        ending: Ending {
            outcome,
            next: Onward::AsUsual,
            ..Ending::default()
        },
    };
    hall.press(code, window, finish).expect("finish");
    (number, leg)
}

pub fn open_legs(hall: &Driven, number: &str) -> Vec<(String, Timestamp)> {
    let legs = hall.visit(number).open_legs();
    legs.map(|leg| (leg.opened.service.to_string(), leg.opened.ready_at))
        .collect()
}

#[test]
fn all_matters_of_a_ticket_run_from_its_issue() {
    let mut hall = Driven::staffed();
    let number = take(&mut hall, vec![service("X01"), service("Y01")]).unwrap();
    assert_eq!(number, "X001", "the first matter gives the letter");
    for leg in &hall.visit(&number).legs {
        assert_eq!(leg.opened.anchor, at("09:00"));
        assert_eq!(leg.opened.ready_at, at("09:00"));
        assert_eq!(leg.opened.anchor_reason, AnchorReason::Issue);
    }
    let matters: Vec<u16> = hall
        .visit(&number)
        .legs
        .iter()
        .map(|leg| leg.opened.matter)
        .collect();
    assert_eq!(matters, [0, 1]);
}

#[test]
fn nobody_is_called_to_two_windows_at_once() {
    let mut hall = Driven::staffed();
    let number = take(&mut hall, vec![service("X01"), service("Y01")]).unwrap();
    assert_eq!(hall.call(1), Ok(number.clone()));
    assert!(hall.call(2).is_err(), "the visitor stands at window 1");
    hall.wind(at("09:01"));
    hall.press(
        "c1",
        1,
        WindowVerb::Start {
            ticket: ticket(&number),
        },
    )
    .unwrap();
    let other = WindowVerb::CallThis {
        ticket: ticket(&number),
        reason: "unwell".to_owned(),
    };
    assert!(hall.press("c2", 2, other).is_err());
    hall.wind(at("09:08"));
    let finish = WindowVerb::Finish {
        ticket: ticket(&number),
        ending: Ending::usual(Onward::No),
    };
    hall.press("c1", 1, finish).unwrap();
    assert_eq!(
        hall.call(2),
        Ok(number.clone()),
        "the other matter keeps its place and its anchor"
    );
    assert_eq!(hall.last_leg(&number).opened.anchor, at("09:00"));
}

#[test]
fn who_is_finished_by_the_next_call_is_called_again_where_another_matter_is_due_first() {
    let mut hall = Driven::staffed_with(with_journey());
    let first = take(&mut hall, vec![service("X01"), service("X02")]).unwrap();
    hall.wind(at("09:01"));
    let second = take(&mut hall, vec![service("X01")]).unwrap();
    hall.call(1).unwrap();
    hall.start("c1", 1, &first);
    hall.press("c1", 1, call_next(Some(&first))).unwrap();
    assert_eq!(
        hall.at_window(1),
        Some(first.clone()),
        "its other matter was here before"
    );
    assert_eq!(hall.foremost(&first), "X02");
    let choice = hall.last_leg(&first).choice.clone();
    assert!(
        matches!(choice, Some(Choice::EarliestPromise { runner_up: Some(next), .. }) if next.ticket == ticket(&second)),
        "and the reason says so"
    );
    hall.start("c1", 1, &first);
    hall.press("c1", 1, call_next(Some(&first))).unwrap();
    assert_eq!(hall.at_window(1), Some(second));
}

#[test]
fn the_next_call_takes_up_what_the_finished_visitor_still_came_for_if_nobody_else_waits() {
    let mut hall = Driven::staffed_with(with_journey());
    let number = take(&mut hall, vec![service("X01"), service("X02")]).unwrap();
    hall.call(1).unwrap();
    hall.start("c1", 1, &number);
    hall.press("c1", 1, call_next(Some(&number))).unwrap();
    assert_eq!(hall.foremost(&number), "X02");
    hall.press("c1", 1, WindowVerb::Undo).unwrap();
    assert_eq!(hall.foremost(&number), "X01", "one press, taken back whole");
}

#[test]
fn an_undone_call_gives_the_other_matters_their_places_back() {
    let mut hall = Driven::staffed();
    let number = take(&mut hall, vec![service("X01"), service("Y01")]).unwrap();
    hall.call(1).unwrap();
    hall.press("c1", 1, WindowVerb::Undo).unwrap();
    assert_eq!(hall.call(2), Ok(number.clone()));
    assert_eq!(hall.foremost(&number), "Y01");
}

#[test]
fn a_missed_call_holds_every_matter_and_the_second_ends_them() {
    let mut hall = Driven::staffed();
    let number = take(&mut hall, vec![service("X01"), service("Y01")]).unwrap();
    hall.call(1).unwrap();
    hall.wind(at("09:03"));
    assert_eq!(hall.first_leg(&number).state, LegState::Held);
    assert!(
        hall.call(2).is_err(),
        "who is not there for one is there for none"
    );
    let visit = hall.visit(&number).ticket.visit;
    hall.visit_press(kiosk(), visit, VisitVerb::Reactivate).unwrap();
    assert_eq!(hall.call(1), Ok(number.clone()));
    hall.wind(at("09:10"));
    assert_eq!(hall.visit(&number).open_legs().count(), 0);
    assert_eq!(hall.first_leg(&number).record().unwrap().outcome, Outcome::NoShow);
    assert_eq!(
        hall.last_leg(&number).record().unwrap().outcome,
        Outcome::Abandoned
    );
}

#[test]
fn a_withdrawn_ticket_gives_back_all_its_matters() {
    let mut hall = Driven::staffed();
    let number = take(&mut hall, vec![service("X01"), service("Y01")]).unwrap();
    let visit = hall.visit(&number).ticket.visit;
    hall.visit_press(kiosk(), visit, VisitVerb::Withdraw).unwrap();
    assert_eq!(hall.visit(&number).open_legs().count(), 0);
    assert!(hall.call(1).is_err() && hall.call(2).is_err());
}

#[test]
fn matters_that_cannot_stand_on_one_ticket_are_refused() {
    let mut hall = Driven::staffed_with(with_journey());
    assert_eq!(take(&mut hall, Vec::new()), Err(Rejection::NoMatter));
    assert_eq!(
        take(&mut hall, vec![service("X01"), service("X01")]),
        Err(Rejection::MatterTwice)
    );
    let unknown = JourneyCode::new("moon");
    assert_eq!(
        take(&mut hall, vec![journey("moon")]),
        Err(Rejection::UnknownJourney { journey: unknown })
    );
    let seven = (0..7).map(|n| service(&format!("X0{n}"))).collect();
    assert_eq!(
        take(&mut hall, seven),
        Err(Rejection::TooManyMatters { limit: 6 })
    );
    let mut crowd = issue(&mut hall, vec![service("X01")]);
    crowd.cases = 100;
    assert_eq!(
        hall.run(kiosk(), &Command::Issue(crowd)).unwrap_err(),
        Rejection::BadCases { limit: 99 }
    );
    assert_eq!(hall.hall.visits().count(), 0);
}

#[test]
fn a_journey_walks_stage_by_stage_and_waits_for_what_runs_side_by_side() {
    let mut hall = Driven::staffed_with(with_journey());
    let number = take(&mut hall, vec![journey("home")]).unwrap();
    assert_eq!(open_legs(&hall, &number), [("X01".to_owned(), at("09:00"))]);
    hall.wind(at("09:10"));
    assert_eq!(serve_on(&mut hall, 1, None), (number.clone(), "X01".to_owned()));
    // Each leg of a stage is ready its own lag after the end of the stage before.
    let expected = [("Y01".to_owned(), at("09:12")), ("X02".to_owned(), at("09:15"))];
    assert_eq!(open_legs(&hall, &number), expected);
    assert!(hall.call(2).is_err(), "not before its lag has passed");
    hall.wind(at("09:20"));
    assert_eq!(serve_on(&mut hall, 2, None).1, "Y01");
    assert_eq!(
        open_legs(&hall, &number).len(),
        1,
        "the last stage waits for both"
    );
    hall.wind(at("09:30"));
    assert_eq!(serve_on(&mut hall, 1, None).1, "X02");
    assert_eq!(open_legs(&hall, &number), [("Y02".to_owned(), at("09:30"))]);
    assert_eq!(serve_on(&mut hall, 2, None).1, "Y02");
    assert_eq!(hall.visit(&number).open_legs().count(), 0);
    let anchors: Vec<_> = hall
        .visit(&number)
        .legs
        .iter()
        .map(|leg| leg.opened.anchor)
        .collect();
    assert_eq!(anchors, [at("09:00"), at("09:12"), at("09:15"), at("09:30")]);
}

#[test]
fn a_refused_matter_ends_its_journey_but_not_what_stands_beside_it() {
    let mut hall = Driven::staffed_with(with_journey());
    let number = take(&mut hall, vec![journey("home")]).unwrap();
    serve_on(&mut hall, 1, None);
    hall.wind(at("09:20"));
    assert_eq!(serve_on(&mut hall, 2, Some(Outcome::Refused)).1, "Y01");
    assert_eq!(open_legs(&hall, &number).len(), 1, "X02 is still served");
    assert_eq!(serve_on(&mut hall, 1, None).1, "X02");
    assert_eq!(
        hall.visit(&number).open_legs().count(),
        0,
        "nothing follows a refused matter"
    );
}

#[test]
fn a_transfer_within_a_journey_does_not_break_it() {
    let mut hall = Driven::staffed_with(with_journey());
    let number = take(&mut hall, vec![journey("home")]).unwrap();
    hall.call(1).unwrap();
    hall.press(
        "c1",
        1,
        WindowVerb::Start {
            ticket: ticket(&number),
        },
    )
    .unwrap();
    let transfer = WindowVerb::Transfer {
        ticket: ticket(&number),
        to: ServiceCode::new("Y02"),
    };
    hall.press("c1", 1, transfer).unwrap();
    assert_eq!(serve_on(&mut hall, 2, None).1, "Y02");
    assert_eq!(open_legs(&hall, &number).len(), 2, "the second stage follows");
}

#[test]
fn a_clerk_who_knows_better_puts_a_leg_in_between() {
    let mut hall = Driven::staffed_with(with_journey());
    let number = take(&mut hall, vec![journey("home")]).unwrap();
    hall.call(1).unwrap();
    hall.press(
        "c1",
        1,
        WindowVerb::Start {
            ticket: ticket(&number),
        },
    )
    .unwrap();
    let finish = WindowVerb::Finish {
        ticket: ticket(&number),
        ending: Ending::usual(Onward::To(queue_core::command::NextService {
            service: ServiceCode::new("Y02"),
            ready_at: None,
        })),
    };
    hall.press("c1", 1, finish).unwrap();
    assert_eq!(serve_on(&mut hall, 2, None).1, "Y02");
    assert_eq!(open_legs(&hall, &number).len(), 2, "then the journey goes on");
}

fn with_remote() -> Driven {
    let mut parts = small_plan();
    parts.groups[0].remote = true;
    Driven::staffed_with(parts)
}

#[test]
fn a_remote_ticket_is_callable_only_after_check_in() {
    let mut hall = with_remote();
    let mut remote = issue(&mut hall, vec![service("X01")]);
    remote.channel = Channel::Phone;
    let request = remote.request;
    hall.run(kiosk(), &Command::Issue(remote)).unwrap();
    let visit = hall.hall.visit_by_request(&request).unwrap().ticket.visit;
    hall.wind(at("09:20"));
    assert!(hall.call(1).is_err(), "not in the hall yet");
    let from_home = hall.visit_press(queue_core::Actor::Visitor { visit }, visit, VisitVerb::Arrive);
    assert_eq!(
        from_home.unwrap_err(),
        Rejection::NotYours,
        "a phone proves nothing"
    );
    hall.visit_press(kiosk(), visit, VisitVerb::Arrive).unwrap();
    let leg = hall.first_leg("X001").opened.clone();
    assert_eq!((leg.anchor, leg.ready_at), (at("09:20"), at("09:20")));
    assert_eq!(leg.anchor_reason, AnchorReason::CheckedIn);
    assert_eq!(hall.call(1).as_deref(), Ok("X001"));
    let again = hall.visit_press(kiosk(), visit, VisitVerb::Arrive);
    assert_eq!(again.unwrap_err().kind(), "wrong-state", "once");
}

#[test]
fn a_remote_ticket_whose_visitor_never_comes_ends_when_issuing_does() {
    let mut hall = with_remote();
    let mut remote = issue(&mut hall, vec![service("X01")]);
    remote.channel = Channel::Phone;
    hall.run(kiosk(), &Command::Issue(remote)).unwrap();
    hall.wind(at("16:30"));
    assert_eq!(
        hall.first_leg("X001").record().unwrap().outcome,
        Outcome::Abandoned
    );
}

#[test]
fn a_refused_claim_returns_every_matter_to_the_ordinary_promise() {
    let mut hall = Driven::staffed();
    let mut claimed = issue(&mut hall, vec![service("X01"), service("Y01")]);
    claimed.class = Some(queue_core::ClassCode::new("elderly"));
    hall.run(kiosk(), &Command::Issue(claimed)).unwrap();
    hall.call(1).unwrap();
    let verify = WindowVerb::VerifyClass {
        ticket: ticket("X001"),
        verified: false,
    };
    hall.press("c1", 1, verify).unwrap();
    for leg in &hall.visit("X001").legs {
        assert_eq!(
            (leg.opened.class.as_str(), leg.opened.promise_s),
            ("ordinary", 1800)
        );
        assert_eq!(leg.opened.anchor, at("09:00"));
    }
}

#[test]
fn the_leg_that_says_where_a_visitor_stands_is_the_one_that_is_due_first() {
    let mut hall = Driven::staffed();
    let mut late = issue(&mut hall, vec![service("X01"), service("Y01")]);
    late.channel = Channel::Reception;
    hall.run(kiosk(), &Command::Issue(late)).unwrap();
    assert_eq!(hall.foremost("X001"), "X01");
    let scope = StopScope::Groups(vec![crate::support::letter('X')]);
    let down = queue_core::command::HallVerb::Stop {
        cause: StopCause::SystemDown,
        scope,
    };
    crate::bad_days::decide(&mut hall, down).unwrap();
    hall.wind(at("09:10"));
    crate::bad_days::decide(&mut hall, crate::bad_days::end_stop(1)).unwrap();
    assert_eq!(
        hall.foremost("X001"),
        "Y01",
        "the other stood still for ten minutes"
    );
}

#[test]
fn two_legs_of_one_ticket_for_one_service_are_rerouted_both() {
    let mut hall = Driven::staffed_with(with_journey());
    let number = take(&mut hall, vec![journey("home"), service("Y01")]).unwrap();
    serve_on(&mut hall, 1, None);
    hall.wind(at("09:20"));
    let reroute = queue_core::command::HallVerb::Reroute {
        from: ServiceCode::new("Y01"),
        to: ServiceCode::new("Y02"),
    };
    crate::bad_days::decide(&mut hall, reroute).unwrap();
    let legs = &hall.visit(&number).legs;
    for (index, leg) in legs.iter().enumerate() {
        assert_eq!(
            usize::from(leg.opened.id.index),
            index,
            "each leg stands where its id says"
        );
    }
    let moved = legs.iter().filter(|leg| leg.opened.service.as_str() == "Y02");
    assert_eq!(moved.count(), 2);
}

#[test]
fn what_reception_looked_through_is_kept_with_the_ticket_and_nobody_else_says_so() {
    let mut hall = Driven::staffed();
    let mut wish = issue(&mut hall, vec![Matter::Service(ServiceCode::new("X01"))]);
    wish.prechecked = vec![ServiceCode::new("X01"), ServiceCode::new("Y01")];
    let at_a_kiosk = Issue {
        channel: Channel::Kiosk,
        ..wish.clone()
    };
    assert_eq!(
        hall.run(kiosk(), &Command::Issue(at_a_kiosk)).err(),
        Some(Rejection::NotYours)
    );
    let request = wish.request;
    hall.run(kiosk(), &Command::Issue(wish)).unwrap();
    let visit = hall.hall.visit_by_request(&request).expect("issued");
    assert_eq!(
        visit.ticket.prechecked,
        [ServiceCode::new("X01")],
        "of what it begins with"
    );
}
