//! Calling and serving: one press, one call; every refusal says what is wrong.

use queue_core::command::{Ending, Onward, VisitVerb, WindowVerb};
use queue_core::event::Choice;
use queue_core::leg::{AnchorReason, LegState, Outcome};
use queue_core::plan::Role;
use queue_core::{Actor, Rejection, ServiceCode, WindowNumber};

use crate::support::{Driven, at, call_next, clerk, kiosk, small_plan, ticket};

#[test]
fn a_leg_records_wait_call_to_start_and_handling() {
    let mut hall = Driven::staffed();
    let number = hall.take("X01", None, None).unwrap();
    hall.wind(at("09:07"));
    hall.call(1).unwrap();
    hall.wind(at("09:07:20"));
    hall.press(
        "c1",
        1,
        WindowVerb::Start {
            ticket: ticket(&number),
        },
    )
    .unwrap();
    hall.wind(at("09:15:20"));
    let finish = WindowVerb::Finish {
        ticket: ticket(&number),
        ending: Ending {
            outcome: Some(Outcome::Accepted),
            next: Onward::No,
            ..Ending::default()
        },
    };
    let touched = hall.press("c1", 1, finish).unwrap();
    assert_eq!(touched.ended, [hall.first_leg(&number).opened.id]);
    let record = hall.first_leg(&number).record().unwrap();
    assert_eq!(record.wait_ms, Some(420_000));
    assert_eq!(record.call_to_start_ms, Some(20_000));
    assert_eq!(record.handling_ms, Some(480_000));
    assert_eq!(record.outcome, Outcome::Accepted);
    assert_eq!(record.window, Some(WindowNumber::new(1)));
    assert!(matches!(
        record.choice,
        Some(Choice::EarliestPromise { secondary: false, .. })
    ));
}

#[test]
fn calling_the_next_while_serving_finishes_and_calls_in_one_decision() {
    let mut hall = Driven::staffed();
    let first = hall.take("X01", None, None).unwrap();
    let second = hall.take("X01", None, None).unwrap();
    hall.call(1).unwrap();
    assert_eq!(
        hall.call(1),
        Err(Rejection::WindowBusy {
            ticket: ticket(&first)
        }),
        "called, not started"
    );
    hall.press(
        "c1",
        1,
        WindowVerb::Start {
            ticket: ticket(&first),
        },
    )
    .unwrap();
    assert_eq!(hall.call(1).unwrap(), second);
    let record = hall.first_leg(&first).record().unwrap();
    assert_eq!(record.outcome, Outcome::DoneOnSpot, "the service's usual outcome");
}

#[test]
fn with_nobody_waiting_call_next_refuses_and_finishes_nobody() {
    let mut hall = Driven::staffed();
    let only = hall.take("X01", None, None).unwrap();
    hall.call(1).unwrap();
    hall.press(
        "c1",
        1,
        WindowVerb::Start {
            ticket: ticket(&only),
        },
    )
    .unwrap();
    assert_eq!(
        hall.call(1),
        Err(Rejection::NobodyWaiting {
            window: WindowNumber::new(1)
        })
    );
    assert!(matches!(hall.first_leg(&only).state, LegState::Serving { .. }));
}

#[test]
fn the_choice_names_the_runner_up() {
    let mut hall = Driven::staffed();
    hall.take("X01", None, None).unwrap();
    let second = hall.take("X01", None, None).unwrap();
    let first = hall.call(1).unwrap();
    let Some(Choice::EarliestPromise {
        runner_up: Some(runner_up),
        ..
    }) = &hall.first_leg(&first).choice
    else {
        panic!("no runner-up recorded");
    };
    assert_eq!(runner_up.ticket, ticket(&second));
}

#[test]
fn calling_this_one_needs_a_reason_of_the_plan_and_names_those_passed() {
    let mut hall = Driven::staffed();
    let first = hall.take("X01", None, None).unwrap();
    let second = hall.take("X01", None, None).unwrap();
    let bad = WindowVerb::CallThis {
        ticket: ticket(&second),
        reason: "because".to_owned(),
    };
    assert!(matches!(
        hall.press("c1", 1, bad),
        Err(Rejection::UnknownReason { .. })
    ));
    let good = WindowVerb::CallThis {
        ticket: ticket(&second),
        reason: "unwell".to_owned(),
    };
    hall.press("c1", 1, good).unwrap();
    let choice = hall.first_leg(&second).choice.clone().unwrap();
    let expected = Choice::ThisOne {
        reason: "unwell".to_owned(),
        passed: vec![ticket(&first)],
        passed_count: 1,
    };
    assert_eq!(choice, expected);
}

