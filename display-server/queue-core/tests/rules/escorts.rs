//! Escorts: the first guide wins, repeats join, and the order of calls never changes.

use queue_core::command::EscortVerb;
use queue_core::escort::{EscortKind, EscortState, Need};
use queue_core::{Actor, DeviceId, EscortId, LanguageCode, PersonCode, Rejection, WindowNumber};

use crate::support::{Driven, at, clerk, guide, kiosk, ticket};

const JOB: EscortId = EscortId(1);

fn request() -> EscortVerb {
    EscortVerb::Request {
        place: DeviceId::new("post-door"),
        ticket: None,
        need: Need::default(),
    }
}

#[test]
fn an_escort_goes_from_the_button_to_its_end() {
    let mut hall = Driven::guided();
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
    let mut hall = Driven::guided();
    for _ in 0..50 {
        hall.escort(kiosk(), request()).unwrap();
    }
    assert_eq!(hall.hall.escorts().count(), 1);
    assert_eq!(hall.hall.escort(JOB).unwrap().presses, 50);
}

#[test]
fn the_first_accept_wins_and_the_second_hears_who() {
    let mut hall = Driven::guided();
    hall.escort(kiosk(), request()).unwrap();
    // The offer to the nearest has run out; it is everybody's.
    hall.wind(at("09:00:20"));
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
    let mut hall = Driven::guided();
    hall.escort(kiosk(), request()).unwrap();
    hall.wind(at("09:00:59"));
    assert!(hall.hall.escort(JOB).unwrap().overdue.is_empty());
    hall.wind(at("09:01"));
    assert!(hall.hall.escort(JOB).unwrap().overdue_now().is_some());
    hall.escort(guide("g1"), EscortVerb::Accept { escort: JOB })
        .unwrap();
}

