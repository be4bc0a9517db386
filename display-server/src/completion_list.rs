//! A department's own list of what it completed, read from CSV (RFC 4180): good rows are taken, bad ones named by line.
//!
//! The header names the columns, in any order: `matter` (辦件編號), `number` (部門文號), `completed_on` (辦結日期) and `how`
//! (辦理結果). `completed_on` and one of the first two are needed; other columns are left aside. Dates are written
//! `2026-03-02`, `2026/3/2` or `20260302`; results `granted`, `refused`, `file_returned`, `taken_back`, or in Chinese.

use std::fmt;

use csv::{ReaderBuilder, StringRecord, Trim};
use jiff::civil::Date;
use queue_core::MatterCode;
use queue_core::agency::{COMPARED_LIMIT, ListRead, ListRow, RowFault, UnreadRow, numbers_something};
use queue_core::case::Completion;

use crate::csv_lines::{Lines, begins};
use crate::http::stripped;

/// Why nothing of a list can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ListFault {
    NoHeader,
    NoDate,
    NoCode,
    TooMany,
}

impl ListFault {
    /// Its stable name.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::NoHeader => "list-no-header",
            Self::NoDate => "list-no-date",
            Self::NoCode => "list-no-code",
            Self::TooMany => "too-many-rows",
        }
    }
}

impl fmt::Display for ListFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoHeader => f.write_str("is empty; its first line names the columns"),
            Self::NoDate => f.write_str("has no column completed_on; name it in the first line"),
            Self::NoCode => {
                f.write_str("has neither a column matter nor one number; name one in the first line")
            }
            Self::TooMany => write!(f, "has more than {COMPARED_LIMIT} rows; split it"),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Matter,
    Number,
    CompletedOn,
    How,
    Other,
}

/// Reads a list.
pub(crate) fn read(text: &str) -> Result<ListRead, ListFault> {
    let mut records = records(text.trim_start_matches('\u{FEFF}')).into_iter();
    let (_, header) = records.next().ok_or(ListFault::NoHeader)?;
    let columns: Vec<Column> = header.unwrap_or_default().iter().map(column).collect();
    if !columns.contains(&Column::CompletedOn) {
        return Err(ListFault::NoDate);
    }
    if !columns.contains(&Column::Matter) && !columns.contains(&Column::Number) {
        return Err(ListFault::NoCode);
    }
    if records.len() > COMPARED_LIMIT {
        return Err(ListFault::TooMany);
    }
    let mut read = ListRead::default();
    for (line, cells) in records {
        match cells {
            Some(cells) => read_row(line, &columns, &cells, &mut read),
            None => read.leave_out(UnreadRow::at(line, RowFault::Cells), None),
        }
    }
    Ok(read)
}

fn column(cell: &str) -> Column {
    match cell.trim().to_lowercase().as_str() {
        "matter" | "matter_code" | "辦件編號" | "办件编号" => Column::Matter,
        "number" | "部門文號" | "部门文号" => Column::Number,
        "completed_on" | "辦結日期" | "办结日期" => Column::CompletedOn,
        "how" | "辦理結果" | "办理结果" => Column::How,
        _ => Column::Other,
    }
}

fn read_row(line: u32, columns: &[Column], cells: &StringRecord, read: &mut ListRead) {
    let cell = |wanted: Column| {
        let place = columns.iter().position(|column| *column == wanted)?;
        let text: String = stripped(cells.get(place)?).collect();
        Some(text.trim().to_owned()).filter(|text| !text.is_empty())
    };
    let matter = cell(Column::Matter).map(|text| MatterCode::parse(&text).map_err(|_| RowFault::Matter));
    let named = matter.clone().and_then(Result::ok);
    let row = || {
        if cells.len() > columns.len() {
            return Err(RowFault::Cells);
        }
        let matter = matter.transpose()?;
        let number = cell(Column::Number);
        if number.as_deref().is_some_and(|number| !numbers_something(number)) {
            return Err(RowFault::Number);
        }
        if matter.is_none() && number.is_none() {
            return Err(RowFault::NothingNamed);
        }
        let completed_on = cell(Column::CompletedOn).as_deref().and_then(date);
        let how = cell(Column::How).map(|text| how(&text).ok_or(RowFault::How));
        Ok(ListRow {
            line,
            matter,
            number,
            completed_on: completed_on.ok_or(RowFault::Date)?,
            how: how.transpose()?,
        })
    };
    match row() {
        Ok(row) => read.rows.push(row),
        Err(why) => read.leave_out(UnreadRow::at(line, why), named),
    }
}

/// `2026-03-02`, `2026/3/2` or `20260302`.
fn date(text: &str) -> Option<Date> {
    let parts: Vec<&str> = text.split(['-', '/']).collect();
    if let [year, month, day] = parts.as_slice() {
        return Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok();
    }
    let is_compact = text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit());
    if !is_compact {
        return None;
    }
    let part = |from: usize, to: usize| text.get(from..to);
    Date::new(
        part(0, 4)?.parse().ok()?,
        part(4, 6)?.parse().ok()?,
        part(6, 8)?.parse().ok()?,
    )
    .ok()
}

fn how(text: &str) -> Option<Completion> {
    match text.to_lowercase().as_str() {
        "granted" | "准予" | "辦結" | "办结" => Some(Completion::Granted),
        "refused" | "不予" | "不予許可" | "不予许可" => Some(Completion::Refused),
        "file_returned" | "退件" => Some(Completion::FileReturned),
        "taken_back" | "撤回" => Some(Completion::TakenBack),
        _ => None,
    }
}

