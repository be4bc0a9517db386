//! Calls out of order, read from a day's journal; those that were undone are left out.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use queue_core::event::{Choice, EntryBody};
use queue_core::{Event, LegId, ServiceDay};
use rusqlite::{Connection, OptionalExtension, named_params};

use super::{day_number, day_of};

/// A call that passed somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutOfOrderCall {
    /// When.
    pub at: Timestamp,
    /// Whom.
    pub ticket: String,
    /// Where.
    pub window: u16,
    /// By whom.
    pub clerk: String,
    /// The plan's reason.
    pub reason: String,
    /// Those who stood before; at most 20 are named.
    pub passed: Vec<String>,
    /// How many stood before.
    pub passed_count: u32,
}

pub(super) fn of_entries(
    connection: &Connection,
    first_seq: u64,
    last_seq: u64,
) -> rusqlite::Result<Vec<OutOfOrderCall>> {
    let mut statement = connection.prepare_cached(include_str!("journal/choices_of_day.sql"))?;
    let mut rows = statement.query(named_params! { ":first_seq": first_seq, ":last_seq": last_seq })?;
    let mut calls = BTreeMap::new();
    let mut undone = BTreeSet::new();
    while let Some(row) = rows.next()? {
        let (seq, at_ms): (u64, i64) = (row.get("seq")?, row.get("at_ms")?);
        let at = Timestamp::from_millisecond(at_ms).unwrap_or_default();
        // An entry that cannot be read makes the hall read-only at start; a report shows what it can.
        let body: EntryBody = match serde_json::from_str(row.get_ref("payload")?.as_str()?) {
            Ok(body) => body,
            Err(_) => continue,
        };
        for event in body.events {
            if let Event::Undone { entry, .. } = event {
                undone.insert(entry.0);
            } else if let Some((leg, mut call)) = out_of_order(event, at) {
                call.ticket = number_of(connection, leg, first_seq, last_seq)?;
                calls.insert(seq, call);
            }
        }
    }
    calls.retain(|seq, _| !undone.contains(seq));
    Ok(calls.into_values().collect())
}

/// Those of every day of a period.
pub(super) fn of_days(
    connection: &Connection,
    from: ServiceDay,
    to: ServiceDay,
) -> rusqlite::Result<Vec<(ServiceDay, OutOfOrderCall)>> {
    let mut days = connection.prepare_cached(include_str!("day/between.sql"))?;
    let params = named_params! { ":from": day_number(from), ":to": day_number(to) };
    let days = days.query_map(params, |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let mut calls = Vec::new();
    for day in days {
        let (day, first, last): (i64, u64, u64) = day?;
        let of_day = of_entries(connection, first, last)?;
        calls.extend(
            day_of(day)
                .into_iter()
                .flat_map(|day| of_day.iter().map(move |call| (day, call.clone()))),
        );
    }
    Ok(calls)
}

/// The number of a leg's visit, from the entry that gave it: the visitor may still be here, and so in no record.
pub(super) fn number_of(
    connection: &Connection,
    leg: LegId,
    first_seq: u64,
    last_seq: u64,
) -> rusqlite::Result<String> {
    let mut statement = connection.prepare_cached(include_str!("journal/number_of_visit.sql"))?;
    let issued = format!("\"ticket\":{{\"visit\":{},", leg.visit.0);
    let key = named_params! { ":first_seq": first_seq, ":last_seq": last_seq, ":issued": issued };
    Ok(statement
        .query_row(key, |row| row.get("number"))
        .optional()?
        .unwrap_or_default())
}

fn out_of_order(event: Event, at: Timestamp) -> Option<(LegId, OutOfOrderCall)> {
    let Event::Called {
        leg,
        window,
        clerk,
        choice,
        ..
    } = event
    else {
        return None;
    };
    let Choice::ThisOne {
        reason,
        passed,
        passed_count,
    } = choice
    else {
        return None;
    };
    let passed = passed.iter().map(ToString::to_string).collect();
    let clerk = clerk.to_string();
    let call = OutOfOrderCall {
        at,
        ticket: String::new(),
        window: window.get(),
        clerk,
        reason,
        passed,
        passed_count,
    };
    Some((leg, call))
}
