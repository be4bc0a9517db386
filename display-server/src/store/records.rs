//! What outlives a day, each record as the journal left it: the owner takes them out one by one, lists read them.
//!
//! A new kind of record is added in three places here: [`load`], [`put`] and [`keep`].

mod of_day;
mod texts;

pub use of_day::DayRecords;
pub(super) use of_day::of_day;
pub(super) use texts::needed as texts_needed;

use jiff::civil::Date;
use queue_core::agency::{Comparison, HomeVisit, Mandate};
use queue_core::appraisal::{Appraisal, Month};
use queue_core::case::Case;
use queue_core::fee::{BankList, FeeNotice};
use queue_core::followup::Followup;
use queue_core::points::PointLine;
use queue_core::rating::Rating;
use queue_core::shelf::{Kept, Rack, Wanted};
use queue_core::{HallPlan, Record, Seq, ServiceCode, ServiceDay, Shelf};
use rusqlite::types::Type;
use rusqlite::{Connection, OptionalExtension, Row, named_params};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::day_number;

/// How many records one entry changes at most by itself (I9); the rest follow in further entries.
const ACTING_LIMIT: u32 = 500;
/// How many a list is made of at most.
const READ_LIMIT: u32 = 20_000;
/// How many are read at once when the calendar has changed.
const REFRESHED_AT_ONCE: u32 = 500;

/// Which records of a kind are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// Those that are not over, in the order of their last day.
    Open,
    /// Those that stand so, in the order of their last day.
    Standing(&'static str),
    /// Those that were over on one of these days.
    Closed {
        /// The first.
        from: Date,
        /// The last.
        to: Date,
    },
    /// Those that began on one of these days.
    Began {
        /// The first.
        from: Date,
        /// The last.
        to: Date,
    },
}

/// A record, and the entry that changed it last; none: there is no such record.
pub(super) fn one<T: Record>(connection: &Connection, key: &T::Key) -> rusqlite::Result<Option<(Seq, T)>> {
    let kept = kept::<T>(connection, key)?;
    Ok(kept.and_then(|kept| Some((kept.seq, kept.now?))))
}

/// The records of these keys, as far as there are any.
pub(super) fn many<T: Record>(connection: &Connection, keys: &[T::Key]) -> rusqlite::Result<Vec<T>> {
    let found = keys.iter().map(|key| one::<T>(connection, key));
    let found = found.collect::<rusqlite::Result<Vec<_>>>()?;
    Ok(found.into_iter().flatten().map(|(_, record)| record).collect())
}

/// The records of a question; so many at most that a list can be made of them (I9).
pub(super) fn list<T: Record>(connection: &Connection, which: Which) -> rusqlite::Result<Vec<T>> {
    let (kind, limit) = (T::KIND, READ_LIMIT);
    let read_one = |row: &Row<'_>| read(&row.get::<_, String>("record")?);
    let number = |date: Date| day_number(ServiceDay(date));
    match which {
        Which::Open => connection
            .prepare_cached(include_str!("records/open.sql"))?
            .query_map(named_params! { ":kind": kind, ":limit": limit }, read_one)?
            .collect(),
        Which::Standing(standing) => connection
            .prepare_cached(include_str!("records/standing.sql"))?
            .query_map(
                named_params! { ":kind": kind, ":standing": standing, ":limit": limit },
                read_one,
            )?
            .collect(),
        Which::Closed { from, to } => connection
            .prepare_cached(include_str!("records/closed.sql"))?
            .query_map(
                named_params! { ":kind": kind, ":from": number(from), ":to": number(to), ":limit": limit },
                read_one,
            )?
            .collect(),
        Which::Began { from, to } => connection
            .prepare_cached(include_str!("records/began.sql"))?
            .query_map(
                named_params! { ":kind": kind, ":from": number(from), ":to": number(to), ":limit": limit },
                read_one,
            )?
            .collect(),
    }
}

/// How many records of a kind are not over.
pub(super) fn open<T: Record>(connection: &Connection) -> rusqlite::Result<usize> {
    let mut statement = connection.prepare_cached(include_str!("records/count_open.sql"))?;
    statement.query_row(named_params! { ":kind": T::KIND }, |row| row.get(0))
}

/// How many follow-ups the public brought up that are not over.
pub(super) fn open_complaints(connection: &Connection) -> rusqlite::Result<usize> {
    let mut statement = connection.prepare_cached(include_str!("records/count_open_complaints.sql"))?;
    statement.query_row(named_params! { ":kind": Followup::KIND }, |row| row.get(0))
}

