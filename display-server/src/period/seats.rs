//! How long windows were staffed, and open.

use std::collections::BTreeMap;

use jiff::civil::Date;

/// A time for which somebody sat at a window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeatSpan {
    /// On which service day.
    pub day: Date,
    /// Where.
    pub window: u16,
    /// Who.
    pub clerk: String,
    /// Since when, in milliseconds since 1970.
    pub from_ms: i64,
    /// Until when.
    pub until_ms: i64,
    /// Whether the window did not call.
    pub is_paused: bool,
}

/// How long a window was staffed, and open: staffed without pauses.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct OpenTimes {
    /// Staffed, in milliseconds.
    pub staffed_ms: u64,
    /// Open, in milliseconds.
    pub open_ms: u64,
}

impl OpenTimes {
    /// Summed by whatever a span is counted under.
    pub fn sum_by<K: Ord>(spans: &[SeatSpan], key: impl Fn(&SeatSpan) -> K) -> BTreeMap<K, Self> {
        let mut sums: BTreeMap<K, Self> = BTreeMap::new();
        for span in spans {
            let length_ms = u64::try_from(span.until_ms - span.from_ms).unwrap_or_default();
            let sum = sums.entry(key(span)).or_default();
            sum.staffed_ms += length_ms;
            sum.open_ms += if span.is_paused { 0 } else { length_ms };
        }
        sums
    }

    /// All of another.
    pub fn merge(&mut self, other: Self) {
        self.staffed_ms += other.staffed_ms;
        self.open_ms += other.open_ms;
    }

    /// Open, in whole minutes, rounded down.
    #[must_use]
    pub fn open_min(&self) -> u32 {
        u32::try_from(self.open_ms / 60_000).unwrap_or(u32::MAX)
    }
}

/// For how long somebody sat anywhere within some hours, in milliseconds; what overlaps counts once. The hours must not
/// overlap one another.
#[must_use]
pub fn within_ms<'a>(spans: impl Iterator<Item = &'a SeatSpan>, hours: &[(i64, i64)]) -> u64 {
    let mut spans: Vec<(i64, i64)> = spans.map(|span| (span.from_ms, span.until_ms)).collect();
    spans.sort_unstable();
    let mut total_ms = 0;
    for (open_ms, close_ms) in hours {
        let mut counted_ms = *open_ms;
        for (from_ms, until_ms) in &spans {
            let from_ms = (*from_ms).max(counted_ms);
            let until_ms = (*until_ms).min(*close_ms);
            if from_ms < until_ms {
                total_ms += u64::try_from(until_ms - from_ms).unwrap_or_default();
                counted_ms = until_ms;
            }
        }
    }
    total_ms
}

/// What of some hours lies outside certain times; both in milliseconds, neither overlapping among themselves.
#[must_use]
pub fn outside(hours: &[(i64, i64)], times: &[(i64, i64)]) -> Vec<(i64, i64)> {
    times.iter().fold(hours.to_vec(), |hours, (from_ms, until_ms)| {
        let parts = hours.into_iter().flat_map(|(open_ms, close_ms)| {
            let before = (open_ms, close_ms.min(*from_ms));
            let after = (open_ms.max(*until_ms), close_ms);
            [before, after]
        });
        parts.filter(|(open_ms, close_ms)| open_ms < close_ms).collect()
    })
}

/// Times that overlap made one.
#[must_use]
pub fn joined(mut times: Vec<(i64, i64)>) -> Vec<(i64, i64)> {
    times.sort_unstable();
    let mut joined: Vec<(i64, i64)> = Vec::new();
    for (from_ms, until_ms) in times {
        match joined.last_mut() {
            Some((_, last_ms)) if from_ms <= *last_ms => *last_ms = until_ms.max(*last_ms),
            _ => joined.push((from_ms, until_ms)),
        }
    }
    joined
}
