//! Reports and the journal page: two read-only connections beside the writer, off the async threads.
//!
//! Invariant I9: two reads at once, each at most [`READ_LIMIT`].

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::Date;
use machine::database::read_untouched;
use queue_core::agency::HomeVisit;
use queue_core::case::Case;
use queue_core::fee::FeeNotice;
use queue_core::followup::Followup;
use queue_core::plan::DayTimes;
use queue_core::{HallPlan, NoticeCode, PersonCode, Record, Seq, ServiceCode, ServiceDay};
use rusqlite::{Connection, named_params};
use tokio::sync::Semaphore;

use super::advice::{self, AdviceLine};
use super::agency::{self, AuthoritySaid, UnacceptedLine};
use super::asked_journal::{self, JournalPage, JournalQuestion};
use super::database::open_for_reading;
use super::elsewhere::{self, ElsewhereLine};
use super::escorts::{self, EscortLine};
use super::fees::{self, AuditedNotice, FeesOfDay};
use super::legs::{self, LegLine};
use super::out_of_order::{self, OutOfOrderCall};
use super::period::{self, PeriodContents};
use super::plan_versions::{self, VersionLine};
use super::ratings::{self, RatingsOfDays};
use super::records::{self, DayRecords, Which};
use super::{HALL_DB, Hash, day_number};
use crate::clock::Stopwatch;
use crate::period::{CaseTable, MandateTable};

/// How long one read may take.
pub const READ_LIMIT: Duration = Duration::from_secs(10);
/// How many reads run at once.
const READERS: usize = 2;
/// How many steps of SQLite's machine pass between two looks at the limit.
const STEPS_BETWEEN_LOOKS: i32 = 10_000;

/// Why a read has no result.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// It took too long.
    #[error("the report took longer than {} s; ask for less, or later", READ_LIMIT.as_secs())]
    TooLong,
    /// The server is stopping.
    #[error("the server is stopping")]
    Stopping,
    /// SQLite refuses.
    #[error("the journal cannot be read: {0}")]
    Sqlite(rusqlite::Error),
}

/// What the data folder holds of one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayContents {
    /// The plan the day opened with; none when its first entry cannot be read.
    pub plan: Option<Box<HallPlan>>,
    /// Finished legs, in the order of their end.
    pub legs: Vec<LegLine>,
    /// Finished escorts, in the order of their end.
    pub escorts: Vec<EscortLine>,
    /// Advice that no ticket stands for.
    pub advice: Vec<AdviceLine>,
    /// What the day did to cases.
    pub cases: DayRecords<Case>,
    /// What the day did to home visits.
    pub home_visits: DayRecords<HomeVisit>,
    /// What the day did to mandates.
    pub mandates: MandateTable,
    /// How often somebody came for the company that they work for.
    pub handlers: u32,
    /// Who said that they may decide for a department, or not any more.
    pub authority: Vec<AuthoritySaid>,
    /// What was handed out although nothing here says that it was accepted, or done.
    pub unaccepted: Vec<UnacceptedLine>,
    /// The day's instants, as it closed them; none when its first entry cannot be read.
    pub times: Option<DayTimes>,
    /// What the day did to fee notices.
    pub fees: FeesOfDay,
    /// What visitors said of its legs, and what they could say it of.
    pub ratings: RatingsOfDays,
    /// What it did to follow-ups.
    pub followups: DayRecords<Followup>,
    /// Who asked for what is not handled here.
    pub elsewhere: Vec<ElsewhereLine>,
    /// Calls out of order that were not undone.
    pub out_of_order: Vec<OutOfOrderCall>,
    /// The day's last entry.
    pub head_seq: u64,
    /// Its hash.
    pub head_hash: Hash,
}

/// Whether SQLite finds every page of the journal's file sound.
///
/// # Errors
/// What it finds instead, in its own words.
pub(crate) fn quick_check(folder: &Path) -> Result<(), String> {
    let opened = open_for_reading(&folder.join(HALL_DB)).map_err(|error| error.to_string());
    let found = opened.and_then(|connection| machine::database::quick_check(&connection));
    found.map_err(|cause| format!("{HALL_DB} is damaged: {cause}"))
}

/// The pool; cheap to clone.
#[derive(Clone)]
pub struct Readers {
    file: PathBuf,
    idle: Arc<Mutex<Vec<Connection>>>,
    permits: Arc<Semaphore>,
}

impl Readers {
    /// Reads the journal of a data folder that exists.
    #[must_use]
    pub fn new(folder: &Path) -> Self {
        Self {
            file: folder.join(HALL_DB),
            idle: Arc::default(),
            permits: Arc::new(Semaphore::new(READERS)),
        }
    }

    /// One day's finished legs and calls out of order; none: no such day was opened.
    pub async fn day(&self, day: ServiceDay) -> Result<Option<DayContents>, ReadError> {
        self.read(move |connection| day_contents(connection, day)).await
    }

