//! A printer behind a character device of the kernel: `usblp`, a serial line, a pseudo-terminal.
//!
//! Invariant: the device is never blocked on; each call polls it for its time, and the kernel ends the wait.

use std::{
    fs::{File, OpenOptions},
    io::{self, Read, Write},
    os::unix::fs::OpenOptionsExt,
    path::Path,
    time::Duration,
};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::OFlags;

use super::{PrinterLink, nothing_when_late};

/// An open device.
#[derive(Debug)]
pub struct CharacterDevice(File);

impl CharacterDevice {
    /// Opens a device for both directions.
    ///
    /// # Errors
    /// When it is not there, is busy, or the user has no right to it.
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        // A terminal must not become ours to be hung up on, and opening one must not wait for a carrier.
        let flags = (OFlags::NONBLOCK | OFlags::NOCTTY).bits();
        let flags = i32::try_from(flags).map_err(io::Error::other)?;
        let file = OpenOptions::new()
            .read(true)
            .write(true)
            .custom_flags(flags)
            .open(path)?;
        Ok(Self(file))
    }

    pub(super) fn file(&self) -> &File {
        &self.0
    }

    /// What the device is ready for of what is asked, `within` the time; and whether its other end is gone.
    fn ready_for(&self, what: PollFlags, within: Duration) -> io::Result<PollFlags> {
        let limit = Timespec::try_from(within).map_err(io::Error::other)?;
        let mut asked = [PollFd::new(&self.0, what)];
        match poll(&mut asked, Some(&limit)) {
            Ok(_) | Err(rustix::io::Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
        let [answer] = &asked;
        let said = answer.revents();
        // Hung up with nothing left to read: the printer was switched off or pulled out.
        if said.intersects(PollFlags::HUP | PollFlags::ERR) && !said.contains(PollFlags::IN) {
            return Err(io::ErrorKind::BrokenPipe.into());
        }
        Ok(said)
    }
}

impl PrinterLink for CharacterDevice {
    fn write_some(&mut self, bytes: &[u8], within: Duration) -> io::Result<usize> {
        if !self.ready_for(PollFlags::OUT, within)?.contains(PollFlags::OUT) {
            return Ok(0);
        }
        nothing_when_late(self.0.write(bytes))
    }

    fn read_some(&mut self, buffer: &mut [u8], within: Duration) -> io::Result<usize> {
        let said = self.ready_for(PollFlags::IN, within)?;
        if !said.contains(PollFlags::IN) {
            return Ok(0);
        }
        match self.0.read(buffer) {
            // A line that was hung up can be read for ever, and gives nothing.
            Ok(0) if said.contains(PollFlags::HUP) => Err(io::ErrorKind::BrokenPipe.into()),
            // `usblp` gives nothing for an empty transfer, which says no more than that nothing came.
            came => nothing_when_late(came),
        }
    }
}
