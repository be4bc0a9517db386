//! The record of the plan's versions: who proposed, who decided, since when each holds. What a version says stands in
//! the journal.

use jiff::Timestamp;
use queue_core::command::Actor;
use queue_core::event::EntryBody;
use queue_core::{Entry, Event, HallPlan, PersonCode, ServiceDay, VersionNumber};
use rusqlite::{Connection, OptionalExtension, Row, named_params};

use super::day_number;

/// How many versions are listed at most (I9).
const LISTED: u32 = 500;

/// What is recorded of a version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionLine {
    /// Which.
    pub version: u32,
    /// The entry that holds the plan.
    pub seq: u64,
    /// When it was proposed, or the hall opened with it first.
    pub at: Timestamp,
    /// Who proposed it; none: the hall was set up with it.
    pub by: Option<String>,
    /// The day from which it was to hold, as yyyymmdd; none: at once.
    pub from_day: Option<i64>,
    /// The limits and weights that it changes.
    pub limits: Vec<String>,
    /// Whether it was accepted; none: it waits for a second person.
    pub accepted: Option<bool>,
    /// Who accepted or rejected it.
    pub decided_by: Option<String>,
    /// When.
    pub decided_at: Option<Timestamp>,
    /// Since when it holds or held.
    pub in_force_at: Option<Timestamp>,
}

/// Records what an entry says of the plan's versions, inside the transaction.
pub(super) fn record(connection: &Connection, entry: &Entry, day: ServiceDay) -> rusqlite::Result<()> {
    for event in &entry.body.events {
        if let Event::DayOpened { plans, .. } = event {
            take_effect(connection, entry, day, plans.in_force)?;
        } else if let Event::PlanChanged { version, .. } = event {
            take_effect(connection, entry, day, *version)?;
        } else if let Event::PlanProposed { version } = event {
            let mut statement = connection.prepare_cached(include_str!("plan_versions/propose.sql"))?;
            statement.execute(named_params! {
                ":version": version.number.0,
                ":seq": entry.seq.0,
                ":at_ms": entry.at.as_millisecond(),
                ":by": version.by.as_str(),
                ":from_day": version.from.map(day_number),
                ":limits": version.limits.join(" "),
            })?;
        } else if let Event::PlanAccepted { version } = event {
            decide(connection, entry, *version, true)?;
        } else if let Event::PlanRejected { version } = event {
            decide(connection, entry, *version, false)?;
        }
    }
    Ok(())
}

fn take_effect(
    connection: &Connection,
    entry: &Entry,
    day: ServiceDay,
    version: VersionNumber,
) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached(include_str!("plan_versions/take_effect.sql"))?;
    statement.execute(named_params! {
        ":version": version.0,
        ":seq": entry.seq.0,
        ":at_ms": entry.at.as_millisecond(),
        ":day": day_number(day),
    })?;
    Ok(())
}

fn decide(
    connection: &Connection,
    entry: &Entry,
    version: VersionNumber,
    accepted: bool,
) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached(include_str!("plan_versions/decide.sql"))?;
    statement.execute(named_params! {
        ":version": version.0,
        ":accepted": accepted,
        ":by": person(&entry.body.by).map(PersonCode::as_str),
        ":at_ms": entry.at.as_millisecond(),
    })?;
    Ok(())
}

fn person(by: &Actor) -> Option<&PersonCode> {
    if let Actor::Person { code, .. } = by {
        Some(code)
    } else {
        None
    }
}

/// The newest versions, newest first.
pub(super) fn all(connection: &Connection) -> rusqlite::Result<Vec<VersionLine>> {
    let mut statement = connection.prepare_cached(include_str!("plan_versions/all.sql"))?;
    let rows = statement.query_map(named_params! { ":limit": LISTED }, VersionLine::read)?;
    rows.collect()
}

/// What a version says; none: there is no such version.
pub(super) fn plan(connection: &Connection, version: u32) -> rusqlite::Result<Option<Box<HallPlan>>> {
    let mut statement = connection.prepare_cached(include_str!("plan_versions/seq.sql"))?;
    let seq = statement
        .query_row(named_params! { ":version": version }, |row| row.get("seq"))
        .optional()?;
    seq.map_or(Ok(None), |seq| plan_in(connection, seq))
}

/// The plan that held last on a day; none: the day has no version of its own, or there is no such day.
pub(super) fn newest_of_day(
    connection: &Connection,
    day: ServiceDay,
) -> rusqlite::Result<Option<Box<HallPlan>>> {
    let mut statement = connection.prepare_cached(include_str!("plan_versions/newest_of_day.sql"))?;
    let seq = statement
        .query_row(named_params! { ":day": day_number(day) }, |row| row.get("seq"))
        .optional()?;
    seq.map_or(Ok(None), |seq| plan_in(connection, seq))
}

/// The plan that an entry holds: a proposal's, or that of a day's opening.
pub(super) fn plan_in(connection: &Connection, seq: u64) -> rusqlite::Result<Option<Box<HallPlan>>> {
    let mut statement = connection.prepare_cached(include_str!("journal/payload.sql"))?;
    let payload: Option<String> = statement
        .query_row(named_params! { ":seq": seq }, |row| row.get("payload"))
        .optional()?;
    let events = payload.and_then(|payload| serde_json::from_str::<EntryBody>(&payload).ok());
    let events = events.map(|body| body.events).unwrap_or_default();
    Ok(events.into_iter().find_map(|event| {
        if let Event::DayOpened { plan, .. } = event {
            Some(plan)
        } else if let Event::PlanProposed { version } = event {
            Some(Box::new(version.plan))
        } else {
            None
        }
    }))
}

impl VersionLine {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        let instant = |ms: Option<i64>| ms.and_then(|ms| Timestamp::from_millisecond(ms).ok());
        let limits: String = row.get("limits")?;
        Ok(Self {
            version: row.get("version")?,
            seq: row.get("seq")?,
            at: instant(row.get("at_ms")?).unwrap_or_default(),
            by: row.get("by")?,
            from_day: row.get("from_day")?,
            limits: limits.split_whitespace().map(str::to_owned).collect(),
            accepted: row.get("accepted")?,
            decided_by: row.get("decided_by")?,
            decided_at: instant(row.get("decided_at_ms")?),
            in_force_at: instant(row.get("in_force_at_ms")?),
        })
    }
}
