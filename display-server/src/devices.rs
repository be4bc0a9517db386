//! How the hall's devices are, as they last said: in memory, for the manager.
//!
//! Invariant: only devices with an identity are heard, so the list is as long as the hall's own.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use hall_protocol::identity::Health;
use jiff::Timestamp;

use crate::clock::Stopwatch;

/// After how long without a word a device counts as silent: three reports of 30 s are missing. Real time, because a
/// device reports by its own clock, whatever the hall's does.
pub(crate) const SILENT_AFTER: Duration = Duration::from_secs(95);

/// For how long a second machine with a device's identity is told after it was seen: it asks every few seconds as long as it
/// runs. Real time, as above.
const DOUBLED_FOR: Duration = Duration::from_mins(10);

/// When a second machine was seen.
#[derive(Debug, Clone, Copy)]
struct Doubled {
    at: Timestamp,
    ago: Stopwatch,
}

/// The devices; clones are the same list.
#[derive(Debug, Clone, Default)]
pub struct Devices {
    heard: Arc<Mutex<BTreeMap<String, Heard>>>,
    /// When another machine showed a device's identity last.
    doubled: Arc<Mutex<BTreeMap<String, Doubled>>>,
}

/// What a device said last.
#[derive(Debug, Clone)]
struct Heard {
    health: Health,
    at: Timestamp,
    ago: Stopwatch,
}

/// A device as it stands now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeardDevice {
    /// Its id.
    pub id: String,
    /// What it said last.
    pub health: Health,
    /// When, by the hall's clock.
    pub at: Timestamp,
    /// Whether it has said nothing for too long.
    pub is_silent: bool,
}

impl Devices {
    /// Keeps what a device says.
    pub fn heard(&self, device: &str, health: Health, at: Timestamp) {
        let ago = Stopwatch::start();
        let mut heard = self.heard.lock().unwrap_or_else(PoisonError::into_inner);
        heard.insert(device.to_owned(), Heard { health, at, ago });
    }

    /// A device that is let in no more says nothing any more, which is no silence.
    pub fn forget(&self, device: &str) {
        let mut heard = self.heard.lock().unwrap_or_else(PoisonError::into_inner);
        heard.remove(device);
    }

    /// A second machine shows this device's identity.
    pub(crate) fn note_doubled(&self, device: &str, at: Timestamp) {
        let mut doubled = self.doubled.lock().unwrap_or_else(PoisonError::into_inner);
        let ago = Stopwatch::start();
        let known = doubled.insert(device.to_owned(), Doubled { at, ago });
        if known.is_none_or(|known| known.ago.elapsed() >= DOUBLED_FOR) {
            tracing::error!(
                device,
                "a second machine has this device's identity: pair the right one anew"
            );
        }
    }

    /// The devices whose identity a second machine showed lately, and when.
    #[must_use]
    pub(crate) fn doubled(&self) -> Vec<(String, Timestamp)> {
        let doubled = self.doubled.lock().unwrap_or_else(PoisonError::into_inner);
        let lately = doubled
            .iter()
            .filter(|(_, seen)| seen.ago.elapsed() < DOUBLED_FOR);
        lately.map(|(device, seen)| (device.clone(), seen.at)).collect()
    }

    /// Every device that ever said anything, by id; silent after this long.
    #[must_use]
    pub fn all(&self, silent_after: Duration) -> Vec<HeardDevice> {
        let heard = self.heard.lock().unwrap_or_else(PoisonError::into_inner);
        let devices = heard.iter().map(|(id, heard)| HeardDevice {
            id: id.clone(),
            health: heard.health.clone(),
            at: heard.at,
            is_silent: heard.ago.elapsed() >= silent_after,
        });
        devices.collect()
    }
}
