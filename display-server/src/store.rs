//! The hall's data folder: its journal, the record of finished legs, and the lock that keeps a second server out.
//!
//! Invariant: the database runs in WAL with `synchronous=FULL`; less is refused.
//! Invariant: one connection writes, the owner's; others only read.

mod advice;
mod agency;
mod anchored;
mod asked_journal;
mod chain;
mod copy;
mod database;
mod elsewhere;
mod end_mark;
mod escorts;
mod fees;
mod journal;
mod legs;
mod lock;
mod log;
mod out_of_order;
mod period;
mod plan_versions;
mod ratings;
mod readers;
mod records;
mod seats;
mod verify;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use machine::durable::make_folder;
use queue_core::offline::{Epoch, FIRST_EPOCH};
use queue_core::shelf::Wanted;
use queue_core::{Entry, Hall, HallPlan, ServiceDay, Shelf, TextId};
use rusqlite::Connection;

pub use advice::AdviceLine;
pub use agency::{AuthoritySaid, UnacceptedLine};
pub use anchored::{JournalEnd, LeftBehind, Unanchored};
pub use asked_journal::{JournalPage, JournalQuestion};
pub use chain::Hash;
pub use database::DatabaseError;
pub use elsewhere::ElsewhereLine;
pub use escorts::{EndedEscort, EscortLine};
pub use fees::{AuditedNotice, FeesOfDay};
pub use journal::{FirstAnswer, JournalLine};
pub use legs::{LegLine, LegTicket};
pub use lock::LockError;
pub use out_of_order::OutOfOrderCall;
pub use period::PeriodContents;
pub use plan_versions::VersionLine;
pub use ratings::{RateableLine, RatingsOfDays};
pub use readers::{DayContents, READ_LIMIT, ReadError, Readers, read_day, read_plan};
pub use records::{DayRecords, Which};
pub use verify::{Proof, VerifyError, verify, verify_anchored};

pub(crate) use anchored::{goes_on_from, has_end, look_for as look_for_anchors, read_end};
pub(crate) use copy::{copy_journal, integrity, write_copy};
pub(crate) use database::{Migration, cut_the_log, is_corrupt, is_disk_failure, migrate, open_database};
pub(crate) use end_mark::HALL_END;
pub(crate) use journal::{Head, NewEntry, head};
pub(crate) use lock::LOCK;
pub(crate) use lock::lock_folder;
pub(crate) use readers::quick_check;
pub(crate) use seats::{Seats, may_move};
pub(crate) use verify::prove;

use chain::Chain;
use database::is_damage;
use end_mark::EndMark;
use verify::Damage;

/// The journal's file in the data folder.
pub(crate) const HALL_DB: &str = "hall.db";

const MIGRATIONS: &[Migration] = &[
    include_str!("store/schema/001_journal.sql"),
    include_str!("store/schema/002_plan_versions.sql"),
    include_str!("store/schema/003_records.sql"),
    include_str!("store/schema/004_presses.sql"),
];

/// The newest version of the journal's file that this program knows.
pub(crate) const JOURNAL_VERSION: usize = MIGRATIONS.len();

/// Why a data folder cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Another server has it.
    #[error(transparent)]
    Lock(#[from] LockError),
    /// The database refuses.
    #[error(transparent)]
    Database(#[from] DatabaseError),
    /// The database was there, and is not any more: opening it would begin a new one.
    #[error(
        "{file} is missing or empty, but it held a journal of {entries} entries; put it back, or put the newest backup back with `display-server restore`"
    )]
    Gone {
        /// Which file.
        file: PathBuf,
        /// How many entries its journal had.
        entries: u64,
    },
    /// A statement failed.
    #[error("the journal could not be read or written: {0}")]
    Sqlite(#[from] rusqlite::Error),
}

/// The writer's side of the data folder.
pub struct Store {
    connection: Connection,
    chain: Chain,
    epoch: Epoch,
    last_at_ms: i64,
    payload: Vec<u8>,
    /// Entries since the log was written back.
    in_log: u32,
    end: EndMark,
    _lock: lock::FolderLock,
}

/// What the journal says of the open day.
pub struct Replayed {
    /// The hall after the last good entry.
    pub hall: Hall,
    /// What is wrong with the journal, with the entry's number; none: the chain holds.
    pub damage: Option<String>,
}

/// Replays and verifies the last day that was opened, of a journal that is open.
pub(crate) fn replay_last_day(connection: &Connection) -> rusqlite::Result<Replayed> {
    let mut hall = Hall::empty();
    let damage = walk_last_day(connection, &mut hall)?;
    Ok(Replayed {
        hall,
        damage: damage.map(|damage| damage.to_string()),
    })
}

/// Replays as far as it goes; what ended it.
fn walk_last_day(connection: &Connection, hall: &mut Hall) -> rusqlite::Result<Option<Damage>> {
    // A journal without a day may say that an epoch began.
    let first_seq = journal::last_day(connection)?.map_or(1, |(_, first_seq)| first_seq);
    verify::walk(connection, first_seq, |entry| {
        hall.apply(entry);
    })
}

