//! A morning rush: 2,000 visitors at four kiosks within ten minutes, and 27 windows that call them, by a timetable that waits
//! for no answer.
//!
//! Run in less time the same presses come closer together: the harder rush.

use anyhow::{Context, Result, anyhow, ensure};

use super::commits::counts;
use super::loops::{Round, by_timetable};
use super::ours::{CallingWindow, Ours};
use super::table::{Row, Target};
use super::{Halls, stored};

const TICKETS: u32 = 2_000;
const KIOSKS: u16 = 4;
const WINDOWS: u16 = 27;
/// What a press and a call may take at the 99th percentile, counted from the instant at which they were due.
const PRESS_MS: f64 = 300.0;

/// Every row of the part.
pub(super) fn rows(halls: &mut Halls<'_>, rows: &mut Vec<Row>, say: &mut dyn FnMut(&str)) -> Result<()> {
    let length = halls.asked.rush;
    let label = format!("rush of {} s", length.as_secs());
    say(&format!(
        "{label}: {TICKETS} tickets, {KIOSKS} kiosks, {WINDOWS} windows"
    ));
    let hall = halls.hall()?;
    let mut presses = Ours::prepare(hall.addr, WINDOWS)?;
    let mut kiosks = (0..KIOSKS)
        .map(|turn| presses.kiosk(usize::from(turn)))
        .collect::<Result<Vec<_>>>()?;
    let mut windows = presses.windows()?;
    let each_kiosk = TICKETS / u32::from(KIOSKS);
    let each_window = TICKETS / u32::from(WINDOWS);
    let (issued, called) = std::thread::scope(|scope| {
        let issuing = scope.spawn(|| {
            by_timetable(&mut kiosks, (each_kiosk, length / each_kiosk), |kiosk| {
                kiosk.press(true)
            })
        });
        let called = by_timetable(&mut windows, (each_window, length / each_window), call_then_start);
        let issued = issuing.join().map_err(|_| anyhow!("a kiosk panicked"))?;
        anyhow::Ok((issued?, called?))
    })?;
    presses.note_numbers(kiosks.into_iter().flat_map(|kiosk| kiosk.numbers));
    presses.note_calls(windows);
    ensure!(issued.rounds == u64::from(TICKETS), "{} tickets", issued.rounds);
    let data = halls.newest();
    drop(hall);
    for (kind, measured) in [("press", &issued), ("call + start", &called)] {
        let at = |share| measured.quantile_ms(share);
        let name = |share: &str| format!("{label}: {kind}, {share}");
        rows.extend([
            Row::new(name("p50"), at(0.5), None, "ms", Target::None),
            Row::new(name("p99"), at(0.99), None, "ms", Target::AtMost(PRESS_MS)),
        ]);
    }
    let kept = stored::read(&data)?;
    let stored_all = kept.tickets == presses.numbers.len();
    ensure!(stored_all, "{} stored of {}", kept.tickets, presses.numbers.len());
    let renamed = counts(&presses, &kept).map(|row| {
        let name = format!("{label}: {}", row.row);
        row.named(name)
    });
    rows.extend(renamed);
    Ok(())
}

/// One visitor at a window. Somebody who is not there yet is called by the next who is due.
fn call_then_start(window: &mut CallingWindow) -> Result<Round> {
    let called = window.call()?;
    if called == Round::Done {
        window.start().context("start")?;
    }
    Ok(called)
}
