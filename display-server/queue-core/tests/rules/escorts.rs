//! Escorts: the first guide wins, repeats join, and the order of calls never changes.

use queue_core::command::EscortVerb;
use queue_core::escort::EscortState;
use queue_core::{Actor, DeviceId, EscortId, PersonCode, Rejection, WindowNumber};

use crate::support::{Driven, at, clerk, guide, kiosk, ticket};

const JOB: EscortId = EscortId(1);

fn request() -> EscortVerb {
    EscortVerb::Request {
        place: DeviceId::new("post-door"),
        ticket: None,
    }
}

#[test]
fn an_escort_goes_from_the_button_to_its_end() {
    let mut hall = Driven::staffed();
    hall.escort(kiosk(), request()).unwrap();
    hall.escort(guide("g1"), EscortVerb::Accept { escort: JOB })
        .unwrap();
    hall.escort(guide("g1"), EscortVerb::Meet { escort: JOB })
        .unwrap();
    let window = WindowNumber::new(1);
    hall.escort(guide("g1"), EscortVerb::HandOver { escort: JOB, window })
        .unwrap();
    hall.escort(guide("g1"), EscortVerb::Done { escort: JOB })
        .unwrap();
    assert!(matches!(
        hall.hall.escort(JOB).unwrap().state,
        EscortState::Done { .. }
    ));
}

#[test]
fn repeated_presses_join_the_open_job() {
    let mut hall = Driven::staffed();
    for _ in 0..50 {
        hall.escort(kiosk(), request()).unwrap();
    }
    assert_eq!(hall.hall.escorts().count(), 1);
    assert_eq!(hall.hall.escort(JOB).unwrap().presses, 50);
}

#[test]
fn the_first_accept_wins_and_the_second_hears_who() {
    let mut hall = Driven::staffed();
    hall.escort(kiosk(), request()).unwrap();
    hall.escort(guide("g2"), EscortVerb::Accept { escort: JOB })
        .unwrap();
    let late = hall.escort(guide("g1"), EscortVerb::Accept { escort: JOB });
    assert_eq!(
        late,
        Err(Rejection::AlreadyAccepted {
            guide: PersonCode::new("g2")
        })
    );
    let stolen = hall.escort(guide("g1"), EscortVerb::Meet { escort: JOB });
    assert_eq!(
        stolen,
        Err(Rejection::AlreadyAccepted {
            guide: PersonCode::new("g2")
        })
    );
}

#[test]
fn nobody_accepts_in_time_and_the_job_is_overdue_but_open() {
    let mut hall = Driven::staffed();
    hall.escort(kiosk(), request()).unwrap();
    hall.wind(at("09:00:59"));
    assert!(!hall.hall.escort(JOB).unwrap().overdue);
    hall.wind(at("09:01"));
    assert!(hall.hall.escort(JOB).unwrap().overdue);
    hall.escort(guide("g1"), EscortVerb::Accept { escort: JOB })
        .unwrap();
}

#[test]
fn a_job_is_cancelled_until_the_guide_is_there() {
    let mut hall = Driven::staffed();
    hall.escort(kiosk(), request()).unwrap();
    hall.escort(clerk("c1"), EscortVerb::Cancel { escort: JOB })
        .unwrap();
    assert!(!hall.hall.escort(JOB).unwrap().is_open());
    hall.escort(kiosk(), request()).unwrap();
    let second = EscortId(2);
    hall.escort(guide("g1"), EscortVerb::Accept { escort: second })
        .unwrap();
    hall.escort(guide("g1"), EscortVerb::Meet { escort: second })
        .unwrap();
    let late = hall.escort(clerk("c1"), EscortVerb::Cancel { escort: second });
    assert!(matches!(late, Err(Rejection::EscortStage { .. })));
}

#[test]
fn only_guides_accept() {
    let mut hall = Driven::staffed();
    hall.escort(kiosk(), request()).unwrap();
    for actor in [clerk("c1"), kiosk(), Actor::Hall] {
        assert_eq!(
            hall.escort(actor, EscortVerb::Accept { escort: JOB }),
            Err(Rejection::NotYours)
        );
    }
}

