//! `display-server backup`: a whole copy of a data folder.

use std::num::NonZeroUsize;
use std::path::Path;

use crate::backup::{self, BackupError, Made};
use crate::clock::Clock;

/// Makes a backup, and says what it is.
///
/// # Errors
/// [`BackupError`] says what to change.
pub fn backup(folder: &Path, to: &Path, keep: Option<NonZeroUsize>) -> Result<String, BackupError> {
    let Made {
        folder,
        label,
        removed,
    } = backup::make(folder, to, keep, Clock::system().now())?;
    let made = format!(
        "the backup is whole: {}\nto entry {} of the journal, head {}, {} bytes",
        folder.display(),
        label.head_seq,
        hex::encode(label.head_hash),
        label.bytes()
    );
    let removed = removed.iter().map(|name| format!("removed: {name}"));
    Ok(std::iter::once(made)
        .chain(removed)
        .collect::<Vec<_>>()
        .join("\n"))
}
