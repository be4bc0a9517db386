//! The ways by which bytes come to the simulated printer, and the one line that each of them gives.
//!
//! Invariant: nothing here waits longer than it is told to, so that a fault or the end is always noticed.

use crate::clock::steady;
use std::{io, os::fd::OwnedFd, sync::Arc, time::Duration};

use rustix::{
    event::{PollFd, PollFlags, Timespec, poll},
    io::Errno,
    termios::{OptionalActions, tcgetattr, tcsetattr},
};

mod device;
mod pty;
mod tcp;

pub(super) use device::Device;
pub(super) use pty::{Pty, SharedPath};
pub(super) use tcp::Tcp;

/// A way in.
pub(super) trait WayIn: Send {
    /// Waits for a client, `within` the time, and gives the line to it.
    fn answer(&mut self, within: Duration) -> io::Result<Option<Line>>;

    /// The line has ended and was dropped: does what else that takes.
    fn part(&mut self, ended: Ended);

    /// Refuses clients until the next [`answer`](Self::answer).
    fn switch_off(&mut self);
}

/// Why a line ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ended {
    /// The client has gone, or the printer goes away altogether.
    Gone,
    /// The printer was told to close it.
    HungUp,
}

/// What a look at a line brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Heard {
    /// The time passed.
    Nothing,
    /// So many bytes.
    Bytes(usize),
    /// The client has gone.
    End,
}

/// An open, non-blocking line to a client. Dropping it closes it, unless its way in holds it too.
#[derive(Clone, Debug)]
pub(super) struct Line(Arc<OwnedFd>);

impl Line {
    /// Takes over a descriptor that was opened non-blocking.
    pub(super) fn new(open: impl Into<OwnedFd>) -> Self {
        Self(Arc::new(open.into()))
    }

    /// Reads what comes `within` the time.
    pub(super) fn read(&self, buffer: &mut [u8], within: Duration) -> io::Result<Heard> {
        if self.wait(PollFlags::IN, within)?.is_empty() {
            return Ok(Heard::Nothing);
        }
        match rustix::io::read(&self.0, buffer) {
            // The errors are those of a pseudo-terminal without a client, a USB gadget without a host, a socket cut off.
            Ok(0) | Err(Errno::IO | Errno::NODEV | Errno::SHUTDOWN | Errno::CONNRESET) => Ok(Heard::End),
            Ok(length) => Ok(Heard::Bytes(length)),
            Err(Errno::AGAIN | Errno::INTR) => Ok(Heard::Nothing),
            Err(error) => Err(error.into()),
        }
    }

    /// Writes what the line takes at once; how much that was.
    pub(super) fn write(&self, bytes: &[u8]) -> io::Result<usize> {
        match rustix::io::write(&self.0, bytes) {
            Ok(length) => Ok(length),
            Err(Errno::AGAIN | Errno::INTR) => Ok(0),
            Err(error) => Err(error.into()),
        }
    }

    /// Waits for one of `flags`, `within` the time; what of it came about, with hang-ups and errors.
    fn wait(&self, flags: PollFlags, within: Duration) -> io::Result<PollFlags> {
        wait_for(&self.0, flags, within)
    }

    /// Lets bytes through as they are, where the line is a terminal.
    fn make_raw(&self) -> io::Result<()> {
        let mut terminal = tcgetattr(&self.0)?;
        terminal.make_raw();
        Ok(tcsetattr(&self.0, OptionalActions::Now, &terminal)?)
    }
}

/// Waits for one of `flags` on a descriptor, `within` the time; empty when the time passed.
fn wait_for(open: &impl std::os::fd::AsFd, flags: PollFlags, within: Duration) -> io::Result<PollFlags> {
    let until = steady() + within;
    loop {
        let left = until.saturating_duration_since(steady());
        let left = Timespec::try_from(left).map_err(io::Error::other)?;
        let mut wanted = [PollFd::new(open, flags)];
        match poll(&mut wanted, Some(&left)) {
            Ok(_) => {
                let [came] = &wanted;
                return Ok(came.revents());
            }
            Err(Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
    }
}
