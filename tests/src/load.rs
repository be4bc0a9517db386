//! The load program: what the hall costs, as a ratio to a floor measured in the same run.
//!
//! Client and server are separate processes, and both servers are asked by the same client. Machines differ and are
//! noisy; so no figure here stands for itself.
//!
//! Invariant: a run whose floor is too slow against a bare "hello" is invalid and says so.

pub mod boards;
pub mod children;
pub mod floor;
pub mod loops;
pub mod ours;
pub mod serve;
pub mod slips;
pub mod stored;
pub mod table;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Result, ensure};
use tempfile::TempDir;

use boards::Boards;
use children::ServerProcess;
use loops::{Measured, Round, closed_loop};
use ours::{Ours, WINDOWS};
use table::{Row, Target};

use crate::wire::{Connection, request};

/// The floor at 32 must reach this share of a bare hello, else the run says nothing.
const VALID_SHARE: f64 = 0.40;
/// Kiosks that press at once.
const MANY: usize = 32;
/// Tickets of the day after which memory is looked at.
const DAY_OF_TICKETS: usize = 5_000;
/// Clerks who are signed in on that day.
const DAY_OF_CLERKS: u16 = 20;

/// What a run is asked for.
#[derive(Debug, Clone)]
pub struct Run {
    /// This program, which serves as well when told to.
    pub program: PathBuf,
    /// How long each closed loop runs.
    pub length: Duration,
    /// Calls measured for each number of boards.
    pub calls: usize,
    /// The only part to measure; none: all.
    pub only: Option<Part>,
}

/// A part of the table, for whoever works on one thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Part {
    /// Reserving, pressing and calling, against the floor's inserts.
    Commits,
    /// From a call to the last of many boards.
    Boards,
    /// Memory after a day.
    Memory,
    /// From a press to the first byte at the printer.
    Slips,
}

impl Run {
    fn asks_for(&self, part: Part) -> bool {
        self.only.is_none_or(|only| only == part)
    }
}

/// Runs every row; `say` is told what is being measured.
///
/// # Errors
/// When a server cannot be started or refuses, or the run is invalid.
pub fn run(asked: &Run, say: &mut dyn FnMut(&str)) -> Result<Vec<Row>> {
    let folder = TempDir::new()?;
    let mut rows = Vec::new();
    let mut ours = Halls {
        asked,
        folder: folder.path(),
        made: 0,
    };

    if asked.asks_for(Part::Commits) {
        commit_rows(&mut ours, &mut rows, say)?;
    }
    if asked.asks_for(Part::Boards) {
        board_rows(&mut ours, &mut rows, say)?;
    }
    if asked.asks_for(Part::Memory) {
        memory_row(&mut ours, &mut rows, say)?;
    }
    if asked.asks_for(Part::Slips) {
        slips::rows(&mut ours, &mut rows, say)?;
    }
    Ok(rows)
}

/// The floor's speed, and how far it is from a bare "hello".
struct FloorSpeed {
    one: Measured,
    many: Measured,
}

fn floor_speed(ours: &mut Halls<'_>, rows: &mut Vec<Row>) -> Result<FloorSpeed> {
    let length = ours.asked.length;
    let floor = ours.floor(64)?;
    let hello = hammer(floor.addr, &request("GET", "/hello", None, b""), MANY, length)?;
    let insert = request("POST", "/insert", None, &[b'x'; 300]);
    let one = hammer(floor.addr, &insert, 1, length)?;
    let many = hammer(floor.addr, &insert, MANY, length)?;
    rows.push(Row::new(
        "hello, 32 (what a request costs)",
        hello.rate(),
        None,
        "1/s",
        Target::None,
    ));
    let share = many.rate() / hello.rate();
    ensure!(
        share >= VALID_SHARE,
        "invalid run: the floor reaches {share:.2} of a hello, below {VALID_SHARE}; try again on a quiet machine"
    );
    Ok(FloorSpeed { one, many })
}

