//! Cases as they stand, each as the journal left it: what the owner takes one by one, and what lists read.

use std::collections::BTreeSet;

use hall_protocol::case::StandingName;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use queue_core::case::Case;
use queue_core::shelf::Kept;
use queue_core::{HallPlan, MatterCode, Seq, ServiceDay, Shelf, TextId};
use rusqlite::types::Type;
use rusqlite::{Connection, OptionalExtension, Row, named_params};
use serde::de::DeserializeOwned;

use super::day_number;
use crate::views;

mod of_day;

pub use of_day::DayCases;
pub(super) use of_day::of_day;

/// How many cases one entry changes at most by itself (I9); the rest follow in further entries.
const ACTING_LIMIT: u32 = 500;
/// How many a list is made of at most.
const READ_LIMIT: u32 = 20_000;
/// How many are read at once when the calendar has changed.
const REFRESHED_AT_ONCE: u32 = 500;

/// Which cases are listed: those that are not done, or those of one day that are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CaseQuestion {
    /// How they stand; none: however, but for those that are done.
    pub standing: Option<StandingName>,
    /// The day on which they were done.
    pub closed_on: Option<Date>,
}

/// The case of a code, and the entry that changed it last; none: there is no such case.
pub(super) fn one(connection: &Connection, code: &MatterCode) -> rusqlite::Result<Option<(Seq, Case)>> {
    let mut statement = connection.prepare_cached(include_str!("cases/load.sql"))?;
    let kept = statement.query_row(named_params! { ":code": code.as_str() }, read_kept);
    Ok(kept.optional()?.and_then(|kept| Some((kept.seq, kept.now?))))
}

/// The cases of a question, in the order of their last day; so many at most that a list can be made of them (I9).
pub(super) fn list(connection: &Connection, question: CaseQuestion) -> rusqlite::Result<Vec<Case>> {
    let mut statement = connection.prepare_cached(include_str!("cases/list.sql"))?;
    let params = named_params! {
        ":standing": question.standing.map(StandingName::name),
        ":closed_on": question.closed_on.map(|date| day_number(ServiceDay(date))),
        ":limit": READ_LIMIT,
    };
    let rows = statement.query_map(params, |row| read(&row.get::<_, String>("record")?))?;
    rows.collect()
}

/// Takes out what a command is about.
pub(super) fn load(
    connection: &Connection,
    codes: impl IntoIterator<Item = MatterCode>,
) -> rusqlite::Result<Shelf> {
    let mut shelf = Shelf::default();
    let mut statement = connection.prepare_cached(include_str!("cases/load.sql"))?;
    for code in codes {
        let kept = statement.query_row(named_params! { ":code": code.as_str() }, read_kept);
        if let Some(kept) = kept.optional()? {
            shelf.put(code, kept);
        }
    }
    Ok(shelf)
}

/// Takes out the first of those to which something happens by itself on a day, or before.
pub(super) fn acting(connection: &Connection, day: ServiceDay) -> rusqlite::Result<Shelf> {
    let mut statement = connection.prepare_cached(include_str!("cases/acting.sql"))?;
    let params = named_params! { ":day": day_number(day), ":limit": ACTING_LIMIT };
    let rows = statement.query_map(params, read_row)?;
    shelf_of(rows)
}

/// Puts back what entries changed.
pub(super) fn keep(connection: &Connection, plan: &HallPlan, shelf: &Shelf) -> rusqlite::Result<()> {
    shelf
        .changed()
        .try_for_each(|(code, kept)| keep_one(connection, plan, code, kept))
}