    /// The journal's entries that a question asks for, newest first; none of a follow-up that may not be seen.
    pub async fn journal(
        &self,
        question: JournalQuestion,
        may_see: impl Fn(&Followup) -> bool + Send + 'static,
    ) -> Result<JournalPage, ReadError> {
        self.read(move |connection| asked_journal::page(connection, &question, &may_see))
            .await
    }

    /// The calls out of order of a period that were not undone, day by day.
    pub async fn out_of_order(
        &self,
        from: ServiceDay,
        to: ServiceDay,
    ) -> Result<Vec<(ServiceDay, OutOfOrderCall)>, ReadError> {
        self.read(move |connection| out_of_order::of_days(connection, from, to))
            .await
    }

    /// A record, and the entry that changed it last; none: there is no such record.
    pub async fn record<T>(&self, key: T::Key) -> Result<Option<(Seq, T)>, ReadError>
    where
        T: Record<Key: Send> + Send + 'static,
    {
        self.read(move |connection| records::one(connection, &key)).await
    }

    /// The records of these keys, as far as there are any.
    pub async fn records_of<T>(&self, keys: Vec<T::Key>) -> Result<Vec<T>, ReadError>
    where
        T: Record<Key: Send> + Send + 'static,
    {
        self.read(move |connection| records::many(connection, &keys))
            .await
    }

    /// The records of a question.
    pub async fn records<T: Record + Send + 'static>(&self, which: Which) -> Result<Vec<T>, ReadError> {
        self.read(move |connection| records::list(connection, which))
            .await
    }

    /// How many records of a kind are not over.
    pub async fn open<T: Record>(&self) -> Result<usize, ReadError> {
        self.read(|connection| records::open::<T>(connection)).await
    }

    /// How many complaints, and what could not be done, the public brought up that are not over.
    pub async fn open_complaints(&self) -> Result<usize, ReadError> {
        self.read(records::open_complaints).await
    }

    /// What happened from one day to another; who still sits at a window does so until `now`.
    pub async fn period(
        &self,
        plan: Arc<HallPlan>,
        days: (Date, Date),
        now: Timestamp,
    ) -> Result<PeriodContents, ReadError> {
        self.read(move |connection| period::contents(connection, &plan, days, now))
            .await
    }

    /// The plan that held last on each of some days, as far as the journal can be read; equal ones are one.
    pub async fn plans_of(&self, days: Vec<Date>) -> Result<BTreeMap<Date, Arc<HallPlan>>, ReadError> {
        self.read(move |connection| plans_of(connection, &days)).await
    }

    /// What happened to cases and mandates from one day to another.
    pub async fn period_records(
        &self,
        plan: Arc<HallPlan>,
        days: (Date, Date),
    ) -> Result<(CaseTable, MandateTable), ReadError> {
        self.read(move |connection| {
            let cases = period::cases(connection, &plan, days)?;
            Ok((cases, period::mandates(connection, days)?))
        })
        .await
    }

    /// The cases of some services that were done from one day to another: all of them.
    pub async fn cases_done(
        &self,
        services: Vec<ServiceCode>,
        days: (Date, Date),
    ) -> Result<Vec<Case>, ReadError> {
        self.read(move |connection| records::done(connection, &services, days))
            .await
    }

    /// Fee notices, each with whether its matter was accepted here.
    pub async fn fees(&self, which: Which) -> Result<Vec<AuditedNotice>, ReadError> {
        self.read(move |connection| fees::list(connection, which)).await
    }

    /// A fee notice, and the entry that changed it last; none: there is no such notice.
    pub async fn fee(&self, code: NoticeCode) -> Result<Option<(Seq, AuditedNotice)>, ReadError> {
        self.read(move |connection| {
            let found = records::one::<FeeNotice>(connection, &code)?;
            found
                .map(|(seq, notice)| Ok((seq, fees::audited(connection, notice)?)))
                .transpose()
        })
        .await
    }

    /// The ratings of some days, and what could be rated on them; of one clerk, or of all.
    pub async fn ratings(
        &self,
        (from, to): (Date, Date),
        clerk: Option<PersonCode>,
    ) -> Result<RatingsOfDays, ReadError> {
        self.read(move |connection| ratings::of_days(connection, (from, to), clerk.as_ref()))
            .await
    }

    /// The newest versions of the plan, newest first.
    pub async fn plan_versions(&self) -> Result<Vec<VersionLine>, ReadError> {
        self.read(plan_versions::all).await
    }

    /// What a version of the plan says; none: there is no such version.
    pub async fn plan_version(&self, version: u32) -> Result<Option<Box<HallPlan>>, ReadError> {
        self.read(move |connection| plan_versions::plan(connection, version))
            .await
    }

    async fn read<T: Send + 'static>(
        &self,
        question: impl FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, ReadError> {
        let permit = Arc::clone(&self.permits)
            .acquire_owned()
            .await
            .map_err(|_| ReadError::Stopping)?;
        let readers = self.clone();
        let answer = tokio::task::spawn_blocking(move || {
            let answer = readers.read_now(question);
            drop(permit);
            answer
        });
        answer
            .await
            .map_err(|_| ReadError::Stopping)?
            .map_err(|error| match error.sqlite_error_code() {
                Some(rusqlite::ErrorCode::OperationInterrupted) => ReadError::TooLong,
                Some(_) | None => ReadError::Sqlite(error),
            })
    }

    fn read_now<T>(&self, question: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> rusqlite::Result<T> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut connection = idle.map_or_else(|| open_for_reading(&self.file), Ok)?;
        let began = Stopwatch::start();
        connection.progress_handler(STEPS_BETWEEN_LOOKS, Some(move || began.elapsed() > READ_LIMIT))?;
        let answer = question(&connection)?;
        self.idle
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(connection);
        Ok(answer)
    }
}

