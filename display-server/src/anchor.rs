//! Anchors: where the journal ended at an instant, kept on another medium than the journal.
//!
//! A chain alone shows neither a tail that was cut off nor a journal that was written anew from end to end. Whoever does
//! either would have to change the anchors too.

mod file;
mod keeper;

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use jiff::Timestamp;

use crate::store::{Hash, JournalEnd};

pub use file::read_anchors;
pub use keeper::Anchored;
pub(crate) use keeper::Anchors;

/// Where the journal ended at an instant. As text: `epoch seq hash at`, one line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Anchor {
    /// Where it ended.
    pub end: JournalEnd,
    /// When it was written down.
    pub at: Timestamp,
}

/// Why an anchor is neither kept nor read.
#[derive(Debug, thiserror::Error)]
pub enum AnchorError {
    /// The file cannot be read.
    #[error("the anchor file {file} cannot be read: {source}")]
    Unreadable {
        /// Which file.
        file: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The file cannot be written.
    #[error("the anchor file {file} cannot be written: {source}")]
    Unwritable {
        /// Which file.
        file: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// There is nothing in it.
    #[error(
        "the anchor file {file} is empty, so nothing can be checked by it; name the file that `serve --anchor` writes"
    )]
    Empty {
        /// Which file.
        file: PathBuf,
    },
    /// A line is no anchor.
    #[error(
        "{file}:{line}: is no anchor, which reads `epoch seq hash at`; this is another file, or somebody changed it"
    )]
    BadLine {
        /// Which file.
        file: PathBuf,
        /// Which line, from 1.
        line: usize,
    },
    /// It looks like the label of a backup, and is none.
    #[error("{file} is no label of a backup: {source}")]
    BadLabel {
        /// Which file.
        file: PathBuf,
        /// Why.
        source: serde_json::Error,
    },
    /// What is in the file are no anchors, and none is added.
    #[error("{file} does not begin with an anchor, so none is added to it; name another file")]
    NoAnchors {
        /// Which file.
        file: PathBuf,
    },
    /// The journal's end cannot be read.
    #[error("the journal's end cannot be read: {0}")]
    Journal(#[from] rusqlite::Error),
}

/// A text that is no anchor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is no anchor, which reads `epoch seq hash at`")]
pub struct NoAnchor;

impl fmt::Display for Anchor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let JournalEnd { epoch, seq, hash } = self.end;
        write!(f, "{epoch} {seq} {} {}", hex::encode(hash), self.at)
    }
}

impl FromStr for Anchor {
    type Err = NoAnchor;

    fn from_str(line: &str) -> Result<Self, NoAnchor> {
        let words: Vec<&str> = line.split(' ').collect();
        let [epoch, seq, hash, at] = words.as_slice() else {
            return Err(NoAnchor);
        };
        let end = JournalEnd {
            epoch: epoch.parse().map_err(|_| NoAnchor)?,
            seq: seq.parse().map_err(|_| NoAnchor)?,
            hash: hash_of(hash).ok_or(NoAnchor)?,
        };
        let at = at.parse().map_err(|_| NoAnchor)?;
        // Before its first entry a journal has no end.
        Some(Self { end, at }).filter(|_| end.seq > 0).ok_or(NoAnchor)
    }
}

/// The hash that 64 hex digits say; none: they are something else.
pub(crate) fn hash_of(digits: &str) -> Option<Hash> {
    let mut hash = Hash::default();
    hex::decode_to_slice(digits, &mut hash).ok()?;
    Some(hash)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_says_what_it_was_written_from_and_anything_else_is_none() {
        let anchor = Anchor {
            end: JournalEnd {
                epoch: 1,
                seq: 340,
                hash: [0x5e; 32],
            },
            at: "2026-03-02T00:30:00.25Z".parse().expect("an instant"),
        };
        let line = anchor.to_string();
        assert_eq!(line, format!("1 340 {} 2026-03-02T00:30:00.25Z", "5e".repeat(32)));
        assert_eq!(line.parse(), Ok(anchor));
        let changes = [
            ("1 340", "340"),
            ("1 340", "1 0"),
            ("1 340", "1  340"),
            ("5e5e", "5e5"),
            ("5e5e", "5e+e"),
            ("5e5e", "5e5e5e"),
            ("Z", "Z "),
            ("2026", "20"),
        ];
        for (from, to) in changes {
            let changed = line.replacen(from, to, 1);
            assert_eq!(changed.parse::<Anchor>(), Err(NoAnchor), "{changed}");
        }
    }
}
