//! Chance from a seed: the same seed gives the same day, on any machine.
//!
//! The generator is `SplitMix64` (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014).

use std::f64::consts::TAU;

/// A seeded source of chance.
#[derive(Debug, Clone)]
pub struct Dice {
    state: u64,
}

impl Dice {
    /// Chance that repeats itself with the same seed.
    #[must_use]
    pub fn seeded(seed: u64) -> Self {
        Self { state: seed }
    }

    /// Chance that nobody has seen before, for ids that must not meet those of an earlier run.
    ///
    /// # Errors
    /// When the system has no randomness to give.
    pub fn fresh() -> anyhow::Result<Self> {
        let mut seed = [0; 8];
        getrandom::fill(&mut seed)
            .map_err(|error| anyhow::anyhow!("the system gives no randomness: {error}"))?;
        Ok(Self::seeded(u64::from_le_bytes(seed)))
    }

    /// The next 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// An id of 128 bits as 32 hex digits: a request, a press, a visitor's token.
    pub fn id(&mut self) -> String {
        format!("{:016x}{:016x}", self.bits(), self.bits())
    }

    /// A number from 0 to just under 1.
    pub fn unit(&mut self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "53 bits are what an f64 holds exactly")]
        let bits = (self.bits() >> 11) as f64;
        bits / 9_007_199_254_740_992.0
    }

    /// Whether something happens that happens with this probability.
    pub fn happens(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    /// A length of this mean, as long as any other at any moment (exponential).
    pub fn exponential(&mut self, mean: f64) -> f64 {
        -mean * (1.0 - self.unit()).ln()
    }

    /// A length of this mean and coefficient of variation, never negative, sometimes long (lognormal).
    pub fn lognormal(&mut self, mean: f64, cv: f64) -> f64 {
        let variance = (1.0 + cv * cv).ln();
        let normal = (-2.0 * (1.0 - self.unit()).ln()).sqrt() * (TAU * self.unit()).cos();
        mean * (variance.sqrt() * normal - variance / 2.0).exp()
    }

    /// One of a list, each as likely as its weight; none of an empty list.
    pub fn weighted<'a, T>(&mut self, choices: &'a [(T, f64)]) -> Option<&'a T> {
        let total: f64 = choices.iter().map(|(_, weight)| weight).sum();
        let mut left = self.unit() * total;
        choices
            .iter()
            .find(|(_, weight)| {
                left -= weight;
                left < 0.0
            })
            .or(choices.last())
            .map(|(choice, _)| choice)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_ids() {
        assert_eq!(Dice::seeded(7).id(), Dice::seeded(7).id());
        assert_ne!(Dice::seeded(7).id(), Dice::seeded(8).id());
        assert_eq!(Dice::seeded(7).id().len(), 32);
    }

    #[test]
    fn lognormal_lengths_keep_their_mean() {
        let mut dice = Dice::seeded(1);
        let mean = (0..20_000).map(|_| dice.lognormal(10.0, 0.6)).sum::<f64>() / 20_000.0;
        assert!((9.7..10.3).contains(&mean), "{mean}");
    }

    #[test]
    fn a_weight_of_nothing_is_never_chosen() {
        let mut dice = Dice::seeded(3);
        assert!((0..1_000).all(|_| dice.weighted(&[("never", 0.0), ("always", 1.0)]) == Some(&"always")));
    }
}
