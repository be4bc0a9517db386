//! The kiosk's journal: the plan it may start from, and every press until hall and paper have had their say.
//!
//! Invariant: a row is on disk before the step it stands for: before the hall is asked, before a byte is printed.
//! Invariant: `synchronous=FULL`; a journal that cannot promise that is not opened.
//! Invariant: a press keeps its request id and its visitor's token for ever, across restarts and reprints.

mod alone;
mod row;

use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use hall_protocol::ticket::TicketIssued;
use jiff::civil::Date;
use machine::database::{NotOpened, open_untouched};
use machine::durable::make_folder;
use rusqlite::backup::Backup;
use rusqlite::{Connection, OptionalExtension, named_params};

use crate::holder::Holder;

pub use alone::{GivenAlone, LeasedDay, RowState};
pub use row::{Debt, KeptPress, NewPress, PressState};

/// The journal's file in the data folder.
pub const JOURNAL_DB: &str = "kiosk.db";
/// The newest schema that this version knows.
pub const JOURNAL_VERSION: usize = MIGRATIONS.len();
/// How long a statement waits for a lock.
const BUSY: Duration = Duration::from_secs(2);
/// How many pages are copied in one step: enough for a day, so that a daemon that writes meanwhile seldom makes it begin anew.
const PAGES_AT_ONCE: i32 = 4096;
/// What each number of the schema added. How many there are is the schema's number, as `PRAGMA user_version` keeps it.
const MIGRATIONS: [&str; 6] = [
    include_str!("journal/sql/schema_001.sql"),
    include_str!("journal/sql/schema_002.sql"),
    include_str!("journal/sql/schema_003.sql"),
    include_str!("journal/sql/schema_004.sql"),
    include_str!("journal/sql/schema_005.sql"),
    include_str!("journal/sql/schema_006.sql"),
];

/// What can go wrong with the journal. In every case nothing may be printed.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    /// The disk or the database refuses.
    #[error("the kiosk's journal cannot be used: {0}")]
    Storage(#[from] rusqlite::Error),
    /// The journal of a kiosk that does not run is not there, or cannot be read.
    #[error("{0}; name the folder that the kiosk was started with as --data")]
    NotOpened(#[from] NotOpened),
    /// The system does not give the folder.
    #[error("the kiosk's data folder cannot be used: {0}")]
    Folder(#[from] std::io::Error),
    /// Written by a newer kiosk.
    #[error(
        "the kiosk's journal has schema {found}, this version knows {}; install the newer version again",
        MIGRATIONS.len()
    )]
    Newer {
        /// The schema found.
        found: i64,
    },
    /// The storage does not promise durability.
    #[error("the kiosk's journal is not written through to the disk (synchronous={0}); use another storage")]
    NotDurable(i64),
    /// A wish or a reply that cannot be written as JSON.
    #[error("what was asked or answered cannot be kept: {0}")]
    Json(#[from] serde_json::Error),
}

/// The journal; clones share it.
#[derive(Debug, Clone)]
pub struct Journal(Arc<Mutex<Connection>>);

/// The plan as kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptPlan {
    /// Its `ETag`.
    pub etag: String,
    /// The plan document as JSON.
    pub document: String,
}

impl Journal {
    /// Opens the journal in a folder, and creates both when there is none.
    pub fn open(folder: &Path) -> Result<Self, JournalError> {
        make_folder(folder)?;
        Self::prepare(Connection::open(folder.join(JOURNAL_DB))?)
    }

    /// A copy in memory of the journal in a folder, brought up to date; the folder is left as it was, to the last byte.
    pub fn open_copy(folder: &Path) -> Result<Self, JournalError> {
        let there = open_untouched(&folder.join(JOURNAL_DB))?;
        let mut copy = Connection::open_in_memory()?;
        Backup::new(&there, &mut copy)?.run_to_completion(PAGES_AT_ONCE, Duration::ZERO, None)?;
        Self::prepare(copy)
    }

