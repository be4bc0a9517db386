//! What happened to records of one kind on a day, read from its journal; what was undone is left out.

use std::collections::{BTreeMap, BTreeSet};

use queue_core::event::EntryBody;
use queue_core::{Event, Record, ServiceDay};
use rusqlite::{Connection, named_params};

use super::{one, read};
use crate::store::day_number;

/// What a day did to records of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayRecords<T: Record> {
    /// What happened, with its record as it stands now, in order.
    pub happened: Vec<(T, T::Happened)>,
    /// Those that were not over when the day ended.
    pub open: Vec<T>,
}

impl<T: Record> Default for DayRecords<T> {
    fn default() -> Self {
        Self {
            happened: Vec::new(),
            open: Vec::new(),
        }
    }
}

/// Reads a day's entries, from its first to its last.
pub(in crate::store) fn of_day<T: Record>(
    connection: &Connection,
    day: ServiceDay,
    entries: (u64, u64),
) -> rusqlite::Result<DayRecords<T>> {
    let mut records = BTreeMap::new();
    let mut happened = Vec::new();
    for (key, event) in events::<T>(connection, entries)? {
        if !records.contains_key(&key) {
            records.insert(key.clone(), one::<T>(connection, &key)?);
        }
        // A record that an undo took back whole has nothing left to report.
        if let Some(Some((_, record))) = records.get(&key) {
            happened.push((record.clone(), event));
        }
    }
    let mut statement = connection.prepare_cached(include_str!("open_on.sql"))?;
    let params = named_params! { ":kind": T::KIND, ":day": day_number(day) };
    let open = statement.query_map(params, |row| read(&row.get::<_, String>("record")?))?;
    Ok(DayRecords {
        happened,
        open: open.collect::<rusqlite::Result<_>>()?,
    })
}

fn events<T: Record>(
    connection: &Connection,
    (first_seq, last_seq): (u64, u64),
) -> rusqlite::Result<Vec<(T::Key, T::Happened)>> {
    let mut statement = connection.prepare_cached(include_str!("../journal/records_of_day.sql"))?;
    let params = named_params! { ":first_seq": first_seq, ":last_seq": last_seq, ":kind": T::KIND };
    let mut rows = statement.query(params)?;
    let (mut happened, mut undone) = (Vec::new(), BTreeSet::new());
    while let Some(row) = rows.next()? {
        let seq: u64 = row.get("seq")?;
        // An entry that cannot be read makes the hall read-only at start; a report shows what it can.
        let Ok(body) = serde_json::from_str::<EntryBody>(row.get_ref("payload")?.as_str()?) else {
            continue;
        };
        for event in body.events {
            if let Event::Undone { entry, .. } = event {
                undone.insert(entry.0);
            } else if let Some((key, _, event)) = T::told_by(&event) {
                happened.push((seq, key.clone(), event.clone()));
            }
        }
    }
    happened.retain(|(seq, ..)| !undone.contains(seq));
    Ok(happened.into_iter().map(|(_, key, event)| (key, event)).collect())
}
