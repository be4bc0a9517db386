//! Who comes on a day, when and why: drawn from a seed by the figures of a sample hall.
//!
//! Arrivals are a non-homogeneous Poisson process with two peaks; the volumes are those of a city's service centre
//! of 14 windows and some 400 visitors a day.

use hall_protocol::Language;
use hall_protocol::PlanDocument;
use hall_protocol::plan_document::{PlanClaimant, PlanService};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use crate::dice::Dice;

/// Tickets a day by queue group. Fees (P) and pick-up (L) are mostly next legs, so few begin there.
const VOLUMES: [(char, f64); 16] = [
    ('A', 52.0),
    ('C', 30.0),
    ('H', 30.0),
    ('S', 48.0),
    ('R', 24.0),
    ('Y', 36.0),
    ('M', 20.0),
    ('F', 26.0),
    ('G', 9.0),
    ('N', 30.0),
    ('K', 16.0),
    ('X', 11.0),
    ('J', 6.0),
    ('P', 4.0),
    ('L', 22.0),
    ('Z', 24.0),
];
/// How many a day come to a group that the table does not name.
const OTHER_VOLUME: f64 = 15.0;
/// How busy the hall is, from the first of two instants to the second, in seconds since midnight; 1 is ordinary.
const PROFILE: [(i64, i64, f64); 6] = [
    (30_000, 32_400, 0.6),
    (32_400, 37_800, 2.0),
    (37_800, 43_200, 1.0),
    (50_400, 52_200, 0.9),
    (52_200, 57_600, 1.8),
    (57_600, 63_000, 0.8),
];
/// The share that come by appointment.
const BOOKED: f64 = 0.14;
/// The share that claim a class at the kiosk.
const CLAIMED: f64 = 0.13;
/// The share that ask for a guide.
const ESCORTED: f64 = 0.03;

/// Somebody who comes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrival {
    /// When.
    pub at: Timestamp,
    /// What for.
    pub service: String,
    /// The class that is claimed.
    pub class: Option<String>,
    /// The time of the appointment.
    pub booked_at: Option<Timestamp>,
    /// The language of the slip.
    pub language: Language,
    /// Whether a guide is asked for.
    pub escort: bool,
}

/// Everybody who comes on a day, in order.
#[must_use]
pub fn arrivals(plan: &PlanDocument, day: Date, zone: &TimeZone, dice: &mut Dice) -> Vec<Arrival> {
    let Ok(midnight) = zone.to_timestamp(day.at(0, 0, 0, 0)) else {
        return Vec::new();
    };
    let mut all = Vec::new();
    for group in &plan.group {
        let letter = group.letter.as_char();
        let services: Vec<_> = plan
            .service
            .iter()
            .filter(|service| service.group == group.letter)
            .map(|service| (service, popularity(service)))
            .collect();
        let volume = VOLUMES
            .iter()
            .find(|(name, _)| *name == letter)
            .map_or(OTHER_VOLUME, |(_, volume)| *volume);
        for at_s in instants(volume, dice) {
            let Some(service) = dice.weighted(&services) else {
                continue;
            };
            let at = later(midnight, at_s);
            all.push(one(plan, service, at, dice));
        }
    }
    all.sort_by_key(|arrival| arrival.at);
    all
}

/// What takes long is asked for less.
fn popularity(service: &PlanService) -> f64 {
    1.0 / f64::from(service.usual_minutes.max(1))
}

fn one(plan: &PlanDocument, service: &PlanService, at: Timestamp, dice: &mut Dice) -> Arrival {
    let booked = dice.happens(BOOKED);
    let booked_at = booked.then(|| on_the_quarter(later(at, dice.exponential(480.0) - 240.0)));
    let claimable: Vec<_> = plan
        .class
        .iter()
        .filter(|class| class.claim.contains(&PlanClaimant::Kiosk))
        .map(|class| (class.code.clone(), 1.0))
        .collect();
    let class = (!booked && dice.happens(CLAIMED))
        .then(|| dice.weighted(&claimable).cloned())
        .flatten();
    let languages = [
        (Language::ZhHant, 0.85),
        (Language::ZhHans, 0.1),
        (Language::En, 0.05),
    ];
    Arrival {
        at,
        service: service.code.clone(),
        class,
        booked_at,
        language: dice.weighted(&languages).copied().unwrap_or_default(),
        escort: dice.happens(ESCORTED),
    }
}

/// Appointments are on the quarter of an hour.
fn on_the_quarter(at: Timestamp) -> Timestamp {
    let seconds = at.as_second();
    Timestamp::from_second(seconds - seconds.rem_euclid(900)).unwrap_or(at)
}

/// When the visitors of one group come, in seconds since midnight: a Poisson process over the profile.
fn instants(volume: f64, dice: &mut Dice) -> Vec<f64> {
    let busy = |(from, to, level): &(i64, i64, f64)| span(*from, *to) * level;
    let total: f64 = PROFILE.iter().map(busy).sum();
    let mut all = Vec::new();
    for (from, to, level) in PROFILE {
        let gap = total / (volume * level);
        let mut at = dice.exponential(gap);
        while at < span(from, to) {
            all.push(span(0, from) + at);
            at += dice.exponential(gap);
        }
    }
    all
}

#[expect(clippy::cast_precision_loss, reason = "seconds of a day")]
fn span(from: i64, to: i64) -> f64 {
    (to - from) as f64
}

/// An instant so many seconds later.
#[must_use]
pub fn later(at: Timestamp, seconds: f64) -> Timestamp {
    at.saturating_add(SignedDuration::from_secs_f64(seconds))
        .unwrap_or(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_has_about_its_volume_and_most_of_it_at_the_peaks() {
        let mut dice = Dice::seeded(4);
        let all = instants(2_000.0, &mut dice);
        assert!((1_850..2_150).contains(&all.len()), "{}", all.len());
        let peak = all.iter().filter(|at| (32_400.0..37_800.0).contains(*at)).count();
        let quiet = all.iter().filter(|at| (37_800.0..43_200.0).contains(*at)).count();
        assert!(peak > quiet * 3 / 2, "{peak} at the peak, {quiet} after it");
        assert!(all.iter().all(|at| (30_000.0..63_000.0).contains(at)));
    }

    #[test]
    fn appointments_are_on_the_quarter() {
        let at: Timestamp = "2026-03-02T01:44:59Z".parse().expect("an instant");
        assert_eq!(on_the_quarter(at).to_string(), "2026-03-02T01:30:00Z");
    }
}
