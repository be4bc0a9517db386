//! I8: the journal's format is frozen. A release has its journals in `tests/golden`, and each must replay for ever.
//!
//! A new release adds files, written by their tests with `WRITE_GOLDEN=1`; a file that is there is never edited.

use std::collections::BTreeSet;
use std::path::PathBuf;

use jiff::Timestamp;
use queue_core::event::EntryBody;
use queue_core::{Entry, Event, Seq, Shelf};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Driven;

#[derive(Debug, Serialize, Deserialize)]
struct Line {
    seq: u64,
    at_ms: i64,
    body: EntryBody,
}

/// A journal of an earlier release, as its own code wrote it.
pub struct Frozen {
    pub entries: Vec<Entry>,
    /// Every event, as it is written.
    pub events: Vec<Value>,
}

/// The journal `{name}.jsonl`; with `WRITE_GOLDEN` it is first written: what of `play` holds an event of `ours`.
pub fn frozen(name: &str, ours: impl Fn(&Event) -> bool, play: impl FnOnce() -> Driven) -> Frozen {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let path = folder.join(format!("{name}.jsonl"));
    if std::env::var_os("WRITE_GOLDEN").is_some() {
        let hall = play();
        let kept = |entry: &&Entry| entry.body.events.iter().any(&ours);
        let lines: String = hall.journal.iter().filter(kept).map(written).collect();
        std::fs::write(&path, lines).expect("written");
    }
    let journal = std::fs::read_to_string(&path).expect("a golden journal");
    Frozen {
        entries: journal.lines().map(read).collect(),
        events: journal.lines().flat_map(events).collect(),
    }
}

fn written(entry: &Entry) -> String {
    let line = Line {
        seq: entry.seq.0,
        at_ms: entry.at.as_millisecond(),
        body: entry.body.clone(),
    };
    serde_json::to_string(&line).expect("serialises") + "\n"
}

fn read(line: &str) -> Entry {
    let Line { seq, at_ms, body } = serde_json::from_str(line).expect("an entry of its release still reads");
    let at = Timestamp::from_millisecond(at_ms).expect("an instant");
    let seq = Seq(seq);
    Entry { seq, at, body }
}

fn events(line: &str) -> Vec<Value> {
    let line: Value = serde_json::from_str(line).expect("JSON");
    line["body"]["events"].as_array().expect("events").clone()
}

impl Frozen {
    /// What outlives a day, after the whole journal.
    pub fn shelf(&self) -> Shelf {
        let mut shelf = Shelf::default();
        self.entries.iter().for_each(|entry| shelf.apply(entry));
        shelf
    }

    /// Panics unless the journal holds exactly these: what an event says `happened`, by the tag under one of `keys`.
    pub fn holds<const N: usize>(&self, keys: &[&str], tags: [&str; N]) {
        let of = |event: &'_ Value| {
            let tag = keys.iter().find_map(|key| event["happened"][*key].as_str());
            tag.map(str::to_owned)
        };
        let seen: BTreeSet<String> = self.events.iter().filter_map(of).collect();
        let all = tags.map(str::to_owned).into();
        assert_eq!(seen, all, "it holds everything of its release");
    }
}
