//! What can be proved of the promise clock, as properties over generated days.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use queue_core::leg::Leg;

use crate::support::{Driven, at};

/// One thing that happens: after so many seconds somebody comes, or a window calls.
#[derive(Debug, Clone)]
enum Step {
    Arrive {
        after_s: i64,
        y: bool,
        elderly: bool,
        booked_in_s: Option<i64>,
    },
    Call {
        after_s: i64,
        window: u16,
    },
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => (0..240i64, any::<bool>(), proptest::bool::weighted(0.3), proptest::option::weighted(0.2, -1200..1800i64))
            .prop_map(|(after_s, y, elderly, booked_in_s)| Step::Arrive { after_s, y, elderly, booked_in_s }),
        2 => (0..300i64, 1..=2u16).prop_map(|(after_s, window)| Step::Call { after_s, window }),
    ]
}

fn later(at: Timestamp, seconds: i64) -> Timestamp {
    at + SignedDuration::from_secs(seconds)
}

/// A call: the window, the one called, and those who could have been.
type Call = (u16, Leg, Vec<Leg>);

/// Plays a day and returns its calls.
fn play(steps: &[Step]) -> Vec<Call> {
    play_in(&mut Driven::staffed(), steps)
}

fn play_in(hall: &mut Driven, steps: &[Step]) -> Vec<Call> {
    let mut calls = Vec::new();
    for step in steps {
        match step {
            Step::Arrive {
                after_s,
                y,
                elderly,
                booked_in_s,
            } => {
                hall.wind(later(hall.now, *after_s));
                let mut issue =
                    hall.issue_of(if *y { "Y01" } else { "X01" }, elderly.then_some("elderly"), None);
                issue.booked_at = booked_in_s.map(|seconds| later(hall.now, seconds));
                issue.channel = queue_core::visit::Channel::Reception;
                hall.run(crate::support::kiosk(), &queue_core::Command::Issue(issue))
                    .expect("a ticket");
            }
            Step::Call { after_s, window } => {
                hall.wind(later(hall.now, *after_s));
                let others: Vec<Leg> = ['X', 'Y']
                    .iter()
                    .filter_map(|letter| hall.hall.queue(crate::support::letter(*letter)))
                    .flat_map(queue_core::calling::Queue::iter)
                    .filter_map(|place| hall.hall.leg(place.leg).cloned())
                    .collect();
                if others.is_empty() {
                    continue;
                }
                let called = hall.serve(*window);
                let leg = hall.first_leg(&called).clone();
                let passed = others
                    .into_iter()
                    .filter(|other| other.opened.id != leg.opened.id)
                    .collect();
                calls.push((*window, leg, passed));
            }
        }
    }
    calls
}

/// Whether a window only helps with a leg's group: window 1 is X's own, window 2 is Y's.
fn secondary(window: u16, leg: &Leg) -> bool {
    (leg.opened.group.as_char() == 'X') != (window == 1)
}

fn sigma_s(window: u16, passed: &Leg, caller: &Leg) -> i64 {
    300 * i64::from(secondary(window, passed) && !secondary(window, caller))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    /// Bound 1: `j` with a later anchor passes `i` only if `a_j ≤ a_i + (T_i − T_j) + σ·[i secondary, j primary]`
    /// (equality where the later anchor is what breaks the tie of the key).
    #[test]
    fn nobody_is_passed_beyond_the_bound(steps in proptest::collection::vec(step(), 1..120)) {
        for (window, called, waiting) in play(&steps) {
            for passed in waiting.iter().filter(|other| other.opened.anchor < called.opened.anchor) {
                let slack = i64::from(passed.opened.promise_s) - i64::from(called.opened.promise_s)
                    + sigma_s(window, passed, &called);
                prop_assert!(
                    called.opened.anchor < later(passed.opened.anchor, slack),
                    "{:?} passed {:?} at window {window}", called.opened, passed.opened
                );
            }
        }
    }

    /// Bound 2: those who pass `i` are at most the arrivals in `(a_i, a_i + T_i − T_min + σ]` of faster classes, or of
    /// classes that σ makes as fast.
    #[test]
    fn no_more_pass_than_come_within_the_bound(steps in proptest::collection::vec(step(), 1..120)) {
        let mut hall = Driven::staffed();
        let mut passes = BTreeMap::new();
        for (_, called, waiting) in play_in(&mut hall, &steps) {
            for passed in waiting.iter().filter(|other| other.opened.anchor < called.opened.anchor) {
                *passes.entry(passed.opened.id).or_insert(0) += 1;
            }
        }
        let legs: Vec<_> = hall.hall.visits().flat_map(|visit| &visit.legs).map(|leg| &leg.opened).collect();
        for passed in &legs {
            let promise_s = i64::from(passed.promise_s);
            let until = later(passed.anchor, promise_s - 600 + 300);
            let could = legs.iter().filter(|leg| {
                passed.anchor < leg.anchor && leg.anchor <= until && i64::from(leg.promise_s) < promise_s + 300
            });
            let did = passes.get(&passed.id).copied().unwrap_or(0);
            prop_assert!(did <= could.count(), "{did} passed {passed:?}");
        }
    }

    /// Bound 2, its last sentence: within one class and service the order is strictly by anchor.
    #[test]
    fn within_a_class_and_service_the_order_is_by_anchor(steps in proptest::collection::vec(step(), 1..120)) {
        for (_, called, waiting) in play(&steps) {
            let like = waiting.iter().filter(|other| {
                other.opened.service == called.opened.service && other.opened.class == called.opened.class
            });
            for other in like {
                prop_assert!(called.opened.anchor <= other.opened.anchor);
            }
        }
    }

    /// Bound 3: after `a_i + T_i − T_min + σ` nobody new passes, so nobody starves while a window is open.
    #[test]
    fn after_its_bound_nobody_new_passes(steps in proptest::collection::vec(step(), 1..120)) {
        for (_, called, waiting) in play(&steps) {
            for passed in &waiting {
                let until = later(passed.opened.anchor, i64::from(passed.opened.promise_s) - 600 + 300);
                prop_assert!(called.opened.anchor <= until.max(passed.opened.anchor));
            }
        }
    }
}

#[test]
fn the_generator_does_make_visitors_pass_each_other() {
    // A property over days in which nobody is ever passed would prove nothing.
    let mut steps = vec![Step::Arrive {
        after_s: 0,
        y: false,
        elderly: false,
        booked_in_s: None,
    }];
    steps.push(Step::Arrive {
        after_s: 60,
        y: false,
        elderly: true,
        booked_in_s: None,
    });
    steps.push(Step::Call {
        after_s: 60,
        window: 1,
    });
    let calls = play(&steps);
    let (_, called, passed) = &calls[0];
    assert_eq!(called.opened.class.as_str(), "elderly");
    assert!(passed[0].opened.anchor < called.opened.anchor);
    assert!(called.opened.anchor > at("09:00"));
}
