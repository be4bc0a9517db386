//! One seed's world: its hosts, its clocks, its troubles, and what came of it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use display_server::backup;
use jiff::civil::{Date, Time};
use jiff::{SignedDuration, Timestamp};
use kiosk::journal::Journal;
use queue_core::HallPlan;
use tempfile::TempDir;
use turmoil::Sim;
use whole_hall::dice::Dice;

use crate::breaking::{End, OldCopy};
use crate::desk::Desk;
use crate::hall_site::HallSite;
use crate::journal_check::check;
use crate::kiosk_site::KioskSite;
use crate::network::HALL;
use crate::plan::{self, BEGINS, CALM, DESKS, ENDS, KIOSKS, instant};
use crate::trouble::{Kind, Weather};
use crate::truth::SharedTruth;

/// A step of the network.
pub(crate) const TICK: Duration = Duration::from_millis(50);
/// How much faster the hall's time goes than the network's: a morning of two hours is twenty minutes of messages.
const PACE: u32 = 6;
/// Clocks move every so many ticks.
const TICKS_PER_WINDING: u32 = 2;
/// A backup every so many ticks: one minute of the network's time.
const TICKS_PER_BACKUP: u32 = 1_200;
/// From when a kiosk may be cut off for the night.
const EVENING: Time = jiff::civil::time(9, 20, 0, 0);
/// The machine with the copied card.
pub(crate) const OTHER_MACHINE: &str = "other-machine";

/// What came of a seed.
#[derive(Debug, Default, PartialEq, Eq)]
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
            if self.wrong.is_empty() {
                "all well"
            } else {
                "WRONG"
            }
        )
    }
}

pub(crate) struct World {
    pub(crate) sim: Sim<'static>,
    pub(crate) hall: Arc<HallSite>,
    /// The last one is the machine with the copied card.
    pub(crate) kiosks: Vec<Arc<KioskSite>>,
    pub(crate) links: Vec<String>,
    pub(crate) folder: TempDir,
    pub(crate) dice: Dice,
    weather: Weather,
    pub(crate) ends: Vec<(Duration, End)>,
    /// Whatever has a trouble already.
    pub(crate) troubled: BTreeSet<String>,
    pub(crate) nights: BTreeSet<(Date, &'static str)>,
    pub(crate) cut_over_night: Vec<usize>,
    /// A copy of the folder of a server that crashed.
    pub(crate) old_copy: Option<OldCopy>,
    /// The folder of a server that was restored elsewhere.
    pub(crate) old_server: Option<PathBuf>,
    /// How far the server's clock is off.
    pub(crate) off: SignedDuration,
    pub(crate) cards: u32,
    pub(crate) copies: u32,
    pub(crate) outcome: Outcome,
}

impl World {
    /// Runs a seed.
    pub(crate) fn run(seed: u64, days: u32, weather: Weather) -> Outcome {
        let mut world = Self::new(seed, weather);
        for day in 0..days {
            world.run_day(day, day + 1 == days);
        }
        world.judged()
    }