/// One day's contents, read at one instant of the database.
pub(crate) fn day_contents(
    connection: &Connection,
    day: ServiceDay,
) -> rusqlite::Result<Option<DayContents>> {
    let transaction = connection.unchecked_transaction()?;
    let mut first = transaction.prepare_cached(include_str!("day/first_entry.sql"))?;
    let mut last = transaction.prepare_cached(include_str!("journal/last_of_day.sql"))?;
    let key = named_params! { ":day": day_number(day) };
    let Some(first_seq) = first.query_map(key, |row| row.get(0))?.next().transpose()? else {
        return Ok(None);
    };
    let (head_seq, head_hash) = last.query_row(key, |row| Ok((row.get("seq")?, row.get("hash")?)))?;
    let beyond = agency::of_entries(&transaction, first_seq, head_seq)?;
    Ok(Some(DayContents {
        plan: plan_of(&transaction, day, first_seq)?,
        legs: legs::of_day(&transaction, day)?,
        escorts: escorts::of_day(&transaction, day)?,
        advice: advice::of_entries(&transaction, first_seq, head_seq)?,
        cases: records::of_day(&transaction, day, (first_seq, head_seq))?,
        home_visits: records::of_day(&transaction, day, (first_seq, head_seq))?,
        mandates: period::mandates(&transaction, (day.0, day.0))?,
        handlers: beyond.handlers,
        authority: beyond.authority,
        unaccepted: beyond.unaccepted,
        times: beyond.times,
        fees: fees::of_day(&transaction, day, (first_seq, head_seq))?,
        ratings: ratings::of_days(&transaction, (day.0, day.0), None)?,
        followups: records::of_day(&transaction, day, (first_seq, head_seq))?,
        elsewhere: elsewhere::of_entries(&transaction, first_seq, head_seq)?,
        out_of_order: out_of_order::of_entries(&transaction, first_seq, head_seq)?,
        head_seq,
        head_hash,
    }))
}

/// The plan that held last on a day: what was used of an earlier one of that day is in it too.
fn plan_of(
    connection: &Connection,
    day: ServiceDay,
    first_seq: u64,
) -> rusqlite::Result<Option<Box<HallPlan>>> {
    match plan_versions::newest_of_day(connection, day)? {
        Some(plan) => Ok(Some(plan)),
        None => plan_versions::plan_in(connection, first_seq),
    }
}

fn plans_of(connection: &Connection, days: &[Date]) -> rusqlite::Result<BTreeMap<Date, Arc<HallPlan>>> {
    let mut plans: BTreeMap<Date, Arc<HallPlan>> = BTreeMap::new();
    let mut first = connection.prepare_cached(include_str!("day/first_entry.sql"))?;
    for day in days {
        let key = named_params! { ":day": day_number(ServiceDay(*day)) };
        let Some(first_seq) = first.query_map(key, |row| row.get(0))?.next().transpose()? else {
            continue;
        };
        let Some(plan) = plan_of(connection, ServiceDay(*day), first_seq)? else {
            continue;
        };
        let before = plans.values().next_back().filter(|before| ***before == *plan);
        let plan = before.map_or_else(|| Arc::from(plan), Arc::clone);
        plans.insert(*day, plan);
    }
    Ok(plans)
}

/// One day's contents, read by a command line beside a running server.
///
/// # Errors
/// When the folder holds no journal that can be read.
pub fn read_day(folder: &Path, day: ServiceDay) -> rusqlite::Result<Option<DayContents>> {
    read_untouched(&folder.join(HALL_DB), |connection| day_contents(&connection, day))
}

/// A version of the plan, or the one that holds, read by a command line beside a running server; none: there is none.
///
/// # Errors
/// When the folder holds no journal that can be read.
pub fn read_plan(folder: &Path, version: Option<u32>) -> rusqlite::Result<Option<Box<HallPlan>>> {
    read_untouched(&folder.join(HALL_DB), |connection| {
        let in_force = || -> rusqlite::Result<Option<u32>> {
            let all = plan_versions::all(&connection)?;
            let held = all.iter().filter(|line| line.in_force_at.is_some());
            Ok(held.map(|line| line.version).max())
        };
        match version.map_or_else(in_force, |version| Ok(Some(version)))? {
            Some(version) => plan_versions::plan(&connection, version),
            None => Ok(None),
        }
    })
}
