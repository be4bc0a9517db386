//! What a month or a year amounts to: sums and distributions that are merged, never averages of averages.
//!
//! Pure: facts in, figures out. A distribution keeps how many values fell on each whole second, so that those of windows,
//! clerks, services and months are merged without loss; a quantile is the nearest-rank one, to the second, and there is none
//! of fewer than [`ENOUGH_FOR_QUANTILES`] values.
//!
//! Invariant: merging the parts of a table in any way gives what all of its facts give.

mod cases;
mod legs;
mod mandates;
mod seats;

pub use cases::{CaseSums, CaseTable};
pub use legs::{LegFact, LegSums, LegTable, SeenSums, standard_minutes};
pub use mandates::{AgentTrips, MandateSums, MandateTable};
pub use seats::{OpenTimes, SeatSpan, joined, outside, within_ms};

use std::collections::BTreeMap;

/// So few values have no quantile.
pub const ENOUGH_FOR_QUANTILES: u32 = 30;

/// How long things took: how many took so many whole seconds, and the exact sum.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Distribution {
    by_second: BTreeMap<u32, u32>,
    count: u32,
    sum_ms: u64,
    longest_ms: u64,
}

impl Distribution {
    /// One more; what is negative counts as nothing.
    pub fn add(&mut self, length_ms: i64) {
        let length_ms = u64::try_from(length_ms).unwrap_or_default();
        let second = u32::try_from(length_ms / 1000).unwrap_or(u32::MAX);
        *self.by_second.entry(second).or_default() += 1;
        self.count += 1;
        self.sum_ms += length_ms;
        self.longest_ms = self.longest_ms.max(length_ms);
    }

    /// All of another.
    pub fn merge(&mut self, other: &Self) {
        for (second, count) in &other.by_second {
            *self.by_second.entry(*second).or_default() += count;
        }
        self.count += other.count;
        self.sum_ms += other.sum_ms;
        self.longest_ms = self.longest_ms.max(other.longest_ms);
    }

    /// How many.
    #[must_use]
    pub fn count(&self) -> u32 {
        self.count
    }

    /// All together, in milliseconds.
    #[must_use]
    pub fn sum_ms(&self) -> u64 {
        self.sum_ms
    }

    /// The mean in whole seconds, half up; none: there are none.
    #[must_use]
    pub fn mean_s(&self) -> Option<u32> {
        let count_ms = u64::from(self.count) * 1000;
        let mean = (2 * self.sum_ms + count_ms).checked_div(2 * count_ms)?;
        u32::try_from(mean).ok()
    }

    /// The longest in whole seconds; none: there are none.
    #[must_use]
    pub fn longest_s(&self) -> Option<u32> {
        (self.count > 0).then(|| u32::try_from(self.longest_ms / 1000).unwrap_or(u32::MAX))
    }

    /// The smallest whole second that at least so many percent do not exceed; none: there are too few.
    #[must_use]
    pub fn quantile_s(&self, percent: u32) -> Option<u32> {
        if self.count < ENOUGH_FOR_QUANTILES {
            return None;
        }
        let rank = (u64::from(self.count) * u64::from(percent)).div_ceil(100).max(1);
        let mut seen = 0;
        let at = self.by_second.iter().find(|(_, count)| {
            seen += u64::from(**count);
            seen >= rank
        });
        at.map(|(second, _)| *second)
    }
}

#[cfg(test)]
mod tests;
