//! One seed's world: its hosts, its clocks, its troubles, and what came of it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use display_server::backup;
use display_server::restore::{Asked, restore};
use jiff::civil::{Date, Time};
use jiff::{SignedDuration, Timestamp};
use kiosk::journal::Journal;
use tempfile::TempDir;
use turmoil::Sim;
use whole_hall::dice::Dice;

use crate::desk::Desk;
use crate::hall_site::HallSite;
use crate::journal_check::check;
use crate::kiosk_site::KioskSite;
use crate::network::HALL;
use crate::plan::{self, BEGINS, CALM, DESKS, ENDS, KIOSKS, date_of, instant};
use crate::trouble::Kind;
use crate::truth::SharedTruth;

/// A step of the network.
pub(crate) const TICK: Duration = Duration::from_millis(50);
/// How much faster the hall's time goes than the network's: a morning of two hours is twenty minutes of messages.
const PACE: u32 = 6;
/// Clocks move every so many ticks.
const TICKS_PER_WINDING: u32 = 2;
/// A backup every so many ticks: one minute of the network's time.
const TICKS_PER_BACKUP: u32 = 1_200;
/// Between two troubles, in the network's time.
const BETWEEN_TROUBLES_S: f64 = 8.0;
/// An older copy is at least this much older, or the hall cannot know it from its own: the high-water file is up to five
/// seconds late.
const OLD: Duration = Duration::from_secs(12);
/// From when a kiosk may be cut off for the night.
const EVENING: Time = jiff::civil::time(9, 20, 0, 0);
/// The machine with the copied card.
const OTHER_MACHINE: &str = "other-machine";

/// What came of a seed.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    pub(crate) seed: u64,
    pub(crate) days: u32,
    pub(crate) tickets: u32,
    pub(crate) alone: u32,
    pub(crate) calls: u32,
    pub(crate) troubles: BTreeMap<Kind, u32>,
    pub(crate) wrong: Vec<String>,
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let troubles: u32 = self.troubles.values().sum();
        write!(
            f,
            "seed {}: {} days, {} tickets, {} alone, {} calls, {troubles} troubles, {}",
            self.seed,
            self.days,
            self.tickets,
            self.alone,
            self.calls,
            if self.wrong.is_empty() { "all well" } else { "WRONG" }
        )
    }
}

/// What ends a trouble.
#[derive(Debug)]
enum End {
    StartServer,
    /// The old server goes, and the hall's own comes back.
    StartOwnServer,
    StartKiosk(usize),
    Repair(String),
    Release(String),
    RightClock,
    TakeCopyOut,
}

struct OldCopy {
    folder: PathBuf,
    /// When it was made, on the network's clock.
    made: Duration,
    /// On which day.
    day: Date,
}

pub(crate) struct World {
    sim: Sim<'static>,
    hall: Arc<HallSite>,
    /// The last one is the machine with the copied card.
    kiosks: Vec<Arc<KioskSite>>,
    links: Vec<String>,
    folder: TempDir,
    dice: Dice,
    ends: Vec<(Duration, End)>,
    /// Whatever has a trouble already.
    troubled: BTreeSet<String>,
    nights: BTreeSet<(Date, &'static str)>,
    cut_over_night: Vec<usize>,
    /// A copy of the folder of a server that crashed.
    old_copy: Option<OldCopy>,
    /// The folder of a server that was restored elsewhere.
    old_server: Option<PathBuf>,
    /// How far the server's clock is off.
    off: SignedDuration,
    cards: u32,
    copies: u32,
    outcome: Outcome,
}

impl World {
    /// Runs a seed.
    pub(crate) fn run(seed: u64, days: u32) -> Outcome {
        let mut world = Self::new(seed);
        for day in 0..days {
            world.run_day(day, day + 1 == days);
        }
        world.judged()
    }

