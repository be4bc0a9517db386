//! Closed loops: so many workers, each with its own connection, each asking again as soon as it was answered.

use std::sync::Barrier;
use std::time::Duration;

use anyhow::{Result, anyhow};
use display_server::clock::Stopwatch;
use hdrhistogram::Histogram;

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
    let results: Vec<_> = std::thread::scope(|scope| {
        let threads: Vec<_> = workers
            .iter_mut()
            .map(|worker| {
                scope.spawn(|| {
                    start.wait();
                    one(worker, length, &round)
                })
            })
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().map_err(|_| anyhow!("a worker panicked")))
            .collect()
    });
    let mut all = Measured {
        rounds: 0,
        elapsed: Duration::ZERO,
        lengths: Histogram::new(3)?,
    };
    for result in results {
        let part = result??;
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
