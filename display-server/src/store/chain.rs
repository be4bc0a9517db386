//! The hash chain of the journal (I8): SHA-256(previous ‖ epoch ‖ seq ‖ at ‖ payload bytes as stored), integers as
//! 8 bytes, big-endian; before the first entry the previous hash is 32 zero bytes.

use sha2::{Digest, Sha256};

/// A link's hash.
pub type Hash = [u8; 32];

/// The end of a chain, to which entries are appended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Chain {
    seq: u64,
    hash: Hash,
}

impl Chain {
    /// The chain that ends with this entry; 0 and zeros: an empty one.
    pub(super) fn after(seq: u64, hash: Hash) -> Self {
        Self { seq, hash }
    }

    /// The last entry's place.
    pub(super) fn seq(self) -> u64 {
        self.seq
    }

    /// The last entry's hash.
    pub(super) fn hash(self) -> Hash {
        self.hash
    }

    /// Appends the next entry and returns its hash.
    pub(super) fn append(&mut self, epoch: u64, at_ms: i64, payload: &[u8]) -> Hash {
        self.seq += 1;
        let mut digest = Sha256::new();
        digest.update(self.hash);
        digest.update(epoch.to_be_bytes());
        digest.update(self.seq.to_be_bytes());
        digest.update(at_ms.to_be_bytes());
        digest.update(payload);
        self.hash = digest.finalize().into();
        self.hash
    }
}
