//! The folder of backups: whole ones under proper names, half-made ones hidden, until the next run removes them.
//!
//! Invariant: of a backup that makes way the name goes first, so that no part of one ever has a proper name.

use std::fs::{self, File, TryLockError};
use std::io;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::files::{create_folder, sync_folder};
use super::{BackupError, Label};
use crate::store::{HALL_DB, goes_on_from};

/// The time in a backup's name: UTC, to the second.
pub(super) fn time_of(now: Timestamp) -> String {
    now.strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// Where backups of a data folder may go; made when absent.
pub(super) fn place(data: &Path, to: &Path) -> Result<PathBuf, BackupError> {
    let folder = data.to_owned();
    if !data.is_dir() {
        return Err(BackupError::NoFolder { folder });
    }
    if !data.join(HALL_DB).is_file() {
        return Err(BackupError::NoJournal { folder });
    }
    let unusable = |source| BackupError::Place {
        to: to.to_owned(),
        source,
    };
    let place = real_path(to).map_err(unusable)?;
    if place.starts_with(data.canonicalize().map_err(unusable)?) {
        return Err(BackupError::Inside { to: place });
    }
    if !place.is_dir() {
        create_folder(&place).map_err(unusable)?;
    }
    Ok(place)
}

/// A path without links; its last part need not be there yet.
fn real_path(path: &Path) -> io::Result<PathBuf> {
    let Some(name) = path.file_name().filter(|_| !path.exists()) else {
        return path.canonicalize();
    };
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty());
    Ok(parent
        .unwrap_or_else(|| Path::new("."))
        .canonicalize()?
        .join(name))
}

/// Keeps a second backup out of a folder for as long as the file is open.
pub(super) fn lock(to: &Path) -> Result<File, BackupError> {
    let unusable = |source| BackupError::Place {
        to: to.to_owned(),
        source,
    };
    let folder = File::open(to).map_err(unusable)?;
    match folder.try_lock() {
        Ok(()) => Ok(folder),
        Err(TryLockError::WouldBlock) => Err(BackupError::Busy { to: to.to_owned() }),
        Err(TryLockError::Error(source)) => Err(unusable(source)),
    }
}

/// Removes what an interrupted backup left.
pub(super) fn remove_half_made(to: &Path) -> Result<(), BackupError> {
    let remove = || -> io::Result<()> {
        for name in names(to)?.iter().filter(|name| is_half_made(name)) {
            tracing::info!(%name, "a backup was interrupted here, and what is left of it goes");
            fs::remove_dir_all(to.join(name))?;
        }
        Ok(())
    };
    remove().map_err(|source| BackupError::Place {
        to: to.to_owned(),
        source,
    })
}

/// Gives a backup that is whole its name.
pub(super) fn finish(part: &Path, label: &Label) -> io::Result<PathBuf> {
    sync_folder(part)?;
    let to = part.parent().unwrap_or(part);
    let folder = to.join(format!("{}-{}", time_of(label.at), label.head_seq));
    if folder.exists() {
        return Err(io::Error::other(
            "a backup of this second is there already; try again",
        ));
    }
    fs::rename(part, &folder)?;
    sync_folder(to)?;
    Ok(folder)
}

/// The names of whole backups, oldest first.
pub(super) fn whole_ones(to: &Path) -> io::Result<Vec<String>> {
    let mut whole: Vec<String> = names(to)?.into_iter().filter(|name| is_proper(name)).collect();
    whole.sort_unstable_by_key(|name| key(name).map(|(time, seq)| (time.to_owned(), seq)));
    Ok(whole)
}

/// Removes the oldest beyond so many. Only those count from which the new one goes on: another hall's, and those of a
/// journal that was written anew since, are nobody's to remove but a person's.
pub(super) fn make_way(to: &Path, made: &Path, keep: NonZeroUsize) -> Result<Vec<String>, BackupError> {
    let not_removed = |old: &str, source| BackupError::NotRemoved {
        made: made.to_owned(),
        old: old.to_owned(),
        source,
    };
    let whole = whole_ones(to).map_err(|source| not_removed("an older one", source))?;
    let (ours, others): (Vec<String>, Vec<String>) = whole
        .into_iter()
        .partition(|name| is_continued(&to.join(name), made));
    for name in others {
        tracing::warn!(%name, "this backup is of another journal than the new one, and stays; look at both with `verify --anchor`");
    }
    let over = ours.len().saturating_sub(keep.get());
    let oldest: Vec<String> = ours.into_iter().take(over).collect();
    for name in &oldest {
        remove(to, name).map_err(|source| not_removed(name, source))?;
    }
    Ok(oldest)
}

fn is_continued(old: &Path, made: &Path) -> bool {
    let end = Label::read(old).map(|label| label.anchor().map(|anchor| anchor.end));
    match end {
        Ok(Some(end)) => goes_on_from(made, &end).unwrap_or(false),
        // A journal without an entry is where every journal begins.
        Ok(None) => true,
        Err(_) => false,
    }
}

fn remove(to: &Path, name: &str) -> io::Result<()> {
    let half = to.join(format!(".{name}.part"));
    fs::rename(to.join(name), &half)?;
    sync_folder(to)?;
    fs::remove_dir_all(half)
}

fn names(to: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(to)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            names.extend(entry.file_name().into_string().ok());
        }
    }
    Ok(names)
}

/// `.<time>.part`, or `.<name>.part`: nothing else in the folder is ever removed.
fn is_half_made(name: &str) -> bool {
    let inner = name.strip_prefix('.').and_then(|name| name.strip_suffix(".part"));
    inner.is_some_and(|inner| is_time(inner) || is_proper(inner))
}

fn is_proper(name: &str) -> bool {
    key(name).is_some()
}

/// When a backup was made and where its journal ends, by its name; none: it is no backup's name.
fn key(name: &str) -> Option<(&str, u64)> {
    let (time, seq) = name.split_once('-').filter(|(time, _)| is_time(time))?;
    Some((time, seq.parse().ok()?))
}

fn is_time(text: &str) -> bool {
    let shape = text
        .bytes()
        .map(|byte| if byte.is_ascii_digit() { b'0' } else { byte });
    shape.eq(*b"00000000T000000Z")
}