fn commit_rows(ours: &mut Halls<'_>, rows: &mut Vec<Row>, say: &mut dyn FnMut(&str)) -> Result<()> {
    say("floor: hello, inserts");
    let floor = floor_speed(ours, rows)?;
    let hall = ours.hall()?;
    let mut presses = Ours::prepare(hall.addr, WINDOWS)?;
    issue_rows(ours.asked, &mut presses, &floor, rows, say)?;
    say("call-next and start, 32 windows");
    presses.issue_exactly(2_000)?;
    let calls = presses.call(ours.asked.length)?;
    rows.extend(rate_rows(
        "call-next + start, 32 windows (2 commits)",
        &calls,
        &floor.many,
        Target::RatioAtLeast(0.2),
    ));
    let data = ours.newest();
    drop(hall);
    let kept = stored::read(&data)?;
    let answered = presses.numbers.len();
    ensure!(
        kept.tickets == answered,
        "{answered} numbers answered, {} stored",
        kept.tickets
    );
    for (row, count) in [
        ("numbers given twice, in the answers", presses.duplicates),
        ("numbers given twice, in the journal", kept.twice_given),
        ("tickets called twice, in the answers", presses.double_calls),
        ("tickets called twice, in the journal", kept.twice_called),
    ] {
        rows.push(count_row(row, count));
    }
    Ok(())
}

/// Starts servers, each with a folder of its own.
struct Halls<'a> {
    asked: &'a Run,
    folder: &'a Path,
    made: u32,
}

impl Halls<'_> {
    fn hall(&mut self) -> Result<ServerProcess> {
        let data = self.fresh()?;
        ServerProcess::start(&self.asked.program, &["serve-ours", "--data", &data])
    }

    fn floor(&mut self, event_bytes: usize) -> Result<ServerProcess> {
        let data = self.fresh()?;
        let bytes = event_bytes.to_string();
        ServerProcess::start(
            &self.asked.program,
            &["serve-floor", "--data", &data, "--event-bytes", &bytes],
        )
    }

    /// The folder of the server that was started last.
    fn newest(&self) -> PathBuf {
        self.folder.join(self.made.to_string())
    }

    fn fresh(&mut self) -> Result<String> {
        self.made += 1;
        let folder = self.newest();
        std::fs::create_dir_all(&folder)?;
        Ok(folder.display().to_string())
    }
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
    p50_row(
        "reserve, 1 kiosk, p50",
        &one,
        &floor.one,
        Target::RatioAtMost(1.5),
        rows,
    );
    let many = presses.issue(MANY, asked.length, false)?;
    let reserved = Target::RatioAtLeast(0.25);
    let [rate, p50, p99] = rate_rows("reserve, 32 kiosks", &many, &floor.many, reserved);
    rows.extend([rate.required(), p50, p99]);
    say("whole press: 1 kiosk, 32 kiosks");
    let one = presses.issue(1, asked.length, true)?;
    p50_row(
        "whole press, 1 kiosk, p50",
        &one,
        &floor.one,
        Target::RatioAtMost(3.0),
        rows,
    );
    let many = presses.issue(MANY, asked.length, true)?;
    rows.extend(rate_rows(
        "whole press, 32 kiosks (2 commits)",
        &many,
        &floor.many,
        Target::RatioAtLeast(0.2),
    ));
    Ok(())
}

