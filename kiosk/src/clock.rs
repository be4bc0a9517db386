//! The kiosk's only clock: a steady one, that begins with the daemon and knows no date.
//!
//! Invariant: dates and times of day come from the hall server; the clock of a kiosk may be arbitrarily wrong.
//! Invariant: a wound clock moves only when it is wound, so a test waits for no second of real time.

use std::sync::Arc;
use std::time::{Duration, Instant};

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

/// The steady clock, shared by everything in a daemon.
#[derive(Debug, Clone)]
pub struct Clock(Source);

#[derive(Debug, Clone)]
enum Source {
    Running(Instant),
    Wound(Arc<watch::Sender<Moment>>),
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
        Self(Source::Wound(Arc::new(watch::Sender::new(Moment::default()))))
    }

    /// Moves a wound clock; a running one goes its own way.
    pub fn wind(&self, length: Duration) {
        if let Source::Wound(moment) = &self.0 {
            moment.send_modify(|moment| *moment = moment.plus(length));
        }
    }

    /// Now.
    #[must_use]
    pub fn moment(&self) -> Moment {
        match &self.0 {
            Source::Running(start) => Moment(start.elapsed()),
            Source::Wound(moment) => *moment.borrow(),
        }
    }

    /// Waits until a moment has come; for ever when there is none.
    pub async fn reach(&self, moment: Option<Moment>) {
        let Some(moment) = moment else {
            return std::future::pending().await;
        };
        match &self.0 {
            Source::Running(_) => tokio::time::sleep(moment.since(self.moment())).await,
            Source::Wound(now) => {
                // The sender lives in this clock, so the wait ends only with the moment.
                let _ = now.subscribe().wait_for(|now| *now >= moment).await;
            }
        }
    }
}
