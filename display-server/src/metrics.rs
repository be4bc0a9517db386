//! What is counted, and its text for Prometheus.
//!
//! Invariant: counters only grow; a name ends with its unit.
//! Invariant: no name, number, token or code of a person is a label; every label has values that are known beforehand, or as
//! many as the plan has groups.

mod connections;
mod requests;
mod scrape;

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use queue_core::Event;

use crate::clock::Stopwatch;

pub(crate) use connections::CountedListener;
pub(crate) use requests::count_request;
pub(crate) use scrape::text;

/// Upper bounds of the buckets of commit times, in seconds.
const COMMIT_S: [f64; 8] = [0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.05, 0.25];
/// Upper bounds of the buckets of entries in one commit.
const BATCH: [f64; 8] = [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 256.0];

/// The counters; shared by everyone who counts.
#[derive(Debug)]
pub struct Meters {
    /// Messages that wait for the owner now.
    pub waiting_messages: Gauge,
    /// Messages refused because the owner's channel was full.
    pub busy_answers: Counter,
    /// The last entry of the journal.
    journal_seq: Gauge,
    /// Tickets given.
    pub tickets: Counter,
    /// Tickets of which a kiosk said that paper came out.
    pub confirmed: Counter,
    /// Tickets that became callable although no kiosk had said so in time.
    pub confirm_overdue: Counter,
    /// Visitors called.
    pub calls: Counter,
    /// Commands that the hall's rules refused.
    pub refusals: Counter,
    /// Transactions that could not be made durable.
    pub commit_failures: Counter,
    /// Connections that are open.
    pub connections: Gauge,
    /// Connections that were ever accepted.
    pub accepted: Counter,
    requests: Family<RequestLabels, Counter>,
    streams: Family<KindLabels, Gauge>,
    commit_s: Histogram,
    batch_entries: Histogram,
    last_commit: Mutex<Option<Stopwatch>>,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RequestLabels {
    route: &'static str,
    status: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct KindLabels {
    kind: &'static str,
}

impl Default for Meters {
    fn default() -> Self {
        Self {
            waiting_messages: Gauge::default(),
            busy_answers: Counter::default(),
            journal_seq: Gauge::default(),
            tickets: Counter::default(),
            confirmed: Counter::default(),
            confirm_overdue: Counter::default(),
            calls: Counter::default(),
            refusals: Counter::default(),
            commit_failures: Counter::default(),
            connections: Gauge::default(),
            accepted: Counter::default(),
            requests: Family::default(),
            streams: Family::default(),
            commit_s: Histogram::new(COMMIT_S),
            batch_entries: Histogram::new(BATCH),
            last_commit: Mutex::default(),
        }
    }
}

impl Meters {
    /// Counts what an entry says.
    pub fn count(&self, events: &[Event]) {
        for event in events {
            if matches!(event, Event::TicketIssued { .. }) {
                self.tickets.inc();
            } else if matches!(event, Event::TicketConfirmed { .. }) {
                self.confirmed.inc();
            } else if matches!(event, Event::ConfirmOverdue { .. }) {
                self.confirm_overdue.inc();
            } else if matches!(event, Event::Called { .. }) {
                self.calls.inc();
            }
        }
    }

    /// Counts one commit: how many entries it held and how long it took.
    pub fn committed(&self, entries: u64, took: Duration) {
        self.commit_s.observe(took.as_secs_f64());
        let entries = u32::try_from(entries).unwrap_or(u32::MAX);
        self.batch_entries.observe(f64::from(entries));
        let mut last = self.last_commit.lock().unwrap_or_else(PoisonError::into_inner);
        *last = Some(Stopwatch::start());
    }

    /// Counts a stream of a kind for as long as what is given back is kept.
    pub(crate) fn stream(&self, kind: &'static str) -> Open {
        Open::one(self.streams.get_or_create_owned(&KindLabels { kind }))
    }

    /// How long ago the last commit was; none: there was none since the start.
    fn since_last_commit(&self) -> Option<Duration> {
        let last = self.last_commit.lock().unwrap_or_else(PoisonError::into_inner);
        last.map(Stopwatch::elapsed)
    }

    /// The journal ends at this entry now.
    pub fn journal_ends_at(&self, seq: u64) {
        self.journal_seq.set(i64::try_from(seq).unwrap_or(i64::MAX));
    }
}

/// Something that is open, and counted until it is dropped.
#[derive(Debug)]
pub(crate) struct Open(Gauge);

impl Open {
    fn one(gauge: Gauge) -> Self {
        gauge.inc();
        Self(gauge)
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        self.0.dec();
    }
}
