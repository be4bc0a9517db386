//! The archive that a kernel takes for its first file system: cpio, in the format "newc".
//!
//! The format: a header of ASCII hexadecimal fields, the name, the content, each padded to four bytes
//! (the kernel's Documentation/driver-api/early-userspace/buffer-format.rst). It is not compressed: QEMU hands it over in no
//! time, while unpacking it would cost the emulated machine seconds.

use std::collections::BTreeSet;
use std::fmt::Write as _;

/// Kinds of entries, as in a file's mode.
const FOLDER: u32 = 0o040_755;
const FILE: u32 = 0o100_000;

/// An archive that grows.
#[derive(Debug, Default)]
pub(crate) struct Archive {
    bytes: Vec<u8>,
    names: BTreeSet<String>,
}

impl Archive {
    /// Adds a folder, and those above it, unless they are there.
    pub(crate) fn folder(&mut self, path: &str) {
        let path = path.trim_matches('/');
        if path.is_empty() || self.has(path) {
            return;
        }
        if let Some((above, _)) = path.rsplit_once('/') {
            self.folder(above);
        }
        self.entry(path, FOLDER, &[]);
    }

    /// Adds a file, and the folders above it.
    pub(crate) fn file(&mut self, path: &str, permissions: u32, content: &[u8]) {
        let path = path.trim_matches('/');
        if let Some((above, _)) = path.rsplit_once('/') {
            self.folder(above);
        }
        self.entry(path, FILE | permissions, content);
    }

    /// Whether something of this name is in it.
    pub(crate) fn has(&self, path: &str) -> bool {
        self.names.contains(path.trim_matches('/'))
    }

    /// The whole, with its end mark.
    pub(crate) fn finish(mut self) -> Vec<u8> {
        self.entry("TRAILER!!!", 0, &[]);
        self.bytes
    }

    fn entry(&mut self, name: &str, mode: u32, content: &[u8]) {
        self.names.insert(name.to_owned());
        let inode = self.names.len();
        let mut header = String::from("070701");
        let (size, name_size) = (content.len(), name.len() + 1);
        let links = 1;
        // Inode, mode, owner, group, links, time, size, two devices of two numbers each, the name's size, no checksum.
        for field in [
            inode,
            mode as usize,
            0,
            0,
            links,
            0,
            size,
            0,
            0,
            0,
            0,
            name_size,
            0,
        ] {
            let _ = write!(header, "{field:08x}");
        }
        self.bytes.extend_from_slice(header.as_bytes());
        self.bytes.extend_from_slice(name.as_bytes());
        self.bytes.push(0);
        self.pad();
        self.bytes.extend_from_slice(content);
        self.pad();
    }

    fn pad(&mut self) {
        self.bytes.resize(self.bytes.len().next_multiple_of(4), 0);
    }
}
