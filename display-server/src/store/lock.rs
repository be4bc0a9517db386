//! The lock of a data folder: one server at a time, and the second is told which process has it.

use std::fs::{File, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::{Path, PathBuf};

use machine::owner::open_or_make;

/// Its file in the data folder: it is locked while a server runs, and says which process that was last.
pub(crate) const LOCK: &str = "hall.lock";

/// Why a folder cannot be locked.
#[derive(Debug, thiserror::Error)]
pub enum LockError {
    /// Another server has it.
    #[error(
        "the data folder {folder} is in use by process {pid}; stop that server, or choose another folder"
    )]
    Taken {
        /// Which folder.
        folder: PathBuf,
        /// Which process, as it wrote into the lock file.
        pid: String,
    },
    /// The file system refuses.
    #[error("the data folder cannot be used: {0}")]
    Io(#[from] std::io::Error),
}

/// A locked folder; dropping it, or dying, unlocks.
#[derive(Debug)]
pub(crate) struct FolderLock {
    _file: File,
}

/// Locks a folder for as long as what is answered lives.
pub(crate) fn lock_folder(folder: &Path) -> Result<FolderLock, LockError> {
    FolderLock::take(folder)
}

impl FolderLock {
    pub(super) fn take(folder: &Path) -> Result<Self, LockError> {
        let path = folder.join(LOCK);
        let mut file = open_or_make(&path)?;
        match file.try_lock() {
            Ok(()) => {
                file.set_len(0)?;
                file.rewind()?;
                write!(file, "{}", std::process::id())?;
                Ok(Self { _file: file })
            }
            Err(TryLockError::WouldBlock) => {
                let mut pid = String::new();
                file.read_to_string(&mut pid)?;
                Err(LockError::Taken {
                    folder: folder.to_owned(),
                    pid,
                })
            }
            Err(TryLockError::Error(error)) => Err(error.into()),
        }
    }
}
