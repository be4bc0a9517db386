//! Reserving, pressing and calling, against the floor's inserts.

use anyhow::{Result, ensure};

use super::floor_client::{Inserting, hammer, insert};
use super::loops::{Measured, Round, in_step};
use super::ours::{Ours, WINDOWS};
use super::table::{Row, Target};
use super::{Halls, Run, stored};
use crate::wire::request;

/// The floor at 32 must reach this share of a bare hello, else the run says nothing.
const VALID_SHARE: f64 = 0.40;
/// How often that is tried.
const TRIES: usize = 3;
/// What a commit of ours must reach of the floor's rate.
const SHARE: f64 = 0.40;
/// Kiosks that press at once.
const MANY: usize = 32;
/// Who waits when the windows begin to call.
const WAITING: usize = 2_000;

const PEERS_ISSUE: &str = "88–143/s; 15–17/s";
const PEERS_ISSUE_MS: &str = "11–56 ms; 72–96 ms";
const PEERS_CALL: &str = "110–213/s; 10–19/s";

/// The floor's speed.
struct FloorSpeed {
    one: Measured,
    many: Measured,
    in_step: Measured,
}

/// Every row of the part.
pub(super) fn rows(halls: &mut Halls<'_>, rows: &mut Vec<Row>, say: &mut dyn FnMut(&str)) -> Result<()> {
    say("floor: hello, inserts");
    let floor = floor_speed(halls, rows, say)?;
    let hall = halls.hall()?;
    let mut presses = Ours::prepare(hall.addr, WINDOWS)?;
    issue_rows(halls.asked, &mut presses, &floor, rows, say)?;
    presses.issue_exactly(WAITING)?;
    call_rows(halls.asked, &mut presses, &floor, rows, say)?;
    let data = halls.newest();
    drop(hall);
    let kept = stored::read(&data)?;
    let answered = presses.numbers.len();
    ensure!(
        kept.tickets == answered,
        "{answered} numbers answered, {} stored",
        kept.tickets
    );
    rows.extend(counts(&presses, &kept));
    Ok(())
}

/// What must never happen, counted in the answers and in the journal.
pub(super) fn counts(presses: &Ours, kept: &stored::Stored) -> [Row; 4] {
    [
        (
            "numbers given twice, in the answers",
            presses.duplicates,
            "23 of 400; 44 of 64",
        ),
        (
            "numbers given twice, in the journal",
            kept.twice_given,
            "23 of 400; 44 of 64",
        ),
        (
            "tickets called twice, in the answers",
            presses.double_calls,
            "2 of 250; 0",
        ),
        (
            "tickets called twice, in the journal",
            kept.twice_called,
            "2 of 250; 0",
        ),
    ]
    .map(|(name, count, peers)| {
        #[expect(clippy::cast_precision_loss, reason = "should be nought")]
        let count = count as f64;
        let row = Row::new(name, count, None, "", Target::AtMost(0.0));
        row.peers(peers)
    })
}

/// The floor's speed, and how far it is from a bare "hello". A machine that has something else to do gets another try.
fn floor_speed(halls: &mut Halls<'_>, rows: &mut Vec<Row>, say: &mut dyn FnMut(&str)) -> Result<FloorSpeed> {
    let length = halls.asked.length;
    let floor = halls.floor(64)?;
    let mut tries = 0;
    let (hello, many) = loop {
        let hello = hammer(floor.addr, &request("GET", "/hello", None, b""), MANY, length)?;
        let many = hammer(floor.addr, &insert(), MANY, length)?;
        let share = many.rate() / hello.rate();
        if share >= VALID_SHARE {
            break (hello, many);
        }
        tries += 1;
        ensure!(
            tries < TRIES,
            "invalid run: the floor reaches {share:.2} of a hello, below {VALID_SHARE}; try again on a quiet machine"
        );
        say(&format!(
            "the floor reaches {share:.2} of a hello, below {VALID_SHARE}; once more"
        ));
    };
    let one = hammer(floor.addr, &insert(), 1, length)?;
    let row = Row::new(
        "hello, 32 (what a request costs)",
        hello.rate(),
        None,
        "1/s",
        Target::None,
    );
    rows.push(row);
    let mut workers = (0..WINDOWS)
        .map(|_| Inserting::at(floor.addr))
        .collect::<Result<Vec<_>>>()?;
    let inserted = |worker: &mut Inserting| worker.once().map(|_| Round::Done);
    let in_step = in_step(&mut workers, length, inserted, |worker| worker.once().map(drop))?;
    Ok(FloorSpeed { one, many, in_step })
}

fn issue_rows(
    asked: &Run,
    presses: &mut Ours,
    floor: &FloorSpeed,
    rows: &mut Vec<Row>,
    say: &mut dyn FnMut(&str),
) -> Result<()> {
    say("reserve: 1 kiosk, 32 kiosks");
    let one = presses.issue(1, asked.length, false)?;
    let many = presses.issue(MANY, asked.length, false)?;
    rows.push(p50_row("reserve, 1 kiosk, p50", &one, &floor.one, 1.5));
    rows.extend(rate_rows(
        "reserve, 32 kiosks",
        &many,
        &floor.many,
        SHARE,
        PEERS_ISSUE,
    ));
    say("whole press: 1 kiosk, 32 kiosks");
    let one = presses.issue(1, asked.length, true)?;
    let many = presses.issue(MANY, asked.length, true)?;
    rows.push(p50_row("whole press, 1 kiosk, p50", &one, &floor.one, 3.0));
    rows.extend(rate_rows(
        "whole press, 32 kiosks (2 commits)",
        &many,
        &floor.many,
        SHARE / 2.0,
        PEERS_ISSUE,
    ));
    Ok(())
}

fn call_rows(
    asked: &Run,
    presses: &mut Ours,
    floor: &FloorSpeed,
    rows: &mut Vec<Row>,
    say: &mut dyn FnMut(&str),
) -> Result<()> {
    say("call-next, 32 windows");
    let calls = presses.call_in_step(asked.length)?;
    rows.extend(rate_rows(
        "call-next, 32 windows in step",
        &calls,
        &floor.in_step,
        SHARE,
        PEERS_CALL,
    ));
    let calls = presses.call(asked.length)?;
    rows.extend(rate_rows(
        "call-next + start, 32 windows (2 commits)",
        &calls,
        &floor.many,
        SHARE / 2.0,
        PEERS_CALL,
    ));
    Ok(())
}

/// Three rows: the rate, the median and the 99th percentile.
///
/// A round of two commits may take twice as long as one.
fn rate_rows(name: &str, ours: &Measured, floor: &Measured, share: f64, peers: &'static str) -> [Row; 3] {
    let p99_at_most = if share < SHARE { 6.0 } else { 3.0 };
    let rate = Row::new(
        name,
        ours.rate(),
        Some(floor.rate()),
        "1/s",
        Target::RatioAtLeast(share),
    );
    let length = |label: &str, share: f64, target: Target| {
        let [ours, floor] = [ours, floor].map(|measured| measured.quantile_ms(share));
        Row::new(format!("{name}, {label}"), ours, Some(floor), "ms", target)
    };
    [
        rate.peers(peers),
        length("p50", 0.5, Target::None),
        length("p99", 0.99, Target::RatioAtMost(p99_at_most)),
    ]
}

fn p50_row(name: &str, ours: &Measured, floor: &Measured, most: f64) -> Row {
    let [ours, floor] = [ours, floor].map(|measured| measured.quantile_ms(0.5));
    let row = Row::new(name, ours, Some(floor), "ms", Target::RatioAtMost(most));
    row.peers(PEERS_ISSUE_MS)
}
