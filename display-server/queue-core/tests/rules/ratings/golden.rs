//! I8 for ratings: everything that happens to them, frozen in a journal that must replay for ever.
//!
//! Written with `WRITE_GOLDEN=1`; what a release has is never edited.

use std::collections::BTreeSet;
use std::path::PathBuf;

use jiff::Timestamp;
use queue_core::event::EntryBody;
use queue_core::plan::Role;
use queue_core::rating::{Counted, Rating};
use queue_core::{Entry, Seq, Shelf};
use serde::{Deserialize, Serialize};

use super::{BAD, GOOD, disown, explain, keys, look, person, phone, plan, say, serve_one, why};
use crate::support::{Driven, at};

/// Everything that happens to a rating, by its tag.
const TAGS: [&str; 6] = [
    "rated",
    "flagged",
    "disowned",
    "said_instead",
    "explained",
    "looked_at",
];

#[derive(Debug, Serialize, Deserialize)]
struct Line {
    seq: u64,
    at_ms: i64,
    body: EntryBody,
}

#[test]
fn the_ratings_of_0_1_0_replay() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden/0.1.0-ratings.jsonl");
    if std::env::var_os("WRITE_GOLDEN").is_some() {
        std::fs::write(&path, written(&busy_morning())).expect("written");
    }
    let journal = std::fs::read_to_string(&path).expect("a golden journal");
    let (mut shelf, mut seen, mut with_followup) = (Shelf::default(), BTreeSet::new(), 0);
    for line in journal.lines() {
        let Line { seq, at_ms, body } = serde_json::from_str(line).expect("an entry of 0.1.0 still reads");
        let value: serde_json::Value = serde_json::from_str(line).expect("JSON");
        let events = value["body"]["events"].as_array().expect("events");
        with_followup += events.iter().filter(|event| event["event"] == "followup").count();
        let tags = events
            .iter()
            .filter_map(|event| event["happened"]["rating"].as_str());
        seen.extend(tags.map(str::to_owned));
        let at = Timestamp::from_millisecond(at_ms).expect("an instant");
        let seq = Seq(seq);
        shelf.apply(&Entry { seq, at, body });
    }
    assert_eq!(
        seen,
        TAGS.map(str::to_owned).into(),
        "it holds everything of its release"
    );
    let ratings: Vec<&Rating> = shelf
        .ratings
        .iter()
        .filter_map(|(_, kept)| kept.now.as_ref())
        .collect();
    let counted = |what: Counted| ratings.iter().filter(|rating| rating.counted() == what).count();
    assert_eq!((ratings.len(), counted(Counted::Waits)), (7, 4));
    assert_eq!((counted(Counted::As(BAD)), counted(Counted::As(GOOD))), (2, 1));
    assert_eq!(with_followup, 2, "one that stands, and one that was said instead");
    assert_eq!(ratings.iter().filter(|rating| rating.text.is_some()).count(), 2);
}

fn written(hall: &Driven) -> String {
    let of_ratings = |entry: &&Entry| {
        serde_json::to_string(&entry.body)
            .expect("serialises")
            .contains("\"rating\"")
    };
    let line = |entry: &Entry| {
        let line = Line {
            seq: entry.seq.0,
            at_ms: entry.at.as_millisecond(),
            body: entry.body.clone(),
        };
        serde_json::to_string(&line).expect("serialises") + "\n"
    };
    hall.journal.iter().filter(of_ratings).map(line).collect()
}

/// A morning in which everything happens to ratings.
fn busy_morning() -> Driven {
    let mut hall = Driven::staffed_with(plan());
    let first = serve_one(&mut hall, "09:10");
    hall.wind(at("09:11"));
    keys(&mut hall, 1, GOOD).expect("rated");
    disown(&mut hall, &first).expect("not me");
    say(&mut hall, &first, BAD, why(&["rude"], Some(1))).expect("instead");
    look(&mut hall, person("m1", Role::Manager), &first, false).expect("struck");
    let second = serve_one(&mut hall, "09:20");
    phone(&mut hall, &second, BAD).expect("rated");
    explain(&mut hall, &second, why(&["slow"], Some(2))).expect("explained");
    look(&mut hall, person("m1", Role::Manager), &second, true).expect("within two seconds, and true");
    for (served, rated) in [
        ("09:30:00", "09:30:10"),
        ("09:30:20", "09:30:30"),
        ("09:30:40", "09:30:50"),
        ("09:31:00", "09:31:10"),
        ("09:31:20", "09:31:30"),
    ] {
        serve_one(&mut hall, served);
        hall.wind(at(rated));
        keys(&mut hall, 1, GOOD).expect("rated");
    }
    let last = hall
        .hall
        .visits()
        .last()
        .expect("a visit")
        .ticket
        .number
        .to_string();
    look(&mut hall, person("m1", Role::Manager), &last, true).expect("upheld");
    hall
}
