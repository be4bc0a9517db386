//! From a call to the last of many boards.

use anyhow::Result;

use super::Halls;
use super::floor_client::{Inserting, shown_beside};
use super::listeners::Listeners;
use super::ours::Ours;
use super::table::{Row, Target};

/// How many boards are in a hall, and in the largest there is.
const BOARDS: [usize; 3] = [1, 50, 200];

/// Every row of the part.
pub(super) fn rows(halls: &mut Halls<'_>, rows: &mut Vec<Row>, say: &mut dyn FnMut(&str)) -> Result<()> {
    for count in BOARDS {
        say(&format!("call to the last of {count} boards"));
        let calls = halls.asked.calls;
        let hall = halls.hall()?;
        let mut presses = Ours::prepare(hall.addr, 1)?;
        presses.issue_exactly(calls + 2)?;
        let boards = vec!["/api/v1/boards/a/events".to_owned(); count];
        let joined = Listeners::join(hall.addr, boards)?;
        let (mut caller, mut starter) = (presses.hands()?, presses.hands()?);
        let bytes = joined.bytes_of(|| presses.call_once(&mut caller))?;
        presses.start_once(&mut starter)?;
        let reached = joined.measure(
            calls,
            || presses.call_once(&mut caller),
            || presses.start_once(&mut starter),
        )?;
        drop((joined, hall));
        let floor = halls.floor(bytes)?;
        let joined = Listeners::join(floor.addr, vec!["/events".to_owned(); count])?;
        let mut inserting = Inserting::at(floor.addr)?;
        let floor_reached = joined.measure(calls, || inserting.once(), || Ok(()))?;
        let target = if count == 200 {
            Target::RatioAtMost(3.0)
        } else {
            Target::None
        };
        let [p50, p99] = shown_beside(
            &format!("call → last of {count} boards"),
            (&reached, &floor_reached),
            target,
        );
        rows.extend([p50.peers("2,000 ms (polls); 868 ms"), p99]);
    }
    Ok(())
}
