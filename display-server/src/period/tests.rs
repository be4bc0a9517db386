//! No average of averages: whatever is merged gives what all facts give, recomputed by another path.

use std::collections::BTreeMap;

use super::{Distribution, LegFact, LegTable, SeatSpan, joined, outside, within_ms};

/// A generator of its own: xorshift64*, seeded, so that each run is the same.
struct Draw(u64);

impl Draw {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) % limit
    }
}

#[derive(Clone)]
struct Leg {
    visit: (i64, u32),
    service: String,
    window: u16,
    clerk: String,
    wait_ms: i64,
    handling_ms: Option<i64>,
    kept: bool,
}

/// A month of legs: 22 days, 5 services, 6 windows, clerks who change windows, days of very different size.
fn month() -> Vec<Leg> {
    let mut draw = Draw(20_261_101);
    let mut legs = Vec::new();
    for day in 0..22 {
        for visit in 0..(20 + draw.below(180)) {
            let window = draw.below(6);
            let served = draw.below(10) > 0;
            legs.push(Leg {
                visit: (20_261_101 + day, u32::try_from(visit).expect("few")),
                service: format!("A0{}", draw.below(5)),
                window: u16::try_from(window).expect("few"),
                clerk: format!("c{}", (window + u64::try_from(day).expect("a day") / 5) % 7),
                wait_ms: i64::try_from(draw.below(3_600_000)).expect("short"),
                handling_ms: served.then(|| i64::try_from(60_000 + draw.below(1_800_000)).expect("short")),
                kept: draw.below(5) > 0,
            });
        }
    }
    legs
}

fn fact(leg: &Leg) -> LegFact<'_> {
    LegFact {
        leg: 0,
        is_by_hand: false,
        service: &leg.service,
        window: Some(leg.window),
        clerk: Some(&leg.clerk),
        outcome: if leg.handling_ms.is_some() {
            "accepted"
        } else {
            "no_show"
        },
        is_called: true,
        promise_kept: Some(leg.kept),
        wait_ms: Some(leg.wait_ms),
        handling_ms: leg.handling_ms,
        is_served: leg.handling_ms.is_some(),
    }
}

fn table<'a>(legs: impl IntoIterator<Item = &'a Leg>) -> LegTable {
    let mut table = LegTable::default();
    legs.into_iter().for_each(|leg| table.add(&fact(leg)));
    table
}

/// What the figures of some legs are, from all of their values at once.
#[derive(Debug, PartialEq)]
struct Plain {
    legs: usize,
    served: usize,
    kept: usize,
    mean_s: Option<u32>,
    p50_s: Option<u32>,
    p90_s: Option<u32>,
    longest_s: Option<u32>,
    handling_mean_s: Option<u32>,
}

fn plain<'a>(legs: impl Iterator<Item = &'a Leg>) -> Plain {
    let legs: Vec<&Leg> = legs.collect();
    let mut waits: Vec<i64> = legs.iter().map(|leg| leg.wait_ms).collect();
    waits.sort_unstable();
    let handling: Vec<i64> = legs.iter().filter_map(|leg| leg.handling_ms).collect();
    let seconds = |ms: i64| u32::try_from(ms / 1000).expect("short");
    let mean = |values: &[i64]| {
        (!values.is_empty()).then(|| {
            let count = i64::try_from(values.len()).expect("few");
            // Half up, in whole seconds.
            let halves = (2 * values.iter().sum::<i64>() + 1_000 * count) / (2_000 * count);
            u32::try_from(halves).expect("short")
        })
    };
    let quantile = |percent: usize| {
        let rank = (waits.len() * percent).div_ceil(100);
        (waits.len() >= 30).then(|| seconds(waits[rank - 1]))
    };
    Plain {
        legs: legs.len(),
        served: handling.len(),
        kept: legs.iter().filter(|leg| leg.kept).count(),
        mean_s: mean(&waits),
        p50_s: quantile(50),
        p90_s: quantile(90),
        longest_s: waits.last().copied().map(seconds),
        handling_mean_s: mean(&handling),
    }
}

fn merged(sums: &super::LegSums) -> Plain {
    Plain {
        legs: sums.legs as usize,
        served: sums.served as usize,
        kept: sums.kept as usize,
        mean_s: sums.waits.mean_s(),
        p50_s: sums.waits.quantile_s(50),
        p90_s: sums.waits.quantile_s(90),
        longest_s: sums.waits.longest_s(),
        handling_mean_s: sums.handling.mean_s(),
    }
}

