//! What a record says of one folder: each change of its files and names, each promise to make them last, and who heard what.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail, ensure};

use super::trace::Call;

/// One thing that happened, with paths from the folder's parent on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// A file may be new; it is empty then.
    Opened(PathBuf),
    /// A folder is new.
    FolderMade(PathBuf),
    /// Bytes were written.
    Written {
        /// Into which file.
        file: PathBuf,
        /// From which byte on.
        at: u64,
        /// The bytes.
        bytes: Vec<u8>,
    },
    /// A file got another length.
    Cut {
        /// Which file.
        file: PathBuf,
        /// Its length, in bytes.
        length: u64,
    },
    /// What was done to a file, or to the names in a folder, is on the disk.
    Synced {
        /// Which file or folder.
        what: PathBuf,
        /// How many steps were done when this began: only they are sure to be.
        began: usize,
    },
    /// A name is gone.
    Removed(PathBuf),
    /// A file has another name.
    Renamed(PathBuf, PathBuf),
    /// Something was sent over a socket.
    Sent(Vec<u8>),
    /// A line of the notes was written.
    Noted(Vec<u8>),
}

impl Step {
    /// What was sent; none: something else happened.
    #[must_use]
    pub fn sent(&self) -> Option<&[u8]> {
        if let Self::Sent(bytes) = self {
            Some(bytes)
        } else {
            None
        }
    }
}

/// Whose steps are wanted.
#[derive(Debug, Clone)]
pub struct Scope {
    /// The parent of the data folder: paths count from here on.
    pub root: PathBuf,
    /// The file of notes, elsewhere.
    pub notes: PathBuf,
}

/// Files that nothing is read from after a restart: SQLite's index of its log, and the lock.
const PASSING: [&str; 2] = ["-shm", ".lock"];

/// The steps of a record.
///
/// # Errors
/// When the process changed its files in a way that is not known here.
pub fn read(calls: &[Call], scope: &Scope) -> Result<Vec<Step>> {
    let (mut steps, mut steps_after) = (Vec::new(), Vec::with_capacity(calls.len()));
    for call in calls {
        let began = call.began.checked_sub(1).and_then(|last| steps_after.get(last));
        let began = began.copied().unwrap_or(0);
        if call.value >= 0 {
            steps.extend(step(call, scope, began)?);
        }
        steps_after.push(steps.len());
    }
    Ok(steps)
}

fn step(call: &Call, scope: &Scope, began: usize) -> Result<Vec<Step>> {
    match call.name.as_str() {
        "open" | "openat" | "creat" | "mkdir" | "mkdirat" | "unlink" | "unlinkat" | "rename" | "renameat"
        | "renameat2" => names(call, scope),
        "link" | "linkat" | "symlink" | "symlinkat" | "truncate" => {
            let is_ours = call.paths()?.iter().any(|path| scope.inside(path).is_some());
            ensure!(!is_ours, "{} is not known here", call.name);
            Ok(Vec::new())
        }
        _ => bytes(call, scope, began),
    }
}

/// Calls about names.
fn names(call: &Call, scope: &Scope) -> Result<Vec<Step>> {
    let paths = call.paths()?;
    let ours: Vec<_> = paths.iter().filter_map(|path| scope.inside(path)).collect();
    let (Some(first), flags) = (ours.first().cloned(), &call.words) else {
        return Ok(Vec::new());
    };
    Ok(match call.name.as_str() {
        "mkdir" | "mkdirat" => vec![Step::FolderMade(first)],
        "unlink" => vec![Step::Removed(first)],
        "unlinkat" => {
            ensure!(!flags.contains("AT_REMOVEDIR"), "folders are not removed");
            vec![Step::Removed(first)]
        }
        "open" | "openat" => {
            let mut steps = Vec::new();
            if flags.contains("O_CREAT") {
                steps.push(Step::Opened(first.clone()));
            }
            if flags.contains("O_TRUNC") {
                steps.push(Step::Cut {
                    file: first,
                    length: 0,
                });
            }
            steps
        }
        "rename" | "renameat" | "renameat2" => {
            let Some(to) = ours.get(1).cloned().filter(|_| paths.len() == 2) else {
                bail!("a file left its folder, or came from elsewhere");
            };
            vec![Step::Renamed(first, to)]
        }
        other => bail!("{other} is not known here"),
    })
}

/// Calls about a descriptor.
fn bytes(call: &Call, scope: &Scope, began: usize) -> Result<Vec<Step>> {
    let Some(path) = call.descriptor()? else {
        return Ok(Vec::new());
    };
    if path.to_string_lossy().starts_with("socket:") {
        return Ok(vec![Step::Sent(call.texts()?.concat())]);
    }
    if path == scope.notes {
        return Ok(vec![Step::Noted(call.texts()?.concat())]);
    }
    let Some(file) = scope.inside(&path).filter(|_| !call.is_of_a_removed_file()) else {
        return Ok(Vec::new());
    };
    Ok(match call.name.as_str() {
        "pwrite64" => {
            let mut bytes = call.texts()?.concat();
            bytes.truncate(usize::try_from(call.value)?);
            let at = call.number_from_the_end(0)?;
            vec![Step::Written { file, at, bytes }]
        }
        "ftruncate" => vec![Step::Cut {
            file,
            length: call.number_from_the_end(0)?,
        }],
        "fsync" | "fdatasync" => vec![Step::Synced { what: file, began }],
        other => bail!("{other} of {} is not known here", file.display()),
    })
}

impl Scope {
    /// The path from the root on; none: it is elsewhere, or a file of which nothing is read after a restart.
    fn inside(&self, path: &Path) -> Option<PathBuf> {
        let inside = path.strip_prefix(&self.root).ok()?;
        let is_passing = PASSING.iter().any(|end| inside.to_string_lossy().ends_with(end));
        (!is_passing).then(|| inside.to_owned())
    }
}
