//! How the hall's devices are, as they last said: in memory, for the manager's page.
//!
//! Invariant: only devices with an identity are heard, so the list is as long as the hall's own.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use hall_protocol::identity::Health;
use jiff::Timestamp;

/// The devices; clones are the same list.
#[derive(Debug, Clone, Default)]
pub struct Devices {
    heard: Arc<Mutex<BTreeMap<String, HeardDevice>>>,
}

/// What a device said last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeardDevice {
    /// What it said.
    pub health: Health,
    /// When.
    pub at: Timestamp,
}

impl Devices {
    /// Keeps what a device says.
    pub fn heard(&self, device: &str, health: Health, at: Timestamp) {
        let mut heard = self.heard.lock().unwrap_or_else(PoisonError::into_inner);
        heard.insert(device.to_owned(), HeardDevice { health, at });
    }

    /// What each device said last, by id.
    #[must_use]
    pub fn all(&self) -> BTreeMap<String, HeardDevice> {
        self.heard.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
