//! What happened to cases on a day, read from its journal; what was undone is left out.

use std::collections::{BTreeMap, BTreeSet};

use queue_core::case::{Case, CaseEvent};
use queue_core::event::EntryBody;
use queue_core::{Event, MatterCode, ServiceDay};
use rusqlite::{Connection, named_params};

use super::{one, read};
use crate::store::day_number;

/// What a day did to cases.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DayCases {
    /// What happened, with its case as it stands now, in order.
    pub happened: Vec<(Case, CaseEvent)>,
    /// The cases that were not done when the day ended.
    pub open: Vec<Case>,
}

/// Reads a day's entries, from its first to its last.
pub(in crate::store) fn of_day(
    connection: &Connection,
    day: ServiceDay,
    (first_seq, last_seq): (u64, u64),
) -> rusqlite::Result<DayCases> {
    let mut cases = BTreeMap::new();
    let mut happened = Vec::new();
    for (code, event) in events(connection, first_seq, last_seq)? {
        if !cases.contains_key(&code) {
            cases.insert(code.clone(), one(connection, &code)?);
        }
        // A case that an undo took back whole has nothing left to report.
        if let Some(Some((_, case))) = cases.get(&code) {
            happened.push((case.clone(), event));
        }
    }
    let mut statement = connection.prepare_cached(include_str!("open_on.sql"))?;
    let rows = statement.query_map(named_params! { ":day": day_number(day) }, |row| {
        read::<Case>(&row.get::<_, String>("record")?)
    })?;
    let mut open = rows.collect::<rusqlite::Result<Vec<_>>>()?;
    open.retain(|case| case.began_on <= day);
    Ok(DayCases { happened, open })
}

fn events(
    connection: &Connection,
    first_seq: u64,
    last_seq: u64,
) -> rusqlite::Result<Vec<(MatterCode, CaseEvent)>> {
    let mut statement = connection.prepare_cached(include_str!("../journal/cases_of_day.sql"))?;
    let mut rows = statement.query(named_params! { ":first_seq": first_seq, ":last_seq": last_seq })?;
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
            } else if let Event::Case {
                code,
                happened: event,
                ..
            } = event
            {
                happened.push((seq, code, event));
            }
        }
    }
    happened.retain(|(seq, ..)| !undone.contains(seq));
    Ok(happened
        .into_iter()
        .map(|(_, code, event)| (code, event))
        .collect())
}
