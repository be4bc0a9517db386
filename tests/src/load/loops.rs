//! How workers, each with its own connection, ask: in a closed loop as soon as they were answered, in step, or by a timetable.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Barrier, Mutex, PoisonError};
use std::thread::ScopedJoinHandle;
use std::time::Duration;

use anyhow::{Result, anyhow};
use display_server::clock::Stopwatch;
use hdrhistogram::Histogram;

/// How often what is measured in turns has its turn.
const TURNS: u32 = 4;

/// What some workers did.
#[derive(Debug)]
pub struct Measured {
    /// Rounds done in all.
    pub rounds: u64,
    /// How long it took.
    pub elapsed: Duration,
    /// The length of each round, in microseconds.
    pub lengths: Histogram<u64>,
}

impl Measured {
    /// The same workers did some more afterwards.
    fn goes_on(&mut self, after: &Self) -> Result<()> {
        self.rounds += after.rounds;
        self.elapsed += after.elapsed;
        self.lengths.add(&after.lengths)?;
        Ok(())
    }

    /// Rounds a second.
    #[must_use]
    pub fn rate(&self) -> f64 {
        #[expect(
            clippy::cast_precision_loss,
            reason = "rounds of a few seconds are far below 2^53"
        )]
        let rounds = self.rounds as f64;
        rounds / self.elapsed.as_secs_f64()
    }

    /// The length that this share of the rounds stays under, in milliseconds.
    #[must_use]
    pub fn quantile_ms(&self, share: f64) -> f64 {
        #[expect(
            clippy::cast_precision_loss,
            reason = "a histogram of microseconds is far below 2^53"
        )]
        let micros = self.lengths.value_at_quantile(share) as f64;
        micros / 1000.0
    }
}

/// The same for as long, of ours and of the floor.
#[derive(Debug)]
pub struct SideBySide {
    /// What the hall did.
    pub ours: Measured,
    /// What the floor did.
    pub floor: Measured,
}

/// Measures the floor and ours in turns, each for `length` in all: a machine whose speed drifts drifts for both.
///
/// # Errors
/// The first error of either.
pub fn in_turns(
    length: Duration,
    mut floor: impl FnMut(Duration) -> Result<Measured>,
    mut ours: impl FnMut(Duration) -> Result<Measured>,
) -> Result<SideBySide> {
    let lap = length / TURNS;
    let mut all = SideBySide {
        floor: floor(lap)?,
        ours: ours(lap)?,
    };
    for _ in 1..TURNS {
        all.floor.goes_on(&floor(lap)?)?;
        all.ours.goes_on(&ours(lap)?)?;
    }
    Ok(all)
}

/// What a worker's round says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Round {
    /// Done; its length counts.
    Done,
    /// Nothing is left to do.
    Dry,
}

/// Lets workers run for a while; `round` is called over and over with the worker's own state.
///
/// # Errors
/// The first error of any worker.
pub fn closed_loop<W: Send>(
    workers: &mut [W],
    length: Duration,
    round: impl Fn(&mut W) -> Result<Round> + Sync,
) -> Result<Measured> {
    let start = Barrier::new(workers.len());
    let results = std::thread::scope(|scope| {
        let threads: Vec<_> = workers
            .iter_mut()
            .map(|worker| {
                scope.spawn(|| {
                    start.wait();
                    one(worker, length, &round)
                })
            })
            .collect();
        joined(threads)
    });
    added(results)
}

/// Lets workers do something all at the same instant, over and over for a while, or until one has nothing left to do; what
/// they do between is not counted.
///
/// # Errors
/// The first error of any worker.
pub fn in_step<W: Send>(
    workers: &mut [W],
    length: Duration,
    counted: impl Fn(&mut W) -> Result<Round> + Sync,
    between: impl Fn(&mut W) -> Result<()> + Sync,
) -> Result<Measured> {
    let (step, is_over) = (Barrier::new(workers.len()), AtomicBool::new(false));
    let (watch, busy) = (Stopwatch::start(), Mutex::new(Duration::ZERO));
    let one = |worker: &mut W, leads: bool| -> Result<Measured> {
        let mut lengths = Histogram::new(3)?;
        let mut failure = None;
        loop {
            if leads && watch.elapsed() >= length {
                is_over.store(true, Ordering::SeqCst);
            }
            step.wait();
            if is_over.load(Ordering::SeqCst) {
                break;
            }
            let lap = Stopwatch::start();
            let done = counted(worker);
            if let Ok(Round::Done) = done {
                lengths.record(u64::try_from(lap.elapsed().as_micros()).unwrap_or(u64::MAX))?;
            }
            step.wait();
            if leads {
                *busy.lock().unwrap_or_else(PoisonError::into_inner) += lap.elapsed();
            }
            // Whoever cannot go on must not leave the others waiting for the next step.
            match done {
                Ok(Round::Done) => failure = between(worker).err(),
                Ok(Round::Dry) => is_over.store(true, Ordering::SeqCst),
                Err(error) => failure = Some(error),
            }
            if failure.is_some() {
                is_over.store(true, Ordering::SeqCst);
            }
        }
        match failure {
            Some(error) => Err(error),
            None => Ok(Measured {
                rounds: lengths.len(),
                elapsed: *busy.lock().unwrap_or_else(PoisonError::into_inner),
                lengths,
            }),
        }
    };
    let results = std::thread::scope(|scope| {
        let one = &one;
        let threads: Vec<_> = workers
            .iter_mut()
            .enumerate()
            .map(|(number, worker)| scope.spawn(move || one(worker, number == 0)))
            .collect();
        joined(threads)
    });
    added(results)
}