#[test]
fn silence_until_answer_by_is_a_no_show_by_itself() {
    let mut hall = Driven::staffed();
    let number = hall.take("X01", None, None).unwrap();
    hall.call(1).unwrap();
    hall.wind(at("09:01:59.999"));
    assert_eq!(hall.at_window(1), Some(number.clone()));
    hall.wind(at("09:02"));
    assert_eq!(hall.at_window(1), None);
    assert_eq!(hall.first_leg(&number).state, LegState::Held);
}

#[test]
fn a_recall_waits_for_the_visitor_anew() {
    let mut hall = Driven::staffed();
    let number = hall.take("X01", None, None).unwrap();
    hall.call(1).unwrap();
    hall.wind(at("09:01:30"));
    hall.press(
        "c1",
        1,
        WindowVerb::Recall {
            ticket: ticket(&number),
        },
    )
    .unwrap();
    hall.wind(at("09:03:29"));
    assert_eq!(hall.at_window(1), Some(number.clone()));
    assert_eq!(hall.first_leg(&number).first_called_at, Some(at("09:00")));
    assert_eq!(hall.first_leg(&number).last_called_at, Some(at("09:01:30")));
}

#[test]
fn a_held_visitor_comes_back_once_ahead_of_the_others() {
    let mut hall = Driven::staffed();
    let missed = hall.take("X01", None, None).unwrap();
    let other = hall.take("X01", None, None).unwrap();
    hall.call(1).unwrap();
    hall.press(
        "c1",
        1,
        WindowVerb::NoShow {
            ticket: ticket(&missed),
        },
    )
    .unwrap();
    let visit = hall.visit(&missed).ticket.visit;
    hall.wind(at("09:05"));
    hall.visit_press(kiosk(), visit, VisitVerb::Reactivate).unwrap();
    assert_eq!(
        hall.first_leg(&missed).opened.anchor_reason,
        AnchorReason::Reactivated
    );
    assert_eq!(
        hall.call(1).unwrap(),
        missed,
        "09:05 + 10 min stands before 09:00 + 30 min"
    );
    hall.press(
        "c1",
        1,
        WindowVerb::NoShow {
            ticket: ticket(&missed),
        },
    )
    .unwrap();
    let record = hall.first_leg(&missed).record().unwrap();
    assert_eq!(record.outcome, Outcome::NoShow, "the second time is closed");
    assert!(hall.visit_press(kiosk(), visit, VisitVerb::Reactivate).is_err());
    assert_eq!(hall.call(1).unwrap(), other);
}

#[test]
fn a_plan_may_close_a_no_show_at_once() {
    let mut parts = small_plan();
    parts.rules.no_show = queue_core::plan::NoShowRule::Closed;
    let mut hall = Driven::with(parts);
    hall.press("c1", 1, WindowVerb::Open).unwrap();
    let number = hall.take("X01", None, None).unwrap();
    hall.call(1).unwrap();
    hall.press(
        "c1",
        1,
        WindowVerb::NoShow {
            ticket: ticket(&number),
        },
    )
    .unwrap();
    assert!(hall.first_leg(&number).is_ended());
}

#[test]
fn a_refused_class_returns_to_the_ordinary_promise_with_the_old_anchor() {
    let mut hall = Driven::staffed();
    let number = hall.take("X01", Some("elderly"), None).unwrap();
    hall.call(1).unwrap();
    let verify = |verified| WindowVerb::VerifyClass {
        ticket: ticket(&number),
        verified,
    };
    hall.press("c1", 1, verify(false)).unwrap();
    let opened = &hall.first_leg(&number).opened;
    assert_eq!(
        (opened.class.as_str(), opened.promise_s, opened.anchor),
        ("ordinary", 1800, at("09:00"))
    );
    assert_eq!(hall.visit(&number).class_verified, Some(false));
}