fn board_rows(ours: &mut Halls, rows: &mut Vec<Row>, say: &mut dyn FnMut(&str)) -> Result<()> {
    for count in [1, 50, 200] {
        say(&format!("call to the last of {count} boards"));
        let calls = ours.asked.calls;
        let hall = ours.hall()?;
        let mut presses = Ours::prepare(hall.addr, 1)?;
        presses.issue_exactly(calls + 2)?;
        let joined = Boards::join(hall.addr, "/api/v1/boards/a/events", count)?;
        let (mut caller, mut starter) = (presses.hands()?, presses.hands()?);
        let bytes = joined.bytes_of(|| presses.call_once(&mut caller))?;
        presses.start_once(&mut starter)?;
        let reached = joined.measure(
            calls,
            || presses.call_once(&mut caller),
            || presses.start_once(&mut starter),
        )?;
        drop((joined, hall));

        let floor = ours.floor(bytes)?;
        let joined = Boards::join(floor.addr, "/events", count)?;
        let mut connection = Connection::open(floor.addr)?;
        let insert = request("POST", "/insert", None, &[b'x'; 300]);
        let change = || {
            let seq: Seq = connection.send(&insert)?.expect()?;
            Ok(seq.seq)
        };
        let floor_reached = joined.measure(calls, change, || Ok(()))?;
        let target = if count == 200 {
            Target::RatioAtMost(5.0)
        } else {
            Target::None
        };
        for (name, share) in [("p50", 0.5), ("p99", 0.99)] {
            let target = if share < 0.9 { target } else { Target::None };
            let row = format!("call → last of {count} boards, {name}");
            let values = [&reached, &floor_reached].map(|lengths| ms(lengths.value_at_quantile(share)));
            rows.push(Row::new(row, values[0], Some(values[1]), "ms", target).required());
        }
    }
    Ok(())
}

fn memory_row(ours: &mut Halls, rows: &mut Vec<Row>, say: &mut dyn FnMut(&str)) -> Result<()> {
    say("memory after a day of 5,000 tickets");
    let hall = ours.hall()?;
    let mut presses = Ours::prepare(hall.addr, DAY_OF_CLERKS)?;
    presses.issue_exactly(DAY_OF_TICKETS)?;
    let called = presses.call(Duration::from_mins(2))?;
    ensure!(
        called.rounds == u64::try_from(DAY_OF_TICKETS)?,
        "{} of {DAY_OF_TICKETS} tickets called",
        called.rounds
    );
    let floor = ours.floor(64)?;
    let resident = (hall.resident_mb()?, floor.resident_mb()?);
    rows.push(
        Row::new(
            "memory, 5,000 tickets, 20 clerks",
            resident.0,
            Some(resident.1),
            "MB",
            Target::AtMost(40.0),
        )
        .required(),
    );
    Ok(())
}

/// The floor's answer to an insert.
#[derive(serde::Deserialize)]
struct Seq {
    seq: u64,
}

/// Workers that send the same bytes over and over.
fn hammer(addr: SocketAddr, bytes: &[u8], workers: usize, length: Duration) -> Result<Measured> {
    let mut connections = (0..workers)
        .map(|_| Connection::open(addr))
        .collect::<Result<Vec<_>>>()?;
    closed_loop(&mut connections, length, |connection| {
        connection.send(bytes)?.accepted()?;
        Ok(Round::Done)
    })
}

/// Three rows: the rate, the median and the 99th percentile.
fn rate_rows(name: &str, ours: &Measured, floor: &Measured, target: Target) -> [Row; 3] {
    let rate = Row::new(name, ours.rate(), Some(floor.rate()), "1/s", target);
    let length = |label: &str, share: f64, target: Target| {
        let values = [ours, floor].map(|measured| measured.quantile_ms(share));
        Row::new(
            format!("{name}, {label}"),
            values[0],
            Some(values[1]),
            "ms",
            target,
        )
    };
    [
        rate,
        length("p50", 0.5, Target::None),
        length("p99", 0.99, Target::RatioAtMost(3.0)),
    ]
}

fn p50_row(name: &str, ours: &Measured, floor: &Measured, target: Target, rows: &mut Vec<Row>) {
    rows.push(Row::new(
        name,
        ours.quantile_ms(0.5),
        Some(floor.quantile_ms(0.5)),
        "ms",
        target,
    ));
}

fn count_row(name: &str, count: u64) -> Row {
    #[expect(clippy::cast_precision_loss, reason = "should be nought")]
    let count = count as f64;
    Row::new(name, count, None, "", Target::AtMost(0.0)).required()
}

fn ms(micros: u64) -> f64 {
    #[expect(
        clippy::cast_precision_loss,
        reason = "a histogram of microseconds is far below 2^53"
    )]
    let micros = micros as f64;
    micros / 1000.0
}
