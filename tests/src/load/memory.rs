//! Memory after a day.

use std::time::Duration;

use anyhow::{Result, ensure};

use super::Halls;
use super::ours::Ours;
use super::table::{Row, Target};

/// Tickets of the day after which memory is looked at.
const DAY_OF_TICKETS: usize = 5_000;
/// Clerks who are signed in on that day.
pub(super) const DAY_OF_CLERKS: u16 = 20;
/// What a hall may have, in MB.
pub(super) const AT_MOST_MB: f64 = 40.0;
/// What the peers have.
pub(super) const PEERS: &str = "97–106 MB; 158–184 MB + database";

/// Every row of the part.
pub(super) fn rows(halls: &mut Halls<'_>, rows: &mut Vec<Row>, say: &mut dyn FnMut(&str)) -> Result<()> {
    say("memory after a day of 5,000 tickets");
    let hall = halls.hall()?;
    let mut presses = Ours::prepare(hall.addr, DAY_OF_CLERKS)?;
    presses.issue_exactly(DAY_OF_TICKETS)?;
    let called = presses.call(Duration::from_mins(2))?;
    ensure!(
        called.rounds == u64::try_from(DAY_OF_TICKETS)?,
        "{} of {DAY_OF_TICKETS} tickets called",
        called.rounds
    );
    let floor = halls.floor(64)?;
    let name = "memory, 5,000 tickets, 20 clerks";
    let whole = (hall.resident_mb()?, Some(floor.resident_mb()?));
    let of_files = (hall.of_files_mb()?, Some(floor.of_files_mb()?));
    rows.extend([
        Row::new(name, whole.0, whole.1, "MB", Target::AtMost(AT_MOST_MB)).peers(PEERS),
        Row::new(
            format!("{name}, of it the program's file"),
            of_files.0,
            of_files.1,
            "MB",
            Target::None,
        ),
    ]);
    Ok(())
}
