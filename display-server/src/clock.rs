//! The hall's clock: the only place that asks the time.
//!
//! Three kinds behind one type: the machine's own, one that runs faster from a chosen instant (a demonstration),
//! and one that stands still until it is wound (tests).
//!
//! Invariant I4: no other file of this crate asks the time.
//! Invariant: instants are whole milliseconds, which is what the journal keeps.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};

/// How far the machine's clock may move against its monotonic one before it is worth a word, in seconds.
const JUMP_S: i64 = 60;

/// A clock; clones are the same clock.
#[derive(Clone)]
pub struct Clock {
    hand: Arc<Hand>,
}

enum Hand {
    System,
    Running {
        start: Timestamp,
        speed: f64,
        began: Instant,
    },
    Wound {
        at: Mutex<Timestamp>,
        wakers: Mutex<Vec<Waker>>,
    },
}

type Waker = Box<dyn Fn() + Send + Sync>;

impl Clock {
    /// The machine's clock.
    #[must_use]
    pub fn system() -> Self {
        Self::from(Hand::System)
    }

    /// A clock that stands at `start` until it is wound by [`Clock::advance_to`].
    #[must_use]
    pub fn wound(start: Timestamp) -> Self {
        Self::from(Hand::Wound {
            at: Mutex::new(whole_ms(start)),
            wakers: Mutex::default(),
        })
    }

    /// A clock that starts at `start` and runs `speed` times as fast as the machine's.
    #[must_use]
    pub fn running_from(start: Timestamp, speed: f64) -> Self {
        Self::from(Hand::Running {
            start: whole_ms(start),
            speed,
            began: Instant::now(),
        })
    }

    /// The time, in whole milliseconds.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        match &*self.hand {
            Hand::System => whole_ms(machine_time()),
            Hand::Running { start, speed, began } => {
                let passed = SignedDuration::from_secs_f64(began.elapsed().as_secs_f64() * speed);
                whole_ms(start.saturating_add(passed).unwrap_or(Timestamp::MAX))
            }
            Hand::Wound { at, .. } => *lock(at),
        }
    }

    /// Winds a wound clock, never backward, and wakes whoever waits on it. Clocks that run by themselves ignore it.
    pub fn advance_to(&self, instant: Timestamp) {
        if let Hand::Wound { at, wakers } = &*self.hand {
            {
                let mut at = lock(at);
                *at = whole_ms(instant).max(*at);
            }
            lock(wakers).iter().for_each(|wake| wake());
        }
    }

    /// Sets a wound clock, as somebody sets a machine's: backward too. Clocks that run by themselves ignore it.
    pub fn set(&self, instant: Timestamp) {
        if let Hand::Wound { at, wakers } = &*self.hand {
            *lock(at) = whole_ms(instant);
            lock(wakers).iter().for_each(|wake| wake());
        }
    }

    /// Calls `wake` whenever the clock is wound. Clocks that run by themselves never call it.
    pub fn on_winding(&self, wake: impl Fn() + Send + Sync + 'static) {
        if let Hand::Wound { wakers, .. } = &*self.hand {
            lock(wakers).push(Box::new(wake));
        }
    }

    /// How long it is, in real time, until an instant; none on a wound clock, where only winding brings it.
    #[must_use]
    pub fn real_time_until(&self, instant: Timestamp) -> Option<Duration> {
        let ahead = instant.duration_since(self.now());
        let ahead = Duration::try_from(ahead).unwrap_or(Duration::ZERO);
        match &*self.hand {
            Hand::System => Some(ahead),
            Hand::Running { speed, .. } => Duration::try_from_secs_f64(ahead.as_secs_f64() / speed).ok(),
            Hand::Wound { .. } => None,
        }
    }

    fn from(hand: Hand) -> Self {
        Self { hand: Arc::new(hand) }
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match &*self.hand {
            Hand::System => "system",
            Hand::Running { .. } => "running",
            Hand::Wound { .. } => "wound",
        };
        write!(f, "Clock({kind}, {})", self.now())
    }
}

/// Measures a length of real time, for metrics and limits.
#[derive(Debug, Clone, Copy)]
pub struct Stopwatch(Instant);

impl Stopwatch {
    /// Starts.
    #[must_use]
    pub fn start() -> Self {
        Self(Instant::now())
    }

    /// The real time since the start.
    #[must_use]
    pub fn elapsed(self) -> Duration {
        self.0.elapsed()
    }
}

/// Notices when somebody set the machine's clock.
#[derive(Debug)]
pub struct JumpWatch {
    clock: Clock,
    seen: Timestamp,
    since: Stopwatch,
}

impl JumpWatch {
    /// Watches a clock.
    #[must_use]
    pub fn new(clock: Clock) -> Self {
        Self {
            seen: clock.now(),
            since: Stopwatch::start(),
            clock,
        }
    }

    /// How far the clock jumped since the last look, in seconds, forward positive; none: less than a minute.
    pub fn look(&mut self) -> Option<i64> {
        let now = self.clock.now();
        let jump = match &*self.clock.hand {
            Hand::System => {
                let moved = now.duration_since(self.seen).as_secs();
                let passed = i64::try_from(self.since.elapsed().as_secs()).unwrap_or(i64::MAX);
                Some(moved - passed).filter(|jump| jump.abs() > JUMP_S)
            }
            Hand::Running { .. } | Hand::Wound { .. } => None,
        };
        self.seen = now;
        self.since = Stopwatch::start();
        jump
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "this is the one place that asks the time (I4)"
)]
fn machine_time() -> Timestamp {
    Timestamp::now()
}

fn whole_ms(instant: Timestamp) -> Timestamp {
    Timestamp::from_millisecond(instant.as_millisecond()).unwrap_or(instant)
}

/// Nothing can panic while one of these locks is held, so a poisoned one still holds a whole value.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicU32, Ordering};

    fn instant(text: &str) -> Timestamp {
        text.parse().expect("an instant")
    }

    #[test]
    fn a_wound_clock_moves_only_when_wound_and_wakes_its_waiters() {
        let clock = Clock::wound(instant("2026-03-02T00:20:00.1234567Z"));
        let woken = Arc::new(AtomicU32::new(0));
        let counter = Arc::clone(&woken);
        clock.on_winding(move || {
            counter.fetch_add(1, Ordering::Relaxed);
        });
        assert_eq!(clock.now(), instant("2026-03-02T00:20:00.123Z"));
        clock.clone().advance_to(instant("2026-03-02T01:00:00Z"));
        assert_eq!(clock.now(), instant("2026-03-02T01:00:00Z"));
        assert_eq!(woken.load(Ordering::Relaxed), 1);
    }

    #[test]
    fn a_wound_clock_never_goes_back() {
        let clock = Clock::wound(instant("2026-03-02T01:00:00Z"));
        clock.advance_to(instant("2026-03-02T00:00:00Z"));
        assert_eq!(clock.now(), instant("2026-03-02T01:00:00Z"));
    }

    #[test]
    fn a_fast_clock_needs_less_real_time() {
        let start = instant("2026-03-02T01:00:00Z");
        let clock = Clock::running_from(start, 60.0);
        let wait = clock
            .real_time_until(instant("2026-03-02T02:00:00Z"))
            .expect("it runs");
        assert!(wait <= Duration::from_mins(1));
        assert!(clock.now() >= start);
    }
}