    fn prepare(mut connection: Connection) -> Result<Self, JournalError> {
        connection.busy_timeout(BUSY)?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        let synchronous: i64 = connection.pragma_query_value(None, "synchronous", |row| row.get(0))?;
        if synchronous < 2 {
            return Err(JournalError::NotDurable(synchronous));
        }
        let found: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
        let missing = usize::try_from(found)
            .ok()
            .and_then(|found| MIGRATIONS.get(found..));
        let missing = missing.ok_or(JournalError::Newer { found })?;
        let transaction = connection.transaction()?;
        for migration in missing {
            transaction.execute_batch(migration)?;
        }
        let known = i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX);
        transaction.pragma_update(None, "user_version", known)?;
        transaction.commit()?;
        Ok(Self(Arc::new(Mutex::new(connection))))
    }

    /// The plan to start from while the hall is away.
    pub fn kept_plan(&self) -> Result<Option<KeptPlan>, JournalError> {
        let connection = self.lock();
        let mut statement = connection.prepare_cached(include_str!("journal/sql/kept_plan.sql"))?;
        let kept = statement
            .query_row([], |row| {
                Ok(KeptPlan {
                    etag: row.get("etag")?,
                    document: row.get("document")?,
                })
            })
            .optional()?;
        Ok(kept)
    }

    /// Keeps a plan in place of the one before.
    pub fn keep_plan(&self, plan: &KeptPlan) -> Result<(), JournalError> {
        let values = named_params! { ":etag": plan.etag, ":document": plan.document };
        self.execute(include_str!("journal/sql/keep_plan.sql"), values)
    }

    /// A press begins: from here on its id is kept.
    pub fn begin(&self, press: &NewPress) -> Result<(), JournalError> {
        let values = named_params! {
            ":request": press.request,
            ":token": press.token,
            ":day": press.day.to_string(),
            ":wish": serde_json::to_string(&press.order.wish)?,
            ":language": press.order.comfort.language.tag(),
            ":large": press.order.comfort.large,
            ":holder": press.order.holder.as_ref().map(Holder::as_str),
        };
        self.execute(include_str!("journal/sql/begin_press.sql"), values)
    }

    /// The hall gave a ticket. It is owed a confirmation from now on.
    pub fn note_reply(&self, request: &str, reply: &TicketIssued) -> Result<(), JournalError> {
        let values = named_params! { ":request": request, ":reply": serde_json::to_string(reply)? };
        self.execute(include_str!("journal/sql/note_reply.sql"), values)
    }

    /// The hall let somebody in who has a number already.
    pub fn note_let_in(&self, request: &str) -> Result<(), JournalError> {
        self.end(request, PressState::LetIn, Debt::Nothing)
    }

    /// The hall's rules gave no ticket.
    pub fn note_refusal(&self, request: &str) -> Result<(), JournalError> {
        self.end(request, PressState::Refused, Debt::Nothing)
    }

    /// The hall did not answer in time: whatever it may have given is to be voided.
    pub fn give_up(&self, request: &str) -> Result<(), JournalError> {
        self.end(request, PressState::GivenUp, Debt::Void)
    }

    fn end(&self, request: &str, state: PressState, debt: Debt) -> Result<(), JournalError> {
        let values = named_params! { ":request": request, ":state": state.name(), ":debt": debt.name() };
        self.execute(include_str!("journal/sql/note_end.sql"), values)
    }

    /// Another attempt at paper begins: its first byte is about to go.
    pub fn begin_attempt(&self, request: &str, attempt: u32) -> Result<(), JournalError> {
        let values = named_params! { ":request": request, ":attempt": attempt };
        self.execute(include_str!("journal/sql/begin_attempt.sql"), values)
    }

    /// An arrow of the printing states, and the class of evidence where it brings one.
    pub fn note_print(
        &self,
        request: &str,
        state: PressState,
        evidence: Option<&str>,
    ) -> Result<(), JournalError> {
        let values = named_params! { ":request": request, ":state": state.name(), ":evidence": evidence };
        self.execute(include_str!("journal/sql/note_print.sql"), values)
    }

    /// Whether a slip was taken out of the presenter that it lay in.
    pub fn note_taken(&self, request: &str, taken: bool) -> Result<(), JournalError> {
        self.execute(
            include_str!("journal/sql/note_taken.sql"),
            named_params! { ":request": request, ":taken": taken },
        )
    }

    /// The hall was told what it was owed, with this evidence.
    pub fn settle(&self, request: &str, evidence: &str) -> Result<(), JournalError> {
        self.execute(
            include_str!("journal/sql/settle.sql"),
            named_params! { ":request": request, ":evidence": evidence },
        )
    }

    /// Presses that were sent, or about to be, and never answered; oldest first, at most 64.
    pub fn unanswered(&self) -> Result<Vec<KeptPress>, JournalError> {
        self.presses(include_str!("journal/sql/unanswered.sql"))
    }

    /// Tickets whose printing was cut short; oldest first, at most 64.
    pub fn unproved(&self) -> Result<Vec<KeptPress>, JournalError> {
        self.presses(include_str!("journal/sql/unproved.sql"))
    }

    /// So much paper of the roll goes; how much of it has gone in all, in millimetres.
    pub fn use_paper(&self, length_mm: u32) -> Result<u32, JournalError> {
        let connection = self.lock();
        let mut statement = connection.prepare_cached(include_str!("journal/sql/use_paper.sql"))?;
        let mut rows = statement.query(named_params! { ":length_mm": length_mm })?;
        let used = rows.next()?.ok_or(rusqlite::Error::QueryReturnedNoRows)?.get(0)?;
        // The change is committed by the step after the last row: only that one tells whether it is kept.
        while rows.next()?.is_some() {}
        Ok(used)
    }

    /// The printer sees that the roll's end is near.
    pub fn note_roll_low(&self) -> Result<(), JournalError> {
        self.execute(include_str!("journal/sql/note_roll_low.sql"), &[])
    }

    /// The printer is open, or off: a roll whose end was near may be changed now.
    pub fn note_roll_open(&self) -> Result<(), JournalError> {
        self.execute(include_str!("journal/sql/note_roll_open.sql"), &[])
    }

    /// The roll has ended.
    pub fn note_roll_out(&self) -> Result<(), JournalError> {
        self.execute(include_str!("journal/sql/note_roll_out.sql"), &[])
    }

    /// The printer has paper, and sees no end of it: whether that is a new roll.
    pub fn note_roll_plenty(&self) -> Result<bool, JournalError> {
        let connection = self.lock();
        let mut statement = connection.prepare_cached(include_str!("journal/sql/new_roll.sql"))?;
        Ok(statement.execute([])? > 0)
    }

    /// What the hall is owed; oldest first, at most 64.
    pub fn debts(&self) -> Result<Vec<KeptPress>, JournalError> {
        self.presses(include_str!("journal/sql/debts.sql"))
    }

    /// How many presses the hall is still to be told of.
    pub fn owed(&self) -> Result<u64, JournalError> {
        let connection = self.lock();
        let mut statement = connection.prepare_cached(include_str!("journal/sql/owed.sql"))?;
        Ok(statement.query_row([], |row| row.get(0))?)
    }

    /// One press.
    pub fn press(&self, request: &str) -> Result<Option<KeptPress>, JournalError> {
        let connection = self.lock();
        let mut statement = connection.prepare_cached(include_str!("journal/sql/press_by_request.sql"))?;
        let press = statement
            .query_row(named_params! { ":request": request }, KeptPress::from_row)
            .optional()?;
        Ok(press)
    }

    /// Forgets the settled presses of days gone by, and what was leased for them, so that the journal stays small.
    pub fn forget_before(&self, day: Date) -> Result<(), JournalError> {
        let day = day.to_string();
        for sql in [
            include_str!("journal/sql/forget_before.sql"),
            include_str!("journal/sql/forget_leases.sql"),
        ] {
            self.execute(sql, named_params! { ":day": day })?;
        }
        Ok(())
    }

    fn presses(&self, sql: &str) -> Result<Vec<KeptPress>, JournalError> {
        let connection = self.lock();
        let mut statement = connection.prepare_cached(sql)?;
        let presses = statement
            .query_map([], KeptPress::from_row)?
            .collect::<Result<_, _>>()?;
        Ok(presses)
    }

    fn execute(&self, sql: &str, values: &[(&str, &dyn rusqlite::ToSql)]) -> Result<(), JournalError> {
        self.lock().prepare_cached(sql)?.execute(values)?;
        Ok(())
    }

    /// A panic elsewhere leaves the database whole, so it must not silence the kiosk.
    fn lock(&self) -> MutexGuard<'_, Connection> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests;
