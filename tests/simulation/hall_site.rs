//! The hall's server as a host of the simulated network.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Duration;

use display_server::simulation::SimulatedHall;
use display_server::{Clock, DeviceRole, HallState, ServerConfig};
use jiff::Timestamp;
use queue_core::HallPlan;

use crate::network::serve;
use crate::plan::{DESKS, KIOSKS};
use crate::truth::SharedTruth;
use crate::world::TICK;

/// How many ticks the high-water file is late at most: five seconds of the network's time.
const TICKS_PER_LEVEL: u32 = 100;

/// The machine that it runs on, which outlives it.
pub(crate) struct HallSite {
    pub(crate) plan: HallPlan,
    folder: Mutex<PathBuf>,
    /// What its clock says.
    now: Mutex<Timestamp>,
    /// The clock of the server that runs; none: it is down.
    clock: Mutex<Option<Clock>>,
    /// The server that runs.
    state: Mutex<Option<HallState>>,
    /// The secrets of who is signed in, by code.
    signed_in: Mutex<BTreeMap<&'static str, String>>,
    /// The secrets of the kiosks.
    paired: Mutex<BTreeMap<&'static str, String>>,
    /// How often the hall went on from another copy of its journal: what was answered before may be forgotten.
    generation: AtomicU32,
    /// Whether this is an old server that nobody looks after.
    is_old: AtomicBool,
    pub(crate) truth: SharedTruth,
}

impl HallSite {
    pub(crate) fn new(plan: HallPlan, folder: PathBuf, now: Timestamp, truth: SharedTruth) -> Self {
        Self {
            plan,
            folder: Mutex::new(folder),
            now: Mutex::new(now),
            clock: Mutex::default(),
            state: Mutex::default(),
            signed_in: Mutex::default(),
            paired: Mutex::default(),
            generation: AtomicU32::default(),
            is_old: AtomicBool::default(),
            truth,
        }
    }

    /// What the hall's clock said last; never earlier than before.
    pub(crate) fn latest(&self) -> Timestamp {
        *self.now.lock().unwrap()
    }

    /// Sets its machine's clock, whatever it said before.
    pub(crate) fn set_clock(&self, now: Timestamp) {
        let mut latest = self.now.lock().unwrap();
        *latest = now.max(*latest);
        if let Some(clock) = &*self.clock.lock().unwrap() {
            clock.set(now);
        }
    }

    /// From where it serves.
    pub(crate) fn folder(&self) -> PathBuf {
        self.folder.lock().unwrap().clone()
    }

    pub(crate) fn secret_of(&self, clerk: &str) -> Option<String> {
        self.signed_in.lock().unwrap().get(clerk).cloned()
    }

    pub(crate) fn secret_of_kiosk(&self, kiosk: &str) -> String {
        self.paired
            .lock()
            .unwrap()
            .get(kiosk)
            .cloned()
            .unwrap_or_default()
    }

    /// A manager pairs a kiosk anew; false: the server is down.
    pub(crate) fn pair(&self, kiosk: &'static str) -> bool {
        let state = self.state.lock().unwrap();
        let Some(state) = &*state else { return false };
        let grant = state.identities.grant_device(kiosk, DeviceRole::Kiosk, None);
        let secret = grant.expect("a kiosk of the plan").bearer;
        self.paired.lock().unwrap().insert(kiosk, secret);
        true
    }

    /// Which copy of the journal it goes on from.
    pub(crate) fn generation(&self) -> u32 {
        self.generation.load(Ordering::Relaxed)
    }

    /// From now on it serves from this folder, an old server's or the hall's own.
    pub(crate) fn go_on_from(&self, folder: PathBuf, is_old: bool) {
        *self.folder.lock().unwrap() = folder;
        self.is_old.store(is_old, Ordering::Relaxed);
        self.generation.fetch_add(1, Ordering::Relaxed);
    }

    /// The server has crashed.
    pub(crate) fn is_down(&self) {
        *self.state.lock().unwrap() = None;
        *self.clock.lock().unwrap() = None;
    }

    /// The host's work: a server from its start to its crash.
    pub(crate) async fn run(&self) -> turmoil::Result {
        let clock = Clock::wound(self.latest());
        let config = ServerConfig {
            plan: self.plan.clone(),
            data_dir: self.folder(),
            listen: ([127, 0, 0, 1], 0).into(),
            anchor: None,
            high_water: None,
            demo: None,
        };
        let mut hall = match SimulatedHall::open(&config, &clock) {
            Ok(hall) => hall,
            Err(error) => {
                let wrong = format!("the server does not start: {error}");
                self.truth.lock().wrong.push(wrong);
                return std::future::pending().await;
            }
        };
        if let Some(trouble) = hall.state().trouble() {
            let wrong = format!("the server only reads: {trouble}");
            self.truth.lock().wrong.push(wrong);
        }
        self.let_in(&hall);
        *self.clock.lock().unwrap() = Some(clock);
        let router = hall.router();
        tokio::select! {
            biased;
            served = serve(router) => Ok(served?),
            () = work(&mut hall) => {
                self.truth.lock().wrong.push("the hall's owner has ended".to_owned());
                Ok(())
            }
        }
    }

    /// Clerks sign in, and kiosks that an older copy does not know are paired anew.
    fn let_in(&self, hall: &SimulatedHall) {
        for (_, clerk) in DESKS {
            let secret = hall.sign_in(clerk).expect("a clerk of the plan");
            self.signed_in.lock().unwrap().insert(clerk, secret);
        }
        *self.state.lock().unwrap() = Some(hall.state().clone());
        let kiosks = KIOSKS
            .into_iter()
            .filter(|_| !self.is_old.load(Ordering::Relaxed));
        for kiosk in kiosks {
            if hall
                .state()
                .identities
                .recognise(&self.secret_of_kiosk(kiosk))
                .is_none()
            {
                self.pair(kiosk);
            }
        }
    }
}

/// Does what is asked at every tick, until the owner ends.
async fn work(hall: &mut SimulatedHall) {
    for tick in 1_u32.. {
        if !hall.work() {
            return;
        }
        if tick.is_multiple_of(TICKS_PER_LEVEL) {
            hall.write_high_water();
        }
        tokio::time::sleep(TICK).await;
    }
}

/// How long anything waits before it looks again.
pub(crate) const A_WHILE: Duration = Duration::from_millis(500);
