//! The journal's statements.

use jiff::Timestamp;
use queue_core::event::EntryBody;
use queue_core::{Entry, Event, RequestId, Seq, ServiceDay};
use rusqlite::{Connection, OptionalExtension, named_params};

use super::{Hash, day_number};

/// What stands beside an entry in its row.
#[derive(Debug)]
pub(crate) struct NewEntry<'a> {
    /// The service day it belongs to.
    pub(crate) day: ServiceDay,
    /// SHA-256 of the command.
    pub(crate) fingerprint: Option<&'a Hash>,
    /// The answer: status and body.
    pub(crate) answer: Option<(u16, &'a [u8])>,
}

/// What a press was answered first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirstAnswer {
    /// SHA-256 of the command.
    pub fingerprint: Option<Hash>,
    /// The answer's status.
    pub status: u16,
    /// The answer's body, byte for byte.
    pub body: Vec<u8>,
}

/// A row of the journal, as the manager reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JournalLine {
    /// The entry's place.
    pub seq: u64,
    /// Its day, as yyyymmdd.
    pub day: i64,
    /// Its instant.
    pub at_ms: i64,
    /// What it says, as stored.
    pub payload: String,
    /// Its hash.
    pub hash: Hash,
}

/// A row as it stands on disk, before anyone believes it.
#[derive(Debug)]
pub(super) struct StoredRow {
    pub(super) seq: u64,
    pub(super) epoch: u64,
    pub(super) at_ms: i64,
    pub(super) payload: String,
    pub(super) hash: Vec<u8>,
}

/// The last entry; zeros before the first.
#[derive(Debug, Default)]
pub(crate) struct Head {
    /// Its place.
    pub(crate) seq: u64,
    /// Its epoch.
    pub(crate) epoch: Option<u64>,
    /// Its instant, in milliseconds since 1970.
    pub(crate) at_ms: i64,
    /// Its hash.
    pub(crate) hash: Hash,
}

/// The last entry of a journal that is open.
pub(crate) fn head(connection: &Connection) -> rusqlite::Result<Head> {
    let mut statement = connection.prepare_cached(include_str!("journal/head.sql"))?;
    let head = statement.query_row((), |row| {
        Ok(Head {
            seq: row.get("seq")?,
            epoch: Some(row.get("epoch")?),
            at_ms: row.get("at_ms")?,
            hash: row.get("hash")?,
        })
    });
    Ok(head.optional()?.unwrap_or_default())
}

pub(super) fn last_day(connection: &Connection) -> rusqlite::Result<Option<(i64, u64)>> {
    let mut statement = connection.prepare_cached(include_str!("day/last.sql"))?;
    statement
        .query_row((), |row| Ok((row.get("day")?, row.get("first_seq")?)))
        .optional()
}

/// The place and the hash of the entry before this one; 0 and zeros before the first.
pub(super) fn hash_before(connection: &Connection, seq: u64) -> rusqlite::Result<(u64, Hash)> {
    let mut statement = connection.prepare_cached(include_str!("journal/hash_before.sql"))?;
    let before = statement.query_row(named_params! { ":seq": seq }, |row| {
        Ok((row.get("seq")?, row.get("hash")?))
    });
    Ok(before.optional()?.unwrap_or_default())
}

/// Keeps where the journal ends, inside the transaction.
pub(super) fn set_head(connection: &Connection, seq: u64) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached(include_str!("journal/set_head.sql"))?;
    statement.execute(named_params! { ":seq": seq }).map(drop)
}

/// Where the journal ended at the last commit.
pub(super) fn recorded_head(connection: &Connection) -> rusqlite::Result<u64> {
    let mut statement = connection.prepare_cached(include_str!("journal/recorded_head.sql"))?;
    statement.query_row((), |row| row.get("seq"))
}

pub(super) fn append(
    connection: &Connection,
    entry: &Entry,
    row: &NewEntry<'_>,
    epoch: u64,
    payload: &[u8],
    hash: &Hash,
) -> rusqlite::Result<()> {
    let day = day_number(row.day);
    // serde_json writes UTF-8 and nothing else.
    let payload = std::str::from_utf8(payload)?;
    let (status, answer) = row.answer.unzip();
    let mut statement = connection.prepare_cached(include_str!("journal/append.sql"))?;
    statement.execute(named_params! {
        ":seq": entry.seq.0,
        ":day": day,
        ":epoch": epoch,
        ":at_ms": entry.at.as_millisecond(),
        ":payload": payload,
        ":hash": hash,
        ":request": entry.body.request.as_ref().map(RequestId::as_bytes),
        ":fingerprint": row.fingerprint,
        ":status": status,
        ":answer": answer,
        ":number": number_given(&entry.body),
    })?;
    if entry
        .body
        .events
        .iter()
        .any(|event| matches!(event, Event::DayOpened { .. }))
    {
        let mut statement = connection.prepare_cached(include_str!("day/begin.sql"))?;
        statement.execute(named_params! { ":day": day, ":first_seq": entry.seq.0 })?;
    }
    Ok(())
}

fn number_given(body: &EntryBody) -> Option<&str> {
    body.events.iter().find_map(|event| {
        if let Event::TicketIssued { ticket, .. } = event {
            Some(ticket.number.as_str())
        } else {
            None
        }
    })
}

/// What a press of a day was answered first.
pub(super) fn first_answer(
    connection: &Connection,
    day: ServiceDay,
    request: &RequestId,
) -> rusqlite::Result<Option<FirstAnswer>> {
    first_answer_on(connection, day_number(day), request)
}

/// The same of the service day before one.
pub(super) fn first_answer_before(
    connection: &Connection,
    day: ServiceDay,
    request: &RequestId,
) -> rusqlite::Result<Option<FirstAnswer>> {
    let mut statement = connection.prepare_cached(include_str!("day/before.sql"))?;
    let before = statement.query_row(named_params! { ":day": day_number(day) }, |row| row.get("day"));
    before
        .optional()?
        .map_or(Ok(None), |before| first_answer_on(connection, before, request))
}

fn first_answer_on(
    connection: &Connection,
    day: i64,
    request: &RequestId,
) -> rusqlite::Result<Option<FirstAnswer>> {
    let mut statement = connection.prepare_cached(include_str!("journal/first_answer.sql"))?;
    let key = named_params! { ":day": day, ":request": request.as_bytes() };
    let answer = statement.query_row(key, |row| {
        Ok(FirstAnswer {
            fingerprint: row.get("fingerprint")?,
            status: row.get::<_, Option<u16>>("status")?.unwrap_or(200),
            body: row.get::<_, Option<Vec<u8>>>("answer")?.unwrap_or_default(),
        })
    });
    answer.optional()
}

impl StoredRow {
    pub(super) fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            seq: row.get("seq")?,
            epoch: row.get("epoch")?,
            at_ms: row.get("at_ms")?,
            payload: row.get("payload")?,
            hash: row.get("hash")?,
        })
    }

    /// The entry this row says it is; none when its payload cannot be read.
    pub(super) fn entry(&self) -> Option<Entry> {
        let body = serde_json::from_str(&self.payload).ok()?;
        Some(Entry {
            seq: Seq(self.seq),
            at: Timestamp::from_millisecond(self.at_ms).ok()?,
            body,
        })
    }
}
