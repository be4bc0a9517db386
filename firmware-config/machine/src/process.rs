//! What the process takes of the machine.

use std::fs;

/// How much memory the process has in RAM, in bytes; none: the system does not say.
#[must_use]
pub fn resident_bytes() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kib: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kib * 1024)
}

/// How many files and sockets it has open; none: the system does not say.
#[must_use]
pub fn open_files() -> Option<u64> {
    let entries = fs::read_dir("/proc/self/fd").ok()?;
    // The folder that is being read is one of them.
    u64::try_from(entries.count()).ok()?.checked_sub(1)
}

/// How many files and sockets it may have open; none: the system does not say, or sets no limit.
#[must_use]
pub fn files_allowed() -> Option<usize> {
    // Asking the kernel is what its service may not do.
    let limits = fs::read_to_string("/proc/self/limits").ok()?;
    let line = limits
        .lines()
        .find_map(|line| line.strip_prefix("Max open files"))?;
    line.split_whitespace().next()?.parse().ok()
}

/// Lets whatever else runs here go first: a doctor must not hold up the hall beside which it looks.
pub fn let_others_go_first() {
    // Whoever may not be polite is at worst as quick as everybody.
    let _ = rustix::process::nice(10);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_process_has_memory_and_files() {
        assert!(resident_bytes().is_some_and(|bytes| bytes > 1 << 20));
        let before = open_files().unwrap();
        let file = fs::File::open("/proc/self/status").unwrap();
        // Other tests open and close files beside this one, so only the least is known.
        assert!(before >= 3 && open_files().unwrap() >= 3);
        drop(file);
        assert!(
            files_allowed().is_none_or(|files| files > 16),
            "{:?}",
            files_allowed()
        );
        let limits = fs::read_to_string("/proc/self/limits").unwrap();
        assert!(
            files_allowed().is_some() || limits.contains("unlimited"),
            "{limits}"
        );
    }
}
