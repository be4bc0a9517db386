//! Whoever listens to the hall, in any number: one thread with a task for each stream, so that the listeners themselves cost
//! the machine next to nothing.
//!
//! Invariant: what is measured is read: a listener counts as reached when the whole event has come in.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use display_server::clock::Stopwatch;
use hdrhistogram::Histogram;
use memchr::memmem;
use tokio::io::Interest;
use tokio::net::TcpStream;
use tokio::sync::{Semaphore, oneshot};

use crate::wire::request;

/// How long a change may take to reach every listener before the run gives up.
const PATIENCE: Duration = Duration::from_secs(30);
/// How many join at once, unless all do: a listener's backlog is 1,024.
const JOINING: usize = 256;

/// Streams that are listened to; they end when this is dropped.
#[derive(Debug)]
pub struct Listeners {
    count: usize,
    watch: Stopwatch,
    seen: Receiver<Seen>,
    end: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<Result<()>>>,
}

/// What a listener saw, and when.
#[derive(Debug, Clone, Copy)]
struct Seen {
    listener: usize,
    seq: u64,
    at: Duration,
    bytes: usize,
}

impl Listeners {
    /// Joins one stream for each path, and waits until each has its first content.
    ///
    /// # Errors
    /// When the server refuses one.
    pub fn join(addr: SocketAddr, paths: Vec<String>) -> Result<Self> {
        let listeners = Self::begin(addr, paths, JOINING)?;
        listeners.wait_for(0)?;
        Ok(listeners)
    }

    /// Joins them all at the same instant; how long it took until the last had its content.
    ///
    /// # Errors
    /// When the server refuses one.
    pub fn storm(addr: SocketAddr, paths: Vec<String>) -> Result<(Self, Duration)> {
        let all = paths.len();
        let listeners = Self::begin(addr, paths, all)?;
        let last = listeners.wait_for(0)?;
        Ok((listeners, last.at))
    }

    fn begin(addr: SocketAddr, paths: Vec<String>, joining: usize) -> Result<Self> {
        let (report, seen) = channel();
        let (end, ended) = oneshot::channel();
        let (count, watch) = (paths.len(), Stopwatch::start());
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_io()
            .build()?;
        let thread = std::thread::Builder::new().name("listeners".into());
        let thread =
            thread.spawn(move || runtime.block_on(listen(addr, paths, joining, (watch, report), ended)))?;
        Ok(Self {
            count,
            watch,
            seen,
            end: Some(end),
            thread: Some(thread),
        })
    }

    /// Changes something so many times; the time from each change's request to the last listener that holds it.
    ///
    /// `change` returns the journal entry it made; `between` makes ready for the next.
    ///
    /// # Errors
    /// When a change fails, or a listener stays behind.
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

    /// How many bytes an event has that a change makes.
    ///
    /// # Errors
    /// When no listener hears anything of that entry.
    pub fn bytes_of(&self, change: impl FnOnce() -> Result<u64>) -> Result<usize> {
        let seq = change()?;
        Ok(self.wait_for(seq)?.bytes)
    }

    /// Waits until every listener holds this entry or a later one; what the last of them saw.
    fn wait_for(&self, seq: u64) -> Result<Seen> {
        let mut there = vec![false; self.count];
        let mut missing = self.count;
        loop {
            let seen = self
                .seen
                .recv_timeout(PATIENCE)
                .with_context(|| format!("{missing} of {} listeners stay behind", self.count))?;
            let Some(listener) = there
                .get_mut(seen.listener)
                .filter(|there| seen.seq >= seq && !**there)
            else {
                continue;
            };
            *listener = true;
            missing -= 1;
            if missing == 0 {
                return Ok(seen);
            }
        }
    }
}

impl Drop for Listeners {
    fn drop(&mut self) {
        // A thread that has ended already, or failed, has said so by its silence.
        let _ = self.end.take().map(|end| end.send(()));
        let _ = self.thread.take().map(JoinHandle::join);
    }
}