impl Store {
    /// Opens a data folder for writing; creates it when absent.
    ///
    /// # Errors
    /// [`StoreError`] when another server has it, when it is of a newer version, when it is not durable, or when it is gone.
    pub fn open(folder: &Path) -> Result<Self, StoreError> {
        make_folder(folder).map_err(LockError::from)?;
        let lock = lock::FolderLock::take(folder)?;
        let end = EndMark::open(folder).map_err(LockError::from)?;
        let file = folder.join(HALL_DB);
        // SQLite would throw the log of an empty database away, and with it what can still be saved.
        if end.found > 0 && file.metadata().map_or(0, |file| file.len()) == 0 {
            let entries = end.found;
            return Err(StoreError::Gone { file, entries });
        }
        let connection = open_database(&file, MIGRATIONS)?;
        // One that cannot be read is named by the replay.
        let head = match journal::head(&connection) {
            Err(error) if is_damage(&error) => Head::default(),
            head => head?,
        };
        Ok(Self {
            chain: Chain::after(head.seq, head.hash),
            epoch: head.epoch.unwrap_or(FIRST_EPOCH),
            last_at_ms: head.at_ms,
            payload: Vec::new(),
            in_log: 0,
            connection,
            end,
            _lock: lock,
        })
    }

    /// Replays and verifies the last day that was opened.
    ///
    /// Damage ends the replay and is named; it is no error.
    pub fn replay(&mut self) -> rusqlite::Result<Replayed> {
        let mut hall = Hall::empty();
        let damage = match self.replay_into(&mut hall) {
            Err(error) if is_damage(&error) => Some(words_of_damage(&error)),
            replayed => replayed?,
        };
        Ok(Replayed { hall, damage })
    }

    /// Replays as far as it goes; what ended it.
    fn replay_into(&mut self, hall: &mut Hall) -> rusqlite::Result<Option<String>> {
        let head = journal::head(&self.connection)?;
        self.chain = Chain::after(head.seq, head.hash);
        self.last_at_ms = head.at_ms;
        let broken = walk_last_day(&self.connection, hall)?;
        let cut = (head.seq < self.end.found).then_some(Damage::Cut {
            end: head.seq,
            seq: self.end.found,
        });
        Ok(broken.or(cut).map(|damage| damage.to_string()))
    }

    /// The last entry's place; 0 before the first.
    #[must_use]
    pub fn head_seq(&self) -> u64 {
        self.chain.seq()
    }

    /// Where the journal ends; none: it has no entry.
    pub(crate) fn end(&self) -> Option<JournalEnd> {
        (self.chain.seq() > 0).then(|| JournalEnd {
            epoch: self.epoch,
            seq: self.chain.seq(),
            hash: self.chain.hash(),
        })
    }

    /// Whether the journal has an end that it once had.
    pub(crate) fn holds(&self, end: &JournalEnd) -> rusqlite::Result<bool> {
        anchored::has_end(&self.connection, end)
    }

    /// The epoch in which entries are appended.
    #[must_use]
    pub fn epoch(&self) -> Epoch {
        self.epoch
    }

    /// Appends in another epoch from here on.
    pub(crate) fn begin_epoch(&mut self, epoch: Epoch) {
        self.epoch = epoch;
    }

    /// The last entry's instant, in milliseconds since 1970; 0 before the first.
    #[must_use]
    pub fn last_at_ms(&self) -> i64 {
        self.last_at_ms
    }

    /// Begins a transaction, unless one has begun.
    pub fn begin(&mut self) -> rusqlite::Result<()> {
        if self.connection.is_autocommit() {
            self.connection.prepare_cached("BEGIN IMMEDIATE")?.execute(())?;
        }
        Ok(())
    }

    /// Makes everything since [`Store::begin`] durable.
    pub fn commit(&mut self) -> rusqlite::Result<()> {
        if !self.connection.is_autocommit() {
            journal::set_head(&self.connection, self.chain.seq())?;
            self.connection.prepare_cached("COMMIT")?.execute(())?;
            self.end.note(self.chain.seq());
        }
        Ok(())
    }

    /// Forgets everything since [`Store::begin`]; a replay must follow before more is appended.
    pub fn roll_back(&mut self) {
        if !self.connection.is_autocommit() {
            // SQLite may have rolled back by itself already; either way nothing of the transaction stays.
            let _ = self.connection.execute_batch("ROLLBACK");
        }
    }

