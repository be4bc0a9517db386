//! On which line of a text a row of CSV begins, as an editor counts.

use csv::StringRecord;

/// Counts lines by what ends them; the reader takes a row to begin with the second half of the end before it.
pub(crate) struct Lines<'a> {
    rest: &'a [u8],
    /// Where the rest begins.
    at: usize,
    line: u32,
}

impl<'a> Lines<'a> {
    pub(crate) fn of(text: &'a str) -> Self {
        Self {
            rest: text.as_bytes(),
            at: 0,
            line: 1,
        }
    }

    /// The line of a row, from 1; rows are asked for in their order.
    pub(crate) fn of_record(&mut self, record: &StringRecord) -> u32 {
        self.at(begins(record))
    }

    /// The line of what begins at a byte, from 1.
    pub(crate) fn at(&mut self, begins: usize) -> u32 {
        let before = begins.saturating_sub(self.at);
        let (passed, rest) = self.rest.split_at(before.min(self.rest.len()));
        let ends = rest
            .iter()
            .take_while(|byte| matches!(byte, b'\r' | b'\n'))
            .count();
        let (between, rest) = rest.split_at(ends);
        let newlines = passed
            .iter()
            .chain(between)
            .filter(|byte| **byte == b'\n')
            .count();
        self.line = self
            .line
            .saturating_add(u32::try_from(newlines).unwrap_or(u32::MAX));
        self.at += passed.len() + between.len();
        self.rest = rest;
        self.line
    }
}

/// The byte at which a row begins.
pub(crate) fn begins(record: &StringRecord) -> usize {
    let begins = record.position().map_or(0, csv::Position::byte);
    usize::try_from(begins).unwrap_or(usize::MAX)
}
