//! The files of a restore: what is there is moved aside, what is in the backup is copied, each durable before the next.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use machine::owner::{make_anew, make_folder_within};

use crate::backup::Label;
use crate::identity::IDENTITIES_DB;
use crate::store::{HALL_DB, HALL_END};

/// What SQLite keeps beside a database.
const BESIDE: [&str; 3] = ["", "-wal", "-shm"];

/// Moves the databases that a backup replaces into a folder beside them; none: there were none. Texts that people wrote and
/// the high-water file stay: no backup has them.
pub(super) fn set_aside(data: &Path, now: Timestamp) -> io::Result<Option<PathBuf>> {
    let names = [HALL_DB, IDENTITIES_DB].into_iter();
    let names = names.flat_map(|name| BESIDE.map(|end| format!("{name}{end}")));
    let names = names.chain([HALL_END.to_owned()]);
    let there: Vec<String> = names.filter(|name| data.join(name).exists()).collect();
    if there.is_empty() {
        return Ok(None);
    }
    let aside = data.join(format!("replaced-{}", now.strftime("%Y%m%dT%H%M%SZ")));
    make_folder_within(&aside, 0o700)?;
    for name in there {
        fs::rename(data.join(&name), aside.join(&name))?;
    }
    sync(&aside)?;
    sync(data)?;
    Ok(Some(aside))
}

/// Copies a backup's files, the journal last: without it a folder is not served from.
pub(super) fn copy(backup: &Path, data: &Path, label: &Label) -> io::Result<()> {
    let mut names: Vec<&str> = label.files.iter().map(|file| file.name.as_str()).collect();
    names.sort_by_key(|name| *name == HALL_DB);
    for name in names {
        let part = data.join(format!("{name}.part"));
        let mut copy = make_anew(&part)?;
        io::copy(&mut File::open(backup.join(name))?, &mut copy)?;
        copy.sync_all()?;
        fs::rename(&part, data.join(name))?;
        sync(data)?;
    }
    Ok(())
}

fn sync(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}
