//! How much room the medium of a folder has.

use std::io;
use std::path::Path;

use rustix::fs::{StatVfsMountFlags, statvfs};

use crate::findings::Findings;

const MIB: u64 = 1 << 20;

/// Below this nothing more is risked: a database's log may grow to 16 MiB before it is written back, several of them
/// share the medium, and a full one ends the giving of tickets.
const TOO_LITTLE_BYTES: u64 = 64 * MIB;
/// Below this somebody should make room: a busy day of 5,000 tickets takes some 20 MiB, so this is several weeks.
const LITTLE_BYTES: u64 = 512 * MIB;
/// A hall makes some ten files, and their logs come and go.
const FEW_FILES: u64 = 1000;

/// The room of a medium.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Room {
    /// What whoever is not root may still write, in bytes.
    pub free_bytes: u64,
    /// Its size, in bytes.
    pub total_bytes: u64,
    /// How many files may still be made; none: the file system knows no such limit.
    pub free_files: Option<u64>,
    /// Whether nothing can be written to it at all.
    pub is_read_only: bool,
}

impl Room {
    /// The room of the medium on which a path lies.
    ///
    /// # Errors
    /// When the path is not there, or may not be looked at.
    pub fn of(path: &Path) -> io::Result<Self> {
        let said = statvfs(path)?;
        Ok(Self {
            free_bytes: said.f_bavail.saturating_mul(said.f_frsize),
            total_bytes: said.f_blocks.saturating_mul(said.f_frsize),
            free_files: Some(said.f_favail).filter(|_| said.f_files > 0),
            is_read_only: said.f_flag.contains(StatVfsMountFlags::RDONLY),
        })
    }

    /// Judges it; `folder` is how it is called.
    pub fn judge(&self, folder: &str, findings: &mut Findings) {
        if self.is_read_only {
            findings.broken(
                format!("{folder} lies on a medium that is mounted read-only, so nothing can be kept"),
                "look at the system's log (dmesg) for a failing disk; a sound one: mount -o remount,rw",
            );
        }
        let free = mib(self.free_bytes);
        let remedy = "remove what is not the hall's, or give it a larger medium";
        if self.free_bytes < TOO_LITTLE_BYTES {
            findings.broken(
                format!(
                    "the medium of {folder} has {free} MiB left: once it is full no more tickets are given"
                ),
                remedy,
            );
        } else if self.free_bytes < LITTLE_BYTES {
            findings.to_do(
                format!("the medium of {folder} has {free} MiB left, which is some weeks"),
                remedy,
            );
        }
        if let Some(files) = self.free_files.filter(|files| *files < FEW_FILES) {
            findings.broken(
                format!("the medium of {folder} takes only {files} more files (its inodes are used up)"),
                "remove what made so many; df -i shows it",
            );
        }
    }
}

/// Whole MiB.
#[must_use]
pub fn mib(bytes: u64) -> u64 {
    bytes / MIB
}

/// Looks at the medium of a folder.
pub fn look_at(folder: &Path, findings: &mut Findings) {
    let name = folder.display().to_string();
    match Room::of(folder) {
        Ok(room) => {
            findings.looked_at(format!("the medium ({} MiB free)", mib(room.free_bytes)));
            room.judge(&name, findings);
        }
        Err(error) => findings.to_do(
            format!("how much room {name} has cannot be seen: {error}"),
            "look with df",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::Grade;

    const PLENTY: Room = Room {
        free_bytes: 4096 * MIB,
        total_bytes: 8192 * MIB,
        free_files: Some(100_000),
        is_read_only: false,
    };

    fn check(room: Room, grade: Option<Grade>, word: &str) {
        let mut findings = Findings::default();
        room.judge("/data", &mut findings);
        assert_eq!(findings.worst(), grade, "{room:?}");
        let said = findings.text(crate::ReportForm::Text);
        assert!(said.contains(word), "{said}");
    }

    #[test]
    fn a_medium_is_judged_by_what_a_hall_still_needs() {
        check(PLENTY, None, "all is well");
        let left = |mib: u64| Room {
            free_bytes: mib * MIB,
            ..PLENTY
        };
        check(left(512), None, "all is well");
        check(left(511), Some(Grade::ToDo), "511 MiB");
        check(left(63), Some(Grade::Broken), "63 MiB");
        let read_only = Room {
            is_read_only: true,
            ..PLENTY
        };
        check(read_only, Some(Grade::Broken), "read-only");
        let files = |free_files| Room { free_files, ..PLENTY };
        check(files(Some(3)), Some(Grade::Broken), "inodes");
        check(files(None), None, "all is well");
    }

    #[test]
    fn a_real_medium_has_a_size_and_what_is_not_there_has_none() {
        let folder = tempfile::tempdir().unwrap();
        let room = Room::of(folder.path()).unwrap();
        assert!(room.total_bytes >= room.free_bytes && room.total_bytes > 0);
        assert!(Room::of(&folder.path().join("nowhere")).is_err());
    }
}
