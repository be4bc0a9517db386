//! The paper that came out of the simulated printer.

use std::{
    fmt, fs, io,
    path::{Path, PathBuf},
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use slip::Bitmap;

/// Slips kept in memory; older ones stay in the folder.
const KEPT_LIMIT: usize = 64;

/// One slip, as it was cut off.
#[derive(Clone, Debug)]
pub struct PrintedSlip {
    /// Counts from 1, on after the slips that the folder held already.
    pub number: usize,
    /// Its dots.
    pub picture: Arc<Bitmap>,
    /// Its picture file, `0001.png` and so on.
    pub file: PathBuf,
}

/// What is called with every new slip, on the simulated printer's thread.
type Watcher = Box<dyn FnMut(&PrintedSlip) + Send>;

/// The handle on the paper.
#[derive(Clone, Debug)]
pub struct Paper {
    shelf: Arc<Shelf>,
}

struct Shelf {
    folder: PathBuf,
    kept: Mutex<Kept>,
    came: Condvar,
    watchers: Mutex<Vec<Watcher>>,
}

struct Kept {
    slips: Vec<PrintedSlip>,
    /// The number of the last slip.
    last: usize,
    /// Slips since the folder was opened.
    came_out: usize,
}

impl fmt::Debug for Shelf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Shelf")
            .field("folder", &self.folder)
            .finish_non_exhaustive()
    }
}

impl Paper {
    /// Opens a folder for slips, making it where it is missing.
    pub(super) fn open(folder: &Path) -> io::Result<Self> {
        fs::create_dir_all(folder)?;
        let mut last = 0;
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            let number = path
                .file_stem()
                .and_then(|stem| stem.to_str())
                .and_then(|stem| stem.parse().ok());
            last = last.max(number.unwrap_or(0));
        }
        let shelf = Shelf {
            folder: folder.to_owned(),
            kept: Mutex::new(Kept {
                slips: Vec::new(),
                last,
                came_out: 0,
            }),
            came: Condvar::new(),
            watchers: Mutex::new(Vec::new()),
        };
        Ok(Self {
            shelf: Arc::new(shelf),
        })
    }

    /// The newest slips, at most 64, the oldest of them first.
    #[must_use]
    pub fn slips(&self) -> Vec<PrintedSlip> {
        self.kept().slips.clone()
    }

    /// How many slips came out since the printer was built, whether still kept or not.
    #[must_use]
    pub fn came_out(&self) -> usize {
        self.kept().came_out
    }

    /// Waits for the slip of this number; `None` when it does not come `within` the time, or is no longer kept.
    #[must_use]
    pub fn wait_for(&self, number: usize, within: Duration) -> Option<PrintedSlip> {
        let kept = self.kept();
        let waited = self
            .shelf
            .came
            .wait_timeout_while(kept, within, |kept| kept.last < number);
        let (kept, _) = waited.unwrap_or_else(PoisonError::into_inner);
        kept.slips.iter().find(|slip| slip.number == number).cloned()
    }

    /// Calls `watcher` with every slip from now on.
    pub fn on_slip(&self, watcher: impl FnMut(&PrintedSlip) + Send + 'static) {
        self.shelf
            .watchers
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(Box::new(watcher));
    }

    /// Takes a slip off the cutter: file, memory, then those who watch.
    pub(super) fn take(&self, picture: Bitmap) {
        let number = self.kept().last + 1;
        let slip = PrintedSlip {
            number,
            picture: Arc::new(picture),
            file: self.shelf.folder.join(format!("{number:04}.png")),
        };
        if let Err(error) = write_png(&slip) {
            tracing::warn!(%error, slip.file = %slip.file.display(), "slip picture not written");
        }
        let mut kept = self.kept();
        kept.last = number;
        kept.came_out += 1;
        kept.slips.push(slip.clone());
        let surplus = kept.slips.len().saturating_sub(KEPT_LIMIT);
        kept.slips.drain(..surplus);
        drop(kept);
        self.shelf.came.notify_all();
        for watcher in self
            .shelf
            .watchers
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .iter_mut()
        {
            watcher(&slip);
        }
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.shelf.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whole or not at all: a browser may be looking into the folder.
fn write_png(slip: &PrintedSlip) -> io::Result<()> {
    let png = slip.picture.to_png().map_err(io::Error::other)?;
    let unfinished = slip.file.with_extension("part");
    fs::write(&unfinished, png)?;
    fs::rename(unfinished, &slip.file)
}
