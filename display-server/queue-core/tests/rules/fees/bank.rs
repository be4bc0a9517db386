//! A bank's list beside the notices: what matches is noted once, what does not is kept with the list.

use jiff::civil::Date;
use queue_core::command::FeeVerb;
use queue_core::fee::{BankRow, ListKey, ReceiptNumber, Verdict};
use queue_core::plan::Role;
use queue_core::{NoticeCode, Rejection};

use super::{ask, exempt, hall, issue, item, notice, pay, person, text};
use crate::support::{DAY, Driven, clerk};

pub(super) fn key() -> ListKey {
    ListKey::of([1, 2, 3, 4, 5, 6])
}

pub(super) fn row(line: u32, code: &NoticeCode, receipt: &str, amount_fen: u64) -> BankRow {
    BankRow {
        line,
        notice: code.clone(),
        receipt: ReceiptNumber::parse(receipt).expect("a receipt"),
        amount_fen,
        paid_on: DAY,
        twice: false,
    }
}

pub(super) fn compare(hall: &mut Driven, rows: &[BankRow]) -> Result<(), Rejection> {
    let verb = FeeVerb::Compare {
        list: key(),
        part: 0,
        bad_rows: 1,
        rows: rows.to_vec(),
    };
    ask(hall, person("o1", Role::Overseer), verb)
}

fn verdicts(hall: &Driven) -> Vec<Verdict> {
    let list = hall.shelf.bank_lists.get(&key()).expect("a list");
    list.rest().map(|rest| rest.verdict).collect()
}

#[test]
fn what_matches_is_noted_on_its_notice_and_the_rest_is_kept_with_its_reason() {
    let (mut hall, number) = hall();
    let mut notices = Vec::new();
    for _ in 0..6 {
        notices.push(
            issue(&mut hall, &number, None, &[item("deed", 1, None)])
                .expect("issued")
                .code,
        );
    }
    let free = issue(
        &mut hall,
        &number,
        None,
        &[exempt("deed", "small", Some(text(1)))],
    )
    .expect("issued");
    for (code, receipt) in notices.iter().take(5).zip(["A", "B", "C", "D", "E"]) {
        pay(&mut hall, clerk("c2"), 2, code, receipt).expect("paid");
    }
    let twice = BankRow {
        twice: true,
        ..row(5, &notices[3], "D", 55_000)
    };
    let rows = [
        row(2, &notices[0], "A", 55_000),
        row(3, &notices[1], "B", 55_001),
        row(4, &notices[2], "X", 55_000),
        twice,
        row(6, &notices[5], "F", 55_000),
        row(7, &free.code, "G", 55_000),
        row(8, &NoticeCode::parse("F261124-000000").expect("a code"), "H", 1),
    ];
    compare(&mut hall, &rows).expect("compared");
    assert_eq!(
        verdicts(&hall),
        [
            Verdict::AmountDiffers,
            Verdict::ReceiptDiffers,
            Verdict::ReceiptTwice,
            Verdict::NotRecorded,
            Verdict::NotDue,
            Verdict::UnknownNotice,
        ]
    );
    let list = hall.shelf.bank_lists.get(&key()).expect("a list").clone();
    assert_eq!((list.matched(), list.bad_rows, list.by.as_str()), (1, 1, "o1"));
    let differs = list.rest().next().expect("a row");
    assert_eq!(
        (
            differs.here_fen,
            differs.here_receipt.as_ref().map(ReceiptNumber::as_str)
        ),
        (Some(55_000), Some("B"))
    );
    let noted: Vec<bool> = notices
        .iter()
        .map(|code| notice(&hall, code).reconciled.is_some())
        .collect();
    assert_eq!(noted, [true, false, false, false, false, false]);
}

#[test]
fn the_same_list_again_changes_nothing_until_the_hall_has_moved_on() {
    let (mut hall, number) = hall();
    let one = issue(&mut hall, &number, None, &[item("deed", 1, None)])
        .expect("issued")
        .code;
    let rows = [row(2, &one, "A", 55_000)];
    compare(&mut hall, &rows).expect("compared");
    assert_eq!(verdicts(&hall), [Verdict::NotRecorded]);
    let entries = hall.journal.len();
    compare(&mut hall, &rows).expect("the same");
    assert_eq!(hall.journal.len(), entries, "nothing happened");
    pay(&mut hall, clerk("c2"), 2, &one, "A").expect("recorded late");
    compare(&mut hall, &rows).expect("compared anew");
    assert_eq!(verdicts(&hall), []);
    let noted = notice(&hall, &one).reconciled.clone().expect("noted");
    assert_eq!((noted.list, noted.paid_on), (key(), DAY));
    let entries = hall.journal.len();
    compare(&mut hall, &rows).expect("the same");
    assert_eq!(hall.journal.len(), entries);
}

#[test]
fn a_list_is_brought_by_a_manager_or_who_oversees_the_fees() {
    let (mut hall, number) = hall();
    let one = issue(&mut hall, &number, None, &[item("deed", 1, None)])
        .expect("issued")
        .code;
    let verb = |rows: Vec<BankRow>, part: u16| FeeVerb::Compare {
        list: key(),
        part,
        bad_rows: 0,
        rows,
    };
    let rows = vec![row(2, &one, "A", 55_000)];
    for by in [
        clerk("c1"),
        person("o9", Role::Overseer),
        person("r1", Role::Reception),
    ] {
        let refused = ask(&mut hall, by, verb(rows.clone(), 0));
        assert_eq!(refused.expect_err("refused").kind(), "not-yours");
    }
    let manager = || person("m1", Role::Manager);
    for (rows, part) in [
        (Vec::new(), 0),
        (vec![row(2, &one, "A", 1); 501], 0),
        (rows.clone(), 10),
    ] {
        let refused = ask(&mut hall, manager(), verb(rows, part));
        assert_eq!(refused.expect_err("refused").kind(), "bad-list-part");
    }
    ask(&mut hall, manager(), verb(rows, 9)).expect("compared");
}

#[test]
fn a_list_spans_the_days_of_its_parts() {
    let (mut hall, number) = hall();
    let one = issue(&mut hall, &number, None, &[item("deed", 1, None)])
        .expect("issued")
        .code;
    let on = |day: Date, line: u32| BankRow {
        paid_on: day,
        ..row(line, &one, "A", 55_000)
    };
    let (first, last) = (DAY.yesterday().expect("a day"), DAY.tomorrow().expect("a day"));
    for (part, rows) in [(0, vec![on(DAY, 2), on(last, 3)]), (1, vec![on(first, 4)])] {
        let verb = FeeVerb::Compare {
            list: key(),
            part,
            bad_rows: 0,
            rows,
        };
        ask(&mut hall, person("m1", Role::Manager), verb).expect("compared");
    }
    let list = hall.shelf.bank_lists.get(&key()).expect("a list");
    assert_eq!((list.from, list.to, list.rest().count()), (first, last, 3));
}
