//! Two days of each trace through the real server: it chooses whom the trace calls, and records what the trace says.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    missing_docs,
    reason = "a test that cannot go on has failed; its name is its documentation"
)]

use std::path::Path;

use whole_hall::replay::outcome::TraceOutcome;
use whole_hall::replay::replay;

fn two_days_of(name: &str) -> TraceOutcome {
    let traces = Path::new(env!("CARGO_MANIFEST_DIR")).join("traces");
    replay(&traces, name, Some(2), &mut |_, _| {}).expect("the trace plays to its end")
}

fn check(name: &str, legs: u32) {
    let outcome = two_days_of(name);
    assert_eq!(outcome.calls, legs);
    assert!(
        outcome.rate() >= 0.998,
        "{} of {} calls: {:?}",
        outcome.matched,
        outcome.calls,
        outcome.misses
    );
    let unexplained: Vec<_> = outcome
        .misses
        .iter()
        .filter(|miss| !miss.is_undecidable())
        .collect();
    assert!(unexplained.is_empty(), "{unexplained:?}");
    assert_eq!(
        (outcome.legs_checked, outcome.legs_equal),
        (legs, legs),
        "{:?}",
        outcome.differences
    );
}

#[test]
fn a_small_hall_calls_and_records_as_its_trace() {
    check("A", 707);
}

#[test]
fn a_middle_hall_calls_and_records_as_its_trace() {
    check("B", 1_492);
}

#[test]
fn a_hall_with_journeys_calls_and_records_as_its_trace() {
    check("J", 1_751);
}
