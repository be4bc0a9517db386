//! Whose files are: what a program makes in a folder belongs to whoever the folder belongs to, also where root runs the
//! program. Its service could not write to a file of root's.
//!
//! Invariant: only what was made just now is given away, never what was there: somebody else may have put it there.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, ErrorKind};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, fchown};
use std::path::Path;

use rustix::fs::OFlags;
use rustix::process::geteuid;

/// Opens a file for reading and writing; makes it when absent.
///
/// # Errors
/// When the system refuses.
pub fn open_or_make(file: &Path) -> io::Result<File> {
    let open = || OpenOptions::new().read(true).write(true).open(file);
    match open() {
        Err(error) if error.kind() == ErrorKind::NotFound => match make(file) {
            // Somebody was faster.
            Err(error) if error.kind() == ErrorKind::AlreadyExists => open(),
            made => made,
        },
        opened => opened,
    }
}

/// Makes a file for reading and writing, in place of one that was left there.
///
/// # Errors
/// When the system refuses.
pub fn make_anew(file: &Path) -> io::Result<File> {
    match fs::remove_file(file) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        Ok(()) | Err(_) => make(file),
    }
}

/// Makes a folder within another.
///
/// # Errors
/// When the system refuses, or there is one.
pub fn make_folder_within(folder: &Path, mode: u32) -> io::Result<()> {
    DirBuilder::new().mode(mode).create(folder)?;
    let flags = (OFlags::DIRECTORY | OFlags::NOFOLLOW).bits().cast_signed();
    let made = OpenOptions::new().read(true).custom_flags(flags).open(folder)?;
    hand_over(&made, folder)
}

fn make(file: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    // As SQLite makes its own.
    let options = options.read(true).write(true).create_new(true).mode(0o644);
    let made = options.open(file)?;
    hand_over(&made, file)?;
    Ok(made)
}

fn hand_over(made: &File, path: &Path) -> io::Result<()> {
    if !geteuid().is_root() {
        return Ok(());
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = fs::metadata(folder.unwrap_or(Path::new(".")))?;
    if made.metadata()?.uid() == folder.uid() {
        return Ok(());
    }
    fchown(made, Some(folder.uid()), Some(folder.gid()))
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::os::unix::fs::{chown, symlink};

    use super::*;

    /// A folder of somebody else's, where root runs the test; else one of one's own, where the rule has nothing to do.
    fn folder() -> (tempfile::TempDir, u32) {
        let folder = tempfile::tempdir().unwrap();
        if geteuid().is_root() {
            chown(folder.path(), Some(4711), Some(4712)).unwrap();
        }
        let uid = fs::metadata(folder.path()).unwrap().uid();
        (folder, uid)
    }

    fn uid_of(path: &Path) -> u32 {
        fs::symlink_metadata(path).unwrap().uid()
    }

    #[test]
    fn what_is_made_belongs_to_whoever_the_folder_belongs_to() {
        let (folder, owner) = folder();
        let file = folder.path().join("hall.db");
        open_or_make(&file).unwrap().write_all(b"kept").unwrap();
        assert_eq!(uid_of(&file), owner);
        let mut kept = String::new();
        open_or_make(&file).unwrap().read_to_string(&mut kept).unwrap();
        assert_eq!(kept, "kept");
        let within = folder.path().join("replaced");
        make_folder_within(&within, 0o700).unwrap();
        assert_eq!(uid_of(&within), owner);
        assert_eq!(fs::metadata(&within).unwrap().mode() & 0o777, 0o700);
        assert_eq!(
            make_folder_within(&within, 0o700).unwrap_err().kind(),
            ErrorKind::AlreadyExists
        );
    }

    #[test]
    fn what_was_there_is_not_given_away() {
        let (folder, owner) = folder();
        let (own, other) = (geteuid().as_raw(), tempfile::NamedTempFile::new().unwrap());
        let file = folder.path().join("hall.end");
        fs::write(&file, "").unwrap();
        open_or_make(&file).unwrap();
        assert_eq!(uid_of(&file), own);
        // A name that leads elsewhere is replaced, and what it leads to stays whose it is.
        let link = folder.path().join("high-water.new");
        symlink(other.path(), &link).unwrap();
        make_anew(&link).unwrap();
        assert_eq!((uid_of(&link), uid_of(other.path())), (owner, own));
        assert!(fs::symlink_metadata(&link).unwrap().is_file());
    }
}
