//! From a call to the last of many phones, each with the page of its own ticket.

use anyhow::{Result, ensure};

use super::Halls;
use super::floor_client::{Inserting, shown_beside};
use super::listeners::Listeners;
use super::ours::Ours;
use super::serve::connections_at_most;
use super::table::{Row, Target};

/// Calls measured.
const CALLS: usize = 20;
/// What else a process has open.
const BESIDES: usize = 200;

/// Every row of the part.
pub(super) fn rows(halls: &mut Halls<'_>, rows: &mut Vec<Row>, say: &mut dyn FnMut(&str)) -> Result<()> {
    let phones = halls.asked.phones;
    let most = connections_at_most();
    ensure!(
        most >= u64::try_from(phones + BESIDES)?,
        "{phones} phones need as many connections, and the system allows {most}; raise it with `ulimit -n`"
    );
    say(&format!("{phones} phones join one queue"));
    let hall = halls.hall()?;
    let mut presses = Ours::prepare(hall.addr, 1)?;
    // Whoever is called is at a window, and still listens.
    let tokens = presses.issue_in_one_queue(phones + CALLS + 2)?;
    let paths = tokens
        .iter()
        .rev()
        .take(phones)
        .map(|token| format!("/v/{token}/events"))
        .collect();
    let joined = Listeners::join(hall.addr, paths)?;
    say("call to the last of them");
    let (mut caller, mut starter) = (presses.hands()?, presses.hands()?);
    let bytes = joined.bytes_of(|| presses.call_once(&mut caller))?;
    presses.start_once(&mut starter)?;
    let reached = joined.measure(
        CALLS,
        || presses.call_once(&mut caller),
        || presses.start_once(&mut starter),
    )?;
    drop((joined, hall));
    let floor = halls.floor(bytes)?;
    let joined = Listeners::join(floor.addr, vec!["/events".to_owned(); phones])?;
    let mut inserting = Inserting::at(floor.addr)?;
    let floor_reached = joined.measure(CALLS, || inserting.once(), || Ok(()))?;
    let [p50, p99] = shown_beside(
        &format!("call → last of {phones} phones"),
        (&reached, &floor_reached),
        Target::RatioAtMost(2.0),
    );
    rows.extend([p50, p99]);
    Ok(())
}
