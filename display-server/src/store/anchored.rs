//! The journal's end, and whether the journal still has an end that it once had.

use std::path::Path;

use jiff::Timestamp;
use machine::database::read_untouched;
use rusqlite::{Connection, OptionalExtension, named_params};

use super::database::open_for_reading;
use super::journal;
use super::{HALL_DB, Hash};
use crate::anchor::Anchor;

/// Where a journal ends, or ended: its hash says all that was before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct JournalEnd {
    /// The last entry's epoch.
    pub epoch: u64,
    /// Its place.
    pub seq: u64,
    /// Its hash.
    pub hash: Hash,
}

/// A journal is not the one that was anchored.
#[derive(Debug, thiserror::Error)]
pub enum Unanchored {
    /// An entry that was anchored is not there.
    #[error("the journal ends at entry {end}, but entry {seq} was anchored at {at}: its tail was cut off")]
    Cut {
        /// Where the journal ends.
        end: u64,
        /// The first entry that was anchored and is missing.
        seq: u64,
        /// When it was anchored.
        at: Timestamp,
    },
    /// An entry that was anchored is another.
    #[error(
        "journal entry {seq} is not what was anchored at {at}: the journal was written anew, up to entry {held} it is as it was"
    )]
    Rewritten {
        /// The first entry that is not what was anchored.
        seq: u64,
        /// When it was anchored.
        at: Timestamp,
        /// The last entry before it that is; 0: none was anchored.
        held: u64,
    },
}

/// Where the journal of a data folder ends; none: it has no entry.
pub(crate) fn read_end(folder: &Path) -> rusqlite::Result<Option<JournalEnd>> {
    let head = journal::head(&open_for_reading(&folder.join(HALL_DB))?)?;
    Ok(head.epoch.map(|epoch| JournalEnd {
        epoch,
        seq: head.seq,
        hash: head.hash,
    }))
}

/// Whether the journal of a data folder goes on from such an end.
pub(crate) fn goes_on_from(folder: &Path, end: &JournalEnd) -> rusqlite::Result<bool> {
    read_untouched(&folder.join(HALL_DB), |connection| has_end(&connection, end))
}

/// What was anchored, and left behind when a later epoch began: the journal went on from an older copy of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LeftBehind {
    /// The last entry that was anchored and is not there.
    pub seq: u64,
    /// When it was anchored.
    pub at: Timestamp,
    /// The epoch that began instead.
    pub epoch: u64,
    /// Its first entry.
    pub began: u64,
}

/// Looks for every anchor in a journal that ends at such an entry; the first that does not hold is the one with the lowest
/// number. One of an epoch that was left behind is said, for the journal itself says where that was.
pub(crate) fn look_for(
    connection: &Connection,
    end: u64,
    anchors: &[Anchor],
) -> rusqlite::Result<Result<Option<LeftBehind>, Unanchored>> {
    let mut anchors: Vec<&Anchor> = anchors.iter().collect();
    anchors.sort_by_key(|anchor| anchor.end.seq);
    let (mut held, mut left_behind) = (0, None);
    for anchor in anchors {
        let (seq, at) = (anchor.end.seq, anchor.at);
        if has_end(connection, &anchor.end)? {
            held = seq;
        } else if let Some((epoch, began)) = epoch_after(connection, &anchor.end)? {
            left_behind = Some(LeftBehind {
                seq,
                at,
                epoch,
                began,
            });
        } else if seq > end {
            return Ok(Err(Unanchored::Cut { end, seq, at }));
        } else {
            return Ok(Err(Unanchored::Rewritten { seq, at, held }));
        }
    }
    Ok(Ok(left_behind))
}

/// The later epoch that began at or before an end that is not there, and its first entry.
fn epoch_after(connection: &Connection, end: &JournalEnd) -> rusqlite::Result<Option<(u64, u64)>> {
    let mut statement = connection.prepare_cached(include_str!("journal/epoch_after.sql"))?;
    let key = named_params! { ":epoch": end.epoch, ":seq": end.seq };
    statement
        .query_row(key, |row| Ok((row.get("epoch")?, row.get("seq")?)))
        .optional()
}

/// Whether a journal that is open goes on from such an end.
pub(crate) fn has_end(connection: &Connection, end: &JournalEnd) -> rusqlite::Result<bool> {
    let mut statement = connection.prepare_cached(include_str!("journal/end_at.sql"))?;
    let found = statement.query_row(named_params! { ":seq": end.seq }, |row| {
        Ok(row.get::<_, u64>("epoch")? == end.epoch && row.get::<_, Vec<u8>>("hash")? == end.hash)
    });
    Ok(found.optional()?.unwrap_or(false))
}
