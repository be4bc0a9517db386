//! What a stop does to whoever comes back, goes elsewhere, or was called when it began.

use queue_core::command::{ByBooking, HallVerb, VisitVerb, WindowVerb};
use queue_core::stop::{StopCause, StopScope};
use queue_core::{AreaCode, Command, ServiceCode};

use crate::bad_days::{decide, end_stop, evacuation, group_down};
use crate::support::{Driven, at, kiosk, ticket};

#[test]
fn who_comes_back_after_a_stop_runs_from_then_alone() {
    let mut hall = Driven::staffed();
    let number = hall.take("X01", None, None).unwrap();
    decide(&mut hall, group_down('X')).unwrap();
    hall.wind(at("09:30"));
    decide(&mut hall, end_stop(1)).unwrap();
    hall.call(1).unwrap();
    hall.wind(at("09:40"));
    let visit = hall.visit(&number).ticket.visit;
    hall.visit_press(kiosk(), visit, VisitVerb::Reactivate).unwrap();
    assert_eq!(
        hall.first_leg(&number).deadline(),
        at("09:50"),
        "ten minutes, the smallest promise"
    );
}

#[test]
fn a_transfer_keeps_the_time_for_which_its_promise_stood_still() {
    let mut hall = Driven::staffed();
    let number = hall.take("X01", None, None).unwrap();
    decide(&mut hall, group_down('X')).unwrap();
    hall.wind(at("09:40"));
    let reroute = HallVerb::Reroute {
        from: ServiceCode::new("X01"),
        to: ServiceCode::new("Y01"),
    };
    decide(&mut hall, reroute).unwrap();
    assert_eq!(hall.first_leg(&number).record().unwrap().frozen_ms, 40 * 60_000);
    assert_eq!(hall.last_leg(&number).deadline(), at("10:10"));
}

#[test]
fn a_call_that_an_evacuation_took_back_stands_on_no_board_and_passed_nobody() {
    let mut hall = Driven::staffed();
    let waits = hall.take("X01", None, None).unwrap();
    hall.wind(at("09:01"));
    hall.take("X01", Some("elderly"), None).unwrap();
    hall.call(1).unwrap();
    decide(&mut hall, evacuation()).unwrap();
    assert_eq!(hall.hall.calls(&AreaCode::new("a")).count(), 0);
    assert!(hall.hall.passed_by(hall.first_leg(&waits)).is_empty());
}

#[test]
fn a_ticket_set_aside_is_not_called_while_its_service_is_stopped() {
    let mut hall = Driven::staffed();
    let number = hall.take("X01", None, None).unwrap();
    hall.call(1).unwrap();
    let park = WindowVerb::Park {
        ticket: ticket(&number),
    };
    hall.press("c1", 1, park).unwrap();
    decide(&mut hall, group_down('X')).unwrap();
    let resume = WindowVerb::ResumeTicket {
        ticket: ticket(&number),
    };
    assert_eq!(hall.press("c1", 1, resume).unwrap_err().kind(), "service-stopped");
}

#[test]
fn a_revisit_is_for_hours_in_which_its_service_is_issued() {
    let mut hall = Driven::staffed();
    let number = hall.take("X01", None, None).unwrap();
    let visit = hall.visit(&number).ticket.visit;
    let token = hall.visit(&number).ticket.token;
    hall.take_at("16:20", "Y01");
    decide(&mut hall, group_down('X')).unwrap();
    hall.visit_press(kiosk(), visit, VisitVerb::Postpone).unwrap();
    decide(&mut hall, end_stop(1)).unwrap();
    hall.wind(at("16:40"));
    let mut back = hall.issue_of("X01", None, None);
    back.booking = Some(ByBooking {
        token,
        accept_late: false,
    });
    assert_eq!(
        hall.run(kiosk(), &Command::Issue(back)).unwrap_err().kind(),
        "issuing-ended"
    );
}

#[test]
fn who_comes_back_during_a_stop_waits_no_longer_than_it_lasts() {
    let mut hall = Driven::staffed();
    let number = hall.take("X01", None, None).unwrap();
    hall.call(1).unwrap();
    decide(&mut hall, group_down('X')).unwrap();
    hall.wind(at("09:30"));
    let visit = hall.visit(&number).ticket.visit;
    hall.visit_press(kiosk(), visit, VisitVerb::Reactivate).unwrap();
    hall.wind(at("09:40"));
    decide(&mut hall, end_stop(1)).unwrap();
    assert_eq!(
        hall.first_leg(&number).deadline(),
        at("09:50"),
        "ten minutes from 09:30, and ten of the stop"
    );
}

#[test]
fn an_evacuation_is_of_the_whole_hall() {
    let mut hall = Driven::staffed();
    let some = HallVerb::Stop {
        cause: StopCause::Evacuation,
        scope: StopScope::Groups(vec![crate::support::letter('X')]),
    };
    assert_eq!(decide(&mut hall, some).unwrap_err().kind(), "unknown-scope");
}

#[test]
fn a_recalled_call_that_an_evacuation_took_back_is_no_call_either() {
    let mut hall = Driven::staffed();
    let number = hall.take("X01", None, None).unwrap();
    hall.call(1).unwrap();
    hall.wind(at("09:01"));
    hall.press(
        "c1",
        1,
        WindowVerb::Recall {
            ticket: ticket(&number),
        },
    )
    .unwrap();
    decide(&mut hall, evacuation()).unwrap();
    let leg = hall.first_leg(&number);
    assert_eq!((leg.first_called_at, leg.promise_kept), (None, None));
}

#[test]
fn nothing_is_undone_into_an_empty_hall() {
    let mut hall = Driven::staffed();
    hall.take("X01", None, None).unwrap();
    hall.serve(1);
    decide(&mut hall, evacuation()).unwrap();
    assert_eq!(
        hall.press("c1", 1, WindowVerb::Undo).unwrap_err(),
        queue_core::Rejection::NothingToUndo
    );
}

#[test]
fn who_missed_a_call_is_not_sent_home_with_a_priority() {
    let mut hall = Driven::staffed();
    let number = hall.take("X01", None, None).unwrap();
    hall.call(1).unwrap();
    hall.wind(at("09:05"));
    decide(&mut hall, group_down('X')).unwrap();
    let visit = hall.visit(&number).ticket.visit;
    assert!(hall.visit_press(kiosk(), visit, VisitVerb::Postpone).is_err());
    decide(
        &mut hall,
        HallVerb::Postpone {
            stop: queue_core::StopId(1),
        },
    )
    .unwrap();
    assert_eq!(hall.hall.register().all().count(), 0);
}