/// Joins every stream and reports what comes, until told to end.
async fn listen(
    addr: SocketAddr,
    paths: Vec<String>,
    joining: usize,
    (watch, report): (Stopwatch, Sender<Seen>),
    ended: oneshot::Receiver<()>,
) -> Result<()> {
    let turns = Arc::new(Semaphore::new(joining));
    let mut streams = tokio::task::JoinSet::new();
    for (listener, path) in paths.into_iter().enumerate() {
        let (turns, report) = (Arc::clone(&turns), report.clone());
        streams.spawn(async move {
            let turn = turns.acquire_owned().await?;
            let mut stream = Stream::join(addr, &path).await?;
            let mut turn = Some(turn);
            loop {
                let (seq, bytes) = stream.next_numbered().await?;
                drop(turn.take());
                let at = watch.elapsed();
                let seen = Seen {
                    listener,
                    seq,
                    at,
                    bytes,
                };
                if report.send(seen).is_err() {
                    return anyhow::Ok(());
                }
            }
        });
    }
    // Without a sender of its own here, silence is noticed as soon as the last stream has ended.
    drop(report);
    tokio::select! {
        _ = ended => Ok(()),
        broken = async { while let Some(done) = streams.join_next().await { done??; } anyhow::Ok(()) } => broken,
    }
}

/// A stream, as far as listeners need it: events that have a number.
struct Stream {
    tcp: TcpStream,
    pending: Vec<u8>,
    /// In how much of that no event ends.
    searched: usize,
    /// What comes in at once.
    buffer: Box<[u8]>,
}

impl Stream {
    async fn join(addr: SocketAddr, path: &str) -> Result<Self> {
        let tcp = TcpStream::connect(addr).await?;
        tcp.set_nodelay(true)?;
        let wanted = request("GET", path, None, b"");
        // A fresh connection takes a request of some hundred bytes whole.
        ensure!(
            tcp.ready(Interest::WRITABLE).await?.is_writable(),
            "{path}: hung up"
        );
        ensure!(tcp.try_write(&wanted)? == wanted.len(), "{path}: a half request");
        Ok(Self {
            tcp,
            pending: Vec::new(),
            searched: 0,
            buffer: vec![0; 8 * 1024].into(),
        })
    }

    /// Where the first event ends that has come in whole.
    fn end_of_event(&mut self) -> Option<usize> {
        let new = self.pending.get(self.searched..).unwrap_or_default();
        let found = memmem::find(new, b"\n\n").map(|at| self.searched + at);
        // The first half of an end may have come already.
        self.searched = found.map_or(self.pending.len().saturating_sub(1), |_| 0);
        found
    }

    /// The number and the length of the next event that has a number.
    ///
    /// Chunks' lengths and the answer's head stand between empty lines as events do; neither has a line `id:`.
    async fn next_numbered(&mut self) -> Result<(u64, usize)> {
        loop {
            while let Some(end) = self.end_of_event() {
                let found = self.pending.get(..end).and_then(number_of);
                let left = self.pending.len() - (end + 2);
                self.pending.copy_within(end + 2.., 0);
                self.pending.truncate(left);
                if let Some(number) = found {
                    return Ok((number, end));
                }
            }
            self.tcp.readable().await?;
            match self.tcp.try_read(&mut self.buffer) {
                Ok(0) => bail!("the stream ended"),
                Ok(came) => {
                    let came = self.buffer.get(..came).unwrap_or_default();
                    let is_first = self.pending.is_empty() && came.starts_with(b"HTTP/");
                    ensure!(
                        !is_first || came.starts_with(b"HTTP/1.1 200"),
                        "a stream is refused"
                    );
                    self.pending.extend_from_slice(came);
                }
                Err(error) if error.kind() == std::io::ErrorKind::WouldBlock => {}
                Err(error) => return Err(error.into()),
            }
        }
    }
}

/// The number in an event's line `id:`.
fn number_of(block: &[u8]) -> Option<u64> {
    let line = block
        .split(|byte| *byte == b'\n')
        .find_map(|line| line.strip_prefix(b"id: "))?;
    std::str::from_utf8(line).ok()?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_has_the_number_of_its_line_and_nothing_else_has_one() {
        assert_eq!(
            number_of(b"1a4\r\nevent: board\nid: 7\ndata: {\"id\": 9}"),
            Some(7)
        );
        assert_eq!(number_of(b"event: beat\ndata: id: 7"), None);
        assert_eq!(
            number_of(b"HTTP/1.1 200 OK\r\nx: 1\r\n\r\nd\r\nretry: 2000"),
            None
        );
    }
}
