//! I8 for fees: everything that happens to notices and bank lists, frozen in a journal that must replay for ever.

use std::collections::BTreeSet;

use queue_core::Event;
use queue_core::command::FeeVerb;
use queue_core::fee::FeeStanding;

use super::bank::{compare, key, row};
use super::{ask, exempt, hall, issue, item, pay, text};
use crate::support::frozen::frozen;
use crate::support::{Driven, clerk};

/// Everything that happens, by its tag.
const TAGS: [&str; 5] = ["issued", "paid", "cancelled", "reconciled", "compared"];
/// Everything that can have been published of an amount.
const TERMS: [&str; 4] = ["fixed", "range", "free", "tariff"];

#[test]
fn the_fees_of_0_1_0_replay() {
    let ours = |event: &Event| matches!(event, Event::Fee { .. } | Event::BankList { .. });
    let journal = frozen("0.1.0-fees", ours, busy_day);
    journal.holds(&["fee", "bank_list"], TAGS);
    let items = journal
        .events
        .iter()
        .filter_map(|event| event["happened"]["items"].as_array());
    let terms: BTreeSet<_> = items
        .flatten()
        .filter_map(|item| item["terms"]["is"].as_str())
        .collect();
    assert_eq!(terms, TERMS.into());
    let shelf = journal.shelf();
    let fees = shelf.fees.iter().filter_map(|(_, kept)| kept.now.as_ref());
    let mut standings: Vec<_> = fees.map(|fee| (fee.standing, fee.total_fen())).collect();
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
