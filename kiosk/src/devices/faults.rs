//! The parts of a device that do not work, for staff to hear of.

use std::collections::BTreeSet;
use std::fmt::Display;
use std::sync::Arc;

use hall_protocol::identity::DeviceFault;
use tokio::sync::watch;

use super::debounce::KeyEvent;

/// What can be wrong with a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FaultKind {
    /// A key has been down for too long.
    KeyStuck,
    /// The level of a key's line cannot be read.
    KeyUnread,
    /// The number pad is not plugged in, or not to be opened.
    NumberPadMissing,
    /// The scanner is not plugged in, or not to be opened.
    ScannerMissing,
    /// The card reader is not plugged in, or not to be opened.
    CardReaderMissing,
    /// The digits take nothing.
    DigitsDark,
}

impl FaultKind {
    /// The protocol's word.
    fn word(self) -> &'static str {
        match self {
            Self::KeyStuck => "key_stuck",
            Self::KeyUnread => "key_unread",
            Self::NumberPadMissing => "number_pad_missing",
            Self::ScannerMissing => "scanner_missing",
            Self::CardReaderMissing => "card_reader_missing",
            Self::DigitsDark => "digits_dark",
        }
    }

    /// Whether a device has it.
    #[must_use]
    pub fn is_among(self, faults: &BTreeSet<DeviceFault>) -> bool {
        faults.iter().any(|fault| fault.fault == self.word())
    }
}

/// The faults of one device; clones are the same list.
#[derive(Debug, Clone)]
pub struct Faults {
    device: Arc<str>,
    list: watch::Sender<BTreeSet<DeviceFault>>,
}

impl Faults {
    /// None yet.
    #[must_use]
    pub fn of(device: &str) -> Self {
        Self {
            device: device.into(),
            list: watch::Sender::default(),
        }
    }

    /// Notes that a part does not work, and why, or that it works. What is known already is neither told nor logged again.
    pub fn note(&self, kind: FaultKind, part: &str, trouble: Option<&dyn Display>) {
        let fault = DeviceFault {
            fault: kind.word().to_owned(),
            part: part.to_owned(),
        };
        let is_news = self.list.send_if_modified(|faults| match trouble {
            Some(_) => faults.insert(fault),
            None => faults.remove(&fault),
        });
        match trouble {
            _ if !is_news => {}
            Some(trouble) => {
                tracing::error!(device = %self.device, fault = kind.word(), part, %trouble, "a part does not work");
            }
            None => tracing::info!(device = %self.device, fault = kind.word(), part, "a part works again"),
        }
    }

    /// What an event of a key says of it.
    pub(super) fn note_key(&self, event: KeyEvent, part: &str) {
        match event {
            KeyEvent::Pressed => {}
            KeyEvent::Stuck => self.note(
                FaultKind::KeyStuck,
                part,
                Some(&"it is down and does not come up"),
            ),
            KeyEvent::Freed => self.note(FaultKind::KeyStuck, part, None),
        }
    }

    /// The faults, as they change.
    #[must_use]
    pub fn watch(&self) -> watch::Receiver<BTreeSet<DeviceFault>> {
        self.list.subscribe()
    }
}

#[cfg(test)]
mod tests {
    use super::{FaultKind, Faults};

    #[test]
    fn a_fault_is_news_once_and_so_is_its_end() {
        let faults = Faults::of("pad-3");
        let mut watched = faults.watch();
        let mut is_news = |trouble: Option<&str>| {
            let trouble = trouble.as_ref().map(|text| text as &dyn std::fmt::Display);
            faults.note(FaultKind::KeyStuck, "next", trouble);
            let changed = watched.has_changed().unwrap();
            watched.mark_unchanged();
            changed
        };
        assert_eq!(
            [Some("down"), Some("down"), None, None].map(&mut is_news),
            [true, false, true, false]
        );
        faults.note(FaultKind::KeyUnread, "next", Some(&"no line"));
        faults.note(FaultKind::KeyStuck, "help", Some(&"down"));
        let words = watched
            .borrow()
            .iter()
            .map(|fault| format!("{} {}", fault.fault, fault.part))
            .collect::<Vec<_>>();
        assert_eq!(words, ["key_stuck help", "key_unread next"]);
    }
}
