//! A backup: one whole copy of a data folder, made while its hall runs or not.
//!
//! Each database is copied as it stands at one instant; no entry refers from one to the other.
//!
//! Invariant: a backup with a proper name is whole: copied, looked through, its chain proved, and on its medium.
//! Invariant: what is copied is named file by file; what names people, sessions and keys of days is not.

mod fault;
mod files;
mod kept;
mod label;
mod whole;

use std::fs;
use std::io;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use jiff::Timestamp;

pub use fault::BackupError;
pub use label::{CopiedFile, LABEL, Label};
pub use whole::{NoBackup, prove};

use crate::identity::{IDENTITIES_DB, copy_identities};
use crate::store::{HALL_DB, copy_journal, integrity, verify};

/// A backup that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// Where it is.
    pub folder: PathBuf,
    /// What is written on it.
    pub label: Label,
    /// The names of older ones that made way.
    pub removed: Vec<String>,
}

/// Makes a backup of a data folder in a folder of backups; with `keep`, older ones beyond so many then make way.
///
/// # Errors
/// [`BackupError`]; the backups before it stay.
pub fn make(data: &Path, to: &Path, keep: Option<NonZeroUsize>, now: Timestamp) -> Result<Made, BackupError> {
    let to = kept::place(data, to)?;
    let _lock = kept::lock(&to)?;
    kept::remove_half_made(&to)?;
    let part = to.join(format!(".{}.part", kept::time_of(now)));
    let made = fill(data, &part, now).and_then(|label| Ok((kept::finish(&part, &label)?, label)));
    let (folder, label) = made.map_err(|fault| {
        // What cannot be removed now is removed by the next.
        let _ = fs::remove_dir_all(&part);
        fault.of(data, &to)
    })?;
    let removed = match keep {
        Some(keep) => kept::make_way(&to, &folder, keep)?,
        None => Vec::new(),
    };
    Ok(Made {
        folder,
        label,
        removed,
    })
}

/// The newest whole backup in a folder of backups, and its label; none: there is none.
pub(crate) fn newest(to: &Path) -> io::Result<Option<(PathBuf, io::Result<Label>)>> {
    let newest = kept::whole_ones(to)?.pop();
    Ok(newest.map(|name| {
        let folder = to.join(name);
        let label = Label::read(&folder);
        (folder, label)
    }))
}

/// Copies, looks through, proves and labels; what is there then needs a name alone.
fn fill(data: &Path, part: &Path, now: Timestamp) -> Result<Label, fault::Fault> {
    files::create_folder(part)?;
    tracing::info!("copying the journal");
    copy_journal(data, part)?;
    let mut names = vec![HALL_DB];
    // A hall of which nobody ever signed in has none.
    if data.join(IDENTITIES_DB).is_file() {
        copy_identities(data, part)?;
        names.push(IDENTITIES_DB);
    }
    tracing::info!("proving the copy");
    for name in &names {
        if let Some(found) = integrity(&part.join(name))? {
            return Err(fault::Fault::Damaged(format!("{name} is damaged: {found}")));
        }
    }
    let proof = verify(part)?;
    let copied = names.iter().map(|name| files::seal(part, name));
    let label = Label::new(now, &proof, copied.collect::<Result<_, _>>()?);
    label.write(part)?;
    Ok(label)
}
