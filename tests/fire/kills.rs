//! A hall that is killed while everybody presses.

use anyhow::Result;
use whole_hall::fire::kills::{Kills, run};

/// How often; `tests/run --full` kills many more.
const TIMES: usize = 4;

#[test]
fn a_hall_that_is_killed_again_and_again_answers_as_before() -> Result<()> {
    let asked = Kills {
        program: env!("CARGO_BIN_EXE_fire").into(),
        times: TIMES,
        seed: None,
    };
    let killed = run(&asked, &mut |line| println!("{line}"))?;
    println!("{killed}");
    assert!(killed.kills == TIMES && killed.tickets > 0, "{killed}");
    assert!(killed.asked_again > 0, "{killed}");
    Ok(())
}
