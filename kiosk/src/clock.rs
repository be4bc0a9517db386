//! The kiosk's only clock: a steady one, that begins with the daemon and knows no date.
//!
//! Invariant: dates and times of day come from the hall server; the clock of a kiosk may be arbitrarily wrong. What it says is
//! sent along where a restart has left nothing better, and the hall believes as much of it as can be true.
//! Invariant: a wound clock moves only when it is wound, so a test waits for no second of real time.

use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use tokio::sync::watch;

/// The machine's steady clock, for deadlines of a device that answers in real time whatever a test winds.
#[must_use]
pub fn steady() -> Instant {
    Instant::now()
}

/// The machine's own date and time, which may be arbitrarily wrong: to be compared with the hall's, and for nothing else.
#[must_use]
#[expect(
    clippy::disallowed_methods,
    reason = "this is the one place that asks the time (I4)"
)]
pub fn machines_time() -> jiff::Timestamp {
    jiff::Timestamp::now()
}

/// A moment on the kiosk's steady clock: how long the daemon had run.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment(Duration);

impl Moment {
    /// The moment that many milliseconds after the start.
    #[must_use]
    pub const fn from_ms(ms: u64) -> Self {
        Self(Duration::from_millis(ms))
    }

    /// A later moment.
    #[must_use]
    pub fn plus(self, length: Duration) -> Self {
        Self(self.0.saturating_add(length))
    }

    /// How long after `earlier` this is; zero when it is not later.
    #[must_use]
    pub fn since(self, earlier: Self) -> Duration {
        self.0.saturating_sub(earlier.0)
    }

    /// How long the daemon had run.
    #[must_use]
    pub fn since_start(self) -> Duration {
        self.0
    }
}

/// A moment that outlives the daemon: how long the machine had run since it was started.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BootMoment {
    /// Names that start of the machine.
    pub boot: String,
    /// How long it had run, in milliseconds, sleep included.
    pub ms: u64,
}

impl BootMoment {
    /// How long before `later` this was, in milliseconds; none: the machine has been started anew since.
    #[must_use]
    pub fn ms_before(&self, later: &Self) -> Option<u64> {
        (!self.boot.is_empty() && self.boot == later.boot).then(|| later.ms.saturating_sub(self.ms))
    }
}

/// Which start of the machine this is; empty: the system does not say.
fn boot_id() -> String {
    let id = std::fs::read_to_string("/proc/sys/kernel/random/boot_id").unwrap_or_default();
    id.trim().to_owned()
}

fn since_boot_ms() -> u64 {
    let since = rustix::time::clock_gettime(rustix::time::ClockId::Boottime);
    let s = u64::try_from(since.tv_sec).unwrap_or_default();
    let ns = u64::try_from(since.tv_nsec).unwrap_or_default();
    s.saturating_mul(1000).saturating_add(ns / 1_000_000)
}

/// The steady clock, shared by everything in a daemon.
#[derive(Debug, Clone)]
pub struct Clock(Source);

#[derive(Debug, Clone)]
enum Source {
    Running(Instant),
    Wound(Arc<Wound>),
}

/// A clock that stands, and the machine that it stands in.
#[derive(Debug)]
struct Wound {
    now: watch::Sender<Moment>,
    /// Its boot moment when the daemon began.
    began: BootMoment,
    /// What its wall clock said then.
    wall: Timestamp,
}

impl Clock {
    /// A clock that runs by itself, from zero.
    #[must_use]
    pub fn running() -> Self {
        Self(Source::Running(Instant::now()))
    }

    /// A clock for tests: it stands until it is wound.
    #[must_use]
    pub fn wound() -> Self {
        let boot = "wound".to_owned();
        Self::wound_in(BootMoment { boot, ms: 0 }, Timestamp::UNIX_EPOCH)
    }

    /// The same in a machine that was started at some time before, and whose wall clock says something.
    #[must_use]
    pub fn wound_in(began: BootMoment, wall: Timestamp) -> Self {
        Self(Source::Wound(Arc::new(Wound {
            now: watch::Sender::new(Moment::default()),
            began,
            wall,
        })))
    }

    /// Moves a wound clock; a running one goes its own way.
    pub fn wind(&self, length: Duration) {
        if let Source::Wound(wound) = &self.0 {
            wound.now.send_modify(|now| *now = now.plus(length));
        }
    }

    /// Now.
    #[must_use]
    pub fn moment(&self) -> Moment {
        match &self.0 {
            Source::Running(start) => Moment(start.elapsed()),
            Source::Wound(wound) => *wound.now.borrow(),
        }
    }

    /// Now, as a restart of the daemon still knows it.
    #[must_use]
    pub fn boot_moment(&self) -> BootMoment {
        match &self.0 {
            Source::Running(_) => BootMoment {
                boot: boot_id(),
                ms: since_boot_ms(),
            },
            Source::Wound(wound) => {
                let passed = wound.now.borrow().since_start().as_millis();
                let passed = u64::try_from(passed).unwrap_or(u64::MAX);
                BootMoment {
                    boot: wound.began.boot.clone(),
                    ms: wound.began.ms.saturating_add(passed),
                }
            }
        }
    }

    /// What the machine's wall clock says, which may be anything: it is kept where nothing better is known.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "this is the one place that asks")]
    pub fn wall(&self) -> Timestamp {
        match &self.0 {
            Source::Running(_) => Timestamp::now(),
            Source::Wound(wound) => {
                let passed = SignedDuration::try_from(wound.now.borrow().since_start()).unwrap_or_default();
                wound.wall.saturating_add(passed).unwrap_or(wound.wall)
            }
        }
    }

    /// Waits until a moment has come; for ever when there is none.
    pub async fn reach(&self, moment: Option<Moment>) {
        let Some(moment) = moment else {
            return std::future::pending().await;
        };
        match &self.0 {
            Source::Running(_) => tokio::time::sleep(moment.since(self.moment())).await,
            Source::Wound(wound) => {
                // The sender lives in this clock, so the wait ends only with the moment.
                let _ = wound.now.subscribe().wait_for(|now| *now >= moment).await;
            }
        }
    }
}
