//! The record of finished legs: written once, at a leg's end; an undo takes it back in its own transaction.

use queue_core::leg::LegRecord;
use queue_core::visit::Visit;
use queue_core::{LegId, Seq, ServiceDay};
use rusqlite::{Connection, Row, named_params};

use super::day_number;
use crate::views;

/// A finished leg with the ticket it belongs to.
#[derive(Debug)]
pub struct LegTicket<'a> {
    /// The visit.
    pub visit: &'a Visit,
    /// What is kept of the leg.
    pub record: &'a LegRecord,
    /// The entry that ended it.
    pub ended: Seq,
}

/// A finished leg as it was kept. Instants in milliseconds since 1970, lengths in milliseconds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LegLine {
    /// Its visit.
    pub visit: u32,
    /// Its place in the visit, from 0.
    pub leg: u16,
    /// The ticket.
    pub number: String,
    /// The service's code.
    pub service: String,
    /// The queue group's letter.
    pub group: String,
    /// The class's code.
    pub class: String,
    /// The class that was claimed when the ticket was taken.
    pub claimed: Option<String>,
    /// Whether that class was found to hold.
    pub verified: Option<bool>,
    /// Where the ticket was taken.
    pub channel: String,
    /// When the ticket was taken.
    pub issued_at_ms: i64,
    /// From when the leg could be waited for.
    pub ready_at_ms: i64,
    /// The instant its promise ran from.
    pub anchor_ms: i64,
    /// Why it ran from there.
    pub anchor_reason: String,
    /// Anchor + promise.
    pub deadline_ms: i64,
    /// First call.
    pub first_called_at_ms: Option<i64>,
    /// Whether that call kept the promise as it stood then.
    pub promise_kept: Option<bool>,
    /// Last call.
    pub last_called_at_ms: Option<i64>,
    /// When serving began.
    pub started_at_ms: Option<i64>,
    /// When it ended.
    pub ended_at_ms: i64,
    /// max(0, first call − ready).
    pub wait_ms: Option<i64>,
    /// Start − last call.
    pub call_to_start_ms: Option<i64>,
    /// Time served.
    pub handling_ms: Option<i64>,
    /// Whether the visitor was served to the end.
    pub served: bool,
    /// The window.
    pub window: Option<u16>,
    /// The clerk.
    pub clerk: Option<String>,
    /// Why it was called when it was.
    pub reason: Option<String>,
    /// How it ended.
    pub outcome: String,
}

pub(super) fn insert(connection: &Connection, day: ServiceDay, line: &LegTicket<'_>) -> rusqlite::Result<()> {
    let LegTicket { visit, record, ended } = line;
    let leg = &record.leg;
    let group = leg.group.to_string();
    let ms = |at: Option<jiff::Timestamp>| at.map(jiff::Timestamp::as_millisecond);
    let mut statement = connection.prepare_cached(include_str!("legs/insert.sql"))?;
    statement.execute(named_params! {
        ":day": day_number(day),
        ":visit": leg.id.visit.0,
        ":leg": leg.id.index,
        ":ended_seq": ended.0,
        ":number": visit.ticket.number.as_str(),
        ":service": leg.service.as_str(),
        ":queue_group": group,
        ":class": leg.class.as_str(),
        ":claimed": visit.ticket.claimed.as_ref().map(queue_core::ClassCode::as_str),
        ":verified": visit.class_verified,
        ":channel": views::channel_name(visit.ticket.channel),
        ":issued_at_ms": visit.issued_at.as_millisecond(),
        ":ready_at_ms": leg.ready_at.as_millisecond(),
        ":anchor_ms": leg.anchor.as_millisecond(),
        ":anchor_reason": views::anchor_reason_name(leg.anchor_reason),
        ":deadline_ms": record.deadline.as_millisecond(),
        ":first_called_at_ms": ms(record.first_called_at),
        ":promise_kept": record.promise_kept,
        ":last_called_at_ms": ms(record.last_called_at),
        ":started_at_ms": ms(record.started_at),
        ":ended_at_ms": record.ended_at.as_millisecond(),
        ":wait_ms": record.wait_ms,
        ":call_to_start_ms": record.call_to_start_ms,
        ":handling_ms": record.handling_ms,
        ":served": record.is_served(),
        ":window": record.window.map(queue_core::WindowNumber::get),
        ":clerk": record.clerk.as_ref().map(queue_core::PersonCode::as_str),
        ":reason": record.choice.as_ref().map(views::choice_name),
        ":outcome": views::outcome_name(record.outcome),
    })?;
    Ok(())
}

pub(super) fn remove(connection: &Connection, day: ServiceDay, leg: LegId) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached(include_str!("legs/remove.sql"))?;
    let key = named_params! { ":day": day_number(day), ":visit": leg.visit.0, ":leg": leg.index };
    statement.execute(key).map(drop)
}

pub(super) fn of_day(connection: &Connection, day: ServiceDay) -> rusqlite::Result<Vec<LegLine>> {
    let mut statement = connection.prepare_cached(include_str!("legs/of_day.sql"))?;
    let rows = statement.query_map(named_params! { ":day": day_number(day) }, LegLine::read)?;
    rows.collect()
}

impl LegLine {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            visit: row.get("visit")?,
            leg: row.get("leg")?,
            number: row.get("number")?,
            service: row.get("service")?,
            group: row.get("queue_group")?,
            class: row.get("class")?,
            claimed: row.get("claimed")?,
            verified: row.get("verified")?,
            channel: row.get("channel")?,
            issued_at_ms: row.get("issued_at_ms")?,
            ready_at_ms: row.get("ready_at_ms")?,
            anchor_ms: row.get("anchor_ms")?,
            anchor_reason: row.get("anchor_reason")?,
            deadline_ms: row.get("deadline_ms")?,
            first_called_at_ms: row.get("first_called_at_ms")?,
            promise_kept: row.get("promise_kept")?,
            last_called_at_ms: row.get("last_called_at_ms")?,
            started_at_ms: row.get("started_at_ms")?,
            ended_at_ms: row.get("ended_at_ms")?,
            wait_ms: row.get("wait_ms")?,
            call_to_start_ms: row.get("call_to_start_ms")?,
            handling_ms: row.get("handling_ms")?,
            served: row.get("served")?,
            window: row.get("window")?,
            clerk: row.get("clerk")?,
            reason: row.get("reason")?,
            outcome: row.get("outcome")?,
        })
    }
}
