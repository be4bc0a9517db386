//! The pseudo-terminal: a serial line whose other end another program opens by its path.
//!
//! Invariant: while no program holds the other end there is no line, so that answers to nobody do not wait for the next.

use std::{
    ffi::OsStr,
    fs, io,
    os::{fd::OwnedFd, unix::ffi::OsStrExt},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use rustix::{
    event::PollFlags,
    fs::{Mode, OFlags, open},
    pty::{OpenptFlags, openpt, ptsname, unlockpt},
    termios::{QueueSelector, tcflush},
};

use super::{Ended, Line, WayIn};

/// The path of the other end, which may change when the pseudo-terminal was unplugged.
#[derive(Clone, Debug, Default)]
pub(in super::super) struct SharedPath(Arc<Mutex<PathBuf>>);

impl SharedPath {
    pub(in super::super) fn get(&self) -> PathBuf {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(in super::super) fn set(&self, path: PathBuf) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = path;
    }
}

/// A pseudo-terminal that is there while the printer is on.
#[derive(Debug)]
pub(in super::super) struct Pty {
    path: SharedPath,
    /// A name that stays when the path changes, as `/dev/serial/by-id` gives to real adapters.
    link: Option<PathBuf>,
    /// The end that the printer holds.
    near: Option<Line>,
}

impl Pty {
    /// Plugs in a pseudo-terminal, and lets `link` lead to its other end.
    pub(in super::super) fn plug_in(link: Option<PathBuf>) -> io::Result<Self> {
        let mut pty = Self {
            path: SharedPath::default(),
            link,
            near: None,
        };
        pty.near = Some(pty.open()?);
        Ok(pty)
    }

    pub(in super::super) fn path(&self) -> SharedPath {
        self.path.clone()
    }

    fn open(&self) -> io::Result<Line> {
        let near = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC)?;
        rustix::io::ioctl_fionbio(&near, true)?;
        unlockpt(&near)?;
        let name = ptsname(&near, Vec::new())?;
        let path = PathBuf::from(OsStr::from_bytes(name.as_bytes()));
        // Opened and let go once: only then does the kernel tell that nobody holds the other end.
        Line::new(far_end(&path)?).make_raw()?;
        if let Some(link) = &self.link {
            let unfinished = link.with_extension("part");
            fs::remove_file(&unfinished).or_else(absent_is_fine)?;
            std::os::unix::fs::symlink(&path, &unfinished)?;
            fs::rename(unfinished, link)?;
        }
        self.path.set(path);
        Ok(Line::new(near))
    }
}

impl WayIn for Pty {
    fn answer(&mut self, within: Duration) -> io::Result<Option<Line>> {
        let near = match self.near.take() {
            Some(near) => near,
            None => self.open()?,
        };
        let near = self.near.insert(near);
        let seen = near.wait(PollFlags::IN, Duration::ZERO)?;
        if seen.contains(PollFlags::HUP) && !seen.contains(PollFlags::IN) {
            // Nobody there, and nothing left behind; the kernel has no way to wait for somebody.
            std::thread::park_timeout(within);
            return Ok(None);
        }
        Ok(Some(near.clone()))
    }

    fn part(&mut self, ended: Ended) {
        let flushed = match ended {
            // What that program left unread is not for the next; on a real wire it would be gone.
            Ended::Gone => far_end(&self.path.get()).and_then(|far| Ok(tcflush(far, QueueSelector::IFlush)?)),
            Ended::HungUp => {
                self.switch_off();
                Ok(())
            }
        };
        if let Err(error) = flushed {
            tracing::debug!(%error, "old answers are left in the pseudo-terminal");
        }
    }

    fn switch_off(&mut self) {
        self.near = None;
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        if let Some(link) = &self.link {
            // A link that somebody has taken away already is no loss.
            let _removed = fs::remove_file(link);
        }
    }
}

fn far_end(path: &Path) -> io::Result<OwnedFd> {
    let flags = OFlags::RDWR | OFlags::NOCTTY | OFlags::NONBLOCK | OFlags::CLOEXEC;
    Ok(open(path, flags, Mode::empty())?)
}

fn absent_is_fine(error: io::Error) -> io::Result<()> {
    if error.kind() == io::ErrorKind::NotFound {
        Ok(())
    } else {
        Err(error)
    }
}