    fn new(seed: u64) -> Self {
        let mut dice = Dice::seeded(seed);
        let folder = TempDir::new_in("/dev/shm").or_else(|_| TempDir::new()).expect("a folder");
        let plan = plan::in_folder(folder.path());
        let latency = [50, 150, 400][usize::try_from(dice.bits() % 3).unwrap()];
        let mut sim = turmoil::Builder::new()
            .rng_seed(seed)
            .tick_duration(TICK)
            .max_message_latency(Duration::from_millis(latency))
            .simulation_duration(Duration::MAX)
            .build();
        let own = folder.path().join("hall");
        let hall = Arc::new(HallSite::new(plan, own, instant(0, BEGINS), SharedTruth::default()));
        let site = Arc::clone(&hall);
        sim.host(HALL, move || {
            let site = Arc::clone(&site);
            async move { site.run().await }
        });
        let mut kiosks = Vec::new();
        for (id, machine) in KIOSKS.map(|id| (id, id)).into_iter().chain([(KIOSKS[0], OTHER_MACHINE)]) {
            let site = KioskSite::new((id, machine), Arc::clone(&hall), Dice::seeded(dice.bits()));
            let site = Arc::new(site);
            kiosks.push(Arc::clone(&site));
            sim.host(machine, move || {
                let site = Arc::clone(&site);
                async move { site.run().await }
            });
        }
        let mut links: Vec<String> = KIOSKS.map(str::to_owned).into();
        for (window, clerk) in DESKS {
            let name = format!("desk-{window}");
            let (hall, seed) = (Arc::clone(&hall), dice.bits());
            sim.host(name.as_str(), move || {
                let hall = Arc::clone(&hall);
                let dice = Dice::seeded(seed);
                Desk { hall, window, clerk, dice }.run()
            });
            links.push(name);
        }
        Self {
            sim,
            hall,
            kiosks,
            links,
            folder,
            dice,
            ends: Vec::new(),
            troubled: BTreeSet::new(),
            nights: BTreeSet::new(),
            cut_over_night: Vec::new(),
            old_copy: None,
            old_server: None,
            off: SignedDuration::ZERO,
            cards: 0,
            copies: 0,
            outcome: Outcome {
                seed,
                ..Outcome::default()
            },
        }
    }

    fn run_day(&mut self, day: u32, is_last: bool) {
        let began = self.sim.elapsed();
        let (calm, ends) = (instant(day, CALM), instant(day, ENDS));
        let mut next_trouble = began + Duration::from_secs(5);
        let mut is_calm = false;
        self.leap_to(instant(day, BEGINS));
        for tick in 0_u32.. {
            let passed = (self.sim.elapsed() - began) * PACE;
            let now = instant(day, BEGINS) + passed;
            if now >= ends {
                break;
            }
            if tick.is_multiple_of(TICKS_PER_WINDING) {
                self.hall.set_clock(now.saturating_add(self.off).unwrap_or(Timestamp::UNIX_EPOCH));
                let step = TICK * TICKS_PER_WINDING * PACE;
                self.kiosks.iter().for_each(|kiosk| kiosk.wind(step));
            }
            if tick.is_multiple_of(TICKS_PER_BACKUP) {
                self.back_up();
            }
            self.sim.step().unwrap_or_else(|error| panic!("seed {}: {error}", self.outcome.seed));
            self.end_troubles();
            self.pair_anew();
            if now < calm && self.sim.elapsed() >= next_trouble {
                let kind = Kind::drawn(&mut self.dice);
                let evening = now >= instant(day, EVENING) && !is_last;
                if (kind != Kind::CutOverNight || evening) && self.begin(kind, day) {
                    tracing::info!(?kind, at = %now, "trouble");
                    *self.outcome.troubles.entry(kind).or_default() += 1;
                }
                next_trouble += Duration::from_secs_f64(self.dice.exponential(BETWEEN_TROUBLES_S));
            }
            if now >= calm && !is_calm {
                is_calm = true;
                self.ends.iter_mut().for_each(|(at, _)| *at = Duration::ZERO);
            }
        }
        self.outcome.days += 1;
    }

