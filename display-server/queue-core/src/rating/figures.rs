//! What ratings amount to: counted, never ranked. Pure.

use super::{RatedFrom, Rating, RatingFlag, RatingLevel};
use crate::plan::RatingRules;

/// What a rating counts as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    /// As this.
    As(RatingLevel),
    /// Not yet: it is doubtful, and nobody has looked at it.
    Waits,
    /// Not at all: a second person found that it does not stand, and its visitor has said nothing else.
    Struck,
}

/// How many of each level.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LevelCounts {
    /// 非常滿意.
    pub very_satisfied: u32,
    /// 滿意.
    pub satisfied: u32,
    /// 基本滿意.
    pub basically_satisfied: u32,
    /// 不滿意.
    pub dissatisfied: u32,
    /// 非常不滿意.
    pub very_dissatisfied: u32,
}

/// Figures of ratings: of a service, a department, a window, or of one clerk in one month.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RatingFigures {
    /// Legs that could be rated.
    pub rateable: u32,
    /// Legs that were: counted, waiting and struck. The rest is unrated, which is no level.
    pub rated: u32,
    /// Those that count, by level.
    pub levels: LevelCounts,
    /// Those that count and are bad.
    pub bad: u32,
    /// Those of them that were verified as the clerk's fault; only these are held against anybody.
    pub verified_bad: u32,
    /// Doubtful ones that wait for a second person.
    pub flagged: u32,
    /// Those that were struck.
    pub struck: u32,
}

impl LevelCounts {
    /// How many of a level.
    #[must_use]
    pub fn of(&self, level: RatingLevel) -> u32 {
        match level {
            RatingLevel::VerySatisfied => self.very_satisfied,
            RatingLevel::Satisfied => self.satisfied,
            RatingLevel::BasicallySatisfied => self.basically_satisfied,
            RatingLevel::Dissatisfied => self.dissatisfied,
            RatingLevel::VeryDissatisfied => self.very_dissatisfied,
        }
    }

    /// All of them.
    #[must_use]
    pub fn sum(&self) -> u32 {
        RatingLevel::ALL.into_iter().map(|level| self.of(level)).sum()
    }

    fn add(&mut self, level: RatingLevel) {
        let count = match level {
            RatingLevel::VerySatisfied => &mut self.very_satisfied,
            RatingLevel::Satisfied => &mut self.satisfied,
            RatingLevel::BasicallySatisfied => &mut self.basically_satisfied,
            RatingLevel::Dissatisfied => &mut self.dissatisfied,
            RatingLevel::VeryDissatisfied => &mut self.very_dissatisfied,
        };
        *count += 1;
    }
}

impl Rating {
    /// What it counts as.
    #[must_use]
    pub fn counted(&self) -> Counted {
        match &self.looked {
            _ if self.waits() => Counted::Waits,
            Some(looked) if !looked.upheld => self.instead.map_or(Counted::Struck, Counted::As),
            Some(_) | None => Counted::As(self.level),
        }
    }
}

impl RatingFigures {
    /// The figures of a scope by its ratings, and by how many legs of it could be rated. `fault` says whether a bad rating was
    /// verified as the clerk's fault. Where the window's keys say something else than the phones ([`is_skewed`]), those of
    /// the keys wait, each until somebody has looked at it.
    #[must_use]
    pub fn of(
        rules: &RatingRules,
        rateable: u32,
        ratings: &[&Rating],
        fault: impl Fn(&Rating) -> bool,
    ) -> Self {
        let skewed = is_skewed(rules, ratings);
        let mut figures = Self {
            // A leg that was rated could be.
            rateable: rateable.max(count(ratings.iter())),
            ..Self::default()
        };
        for rating in ratings {
            let doubtful = skewed && rating.from == RatedFrom::Window && rating.looked.is_none();
            figures.add(rating, doubtful, fault(rating));
        }
        figures
    }

    /// Whether there are enough ratings to be shown beside others, or to be ranked.
    #[must_use]
    pub fn is_enough(&self, rules: &RatingRules) -> bool {
        self.levels.sum() >= rules.enough
    }

    /// How many legs were not rated.
    #[must_use]
    pub fn unrated(&self) -> u32 {
        self.rateable.saturating_sub(self.rated)
    }

    fn add(&mut self, rating: &Rating, doubtful: bool, fault: bool) {
        self.rated += 1;
        match rating.counted() {
            Counted::As(_) if doubtful => self.flagged += 1,
            Counted::As(level) => {
                self.levels.add(level);
                self.bad += u32::from(level.is_bad());
                self.verified_bad += u32::from(level.is_bad() && fault);
            }
            Counted::Waits => self.flagged += 1,
            Counted::Struck => self.struck += 1,
        }
    }
}

/// Whether the keys of the windows say something else than the phones: the share of a level differs by more points than the
/// plan allows, with enough ratings of both. What the holders of the tickets took back is left out.
#[must_use]
pub fn is_skewed(rules: &RatingRules, ratings: &[&Rating]) -> bool {
    let of = |from: RatedFrom| {
        let mut levels = LevelCounts::default();
        let told = ratings.iter().filter(|rating| rating.from == from);
        let told = told.filter(|rating| !rating.flags.contains(&RatingFlag::Disowned));
        told.for_each(|rating| levels.add(rating.level));
        levels
    };
    let (window, phone) = (of(RatedFrom::Window), of(RatedFrom::Phone));
    let (windows, phones) = (u64::from(window.sum()), u64::from(phone.sum()));
    if windows.min(phones) < u64::from(rules.enough) {
        return false;
    }
    // Shares compared without dividing: w/W and p/P differ by more than s/100.
    RatingLevel::ALL.into_iter().any(|level| {
        let (there, here) = (
            u64::from(window.of(level)) * phones,
            u64::from(phone.of(level)) * windows,
        );
        there.abs_diff(here) * 100 > u64::from(rules.skew_points) * windows * phones
    })
}

fn count(ratings: impl Iterator) -> u32 {
    u32::try_from(ratings.count()).unwrap_or(u32::MAX)
}