    fn new(seed: u64, weather: Weather) -> Self {
        let mut dice = Dice::seeded(seed);
        let folder = TempDir::new_in("/dev/shm")
            .or_else(|_| TempDir::new())
            .expect("a folder");
        let plan = plan::in_folder(folder.path());
        let latency = [50, 150, 400][usize::try_from(dice.bits() % 3).unwrap()];
        let mut sim = turmoil::Builder::new()
            .rng_seed(seed)
            .tick_duration(TICK)
            .max_message_latency(Duration::from_millis(latency))
            .simulation_duration(Duration::MAX)
            .build();
        let hall = hall_in(&mut sim, plan, folder.path().join("hall"));
        let kiosks = kiosks_in(&mut sim, &hall, &mut dice);
        let mut links: Vec<String> = KIOSKS.map(str::to_owned).into();
        links.extend(desks_in(&mut sim, &hall, &mut dice));
        Self {
            sim,
            hall,
            kiosks,
            links,
            folder,
            dice,
            weather,
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
            let passed = self.sim.elapsed().saturating_sub(began) * PACE;
            let now = instant(day, BEGINS) + passed;
            if now >= ends {
                break;
            }
            if tick.is_multiple_of(TICKS_PER_WINDING) {
                self.hall
                    .set_clock(now.saturating_add(self.off).unwrap_or(Timestamp::UNIX_EPOCH));
                let step = TICK * TICKS_PER_WINDING * PACE;
                self.kiosks.iter().for_each(|kiosk| kiosk.wind(step));
            }
            if tick.is_multiple_of(TICKS_PER_BACKUP) {
                self.back_up();
            }
            self.sim
                .step()
                .unwrap_or_else(|error| panic!("seed {}: {error}", self.outcome.seed));
            self.end_troubles();
            self.pair_anew();
            if now < calm && self.sim.elapsed() >= next_trouble {
                let kind = self.weather.draw(&mut self.dice);
                let evening = now >= instant(day, EVENING) && !is_last;
                if (kind != Kind::CutOverNight || evening) && self.begin(kind, day) {
                    tracing::info!(?kind, at = %now, "trouble");
                    *self.outcome.troubles.entry(kind).or_default() += 1;
                }
                next_trouble += self.weather.pause(&mut self.dice);
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
            self.ends
                .push((self.sim.elapsed() + Duration::from_secs(10), End::Repair(name)));
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
        for (kiosk, name) in KIOSKS.into_iter().enumerate() {
            let site = Arc::clone(&self.kiosks[kiosk]);
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

    pub(crate) fn new_card(&mut self) -> PathBuf {
        self.cards += 1;
        self.folder.path().join(format!("card-{}", self.cards))
    }

    /// Everything is off; what is on disk is held against what people have.
    fn judged(self) -> Outcome {
        let Self {
            sim,
            hall,
            kiosks,
            folder,
            nights,
            mut outcome,
            ..
        } = self;
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

fn hall_in(sim: &mut Sim<'static>, plan: HallPlan, folder: PathBuf) -> Arc<HallSite> {
    let hall = Arc::new(HallSite::new(
        plan,
        folder,
        instant(0, BEGINS),
        SharedTruth::default(),
    ));
    let site = Arc::clone(&hall);
    sim.host(HALL, move || {
        let site = Arc::clone(&site);
        async move { site.run().await }
    });
    hall
}

/// The kiosks of the plan, and a machine that may have the copied card of the first.
fn kiosks_in(sim: &mut Sim<'static>, hall: &Arc<HallSite>, dice: &mut Dice) -> Vec<Arc<KioskSite>> {
    let own = KIOSKS.map(|id| (id, id)).into_iter();
    let machines = own.chain([(KIOSKS[0], OTHER_MACHINE)]);
    let kiosks = machines.map(|(id, machine)| {
        let site = Arc::new(KioskSite::new(
            (id, machine),
            Arc::clone(hall),
            Dice::seeded(dice.bits()),
        ));
        let kiosk = Arc::clone(&site);
        sim.host(machine, move || {
            let site = Arc::clone(&site);
            async move { site.run().await }
        });
        kiosk
    });
    kiosks.collect()
}

/// The desks, by their names in the network.
fn desks_in(sim: &mut Sim<'static>, hall: &Arc<HallSite>, dice: &mut Dice) -> Vec<String> {
    let desks = DESKS.into_iter().map(|(window, clerk)| {
        let name = format!("desk-{window}");
        let (hall, seed) = (Arc::clone(hall), dice.bits());
        sim.host(name.as_str(), move || {
            let (hall, dice) = (Arc::clone(&hall), Dice::seeded(seed));
            let desk = Desk {
                hall,
                window,
                clerk,
                dice,
            };
            desk.run()
        });
        name
    });
    desks.collect()
}

/// What a kiosk still has for the hall, after it had all the time to bring it.
fn still_owed(kiosk: &KioskSite) -> Option<String> {
    let journal = Journal::open(&kiosk.folder()?).expect("a journal");
    let rows = journal.rows_owed().expect("rows").len();
    let debts = journal.debts().expect("debts").len();
    (rows + debts > 0).then(|| {
        format!(
            "{} still owes the hall {rows} tickets and {debts} words",
            kiosk.id
        )
    })
}