/// Lets workers ask by a timetable, whatever the answers take: worker `w` of `n` begins its `k`-th round at
/// (k + w / n) · `apart`. A round's length runs from the instant at which it was due.
///
/// # Errors
/// The first error of any worker.
pub fn by_timetable<W: Send>(
    workers: &mut [W],
    (rounds, apart): (u32, Duration),
    round: impl Fn(&mut W) -> Result<Round> + Sync,
) -> Result<Measured> {
    let all = u32::try_from(workers.len()).unwrap_or(u32::MAX).max(1);
    let watch = Stopwatch::start();
    let one = |worker: &mut W, number: u32| -> Result<Measured> {
        let mut lengths = Histogram::new(3)?;
        for turn in 0..rounds {
            let due = apart * turn + apart * number / all;
            std::thread::sleep(due.saturating_sub(watch.elapsed()));
            if round(worker)? == Round::Dry {
                continue;
            }
            let length = watch.elapsed().saturating_sub(due);
            lengths.record(u64::try_from(length.as_micros()).unwrap_or(u64::MAX))?;
        }
        Ok(Measured {
            rounds: lengths.len(),
            elapsed: watch.elapsed(),
            lengths,
        })
    };
    let results = std::thread::scope(|scope| {
        let one = &one;
        let threads: Vec<_> = (0..)
            .zip(workers.iter_mut())
            .map(|(number, worker)| scope.spawn(move || one(worker, number)))
            .collect();
        joined(threads)
    });
    added(results)
}

fn joined(threads: Vec<ScopedJoinHandle<'_, Result<Measured>>>) -> Vec<Result<Measured>> {
    let panicked = |_| Err(anyhow!("a worker panicked"));
    threads
        .into_iter()
        .map(|thread| thread.join().unwrap_or_else(panicked))
        .collect()
}

fn added(results: Vec<Result<Measured>>) -> Result<Measured> {
    let mut all = Measured {
        rounds: 0,
        elapsed: Duration::ZERO,
        lengths: Histogram::new(3)?,
    };
    for part in results {
        let part = part?;
        all.rounds += part.rounds;
        all.elapsed = all.elapsed.max(part.elapsed);
        all.lengths.add(&part.lengths)?;
    }
    Ok(all)
}

fn one<W>(worker: &mut W, length: Duration, round: &impl Fn(&mut W) -> Result<Round>) -> Result<Measured> {
    let mut lengths = Histogram::new(3)?;
    let watch = Stopwatch::start();
    while watch.elapsed() < length {
        let lap = Stopwatch::start();
        if round(worker)? == Round::Dry {
            break;
        }
        lengths.record(u64::try_from(lap.elapsed().as_micros()).unwrap_or(u64::MAX))?;
    }
    Ok(Measured {
        rounds: lengths.len(),
        elapsed: watch.elapsed(),
        lengths,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn in_step_ends_for_all_when_one_has_nothing_left_or_fails() -> Result<()> {
        let mut left = [3, 5];
        let round = |left: &mut i32| {
            if *left == 0 {
                return Ok(Round::Dry);
            }
            *left -= 1;
            Ok(Round::Done)
        };
        let measured = in_step(&mut left, Duration::from_mins(1), round, |_| Ok(()))?;
        // In the step in which the first is dry, the second still has its turn.
        assert_eq!(measured.rounds, 3 + 4);
        let fails = |_: &mut i32| -> Result<()> { Err(anyhow!("no")) };
        assert!(in_step(&mut [1, 1], Duration::from_mins(1), round, fails).is_err());
        Ok(())
    }

    #[test]
    fn a_round_that_begins_late_counts_from_when_it_was_due() -> Result<()> {
        let first = |done: &mut u32| {
            *done += 1;
            if *done == 1 {
                std::thread::sleep(Duration::from_millis(60));
            }
            Ok(Round::Done)
        };
        let measured = by_timetable(&mut [0], (3, Duration::from_millis(20)), first)?;
        assert_eq!(measured.rounds, 3);
        // The second was due at 20 ms and could begin at 60 only.
        assert!(measured.lengths.max() >= 60_000, "{:?}", measured.lengths.max());
        assert!(measured.lengths.value_at_quantile(0.5) >= 30_000);
        Ok(())
    }
}