/// The cases of some services that were done on one of some days; all of them, since it is looked for what is missing.
pub(super) fn done(
    connection: &Connection,
    services: &[ServiceCode],
    (from, to): (Date, Date),
) -> rusqlite::Result<Vec<Case>> {
    let mut statement = connection.prepare_cached(include_str!("records/done.sql"))?;
    let number = |date: Date| day_number(ServiceDay(date));
    let params = named_params! {
        ":kind": Case::KIND,
        ":from": number(from),
        ":to": number(to),
        ":services": written(&services)?,
    };
    let done = statement.query_map(params, |row| read(&row.get::<_, String>("record")?))?;
    done.collect()
}

/// Takes out what a command is about.
pub(super) fn load(connection: &Connection, wanted: &Wanted) -> rusqlite::Result<Shelf> {
    let mut shelf = Shelf::default();
    load_rack(connection, &wanted.cases, &mut shelf.cases)?;
    load_rack(connection, &wanted.appraisals, &mut shelf.appraisals)?;
    load_rack(connection, &wanted.points, &mut shelf.points)?;
    load_ledger(connection, wanted.ledger_of, &mut shelf.points)?;
    load_rack(connection, &wanted.home_visits, &mut shelf.home_visits)?;
    load_rack(connection, &wanted.mandates, &mut shelf.mandates)?;
    load_rack(connection, &wanted.comparisons, &mut shelf.comparisons)?;
    load_rack(connection, &wanted.ratings, &mut shelf.ratings)?;
    load_rack(connection, &wanted.followups, &mut shelf.followups)?;
    load_rack(connection, &wanted.fees, &mut shelf.fees)?;
    load_rack(connection, &wanted.bank_lists, &mut shelf.bank_lists)?;
    Ok(shelf)
}

/// Puts a record of whatever kind where it belongs.
fn put(shelf: &mut Shelf, row: &Row<'_>) -> rusqlite::Result<()> {
    let kind: String = row.get("kind")?;
    match kind.as_str() {
        Case::KIND => put_one(&mut shelf.cases, row),
        Appraisal::KIND => put_one(&mut shelf.appraisals, row),
        PointLine::KIND => put_one(&mut shelf.points, row),
        HomeVisit::KIND => put_one(&mut shelf.home_visits, row),
        Mandate::KIND => put_one(&mut shelf.mandates, row),
        Comparison::KIND => put_one(&mut shelf.comparisons, row),
        Rating::KIND => put_one(&mut shelf.ratings, row),
        Followup::KIND => put_one(&mut shelf.followups, row),
        FeeNotice::KIND => put_one(&mut shelf.fees, row),
        BankList::KIND => put_one(&mut shelf.bank_lists, row),
        // A newer program's, which refuses this one already.
        _ => Ok(()),
    }
}

/// Puts back what entries changed.
pub(super) fn keep(connection: &Connection, plan: &HallPlan, shelf: &Shelf) -> rusqlite::Result<()> {
    keep_rack(connection, plan, shelf.cases.changed())?;
    keep_rack(connection, plan, shelf.appraisals.changed())?;
    keep_rack(connection, plan, shelf.points.changed())?;
    keep_rack(connection, plan, shelf.home_visits.changed())?;
    keep_rack(connection, plan, shelf.mandates.changed())?;
    keep_rack(connection, plan, shelf.comparisons.changed())?;
    keep_rack(connection, plan, shelf.ratings.changed())?;
    keep_rack(connection, plan, shelf.followups.changed())?;
    keep_rack(connection, plan, shelf.fees.changed())?;
    keep_rack(connection, plan, shelf.bank_lists.changed())
}

/// Takes out the first of those to which something happens by itself on a day, or before.
pub(super) fn acting(connection: &Connection, day: ServiceDay) -> rusqlite::Result<Shelf> {
    let mut shelf = Shelf::default();
    let mut statement = connection.prepare_cached(include_str!("records/acting.sql"))?;
    let mut rows = statement.query(named_params! { ":day": day_number(day), ":limit": ACTING_LIMIT })?;
    while let Some(row) = rows.next()? {
        put(&mut shelf, row)?;
    }
    Ok(shelf)
}

/// Finds anew when everything that is not over is due: the calendar has changed.
pub(super) fn refresh(connection: &Connection, plan: &HallPlan) -> rusqlite::Result<()> {
    let mut after = (String::new(), String::new());
    loop {
        let mut shelf = Shelf::default();
        let mut statement = connection.prepare_cached(include_str!("records/not_closed.sql"))?;
        let params = named_params! { ":kind": after.0, ":code": after.1, ":limit": REFRESHED_AT_ONCE };
        let mut rows = statement.query(params)?;
        let mut last = None;
        while let Some(row) = rows.next()? {
            put(&mut shelf, row)?;
            last = Some((row.get("kind")?, row.get("code")?));
        }
        let Some(last) = last else { return Ok(()) };
        after = last;
        keep_rack(connection, plan, shelf.cases.iter())?;
        keep_rack(connection, plan, shelf.appraisals.iter())?;
        keep_rack(connection, plan, shelf.points.iter())?;
        keep_rack(connection, plan, shelf.home_visits.iter())?;
        keep_rack(connection, plan, shelf.mandates.iter())?;
        keep_rack(connection, plan, shelf.comparisons.iter())?;
        keep_rack(connection, plan, shelf.ratings.iter())?;
        keep_rack(connection, plan, shelf.followups.iter())?;
        keep_rack(connection, plan, shelf.fees.iter())?;
    }
}

