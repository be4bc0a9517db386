//! What is written on a backup: `backup.json` beside the copies.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

use jiff::Timestamp;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::anchor::{Anchor, hash_of};
use crate::store::{Hash, JournalEnd, Proof};

/// The label's file.
pub const LABEL: &str = "backup.json";

/// What is written on a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Label {
    /// When it was made.
    pub at: Timestamp,
    /// The epoch of its last journal entry.
    pub epoch: u64,
    /// Its last journal entry; 0: none.
    pub head_seq: u64,
    /// The chain's hash at that entry: 64 hex digits.
    #[serde(serialize_with = "as_hex", deserialize_with = "from_hex")]
    pub head_hash: Hash,
    /// The program that made it.
    pub version: String,
    /// What it holds.
    pub files: Vec<CopiedFile>,
}

/// A file of a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CopiedFile {
    /// Its name.
    pub name: String,
    /// SHA-256 of its bytes: 64 hex digits.
    pub sha256: String,
    /// Its length.
    pub bytes: u64,
}

impl Label {
    pub(super) fn new(at: Timestamp, proof: &Proof, files: Vec<CopiedFile>) -> Self {
        Self {
            at,
            epoch: proof.epoch,
            head_seq: proof.head_seq,
            head_hash: proof.head_hash,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            files,
        }
    }

    /// The length of all files.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.files.iter().map(|file| file.bytes).sum()
    }

    /// Where the journal ended; none: it had no entry.
    #[must_use]
    pub fn anchor(&self) -> Option<Anchor> {
        let end = JournalEnd {
            epoch: self.epoch,
            seq: self.head_seq,
            hash: self.head_hash,
        };
        Some(Anchor { end, at: self.at }).filter(|_| self.head_seq > 0)
    }

    /// Reads the label of a backup.
    pub(super) fn read(backup: &Path) -> io::Result<Self> {
        Ok(serde_json::from_slice(&std::fs::read(backup.join(LABEL))?)?)
    }

    /// Writes it beside the copies; durable.
    pub(super) fn write(&self, backup: &Path) -> io::Result<()> {
        let mut text = serde_json::to_vec_pretty(self)?;
        text.push(b'\n');
        let mut file = File::create_new(backup.join(LABEL))?;
        file.write_all(&text)?;
        file.sync_all()
    }
}

fn as_hex<S: Serializer>(hash: &Hash, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&hex::encode(hash))
}

fn from_hex<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Hash, D::Error> {
    let digits = String::deserialize(deserializer)?;
    hash_of(&digits).ok_or_else(|| serde::de::Error::custom("a hash has 64 hex digits"))
}
