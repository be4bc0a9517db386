//! What can be proved of the promise clock, as properties over generated days of a hall: random plans, and everything
//! that visitors, windows and a manager do.

mod calls;
mod ends;
mod plain;
mod plan;
mod seen;
mod steps;
mod walk;
mod watch;

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use crate::support::generated;
use seen::Seen;
use steps::day;
use walk::walk;
use watch::Look;

/// Days that each property looks at, as long as nobody asks for more.
const DAYS: u32 = 96;

fn days() -> ProptestConfig {
    ProptestConfig {
        max_shrink_iters: 4_000,
        ..generated(DAYS)
    }
}

proptest! {
    #![proptest_config(days())]

    /// Bounds 1 to 3, each stated in `calls`.
    #[test]
    fn nobody_is_passed_beyond_the_bounds_of_the_promise_clock(day in day()) {
        walk(&day, Look::Bounds)?;
    }

    /// At every moment and for every window.
    #[test]
    fn the_order_is_a_plain_sort_by_key_anchor_and_arrival(day in day()) {
        walk(&day, Look::Order)?;
    }

    #[test]
    fn nobody_is_in_two_places_and_every_leg_ends_once(day in day()) {
        walk(&day, Look::Sums)?;
    }
}

#[test]
fn generated_days_have_everything_in_them() {
    let mut runner = TestRunner::deterministic();
    let mut seen = Seen::default();
    for _ in 0..DAYS {
        let day = day().new_tree(&mut runner).expect("a day").current();
        seen.add(&walk(&day, Look::Bounds).expect("a sound day"));
    }
    for what in [
        "walk-in called",
        "appointment called",
        "late appointment called",
        "called early",
        "remote ticket called",
        "next leg called",
        "parallel leg",
        "one of several matters called",
        "transfer called",
        "reactivated called",
        "taken up again",
        "called out of order",
        "undone",
        "call taken back",
        "called after a stop",
        "passed",
        "passed across skills",
    ] {
        assert!(
            seen.times(what) > 0,
            "in {DAYS} days nothing was {what}: {:?}",
            seen.counts()
        );
    }
}
