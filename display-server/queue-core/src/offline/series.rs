//! Which numbers of a letter are given on line, and which are leased.

use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};

/// So many numbers of a series are given on line before those that are leased.
const BEFORE_THE_LEASED: u32 = 600;
/// The last number that is leased, counted from the series' base; a full thousand of three digits.
const LAST_LEASED: u32 = 999;
/// Each series begins after a full thousand, so that a number shows which one it is of.
const THOUSAND: u32 = 1000;

/// A series of a service day's numbers: the first, or the one that a restored hall began so that it gives no number twice.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Series {
    /// How many came before it on its day.
    pub index: u16,
    /// What its numbers are counted from: 0, or a full thousand.
    pub base: u32,
}

impl Series {
    /// The series that a service day begins with.
    pub const FIRST: Self = Self { index: 0, base: 0 };

    /// The count of the `nth` ticket on line, from 1: the leased numbers stand in between.
    #[must_use]
    pub fn on_line(self, nth: u32) -> u32 {
        let within = if nth <= BEFORE_THE_LEASED {
            nth
        } else {
            nth.saturating_add(LAST_LEASED - BEFORE_THE_LEASED)
        };
        self.base.saturating_add(within)
    }

    /// The counts that are leased.
    #[must_use]
    pub fn leased(self) -> RangeInclusive<u32> {
        self.base.saturating_add(BEFORE_THE_LEASED + 1)..=self.base.saturating_add(LAST_LEASED)
    }

    /// How many numbers one lease holds in a hall of so many kiosks: one lease a kiosk, and one to spare for a kiosk that has
    /// lost its own or used it up.
    #[must_use]
    pub fn lease_length(kiosks: usize) -> u32 {
        let leases = u32::try_from(kiosks).unwrap_or(u32::MAX).saturating_add(1);
        ((LAST_LEASED - BEFORE_THE_LEASED) / leases).max(1)
    }

    /// The full thousand above every number of this series, where a letter gives so many on line a day at most.
    #[must_use]
    pub fn ceiling(self, numbers_per_day: u32) -> u32 {
        let last = self.on_line(numbers_per_day).max(*self.leased().end());
        last.div_ceil(THOUSAND).saturating_mul(THOUSAND)
    }

    /// The series after this one, above a ceiling.
    #[must_use]
    pub fn after(self, ceiling: u32) -> Self {
        Self {
            index: self.index.saturating_add(1),
            base: ceiling.div_ceil(THOUSAND).saturating_mul(THOUSAND),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_numbers_on_line_leave_out_those_that_are_leased() {
        for series in [Series::FIRST, Series { index: 1, base: 2000 }] {
            let on_line: BTreeSet<_> = (1..=1500).map(|nth| series.on_line(nth)).collect();
            assert_eq!(on_line.len(), 1500, "none twice");
            assert!(series.leased().all(|count| !on_line.contains(&count)));
            let within = |count: u32| count - series.base;
            assert_eq!([600, 601].map(|nth| within(series.on_line(nth))), [600, 1000]);
            assert_eq!(
                [*series.leased().start(), *series.leased().end()].map(within),
                [601, 999]
            );
        }
    }

    #[test]
    fn a_series_begins_above_every_number_of_the_one_before() {
        for (numbers_per_day, ceiling) in [
            (1, 1000),
            (300, 1000),
            (601, 1000),
            (602, 2000),
            (999, 2000),
            (9999, 11_000),
        ] {
            assert_eq!(
                Series::FIRST.ceiling(numbers_per_day),
                ceiling,
                "{numbers_per_day} a day"
            );
            let next = Series::FIRST.after(ceiling);
            assert!(next.on_line(1) > Series::FIRST.on_line(numbers_per_day).max(999));
            assert!(next.on_line(1) > *Series::FIRST.leased().end());
        }
        let third = Series::FIRST.after(2000).after(4000);
        assert_eq!((third.index, third.on_line(1)), (2, 4001));
    }

    #[test]
    fn there_is_a_lease_for_each_kiosk_and_one_to_spare() {
        for kiosks in [0_usize, 1, 4, 398, 5000] {
            let length = Series::lease_length(kiosks);
            assert!(length >= 1);
            if kiosks < 399 {
                assert!(
                    length * (u32::try_from(kiosks).unwrap() + 1) <= 399,
                    "{kiosks} kiosks"
                );
            }
        }
        assert_eq!(Series::lease_length(4), 79);
    }
}