/// The rows of a text, each with the number of its first line; none: a quotation that does not end. Empty ones are left out.
fn records(text: &str) -> Vec<(u32, Option<StringRecord>)> {
    let (mut records, mut lines, mut from) = (Vec::new(), Lines::of(text), 0);
    // One more than are allowed is enough to know that there are too many.
    while from < text.len() && records.len() <= COMPARED_LIMIT + 1 {
        from = read_on(text, from, &mut lines, &mut records);
    }
    records
}

/// Reads rows from a byte on, to the end or to a quotation that never ends: that must not swallow the rows below it. Says
/// where to read on.
fn read_on(
    text: &str,
    from: usize,
    lines: &mut Lines<'_>,
    records: &mut Vec<(u32, Option<StringRecord>)>,
) -> usize {
    let rest = text.get(from..).unwrap_or_default();
    let mut csv = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .trim(Trim::All)
        .from_reader(rest.as_bytes());
    let mut record = StringRecord::new();
    // The text is UTF-8 and rows may be of any length: there is nothing to fail.
    while records.len() <= COMPARED_LIMIT + 1 && csv.read_record(&mut record).unwrap_or_default() {
        let begins = begins(&record);
        let line = lines.at(from + begins);
        let is_last = csv.position().byte() >= rest.len() as u64;
        let below = rest
            .get(begins..)
            .filter(|_| is_last)
            .and_then(below_open_quotation);
        if let Some(below) = below {
            records.push((line, None));
            return from + begins + below;
        }
        if !record.iter().all(str::is_empty) {
            records.push((line, Some(record.clone())));
        }
    }
    text.len()
}

/// Where the second line of a last row begins whose quotation does not end; none: it ends, or there is no second line.
fn below_open_quotation(row: &str) -> Option<usize> {
    let line_breaks = ['\r', '\n'];
    let begins = row.len() - row.trim_start_matches(line_breaks).len();
    let row = row.trim_matches(line_breaks);
    let is_open = row.matches('"').count() % 2 == 1;
    let first = row.find('\n').filter(|_| is_open)?;
    Some(begins + first + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn good_rows_are_taken_and_bad_ones_named_by_line() {
        let list = "\u{FEFF}辦結日期,備註,辦件編號,辦理結果,部門文號\r\n\
            2026-03-02,,260302-A012-739104,准予,\r\n\
            2026/3/3,\"兩行\n備註\",,,市監許〔2026〕12號\r\n\
            \r\n\
            20260304,,260302-A013-000001,granted,\"\"\r\n\
            2026-04-01,,260302-A014-000001,,\r\n\
            2026-03-05,,A015,,\r\n\
            2026-03-05,,,,\r\n\
            2026-03-05,,,,王小明\r\n\
            2026-03-05,,260302-A016-000001,maybe,\r\n\
            2026-03-05,,260302-A016-000001,,,,\r\n\
            2026-03-05,\"open,260302-A016-000001,,\r\n\
            2026-03-06,,260302-A017-000001,,\r\n";
        let read = read(list).expect("a list");
        let lines: Vec<_> = read.rows.iter().map(|row| row.line).collect();
        assert_eq!(
            lines,
            [2, 3, 6, 7, 14],
            "a date outside the list's days is for whoever knows the matter"
        );
        let unread: Vec<_> = read.unread.iter().map(|row| (row.line, row.why)).collect();
        assert_eq!(
            unread,
            [
                (8, RowFault::Matter),
                (9, RowFault::NothingNamed),
                (10, RowFault::Number),
                (11, RowFault::How),
                (12, RowFault::Cells),
                (13, RowFault::Cells),
            ]
        );
        assert_eq!(read.rows[0].how, Some(Completion::Granted));
        let named: Vec<_> = read.named.iter().map(MatterCode::as_str).collect();
        assert_eq!(
            named,
            ["260302-A016-000001"],
            "unread, and in the list all the same"
        );
    }

    #[test]
    fn a_quotation_mark_within_a_cell_is_a_letter_and_rows_without_anything_are_left_out() {
        let list = "completed_on,remark,matter,number,how\n\
            2026-03-02,規格5\"管,260302-A012-739104,,\n\
            ,,,,\n\
            2026-03-03,6\"管,260302-A013-739104,,\n\
            2026-03-04,\"他說\"\"好\"\"\",260302-A014-739104,,\n\
             , ,,,\n\
            2026-03-05,7\"管,260302-A015-739104,,";
        let read = read(list).expect("a list");
        let lines: Vec<_> = read.rows.iter().map(|row| row.line).collect();
        assert_eq!((lines, read.unread_count), (vec![2, 4, 5, 7], 0));
    }

    #[test]
    fn a_list_says_what_its_columns_are() {
        assert_eq!(read(""), Err(ListFault::NoHeader));
        assert_eq!(read("matter,how\n"), Err(ListFault::NoDate));
        assert_eq!(read("completed_on,how\n"), Err(ListFault::NoCode));
        assert!(read("completed_on,number\n").expect("no rows").rows.is_empty());
    }

    #[test]
    fn five_thousand_rows_are_read_and_one_more_is_not() {
        let list = |rows: usize| "number,completed_on\n".to_owned() + &"1,2026-03-02\n".repeat(rows);
        assert_eq!(
            read(&list(COMPARED_LIMIT)).expect("a list").rows.len(),
            COMPARED_LIMIT
        );
        assert_eq!(read(&list(COMPARED_LIMIT + 1)), Err(ListFault::TooMany));
    }
}
