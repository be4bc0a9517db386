//! I8 for what outlives a day: everything that happens to cases, frozen in a journal that must replay for ever.
//!
//! Written with `WRITE_GOLDEN=1`; what a release has is never edited.

use std::collections::BTreeSet;
use std::path::PathBuf;

use jiff::Timestamp;
use jiff::civil::date;
use queue_core::case::{Completion, Standing};
use queue_core::command::{CaseVerb, Correction, Ending};
use queue_core::event::EntryBody;
use queue_core::leg::Outcome;
use queue_core::{Entry, Seq, Shelf};
use serde::{Deserialize, Serialize};

use super::{accepted, ask, end, manager, missing, newest, on, outcome, stop, text};
use crate::support::{Driven, clerk};

/// Everything that happens to a case, by its tag.
const TAGS: [&str; 15] = [
    "received",
    "told",
    "accepted",
    "deemed_accepted",
    "clock_stopped",
    "clock_started",
    "extension_asked",
    "extension_decided",
    "left_hall",
    "came_back",
    "taken_over",
    "completed",
    "collected",
    "supervised",
    "supervision_answered",
];

#[derive(Debug, Serialize, Deserialize)]
struct Line {
    seq: u64,
    at_ms: i64,
    body: EntryBody,
}

#[test]
fn the_cases_of_0_1_0_replay() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden/0.1.0-cases.jsonl");
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
            .filter_map(|event| event["happened"]["case"].as_str());
        seen.extend(tags.map(str::to_owned));
        let at = Timestamp::from_millisecond(at_ms).expect("an instant");
        shelf.apply(&Entry {
            seq: Seq(seq),
            at,
            body,
        });
    }
    assert_eq!(
        seen,
        TAGS.map(str::to_owned).into(),
        "it holds everything of its release"
    );
    let standing = |is: fn(&Standing) -> bool| {
        let cases = shelf.cases.iter().filter_map(|(_, kept)| kept.now.as_ref());
        cases.filter(|case| is(&case.standing)).count()
    };
    assert_eq!(standing(|is| *is == Standing::Closed), 1);
    assert_eq!(standing(|is| *is == Standing::Open), 2);
    let stops: usize = shelf
        .cases
        .iter()
        .filter_map(|(_, kept)| kept.now.as_ref())
        .map(|case| case.stops.len())
        .sum();
    assert_eq!(stops, 2);
}

fn written(hall: &Driven) -> String {
    let of_cases = |entry: &&Entry| {
        serde_json::to_string(&entry.body)
            .expect("serialises")
            .contains("\"case\"")
    };
    let line = |entry: &Entry| {
        let line = Line {
            seq: entry.seq.0,
            at_ms: entry.at.as_millisecond(),
            body: entry.body.clone(),
        };
        serde_json::to_string(&line).expect("serialises") + "\n"
    };
    hall.journal.iter().filter(of_cases).map(line).collect()
}

/// Weeks in which everything happens to cases.
fn busy_weeks() -> Driven {
    let (mut hall, code) = accepted();
    let about = |hall: &mut Driven, verb: CaseVerb| ask(hall, clerk("c1"), &code, verb).expect("decided");
    about(&mut hall, stop(Some(text(1))));
    about(&mut hall, CaseVerb::StartClock);
    about(
        &mut hall,
        CaseVerb::AskExtension {
            days: 2,
            reason: text(2),
        },
    );
    ask(
        &mut hall,
        manager("m2"),
        &code,
        CaseVerb::DecideExtension { granted: true },
    )
    .expect("granted");
    about(
        &mut hall,
        CaseVerb::LeaveHall {
            to: "GA".to_owned(),
            holder: text(3),
        },
    );
    about(&mut hall, CaseVerb::ComeBack);
    let look_through = Ending {
        correction: Some(Correction::LookThrough),
        ..outcome(Outcome::AwaitingCorrection, None)
    };
    hall.take("X01", None, None).expect("a ticket");
    end(&mut hall, look_through).expect("taken in");
    hall.take("X01", None, None).expect("a ticket");
    end(&mut hall, missing(&[1], None)).expect("told");
    let told = newest(&hall);
    hall.take("X01", None, None).expect("a ticket");
    end(&mut hall, missing(&[0, 1], Some(&told))).expect("told again");
    hall.take("X01", None, None).expect("a ticket");
    end(&mut hall, outcome(Outcome::Accepted, Some(&told))).expect("accepted");
    ask(&mut hall, clerk("c1"), &told, stop(Some(text(4)))).expect("stopped until it goes on by itself");
    on(&mut hall, date(2026, 12, 28));
    let question = CaseVerb::Supervise {
        addressee: "GA".to_owned(),
        question: text(5),
    };
    ask(&mut hall, manager("m1"), &code, question).expect("asked");
    ask(&mut hall, manager("m1"), &code, CaseVerb::TakeOver).expect("taken over");
    about(&mut hall, CaseVerb::Answer { answer: text(6) });
    about(
        &mut hall,
        CaseVerb::Complete {
            how: Completion::Granted,
        },
    );
    hall.press("c1", 1, queue_core::command::WindowVerb::Open)
        .expect("open");
    hall.take("X01", None, None).expect("a ticket");
    end(&mut hall, outcome(Outcome::Collected, Some(&code))).expect("collected");
    hall
}
