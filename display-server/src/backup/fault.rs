//! Why no backup was made, and what to do about it.

use std::io;
use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

use super::kept;
use crate::store::VerifyError;

/// Why a backup is not made.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// There is no such data folder.
    #[error("there is no data folder {folder}; name the one that the server was given with --data")]
    NoFolder {
        /// What was named.
        folder: PathBuf,
    },
    /// It holds no journal.
    #[error("there is no journal in {folder}; name the folder that the server was given with --data")]
    NoJournal {
        /// Which folder.
        folder: PathBuf,
    },
    /// The backups would lie beside what they are to replace.
    #[error("{to} lies in the data folder, and would be lost with it; name a folder on another medium")]
    Inside {
        /// Where backups were to go.
        to: PathBuf,
    },
    /// Another backup is being made there.
    #[error("another backup is being made in {to}; wait until it is done")]
    Busy {
        /// Where.
        to: PathBuf,
    },
    /// The folder of backups cannot be used.
    #[error("the folder of backups {to} cannot be used: {source}")]
    Place {
        /// Where.
        to: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The medium is full.
    #[error(
        "the disk of {to} is full and no backup was made ({stays}); make room, or keep fewer with --keep"
    )]
    Full {
        /// Where.
        to: PathBuf,
        /// What becomes of earlier backups.
        stays: String,
    },
    /// What was copied is not sound.
    #[error("{folder}: {cause}; no backup was made ({stays})")]
    Unsound {
        /// Whose copy.
        folder: PathBuf,
        /// What is wrong.
        cause: String,
        /// What becomes of earlier backups.
        stays: String,
    },
    /// It cannot be copied.
    #[error("{folder} cannot be copied to {to}: {cause}; no backup was made ({stays})")]
    Copy {
        /// What.
        folder: PathBuf,
        /// Where to.
        to: PathBuf,
        /// Why.
        cause: String,
        /// What becomes of earlier backups.
        stays: String,
    },
    /// The new backup is whole, but an older one does not make way.
    #[error("the backup {made} is whole, but {old} cannot be removed: {source}; remove it by hand")]
    NotRemoved {
        /// The new one.
        made: PathBuf,
        /// The old one.
        old: String,
        /// Why.
        source: io::Error,
    },
}

/// What went wrong while a backup was made.
#[derive(Debug)]
pub(super) enum Fault {
    /// SQLite refuses.
    Sqlite(rusqlite::Error),
    /// The file system refuses.
    Io(io::Error),
    /// The copy's pages are not sound.
    Damaged(String),
    /// The copy's journal is not proved.
    Unproved(VerifyError),
}

impl Fault {
    /// What is said of it.
    pub(super) fn of(self, data: &Path, to: &Path) -> BackupError {
        let (folder, place, stays) = (data.to_owned(), to.to_owned(), what_stays(to));
        if self.is_full_disk() {
            return BackupError::Full { to: place, stays };
        }
        match self {
            Self::Damaged(cause) => BackupError::Unsound { folder, cause, stays },
            Self::Unproved(cause) => BackupError::Unsound {
                folder,
                cause: cause.to_string(),
                stays,
            },
            Self::Sqlite(cause) => BackupError::Copy {
                folder,
                to: place,
                cause: cause.to_string(),
                stays,
            },
            Self::Io(cause) => BackupError::Copy {
                folder,
                to: place,
                cause: cause.to_string(),
                stays,
            },
        }
    }

    fn is_full_disk(&self) -> bool {
        match self {
            Self::Sqlite(error) => error.sqlite_error_code() == Some(ErrorCode::DiskFull),
            Self::Io(error) => error.kind() == io::ErrorKind::StorageFull,
            Self::Damaged(_) | Self::Unproved(_) => false,
        }
    }
}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite(error)
    }
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<VerifyError> for Fault {
    fn from(error: VerifyError) -> Self {
        Self::Unproved(error)
    }
}

fn what_stays(to: &Path) -> String {
    let names = kept::whole_ones(to).unwrap_or_default();
    names.last().map_or_else(
        || "there is no earlier one here".to_owned(),
        |name| format!("the one before it stays: {name}"),
    )
}
