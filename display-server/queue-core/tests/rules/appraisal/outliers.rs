//! Handling times that stand apart.

use queue_core::appraisal::{Handled, outliers};
use queue_core::{PersonCode, ServiceCode};

fn handled(means_s: &[u64], legs: u32) -> Vec<Handled> {
    let lines = means_s.iter().zip(1..);
    lines
        .map(|(mean, number)| Handled {
            person: PersonCode::new(format!("c{number}")),
            service: ServiceCode::new("A01"),
            legs,
            handling_ms: mean * 1000 * u64::from(legs),
        })
        .collect()
}

fn far(lines: &[Handled]) -> Vec<String> {
    outliers(lines)
        .iter()
        .map(|(person, _)| person.to_string())
        .collect()
}

/// Means 400, 410, 420, 430, 440: median 420, deviations 20 10 0 10 20, their median 10; three robust deviations are
/// 3 × 14.826 = 44.478 s. So 464 s is near and 465 s is far, and below likewise.
#[test]
fn more_than_three_robust_deviations_from_the_median_is_far() {
    assert_eq!(
        far(&handled(&[400, 410, 420, 430, 440], 30)),
        Vec::<String>::new()
    );
    // With 464 as the highest: 400 410 420 430 464; deviations 20 10 0 10 44: median 10 again.
    assert_eq!(
        far(&handled(&[400, 410, 420, 430, 464], 30)),
        Vec::<String>::new()
    );
    assert_eq!(far(&handled(&[400, 410, 420, 430, 465], 30)), ["c5"]);
    assert_eq!(far(&handled(&[375, 410, 420, 430, 440], 30)), ["c1"]);
    let (_, outlier) = &outliers(&handled(&[400, 410, 420, 430, 465], 30))[0];
    assert_eq!((outlier.mean_s, outlier.median_s, outlier.legs), (465, 420, 30));
}

#[test]
fn few_legs_few_clerks_or_no_spread_say_nothing() {
    assert_eq!(
        far(&handled(&[400, 410, 420, 430, 900], 29)),
        Vec::<String>::new()
    );
    assert_eq!(far(&handled(&[400, 410, 900], 30)), Vec::<String>::new());
    assert_eq!(
        far(&handled(&[400, 400, 400, 400, 900], 30)),
        Vec::<String>::new()
    );
}
