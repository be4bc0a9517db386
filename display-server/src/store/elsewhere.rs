//! Who asked for what is not handled here, counted from a day's journal.

use queue_core::ServiceDay;
use rusqlite::{Connection, named_params};

use super::day_number;

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

pub(super) fn of_day(connection: &Connection, day: ServiceDay) -> rusqlite::Result<Vec<ElsewhereLine>> {
    let mut statement = connection.prepare_cached(include_str!("day/elsewhere.sql"))?;
    let lines = statement.query_map(named_params! { ":day": day_number(day) }, |row| {
        Ok(ElsewhereLine {
            entry: row.get("entry")?,
            channel: row.get("channel")?,
            times: row.get("times")?,
        })
    })?;
    lines.collect()
}