#[test]
fn a_job_is_cancelled_until_the_guide_is_there() {
    let mut hall = Driven::guided();
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
    let mut hall = Driven::guided();
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
    let mut hall = Driven::guided();
    let place = |name: &str| EscortVerb::Request {
        place: DeviceId::new(name),
        ticket: None,
        need: Need::default(),
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
    let mut hall = Driven::guided();
    let first = hall.take("X01", None, None).unwrap();
    let second = hall.take("X01", None, None).unwrap();
    let verb = EscortVerb::Request {
        place: DeviceId::new("post-door"),
        ticket: Some(ticket(&second)),
        need: Need::default(),
    };
    hall.escort(kiosk(), verb).unwrap();
    assert_eq!(hall.serve(1), first);
}

#[test]
fn two_tickets_are_two_visitors_and_two_jobs() {
    let mut hall = Driven::guided();
    let first = hall.take("X01", None, None).unwrap();
    let second = hall.take("X01", None, None).unwrap();
    let asks = |number: &str| EscortVerb::Request {
        place: DeviceId::new("kiosk-1"),
        ticket: Some(ticket(number)),
        need: Need::default(),
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
    let mut hall = Driven::guided();
    let number = hall.take("X01", None, None).unwrap();
    hall.escort(kiosk(), request()).unwrap();
    let verb = EscortVerb::Request {
        place: DeviceId::new("post-door"),
        ticket: Some(ticket(&number)),
        need: Need::default(),
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
    let mut hall = Driven::guided();
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
    let mut hall = Driven::guided();
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

fn need(kind: EscortKind, language: Option<&str>) -> Need {
    Need {
        kind,
        language: language.map(LanguageCode::new),
    }
}

fn wanted(place: &str, need: Need) -> EscortVerb {
    EscortVerb::Request {
        place: DeviceId::new(place),
        ticket: None,
        need,
    }
}

#[test]
fn repeats_join_by_place_and_by_kind_and_language() {
    let mut hall = Driven::guided();
    let needs = [
        need(EscortKind::Escort, None),
        need(EscortKind::Signing, None),
        need(EscortKind::Interpreter, Some("en")),
        need(EscortKind::Interpreter, Some("ug")),
    ];
    for _ in 0..2 {
        for need in &needs {
            hall.escort(kiosk(), wanted("post-door", need.clone())).unwrap();
        }
    }
    hall.escort(kiosk(), wanted("kiosk-1", needs[0].clone())).unwrap();
    let jobs: Vec<_> = hall
        .hall
        .escorts()
        .map(|escort| (escort.need.clone(), escort.presses))
        .collect();
    let mut expected: Vec<_> = needs.iter().cloned().map(|need| (need, 2)).collect();
    expected.push((needs[0].clone(), 1));
    assert_eq!(jobs, expected);
}

#[test]
fn a_language_that_the_plan_does_not_have_is_refused_with_those_it_has() {
    let mut hall = Driven::guided();
    for (language, said) in [(Some("fr"), "fr"), (None, "")] {
        let refused = hall.escort(
            kiosk(),
            wanted("post-door", need(EscortKind::Interpreter, language)),
        );
        assert_eq!(
            refused,
            Err(Rejection::UnknownLanguage {
                language: said.to_owned(),
                known: "en, ug".to_owned(),
            })
        );
    }
}

#[test]
fn a_language_means_nothing_of_other_kinds() {
    let mut hall = Driven::guided();
    hall.escort(
        kiosk(),
        wanted("post-door", need(EscortKind::Signing, Some("fr"))),
    )
    .unwrap();
    assert_eq!(
        hall.hall.escort(JOB).unwrap().need,
        need(EscortKind::Signing, None)
    );
}

#[test]
fn the_clerk_at_whose_window_they_arrive_hands_over_though_nobody_pressed_met() {
    let mut hall = Driven::guided();
    hall.escort(kiosk(), request()).unwrap();
    hall.escort(guide("g1"), EscortVerb::Accept { escort: JOB })
        .unwrap();
    let arrived = |window: u16| EscortVerb::HandOver {
        escort: JOB,
        window: WindowNumber::new(window),
    };
    assert_eq!(hall.escort(clerk("c2"), arrived(1)), Err(Rejection::NotYours));
    hall.escort(clerk("c1"), arrived(1)).unwrap();
    let job = hall.hall.escort(JOB).unwrap();
    assert!(job.met_at.is_some() && matches!(job.state, EscortState::HandedOver { .. }));
    assert_eq!(
        hall.hall.guide(&PersonCode::new("g1")).unwrap().place,
        DeviceId::new("window-1")
    );
}

#[test]
fn a_guide_comes_back_for_the_visitor_at_the_window() {
    let mut hall = Driven::guided();
    hall.escort(kiosk(), request()).unwrap();
    let window = WindowNumber::new(1);
    let early = hall.escort(guide("g1"), EscortVerb::Fetch { escort: JOB });
    assert!(matches!(early, Err(Rejection::EscortStage { .. })));
    for verb in [
        EscortVerb::Accept { escort: JOB },
        EscortVerb::Meet { escort: JOB },
        EscortVerb::HandOver { escort: JOB, window },
    ] {
        hall.escort(guide("g1"), verb).unwrap();
    }
    hall.escort(guide("g2"), EscortVerb::Fetch { escort: JOB })
        .unwrap();
    let job = hall.hall.escort(JOB).unwrap();
    assert!(matches!(job.state, EscortState::Met { .. }));
    assert_eq!(job.guide, Some(PersonCode::new("g2")));
}

#[test]
fn an_undo_at_a_window_leaves_an_escort_as_it_is() {
    let mut hall = Driven::guided();
    let number = hall.take("X01", None, None).unwrap();
    let verb = EscortVerb::Request {
        place: DeviceId::new("post-door"),
        ticket: Some(ticket(&number)),
        need: Need::default(),
    };
    hall.escort(kiosk(), verb).unwrap();
    hall.call(1).unwrap();
    hall.escort(guide("g1"), EscortVerb::Accept { escort: JOB })
        .unwrap();
    hall.escort(
        clerk("c1"),
        EscortVerb::HandOver {
            escort: JOB,
            window: WindowNumber::new(1),
        },
    )
    .unwrap();
    let before = hall.hall.escort(JOB).unwrap().clone();
    hall.press("c1", 1, queue_core::command::WindowVerb::Undo)
        .unwrap();
    assert_eq!(hall.at_window(1), None, "the call was taken back");
    assert_eq!(*hall.hall.escort(JOB).unwrap(), before);
}