    /// Appends one entry to the chain, inside the transaction.
    pub(crate) fn append(&mut self, entry: &Entry, row: &NewEntry<'_>) -> Result<(), rusqlite::Error> {
        self.begin()?;
        self.payload.clear();
        serde_json::to_writer(&mut self.payload, &entry.body)
            .map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))?;
        let at_ms = entry.at.as_millisecond();
        let hash = self.chain.append(self.epoch, at_ms, &self.payload);
        journal::append(&self.connection, entry, row, self.epoch, &self.payload, &hash)?;
        plan_versions::record(&self.connection, entry, row.day)?;
        self.last_at_ms = at_ms;
        self.in_log += 1;
        Ok(())
    }

    /// Keeps the record of a finished leg, inside the transaction.
    pub(crate) fn keep_leg(&mut self, day: ServiceDay, line: &LegTicket<'_>) -> rusqlite::Result<()> {
        legs::insert(&self.connection, day, line)
    }

    /// Keeps the record of a finished escort, inside the transaction.
    pub(crate) fn keep_escort(&mut self, day: ServiceDay, line: &EndedEscort<'_>) -> rusqlite::Result<()> {
        escorts::insert(&self.connection, day, line)
    }

    /// Keeps who sits where from an entry on, inside the transaction.
    pub(crate) fn keep_seats(
        &mut self,
        entry: &Entry,
        before: &Seats,
        after: &Seats,
    ) -> rusqlite::Result<()> {
        self.begin()?;
        seats::keep(&self.connection, entry, before, after)
    }

    /// Takes what a command is about out of the table.
    pub(crate) fn shelf(&self, wanted: &Wanted) -> rusqlite::Result<Shelf> {
        records::load(&self.connection, wanted)
    }

    /// Takes those out to which something happens by itself on a day.
    pub(crate) fn shelf_acting(&self, day: ServiceDay) -> rusqlite::Result<Shelf> {
        records::acting(&self.connection, day)
    }

    /// Puts back what an entry changed, inside the transaction.
    pub(crate) fn keep_shelf(&mut self, plan: &HallPlan, shelf: &Shelf) -> rusqlite::Result<()> {
        records::keep(&self.connection, plan, shelf)
    }

    /// Finds anew when records are due, inside the transaction.
    pub(crate) fn refresh_records(&mut self, plan: &HallPlan) -> rusqlite::Result<()> {
        self.begin()?;
        records::refresh(&self.connection, plan)
    }

    /// The texts that are still needed.
    pub(crate) fn texts_needed(
        &self,
        plan: Option<&HallPlan>,
        now: Timestamp,
    ) -> rusqlite::Result<BTreeSet<TextId>> {
        plan.map_or_else(
            || Ok(BTreeSet::new()),
            |plan| records::texts_needed(&self.connection, plan, now),
        )
    }

    /// Takes the record of a leg back, inside the transaction.
    pub(crate) fn remove_leg(&mut self, day: ServiceDay, leg: queue_core::LegId) -> rusqlite::Result<()> {
        legs::remove(&self.connection, day, leg)
    }

    /// What a press was answered first.
    pub(crate) fn first_answer(
        &self,
        day: ServiceDay,
        request: &queue_core::RequestId,
    ) -> rusqlite::Result<Option<FirstAnswer>> {
        journal::first_answer(&self.connection, day, request)
    }

    /// What a press of the service day before one was answered first.
    pub(crate) fn first_answer_before(
        &self,
        day: ServiceDay,
        request: &queue_core::RequestId,
    ) -> rusqlite::Result<Option<FirstAnswer>> {
        journal::first_answer_before(&self.connection, day, request)
    }

    /// Finds out whether anything can be made durable.
    pub fn probe(&mut self) -> rusqlite::Result<()> {
        self.roll_back();
        self.begin()?;
        self.connection
            .execute_batch(include_str!("store/journal/probe.sql"))?;
        self.connection.prepare_cached("COMMIT")?.execute(()).map(drop)
    }
}

/// What is said of a journal's file that is not what was written.
pub(crate) fn words_of_damage(error: &rusqlite::Error) -> String {
    format!("{HALL_DB} is damaged: {error}")
}

/// The day of such a number; none: it names no date.
pub(crate) fn day_of(number: i64) -> Option<ServiceDay> {
    let part = |number: i64| i8::try_from(number % 100).ok();
    let year = i16::try_from(number / 10_000).ok()?;
    let date = jiff::civil::Date::new(year, part(number / 100)?, part(number)?);
    date.ok().map(ServiceDay)
}

/// A service day as the database keeps it: yyyymmdd.
pub(crate) fn day_number(day: ServiceDay) -> i64 {
    let date = day.0;
    i64::from(date.year()) * 10_000 + i64::from(date.month()) * 100 + i64::from(date.day())
}

/// The date of a service day as the database keeps it; the first of all dates for what is none.
pub(crate) fn date_of(number: i64) -> jiff::civil::Date {
    let part = |value: i64| i8::try_from(value % 100).unwrap_or_default();
    let year = i16::try_from(number / 10_000).unwrap_or_default();
    jiff::civil::Date::new(year, part(number / 100), part(number)).unwrap_or(jiff::civil::Date::MIN)
}
