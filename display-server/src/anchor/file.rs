//! The anchor file: a line an anchor, only ever added to.
//!
//! Invariant: an anchor is on its medium before it counts as kept; what a power cut left of a line is cut off before the next.

use std::fs::{File, OpenOptions};
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::path::Path;

use super::{Anchor, AnchorError};
use crate::backup::Label;

/// More than any line is long, in bytes.
const LONGEST_LINE: u64 = 256;

/// Every anchor of a file; the label of a backup is one too.
///
/// # Errors
/// [`AnchorError`] names the first line that is none; a file without any is one.
pub fn read_anchors(file: &Path) -> Result<Vec<Anchor>, AnchorError> {
    let unreadable = |source| AnchorError::Unreadable {
        file: file.to_owned(),
        source,
    };
    let mut lines = BufReader::new(File::open(file).map_err(unreadable)?);
    if lines.fill_buf().map_err(unreadable)?.starts_with(b"{") {
        return label(file, lines).map(|anchor| vec![anchor]);
    }
    let mut anchors = Vec::new();
    for (at, line) in lines.split(b'\n').enumerate() {
        let line = line.map_err(unreadable)?;
        let anchor = anchor_in(&line).ok_or_else(|| AnchorError::BadLine {
            file: file.to_owned(),
            line: at + 1,
        })?;
        anchors.push(anchor);
    }
    if anchors.is_empty() {
        return Err(AnchorError::Empty {
            file: file.to_owned(),
        });
    }
    Ok(anchors)
}

fn label(file: &Path, text: impl Read) -> Result<Anchor, AnchorError> {
    let label: Label = serde_json::from_reader(text).map_err(|source| AnchorError::BadLabel {
        file: file.to_owned(),
        source,
    })?;
    label.anchor().ok_or_else(|| AnchorError::Empty {
        file: file.to_owned(),
    })
}

/// The last anchor of a file; none: there is no whole one.
pub(super) fn last_anchor(file: &Path) -> Option<Anchor> {
    let mut file = File::open(file).ok()?;
    let tail = tail(&mut file).ok()?;
    anchor_in(tail.strip_suffix(b"\n")?.rsplit(|byte| *byte == b'\n').next()?)
}

/// Adds an anchor, and returns when it is on the medium.
pub(super) fn add(file: &Path, anchor: &Anchor) -> Result<(), AnchorError> {
    let unwritable = |source| AnchorError::Unwritable {
        file: file.to_owned(),
        source,
    };
    let options = OpenOptions::new().create(true).read(true).append(true).clone();
    let mut open = options.open(file).map_err(unwritable)?;
    let is_new = open.metadata().map_err(unwritable)?.len() == 0;
    if !is_new && !begins_with_an_anchor(&mut open).map_err(unwritable)? {
        return Err(AnchorError::NoAnchors {
            file: file.to_owned(),
        });
    }
    write(&mut open, anchor).map_err(unwritable)?;
    if is_new {
        sync_folder_of(file).map_err(unwritable)?;
    }
    Ok(())
}

/// What somebody keeps in a file for another purpose is left as it is.
fn begins_with_an_anchor(file: &mut File) -> io::Result<bool> {
    file.rewind()?;
    let mut begin = Vec::new();
    file.take(LONGEST_LINE).read_to_end(&mut begin)?;
    let first = begin.split(|byte| *byte == b'\n').next();
    Ok(first.and_then(anchor_in).is_some())
}

fn write(file: &mut File, anchor: &Anchor) -> io::Result<()> {
    let tail = tail(file)?;
    let half_line = tail.rsplit(|byte| *byte == b'\n').next().map_or(0, <[u8]>::len);
    if half_line > 0 {
        let length = file.metadata()?.len();
        file.set_len(length - half_line as u64)?;
    }
    file.write_all(format!("{anchor}\n").as_bytes())?;
    file.sync_all()
}

/// The end of a file, at least its last line.
fn tail(file: &mut File) -> io::Result<Vec<u8>> {
    let length = file.metadata()?.len();
    file.seek(SeekFrom::Start(length.saturating_sub(LONGEST_LINE)))?;
    let mut tail = Vec::new();
    file.read_to_end(&mut tail)?;
    Ok(tail)
}

fn sync_folder_of(file: &Path) -> io::Result<()> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    File::open(folder.unwrap_or_else(|| Path::new(".")))?.sync_all()
}

fn anchor_in(line: &[u8]) -> Option<Anchor> {
    std::str::from_utf8(line).ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::JournalEnd;

    fn anchor(seq: u64) -> Anchor {
        let hash = [0x5e; 32];
        Anchor {
            end: JournalEnd { epoch: 1, seq, hash },
            at: "2026-03-02T00:30:00Z".parse().expect("an instant"),
        }
    }

    #[test]
    fn what_a_power_cut_left_of_a_line_is_cut_off_before_the_next() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("anchors");
        add(&file, &anchor(3)).expect("kept");
        let whole = std::fs::read_to_string(&file).expect("a line");
        std::fs::write(&file, format!("{whole}{}", &whole[..40])).expect("half a line");
        let told = read_anchors(&file).expect_err("half a line is none").to_string();
        assert!(told.contains("anchors:2: "), "{told}");
        add(&file, &anchor(5)).expect("kept");
        assert_eq!(read_anchors(&file).expect("whole"), [anchor(3), anchor(5)]);
        assert_eq!(last_anchor(&file), Some(anchor(5)));
    }

    #[test]
    fn a_file_of_something_else_is_left_as_it_is() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("hall.toml");
        std::fs::write(&file, "[hall]").expect("a file");
        let told = add(&file, &anchor(3)).expect_err("no anchors").to_string();
        assert!(told.contains("hall.toml"), "{told}");
        assert_eq!(std::fs::read_to_string(&file).expect("a file"), "[hall]");
    }

    #[test]
    fn a_file_by_which_nothing_can_be_checked_is_an_error() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("anchors");
        std::fs::write(&file, "").expect("a file");
        let told = read_anchors(&file).expect_err("empty").to_string();
        assert!(told.contains("is empty"), "{told}");
        for (text, word) in [("\n", "anchors:1: "), ("{}", "no label of a backup")] {
            std::fs::write(&file, text).expect("a file");
            let told = read_anchors(&file).expect_err("none").to_string();
            assert!(told.contains(word), "{told}");
        }
    }
}
