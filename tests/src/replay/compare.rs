//! Whether the server's record of each leg is the trace's: anchor, wait and handling.

use std::collections::BTreeMap;

use anyhow::Result;
use hall_protocol::report::LegRow;
use jiff::civil::Date;

use super::outcome::{DayOutcome, Difference};
use super::plan::promise_ms;
use super::player::instant;
use super::trace::{Config, TraceClass, TraceDay, TraceLeg};

/// Checked in later than this, an appointment has the ordinary promise.
const LATE_MS: i64 = 600_000;

/// Compares every leg of a played day with the server's rows.
///
/// # Errors
/// When the trace's config lacks a promise.
pub fn compare(
    config: &Config,
    day: &TraceDay,
    date: Date,
    rows: &[LegRow],
    outcome: &mut DayOutcome,
) -> Result<()> {
    let rows: BTreeMap<_, _> = rows
        .iter()
        .map(|row| ((row.ticket.as_str(), row.leg), row))
        .collect();
    let midnight_ms = instant(date, 0)?.as_millisecond();
    for leg in &day.legs {
        let number = outcome.tickets.get(&leg.journey).map(String::as_str);
        let row = number.and_then(|number| rows.get(&(number, leg.step)));
        let found = match row {
            Some(row) => differences(config, leg, row, midnight_ms)?,
            None => vec![Difference {
                leg: leg.id.clone(),
                field: "record",
                trace_s: None,
                server_s: None,
            }],
        };
        outcome.legs_checked += 1;
        outcome.legs_equal += u32::from(found.is_empty());
        outcome.differences.extend(found);
    }
    Ok(())
}

fn differences(config: &Config, leg: &TraceLeg, row: &LegRow, midnight_ms: i64) -> Result<Vec<Difference>> {
    let anchor_ms = anchor_ms(config, leg)?;
    let server_anchor_ms = row.anchor.as_millisecond() - midnight_ms;
    let ready_ms = leg
        .booked_ms
        .map_or(leg.arrive_ms, |booked| leg.arrive_ms.max(booked));
    let wait_ms = (leg.call_ms - ready_ms).max(0);
    let handling_ms = leg.start_ms.map(|start| leg.end_ms - start);
    let pairs = [
        (
            "anchor",
            Some(seconds(anchor_ms)),
            Some(seconds(server_anchor_ms)),
        ),
        ("wait", Some(seconds(wait_ms)), row.wait_s),
        ("handling", handling_ms.map(seconds), row.handling_s),
    ];
    let different = pairs
        .into_iter()
        .filter(|(_, trace_s, server_s)| !equal(*trace_s, *server_s));
    Ok(different
        .map(|(field, trace_s, server_s)| Difference {
            leg: leg.id.clone(),
            field,
            trace_s,
            server_s,
        })
        .collect())
}

/// The instant a leg's promise runs from: its deadline less its promise.
fn anchor_ms(config: &Config, leg: &TraceLeg) -> Result<i64> {
    let late = leg
        .booked_ms
        .is_some_and(|booked| leg.arrive_ms > booked + LATE_MS);
    let class = if late { TraceClass::Ordinary } else { leg.class };
    Ok(leg.deadline_ms - promise_ms(config, class)?)
}

/// Both files and records are exact to the tenth; less than that apart is the same.
fn equal(a: Option<f64>, b: Option<f64>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => (a - b).abs() < 0.05,
        (None, None) => true,
        (Some(_), None) | (None, Some(_)) => false,
    }
}

fn seconds(ms: i64) -> f64 {
    #[expect(
        clippy::cast_precision_loss,
        reason = "lengths of a day are far below 2^53 milliseconds"
    )]
    let ms = ms as f64;
    ms / 1000.0
}