    /// A night passes, of which nothing is seen.
    fn leap_to(&mut self, morning: Timestamp) {
        let night = morning.duration_since(self.hall.latest());
        self.hall.set_clock(morning);
        let night = Duration::try_from(night).unwrap_or_default();
        self.kiosks.iter().for_each(|kiosk| kiosk.wind(night));
        for kiosk in std::mem::take(&mut self.cut_over_night) {
            let name = KIOSKS[kiosk].to_owned();
            self.ends.push((self.sim.elapsed() + Duration::from_secs(10), End::Repair(name)));
        }
    }

    fn back_up(&self) {
        let data = self.hall.folder();
        if data.join("hall.db").is_file() {
            let made = backup::make(
                &data,
                &self.folder.path().join("backups"),
                NonZeroUsize::new(3),
                self.hall.latest(),
            );
            made.expect("a backup");
        }
    }

    /// The first cards, and new secrets where the hall knows the old ones no more.
    fn pair_anew(&mut self) {
        for kiosk in 0..KIOSKS.len() {
            let (site, name) = (Arc::clone(&self.kiosks[kiosk]), KIOSKS[kiosk]);
            let is_paired = !self.hall.secret_of_kiosk(name).is_empty();
            let folder = site.folder();
            let is_first = folder.is_none() && !self.troubled.contains(name);
            if is_paired && (is_first || site.is_unpaired()) && self.sim.is_host_running(name) {
                let folder = folder.unwrap_or_else(|| self.new_card());
                self.sim.crash(name);
                site.start_daemon_anew();
                site.put_in(folder);
                self.sim.bounce(name);
            }
        }
    }

    fn new_card(&mut self) -> PathBuf {
        self.cards += 1;
        self.folder.path().join(format!("card-{}", self.cards))
    }

    /// Begins a trouble; false: it cannot be had just now.
    fn begin(&mut self, kind: Kind, day: u32) -> bool {
        let length = kind.length(&mut self.dice);
        let until = self.sim.elapsed() + length;
        let kiosk = usize::try_from(self.dice.bits() % 3).unwrap();
        match kind {
            Kind::ServerCrash | Kind::Restore | Kind::OldCopy | Kind::OldServer => self.break_server(kind, until, date_of(day)),
            Kind::DaemonCrash | Kind::Reboot | Kind::CardLost => self.break_kiosk(kind, kiosk, until),
            Kind::CardCopied => self.copy_card(until),
            Kind::ClockBack => self.set_clock_back(until),
            Kind::CutOverNight => self.cut_for_the_night(kiosk, day),
            Kind::Cut | Kind::RepliesLost | Kind::RequestsLost | Kind::Delay => self.break_link(kind, until),
        }
    }

    fn break_server(&mut self, kind: Kind, until: Duration, day: Date) -> bool {
        let now = self.sim.elapsed();
        let has = match kind {
            Kind::Restore => self.newest_backup().is_some(),
            Kind::OldCopy => self.old_copy.as_ref().is_some_and(|copy| copy.made + OLD < now),
            Kind::OldServer => self.old_server.is_some(),
            _ => true,
        };
        if !has || !self.troubled.insert(HALL.to_owned()) {
            return false;
        }
        self.sim.crash(HALL);
        self.hall.is_down();
        let own = self.hall.folder();
        let mut end = End::StartServer;
        match kind {
            Kind::Restore => {
                let old = self.copy_of(&own);
                self.old_server = Some(old);
                self.old_copy = None;
                self.restore(&own);
            }
            Kind::OldCopy => {
                let old = self.old_copy.take().expect("a copy");
                put_back(&old.folder, &own);
                self.hall.truth.lock().lose_days(old.day, day);
                self.hall.go_on_from(own, false);
            }
            Kind::OldServer => {
                let old = self.old_server.take().expect("an old server");
                self.hall.go_on_from(old, true);
                self.sim.bounce(HALL);
                end = End::StartOwnServer;
            }
            _ => {
                let folder = self.copy_of(&own);
                self.old_copy.get_or_insert(OldCopy { folder, made: now, day });
            }
        }
        self.ends.push((until, end));
        true
    }