#[test]
fn a_months_report_equals_a_plain_recomputation_over_all_legs() {
    let legs = month();
    let table = table(&legs);
    assert_eq!(merged(&table.total()), plain(legs.iter()));
    assert_eq!(table.tickets as usize, legs.len());
    let clerks = table.sum_by(|_, _, clerk| clerk.map(str::to_owned));
    assert!(clerks.len() > 5);
    for (clerk, sums) in &clerks {
        let of_clerk = plain(legs.iter().filter(|leg| leg.clerk == *clerk));
        assert_eq!(merged(sums), of_clerk, "{clerk}");
    }
    for (window, sums) in table.sum_by(|_, window, _| window) {
        assert_eq!(
            merged(&sums),
            plain(legs.iter().filter(|leg| leg.window == window))
        );
    }
    for (service, sums) in table.sum_by(|service, _, _| Some(service.to_owned())) {
        assert_eq!(
            merged(&sums),
            plain(legs.iter().filter(|leg| leg.service == service))
        );
    }
}

#[test]
fn merged_days_are_the_month_and_the_mean_of_their_means_is_not() {
    let legs = month();
    let mut by_day: BTreeMap<i64, Vec<&Leg>> = BTreeMap::new();
    for leg in &legs {
        by_day.entry(leg.visit.0).or_default().push(leg);
    }
    let mut merged_days = LegTable::default();
    let mut means = Vec::new();
    for legs in by_day.values() {
        let day = table(legs.iter().copied());
        means.push(day.total().waits.mean_s().expect("legs"));
        merged_days.merge(&day);
    }
    assert_eq!(merged(&merged_days.total()), plain(legs.iter()));
    assert_eq!(merged_days.tickets as usize, legs.len());
    let mean_of_means = means.iter().sum::<u32>() / u32::try_from(means.len()).expect("few");
    assert_ne!(
        Some(mean_of_means),
        merged_days.total().waits.mean_s(),
        "else the test shows nothing"
    );
}

#[test]
fn a_quantile_of_fewer_than_thirty_is_not_told() {
    let mut few = Distribution::default();
    (1..=29).for_each(|second| few.add(second * 1000));
    assert_eq!((few.quantile_s(50), few.mean_s()), (None, Some(15)));
    few.add(30_999);
    assert_eq!(
        (few.quantile_s(50), few.quantile_s(90), few.quantile_s(100)),
        (Some(15), Some(27), Some(30))
    );
    assert_eq!(Distribution::default().mean_s(), None);
}

#[test]
fn time_signed_in_counts_within_the_hours_and_once() {
    let minute = 60_000;
    let span = |from: i64, until: i64| SeatSpan {
        day: jiff::civil::date(2026, 3, 2),
        window: 1,
        clerk: "c1".to_owned(),
        from_ms: from * minute,
        until_ms: until * minute,
        is_paused: false,
    };
    let hours = [(100 * minute, 200 * minute), (300 * minute, 400 * minute)];
    // Before the hours, over their beginning, twice the same time, over noon, after them: 20 + 30 + (10 + 20) = 80 minutes.
    let spans = [
        span(310, 320),
        span(0, 50),
        span(90, 120),
        span(120, 150),
        span(130, 150),
        span(190, 310),
        span(400, 500),
    ];
    assert_eq!(within_ms(spans.iter(), &hours), (20 + 30 + 10 + 20) * 60_000);
}

#[test]
fn a_visit_is_one_ticket_however_its_legs_are_spread_over_days() {
    let legs = month();
    let mut table = LegTable::default();
    table.add(&fact(&legs[0]));
    table.add(&LegFact {
        leg: 1,
        ..fact(&legs[0])
    });
    assert_eq!((table.tickets, table.total().legs), (1, 2));
}

#[test]
fn what_lies_outside_of_times_is_left() {
    let times = joined(vec![(50, 60), (10, 20), (15, 30), (95, 200)]);
    assert_eq!(times, [(10, 30), (50, 60), (95, 200)]);
    assert_eq!(
        outside(&[(0, 55), (58, 100)], &times),
        [(0, 10), (30, 50), (60, 95)]
    );
    assert_eq!(outside(&[(10, 20)], &times), []);
    assert_eq!(outside(&[(1, 2)], &[]), [(1, 2)]);
}