/// The texts that are still needed: those of what is not done, and of what was done not long ago.
pub(super) fn texts_needed(
    connection: &Connection,
    plan: &HallPlan,
    now: Timestamp,
) -> rusqlite::Result<BTreeSet<TextId>> {
    // The date differs from the hall's by a day at most, which a purpose of weeks bears.
    let today = TimeZone::UTC.to_datetime(now).date();
    let oldest = today
        .checked_sub(i64::from(plan.cases().keep_days + 1).days())
        .unwrap_or(Date::MIN);
    let mut statement = connection.prepare_cached(include_str!("cases/recent.sql"))?;
    let mut rows = statement.query(named_params! { ":oldest": day_number(ServiceDay(oldest)) })?;
    let mut needed = BTreeSet::new();
    while let Some(row) = rows.next()? {
        let case: Case = read(&row.get::<_, String>("record")?)?;
        needed.extend(case.texts_needed(plan, today));
        // What an undo would put back is needed too.
        let before: Option<String> = row.get("before")?;
        let before = before.as_deref().map(read::<Case>).transpose()?;
        needed.extend(before.iter().flat_map(|case| case.texts_needed(plan, today)));
    }
    Ok(needed)
}

/// Finds anew when everything that is not done is due: the calendar has changed.
pub(super) fn refresh(connection: &Connection, plan: &HallPlan) -> rusqlite::Result<()> {
    let mut after = String::new();
    loop {
        let mut statement = connection.prepare_cached(include_str!("cases/not_closed.sql"))?;
        let params = named_params! { ":after": after, ":limit": REFRESHED_AT_ONCE };
        let some = shelf_of(statement.query_map(params, read_row)?)?;
        let Some((last, _)) = some.cases().last() else {
            return Ok(());
        };
        last.as_str().clone_into(&mut after);
        for (code, kept) in some.cases() {
            keep_one(connection, plan, code, kept)?;
        }
    }
}

fn keep_one(
    connection: &Connection,
    plan: &HallPlan,
    code: &MatterCode,
    kept: &Kept<Case>,
) -> rusqlite::Result<()> {
    let Some(case) = &kept.now else {
        let mut statement = connection.prepare_cached(include_str!("cases/remove.sql"))?;
        return statement
            .execute(named_params! { ":code": code.as_str() })
            .map(drop);
    };
    let date = |date: Date| day_number(ServiceDay(date));
    let mut statement = connection.prepare_cached(include_str!("cases/keep.sql"))?;
    statement.execute(named_params! {
        ":code": code.as_str(),
        ":seq": kept.seq.0,
        ":record": written(case)?,
        ":before": kept.before.as_ref().map(written).transpose()?,
        ":standing": views::standing_name(case.standing).name(),
        ":service": case.service.as_str(),
        ":clerk": case.clerk.as_str(),
        ":acts_on": case.acts_on(plan).map(day_number),
        ":due_on": case.due_on(plan).or_else(|| case.waits_until(plan)).map(date),
        ":warned_on": case.warned_on(plan).map(date),
        ":closed_on": case.completed.as_ref().map(|done| day_number(done.on)),
    })?;
    Ok(())
}

fn shelf_of(
    rows: impl Iterator<Item = rusqlite::Result<(MatterCode, Kept<Case>)>>,
) -> rusqlite::Result<Shelf> {
    let mut shelf = Shelf::default();
    for row in rows {
        let (code, kept) = row?;
        shelf.put(code, kept);
    }
    Ok(shelf)
}

fn read_row(row: &Row<'_>) -> rusqlite::Result<(MatterCode, Kept<Case>)> {
    let kept = read_kept(row)?;
    let code: String = row.get("code")?;
    let code = MatterCode::parse(&code).map_err(|error| unreadable(error.into()))?;
    Ok((code, kept))
}

fn read_kept(row: &Row<'_>) -> rusqlite::Result<Kept<Case>> {
    let before: Option<String> = row.get("before")?;
    Ok(Kept {
        now: Some(read(&row.get::<_, String>("record")?)?),
        seq: Seq(row.get("seq")?),
        before: before.as_deref().map(read).transpose()?,
    })
}

/// A record, as its table has it.
pub(super) fn read<T: DeserializeOwned>(text: &str) -> rusqlite::Result<T> {
    serde_json::from_str(text).map_err(|error| unreadable(error.into()))
}

fn unreadable(error: Box<dyn std::error::Error + Send + Sync>) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(0, Type::Text, error)
}

fn written(case: &Case) -> rusqlite::Result<String> {
    serde_json::to_string(case).map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))
}
