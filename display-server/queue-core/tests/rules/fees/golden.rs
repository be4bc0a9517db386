//! I8 for fees: everything that happens to notices and bank lists, frozen in a journal that must replay for ever.
//!
//! Written with `WRITE_GOLDEN=1`; what a release has is never edited.

use std::collections::BTreeSet;
use std::path::PathBuf;

use jiff::Timestamp;
use queue_core::command::FeeVerb;
use queue_core::event::EntryBody;
use queue_core::fee::FeeStanding;
use queue_core::{Entry, Seq, Shelf};
use serde::{Deserialize, Serialize};

use super::bank::{compare, key, row};
use super::{ask, exempt, hall, issue, item, pay, text};
use crate::support::{Driven, clerk};

/// Everything that happens, by its tag.
const TAGS: [&str; 5] = ["issued", "paid", "cancelled", "reconciled", "compared"];
/// Everything that can have been published of an amount.
const TERMS: [&str; 4] = ["fixed", "range", "free", "tariff"];

#[derive(Debug, Serialize, Deserialize)]
struct Line {
    seq: u64,
    at_ms: i64,
    body: EntryBody,
}

#[test]
fn the_fees_of_0_1_0_replay() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden/0.1.0-fees.jsonl");
    if std::env::var_os("WRITE_GOLDEN").is_some() {
        std::fs::write(&path, written(&busy_day())).expect("written");
    }
    let journal = std::fs::read_to_string(&path).expect("a golden journal");
    let (mut shelf, mut seen, mut terms) = (Shelf::default(), BTreeSet::new(), BTreeSet::new());
    for line in journal.lines() {
        let Line { seq, at_ms, body } = serde_json::from_str(line).expect("an entry of 0.1.0 still reads");
        let value: serde_json::Value = serde_json::from_str(line).expect("JSON");
        for event in value["body"]["events"].as_array().expect("events") {
            let happened = &event["happened"];
            let tags = [happened["fee"].as_str(), happened["bank_list"].as_str()];
            seen.extend(tags.into_iter().flatten().map(str::to_owned));
            let items = happened["items"].as_array().into_iter().flatten();
            terms.extend(
                items
                    .filter_map(|item| item["terms"]["is"].as_str())
                    .map(str::to_owned),
            );
        }
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
    assert_eq!(terms, TERMS.map(str::to_owned).into());
    let mut standings: Vec<_> = shelf
        .fees
        .iter()
        .filter_map(|(_, kept)| Some((kept.now.as_ref()?.standing, kept.now.as_ref()?.total_fen())))
        .collect();
    standings.sort_unstable();
    assert_eq!(
        standings,
        [
            (FeeStanding::Open, 64_000),
            (FeeStanding::NothingDue, 0),
            (FeeStanding::Paid, 3_000),
            (FeeStanding::Cancelled, 55_000),
        ]
    );
    let list = shelf.bank_lists.get(&key()).expect("a list");
    assert_eq!((list.matched(), list.rest().count(), list.bad_rows), (1, 1, 1));
}

fn written(hall: &Driven) -> String {
    let of_fees = |entry: &&Entry| {
        let text = serde_json::to_string(&entry.body).expect("serialises");
        text.contains("\"event\":\"fee\"") || text.contains("\"event\":\"bank_list\"")
    };
    let line = |entry: &Entry| {
        let line = Line {
            seq: entry.seq.0,
            at_ms: entry.at.as_millisecond(),
            body: entry.body.clone(),
        };
        serde_json::to_string(&line).expect("serialises") + "\n"
    };
    hall.journal.iter().filter(of_fees).map(line).collect()
}

/// A day on which everything happens to fees.
fn busy_day() -> Driven {
    let (mut hall, number) = hall();
    let lowest = issue(
        &mut hall,
        &number,
        Some("key_project"),
        &[item("area", 100, None)],
    )
    .expect("issued");
    let open = [
        item("area", 100, Some(4_000)),
        item("water", 1, Some(60_000)),
        item("first", 1, None),
    ];
    let open = issue(&mut hall, &number, None, &open).expect("issued");
    issue(
        &mut hall,
        &number,
        None,
        &[exempt("deed", "small", Some(text(1)))],
    )
    .expect("issued");
    let wrong = issue(&mut hall, &number, None, &[item("deed", 1, None)]).expect("issued");
    ask(
        &mut hall,
        clerk("c1"),
        FeeVerb::Cancel {
            code: wrong.code,
            reason: text(2),
        },
    )
    .expect("cancelled");
    hall.take("Y01", None, None).expect("a ticket");
    let payer = hall.call(2).expect("somebody waits");
    hall.start("c2", 2, &payer);
    let verb = FeeVerb::Pay {
        code: lowest.code.clone(),
        window: queue_core::WindowNumber::new(2),
        ticket: Some(crate::support::ticket(&payer)),
        receipt: queue_core::fee::ReceiptNumber::parse("CZ-0001").expect("a receipt"),
    };
    ask(&mut hall, clerk("c2"), verb).expect("paid");
    let refused = pay(&mut hall, clerk("c2"), 2, &lowest.code, "CZ-0002");
    assert!(refused.is_err(), "paid once");
    compare(
        &mut hall,
        &[
            row(2, &lowest.code, "CZ-0001", 3_000),
            row(3, &open.code, "CZ-0003", 64_000),
        ],
    )
    .expect("compared");
    hall
}
