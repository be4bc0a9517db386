//! Whether a folder is a backup, whole and as it was made.

use std::path::{Path, PathBuf};

use super::{Label, files};
use crate::store::{VerifyError, integrity, verify};

/// Why a folder is not restored from.
#[derive(Debug, thiserror::Error)]
pub enum NoBackup {
    /// It has no label.
    #[error(
        "{folder} is no backup ({source}); name a folder that `display-server backup` made, with its backup.json"
    )]
    NoLabel {
        /// Which folder.
        folder: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A file is not what it was.
    #[error("{folder}: {name} is not what it was when the backup was made; take an older backup")]
    Changed {
        /// Which backup.
        folder: PathBuf,
        /// Which file.
        name: String,
    },
    /// Its pages are not sound.
    #[error("{folder}: {cause}; take an older backup")]
    Unsound {
        /// Which backup.
        folder: PathBuf,
        /// What is wrong.
        cause: String,
    },
}

/// Proves a backup: its files by their hashes, their pages, and the journal's chain up to the end on the label.
///
/// # Errors
/// [`NoBackup`] names what is wrong.
pub fn prove(folder: &Path) -> Result<Label, NoBackup> {
    let no_label = |source| NoBackup::NoLabel {
        folder: folder.to_owned(),
        source,
    };
    let unsound = |cause: String| NoBackup::Unsound {
        folder: folder.to_owned(),
        cause,
    };
    let label = Label::read(folder).map_err(no_label)?;
    for file in &label.files {
        let found = files::seal(folder, &file.name);
        if found.is_ok_and(|found| found == *file) {
            continue;
        }
        return Err(NoBackup::Changed {
            folder: folder.to_owned(),
            name: file.name.clone(),
        });
    }
    for file in &label.files {
        let found = integrity(&folder.join(&file.name)).map_err(|error| unsound(error.to_string()))?;
        if let Some(found) = found {
            return Err(unsound(format!("{} is damaged: {found}", file.name)));
        }
    }
    let proof = verify(folder).map_err(|error: VerifyError| unsound(error.to_string()))?;
    if (proof.epoch, proof.head_seq, proof.head_hash) == (label.epoch, label.head_seq, label.head_hash) {
        Ok(label)
    } else {
        Err(unsound(
            "its journal does not end where its label says".to_owned(),
        ))
    }
}
