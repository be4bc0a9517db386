//! Storage under fire: what a power cut, a kill or a failing disk leaves of a data folder, and what must be in it.
//!
//! A process works while `strace` writes down every call that reaches its files ([`trace`], [`steps`]). From that any
//! moment can be rebuilt as a disk without power would have kept it ([`disk`]), and opened by the programs' own code
//! ([`hall`], [`kiosk`]). [`kills`] needs no such record: it kills a serving hall, again and again.
//!
//! Invariant: a promise is one that somebody heard: an answer on its way to the client, a line that the client wrote.

pub mod children;
pub mod cuts;
pub mod disk;
pub mod hall;
pub mod kills;
pub mod kiosk;
pub mod notes;
pub mod steps;
pub mod trace;

use anyhow::Result;
use hall_protocol::PlanDocument;
use hall_protocol::plan_document::ClockTime;
use jiff::civil::Time;

use crate::replay::plan;
use crate::replay::trace::Config;

/// Queue groups of the plan under fire: as many numbers a day as 22 letters have.
const GROUPS: u16 = 22;
/// Windows of the plan under fire, each with a clerk.
pub const WINDOWS: u16 = 8;
/// A service of that plan.
pub const SERVICE: &str = "A01";

/// The plan under fire: every window serves every group, from nine in the morning on.
///
/// # Errors
/// Never, as long as there are 22 letters.
pub fn plan_by_day() -> Result<PlanDocument> {
    let targets = [("N", 1800.0), ("P", 900.0), ("A", 600.0), ("F", 900.0)];
    let config = Config {
        services: (1..=GROUPS).map(|number| format!("service {number}")).collect(),
        skill: vec![vec![1; usize::from(GROUPS)]; usize::from(WINDOWS)],
        targets: targets.map(|(class, seconds)| (class.to_owned(), seconds)).into(),
        sigma: 300.0,
        open: 32_400.0,
        stop: 72_000.0,
    };
    plan::plan_of("fire", &config, 31_800)
}

/// The same hall, which never closes: for a server by the machine's clock, whenever that is.
///
/// # Errors
/// Never, as long as there are 22 letters.
pub fn plan_round_the_clock() -> Result<PlanDocument> {
    let mut plan = plan_by_day()?;
    let midnight = ClockTime(Time::midnight());
    for hours in &mut plan.timetable {
        (hours.doors_open_at, hours.day_ends_at, hours.issue_until) = (midnight, midnight, None);
        for session in &mut hours.sessions {
            (session.from, session.to) = (midnight, midnight);
        }
    }
    Ok(plan)
}
