//! Searches a world through, and says what it came to.

use std::collections::BTreeSet;

use stateright::{Checker, Expectation, HasDiscoveries, Model, Path};

use crate::rules::{Bounds, Broken, Planted};
use crate::world::{Happening, Protocol, World};

/// The longest path that is looked for; each that is known is shorter than half of it.
const DEEPEST: usize = 30;

/// Whether the larger worlds are searched, which takes minutes.
pub(crate) fn is_full() -> bool {
    std::env::var("HALL_MODEL").is_ok_and(|word| word == "full")
}

/// Every state is looked at: nothing that must never be is, and all of `seen` was come by.
pub(crate) fn holds(world: &str, bounds: Bounds, seen: &[&'static str]) {
    check(
        world,
        Protocol {
            bounds,
            broken: Broken(&[]),
        },
        seen,
    );
}

/// As `holds`, with a rule left out that is not needed.
pub(crate) fn holds_without(rules: &'static [Planted], world: &str, bounds: Bounds) {
    check(
        &format!("{world}, with {rules:?}"),
        Protocol {
            bounds,
            broken: Broken(rules),
        },
        &[],
    );
}

fn check(world: &str, protocol: Protocol, seen: &[&'static str]) {
    let checker = protocol
        .checker()
        .threads(2)
        .finish_when(HasDiscoveries::AnyFailures)
        .spawn_bfs()
        .join();
    println!(
        "{world}: {} states, {} steps deep",
        checker.unique_state_count(),
        checker.max_depth()
    );
    for property in checker.model().properties() {
        let found = checker.discovery(property.name);
        if property.expectation == Expectation::Always {
            assert!(
                found.is_none(),
                "{world}: not always so: {}\n{}",
                property.name,
                found.map(told).unwrap_or_default()
            );
        } else if seen.contains(&property.name) {
            assert!(found.is_some(), "{world}: never came by: {}", property.name);
        }
    }
}

/// With this broken, the search comes to where `property` does not hold.
pub(crate) fn finds(planted: &'static [Planted], bounds: Bounds, property: &'static str) {
    let protocol = Protocol {
        bounds,
        broken: Broken(planted),
    };
    look_for(&format!("{planted:?}"), &protocol, property, 1);
}

/// Without anything broken, the search comes to where `property` does not hold, in no less than so many steps: a limit of
/// the protocol.
pub(crate) fn limit(world: &str, bounds: Bounds, property: &'static str, steps: usize) {
    let protocol = Protocol {
        bounds,
        broken: Broken(&[]),
    };
    look_for(world, &protocol, property, steps);
}

/// Goes deeper until it is found: the path is a shortest one.
fn look_for(what: &str, protocol: &Protocol, property: &'static str, steps: usize) {
    let mut states = 0;
    for depth in steps + 1..DEEPEST {
        let wanted = HasDiscoveries::AnyOf(BTreeSet::from([property]));
        let checker = protocol
            .clone()
            .checker()
            .threads(2)
            .finish_when(wanted)
            .target_max_depth(depth);
        let checker = checker.spawn_bfs().join();
        states += checker.unique_state_count();
        if let Some(path) = checker.discovery(property) {
            let steps = path.clone().into_actions().len();
            println!(
                "{what}: not so after {steps} steps, {states} states looked at: {property}\n{}",
                told(path)
            );
            return;
        }
    }
    panic!("{what}: not found in {states} states: {property}");
}

/// A path, a happening a line.
fn told(path: Path<World, Happening>) -> String {
    let lines = path
        .into_actions()
        .into_iter()
        .map(|happening| format!("    {happening:?}\n"));
    lines.collect()
}
