//! Proves the journal's chain, entry by entry, and names the first that is not what it was.
//!
//! Invariant: verifying hashes the payload's bytes as stored, and never writes them anew.

use std::cmp::Ordering;
use std::fmt;
use std::path::Path;

use machine::database::read_untouched;
use queue_core::Entry;
use queue_core::offline::FIRST_EPOCH;
use rusqlite::{Connection, OptionalExtension, named_params};

use super::anchored::{self, LeftBehind, Unanchored};
use super::chain::Chain;
use super::end_mark;
use super::journal::{self, StoredRow};
use super::{HALL_DB, Hash};
use crate::anchor::Anchor;

/// A chain that holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Proof {
    /// The last entry's place.
    pub head_seq: u64,
    /// The last entry's hash.
    pub head_hash: Hash,
    /// The last entry's epoch.
    pub epoch: u64,
    /// What was anchored, and left behind when a later epoch began; none: nothing was.
    pub left_behind: Option<LeftBehind>,
}

/// Why a journal is not proved.
#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    /// The chain breaks.
    #[error("{0}")]
    Broken(Damage),
    /// A day's first entry is not where it was.
    #[error("the day {day} should begin with entry {seq}, which is not there: the journal was cut")]
    DayMissing {
        /// Which day, as yyyymmdd.
        day: i64,
        /// Its first entry.
        seq: u64,
    },
    /// The chain holds, but it is not the one that was anchored.
    #[error(transparent)]
    Unanchored(#[from] Unanchored),
    /// The file cannot be read.
    #[error("the journal cannot be read: {0}")]
    Sqlite(#[from] rusqlite::Error),
    /// The mark of its end cannot be read.
    #[error("the journal's end cannot be read: {0}")]
    Mark(#[from] std::io::Error),
}

/// What is wrong with a journal; where it is an entry, the first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Damage {
    /// An entry is missing.
    Missing {
        /// Which one.
        seq: u64,
    },
    /// An entry's hash does not follow from its content and the entry before it.
    Changed {
        /// Which one.
        seq: u64,
    },
    /// The chain holds, but it once went on.
    Cut {
        /// The last entry that is there.
        end: u64,
        /// An entry that was there.
        seq: u64,
    },
    /// The chain holds, but this program does not understand the entry.
    Unreadable {
        /// Which one.
        seq: u64,
    },
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing { seq } => write!(f, "journal entry {seq} is missing"),
            Self::Changed { seq } => write!(
                f,
                "journal entry {seq} was changed: its hash does not match its content"
            ),
            Self::Cut { end, seq } => write!(
                f,
                "the journal ends at entry {end}, but entry {seq} was there: hall.db or hall.db-wal was removed, cut or put \
                 back; bring it again, or put the newest backup back with \
                 `display-server restore`"
            ),
            Self::Unreadable { seq } => write!(f, "journal entry {seq} cannot be read by this program"),
        }
    }
}

/// Walks the whole journal of a data folder.
///
/// # Errors
/// [`VerifyError`] names the first entry that is not what it was.
pub fn verify(folder: &Path) -> Result<Proof, VerifyError> {
    verify_anchored(folder, &[])
}

/// Walks the whole journal of a data folder, and looks for every anchor in it.
///
/// # Errors
/// [`VerifyError`] names the first entry that is not what it was.
pub fn verify_anchored(folder: &Path, anchors: &[Anchor]) -> Result<Proof, VerifyError> {
    read_untouched(&folder.join(HALL_DB), |mut connection| {
        // The mark first: it is never ahead of a journal that is read after it.
        let marked = end_mark::read(folder)?;
        // One snapshot for all of it: a hall that is running goes on writing.
        let proof = prove(&*connection.transaction()?, anchors)?;
        if proof.head_seq < marked {
            let (end, seq) = (proof.head_seq, marked);
            return Err(VerifyError::Broken(Damage::Cut { end, seq }));
        }
        Ok(proof)
    })
}

/// The same for a journal that is open, as it stands at one instant.
pub(crate) fn prove(connection: &Connection, anchors: &[Anchor]) -> Result<Proof, VerifyError> {
    if let Some(damage) = walk(connection, 1, |_| {})? {
        return Err(VerifyError::Broken(damage));
    }
    let head = journal::head(connection)?;
    days_begin_where_they_should(connection)?;
    let left_behind = anchored::look_for(connection, head.seq, anchors)??;
    Ok(Proof {
        head_seq: head.seq,
        head_hash: head.hash,
        epoch: head.epoch.unwrap_or(FIRST_EPOCH),
        left_behind,
    })
}

/// Walks the journal from an entry on and hands over every good entry, until the first that is not.
pub(super) fn walk(
    connection: &Connection,
    first_seq: u64,
    mut visit: impl FnMut(&Entry),
) -> rusqlite::Result<Option<Damage>> {
    let (before_seq, before_hash) = journal::hash_before(connection, first_seq)?;
    if before_seq + 1 != first_seq {
        return Ok(Some(Damage::Missing { seq: before_seq + 1 }));
    }
    let mut chain = Chain::after(before_seq, before_hash);
    let mut statement = connection.prepare_cached(include_str!("journal/from_entry.sql"))?;
    let mut rows = statement.query(named_params! { ":first_seq": first_seq })?;
    let mut next_seq = first_seq;
    while let Some(row) = rows.next()? {
        let Ok(row) = StoredRow::read(row) else {
            return Ok(Some(Damage::Changed { seq: next_seq }));
        };
        match check(&mut chain, &row) {
            Ok(entry) => visit(&entry),
            Err(damage) => return Ok(Some(damage)),
        }
        next_seq += 1;
    }
    let recorded = journal::recorded_head(connection)?;
    Ok(match next_seq.cmp(&(recorded + 1)) {
        Ordering::Less => Some(Damage::Missing { seq: next_seq }),
        Ordering::Equal => None,
        Ordering::Greater => Some(Damage::Changed { seq: recorded + 1 }),
    })
}

fn check(chain: &mut Chain, row: &StoredRow) -> Result<Entry, Damage> {
    let seq = chain.seq() + 1;
    if row.seq != seq {
        return Err(Damage::Missing { seq });
    }
    let hash = chain.append(row.epoch, row.at_ms, row.payload.as_bytes());
    if row.hash != hash {
        return Err(Damage::Changed { seq });
    }
    row.entry().ok_or(Damage::Unreadable { seq })
}

fn days_begin_where_they_should(connection: &Connection) -> Result<(), VerifyError> {
    let mut statement = connection.prepare(include_str!("day/without_entry.sql"))?;
    let missing = statement
        .query_row((), |row| Ok((row.get("day")?, row.get("first_seq")?)))
        .optional()?;
    match missing {
        Some((day, seq)) => Err(VerifyError::DayMissing { day, seq }),
        None => Ok(()),
    }
}
