//! Who holds a file locked, read from the kernel's table: asking for the lock oneself would shut out whoever starts meanwhile.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

/// Whether somebody holds a file locked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Held {
    /// By this process; 0: by one that this user cannot see.
    By(u32),
    /// By nobody. What a dead process wrote into the file says nothing: its lock went with it.
    No,
    /// The kernel's table cannot be read.
    Unknown,
}

/// Who holds a file locked as a whole (`flock`).
#[must_use]
pub fn holder_of(file: &Path) -> Held {
    let Ok(found) = fs::metadata(file) else {
        return Held::No;
    };
    let Ok(table) = fs::read_to_string("/proc/locks") else {
        return Held::Unknown;
    };
    // Over an overlay the table names another device than the file does; who holds it is in the file then.
    let written = fs::read_to_string(file)
        .ok()
        .and_then(|pid| pid.trim().parse().ok());
    let is_it = |lock: &Lock| {
        lock.inode == found.ino() && (lock.device == device(found.dev()) || Some(lock.pid) == written)
    };
    let lock = table.lines().filter_map(Lock::read).find(is_it);
    lock.map_or(Held::No, |lock| Held::By(lock.pid))
}

/// A line of the table: `1: FLOCK  ADVISORY  WRITE 4711 fe:00:131 0 EOF`.
struct Lock {
    pid: u32,
    device: (u32, u32),
    inode: u64,
}

impl Lock {
    fn read(line: &str) -> Option<Self> {
        let words: Vec<&str> = line.split_whitespace().collect();
        let at = words.iter().position(|word| *word == "FLOCK")?;
        // A second word `->` in front of the kind: one that only waits.
        if words.contains(&"->") {
            return None;
        }
        let mut place = words.get(at + 4)?.split(':');
        let mut number = || u32::from_str_radix(place.next()?, 16).ok();
        let device = (number()?, number()?);
        Some(Self {
            pid: words
                .get(at + 3)?
                .parse::<i64>()
                .ok()
                .map(|pid| u32::try_from(pid).unwrap_or(0))?,
            device,
            inode: place.next()?.parse().ok()?,
        })
    }
}

/// Major and minor of a device, as `stat` packs them on Linux.
fn device(packed: u64) -> (u32, u32) {
    let major = ((packed >> 8) & 0xfff) | ((packed >> 32) & 0xffff_f000);
    let minor = (packed & 0xff) | ((packed >> 12) & 0xffff_ff00);
    (
        u32::try_from(major).unwrap_or(u32::MAX),
        u32::try_from(minor).unwrap_or(u32::MAX),
    )
}

#[cfg(test)]
mod tests {
    use std::fs::File;

    use super::*;

    #[test]
    fn a_lock_is_seen_while_it_is_held_and_is_not_taken_by_looking() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("hall.lock");
        assert_eq!(holder_of(&path), Held::No, "there is none");
        fs::write(&path, std::process::id().to_string()).unwrap();
        assert_eq!(holder_of(&path), Held::No, "its process wrote it and is gone");
        let held = File::open(&path).unwrap();
        held.lock().unwrap();
        assert_eq!(holder_of(&path), Held::By(std::process::id()));
        drop(held);
        assert_eq!(holder_of(&path), Held::No);
    }

    #[test]
    fn a_line_of_the_table_says_who_holds_what() {
        let line = "12: FLOCK  ADVISORY  WRITE 4711 fe:0a:131 0 EOF";
        let lock = Lock::read(line).unwrap();
        assert_eq!((lock.pid, lock.device, lock.inode), (4711, (0xfe, 0x0a), 131));
        assert!(Lock::read("12: -> FLOCK  ADVISORY  WRITE 4711 fe:0a:131 0 EOF").is_none());
        assert!(Lock::read("3: POSIX  ADVISORY  WRITE 4711 fe:0a:131 0 EOF").is_none());
        assert_eq!(device((0xfe << 8) | 0x0a), (0xfe, 0x0a));
    }
}
