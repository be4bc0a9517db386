//! What is not handled here: counted wherever it is asked, once a press, at any hour.

use queue_core::command::{Advice, AskElsewhere};
use queue_core::event::{AskedAt, ElsewhereAsked};
use queue_core::plan::{Elsewhere, ElsewhereReason, Role};
use queue_core::{
    Actor, Command, DeviceId, ElsewhereCode, Event, PersonCode, PlanParts, Rejection, RequestId, WindowNumber,
};

use crate::support::{Driven, clerk, kiosk, names, small_plan};

/// Marriages are registered elsewhere.
pub fn entry() -> Elsewhere {
    Elsewhere {
        code: marriage(),
        names: names("marriage"),
        place: names("the registry"),
        phone: None,
        reason: ElsewhereReason::OtherAuthority,
        approved_by: names("government"),
        approved_on: None,
        approved_until: None,
    }
}

fn marriage() -> ElsewhereCode {
    ElsewhereCode::new("marriage")
}

fn plan() -> PlanParts {
    PlanParts {
        elsewhere: vec![entry()],
        ..small_plan()
    }
}

/// One who asks at a kiosk.
pub fn asking(hall: &mut Driven) {
    let press = hall.request();
    ask(hall, kiosk(), press, "marriage").expect("asked");
}

fn ask(hall: &mut Driven, by: Actor, press: RequestId, entry: &str) -> Result<Vec<Event>, Rejection> {
    let entry = ElsewhereCode::new(entry);
    let command = Command::AskElsewhere(AskElsewhere { press, entry });
    let events = hall.hall.decide(hall.now, &by, &command)?;
    hall.run(by, &command)?;
    Ok(events)
}

fn asked(channel: AskedAt, kiosk: Option<&str>, window: Option<u16>) -> Event {
    Event::ElsewhereAsked(ElsewhereAsked {
        entry: marriage(),
        channel,
        kiosk: kiosk.map(DeviceId::new),
        window: window.map(WindowNumber::new),
    })
}

#[test]
fn a_kiosk_and_a_phone_are_asked_once_a_press() {
    let mut hall = Driven::staffed_with(plan());
    let press = hall.request();
    let at_kiosk = ask(&mut hall, kiosk(), press, "marriage").unwrap();
    assert_eq!(at_kiosk, [asked(AskedAt::Kiosk, Some("kiosk-1"), None)]);
    assert_eq!(
        ask(&mut hall, kiosk(), press, "marriage").unwrap(),
        [],
        "a repeat"
    );
    let press = hall.request();
    let on_phone = ask(&mut hall, Actor::Public, press, "marriage").unwrap();
    assert_eq!(on_phone, [asked(AskedAt::Phone, None, None)]);
}

#[test]
fn what_the_directory_does_not_have_is_refused_and_staff_counts_with_advice() {
    let mut hall = Driven::staffed_with(plan());
    let press = hall.request();
    let unknown = ask(&mut hall, kiosk(), press, "divorce").unwrap_err();
    assert_eq!(unknown.kind(), "unknown-elsewhere");
    assert_eq!(
        ask(&mut hall, clerk("c1"), press, "marriage"),
        Err(Rejection::NotYours)
    );
}

#[test]
fn a_closed_hall_counts_who_asks_at_night() {
    let mut hall = Driven::staffed_with(plan());
    let end = hall.hall.times().expect("an open day").day_ends_at;
    hall.wind(end);
    assert!(hall.hall.day().is_none());
    let press = hall.request();
    let at_night = ask(&mut hall, Actor::Public, press, "marriage").unwrap();
    assert_eq!(at_night, [asked(AskedAt::Phone, None, None)]);
    assert_eq!(
        ask(&mut hall, Actor::Public, press, "marriage").unwrap(),
        [],
        "a repeat"
    );
}

fn advise(hall: &mut Driven, by: Actor, window: Option<u16>, entry: &str) -> Result<Vec<Event>, Rejection> {
    let command = Command::Advice(Advice {
        press: hall.request(),
        window: window.map(WindowNumber::new),
        service: None,
        missing: None,
        elsewhere: Some(ElsewhereCode::new(entry)),
    });
    let events = hall.hall.decide(hall.now, &by, &command)?;
    hall.run(by, &command)?;
    Ok(events)
}

#[test]
fn advice_that_names_an_entry_counts_as_advice_and_as_asking() {
    let mut hall = Driven::staffed_with(plan());
    let reception = Actor::Person {
        code: PersonCode::new("r1"),
        role: Role::Reception,
    };
    let given = |window: Option<u16>| Event::AdviceGiven {
        window: window.map(WindowNumber::new),
        service: None,
        missing: None,
    };
    let told = advise(&mut hall, reception.clone(), None, "marriage").unwrap();
    assert_eq!(told, [given(None), asked(AskedAt::Reception, None, None)]);
    let told = advise(&mut hall, clerk("c1"), Some(1), "marriage").unwrap();
    assert_eq!(told, [given(Some(1)), asked(AskedAt::Window, None, Some(1))]);
    let unknown = advise(&mut hall, reception, None, "divorce").unwrap_err();
    assert_eq!(unknown.kind(), "unknown-elsewhere");
    assert_eq!(hall.hall.advice_at(None), 1, "nothing half done");
}
