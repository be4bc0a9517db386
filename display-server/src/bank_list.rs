//! A bank's list of payments as it comes: CSV, read row by row.
//!
//! The first line is the header `notice,receipt,amount_yuan,paid_on` (or 繳款碼、票據號、金額、日期), its columns in any order;
//! other columns are not read. UTF-8, with or without a mark of its byte order. An amount has two digits after the point.
//!
//! Invariant: a row that cannot be read is named with its line, and keeps no other from being read.

use std::collections::BTreeMap;

use csv::{ReaderBuilder, StringRecord, Trim};
use hall_protocol::fee::BankRowFault;
use hall_protocol::plan_document::Yuan;
use jiff::civil::Date;
use queue_core::NoticeCode;
use queue_core::fee::{BankRow, ListKey, ReceiptNumber};
use sha2::{Digest, Sha256};

use crate::csv_lines::Lines;
use crate::http::clean;

/// How many rows a list has at most.
pub(crate) const ROWS_LIMIT: usize = 5_000;
/// How many rows that cannot be read are named.
const FAULTS_NAMED: usize = 200;
/// How many characters of what stands in a bad cell are told.
const FOUND: usize = 40;

/// The columns, each by its name here and by what Chinese banks call it.
const COLUMNS: [(&str, &[&str]); 4] = [
    ("notice", &["繳款碼", "缴款码"]),
    ("receipt", &["票據號", "票据号", "收據號", "收据号"]),
    ("amount_yuan", &["金額", "金额"]),
    ("paid_on", &["日期"]),
];

/// What a list says.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct BankText {
    pub(crate) key: ListKey,
    pub(crate) rows: Vec<BankRow>,
    /// How many rows cannot be read.
    pub(crate) bad_rows: u32,
    /// Why, the first of them.
    pub(crate) faults: Vec<BankRowFault>,
}

/// Why a text is no list at all.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum NoList {
    /// The header lacks these columns.
    Header(Vec<&'static str>),
    /// It has more than [`ROWS_LIMIT`] rows.
    TooLong,
    /// No row of it can be read.
    Empty(Vec<BankRowFault>),
}

/// Where each column stands in a row.
struct Places([usize; 4]);

pub(crate) fn read(text: &str) -> Result<BankText, NoList> {
    let text = text.trim_start_matches('\u{FEFF}');
    let mut csv = ReaderBuilder::new()
        .flexible(true)
        .trim(Trim::All)
        .from_reader(text.as_bytes());
    let places = places(csv.headers().unwrap_or(&StringRecord::new()))?;
    let (mut rows, mut faults, mut bad_rows) = (Vec::new(), Vec::new(), 0);
    let mut lines = Lines::of(text);
    for record in csv.records() {
        // The text is UTF-8 and rows may be of any length: there is nothing else to fail.
        let Ok(record) = record else { continue };
        let line = lines.of_record(&record);
        if record.iter().all(str::is_empty) {
            continue;
        }
        if rows.len() + bad_rows >= ROWS_LIMIT {
            return Err(NoList::TooLong);
        }
        match places.row(line, &record) {
            Ok(row) => rows.push(row),
            Err(of_row) => {
                bad_rows += 1;
                faults.extend(of_row);
            }
        }
    }
    faults.truncate(FAULTS_NAMED);
    if rows.is_empty() {
        return Err(NoList::Empty(faults));
    }
    mark_twice(&mut rows);
    Ok(BankText {
        key: key(&rows),
        rows,
        bad_rows: u32::try_from(bad_rows).unwrap_or(u32::MAX),
        faults,
    })
}

fn places(header: &StringRecord) -> Result<Places, NoList> {
    let place = |(name, others): &(&str, &[&str])| {
        let is_it = |cell: &str| cell.eq_ignore_ascii_case(name) || others.contains(&cell);
        header.iter().position(is_it)
    };
    let found = COLUMNS.each_ref().map(place);
    if let [Some(notice), Some(receipt), Some(amount), Some(paid_on)] = found {
        return Ok(Places([notice, receipt, amount, paid_on]));
    }
    let named = COLUMNS.iter().zip(found);
    Err(NoList::Header(
        named
            .filter(|(_, place)| place.is_none())
            .map(|((name, _), _)| *name)
            .collect(),
    ))
}

impl Places {
    /// A row, or everything that is wrong with it.
    fn row(&self, line: u32, record: &StringRecord) -> Result<BankRow, Vec<BankRowFault>> {
        let cells = self.0.map(|place| record.get(place).unwrap_or_default());
        let mut faults = Vec::new();
        let mut note = |column: usize, problem: String| {
            let (name, found) = (COLUMNS.get(column), cells.get(column));
            faults.push(BankRowFault {
                line,
                column: name.map_or_else(String::new, |(name, _)| (*name).to_owned()),
                found: found.map_or_else(String::new, |cell| clean(cell).chars().take(FOUND).collect()),
                problem,
            });
        };
        let [notice, receipt, amount, paid_on] = cells;
        let notice = NoticeCode::parse(notice).map_err(|_| note(0, "is not the code of a notice".to_owned()));
        let receipt = ReceiptNumber::parse(receipt)
            .map_err(|_| note(1, "is not 1 to 32 letters, digits and -".to_owned()));
        let amount =
            fen(amount).ok_or_else(|| note(2, "is not yuan with two digits after the point".to_owned()));
        let paid_on: Result<Date, ()> = paid_on
            .parse()
            .map_err(|_| note(3, "is not a date such as 2026-03-02".to_owned()));
        match (notice, receipt, amount, paid_on) {
            (Ok(notice), Ok(receipt), Ok(amount_fen), Ok(paid_on)) => Ok(BankRow {
                line,
                notice,
                receipt,
                amount_fen,
                paid_on,
                twice: false,
            }),
            _ => Err(faults),
        }
    }
}

