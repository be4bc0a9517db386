//! A character device that exists already: a USB gadget's `/dev/g_printer0`, or a real serial line.

use std::{
    fs::OpenOptions,
    io,
    os::unix::fs::{FileTypeExt, OpenOptionsExt},
    path::PathBuf,
    time::Duration,
};

use rustix::{fs::OFlags, termios::isatty};

use super::{Ended, Line, WayIn};

/// A device that is held open while the printer is on.
#[derive(Debug)]
pub(in super::super) struct Device {
    path: PathBuf,
    /// Opened and not yet given away.
    opened: Option<Line>,
}

impl Device {
    /// Opens it once, so that a wrong path is known at once.
    pub(in super::super) fn open(path: PathBuf) -> io::Result<Self> {
        let mut device = Self { path, opened: None };
        device.opened = Some(device.line()?);
        Ok(device)
    }

    fn line(&self) -> io::Result<Line> {
        let flags = OFlags::NONBLOCK | OFlags::NOCTTY;
        let file = OpenOptions::new()
            .read(true)
            .write(true)
            .custom_flags(i32::try_from(flags.bits()).map_err(io::Error::other)?)
            .open(&self.path)?;
        if !file.metadata()?.file_type().is_char_device() {
            // An ordinary file would be printed over and over.
            return Err(io::Error::new(
                io::ErrorKind::InvalidInput,
                "not a character device",
            ));
        }
        let is_terminal = isatty(&file);
        let line = Line::new(file);
        if is_terminal {
            line.make_raw()?;
        }
        Ok(line)
    }
}

impl WayIn for Device {
    fn answer(&mut self, within: Duration) -> io::Result<Option<Line>> {
        if let Some(line) = self.opened.take() {
            return Ok(Some(line));
        }
        // A device without a host ends at once, again and again.
        std::thread::park_timeout(within);
        self.line().map(Some)
    }

    fn part(&mut self, _ended: Ended) {
        // Closing it is all that a program can do to it.
    }

    fn switch_off(&mut self) {
        self.opened = None;
    }
}
