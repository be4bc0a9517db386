//! The simulated printer's one loop: it takes bytes from whatever way in, works, and answers.
//!
//! Invariant: no byte is taken past a counted fault; what was read beyond it waits, or is lost with its connection.
//! Invariant: it goes on printing without a connection; answers then are lost.

use std::{
    io,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use super::{
    faults::Faults,
    machine::Machine,
    way_in::{Ended, Heard, Line, WayIn},
};

/// How often a change of faults is noticed.
const TICK: Duration = Duration::from_millis(5);

/// Bytes of answers that wait for a client who does not read; what is more is lost.
const ANSWERS_LIMIT: usize = 4096;

/// What the printer's thread works with.
pub(super) struct Attendance {
    pub(super) machine: Machine,
    pub(super) faults: Faults,
    pub(super) way_in: Box<dyn WayIn>,
    pub(super) is_over: Arc<AtomicBool>,
}

/// What one connection has in flight.
#[derive(Default)]
struct InFlight {
    /// Read, and not yet taken.
    held: Vec<u8>,
    /// Answered, and not yet written.
    answers: Vec<u8>,
    has_client_gone: bool,
}

impl Attendance {
    /// Serves connections until the printer is dropped.
    pub(super) fn run(&mut self) {
        let mut is_on = true;
        while !self.is_over() {
            let is_off = self.faults.state().is_off;
            if is_off {
                if is_on {
                    self.way_in.switch_off();
                    self.machine.lose_power();
                }
                pause();
            } else if let Err(error) = self.attend() {
                tracing::debug!(%error, "simulated printer lost its connection");
                pause();
            }
            is_on = !is_off;
        }
    }

    /// Waits a tick for a connection and serves it to its end; else works alone.
    fn attend(&mut self) -> io::Result<()> {
        match self.way_in.answer(TICK)? {
            Some(line) => {
                self.faults.change(|state| state.is_connected = true);
                let ended = self.serve(line);
                self.way_in.part(*ended.as_ref().unwrap_or(&Ended::Gone));
                self.faults.change(|state| state.is_connected = false);
                return ended.map(|_| ());
            }
            None if self.faults.state().is_stalled => {}
            None => self.machine.work(&mut Vec::new()),
        }
        Ok(())
    }

    /// Serves one connection until it closes.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "the line ends with the connection, before it is hung up"
    )]
    fn serve(&mut self, line: Line) -> io::Result<Ended> {
        self.machine.greet();
        let mut now = InFlight::default();
        while !(self.is_over() || self.faults.state().is_off) {
            self.listen(&line, &mut now)?;
            // After the reading: a stall that began before a byte was sent must hold that byte.
            let admission = self.faults.admit(now.held.len());
            if admission.length == 0 && self.faults.state().is_stalled && !admission.then_hangs_up {
                continue;
            }
            let taken: Vec<u8> = now.held.drain(..admission.length).collect();
            self.machine.receive(&taken, &mut now.answers);
            self.faults.count_received(taken.len());
            self.machine.work(&mut now.answers);
            flush(&line, &mut now.answers);
            if admission.then_hangs_up {
                return Ok(Ended::HungUp);
            }
            if now.has_client_gone && now.held.is_empty() {
                return Ok(Ended::Gone);
            }
        }
        Ok(Ended::Gone)
    }

    /// Reads what came within a tick, where there is room for it.
    fn listen(&self, line: &Line, now: &mut InFlight) -> io::Result<()> {
        if self.machine.is_full() || !now.held.is_empty() || now.has_client_gone {
            pause();
            return Ok(());
        }
        let mut received = [0; 4096];
        match line.read(&mut received, TICK)? {
            Heard::Nothing => {}
            Heard::Bytes(length) => now.held.extend(received.iter().take(length)),
            Heard::End => now.has_client_gone = true,
        }
        Ok(())
    }

    fn is_over(&self) -> bool {
        self.is_over.load(Ordering::Relaxed)
    }
}

/// Writes what the client takes, and forgets what it has not taken for too long. That it has gone is for the reading to
/// find: what it sent before is still to be taken.
fn flush(line: &Line, answers: &mut Vec<u8>) {
    if !answers.is_empty() {
        let written = line.write(answers).unwrap_or(answers.len());
        answers.drain(..written);
        answers.truncate(ANSWERS_LIMIT);
    }
}

/// Lets a tick pass in which nothing can come.
fn pause() {
    std::thread::park_timeout(TICK);
}
