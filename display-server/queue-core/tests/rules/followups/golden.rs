//! I8 for follow-ups: everything that happens to them, frozen in a journal that must replay for ever.
//!
//! Written with `WRITE_GOLDEN=1`; what a release has is never edited.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use jiff::Timestamp;
use jiff::civil::date;
use queue_core::command::FollowupVerb;
use queue_core::event::EntryBody;
use queue_core::followup::{FollowupKind, Stage, Verdict};
use queue_core::{Actor, Entry, PersonCode, Seq, Shelf};
use serde::{Deserialize, Serialize};

use super::{about, appeal, ask, by, decide, on, open, plan, raised, rate_bad, rectify, satisfied, state};
use crate::support::Driven;

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

#[derive(Debug, Serialize, Deserialize)]
struct Line {
    seq: u64,
    at_ms: i64,
    body: EntryBody,
}

#[test]
fn the_followups_of_0_1_0_replay() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden/0.1.0-followups.jsonl");
    if std::env::var_os("WRITE_GOLDEN").is_some() {
        std::fs::write(&path, written(&busy_weeks())).expect("written");
    }
    let journal = std::fs::read_to_string(&path).expect("a golden journal");
    let (mut shelf, mut seen) = (Shelf::default(), BTreeSet::new());
    for line in journal.lines() {
        let Line { seq, at_ms, body } = serde_json::from_str(line).expect("an entry of 0.1.0 still reads");
        let value: serde_json::Value = serde_json::from_str(line).expect("JSON");
        let events = value["body"]["events"].as_array().expect("events");
        let tags = events
            .iter()
            .filter_map(|event| event["happened"]["followup"].as_str());
        seen.extend(tags.map(str::to_owned));
        let (seq, at) = (Seq(seq), Timestamp::from_millisecond(at_ms).expect("an instant"));
        shelf.apply(&Entry { seq, at, body });
    }
    assert_eq!(
        seen,
        TAGS.map(str::to_owned).into(),
        "it holds everything of its release"
    );
    let mut stages = BTreeMap::new();
    for (_, kept) in shelf.followups.iter() {
        let followup = kept.now.as_ref().expect("there");
        *stages.entry(followup.waits.stage).or_insert(0) += 1;
    }
    let expected = [(Stage::Verdict, 2), (Stage::Closed, 4)];
    assert_eq!(stages, expected.into());
    let at_fault = shelf.followups.iter().filter(|(_, kept)| {
        kept.now
            .as_ref()
            .is_some_and(queue_core::followup::Followup::clerk_at_fault)
    });
    assert_eq!(at_fault.count(), 1);
}

fn written(hall: &Driven) -> String {
    let is_one = |entry: &&Entry| {
        let body = serde_json::to_string(&entry.body).expect("serialises");
        body.contains("\"followup\"")
    };
    let line = |entry: &Entry| {
        let line = Line {
            seq: entry.seq.0,
            at_ms: entry.at.as_millisecond(),
            body: entry.body.clone(),
        };
        serde_json::to_string(&line).expect("serialises") + "\n"
    };
    hall.journal.iter().filter(is_one).map(line).collect()
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