/// Yuan with exactly two digits after the point: a list that leaves them out may mean another unit.
fn fen(text: &str) -> Option<u64> {
    let (_, decimals) = text.split_once('.')?;
    let yuan = Yuan::try_from(text.to_owned()).ok()?;
    (decimals.len() == 2).then_some(yuan.fen)
}

/// Marks the rows whose receipt another row has too.
fn mark_twice(rows: &mut [BankRow]) {
    let mut counts: BTreeMap<ReceiptNumber, u32> = BTreeMap::new();
    for row in rows.iter() {
        *counts.entry(row.receipt.clone()).or_default() += 1;
    }
    for row in rows {
        row.twice = counts.get(&row.receipt).is_some_and(|count| *count > 1);
    }
}

/// What a list is known by follows from what it says, not from how its lines end.
fn key(rows: &[BankRow]) -> ListKey {
    let mut hash = Sha256::new();
    for row in rows {
        let text = format!(
            "{} {} {} {}\n",
            row.notice, row.receipt, row.amount_fen, row.paid_on
        );
        hash.update(text);
    }
    let mut first = [0; 6];
    for (place, byte) in first.iter_mut().zip(hash.finalize()) {
        *place = byte;
    }
    ListKey::of(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str = "notice,receipt,amount_yuan,paid_on\n";

    #[test]
    fn a_list_is_read_whatever_order_its_columns_have_and_however_its_lines_end() {
        let english = read(&format!("{HEADER}F261129-000001,A-1,119.00,2026-11-29\n")).expect("a list");
        let chinese =
            "\u{FEFF}日期,備註,金額,收據號,繳款碼\r\n2026-11-29,\"a, b\",119.00,a-1,f261129-000001\r\n\r\n";
        let chinese = read(chinese).expect("a list");
        assert_eq!(english.rows, chinese.rows);
        assert_eq!(english.key, chinese.key);
        assert_eq!((english.rows[0].line, english.rows[0].amount_fen), (2, 11_900));
        let spaced = format!(
            "{HEADER}\n\"F261129-000001\",\"A\n1\",1.00,2026-11-29\r\n\r\nF261129-000002,B,1.00,2026-11-29\r\n"
        );
        let spaced = read(&spaced).expect("a list");
        assert_eq!(
            (spaced.faults[0].line, spaced.rows[0].line),
            (3, 6),
            "as an editor counts them"
        );
    }

    #[test]
    fn every_bad_row_is_named_with_its_line_and_every_fault_and_the_good_ones_stay() {
        let text = format!(
            "{HEADER}F261129-000001,A,20.00,2026-11-29\n261129,收據,20,29.11.\nF261129-000002,B,0.305,2026-11-29\nF261129-000003\n"
        );
        let list = read(&text).expect("a list");
        assert_eq!((list.rows.len(), list.bad_rows), (1, 3));
        let named: Vec<_> = list
            .faults
            .iter()
            .map(|fault| (fault.line, fault.column.as_str()))
            .collect();
        assert_eq!(
            named,
            [
                (3, "notice"),
                (3, "receipt"),
                (3, "amount_yuan"),
                (3, "paid_on"),
                (4, "amount_yuan"),
                (5, "receipt"),
                (5, "amount_yuan"),
                (5, "paid_on"),
            ]
        );
    }

    #[test]
    fn amounts_have_two_digits_after_the_point() {
        for (text, expected) in [("20.00", Some(2_000)), ("0.05", Some(5))] {
            assert_eq!(fen(text), expected, "{text}");
        }
        for text in ["20", "20.5", "20.505", "-1.00", "1,000.00", "１.00", ""] {
            assert_eq!(fen(text), None, "{text}");
        }
    }

    #[test]
    fn rows_with_the_same_receipt_are_marked() {
        let row = |code: &str, receipt: &str| format!("F261129-{code},{receipt},1.00,2026-11-29\n");
        let text = format!(
            "{HEADER}{}{}{}",
            row("000001", "A"),
            row("000002", "B"),
            row("000003", "a")
        );
        let list = read(&text).expect("a list");
        let twice: Vec<_> = list.rows.iter().map(|row| row.twice).collect();
        assert_eq!(twice, [true, false, true]);
    }

    #[test]
    fn what_is_no_list_says_why() {
        assert_eq!(
            read("notice,amount_yuan\n"),
            Err(NoList::Header(vec!["receipt", "paid_on"]))
        );
        assert_eq!(
            read(""),
            Err(NoList::Header(vec![
                "notice",
                "receipt",
                "amount_yuan",
                "paid_on"
            ]))
        );
        assert_eq!(read(HEADER), Err(NoList::Empty(Vec::new())));
        let many = "F261129-000001,A,1.00,2026-11-29\n".repeat(ROWS_LIMIT + 1);
        assert_eq!(read(&format!("{HEADER}{many}")), Err(NoList::TooLong));
    }
}
