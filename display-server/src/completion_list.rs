//! A department's own list of what it completed, read from CSV (RFC 4180): good rows are taken, bad ones named by line.
//!
//! The header names the columns, in any order: `matter` (辦件編號), `number` (部門文號), `completed_on` (辦結日期) and `how`
//! (辦理結果). `completed_on` and one of the first two are needed; other columns are left aside. Dates are written
//! `2026-03-02`, `2026/3/2` or `20260302`; results `granted`, `refused`, `file_returned`, `taken_back`, or in Chinese.

use std::fmt;

use jiff::civil::Date;
use queue_core::MatterCode;
use queue_core::agency::{COMPARED_LIMIT, ListRow, RowFault, UNREAD_NAMED, UnreadRow, numbers_something};
use queue_core::case::Completion;

use crate::http::stripped;

/// What was read of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ReadList {
    pub(crate) rows: Vec<ListRow>,
    /// The rows that cannot be read, as far as they are named.
    pub(crate) unread: Vec<UnreadRow>,
    pub(crate) unread_count: u32,
}

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

/// Reads a list that covers some days.
pub(crate) fn read(text: &str, days: (Date, Date)) -> Result<ReadList, ListFault> {
    let mut records = records(text.trim_start_matches('\u{FEFF}')).into_iter();
    let (_, header) = records.next().ok_or(ListFault::NoHeader)?;
    let columns: Vec<Column> = header
        .unwrap_or_default()
        .iter()
        .map(|cell| column(cell))
        .collect();
    if !columns.contains(&Column::CompletedOn) {
        return Err(ListFault::NoDate);
    }
    if !columns.contains(&Column::Matter) && !columns.contains(&Column::Number) {
        return Err(ListFault::NoCode);
    }
    if records.len() > COMPARED_LIMIT {
        return Err(ListFault::TooMany);
    }
    let mut read = ReadList {
        rows: Vec::new(),
        unread: Vec::new(),
        unread_count: 0,
    };
    for (line, cells) in records {
        let row = cells.ok_or(RowFault::Cells);
        match row.and_then(|cells| list_row(line, &columns, &cells, days)) {
            Ok(row) => read.rows.push(row),
            Err(why) => read.leave_out(UnreadRow { line, why }),
        }
    }
    Ok(read)
}

impl ReadList {
    fn leave_out(&mut self, row: UnreadRow) {
        self.unread_count += 1;
        if self.unread.len() < UNREAD_NAMED {
            self.unread.push(row);
        }
    }
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

fn list_row(
    line: u32,
    columns: &[Column],
    cells: &[String],
    (from, to): (Date, Date),
) -> Result<ListRow, RowFault> {
    if cells.len() > columns.len() {
        return Err(RowFault::Cells);
    }
    let cell = |wanted: Column| {
        let mut named = columns.iter().zip(cells).filter(|(column, _)| **column == wanted);
        named
            .next()
            .map(|(_, cell)| stripped(cell).collect::<String>().trim().to_owned())
    };
    let cell = |wanted: Column| cell(wanted).filter(|text| !text.is_empty());
    let matter = cell(Column::Matter).map(|text| MatterCode::parse(&text).map_err(|_| RowFault::Matter));
    let matter = matter.transpose()?;
    let number = cell(Column::Number);
    if number.as_deref().is_some_and(|number| !numbers_something(number)) {
        return Err(RowFault::Number);
    }
    if matter.is_none() && number.is_none() {
        return Err(RowFault::NothingNamed);
    }
    let completed_on = cell(Column::CompletedOn).as_deref().and_then(date);
    let completed_on = completed_on
        .filter(|on| (from..=to).contains(on))
        .ok_or(RowFault::Date)?;
    let how = cell(Column::How)
        .map(|text| how(&text).ok_or(RowFault::How))
        .transpose()?;
    Ok(ListRow {
        line,
        matter,
        number,
        completed_on,
        how,
    })
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

/// The lines of a text, each with the number of its first line, as cells; none: a quotation that does not end as it should.
/// Empty lines are left out.
fn records(text: &str) -> Vec<(u32, Option<Vec<String>>)> {
    let (mut records, mut rest, mut line) = (Vec::new(), text, 1);
    // One more than are allowed is enough to know that there are too many.
    while !rest.is_empty() && records.len() <= COMPARED_LIMIT + 1 {
        let end = record_end(rest);
        let (record, after) = rest.split_at(end);
        if !record.trim().is_empty() {
            records.push((line, cells(record.trim_end_matches(['\r', '\n']))));
        }
        line += u32::try_from(record.matches('\n').count()).unwrap_or_default();
        rest = after;
    }
    records
}

/// Where a record ends: after the first line break that is not quoted.
fn record_end(text: &str) -> usize {
    let mut quoted = false;
    for (place, letter) in text.char_indices() {
        match letter {
            '"' => quoted = !quoted,
            '\n' if !quoted => return place + 1,
            _ => {}
        }
    }
    // A quotation that never ends must not swallow the rows below it.
    match (quoted, text.find('\n')) {
        (true, Some(place)) => place + 1,
        _ => text.len(),
    }
}

fn cells(record: &str) -> Option<Vec<String>> {
    let (mut cells, mut cell, mut quoted, mut was_quoted) = (Vec::new(), String::new(), false, false);
    let mut letters = record.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => {
                letters.next();
                cell.push('"');
            }
            '"' if quoted => (quoted, was_quoted) = (false, true),
            '"' if cell.is_empty() && !was_quoted => quoted = true,
            ',' if !quoted => {
                cells.push(std::mem::take(&mut cell));
                was_quoted = false;
            }
            _ if was_quoted && !quoted => return None,
            letter => cell.push(letter),
        }
    }
    cells.push(cell);
    (!quoted).then_some(cells)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date as day;

    use super::*;

    fn march(text: &str) -> Result<ReadList, ListFault> {
        read(text, (day(2026, 3, 1), day(2026, 3, 31)))
    }

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
        let read = march(list).expect("a list");
        let lines: Vec<_> = read.rows.iter().map(|row| row.line).collect();
        assert_eq!(lines, [2, 3, 6, 14]);
        let unread: Vec<_> = read.unread.iter().map(|row| (row.line, row.why)).collect();
        assert_eq!(
            unread,
            [
                (7, RowFault::Date),
                (8, RowFault::Matter),
                (9, RowFault::NothingNamed),
                (10, RowFault::Number),
                (11, RowFault::How),
                (12, RowFault::Cells),
                (13, RowFault::Cells),
            ]
        );
        assert_eq!(read.rows[0].how, Some(Completion::Granted));
    }

    #[test]
    fn a_list_says_what_its_columns_are() {
        assert_eq!(march(""), Err(ListFault::NoHeader));
        assert_eq!(march("matter,how\n"), Err(ListFault::NoDate));
        assert_eq!(march("completed_on,how\n"), Err(ListFault::NoCode));
        assert!(march("completed_on,number\n").expect("no rows").rows.is_empty());
    }

    #[test]
    fn five_thousand_rows_are_read_and_one_more_is_not() {
        let list = |rows: usize| "number,completed_on\n".to_owned() + &"1,2026-03-02\n".repeat(rows);
        assert_eq!(
            march(&list(COMPARED_LIMIT)).expect("a list").rows.len(),
            COMPARED_LIMIT
        );
        assert_eq!(march(&list(COMPARED_LIMIT + 1)), Err(ListFault::TooMany));
    }
}