    fn restore(&mut self, own: &Path) {
        let backup = self.newest_backup().expect("a backup");
        let asked = Asked {
            backup: &backup,
            to: own,
            high_water: None,
            anchor: None,
            above: None,
            anyway: true,
        };
        restore(&asked, self.hall.latest()).unwrap_or_else(|error| panic!("restore: {error}"));
        self.hall.go_on_from(own.to_owned(), false);
    }

    fn newest_backup(&self) -> Option<PathBuf> {
        let backups = std::fs::read_dir(self.folder.path().join("backups")).ok()?;
        let folders = backups.filter_map(Result::ok).map(|entry| entry.path());
        folders.filter(|path| path.join(backup::LABEL).is_file()).max()
    }

    /// A whole copy of a folder of which nobody writes now.
    fn copy_of(&mut self, folder: &Path) -> PathBuf {
        self.copies += 1;
        let copy = self.folder.path().join(format!("copy-{}", self.copies));
        std::fs::create_dir(&copy).expect("a folder");
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let entry = entry.expect("an entry");
            if entry.path().is_file() {
                std::fs::copy(entry.path(), copy.join(entry.file_name())).expect("a copy");
            }
        }
        copy
    }

    fn break_kiosk(&mut self, kind: Kind, kiosk: usize, until: Duration) -> bool {
        let (site, name) = (Arc::clone(&self.kiosks[kiosk]), KIOSKS[kiosk]);
        if site.folder().is_none() || self.troubled.contains(name) {
            return false;
        }
        if kind == Kind::CardLost && !self.hall.pair(name) {
            return false;
        }
        self.troubled.insert(name.to_owned());
        self.sim.crash(name);
        match kind {
            Kind::CardLost => {
                self.hall.truth.lock().lose_journal(name);
                let card = self.new_card();
                site.put_in(card);
                site.start_machine_anew(self.dice.id(), self.any_time());
            }
            Kind::Reboot => site.start_machine_anew(self.dice.id(), self.any_time()),
            _ => site.start_daemon_anew(),
        }
        self.ends.push((until, End::StartKiosk(kiosk)));
        true
    }

    /// What a wall clock says that nobody looks after.
    fn any_time(&mut self) -> Timestamp {
        let now = self.hall.latest();
        let day = SignedDuration::from_hours(24);
        match self.dice.bits() % 4 {
            0 => Timestamp::UNIX_EPOCH,
            1 => now.saturating_add(day).unwrap_or(now),
            2 => now.saturating_sub(day).unwrap_or(now),
            _ => now,
        }
    }

    fn copy_card(&mut self, until: Duration) -> bool {
        let Some(folder) = self.kiosks[0].folder() else { return false };
        if self.troubled.contains(KIOSKS[0]) || !self.troubled.insert(OTHER_MACHINE.to_owned()) {
            return false;
        }
        let copy = self.copy_of(&folder);
        let other = Arc::clone(&self.kiosks[KIOSKS.len()]);
        self.sim.crash(OTHER_MACHINE);
        other.put_in(copy);
        other.start_machine_anew(self.dice.id(), self.any_time());
        self.sim.bounce(OTHER_MACHINE);
        self.ends.push((until, End::TakeCopyOut));
        true
    }

    fn set_clock_back(&mut self, until: Duration) -> bool {
        if !self.troubled.insert("clock".to_owned()) {
            return false;
        }
        let hours = [1, 24, 24 * 365 * 60][usize::try_from(self.dice.bits() % 3).unwrap()];
        self.off = SignedDuration::from_hours(-hours);
        self.ends.push((until, End::RightClock));
        true
    }

    fn cut_for_the_night(&mut self, kiosk: usize, day: u32) -> bool {
        let name = KIOSKS[kiosk];
        if !self.troubled.insert(format!("link of {name}")) {
            return false;
        }
        self.sim.partition(name, HALL);
        self.nights.insert((date_of(day), name));
        self.cut_over_night.push(kiosk);
        true
    }

