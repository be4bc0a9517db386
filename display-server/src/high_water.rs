//! The high-water file: how far the hall's numbers may have come, kept outside the database.
//!
//! A database beside which it was not written is a copy – a backup that was put back, an old snapshot that was booted. The hall
//! then begins another epoch, and a series above the mark, before any number is given.
//!
//! Invariant: a lease, a day's opening and everything else that lifts the mark stand in the file before anybody is told.
//! Invariant: the journal's end stands in it at most [`BEHIND_AT_MOST`] later.

mod file;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use queue_core::Event;
use queue_core::offline::{Epoch, Mark, OfflineEvent};

pub use file::HighWaterError;

use crate::store::JournalEnd;

/// The file's name, unless another is chosen.
pub const HIGH_WATER: &str = "high-water.json";

/// How old the journal's end in the file may be. A copy that lacks no more than that is not recognised as one; the file could
/// say the end with every commit, which would then cost two syncs and not one, and no copy is that new.
const BEHIND_AT_MOST: Duration = Duration::from_secs(5);

/// What the file says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HighWater {
    /// The numbers of the last day that was opened; none: none was.
    pub mark: Option<Mark>,
    /// The epoch of whoever gives numbers.
    pub epoch: Epoch,
    /// Where the journal ended; none: it had no entry.
    pub end: Option<JournalEnd>,
}

/// Keeps the file. Once it is followed, dropping it writes down what is left to write.
pub(crate) struct HighWaterFile {
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

struct Shared {
    levels: Mutex<Levels>,
    stopped: Condvar,
    /// Held while the file is written, so that the level can rise meanwhile.
    paper: Mutex<Paper>,
}

#[derive(Debug)]
struct Levels {
    now: HighWater,
    is_stopping: bool,
}

#[derive(Debug)]
struct Paper {
    file: PathBuf,
    written: HighWater,
    is_failing: bool,
}

impl HighWaterFile {
    /// Writes the first level.
    pub(crate) fn start(file: PathBuf, level: HighWater) -> Result<Self, HighWaterError> {
        file::write(&file, &level).map_err(|source| HighWaterError::Unwritable {
            file: file.clone(),
            source,
        })?;
        let shared = Shared {
            levels: Mutex::new(Levels {
                now: level,
                is_stopping: false,
            }),
            stopped: Condvar::new(),
            paper: Mutex::new(Paper {
                file,
                written: level,
                is_failing: false,
            }),
        };
        Ok(Self {
            shared: Arc::new(shared),
            thread: None,
        })
    }

    /// Begins to follow the level, on a thread of its own.
    pub(crate) fn follow(&mut self) -> io::Result<()> {
        let following = Arc::clone(&self.shared);
        let thread = thread::Builder::new().name("high-water".to_owned());
        self.thread = Some(thread.spawn(move || following.follow())?);
        Ok(())
    }

    /// What the file says, or is about to.
    pub(crate) fn level(&self) -> HighWater {
        self.shared.levels().now
    }

    /// Writes the newest level down now; a failure is said.
    #[cfg(feature = "simulation")]
    pub(crate) fn try_to_write(&self) {
        self.shared.try_to_write();
    }

    /// The level has risen; the file says so soon. Nobody waits for the disk.
    pub(crate) fn note(&self, level: HighWater) {
        self.shared.levels().now = level;
    }

    /// The level has risen; the file says so when this returns.
    pub(crate) fn write(&self, level: HighWater) -> io::Result<()> {
        self.note(level);
        let mut paper = self.shared.paper();
        self.shared.write(&mut paper)
    }
}

impl Shared {
    fn follow(&self) {
        let mut levels = self.levels();
        while !levels.is_stopping {
            let waited = self.stopped.wait_timeout(levels, BEHIND_AT_MOST);
            drop(waited.unwrap_or_else(PoisonError::into_inner));
            self.try_to_write();
            levels = self.levels();
        }
        drop(levels);
        // It may have been told to stop before it first waited.
        self.try_to_write();
    }

    /// A failure is said once; whatever must stand in the file is written by who waits for it.
    fn try_to_write(&self) {
        let mut paper = self.paper();
        let failure = self.write(&mut paper).err();
        let was_failing = std::mem::replace(&mut paper.is_failing, failure.is_some());
        if let Some(error) = failure.filter(|_| !was_failing) {
            tracing::error!(%error, file = %paper.file.display(), "the high-water file is not written; it is tried every few seconds");
        }
    }

    /// Writes the level as it is now: whoever holds the paper writes the newest.
    fn write(&self, paper: &mut Paper) -> io::Result<()> {
        let now = self.levels().now;
        if now != paper.written {
            file::write(&paper.file, &now)?;
            paper.written = now;
        }
        Ok(())
    }

    fn levels(&self) -> MutexGuard<'_, Levels> {
        self.levels.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn paper(&self) -> MutexGuard<'_, Paper> {
        self.paper.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for HighWaterFile {
    fn drop(&mut self) {
        self.shared.levels().is_stopping = true;
        self.shared.stopped.notify_all();
        let _ended = self.thread.take().map(JoinHandle::join);
    }
}

/// Reads the file; none: there is none.
///
/// # Errors
/// When it cannot be read, or is something else.
pub fn read_high_water(file: &Path) -> Result<Option<HighWater>, HighWaterError> {
    file::read(file)
}

/// Whether an event lifts the mark, so that the file must say so before anybody is told.
pub(crate) fn lifts(event: &Event) -> bool {
    let leased = matches!(
        event,
        Event::Offline {
            happened: OfflineEvent::Leased { .. } | OfflineEvent::EpochBegan { .. },
        }
    );
    leased || matches!(event, Event::DayOpened { .. })
}

#[cfg(test)]
mod tests {
    use queue_core::ServiceDay;
    use queue_core::offline::Series;

    use super::*;

    fn level(seq: u64, ceiling: u32) -> HighWater {
        HighWater {
            mark: Some(Mark {
                day: ServiceDay(jiff::civil::date(2026, 3, 2)),
                series: Series { index: 1, base: 2000 },
                ceiling,
            }),
            epoch: 2,
            end: Some(JournalEnd {
                epoch: 2,
                seq,
                hash: [0x5e; 32],
            }),
        }
    }

    #[test]
    fn what_must_stand_in_the_file_stands_there_and_the_rest_when_it_ends() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join(HIGH_WATER);
        assert_eq!(read_high_water(&path).expect("read"), None);
        let mut file = HighWaterFile::start(path.clone(), level(1, 4000)).expect("started");
        file.follow().expect("followed");
        assert_eq!(read_high_water(&path).expect("read"), Some(level(1, 4000)));
        file.write(level(2, 6000)).expect("written");
        assert_eq!(read_high_water(&path).expect("read"), Some(level(2, 6000)));
        file.note(level(3, 6000));
        assert_eq!(file.level(), level(3, 6000));
        drop(file);
        assert_eq!(read_high_water(&path).expect("read"), Some(level(3, 6000)));
    }

    #[test]
    fn a_file_that_is_something_else_is_named_and_never_written_over() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join(HIGH_WATER);
        for text in ["", "{}", "{\"epoch\":2", "hello"] {
            std::fs::write(&path, text).expect("written");
            let error = read_high_water(&path)
                .expect_err("no high-water file")
                .to_string();
            assert!(error.contains(HIGH_WATER), "{error}");
        }
    }
}
