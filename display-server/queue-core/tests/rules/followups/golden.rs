//! I8 for follow-ups: everything that happens to them, frozen in a journal that must replay for ever.

use std::collections::BTreeMap;

use jiff::civil::date;
use queue_core::command::FollowupVerb;
use queue_core::followup::{FollowupKind, Stage, Verdict};
use queue_core::{Actor, Event, PersonCode};

use super::{about, appeal, ask, by, decide, on, open, plan, raised, rate_bad, rectify, satisfied, state};
use crate::support::Driven;
use crate::support::frozen::frozen;

/// Everything that happens to a follow-up, by its tag.
const TAGS: [&str; 9] = [
    "opened",
    "assigned",
    "stated",
    "decided",
    "rectified",
    "called_back",
    "appealed",
    "appeal_decided",
    "lapsed",
];

#[test]
fn the_followups_of_0_1_0_replay() {
    let journal = frozen(
        "0.1.0-followups",
        |event| matches!(event, Event::Followup { .. }),
        busy_weeks,
    );
    journal.holds(&["followup"], TAGS);
    let shelf = journal.shelf();
    let followups = || shelf.followups.iter().filter_map(|(_, kept)| kept.now.as_ref());
    let mut stages = BTreeMap::new();
    for followup in followups() {
        *stages.entry(followup.waits.stage).or_insert(0) += 1;
    }
    assert_eq!(stages, [(Stage::Verdict, 2), (Stage::Closed, 4)].into());
    assert_eq!(
        followups().filter(|followup| followup.clerk_at_fault()).count(),
        1
    );
}

/// Weeks in which everything happens to follow-ups.
fn busy_weeks() -> Driven {
    let mut hall = Driven::with(plan());
    let complaint = open(&mut hall, Actor::Public, about("m1")).expect("opened");
    let to = PersonCode::new("o2");
    for (who, verb) in [
        ("o1", FollowupVerb::Assign { to }),
        ("o2", decide(Verdict::Partly)),
        ("public", satisfied()),
        ("public", appeal()),
        ("o3", decide(Verdict::Founded)),
    ] {
        ask(&mut hall, who, &complaint, verb).expect("done");
    }
    open(&mut hall, by("r1"), raised(FollowupKind::Hotline)).expect("opened");
    let unsolved = open(&mut hall, by("c2"), raised(FollowupKind::Unsolved)).expect("opened");
    ask(&mut hall, "m1", &unsolved, decide(Verdict::NotSolved)).expect("handled");
    ask(&mut hall, "m1", &unsolved, satisfied()).expect("called back");
    let rating = rate_bad(&mut hall);
    for (who, verb) in [
        ("m1", decide(Verdict::ClerkAtFault)),
        ("m1", rectify()),
        ("m1", satisfied()),
    ] {
        ask(&mut hall, who, &rating, verb).expect("done");
    }
    let heard = open(&mut hall, by("o1"), raised(FollowupKind::Finding)).expect("opened");
    ask(&mut hall, "c1", &heard, state()).expect("heard");
    ask(&mut hall, "m1", &heard, decide(Verdict::Upheld)).expect("decided");
    open(&mut hall, by("m2"), raised(FollowupKind::Finding)).expect("opened");
    on(&mut hall, date(2026, 12, 3));
    hall
}
