//! Reserving, pressing and calling, against the floor's inserts.

use std::net::SocketAddr;
use std::time::Duration;

use anyhow::{Result, ensure};

use super::floor_client::{Inserting, hammer, insert};
use super::loops::{Round, SideBySide, in_step, in_turns};
use super::ours::{Ours, WINDOWS};
use super::table::{Row, Target};
use super::{Halls, stored};
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

/// Every row of the part.
pub(super) fn rows(halls: &mut Halls<'_>, rows: &mut Vec<Row>, say: &mut dyn FnMut(&str)) -> Result<()> {
    say("floor: hello, inserts");
    let floor = halls.floor(64)?;
    rows.push(hello_row(halls.asked.length, floor.addr, say)?);
    let hall = halls.hall()?;
    let mut beside = Beside {
        floor: floor.addr,
        presses: Ours::prepare(hall.addr, WINDOWS)?,
        length: halls.asked.length,
    };
    beside.issue_rows(rows, say)?;
    beside.presses.issue_exactly(WAITING)?;
    beside.call_rows(rows, say)?;
    let presses = beside.presses;
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

/// A bare "hello", after the floor came near enough to it. A machine that has something else to do gets another try.
fn hello_row(length: Duration, floor: SocketAddr, say: &mut dyn FnMut(&str)) -> Result<Row> {
    let mut tries = 0;
    let hello = loop {
        let hello = hammer(floor, &request("GET", "/hello", None, b""), MANY, length)?;
        let many = hammer(floor, &insert(), MANY, length)?;
        let share = many.rate() / hello.rate();
        if share >= VALID_SHARE {
            break hello;
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
    let name = "hello, 32 (what a request costs)";
    Ok(Row::new(name, hello.rate(), None, "1/s", Target::None))
}

/// The hall and the floor, to be measured in turns.
struct Beside {
    floor: SocketAddr,
    presses: Ours,
    length: Duration,
}

impl Beside {
    fn issue(&mut self, kiosks: usize, confirm: bool) -> Result<SideBySide> {
        in_turns(
            self.length,
            |lap| hammer(self.floor, &insert(), kiosks, lap),
            |lap| self.presses.issue(kiosks, lap, confirm),
        )
    }

    fn issue_rows(&mut self, rows: &mut Vec<Row>, say: &mut dyn FnMut(&str)) -> Result<()> {
        say("reserve: 1 kiosk, 32 kiosks");
        rows.push(p50_row("reserve, 1 kiosk, p50", &self.issue(1, false)?, 1.5));
        let many = self.issue(MANY, false)?;
        rows.extend(rate_rows("reserve, 32 kiosks", &many, SHARE, PEERS_ISSUE));
        say("whole press: 1 kiosk, 32 kiosks");
        rows.push(p50_row("whole press, 1 kiosk, p50", &self.issue(1, true)?, 3.0));
        let many = self.issue(MANY, true)?;
        let name = "whole press, 32 kiosks (2 commits)";
        rows.extend(rate_rows(name, &many, SHARE / 2.0, PEERS_ISSUE));
        Ok(())
    }

    fn call_rows(&mut self, rows: &mut Vec<Row>, say: &mut dyn FnMut(&str)) -> Result<()> {
        say("call-next, 32 windows");
        let mut workers = (0..WINDOWS)
            .map(|_| Inserting::at(self.floor))
            .collect::<Result<Vec<_>>>()?;
        let inserted = |worker: &mut Inserting| worker.once().map(|_| Round::Done);
        let calls = in_turns(
            self.length,
            |lap| in_step(&mut workers, lap, inserted, |worker| worker.once().map(drop)),
            |lap| self.presses.call_in_step(lap),
        )?;
        let name = "call-next, 32 windows in step";
        rows.extend(rate_rows(name, &calls, SHARE, PEERS_CALL));
        let calls = in_turns(
            self.length,
            |lap| hammer(self.floor, &insert(), MANY, lap),
            |lap| self.presses.call(lap),
        )?;
        let name = "call-next + start, 32 windows (2 commits)";
        rows.extend(rate_rows(name, &calls, SHARE / 2.0, PEERS_CALL));
        Ok(())
    }
}

/// Three rows: the rate, the median and the 99th percentile.
///
/// A round of two commits may take twice as long as one.
fn rate_rows(name: &str, both: &SideBySide, share: f64, peers: &'static str) -> [Row; 3] {
    let SideBySide { ours, floor } = both;
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

fn p50_row(name: &str, both: &SideBySide, most: f64) -> Row {
    let [ours, floor] = [&both.ours, &both.floor].map(|measured| measured.quantile_ms(0.5));
    let row = Row::new(name, ours, Some(floor), "ms", Target::RatioAtMost(most));
    row.peers(PEERS_ISSUE_MS)
}
