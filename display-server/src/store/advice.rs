//! Advice (諮詢) that no ticket stands for, counted from a day's journal.

use rusqlite::{Connection, named_params};

/// How often somebody only asked, at one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AdviceLine {
    /// The window; none: reception.
    pub window: Option<u16>,
    /// How often.
    pub times: u32,
    /// How often a look at the documents found some missing.
    pub with_missing: u32,
}

/// Reception first, then the windows by number.
pub(super) fn of_entries(
    connection: &Connection,
    first_seq: u64,
    last_seq: u64,
) -> rusqlite::Result<Vec<AdviceLine>> {
    let mut statement = connection.prepare_cached(include_str!("day/advice.sql"))?;
    let entries = named_params! { ":first_seq": first_seq, ":last_seq": last_seq };
    let lines = statement.query_map(entries, |row| {
        Ok(AdviceLine {
            window: row.get("window")?,
            times: row.get("times")?,
            with_missing: row.get("with_missing")?,
        })
    })?;
    lines.collect()
}
