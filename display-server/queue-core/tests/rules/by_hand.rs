//! What no ticket stands for: advice, the sheets of an hour without power; and who is not the holder.

use queue_core::command::{Advice, Ending, EnterLater, SheetLine, WindowVerb};
use queue_core::hall::Touched;
use queue_core::leg::Outcome;
use queue_core::plan::Role;
use queue_core::visit::Channel;
use queue_core::{Actor, Command, PersonCode, Rejection, ServiceCode, WindowNumber};

use crate::support::{Driven, at, clerk, letter, ticket};

fn person(code: &str, role: Role) -> Actor {
    Actor::Person {
        code: PersonCode::new(code),
        role,
    }
}

fn advise(
    hall: &mut Driven,
    by: Actor,
    window: Option<u16>,
    missing: Option<Vec<u16>>,
) -> Result<Touched, Rejection> {
    let advice = Advice {
        press: hall.request(),
        window: window.map(WindowNumber::new),
        service: missing.as_ref().map(|_| ServiceCode::new("X01")),
        missing,
        elsewhere: None,
    };
    hall.run(by, &Command::Advice(advice))
}

/// One question, and one line of a sheet.
pub fn busy(hall: &mut Driven) {
    advise(hall, person("r1", Role::Reception), None, None).expect("advised");
    enter(hall, person("m1", Role::Manager), line("XP001")).expect("entered");
}

#[test]
fn a_question_is_counted_where_it_was_answered() {
    let mut hall = Driven::staffed();
    advise(&mut hall, clerk("c1"), Some(1), None).unwrap();
    advise(&mut hall, clerk("c1"), Some(1), None).unwrap();
    advise(&mut hall, person("r1", Role::Reception), None, Some(Vec::new())).unwrap();
    assert_eq!(hall.hall.advice_at(Some(WindowNumber::new(1))), 2);
    assert_eq!(hall.hall.advice_at(None), 1);
    assert!(
        advise(&mut hall, clerk("c2"), Some(1), None).is_err(),
        "at somebody else's window"
    );
    assert_eq!(
        advise(&mut hall, clerk("c1"), None, None).unwrap_err(),
        Rejection::NotYours
    );
    let unknown = advise(&mut hall, person("r1", Role::Reception), None, Some(vec![0]));
    assert_eq!(unknown.unwrap_err().kind(), "unknown-document");
}

pub fn line(number: &str) -> SheetLine {
    SheetLine {
        number: ticket(number),
        service: ServiceCode::new("X01"),
        window: WindowNumber::new(1),
        clerk: PersonCode::new("c1"),
        taken_at: at("09:05"),
        called_at: at("09:25"),
        ended_at: at("09:33"),
        outcome: Outcome::DoneOnSpot,
    }
}

pub fn enter(hall: &mut Driven, by: Actor, line: SheetLine) -> Result<Touched, Rejection> {
    let press = hall.request();
    hall.run(by, &Command::EnterLater(EnterLater { press, line }))
}

#[test]
fn what_was_served_without_power_is_entered_later_and_marked() {
    let mut hall = Driven::staffed();
    hall.wind(at("10:00"));
    let touched = enter(&mut hall, clerk("c1"), line("XP001")).unwrap();
    let leg = hall.first_leg("XP001");
    assert_eq!(
        touched.ended,
        [leg.opened.id],
        "its record is kept like any other"
    );
    let record = leg.record().unwrap();
    assert_eq!(
        (record.wait_ms, record.handling_ms),
        (Some(20 * 60_000), Some(8 * 60_000))
    );
    assert_eq!(record.promise_kept, Some(true));
    assert_eq!(hall.visit("XP001").ticket.channel, Channel::Pad);
    assert_eq!(hall.hall.tally(letter('X')).unwrap().served, 1);
    // The hall's own numbers go on beside them.
    assert_eq!(hall.take("X01", None, None).unwrap(), "X001");
}

#[test]
fn a_line_that_cannot_be_is_refused_with_what_to_do() {
    let mut hall = Driven::staffed();
    hall.wind(at("10:00"));
    let cases: [(SheetLine, &str); 7] = [
        (line("X001"), "not-from-the-pad"),
        (line("YP001"), "not-from-the-pad"),
        (
            SheetLine {
                called_at: at("09:01"),
                ..line("XP001")
            },
            "bad-sheet-times",
        ),
        (
            SheetLine {
                ended_at: at("10:01"),
                ..line("XP001")
            },
            "bad-sheet-times",
        ),
        (
            SheetLine {
                outcome: Outcome::NoShow,
                ..line("XP001")
            },
            "outcome-not-for-clerks",
        ),
        (
            SheetLine {
                window: WindowNumber::new(9),
                ..line("XP001")
            },
            "unknown-window",
        ),
        (
            SheetLine {
                service: ServiceCode::new("Z09"),
                ..line("XP001")
            },
            "unknown-service",
        ),
    ];
    for (line, kind) in cases {
        assert_eq!(enter(&mut hall, clerk("c1"), line).unwrap_err().kind(), kind);
    }
    let others = enter(&mut hall, clerk("c2"), line("XP001"));
    assert_eq!(
        others.unwrap_err(),
        Rejection::NotYours,
        "each clerk enters the own sheet"
    );
    let stranger = SheetLine {
        clerk: PersonCode::new("g1"),
        ..line("XP001")
    };
    let by_manager = enter(&mut hall, person("m1", Role::Manager), stranger);
    assert_eq!(by_manager.unwrap_err().kind(), "unknown-clerk");
    enter(&mut hall, person("m1", Role::Manager), line("XP001")).unwrap();
    let again = enter(&mut hall, clerk("c1"), line("XP001"));
    assert_eq!(again.unwrap_err().kind(), "entered-already");
}

#[test]
fn who_is_not_the_holder_is_sent_away_with_that_outcome() {
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
            outcome: Some(Outcome::NotHolder),
            next: queue_core::command::Onward::AsUsual,
            ..Ending::default()
        },
    };
    hall.press("c1", 1, finish).unwrap();
    assert_eq!(hall.visit(&number).open_legs().count(), 0, "and nothing follows");
}

#[test]
fn what_was_accepted_without_power_has_its_case_and_its_limit() {
    let mut parts = crate::support::small_plan();
    parts.services[0].limit_days = 15;
    let mut hall = Driven::staffed_with(parts);
    hall.wind(at("10:00"));
    let accepted = SheetLine {
        outcome: Outcome::Accepted,
        ..line("XP001")
    };
    enter(&mut hall, clerk("c1"), accepted).unwrap();
    let mut cases = hall.shelf.cases.iter().filter_map(|(_, kept)| kept.now.as_ref());
    let case = cases.next().expect("a case");
    assert!(case.is_open());
    assert_eq!((case.limit_days(), case.clerk.as_str()), (Some(15), "c1"));
    assert!(case.code.as_str().contains("-XP001-"), "{}", case.code);
    assert!(cases.next().is_none());
}

#[test]
fn what_was_missing_without_power_is_not_entered_without_its_list() {
    let mut hall = Driven::staffed();
    hall.wind(at("10:00"));
    let told = SheetLine {
        outcome: Outcome::AwaitingCorrection,
        ..line("XP001")
    };
    let refused = enter(&mut hall, clerk("c1"), told).unwrap_err();
    assert_eq!(refused.kind(), "needs-its-list");
}
