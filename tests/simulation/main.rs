//! Hall-days under every trouble there is, on a simulated network: the real router, the real owner and its SQLite files, the
//! issuing of real kiosks and their journals; one thread, and for one seed the same day again.
//!
//! What is not real is the network (latency, partitions, lost replies), the clocks, and the crashes: a host's work ends
//! between two steps of it, and whatever it had not written is gone. What breaks inside one step – a power cut between two
//! system calls – is `tests/fire`'s.
//!
//! `HALL_SIMULATED_DAYS` says how many days (20), `HALL_SIMULATED_SEED` with which seed they begin (1): one that failed is
//! run again alone with its seed and two days.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    clippy::wildcard_enum_match_arm,
    missing_docs,
    reason = "a test that cannot go on has failed; its name is its documentation"
)]

mod breaking;
mod desk;
mod hall_site;
mod journal_check;
mod kiosk_site;
mod network;
mod plan;
mod trouble;
mod truth;
mod world;

use std::sync::Mutex;
use std::thread;

use display_server::planted::{Bug, plant};

use trouble::{Kind, Weather};
use world::{Outcome, World};

/// Days of one seed, one after the other: the second begins with what the first left.
const DAYS_PER_SEED: u32 = 2;
/// Days in the ordinary run.
const DAYS: u32 = 20;
/// Seeds at once.
const AT_ONCE: usize = 2;
/// Within so many seeds a planted bug must show.
const SEEDS_FOR_A_BUG: u64 = 10;

/// With `RUST_LOG` the hall and the kiosks say what they do, and the world what breaks.
fn tell_what_happens() {
    let filter = tracing_subscriber::EnvFilter::from_default_env();
    let told = tracing_subscriber::fmt().with_env_filter(filter).without_time();
    // Another test of this process may have begun.
    let _ = told.with_writer(std::io::stderr).try_init();
}

fn asked(name: &str, usual: u64) -> u64 {
    std::env::var(name).map_or(usual, |text| text.parse().expect("a number"))
}

/// Runs seeds on threads of their own, two at a time; a line for each.
fn run(seeds: impl Iterator<Item = u64> + Send) -> Vec<Outcome> {
    let (seeds, outcomes) = (Mutex::new(seeds), Mutex::new(Vec::new()));
    thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                loop {
                    let Some(seed) = seeds.lock().unwrap().next() else {
                        return;
                    };
                    let outcome = World::run(seed, DAYS_PER_SEED, Weather::EVERY_KIND);
                    println!("{outcome}");
                    outcomes.lock().unwrap().push(outcome);
                }
            });
        }
    });
    outcomes.into_inner().unwrap()
}

#[test]
fn no_number_is_given_twice_no_ticket_lost_and_no_call_made_twice_whatever_breaks() {
    tell_what_happens();
    let first = asked("HALL_SIMULATED_SEED", 1);
    let seeds = asked("HALL_SIMULATED_DAYS", DAYS.into()).div_ceil(DAYS_PER_SEED.into());
    let outcomes = run(first..first + seeds);
    let sum = |part: fn(&Outcome) -> u32| outcomes.iter().map(part).sum::<u32>();
    println!(
        "{} hall-days: {} tickets, {} of them given alone, {} calls, {} troubles",
        sum(|outcome| outcome.days),
        sum(|outcome| outcome.tickets),
        sum(|outcome| outcome.alone),
        sum(|outcome| outcome.calls),
        sum(|outcome| outcome.troubles.values().sum()),
    );
    let wrong: Vec<&Outcome> = outcomes
        .iter()
        .filter(|outcome| !outcome.wrong.is_empty())
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    for (part, count) in [
        ("tickets", sum(|outcome| outcome.tickets)),
        ("tickets given alone", sum(|outcome| outcome.alone)),
        ("calls", sum(|outcome| outcome.calls)),
    ] {
        assert!(count > 0, "no {part}: nothing was tried");
    }
    for kind in Kind::ALL {
        assert!(sum_of(&outcomes, kind) > 0, "{kind:?} never happened");
    }
}

#[test]
fn a_seed_has_the_same_day_again() {
    tell_what_happens();
    let [first, again] = [(); 2].map(|()| World::run(1, 1, Weather::EVERY_KIND));
    assert_eq!(first, again);
}

fn sum_of(outcomes: &[Outcome], kind: Kind) -> u32 {
    let times = outcomes.iter().filter_map(|outcome| outcome.troubles.get(&kind));
    times.sum()
}

/// Looks for a seed that shows a planted bug, in the words in which it must show.
fn is_found(bug: Bug, weather: Weather, shows: &str) {
    for seed in 1..=SEEDS_FOR_A_BUG {
        plant(Some(bug));
        let outcome = World::run(seed, 1, weather);
        plant(None);
        if let Some(wrong) = outcome.wrong.iter().find(|wrong| wrong.contains(shows)) {
            println!("{bug:?}: seed {seed}: {wrong}");
            return;
        }
    }
    panic!("{bug:?} shows in none of {SEEDS_FOR_A_BUG} seeds");
}

#[test]
fn an_answer_before_the_commit_is_found() {
    let weather = Weather::of(&[Kind::ServerCrash]);
    is_found(Bug::AnswerBeforeCommit, weather, "is in no journal");
}

#[test]
fn a_lease_that_is_not_durable_is_found() {
    let weather = Weather::of(&[Kind::ServerCrash, Kind::Cut, Kind::CardLost]);
    is_found(Bug::LeaseNotDurable, weather, "was given twice");
}

#[test]
fn a_ticket_that_can_be_called_before_its_paper_is_found() {
    let weather = Weather::of(&[Kind::RepliesLost]);
    is_found(Bug::CallableBeforeConfirm, weather, "nobody had its paper");
}

#[test]
fn a_call_that_is_not_idempotent_is_found() {
    let weather = Weather::of(&[Kind::RepliesLost]);
    is_found(Bug::CallNotIdempotent, weather, "was answered otherwise");
}

#[test]
fn a_fence_learnt_from_the_asking_kiosk_is_found() {
    let weather = Weather::of(&[Kind::ServerCrash, Kind::OldCopy, Kind::Restore, Kind::Cut]);
    is_found(Bug::FenceFromAsker, weather, "was given twice");
}
