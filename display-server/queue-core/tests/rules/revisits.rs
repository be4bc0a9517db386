//! Whoever is sent home within a journey, and where it goes on when they are back.

use queue_core::Command;
use queue_core::command::{ByBooking, HallVerb, VisitVerb};
use queue_core::leg::Outcome;
use queue_core::stop::{StopCause, StopScope};

use crate::matters::{issue, journey, open_legs, serve_on, service, take, with_journey};
use crate::support::{Driven, at, kiosk};

/// Sends a visitor home whom a stop holds up, and lets them come back once it is over; says with which number.
fn home_and_back(hall: &mut Driven, number: &str) -> String {
    let down = HallVerb::Stop {
        cause: StopCause::SystemDown,
        scope: StopScope::Hall,
    };
    crate::bad_days::decide(hall, down).unwrap();
    let visit = hall.visit(number).ticket.clone();
    hall.visit_press(kiosk(), visit.visit, VisitVerb::Postpone)
        .unwrap();
    let end = HallVerb::EndStop {
        stop: hall.hall.stops().last().expect("a stop").id,
    };
    crate::bad_days::decide(hall, end).unwrap();
    let mut back = issue(hall, Vec::new());
    let request = back.request;
    back.booking = Some(ByBooking {
        token: visit.token,
        accept_late: false,
    });
    hall.run(kiosk(), &Command::Issue(back)).unwrap();
    hall.hall
        .visit_by_request(&request)
        .unwrap()
        .ticket
        .number
        .to_string()
}

fn open_services(hall: &Driven, number: &str) -> Vec<String> {
    let legs = open_legs(hall, number).into_iter();
    legs.map(|(service, _)| service).collect()
}

#[test]
fn whoever_is_sent_home_within_a_journey_goes_on_where_it_stood() {
    let mut hall = Driven::staffed_with(with_journey());
    let number = take(&mut hall, vec![journey("home")]).unwrap();
    serve_on(&mut hall, 1, None);
    hall.wind(at("09:20"));
    // Both of the stage are open; then one of them is done, and then there is the last stage only.
    let number = home_and_back(&mut hall, &number);
    assert_eq!(open_services(&hall, &number), ["Y01", "X02"]);
    assert_eq!(serve_on(&mut hall, 2, None).1, "Y01");
    let number = home_and_back(&mut hall, &number);
    assert_eq!(
        open_services(&hall, &number),
        ["X02"],
        "what is done is not done again"
    );
    assert_eq!(serve_on(&mut hall, 1, None).1, "X02");
    assert_eq!(open_services(&hall, &number), ["Y02"]);
    let number = home_and_back(&mut hall, &number);
    assert_eq!(serve_on(&mut hall, 2, None), (number.clone(), "Y02".to_owned()));
    assert_eq!(open_services(&hall, &number), [""; 0]);
}

#[test]
fn of_several_matters_each_goes_on_by_itself_after_a_revisit() {
    let mut hall = Driven::staffed_with(with_journey());
    let number = take(&mut hall, vec![journey("home"), service("Y02")]).unwrap();
    let token = hall.visit(&number).ticket.token;
    serve_on(&mut hall, 1, None);
    hall.wind(at("09:20"));
    home_and_back(&mut hall, &number);
    let booking = hall.hall.register().by_token(&token).unwrap();
    assert_eq!(
        serde_json::to_string(&booking.matters).unwrap(),
        r#"[{"service":"Y02"},{"rest":{"journey":"home","stage":1,"open":["Y01","X02"]}}]"#
    );
}

#[test]
fn a_journey_that_was_refused_beside_goes_no_further_after_a_revisit() {
    let mut hall = Driven::staffed_with(with_journey());
    let number = take(&mut hall, vec![journey("home")]).unwrap();
    serve_on(&mut hall, 1, None);
    hall.wind(at("09:20"));
    serve_on(&mut hall, 2, Some(Outcome::Refused));
    let number = home_and_back(&mut hall, &number);
    assert_eq!(serve_on(&mut hall, 1, None).1, "X02");
    assert_eq!(open_services(&hall, &number), [""; 0]);
}

#[test]
fn whoever_is_sent_home_from_the_beginning_of_a_journey_comes_back_to_all_of_it() {
    let mut hall = Driven::staffed_with(with_journey());
    let number = take(&mut hall, vec![journey("home")]).unwrap();
    crate::bad_days::decide(&mut hall, crate::bad_days::group_down('X')).unwrap();
    let visit = hall.visit(&number).ticket.visit;
    hall.visit_press(kiosk(), visit, VisitVerb::Postpone).unwrap();
    let token = hall.visit(&number).ticket.token;
    let booking = hall.hall.register().by_token(&token).unwrap();
    assert_eq!(booking.matters, [journey("home")]);
}

#[test]
fn whoever_is_sent_home_twice_within_the_first_stage_does_not_begin_again() {
    let mut parts = with_journey();
    // Y01 beside X02 first.
    parts.journeys[0].stages.remove(0);
    for leg in &mut parts.journeys[0].stages[0].legs {
        leg.lag_s = 0;
    }
    let mut hall = Driven::staffed_with(parts);
    let number = take(&mut hall, vec![journey("home")]).unwrap();
    hall.wind(at("09:01"));
    assert_eq!(serve_on(&mut hall, 2, None).1, "Y01");
    let number = home_and_back(&mut hall, &number);
    assert_eq!(open_services(&hall, &number), ["X02"]);
    let number = home_and_back(&mut hall, &number);
    assert_eq!(open_services(&hall, &number), ["X02"], "Y01 is done");
    serve_on(&mut hall, 1, None);
    assert_eq!(open_services(&hall, &number), ["Y02"], "and it goes on");
}
