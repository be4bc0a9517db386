//! The file itself: a line of JSON, replaced as a whole.

use std::fs::{self, File};
use std::io;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};

use machine::owner::make_anew;
use queue_core::offline::{Epoch, Mark};
use serde::{Deserialize, Serialize};

use super::HighWater;
use crate::anchor::hash_of;
use crate::store::JournalEnd;

/// Why a high-water file is not used.
#[derive(Debug, thiserror::Error)]
pub enum HighWaterError {
    /// It cannot be read.
    #[error("the high-water file {file} cannot be read: {source}")]
    Unreadable {
        /// Which file.
        file: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// It says something else.
    #[error(
        "{file} is no high-water file ({problem}): without it nobody knows which numbers were given. Put it back as it was; if it is lost, move it away and run `display-server restore`, which begins a new series"
    )]
    Bad {
        /// Which file.
        file: PathBuf,
        /// What is wrong.
        problem: String,
    },
    /// It cannot be written.
    #[error("the high-water file {file} cannot be written: {source}")]
    Unwritable {
        /// Which file.
        file: PathBuf,
        /// Why.
        source: io::Error,
    },
}

/// What stands in the file.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    epoch: Epoch,
    mark: Option<Mark>,
    end: Option<End>,
}

/// The journal's end, its hash as 64 hex digits.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct End {
    epoch: Epoch,
    seq: u64,
    hash: String,
}

impl TryFrom<&End> for JournalEnd {
    type Error = &'static str;

    fn try_from(end: &End) -> Result<Self, Self::Error> {
        Ok(Self {
            epoch: end.epoch,
            seq: end.seq,
            hash: hash_of(&end.hash).ok_or("its hash is none")?,
        })
    }
}

pub(super) fn read(file: &Path) -> Result<Option<HighWater>, HighWaterError> {
    let text = match fs::read_to_string(file) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(source) => {
            return Err(HighWaterError::Unreadable {
                file: file.to_owned(),
                source,
            });
        }
    };
    let bad = |problem: String| HighWaterError::Bad {
        file: file.to_owned(),
        problem,
    };
    let line: Line = serde_json::from_str(&text).map_err(|error| bad(error.to_string()))?;
    let end = line.end.as_ref().map(JournalEnd::try_from).transpose();
    Ok(Some(HighWater {
        mark: line.mark,
        epoch: line.epoch,
        end: end.map_err(|problem| bad(problem.to_owned()))?,
    }))
}

/// Replaces the file, so that after a power cut it is the old one or the new one: written and synced under another name,
/// renamed, and the folder synced.
pub(super) fn write(file: &Path, level: &HighWater) -> io::Result<()> {
    let line = Line {
        epoch: level.epoch,
        mark: level.mark,
        end: level.end.map(|end| End {
            epoch: end.epoch,
            seq: end.seq,
            hash: hex::encode(end.hash),
        }),
    };
    let beside = file.with_extension("new");
    let mut text = serde_json::to_vec(&line)?;
    text.push(b'\n');
    let new = make_anew(&beside)?;
    new.write_all_at(&text, 0)?;
    new.sync_all()?;
    fs::rename(&beside, file)?;
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}
