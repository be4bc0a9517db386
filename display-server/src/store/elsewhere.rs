//! Who asked for what is not handled here, counted from a day's journal.

use rusqlite::{Connection, named_params};

/// How often something was asked for at places of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ElsewhereLine {
    /// The entry's code.
    pub entry: String,
    /// `kiosk`, `phone`, `reception` or `window`.
    pub channel: String,
    /// How often.
    pub times: u32,
}

pub(super) fn of_entries(
    connection: &Connection,
    first_seq: u64,
    last_seq: u64,
) -> rusqlite::Result<Vec<ElsewhereLine>> {
    let mut statement = connection.prepare_cached(include_str!("day/elsewhere.sql"))?;
    let entries = named_params! { ":first_seq": first_seq, ":last_seq": last_seq };
    let lines = statement.query_map(entries, |row| {
        Ok(ElsewhereLine {
            entry: row.get("entry")?,
            channel: row.get("channel")?,
            times: row.get("times")?,
        })
    })?;
    lines.collect()
}
