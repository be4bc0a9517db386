//! What a pad's keys mean, and what its lamps say, in every state of a window.

use firmware_config::{LampMeaning, PadKey, RatingKey};
use hall_protocol::names::Names;
use hall_protocol::rating::LevelName;
use hall_protocol::ticket::ServiceRef;
use hall_protocol::window::{ClassRef, CurrentTicket, Why, WindowStateName, WindowView};

use super::{PadVerb, lamps_of, verb_of};

fn window(state: WindowStateName) -> WindowView {
    let has_visitor = matches!(state, WindowStateName::Called | WindowStateName::Serving);
    WindowView {
        seq: 1,
        day: "2026-11-24".parse().unwrap(),
        now: "2026-11-24T02:00:00Z".parse().unwrap(),
        window: 3,
        state,
        clerk: Some("3001".to_owned()),
        pause_reason: None,
        since: "2026-11-24T01:00:00Z".parse().unwrap(),
        current: has_visitor.then(current),
        waiting: 0,
        waiting_by_service: Vec::new(),
        next: Vec::new(),
        parked: Vec::new(),
        told: false,
        undo_until: None,
        escorts: Vec::new(),
    }
}

fn current() -> CurrentTicket {
    CurrentTicket {
        ticket: "C012".to_owned(),
        service: ServiceRef {
            code: "C01".to_owned(),
            names: Names::default(),
        },
        class: ClassRef {
            code: "ordinary".to_owned(),
            names: Names::default(),
        },
        to_verify: None,
        language: "zh-Hant".to_owned(),
        assistance: Vec::new(),
        ready_at: "2026-11-24T01:30:00Z".parse().unwrap(),
        deadline: "2026-11-24T02:00:00Z".parse().unwrap(),
        called_at: None,
        answer_by: None,
        started_at: None,
        documents: Vec::new(),
        prechecked: false,
        usual_outcome: "accepted".to_owned(),
        usual_next: Vec::new(),
        others: Vec::new(),
        cases: 1,
        why: Why::default(),
    }
}

fn path(key: PadKey, state: WindowStateName) -> Option<&'static str> {
    verb_of(key, "p".to_owned(), &window(state), Some("lunch")).and_then(|verb| verb.path())
}

#[test]
fn start_and_finish_are_one_key_by_what_stands_at_the_window() {
    assert_eq!(path(PadKey::StartFinish, WindowStateName::Called), Some("start"));
    assert_eq!(
        path(PadKey::StartFinish, WindowStateName::Serving),
        Some("finish")
    );
    assert_eq!(path(PadKey::StartFinish, WindowStateName::Free), None);
}

#[test]
fn pause_and_resume_are_one_key() {
    assert_eq!(path(PadKey::Pause, WindowStateName::Free), Some("pause"));
    assert_eq!(path(PadKey::Pause, WindowStateName::Paused), Some("resume"));
}

#[test]
fn recall_and_no_show_need_somebody_who_was_called() {
    for key in [PadKey::Recall, PadKey::NoShow] {
        assert!(path(key, WindowStateName::Called).is_some());
        for state in [
            WindowStateName::Free,
            WindowStateName::Serving,
            WindowStateName::Paused,
        ] {
            assert_eq!(path(key, state), None);
        }
    }
}

#[test]
fn a_closed_window_has_only_its_guide_key_and_takes_the_last_rating() {
    for key in PadKey::ALL {
        let verb = verb_of(
            key,
            "p".to_owned(),
            &window(WindowStateName::Closed),
            Some("lunch"),
        );
        let is_of_its_own = matches!(key, PadKey::Guide | PadKey::Rate(_));
        let verb = verb.filter(|verb| !matches!(verb, PadVerb::Guide(Some(_))));
        assert_eq!(verb.is_some(), is_of_its_own, "{key:?}");
    }
}

#[test]
fn a_guide_is_asked_for_the_ticket_at_the_window() {
    let verb = verb_of(
        PadKey::Guide,
        "p".to_owned(),
        &window(WindowStateName::Serving),
        None,
    );
    assert_eq!(verb, Some(PadVerb::Guide(Some("C012".to_owned()))));
}

#[test]
fn every_verb_carries_the_press_the_day_and_the_ticket_it_means() {
    let Some(PadVerb::NoShow(body)) = verb_of(
        PadKey::NoShow,
        "p".to_owned(),
        &window(WindowStateName::Called),
        None,
    ) else {
        panic!("no verb")
    };
    assert_eq!((body.press.as_str(), body.ticket.as_str()), ("p", "C012"));
    assert_eq!(body.day.to_string(), "2026-11-24");
}

#[test]
fn the_lamps_say_how_the_window_stands() {
    let table = [
        (WindowStateName::Called, Some(LampMeaning::Called)),
        (WindowStateName::Serving, Some(LampMeaning::Serving)),
        (WindowStateName::Paused, Some(LampMeaning::Paused)),
        (WindowStateName::Free, None),
        (WindowStateName::Closed, None),
    ];
    for (state, lamp) in table {
        assert_eq!(
            lamps_of(Some(&window(state)), false),
            lamp.into_iter().collect(),
            "{state:?}"
        );
    }
    // Of several idle windows one is told of somebody who waits.
    for (is_told, lamp) in [(true, Some(LampMeaning::Waiting)), (false, None)] {
        let idle = WindowView {
            waiting: 2,
            told: is_told,
            ..window(WindowStateName::Free)
        };
        assert_eq!(lamps_of(Some(&idle), false), lamp.into_iter().collect());
    }
    assert_eq!(
        lamps_of(None, true),
        [LampMeaning::Away, LampMeaning::Help].into()
    );
}

#[test]
fn the_five_keys_rate_whatever_stands_at_the_window() {
    let states = [
        WindowStateName::Free,
        WindowStateName::Called,
        WindowStateName::Serving,
        WindowStateName::Paused,
        WindowStateName::Closed,
    ];
    for (key, level) in RatingKey::ALL.into_iter().zip(LevelName::ALL) {
        for state in states {
            let verb = verb_of(PadKey::Rate(key), "p".to_owned(), &window(state), None);
            let Some(PadVerb::Rate(rating)) = verb else {
                panic!("{key:?} {state:?}")
            };
            assert_eq!((rating.press.as_str(), rating.level), ("p", level));
            assert_eq!(
                PadKey::Rate(key).name(),
                level.name(),
                "the key and the wire have one word"
            );
        }
    }
}
