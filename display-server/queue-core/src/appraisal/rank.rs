//! Ranks, and how many may be found excellent: proposals; people decide.

use super::{Appraisal, ClerkMonth};

/// The rank of each clerk, in the order of the list; none: too few verified ratings, or nothing measured. Equal totals share
/// a rank, and the next one is left out.
#[must_use]
pub fn ranks(clerks: &[ClerkMonth]) -> Vec<Option<u32>> {
    let ranked: Vec<u32> = clerks.iter().filter_map(rankable).collect();
    let better = |total: u32| ranked.iter().filter(|other| **other > total).count();
    let rank = |total: u32| u32::try_from(better(total)).unwrap_or(u32::MAX).saturating_add(1);
    clerks.iter().map(|clerk| rankable(clerk).map(rank)).collect()
}

/// The total of a clerk who may be ranked.
fn rankable(clerk: &ClerkMonth) -> Option<u32> {
    clerk
        .sheet
        .total_hundredths
        .filter(|_| clerk.figures.ratings.are_enough())
}

impl Appraisal {
    /// How many clerks may be found excellent: heads × percent, rounded down.
    #[must_use]
    pub fn excellent_heads(&self) -> u32 {
        let heads = u32::try_from(self.clerks.len()).unwrap_or(u32::MAX);
        heads.saturating_mul(self.excellent_percent) / 100
    }

    /// How many have been found so.
    #[must_use]
    pub fn found_excellent(&self) -> u32 {
        let found = self.clerks.iter().filter(|clerk| clerk.is_excellent());
        u32::try_from(found.count()).unwrap_or(u32::MAX)
    }

    /// The clerks whose totals are the best, as many as may be found excellent and all who share the last of their totals:
    /// a proposal, for somebody to decide. By total, not by rank: who has few ratings may be good all the same.
    #[must_use]
    pub fn proposed(&self) -> Vec<&ClerkMonth> {
        let mut totals: Vec<u32> = self
            .clerks
            .iter()
            .filter_map(|clerk| clerk.sheet.total_hundredths)
            .collect();
        totals.sort_unstable_by(|one, other| other.cmp(one));
        let heads = usize::try_from(self.excellent_heads()).unwrap_or(usize::MAX);
        let Some(last) = heads
            .checked_sub(1)
            .and_then(|last| totals.get(last).or(totals.last()))
        else {
            return Vec::new();
        };
        let best = self.clerks.iter();
        best.filter(|clerk| clerk.sheet.total_hundredths.is_some_and(|total| total >= *last))
            .collect()
    }
}
