//! How long until the last of many boards holds what changed.

use std::net::SocketAddr;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use anyhow::{Context, Result};
use display_server::clock::Stopwatch;
use hdrhistogram::Histogram;

use crate::wire::EventStream;

/// How long a change may take to reach every board before the run gives up.
const PATIENCE: Duration = Duration::from_secs(10);

/// Boards that listen, each in a thread of its own.
#[derive(Debug)]
pub struct Boards {
    count: usize,
    watch: Stopwatch,
    seen: Receiver<Seen>,
}

/// What a board saw, and when.
#[derive(Debug, Clone, Copy)]
struct Seen {
    board: usize,
    seq: u64,
    at: Duration,
    bytes: usize,
}

impl Boards {
    /// Joins so many boards, and waits until each has its first content.
    ///
    /// # Errors
    /// When the server refuses one.
    pub fn join(addr: SocketAddr, path: &str, count: usize) -> Result<Self> {
        let (report, seen) = channel();
        let watch = Stopwatch::start();
        for board in 0..count {
            let mut stream = EventStream::open(addr, path, None)?;
            let report = report.clone();
            // The thread ends with its stream, or when nobody listens to it any more.
            std::thread::Builder::new().stack_size(256 << 10).spawn(move || {
                while let Ok(event) = stream.next_named("board") {
                    let seen = Seen {
                        board,
                        seq: event.id.parse().unwrap_or(0),
                        at: watch.elapsed(),
                        bytes: event.data.len(),
                    };
                    if report.send(seen).is_err() {
                        return;
                    }
                }
            })?;
        }
        let boards = Self { count, watch, seen };
        boards.wait_for(0)?;
        Ok(boards)
    }

    /// Changes something so many times; the time from each change's request to the last board that holds it.
    ///
    /// `change` returns the journal entry it made; `between` makes ready for the next.
    ///
    /// # Errors
    /// When a change fails, or a board stays behind.
    pub fn measure(
        &self,
        times: usize,
        mut change: impl FnMut() -> Result<u64>,
        mut between: impl FnMut() -> Result<()>,
    ) -> Result<Histogram<u64>> {
        let mut lengths = Histogram::new(3)?;
        for _ in 0..times {
            let began = self.watch.elapsed();
            let seq = change()?;
            let last = self.wait_for(seq)?;
            lengths.record(u64::try_from(last.at.saturating_sub(began).as_micros())?)?;
            between()?;
        }
        Ok(lengths)
    }

    /// How many bytes of data the newest content has.
    ///
    /// # Errors
    /// When no board hears anything of that entry.
    pub fn bytes_of(&self, change: impl FnOnce() -> Result<u64>) -> Result<usize> {
        let seq = change()?;
        Ok(self.wait_for(seq)?.bytes)
    }

    /// Waits until every board holds this entry or a later one; what the last of them saw.
    fn wait_for(&self, seq: u64) -> Result<Seen> {
        let mut there = vec![false; self.count];
        let mut missing = self.count;
        loop {
            let seen = self.seen.recv_timeout(PATIENCE).context("a board stays behind")?;
            let Some(board) = there
                .get_mut(seen.board)
                .filter(|there| seen.seq >= seq && !**there)
            else {
                continue;
            };
            *board = true;
            missing -= 1;
            if missing == 0 {
                return Ok(seen);
            }
        }
    }
}