#[test]
fn a_place_that_is_not_in_the_plan_is_refused_and_a_window_is_a_place() {
    let mut hall = Driven::staffed();
    let place = |name: &str| EscortVerb::Request {
        place: DeviceId::new(name),
        ticket: None,
    };
    assert!(matches!(
        hall.escort(kiosk(), place("moon")),
        Err(Rejection::UnknownPlace { .. })
    ));
    assert!(matches!(
        hall.escort(kiosk(), place("window-9")),
        Err(Rejection::UnknownPlace { .. })
    ));
    hall.escort(kiosk(), place("window-2")).unwrap();
}

#[test]
fn an_escort_never_changes_the_order_of_calls() {
    let mut hall = Driven::staffed();
    let first = hall.take("X01", None, None).unwrap();
    let second = hall.take("X01", None, None).unwrap();
    let verb = EscortVerb::Request {
        place: DeviceId::new("post-door"),
        ticket: Some(ticket(&second)),
    };
    hall.escort(kiosk(), verb).unwrap();
    assert_eq!(hall.serve(1), first);
}

#[test]
fn two_tickets_are_two_visitors_and_two_jobs() {
    let mut hall = Driven::staffed();
    let first = hall.take("X01", None, None).unwrap();
    let second = hall.take("X01", None, None).unwrap();
    let asks = |number: &str| EscortVerb::Request {
        place: DeviceId::new("kiosk-1"),
        ticket: Some(ticket(number)),
    };
    hall.escort(kiosk(), asks(&first)).unwrap();
    hall.escort(kiosk(), asks(&second)).unwrap();
    hall.escort(kiosk(), asks(&first)).unwrap();
    let visits: Vec<_> = hall
        .hall
        .escorts()
        .map(|escort| (escort.visit, escort.presses))
        .collect();
    let visit = |number: &str| Some(hall.visit(number).ticket.visit);
    assert_eq!(visits, [(visit(&first), 2), (visit(&second), 1)]);
}

#[test]
fn a_job_without_a_ticket_learns_it_from_the_next_press() {
    let mut hall = Driven::staffed();
    let number = hall.take("X01", None, None).unwrap();
    hall.escort(kiosk(), request()).unwrap();
    let verb = EscortVerb::Request {
        place: DeviceId::new("post-door"),
        ticket: Some(ticket(&number)),
    };
    hall.escort(kiosk(), verb).unwrap();
    assert_eq!(hall.hall.escorts().count(), 1);
    assert_eq!(
        hall.hall.escort(JOB).unwrap().visit,
        Some(hall.visit(&number).ticket.visit)
    );
}

#[test]
fn strangers_do_not_cancel_a_job() {
    let mut hall = Driven::staffed();
    let post = Actor::Device {
        id: DeviceId::new("post-door"),
    };
    hall.escort(post.clone(), request()).unwrap();
    hall.escort(guide("g1"), EscortVerb::Accept { escort: JOB })
        .unwrap();
    for actor in [kiosk(), guide("g2")] {
        assert_eq!(
            hall.escort(actor, EscortVerb::Cancel { escort: JOB }),
            Err(Rejection::NotYours)
        );
    }
    hall.escort(post, EscortVerb::Cancel { escort: JOB }).unwrap();
}

#[test]
fn a_device_takes_back_only_what_was_asked_for_at_it() {
    let mut hall = Driven::staffed();
    let pad = || Actor::Device {
        id: DeviceId::new("pad-2"),
    };
    let cancel = EscortVerb::Cancel { escort: JOB };
    hall.escort(kiosk(), request()).unwrap();
    assert_eq!(hall.escort(pad(), cancel.clone()), Err(Rejection::NotYours));
    hall.escort(pad(), request()).unwrap();
    hall.escort(pad(), cancel).unwrap();
    assert!(!hall.hall.escort(JOB).unwrap().is_open());
}
