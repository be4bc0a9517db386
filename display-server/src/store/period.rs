//! What the tables say of a period: its legs, who sat where, what happened to cases. Rows go by one by one; what is kept are
//! sums and distributions.

use jiff::Timestamp;
use jiff::civil::Date;
use queue_core::agency::Mandate;
use queue_core::case::Case;
use queue_core::visit::Channel;
use queue_core::{HallPlan, Record, ServiceDay};
use rusqlite::{Connection, named_params};

use super::{date_of, day_number, records, seats};
use crate::period::{CaseTable, LegFact, LegTable, MandateTable, SeatSpan, joined};
use crate::views::channel_name;

/// What happened from one day to another.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PeriodContents {
    /// The service days that were opened.
    pub days: Vec<Date>,
    /// The finished legs.
    pub legs: LegTable,
    /// Who sat where.
    pub seats: Vec<SeatSpan>,
    /// What happened to cases.
    pub cases: CaseTable,
    /// What happened to mandates.
    pub mandates: MandateTable,
    /// Times for which visitors were served on paper, in milliseconds since 1970; none overlaps another.
    pub on_paper: Vec<(i64, i64)>,
}

/// Reads a period at one instant of the database.
pub(super) fn contents(
    connection: &Connection,
    plan: &HallPlan,
    (from, to): (Date, Date),
    now: Timestamp,
) -> rusqlite::Result<PeriodContents> {
    let transaction = connection.unchecked_transaction()?;
    Ok(PeriodContents {
        days: days(&transaction, from, to)?,
        legs: legs(&transaction, from, to)?,
        seats: seats::of_days(&transaction, (from, to), now)?,
        cases: cases(&transaction, plan, (from, to))?,
        mandates: mandates(&transaction, (from, to))?,
        on_paper: on_paper(&transaction, from, to)?,
    })
}

fn days(connection: &Connection, from: Date, to: Date) -> rusqlite::Result<Vec<Date>> {
    let mut statement = connection.prepare_cached(include_str!("period/days.sql"))?;
    let params = named_params! { ":from": number(from), ":to": number(to) };
    let days = statement.query_map(params, |row| Ok(date_of(row.get("day")?)))?;
    days.collect()
}

fn legs(connection: &Connection, from: Date, to: Date) -> rusqlite::Result<LegTable> {
    let mut statement = connection.prepare_cached(include_str!("period/legs.sql"))?;
    let mut rows = statement.query(named_params! {
        ":from": number(from),
        ":to": number(to),
        ":by_hand": channel_name(Channel::Pad),
    })?;
    let mut table = LegTable::default();
    while let Some(row) = rows.next()? {
        table.add(&LegFact {
            leg: row.get("leg")?,
            is_by_hand: row.get("by_hand")?,
            service: row.get_ref("service")?.as_str()?,
            window: row.get("window")?,
            clerk: row.get_ref("clerk")?.as_str_or_null()?,
            outcome: row.get_ref("outcome")?.as_str()?,
            is_called: row.get("called")?,
            promise_kept: row.get("promise_kept")?,
            wait_ms: row.get("wait_ms")?,
            handling_ms: row.get("handling_ms")?,
            is_served: row.get("served")?,
        });
    }
    Ok(table)
}

fn on_paper(connection: &Connection, from: Date, to: Date) -> rusqlite::Result<Vec<(i64, i64)>> {
    let mut statement = connection.prepare_cached(include_str!("period/on_paper.sql"))?;
    let params = named_params! {
        ":from": number(from),
        ":to": number(to),
        ":by_hand": channel_name(Channel::Pad),
    };
    let times = statement.query_map(params, |row| Ok((row.get("from_ms")?, row.get("until_ms")?)))?;
    times.collect::<rusqlite::Result<_>>().map(joined)
}

/// What happened to cases.
pub(super) fn cases(
    connection: &Connection,
    plan: &HallPlan,
    (from, to): (Date, Date),
) -> rusqlite::Result<CaseTable> {
    let mut table = CaseTable::default();
    each_record(connection, (from, to), |case: &Case| {
        table.add(plan, case, (from, to));
    })?;
    Ok(table)
}

/// What happened to mandates.
pub(super) fn mandates(connection: &Connection, (from, to): (Date, Date)) -> rusqlite::Result<MandateTable> {
    let mut table = MandateTable::default();
    each_record(connection, (from, to), |mandate: &Mandate| {
        table.add(mandate, (from, to));
    })?;
    Ok(table)
}

/// Each record of a kind that there was in a period.
fn each_record<T: Record>(
    connection: &Connection,
    (from, to): (Date, Date),
    mut add: impl FnMut(&T),
) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached(include_str!("period/records.sql"))?;
    let params = named_params! { ":kind": T::KIND, ":from": number(from), ":to": number(to) };
    let mut rows = statement.query(params)?;
    while let Some(row) = rows.next()? {
        add(&records::read(row.get_ref("record")?.as_str()?)?);
    }
    Ok(())
}

fn number(date: Date) -> i64 {
    day_number(ServiceDay(date))
}