#[test]
fn a_press_means_one_ticket_and_refuses_another() {
    let mut hall = Driven::staffed();
    let here = hall.take("X01", None, None).unwrap();
    let other = hall.take("X01", None, None).unwrap();
    hall.call(1).unwrap();
    for verb in [
        WindowVerb::Start {
            ticket: ticket(&other),
        },
        WindowVerb::Recall {
            ticket: ticket(&other),
        },
        WindowVerb::NoShow {
            ticket: ticket(&other),
        },
        WindowVerb::Park {
            ticket: ticket(&other),
        },
        WindowVerb::Finish {
            ticket: ticket(&other),
            ending: Ending::usual(Onward::No),
        },
    ] {
        let refused = hall.press("c1", 1, verb);
        assert_eq!(
            refused,
            Err(Rejection::AnotherTicket {
                current: ticket(&here),
                meant: ticket(&other)
            })
        );
    }
}

#[test]
fn a_window_is_pressed_by_its_own_clerk_alone() {
    let mut hall = Driven::staffed();
    hall.take("Y01", None, None).unwrap();
    let call = hall.command(2, call_next(None));
    let taken = Err(Rejection::WindowTaken {
        window: WindowNumber::new(2),
        clerk: queue_core::PersonCode::new("c2"),
    });
    assert_eq!(hall.run(clerk("c1"), &call), taken);
    assert_eq!(
        hall.press("c2", 1, WindowVerb::Open),
        Err(Rejection::NotYourWindow {
            clerk: queue_core::PersonCode::new("c2"),
            window: WindowNumber::new(1),
        })
    );
    assert!(
        hall.run(kiosk(), &call).is_ok(),
        "a pad acts for the clerk who is signed in"
    );
    let leg = hall.hall.window(WindowNumber::new(2)).unwrap().current.unwrap();
    assert_eq!(
        hall.hall.leg(leg).unwrap().clerk,
        Some(queue_core::PersonCode::new("c2"))
    );
}

#[test]
fn a_paused_or_closed_window_does_not_call() {
    let mut hall = Driven::staffed();
    hall.take("X01", None, None).unwrap();
    hall.press(
        "c1",
        1,
        WindowVerb::Pause {
            reason: "break".to_owned(),
        },
    )
    .unwrap();
    assert_eq!(
        hall.call(1),
        Err(Rejection::WindowPaused {
            window: WindowNumber::new(1)
        })
    );
    hall.press("c1", 1, WindowVerb::Resume).unwrap();
    hall.call(1).unwrap();
    assert!(matches!(
        hall.press("c1", 1, WindowVerb::Close),
        Err(Rejection::WindowBusy { .. })
    ));
    assert!(matches!(
        hall.press(
            "c1",
            1,
            WindowVerb::Pause {
                reason: "break".to_owned()
            }
        ),
        Err(Rejection::WindowBusy { .. })
    ));
}

#[test]
fn a_new_arrival_is_told_to_the_idle_window_whose_own_it_is() {
    let mut hall = Driven::staffed();
    hall.take("Y01", None, None).unwrap();
    let told: Vec<_> = hall.hall.told_windows().into_iter().collect();
    assert_eq!(told, [WindowNumber::new(2)]);
}

#[test]
fn an_outcome_of_the_system_cannot_be_chosen() {
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
    let finish = WindowVerb::Finish {
        ticket: ticket(&number),
        ending: Ending {
            outcome: Some(Outcome::NoShow),
            next: Onward::No,
            ..Ending::default()
        },
    };
    assert_eq!(hall.press("c1", 1, finish), Err(Rejection::OutcomeNotForClerks));
}

#[test]
fn a_promise_once_broken_stays_broken_after_a_reactivation() {
    let mut hall = Driven::staffed();
    let number = hall.take("X01", None, None).unwrap();
    hall.wind(at("09:40"));
    hall.call(1).unwrap();
    hall.press(
        "c1",
        1,
        WindowVerb::NoShow {
            ticket: ticket(&number),
        },
    )
    .unwrap();
    let visit = hall.visit(&number).ticket.visit;
    hall.wind(at("09:50"));
    hall.visit_press(kiosk(), visit, VisitVerb::Reactivate).unwrap();
    assert_eq!(hall.serve(1), number);
    assert_eq!(
        hall.first_leg(&number).record().unwrap().promise_kept,
        Some(false)
    );
}

