//! `hall.end`, beside the database: the number of the journal's last entry, so that a journal shows that was cut, emptied,
//! robbed of its log or put back to an older copy.
//!
//! Invariant: it is never ahead of the journal. It is written after the commit, and nobody waits until it is on the disk:
//! after a power cut it may be behind, which is no more than a smaller promise.

use std::fs::File;
use std::io::{self, Read};
use std::os::unix::fs::FileExt;
use std::path::Path;

use machine::owner::open_or_make;

/// Its file in the data folder.
pub(crate) const HALL_END: &str = "hall.end";

/// The mark.
#[derive(Debug)]
pub(super) struct EndMark {
    file: File,
    /// As it was found; 0: there was none.
    pub(super) found: u64,
}

impl EndMark {
    /// Opens it for the one who writes the journal; creates it when absent.
    pub(super) fn open(folder: &Path) -> io::Result<Self> {
        let mut file = open_or_make(&folder.join(HALL_END))?;
        let found = read_from(&mut file)?;
        Ok(Self { file, found })
    }

    /// Notes the last entry of a commit.
    pub(super) fn note(&mut self, seq: u64) {
        // Always as long, so that it is written in place. Failing, it stays behind, which is allowed.
        let _ = self.file.write_all_at(format!("{seq:020}\n").as_bytes(), 0);
        self.found = self.found.max(seq);
    }
}

/// The entry that the mark of a data folder names; 0: it has none, as a backup.
pub(super) fn read(folder: &Path) -> io::Result<u64> {
    match File::open(folder.join(HALL_END)) {
        Ok(mut file) => read_from(&mut file),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(0),
        Err(error) => Err(error),
    }
}

fn read_from(file: &mut File) -> io::Result<u64> {
    let mut text = Vec::new();
    file.read_to_end(&mut text)?;
    // What a power cut left half written is no promise.
    let number = std::str::from_utf8(&text).ok().map(str::trim);
    Ok(number.and_then(|number| number.parse().ok()).unwrap_or(0))
}
