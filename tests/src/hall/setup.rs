//! What a hall is started with.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use display_server::{Clock, DemoNotes, Identities, plan_file};
use hall_protocol::PlanDocument;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};
use queue_core::{HallPlan, ServiceDay};
use rusqlite::{Connection, OpenFlags, OptionalExtension};
use tempfile::TempDir;

/// Everybody's PIN. A demonstration has nothing to hide; a real hall's people choose their own.
pub const PIN: &str = "246810";
/// A Monday on which the sample hall keeps its ordinary hours.
const SERVICE_DAY: Date = Date::constant(2026, 3, 2);
/// How far ahead the next service day of a folder is looked for.
const DAYS_AHEAD: usize = 30;
/// When a demonstration begins.
const MORNING: Time = Time::constant(9, 0, 0, 0);

/// How the hall's clock goes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Pace {
    /// It stands still until it is wound.
    Wound,
    /// It starts on the service day, so many times as fast as the machine's.
    Running(f64),
    /// It is the machine's.
    Real,
}

/// What a hall is started with.
#[derive(Debug, Clone)]
pub struct HallSetup {
    pub(super) document: PlanDocument,
    pub(super) plan: HallPlan,
    pub(super) data: Option<PathBuf>,
    pub(super) port: u16,
    pub(super) demo: Option<DemoNotes>,
    day: Date,
    time: Time,
    /// How much later than its journal ends a hall goes on.
    later: SignedDuration,
    pace: Pace,
    pub(super) keeps_pins: bool,
}

impl HallSetup {
    /// A hall of this plan on its service day at nine, with a clock that waits to be wound, on a free port, in a
    /// folder that goes when the hall does.
    ///
    /// # Errors
    /// When the plan does not hold together.
    pub fn new(document: PlanDocument) -> Result<Self> {
        let plan = plan_file::plan_of(&document)?;
        Ok(Self {
            document,
            plan,
            data: None,
            port: 0,
            demo: None,
            day: SERVICE_DAY,
            time: MORNING,
            later: SignedDuration::ZERO,
            pace: Pace::Wound,
            keeps_pins: false,
        })
    }

    /// The sample hall.
    ///
    /// # Errors
    /// Never, as long as the sample plan holds together.
    pub fn sample() -> Result<Self> {
        Self::new(sample_plan()?)
    }

    /// The sample hall, which gives a ticket of this group to a person once.
    ///
    /// # Errors
    /// When there is no such group.
    pub fn by_card(letter: char) -> Result<Self> {
        let mut plan = sample_plan()?;
        let mut groups = plan.group.iter_mut();
        let group = groups.find(|group| group.letter.as_char() == letter);
        group.context("no such group")?.by_card = true;
        Self::new(plan)
    }

    /// The same hall, to train in.
    #[must_use]
    pub fn for_training(mut self) -> Self {
        self.plan = self.plan.for_training();
        self.document = plan_file::document_of(&self.plan);
        self
    }

    /// Keeps its journal in this folder.
    #[must_use]
    pub fn keep_in(mut self, data: &Path) -> Self {
        self.data = Some(data.to_owned());
        self
    }

    /// Listens on this port; 0 takes a free one.
    #[must_use]
    pub fn on_port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// Leaves PINs and sessions of its folder as they are: a restart that nobody notices, and a quick one.
    #[must_use]
    pub fn keeping_pins(mut self) -> Self {
        self.keeps_pins = true;
        self
    }

    /// What the start page tells newcomers.
    #[must_use]
    pub fn telling(mut self, demo: DemoNotes) -> Self {
        self.demo = Some(demo);
        self
    }

    /// Another clock.
    #[must_use]
    pub fn paced(mut self, pace: Pace) -> Self {
        self.pace = pace;
        self
    }

    /// Starts at another time of the day, such as `10:00:00`.
    ///
    /// # Errors
    /// When that is no time of day.
    pub fn opened_at(mut self, time: &str) -> Result<Self> {
        self.time = time.parse().with_context(|| time.to_owned())?;
        Ok(self)
    }

    /// Starts on another day.
    #[must_use]
    pub fn on_day(mut self, day: Date) -> Self {
        self.day = day;
        self
    }

    /// Goes on so much later than its journal ends.
    #[must_use]
    pub fn resumed_after(mut self, later: SignedDuration) -> Self {
        self.later = later;
        self
    }

    /// The set time of the service day; in a folder with a journal, where its day went on, or else on its next service day.
    fn start(&self, data: &Path) -> Result<Timestamp> {
        let zone = self.zone()?;
        let morning = |day: Date| zone.to_timestamp(day.to_datetime(self.time));
        let first = morning(self.day)?;
        // What is wrong with a journal that cannot be read is for the server to say.
        Ok(match last_entry(data).unwrap_or_default() {
            None => first,
            Some((last, false)) => first.max(last).checked_add(self.later)?,
            Some((last, true)) => {
                let closed = zone.to_datetime(last).date();
                let later = closed.series(1.day()).skip(1).take(DAYS_AHEAD);
                let next = later
                    .filter(|day| self.plan.day_times(ServiceDay(*day), &zone).is_some())
                    .find(|day| *day > self.day);
                morning(next.context("the plan has no service day ahead")?)?
            }
        })
    }

    pub(super) fn zone(&self) -> Result<TimeZone> {
        Ok(TimeZone::get(&self.document.hall.zone)?)
    }

    /// The clock of a hall that keeps its journal there.
    pub(super) fn clock(&self, data: &Path) -> Result<Clock> {
        let start = self.start(data)?;
        Ok(match self.pace {
            Pace::Wound => Clock::wound(start),
            Pace::Running(speed) => Clock::running_from(start, speed),
            Pace::Real => Clock::system(),
        })
    }
}

/// Where a journal ends: its last instant, and whether its day was closed.
fn last_entry(data: &Path) -> Result<Option<(Timestamp, bool)>> {
    let file = data.join("hall.db");
    if !file.exists() {
        return Ok(None);
    }
    let journal = Connection::open_with_flags(&file, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let last = "SELECT at_ms, instr(payload, '\"day_closed\"') > 0 FROM journal ORDER BY seq DESC LIMIT 1";
    let last = journal.query_row(last, (), |row| Ok((row.get(0)?, row.get(1)?)));
    let Some((at_ms, is_closed)) = last.optional()? else {
        return Ok(None);
    };
    Ok(Some((Timestamp::from_millisecond(at_ms)?, is_closed)))
}

/// The plan of the sample hall, as the server ships it.
///
/// # Errors
/// When it cannot be read.
pub fn sample_plan() -> Result<PlanDocument> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../display-server/plans/sample-hall/hall.toml");
    Ok(plan_file::document_of(&plan_file::read(&path)?))
}

/// A folder that goes when the hall does: in memory where the system has such a place, for what does not outlive the
/// hall need not reach a disk.
pub(crate) fn passing_folder() -> Result<TempDir> {
    let memory = Path::new("/dev/shm");
    let made = if memory.is_dir() {
        TempDir::new_in(memory)
    } else {
        TempDir::new()
    };
    made.context("a folder for the hall's data")
}

/// Lets everybody of the plan sign in with [`PIN`]; whoever has a PIN may keep it.
pub(super) async fn seed(identities: &Identities, plan: &PlanDocument, keeps_pins: bool) -> Result<()> {
    let people = plan.person.iter();
    for person in people.filter(|person| !(keeps_pins && identities.has_pin(&person.code))) {
        identities
            .set_pin(&person.code, PIN)
            .await
            .with_context(|| person.code.clone())?;
    }
    Ok(())
}
