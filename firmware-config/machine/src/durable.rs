//! Folders that programs keep their data in: where one stands is as durable as what is in it.

use std::fs::{self, File};
use std::io;
use std::path::Path;

/// Makes a folder, and those above it, unless they are there; a power cut after this leaves it where it is.
///
/// # Errors
/// When the system does not give one, or its name cannot be made durable.
pub fn make_folder(folder: &Path) -> io::Result<()> {
    let is_new = |folder: &&Path| !folder.as_os_str().is_empty() && !folder.is_dir();
    let new: Vec<&Path> = folder.ancestors().take_while(is_new).collect();
    fs::create_dir_all(folder)?;
    for made in &new {
        sync_name(made)?;
    }
    if new.is_empty() {
        // Whoever made it may have died before its name was durable. A folder above that nobody may read was not made here.
        let _ = sync_name(folder);
    }
    Ok(())
}

/// A folder's name stands in the folder above.
fn sync_name(folder: &Path) -> io::Result<()> {
    let above = folder.parent().filter(|above| !above.as_os_str().is_empty());
    File::open(above.unwrap_or(Path::new(".")))?.sync_all()
}
