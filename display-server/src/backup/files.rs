//! The files of a backup, made durable one by one.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use machine::owner::make_folder_within;
use sha2::{Digest, Sha256};

use super::CopiedFile;

/// How much of a file is read at once, in bytes.
const CHUNK: usize = 64 * 1024;

/// Makes a folder that nobody else may look into.
pub(super) fn create_folder(folder: &Path) -> io::Result<()> {
    make_folder_within(folder, 0o700)
}

/// Makes a copied file durable, and says what it holds.
pub(super) fn seal(folder: &Path, name: &str) -> io::Result<CopiedFile> {
    let mut file = File::open(folder.join(name))?;
    file.sync_all()?;
    let mut digest = Sha256::new();
    let (mut chunk, mut bytes) = (vec![0; CHUNK], 0);
    loop {
        let count = file.read(&mut chunk)?;
        let Some(read) = chunk.get(..count).filter(|read| !read.is_empty()) else {
            break;
        };
        digest.update(read);
        bytes += count as u64;
    }
    Ok(CopiedFile {
        name: name.to_owned(),
        sha256: hex::encode(digest.finalize()),
        bytes,
    })
}

/// Makes durable which files a folder has.
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}
