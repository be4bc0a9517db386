//! I8 beyond the windows: everything that happens there, frozen in a journal that must replay for ever.

use std::collections::BTreeSet;

use jiff::civil::date;
use queue_core::agency::NotDoneReason;
use queue_core::command::{AgencyVerb, HomeVisitVerb};
use queue_core::leg::Outcome;
use queue_core::plan::Role;
use queue_core::{Actor, Event, PersonCode};

use super::comparison::{compare, one_line};
use super::home_visit::{about, asked, assign, on};
use super::{accepted, ask, end, hall, person, text};
use crate::support::frozen::frozen;
use crate::support::{Driven, clerk};

/// Everything that happens, by the names `tag` gives it.
const TAGS: [&str; 10] = [
    "asked",
    "assigned",
    "authority_said",
    "cancelled",
    "collected_before_done",
    "collected_unaccepted",
    "compared",
    "dated",
    "done",
    "not_done",
];

#[test]
fn what_0_1_0_did_beyond_the_windows_replays() {
    let journal = frozen("0.1.0-agency", |event| tag(event).is_some(), busy_day);
    let events = journal.entries.iter().flat_map(|entry| &entry.body.events);
    let seen: BTreeSet<_> = events.filter_map(tag).collect();
    assert_eq!(seen, TAGS.into(), "it holds everything of its release");
    let shelf = journal.shelf();
    assert_eq!(shelf.home_visits.iter().count(), 3);
    assert_eq!(shelf.comparisons.iter().count(), 1);
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the others are of other golden journals"
)]
fn tag(event: &Event) -> Option<&'static str> {
    use queue_core::agency::{HomeVisitEnd, HomeVisitEvent};
    Some(match event {
        Event::HomeVisit { happened, .. } => match happened {
            HomeVisitEvent::Asked { .. } => "asked",
            HomeVisitEvent::Assigned { .. } => "assigned",
            HomeVisitEvent::Dated { .. } => "dated",
            HomeVisitEvent::Ended { how, .. } => match how {
                HomeVisitEnd::Done => "done",
                HomeVisitEnd::NotDone { .. } => "not_done",
                HomeVisitEnd::Cancelled { .. } => "cancelled",
            },
        },
        Event::Comparison { .. } => "compared",
        Event::AuthoritySaid { .. } => "authority_said",
        Event::CollectedUnaccepted { .. } => "collected_unaccepted",
        event if super::is_early(std::slice::from_ref(event)) => "collected_before_done",
        _ => return None,
    })
}

fn busy_day() -> Driven {
    let mut hall = hall();
    let manager = || person("m1", Role::Manager);
    let away = AgencyVerb::Authority {
        department: "GA".to_owned(),
        person: PersonCode::new("c1"),
        present: false,
    };
    ask(&mut hall, clerk("c1"), away).expect("said");
    let [done, not_done, off] = [(); 3].map(|()| asked(&mut hall, Actor::Public));
    for code in [&done, &not_done] {
        about(&mut hall, manager(), code, assign("g1")).expect("assigned");
        about(&mut hall, manager(), code, on(date(2026, 11, 27))).expect("dated");
    }
    about(&mut hall, manager(), &done, HomeVisitVerb::Done).expect("done");
    let nobody = HomeVisitVerb::NotDone {
        reason: NotDoneReason::NobodyHome,
        remark: Some(text(9)),
    };
    about(&mut hall, manager(), &not_done, nobody).expect("not done");
    about(&mut hall, Actor::Public, &off, HomeVisitVerb::Cancel).expect("called off");
    compare(&mut hall, manager(), one_line("GA")).expect("compared");
    let code = accepted(&mut hall);
    hall.take("X01", None, None).expect("a ticket");
    end(&mut hall, Outcome::Collected, Some(&code));
    hall.take("X01", None, None).expect("a ticket");
    end(&mut hall, Outcome::Collected, None);
    hall
}
