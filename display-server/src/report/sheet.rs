//! Tables for spreadsheets: the same rows as CSV (RFC 4180, one table) or as XLSX (a sheet each).
//!
//! Invariant: a cell of text never becomes a formula, whatever a plan or a person wrote.

use rust_xlsxwriter::{Format, Workbook, XlsxError};

use super::csv::line;

/// One cell.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Cell {
    /// Words.
    Text(String),
    /// A number.
    Number(f64),
    /// Nothing: there is no such figure.
    None,
}

/// A table with a heading row.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Sheet {
    /// Its name, at most 31 characters.
    pub(crate) name: String,
    /// The heads of its columns.
    pub(crate) heads: Vec<String>,
    /// Its rows.
    pub(crate) rows: Vec<Vec<Cell>>,
}

/// The longest name of a sheet, in characters, that spreadsheets take.
const NAME: usize = 31;
/// How wide a column is, in characters, at least and at most.
const WIDTHS: (usize, usize) = (8, 40);

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<u32> for Cell {
    fn from(number: u32) -> Self {
        Self::Number(f64::from(number))
    }
}

impl From<Option<u32>> for Cell {
    fn from(number: Option<u32>) -> Self {
        number.map_or(Self::None, Self::from)
    }
}

impl Cell {
    /// A number that is kept in hundredths.
    pub(crate) fn hundredths(hundredths: impl Into<f64>) -> Self {
        Self::Number(hundredths.into() / 100.0)
    }

    /// A whole number, of which a spreadsheet keeps fifteen digits.
    pub(crate) fn whole(number: i64) -> Self {
        #[expect(clippy::cast_precision_loss, reason = "a measure has fewer digits")]
        let number = number as f64;
        Self::Number(number)
    }

    /// The share of a part, in percent with one decimal, half up; none: there is no whole.
    pub(crate) fn percent(part: u64, whole: u64) -> Self {
        let mille = (2000 * part + whole).checked_div(2 * whole);
        let mille = mille.and_then(|mille| u32::try_from(mille).ok());
        mille.map_or(Self::None, |mille| Self::Number(f64::from(mille) / 10.0))
    }

    fn text(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(number) => number.to_string(),
            Self::None => String::new(),
        }
    }
}

/// All tables below one another, each with its heads, a blank line between them. Begins with the mark by which spreadsheets
/// know UTF-8.
pub(crate) fn csv(sheets: &[Sheet]) -> String {
    let tables = sheets.iter().map(|sheet| {
        let named = |name: &str, heads: &[String]| {
            let first = [name.to_owned()].into_iter();
            line(first.chain(heads.iter().skip(1).cloned()))
        };
        let heads = if sheets.len() > 1 {
            named(&sheet.name, &sheet.heads)
        } else {
            line(sheet.heads.iter().cloned())
        };
        let rows = sheet.rows.iter().map(|row| line(row.iter().map(Cell::text)));
        heads + &rows.collect::<String>()
    });
    let tables: Vec<String> = tables.collect();
    format!("\u{FEFF}{}", tables.join("\r\n"))
}

/// A workbook with a sheet for each table.
///
/// # Errors
/// What the writer refuses: a table of more rows than a sheet has.
pub(crate) fn xlsx(sheets: &[Sheet]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let head = Format::new().set_bold().set_text_wrap();
    for sheet in sheets {
        let page = workbook.add_worksheet();
        page.set_name(sheet.name.chars().take(NAME).collect::<String>())?;
        page.set_freeze_panes(1, 1)?;
        for (text, column) in sheet.heads.iter().zip(0_u16..) {
            page.write_string_with_format(0, column, text, &head)?;
            page.set_column_width(column, width(sheet, column))?;
        }
        for (row, place) in sheet.rows.iter().zip(1_u32..) {
            for (cell, column) in row.iter().zip(0_u16..) {
                match cell {
                    Cell::Text(text) => page.write_string(place, column, text)?,
                    Cell::Number(number) => page.write_number(place, column, *number)?,
                    Cell::None => continue,
                };
            }
        }
    }
    workbook.save_to_buffer()
}

/// As wide as its longest cell: a letter beyond ASCII takes two places.
fn width(sheet: &Sheet, column: u16) -> f64 {
    let places = |text: &str| -> usize {
        text.chars()
            .map(|letter| if letter.is_ascii() { 1 } else { 2 })
            .sum()
    };
    let head = sheet.heads.get(usize::from(column)).map(|head| places(head) / 2);
    let cells = sheet.rows.iter().filter_map(|row| row.get(usize::from(column)));
    let widest = cells.map(|cell| places(&cell.text())).chain(head).max();
    let width = widest.unwrap_or_default().clamp(WIDTHS.0, WIDTHS.1);
    f64::from(u32::try_from(width).unwrap_or_default()) + 1.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(name: &str) -> Sheet {
        Sheet {
            name: name.to_owned(),
            heads: vec!["clerk".to_owned(), "legs".to_owned()],
            rows: vec![
                vec!["=1+1".into(), 3_u32.into()],
                vec!["1002, 甲".into(), Cell::None],
            ],
        }
    }

    #[test]
    fn a_table_is_lines_and_no_text_is_a_formula() {
        assert_eq!(
            csv(&[sheet("x")]),
            "\u{FEFF}clerk,legs\r\n'=1+1,3\r\n\"1002, 甲\",\r\n"
        );
        let two = csv(&[sheet("x"), sheet("y")]);
        assert!(two.contains("\r\n\r\ny,legs\r\n"), "{two}");
    }

    #[test]
    fn a_workbook_is_a_zip_with_a_sheet_for_each_table() {
        let bytes = xlsx(&[sheet("窗口人員"), sheet("y")]).expect("a workbook");
        assert_eq!(bytes.get(..4), Some(b"PK\x03\x04".as_slice()));
        let names = String::from_utf8_lossy(&bytes)
            .matches("xl/worksheets/sheet")
            .count();
        assert!(names >= 4, "each is named at its place and in the directory");
        let twice = xlsx(&[sheet("x"), sheet("x")]);
        assert!(twice.is_err(), "two sheets of one name are no workbook");
    }

    #[test]
    fn a_share_is_rounded_half_up_once() {
        assert_eq!(Cell::percent(1, 3), Cell::Number(33.3));
        assert_eq!(Cell::percent(2, 3), Cell::Number(66.7));
        assert_eq!(Cell::percent(1, 8), Cell::Number(12.5));
        assert_eq!(Cell::percent(1, 2000), Cell::Number(0.1), "0.05 is rounded up");
        assert_eq!(Cell::percent(0, 0), Cell::None);
    }
}