/// Every line of a month's ledger.
fn load_ledger(
    connection: &Connection,
    month: Option<Month>,
    rack: &mut Rack<PointLine>,
) -> rusqlite::Result<()> {
    let Some(month) = month else { return Ok(()) };
    let mut statement = connection.prepare_cached(include_str!("records/ledger.sql"))?;
    let number = |date: Date| day_number(ServiceDay(date));
    let params = named_params! {
        ":kind": PointLine::KIND,
        ":from": number(month.first()),
        ":to": number(month.last()),
    };
    let mut rows = statement.query(params)?;
    while let Some(row) = rows.next()? {
        put_one(rack, row)?;
    }
    Ok(())
}

fn load_rack<'a, T: Record + 'a>(
    connection: &Connection,
    keys: impl IntoIterator<Item = &'a T::Key>,
    rack: &mut Rack<T>,
) -> rusqlite::Result<()> {
    for key in keys {
        if let Some(kept) = kept::<T>(connection, key)? {
            rack.put(key.clone(), kept);
        }
    }
    Ok(())
}

fn kept<T: Record>(connection: &Connection, key: &T::Key) -> rusqlite::Result<Option<Kept<T>>> {
    let mut statement = connection.prepare_cached(include_str!("records/load.sql"))?;
    let params = named_params! { ":kind": T::KIND, ":code": key.to_string() };
    statement.query_row(params, read_kept).optional()
}

fn put_one<T: Record>(rack: &mut Rack<T>, row: &Row<'_>) -> rusqlite::Result<()> {
    let kept: Kept<T> = read_kept(row)?;
    if let Some(key) = kept.now.as_ref().map(|now| now.key().clone()) {
        rack.put(key, kept);
    }
    Ok(())
}

fn keep_rack<'a, T: Record + 'a>(
    connection: &Connection,
    plan: &HallPlan,
    mut changed: impl Iterator<Item = (&'a T::Key, &'a Kept<T>)>,
) -> rusqlite::Result<()> {
    changed.try_for_each(|(key, kept)| keep_one(connection, plan, key, kept))
}

fn keep_one<T: Record>(
    connection: &Connection,
    plan: &HallPlan,
    key: &T::Key,
    kept: &Kept<T>,
) -> rusqlite::Result<()> {
    let code = key.to_string();
    let Some(record) = &kept.now else {
        let mut statement = connection.prepare_cached(include_str!("records/remove.sql"))?;
        return statement
            .execute(named_params! { ":kind": T::KIND, ":code": code })
            .map(drop);
    };
    let date = |date: Date| day_number(ServiceDay(date));
    let marks = record.marks(plan);
    let had_texts = kept
        .before
        .as_ref()
        .is_some_and(|before| !before.texts().is_empty());
    let mut statement = connection.prepare_cached(include_str!("records/keep.sql"))?;
    statement.execute(named_params! {
        ":kind": T::KIND,
        ":code": code,
        ":seq": kept.seq.0,
        ":record": written(record)?,
        ":before": kept.before.as_ref().map(written).transpose()?,
        ":standing": marks.standing,
        ":service": marks.service.map(|service| service.to_string()),
        ":person": marks.person.map(|person| person.to_string()),
        ":began_on": day_number(marks.began_on),
        ":acts_on": marks.acts_on.map(day_number),
        ":due_on": marks.due_on.map(date),
        ":warned_on": marks.warned_on.map(date),
        ":closed_on": marks.closed_on.map(day_number),
        ":has_texts": had_texts || !record.texts().is_empty(),
    })?;
    Ok(())
}

fn read_kept<T: Record>(row: &Row<'_>) -> rusqlite::Result<Kept<T>> {
    let before: Option<String> = row.get("before")?;
    Ok(Kept {
        now: Some(read(&row.get::<_, String>("record")?)?),
        seq: Seq(row.get("seq")?),
        before: before.as_deref().map(read).transpose()?,
    })
}

pub(super) fn read<T: DeserializeOwned>(text: &str) -> rusqlite::Result<T> {
    serde_json::from_str(text)
        .map_err(|error| rusqlite::Error::FromSqlConversionFailure(0, Type::Text, error.into()))
}

fn written<T: Serialize>(record: &T) -> rusqlite::Result<String> {
    serde_json::to_string(record).map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))
}