#[test]
fn a_class_refused_by_mistake_holds_again_when_verified() {
    let mut hall = Driven::staffed();
    let number = hall.take("X01", Some("elderly"), None).unwrap();
    hall.call(1).unwrap();
    for verified in [false, true] {
        hall.press(
            "c1",
            1,
            WindowVerb::VerifyClass {
                ticket: ticket(&number),
                verified,
            },
        )
        .unwrap();
    }
    let opened = &hall.first_leg(&number).opened;
    assert_eq!((opened.class.as_str(), opened.promise_s), ("elderly", 900));
}

#[test]
fn those_whom_a_window_may_not_call_are_not_passed() {
    let mut parts = small_plan();
    let mut other = parts.services[0].clone();
    other.code = ServiceCode::new("X02");
    parts.services.push(other);
    parts.windows[0].excludes = vec![ServiceCode::new("X02")];
    let mut hall = Driven::with(parts);
    hall.press("c1", 1, WindowVerb::Open).unwrap();
    hall.take("X02", None, None).unwrap();
    let number = hall.take("X01", None, None).unwrap();
    let verb = WindowVerb::CallThis {
        ticket: ticket(&number),
        reason: "unwell".to_owned(),
    };
    hall.press("c1", 1, verb).unwrap();
    let expected = Choice::ThisOne {
        reason: "unwell".to_owned(),
        passed: Vec::new(),
        passed_count: 0,
    };
    assert_eq!(hall.first_leg(&number).choice, Some(expected));
}

#[test]
fn calling_the_next_finishes_only_whom_the_presser_means() {
    let mut hall = Driven::staffed();
    let first = hall.take("X01", None, None).unwrap();
    let second = hall.take("X01", None, None).unwrap();
    hall.take("X01", None, None).unwrap();
    hall.call(1).unwrap();
    hall.press(
        "c1",
        1,
        WindowVerb::Start {
            ticket: ticket(&first),
        },
    )
    .unwrap();
    assert_eq!(
        hall.press("c1", 1, call_next(None)),
        Err(Rejection::WindowBusy {
            ticket: ticket(&first)
        })
    );
    assert_eq!(
        hall.press("c1", 1, call_next(Some(&second))),
        Err(Rejection::AnotherTicket {
            current: ticket(&first),
            meant: ticket(&second)
        })
    );
    hall.press("c1", 1, call_next(Some(&first))).unwrap();
    assert_eq!(hall.at_window(1), Some(second));
}

#[test]
fn beyond_the_plans_number_a_day_the_manager_presses_a_call_out_of_order() {
    let mut parts = small_plan();
    parts.rules.call_this_a_day = Some(1);
    let mut hall = Driven::staffed_with(parts);
    let numbers: Vec<_> = (0..3).map(|_| hall.take("X01", None, None).unwrap()).collect();
    let this_one = |number: &String| WindowVerb::CallThis {
        ticket: ticket(number),
        reason: "unwell".to_owned(),
    };
    let call_and_go = |hall: &mut Driven, by: Actor, number: &String| {
        let call = hall.command(1, this_one(number));
        let called = hall.run(by, &call)?;
        hall.press(
            "c1",
            1,
            WindowVerb::NoShow {
                ticket: ticket(number),
            },
        )?;
        Ok(called)
    };
    // A call that is taken back does not count.
    hall.press("c1", 1, this_one(&numbers[2])).unwrap();
    hall.press("c1", 1, WindowVerb::Undo).unwrap();
    call_and_go(&mut hall, clerk("c1"), &numbers[2]).unwrap();
    let refused = Err(Rejection::NeedsManager {
        clerk: queue_core::PersonCode::new("c1"),
        limit: 1,
    });
    assert_eq!(call_and_go(&mut hall, clerk("c1"), &numbers[1]), refused);
    let manager = Actor::Person {
        code: queue_core::PersonCode::new("m1"),
        role: Role::Manager,
    };
    call_and_go(&mut hall, manager, &numbers[1]).unwrap();
}
