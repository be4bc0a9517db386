//! The load program: what the hall costs, as a ratio to a floor measured in the same run.
//!
//! Client and server are separate processes, and both servers are asked by the same client. Machines differ and are
//! noisy; so no figure here stands for itself.
//!
//! Halls with years behind them are made by the hall itself, see [`made`]. What is not here: a hall that is killed while 32
//! kiosks issue is `fire kills`; waits are not estimated yet, so no row says what that costs.
//!
//! Invariant: every row that has a target can miss it, and then the program ends with another status than 0.
//! Invariant: a run whose floor is too slow against a bare "hello" is invalid and says so.

mod boards;
pub mod children;
mod commits;
mod crowd;
pub mod floor;
mod floor_client;
mod growth;
pub mod listeners;
pub mod loops;
pub mod made;
mod memory;
pub mod ours;
mod phones;
mod rush;
pub mod serve;
pub mod slips;
pub mod stored;
pub mod table;

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Result;
use tempfile::TempDir;

use children::ServerProcess;
use table::Row;

/// What a run is asked for.
#[derive(Debug, Clone)]
pub struct Run {
    /// This program, which serves as well when told to.
    pub program: PathBuf,
    /// How long each closed loop runs.
    pub length: Duration,
    /// Calls measured for each number of boards.
    pub calls: usize,
    /// How many tickets lie behind the oldest hall: 1,000, 10,000, 100,000 or 1,000,000.
    pub tickets: usize,
    /// Where halls with tickets behind them are kept for the next run; none: they go with this one.
    pub made: Option<PathBuf>,
    /// Phones that listen.
    pub phones: usize,
    /// How long the morning rush lasts.
    pub rush: Duration,
    /// The parts to measure; none: all.
    pub only: Vec<Part>,
}

/// A part of the table, for whoever works on one thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Part {
    /// Reserving, pressing and calling, against the floor's inserts.
    Commits,
    /// From a call to the last of many boards.
    Boards,
    /// From a call to the last of thousands of phones.
    Phones,
    /// Listeners that never read, and all of them joining at one instant.
    Crowd,
    /// A morning rush by a timetable.
    Rush,
    /// Memory after a day.
    Memory,
    /// From a press to the first byte at the printer; the kiosk's memory.
    Slips,
    /// Starting, memory, issuing, calling and the manager's day after years.
    Growth,
}

impl Run {
    fn asks_for(&self, part: Part) -> bool {
        self.only.is_empty() || self.only.contains(&part)
    }
}

/// Runs every row; `say` is told what is being measured.
///
/// # Errors
/// When a server cannot be started or refuses, or the run is invalid.
pub fn run(asked: &Run, say: &mut dyn FnMut(&str)) -> Result<Vec<Row>> {
    serve::allow_connections()?;
    let folder = TempDir::new()?;
    let mut rows = Vec::new();
    let mut halls = Halls {
        asked,
        folder: folder.path(),
        made: 0,
    };
    for (part, measure) in PARTS {
        if asked.asks_for(*part) {
            measure(&mut halls, &mut rows, say)?;
        }
    }
    Ok(rows)
}

/// Measures a part.
type Measure = fn(&mut Halls<'_>, &mut Vec<Row>, &mut dyn FnMut(&str)) -> Result<()>;

const PARTS: &[(Part, Measure)] = &[
    (Part::Commits, commits::rows),
    (Part::Boards, boards::rows),
    (Part::Phones, phones::rows),
    (Part::Crowd, crowd::rows),
    (Part::Rush, rush::rows),
    (Part::Memory, memory::rows),
    (Part::Slips, slips::rows),
    (Part::Growth, growth::rows),
];

/// Starts servers, each with a folder of its own.
struct Halls<'a> {
    asked: &'a Run,
    folder: &'a Path,
    made: u32,
}

impl Halls<'_> {
    fn hall(&mut self) -> Result<ServerProcess> {
        let data = self.fresh()?;
        self.hall_in(Path::new(&data), 0)
    }

    /// A hall in a folder that was served before; it goes on so many seconds later.
    fn hall_in(&self, data: &Path, later_s: u32) -> Result<ServerProcess> {
        let (data, later) = (data.display().to_string(), later_s.to_string());
        let words = ["serve-ours", "--data", &data, "--later-s", &later];
        ServerProcess::start(&self.asked.program, &words)
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

fn ms(micros: u64) -> f64 {
    #[expect(
        clippy::cast_precision_loss,
        reason = "a histogram of microseconds is far below 2^53"
    )]
    let micros = micros as f64;
    micros / 1000.0
}

fn micros(length: Duration) -> u64 {
    u64::try_from(length.as_micros()).unwrap_or(u64::MAX)
}
