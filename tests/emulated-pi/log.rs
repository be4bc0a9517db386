//! What an emulated machine says on its console: kept for those who wait for a line, and written to its log file.
//!
//! Invariant: a line is found once; who waits looks at what came after the line found last.

use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::clock::{Deadline, Stopwatch};

/// How many lines a failure shows; the file has them all.
const LAST_LINES: usize = 40;

/// The lines of one machine.
pub(crate) struct Log {
    since_boot: Stopwatch,
    state: Mutex<State>,
    news: Condvar,
}

struct State {
    lines: Vec<String>,
    /// Lines before this one were found already.
    next: usize,
    is_over: bool,
    file: File,
}

impl Log {
    /// An empty one, beginning now.
    pub(crate) fn create(path: &Path) -> Result<Self> {
        let file = File::create(path).with_context(|| path.display().to_string())?;
        let state = State {
            lines: Vec::new(),
            next: 0,
            is_over: false,
            file,
        };
        Ok(Self {
            since_boot: Stopwatch::start(),
            state: Mutex::new(state),
            news: Condvar::new(),
        })
    }

    /// Takes the console's lines until the machine is off. Whoever reads the console must never stop, or the machine does.
    pub(crate) fn listen(&self, console: impl Read) {
        for line in lines_of(console) {
            self.note("", &line);
            self.state().lines.push(line);
            self.news.notify_all();
        }
        self.state().is_over = true;
        self.news.notify_all();
    }

    /// Writes a line to the file only: what was asked and answered belongs among what the machine said.
    pub(crate) fn note(&self, sign: &str, line: &str) {
        let seconds = self.since_boot.elapsed().as_secs_f64();
        // A full disk must not end the test: it has what it needs.
        let _ = writeln!(self.state().file, "[{seconds:8.3}] {sign}{line}");
    }

    /// Waits for a line that holds this text.
    pub(crate) fn wait_for(&self, text: &str, patience: Duration) -> Result<String> {
        let deadline = Deadline::after(patience);
        let mut state = self.state();
        loop {
            while let Some(line) = state.lines.get(state.next).cloned() {
                state.next += 1;
                if line.contains(text) {
                    return Ok(line);
                }
            }
            let left = deadline.left();
            if state.is_over || left.is_zero() {
                let why = if state.is_over {
                    "the machine is off"
                } else {
                    "patience ends"
                };
                bail!("{text:?} does not come, {why}; {}", last_lines(&state.lines));
            }
            let (woken, _) = self
                .news
                .wait_timeout(state, left)
                .unwrap_or_else(PoisonError::into_inner);
            state = woken;
        }
    }

    /// The last lines, for a failure.
    pub(crate) fn tail(&self) -> String {
        last_lines(&self.state().lines)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Lines of something that may also hold bytes that are no text.
pub(crate) fn lines_of(source: impl Read) -> impl Iterator<Item = String> {
    BufReader::new(source)
        .split(b'\n')
        .map_while(Result::ok)
        .map(|line| String::from_utf8_lossy(&line).trim_end_matches('\r').to_owned())
}

fn last_lines(lines: &[String]) -> String {
    let first = lines.len().saturating_sub(LAST_LINES);
    format!("it said last:\n{}", lines[first..].join("\n"))
}
