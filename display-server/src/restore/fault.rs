//! Why nothing was restored, and what to do about it.

use std::path::PathBuf;

use crate::anchor::AnchorError;
use crate::backup::NoBackup;
use crate::high_water::HighWaterError;
use crate::store::{LockError, StoreError, VerifyError};

/// Why nothing was restored.
#[derive(Debug, thiserror::Error)]
pub enum RestoreError {
    /// It is no backup, or not a whole one.
    #[error(transparent)]
    NoBackup(#[from] NoBackup),
    /// A server has the folder, or it cannot be used.
    #[error(transparent)]
    Lock(#[from] LockError),
    /// Nobody knows which numbers were given.
    #[error(
        "there is no high-water file {file}, so nobody knows which numbers were given. Name it with --high-water; if it is lost, look at today's newest slips and at the kiosks' numbers, and say the largest with --numbers-above"
    )]
    NoMark {
        /// Which file.
        file: PathBuf,
    },
    /// What is there is better.
    #[error(
        "the journal in {folder} is whole and goes on from this backup, to entry {head_seq}: there is nothing to restore. To go back all the same, and lose what came after the backup, say --anyway"
    )]
    NotNeeded {
        /// Which folder.
        folder: PathBuf,
        /// Its last entry.
        head_seq: u64,
    },
    /// The high-water file refuses.
    #[error(transparent)]
    HighWater(#[from] HighWaterError),
    /// The anchors cannot be read.
    #[error(transparent)]
    Anchor(#[from] AnchorError),
    /// A file cannot be moved or copied.
    #[error(
        "the data folder cannot be filled: {0}; what was there is in its `replaced-` folder, nothing is lost"
    )]
    Io(#[from] std::io::Error),
    /// The journal that was put back cannot be opened.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The epoch cannot be written.
    #[error("the journal that was put back cannot be written: {0}")]
    Sqlite(#[from] rusqlite::Error),
    /// The chain does not hold after all.
    #[error("what was put back is not proved: {0}")]
    Verify(#[from] VerifyError),
    /// The epoch did not begin.
    #[error("no epoch began; this is a fault of the program")]
    NoEpoch,
}
