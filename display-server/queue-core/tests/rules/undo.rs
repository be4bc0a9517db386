//! Taking a press back.

use queue_core::command::{HallVerb, Onward, VisitVerb, WindowVerb};
use queue_core::leg::LegState;
use queue_core::stop::{StopCause, StopScope};
use queue_core::{AreaCode, Rejection, StopId, WindowNumber};

use crate::support::{Driven, at, kiosk, ticket};

#[test]
fn an_undone_call_never_happened() {
    let mut hall = Driven::staffed();
    let number = hall.take("X01", None, None).unwrap();
    hall.call(1).unwrap();
    hall.wind(at("09:00:10"));
    hall.press("c1", 1, WindowVerb::Undo).unwrap();
    assert_eq!(hall.at_window(1), None);
    assert_eq!(hall.first_leg(&number).state, LegState::Waiting);
    assert_eq!(hall.first_leg(&number).first_called_at, None);
    assert_eq!(
        hall.hall.calls(&AreaCode::new("a")).count(),
        0,
        "and no board shows it"
    );
}

#[test]
fn undo_after_ten_seconds_is_too_late() {
    let mut hall = Driven::staffed();
    hall.take("X01", None, None).unwrap();
    hall.call(1).unwrap();
    hall.wind(at("09:00:10.001"));
    assert_eq!(
        hall.press("c1", 1, WindowVerb::Undo),
        Err(Rejection::NothingToUndo)
    );
}

#[test]
fn undo_takes_back_a_finish_together_with_the_call_it_was_pressed_for() {
    let mut hall = Driven::staffed();
    let first = hall.take("X01", None, None).unwrap();
    let second = hall.take("X01", None, None).unwrap();
    hall.call(1).unwrap();
    hall.press(
        "c1",
        1,
        WindowVerb::Start {
            ticket: ticket(&first),
        },
    )
    .unwrap();
    hall.call(1).unwrap();
    let touched = hall.press("c1", 1, WindowVerb::Undo).unwrap();
    assert_eq!(
        touched.reopened,
        [hall.first_leg(&first).opened.id],
        "its record goes"
    );
    let tally = hall.hall.tally(crate::support::letter('X')).unwrap();
    assert_eq!(
        (tally.issued, tally.finished, tally.wait_quantile_s(50)),
        (2, 0, None),
        "figures skip both"
    );
    assert_eq!(hall.at_window(1), Some(first));
    assert_eq!(hall.first_leg(&second).state, LegState::Waiting);
}

#[test]
fn the_next_press_ends_what_could_be_undone() {
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
    assert_eq!(
        hall.press("c1", 1, WindowVerb::Undo),
        Err(Rejection::NothingToUndo)
    );
}

#[test]
fn an_undone_no_show_waits_for_the_visitor_anew() {
    let mut hall = Driven::staffed();
    let number = hall.take("X01", None, None).unwrap();
    hall.call(1).unwrap();
    hall.wind(at("09:01:58"));
    hall.press(
        "c1",
        1,
        WindowVerb::NoShow {
            ticket: ticket(&number),
        },
    )
    .unwrap();
    hall.wind(at("09:02:05"));
    hall.press("c1", 1, WindowVerb::Undo).unwrap();
    assert_eq!(hall.at_window(1), Some(number.clone()));
    hall.wind(at("09:04:04"));
    assert_eq!(hall.at_window(1), Some(number), "120 s from the undo");
}

#[test]
fn a_press_on_somebody_touched_since_cannot_be_undone() {
    let mut hall = Driven::staffed();
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
    let visit = hall.visit(&number).ticket.visit;
    hall.visit_press(kiosk(), visit, VisitVerb::Reactivate).unwrap();
    assert_eq!(
        hall.press("c1", 1, WindowVerb::Undo),
        Err(Rejection::NothingToUndo)
    );
}

#[test]
fn an_undone_park_stands_at_the_window_again() {
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
    hall.wind(at("09:03"));
    hall.press(
        "c1",
        1,
        WindowVerb::Park {
            ticket: ticket(&number),
        },
    )
    .unwrap();
    hall.press("c1", 1, WindowVerb::Undo).unwrap();
    assert!(matches!(hall.first_leg(&number).state, LegState::Serving { .. }));
    assert_eq!(hall.first_leg(&number).started_at, Some(at("09:00")));
}

#[test]
fn a_stop_ends_the_undo_of_those_whom_it_stops_and_of_nobody_else() {
    let mut hall = Driven::staffed();
    let (x, y) = (
        hall.take("X01", None, None).unwrap(),
        hall.take("Y01", None, None).unwrap(),
    );
    let is_undoable = |hall: &Driven, window| {
        let window = WindowNumber::new(window);
        hall.hall.undo_until(window, at("09:00:05"))
    };
    let calls = |hall: &mut Driven| {
        assert_eq!(
            (hall.call(1).unwrap(), hall.call(2).unwrap()),
            (x.clone(), y.clone())
        );
    };
    let stop = |hall: &mut Driven| {
        let scope = StopScope::Groups(vec![crate::support::letter('X')]);
        let cause = StopCause::SystemDown;
        crate::bad_days::decide(hall, HallVerb::Stop { cause, scope }).unwrap();
    };
    calls(&mut hall);
    stop(&mut hall);
    assert_eq!(is_undoable(&hall, 1), None);
    assert!(is_undoable(&hall, 2).is_some());
    hall.press("c2", 2, WindowVerb::Undo).unwrap();
    assert_eq!(hall.first_leg(&y).state, LegState::Waiting);
    // The end of a stop is the same.
    hall.call(2).unwrap();
    crate::bad_days::decide(&mut hall, HallVerb::EndStop { stop: StopId(1) }).unwrap();
    assert!(is_undoable(&hall, 2).is_some());
    hall.start("c1", 1, &x);
    hall.finish("c1", 1, &x, Onward::No);
    stop(&mut hall);
    assert_eq!(
        is_undoable(&hall, 1),
        None,
        "nothing served comes back into a stop"
    );
    assert!(is_undoable(&hall, 2).is_some());
}

#[test]
fn help_for_the_visitor_does_not_take_the_undo_away() {
    let mut hall = Driven::staffed();
    let number = hall.take("X01", None, None).unwrap();
    hall.call(1).unwrap();
    let place = queue_core::DeviceId::new("post-door");
    let help = queue_core::command::EscortVerb::Request {
        place,
        ticket: Some(ticket(&number)),
        need: queue_core::escort::Need::default(),
    };
    hall.escort(kiosk(), help).unwrap();
    hall.press("c1", 1, WindowVerb::Undo).unwrap();
}
