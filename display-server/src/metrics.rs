//! What is counted, and its text for Prometheus.
//!
//! Invariant: counters only grow; a name ends with its unit.

use std::fmt::Write;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use hall_protocol::live::LiveView;
use queue_core::Event;

/// Upper bounds of the buckets of commit times, in microseconds.
const COMMIT_US: [u64; 8] = [250, 500, 1_000, 2_500, 5_000, 10_000, 50_000, 250_000];
/// Upper bounds of the buckets of entries in one commit.
const BATCH: [u64; 8] = [1, 2, 4, 8, 16, 32, 64, 256];

/// The counters; shared by everyone who counts.
#[derive(Debug, Default)]
pub struct Meters {
    /// Messages that wait for the owner now.
    pub waiting_messages: AtomicU64,
    /// Messages refused because the owner's channel was full.
    pub busy_answers: AtomicU64,
    /// The last entry of the journal.
    pub journal_seq: AtomicU64,
    /// Tickets given.
    pub tickets: AtomicU64,
    /// Visitors called.
    pub calls: AtomicU64,
    /// Commands that the hall's rules refused.
    pub refusals: AtomicU64,
    commit_us: Histogram,
    batch_entries: Histogram,
}

/// Counts by buckets, the last one without a bound.
#[derive(Debug, Default)]
struct Histogram {
    buckets: [AtomicU64; 8],
    count: AtomicU64,
    sum: AtomicU64,
}

impl Histogram {
    fn add(&self, bounds: &[u64; 8], value: u64) {
        if let Some((bucket, _)) = self
            .buckets
            .iter()
            .zip(bounds)
            .find(|(_, bound)| value <= **bound)
        {
            bucket.fetch_add(1, Ordering::Relaxed);
        }
        self.count.fetch_add(1, Ordering::Relaxed);
        self.sum.fetch_add(value, Ordering::Relaxed);
    }

    fn write(&self, out: &mut String, name: &str, bounds: &[u64; 8], unit: f64) -> std::fmt::Result {
        writeln!(out, "# TYPE {name} histogram")?;
        let mut below = 0;
        for (bucket, bound) in self.buckets.iter().zip(bounds) {
            below += bucket.load(Ordering::Relaxed);
            writeln!(out, "{name}_bucket{{le=\"{}\"}} {below}", as_float(*bound) * unit)?;
        }
        let count = self.count.load(Ordering::Relaxed);
        writeln!(out, "{name}_bucket{{le=\"+Inf\"}} {count}")?;
        writeln!(
            out,
            "{name}_sum {}",
            as_float(self.sum.load(Ordering::Relaxed)) * unit
        )?;
        writeln!(out, "{name}_count {count}")
    }
}

impl Meters {
    /// Counts what an entry says.
    pub fn count(&self, events: &[Event]) {
        for event in events {
            if matches!(event, Event::TicketIssued { .. }) {
                self.tickets.fetch_add(1, Ordering::Relaxed);
            } else if matches!(event, Event::Called { .. }) {
                self.calls.fetch_add(1, Ordering::Relaxed);
            }
        }
    }

    /// Counts one commit: how many entries it held and how long it took.
    pub fn committed(&self, entries: u64, took: Duration) {
        self.commit_us
            .add(&COMMIT_US, u64::try_from(took.as_micros()).unwrap_or(u64::MAX));
        self.batch_entries.add(&BATCH, entries);
    }

    /// The text of `/metrics`, with the hall's live figures when a day is open.
    #[must_use]
    pub fn text(&self, live: Option<&LiveView>) -> String {
        let mut out = String::with_capacity(4096);
        // Writing to a String cannot fail.
        let _ = self.write(&mut out, live);
        out
    }

    fn write(&self, out: &mut String, live: Option<&LiveView>) -> std::fmt::Result {
        let counters = [
            (
                "hall_tickets_total",
                "Tickets given since the start.",
                &self.tickets,
            ),
            (
                "hall_calls_total",
                "Visitors called since the start.",
                &self.calls,
            ),
            (
                "hall_refusals_total",
                "Commands refused by the hall's rules.",
                &self.refusals,
            ),
            (
                "hall_busy_total",
                "Messages refused because the owner was busy.",
                &self.busy_answers,
            ),
        ];
        for (name, help, counter) in counters {
            let value = counter.load(Ordering::Relaxed);
            writeln!(out, "# HELP {name} {help}\n# TYPE {name} counter\n{name} {value}")?;
        }
        let gauges = [
            (
                "hall_owner_waiting_messages",
                "Messages that wait for the owner.",
                &self.waiting_messages,
            ),
            (
                "hall_journal_seq",
                "The last entry of the journal.",
                &self.journal_seq,
            ),
        ];
        for (name, help, gauge) in gauges {
            let value = gauge.load(Ordering::Relaxed);
            writeln!(out, "# HELP {name} {help}\n# TYPE {name} gauge\n{name} {value}")?;
        }
        self.commit_us
            .write(out, "hall_commit_seconds", &COMMIT_US, 1e-6)?;
        self.batch_entries
            .write(out, "hall_commit_entries", &BATCH, 1.0)?;
        write_groups(out, live)
    }
}

fn write_groups(out: &mut String, live: Option<&LiveView>) -> std::fmt::Result {
    writeln!(
        out,
        "# HELP hall_waiting Visitors waiting.\n# TYPE hall_waiting gauge"
    )?;
    for group in live.into_iter().flat_map(|live| &live.groups) {
        writeln!(
            out,
            "hall_waiting{{group=\"{}\"}} {}",
            group.letter, group.waiting
        )?;
    }
    Ok(())
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a count beyond 2^53 is not reached, and a metric may be rounded"
)]
fn as_float(count: u64) -> f64 {
    count as f64
}
