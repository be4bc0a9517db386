//! I8 for mandates: everything that happens to one, frozen in a journal that must replay for ever.

use std::collections::BTreeSet;

use jiff::civil::date;
use queue_core::agency::{MandateEnd, MandateEvent};
use queue_core::case::{CaseEvent, Through};
use queue_core::command::{Ending, ForWhom, GiveMandate, MandateVerb};
use queue_core::leg::Outcome;
use queue_core::{Actor, Event, ServiceCode};

use super::at_window::{as_agent, served};
use super::{about, attach, for_project, for_village, give, hall, hand_over, manager};
use crate::agency::accepted;
use crate::support::frozen::frozen;
use crate::support::{DAY, Driven, at};

/// Everything that happens, by the names `tag` gives it.
const TAGS: [&str; 11] = [
    "accepted_through_agent",
    "accepted_through_handler",
    "acted",
    "attached",
    "done",
    "entrusted",
    "expired",
    "given",
    "handed_over",
    "handler_came",
    "revoked",
];

#[test]
fn what_0_1_0_did_under_mandates_replays() {
    let journal = frozen("0.1.0-mandates", |event| tag(event).is_some(), busy_day);
    let events = journal.entries.iter().flat_map(|entry| &entry.body.events);
    let seen: BTreeSet<_> = events.filter_map(tag).collect();
    assert_eq!(seen, TAGS.into(), "it holds everything of its release");
    let shelf = journal.shelf();
    let mandates = shelf.mandates.iter().filter_map(|(_, kept)| kept.now.as_ref());
    let matters: usize = mandates.map(|mandate| mandate.matters.len()).sum();
    assert_eq!((shelf.mandates.iter().count(), matters), (4, 3));
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the others are of other golden journals"
)]
fn tag(event: &Event) -> Option<&'static str> {
    Some(match event {
        Event::Mandate { happened, .. } => match happened {
            MandateEvent::Given { .. } => "given",
            MandateEvent::Acted { .. } => "acted",
            MandateEvent::Attached { .. } => "attached",
            MandateEvent::HandedOver { .. } => "handed_over",
            MandateEvent::Ended { how } => match how {
                MandateEnd::Done => "done",
                MandateEnd::Revoked { .. } => "revoked",
                MandateEnd::Expired => "expired",
            },
        },
        Event::HandlerCame { .. } => "handler_came",
        Event::Case { happened, .. } => match happened {
            CaseEvent::Entrusted { .. } => "entrusted",
            CaseEvent::Accepted { desk: Some(desk), .. } => match desk.through {
                Through::Oneself => return None,
                Through::Handler => "accepted_through_handler",
                Through::Agent { .. } => "accepted_through_agent",
            },
            _ => return None,
        },
        _ => return None,
    })
}

fn busy_day() -> Driven {
    let mut hall = hall();
    let part = GiveMandate {
        services: vec![ServiceCode::new("X01")],
        ..for_village("D1")
    };
    let last_day = GiveMandate {
        until: DAY,
        ..for_village("D1")
    };
    let (part, last_day) = (give(&mut hall, part), give(&mut hall, last_day));
    let project = GiveMandate {
        until: date(2027, 6, 30),
        ..for_project()
    };
    let (project, other) = (give(&mut hall, project), give(&mut hall, for_project()));
    served(&mut hall, as_agent(Outcome::Accepted, &[part.clone(), last_day]));
    let handler = Ending {
        outcome: Some(Outcome::Accepted),
        whom: ForWhom::Handler,
        ..Ending::default()
    };
    served(&mut hall, handler);
    let matter = accepted(&mut hall);
    about(&mut hall, manager(), &project, attach(&matter)).expect("attached");
    about(&mut hall, manager(), &project, hand_over("K2")).expect("handed over");
    about(&mut hall, Actor::Public, &part, MandateVerb::Revoke).expect("revoked");
    about(&mut hall, manager(), &other, MandateVerb::Done).expect("done");
    hall.wind(at("20:00"));
    hall.open_next_day();
    hall
}
