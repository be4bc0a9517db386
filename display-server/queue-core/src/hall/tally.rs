//! Today's figures of one queue group, kept as its legs end.

use crate::leg::{LegRecord, Outcome};

/// Today's figures of one queue group.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// Tickets given.
    pub issued: u32,
    /// Legs that are over.
    pub finished: u32,
    /// Of these, served to their end.
    pub served: u32,
    /// Of these, closed as no-show.
    pub no_shows: u32,
    /// Waits of the legs that were called and are over, in seconds, ascending.
    waits_s: Vec<u32>,
}

impl Tally {
    pub(super) fn add(&mut self, record: &LegRecord) {
        self.finished += 1;
        self.served += u32::from(record.is_served());
        self.no_shows += u32::from(record.outcome == Outcome::NoShow);
        if let Some(wait) = seconds(record.wait_ms) {
            let at = self.waits_s.partition_point(|other| *other < wait);
            self.waits_s.insert(at, wait);
        }
    }

    pub(super) fn remove(&mut self, record: &LegRecord) {
        self.finished -= 1;
        self.served -= u32::from(record.is_served());
        self.no_shows -= u32::from(record.outcome == Outcome::NoShow);
        if let Some(Ok(at)) = seconds(record.wait_ms).map(|wait| self.waits_s.binary_search(&wait)) {
            self.waits_s.remove(at);
        }
    }

    /// The wait below which `percent` of the finished legs stayed, in seconds (nearest rank); none without any.
    #[must_use]
    pub fn wait_quantile_s(&self, percent: usize) -> Option<u32> {
        let rank = (self.waits_s.len() * percent.min(100)).div_ceil(100).max(1);
        self.waits_s.get(rank - 1).copied()
    }
}

fn seconds(milliseconds: Option<i64>) -> Option<u32> {
    milliseconds.and_then(|length| u32::try_from(length / 1000).ok())
}
