//! Handling times that stand apart from those of like clerks: somebody should look, and no mark follows.
//!
//! A robust deviation is 1.4826 × the median absolute deviation from the median, which for a normal law is its standard
//! deviation, and which a few strange values do not move (Hampel 1974).

use super::figures::Outlier;
use crate::ids::{PersonCode, ServiceCode};

/// So many legs of a service a clerk needs for a mean that says something.
pub const ENOUGH_LEGS: u32 = 30;
/// So many clerks a comparison needs.
const ENOUGH_CLERKS: usize = 4;
/// So many robust deviations from the median is far.
const FAR: i128 = 3;
/// 1.4826, in ten-thousandths.
const NORMAL_TEN_THOUSANDTHS: i128 = 14_826;

/// What a clerk did of one service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handled {
    /// Who.
    pub person: PersonCode,
    /// Which service.
    pub service: ServiceCode,
    /// How many legs.
    pub legs: u32,
    /// Their handling together, in milliseconds.
    pub handling_ms: u64,
}

/// Who stands apart at a service; all lines must be of one service, one a clerk.
#[must_use]
pub fn outliers(lines: &[Handled]) -> Vec<(PersonCode, Outlier)> {
    let enough: Vec<&Handled> = lines.iter().filter(|line| line.legs >= ENOUGH_LEGS).collect();
    if enough.len() < ENOUGH_CLERKS {
        return Vec::new();
    }
    let means: Vec<i128> = enough.iter().map(|line| mean_ms(line)).collect();
    let median_ms = median(means.clone());
    let deviation_ms = median(means.iter().map(|mean| (mean - median_ms).abs()).collect());
    let is_far = |mean: i128| {
        deviation_ms > 0 && (mean - median_ms).abs() * 10_000 > FAR * NORMAL_TEN_THOUSANDTHS * deviation_ms
    };
    let far = enough.iter().zip(&means).filter(|(_, mean)| is_far(**mean));
    far.map(|(line, mean)| {
        let outlier = Outlier {
            service: line.service.clone(),
            legs: line.legs,
            mean_s: seconds(*mean),
            median_s: seconds(median_ms),
        };
        (line.person.clone(), outlier)
    })
    .collect()
}

fn mean_ms(line: &Handled) -> i128 {
    i128::from(line.handling_ms)
        .checked_div(i128::from(line.legs))
        .unwrap_or_default()
}

fn seconds(ms: i128) -> u32 {
    u32::try_from(ms / 1000).unwrap_or(u32::MAX)
}

/// The middle value; of two middle ones half their sum.
fn median(mut values: Vec<i128>) -> i128 {
    values.sort_unstable();
    let half = values.len() / 2;
    let at = |place: usize| values.get(place).copied().unwrap_or_default();
    if values.len() % 2 == 1 {
        at(half)
    } else {
        i128::midpoint(at(half.saturating_sub(1)), at(half))
    }
}