    fn break_link(&mut self, kind: Kind, until: Duration) -> bool {
        let link = usize::try_from(self.dice.bits()).unwrap() % self.links.len();
        let name = self.links[link].clone();
        if !self.troubled.insert(format!("link of {name}")) {
            return false;
        }
        let mut end = End::Repair(name.clone());
        match kind {
            Kind::RepliesLost => self.sim.partition_oneway(HALL, name.as_str()),
            Kind::RequestsLost => self.sim.partition_oneway(name.as_str(), HALL),
            Kind::Delay => {
                self.sim.hold(name.as_str(), HALL);
                end = End::Release(name);
            }
            _ => self.sim.partition(name.as_str(), HALL),
        }
        self.ends.push((until, end));
        true
    }

    fn end_troubles(&mut self) {
        let now = self.sim.elapsed();
        let (over, lasting) = std::mem::take(&mut self.ends).into_iter().partition(|(at, _)| *at <= now);
        self.ends = lasting;
        let over: Vec<(Duration, End)> = over;
        over.into_iter().for_each(|(_, end)| self.end(end));
    }

    fn end(&mut self, end: End) {
        tracing::info!(?end, at = %self.hall.latest(), "over");
        match end {
            End::StartServer => {
                self.sim.bounce(HALL);
                self.troubled.remove(HALL);
            }
            End::StartOwnServer => {
                self.sim.crash(HALL);
                self.hall.is_down();
                self.hall.go_on_from(self.folder.path().join("hall"), false);
                self.end(End::StartServer);
            }
            End::StartKiosk(kiosk) => {
                self.sim.bounce(KIOSKS[kiosk]);
                self.troubled.remove(KIOSKS[kiosk]);
            }
            End::Repair(name) => {
                self.sim.repair(name.as_str(), HALL);
                self.troubled.remove(&format!("link of {name}"));
            }
            End::Release(name) => {
                self.sim.release(name.as_str(), HALL);
                self.troubled.remove(&format!("link of {name}"));
            }
            End::RightClock => {
                self.off = SignedDuration::ZERO;
                self.troubled.remove("clock");
            }
            End::TakeCopyOut => {
                self.sim.crash(OTHER_MACHINE);
                self.kiosks[KIOSKS.len()].take_out();
                self.hall.truth.lock().lose_journal(OTHER_MACHINE);
                self.troubled.remove(OTHER_MACHINE);
            }
        }
    }

    /// Everything is off; what is on disk is held against what people have.
    fn judged(self) -> Outcome {
        let Self { sim, hall, kiosks, folder, nights, mut outcome, .. } = self;
        drop(sim);
        hall.is_down();
        let truth = hall.truth.lock();
        outcome.wrong.extend(truth.wrong.iter().cloned());
        outcome.wrong.extend(check(&hall.folder(), &truth, &nights));
        for kiosk in kiosks.iter().take(KIOSKS.len()) {
            outcome.wrong.extend(still_owed(kiosk));
        }
        let count = |count: usize| u32::try_from(count).unwrap();
        outcome.tickets = count(truth.shown.len());
        outcome.alone = count(truth.shown.values().filter(|shown| shown.is_alone).count());
        outcome.calls = count(truth.told.len());
        drop(truth);
        drop(folder);
        outcome
    }
}

/// What a kiosk still has for the hall, after it had all the time to bring it.
fn still_owed(kiosk: &KioskSite) -> Option<String> {
    let journal = Journal::open(&kiosk.folder()?).expect("a journal");
    let rows = journal.rows_owed().expect("rows").len();
    let debts = journal.debts().expect("debts").len();
    (rows + debts > 0).then(|| format!("{} still owes the hall {rows} tickets and {debts} words", kiosk.id))
}

/// Puts an older copy in the place of what is there; the high-water file, on another medium, stays.
fn put_back(copy: &Path, to: &Path) {
    for entry in std::fs::read_dir(to).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_file() && !path.ends_with(display_server::high_water::HIGH_WATER) {
            std::fs::remove_file(path).expect("removed");
        }
    }
    for entry in std::fs::read_dir(copy).expect("a folder") {
        let entry = entry.expect("an entry");
        if entry.file_name() != display_server::high_water::HIGH_WATER {
            std::fs::copy(entry.path(), to.join(entry.file_name())).expect("a copy");
        }
    }
}
