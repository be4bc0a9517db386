//! A reader of the cards that say who somebody is: an identity card, a health card, a card of the hall's own.
//!
//! Invariant: a card's number is shown by nothing here, neither in a log nor in what is printed for an engineer.

use std::fmt;
use std::future::Future;
use std::pin::Pin;

use firmware_config::TypingReader;
use tokio::sync::mpsc;

use super::faults::{FaultKind, Faults};
use super::typed_lines::LineEar;
use super::usb_keyboard::{KeyboardKind, UsbKeyboard};

/// What a card reader is among keyboards.
pub const CARD_READER: KeyboardKind = KeyboardKind {
    name: "card reader",
    section: "card_reader",
    missing: FaultKind::CardReaderMissing,
};
/// The letters and digits of a card's number: from a short chip's to the longest identity number with something to spare.
const LENGTHS: std::ops::RangeInclusive<usize> = 6..=32;

/// The number of a card.
#[derive(Clone, PartialEq, Eq)]
pub struct CardNumber(String);

impl CardNumber {
    /// The number in a line that a reader typed; none when it is no card's.
    ///
    /// One reader writes capitals and another does not, and some set what they read between marks: a person is the same
    /// person at both, so letters are made large and everything but letters and digits is left out.
    #[must_use]
    pub fn of(line: &str) -> Option<Self> {
        let number: String = line
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .map(|char| char.to_ascii_uppercase())
            .collect();
        LENGTHS.contains(&number.len()).then_some(Self(number))
    }

    /// Its letters and digits, for the hash that stands for it.
    pub(crate) fn bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl fmt::Debug for CardNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CardNumber(unseen)")
    }
}

/// What came of a card that was put on a reader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading {
    /// Its number.
    Card(CardNumber),
    /// It could not be read.
    Unread,
}

impl Reading {
    /// What a line means.
    #[must_use]
    pub fn of(line: &str) -> Self {
        CardNumber::of(line).map_or(Self::Unread, Self::Card)
    }
}

/// The work of a reader.
pub type Reads = Pin<Box<dyn Future<Output = ()> + Send>>;

/// A reader of cards.
pub trait CardReader: Send {
    /// Reads until the task is ended. A reading that comes while one before is being looked at is lost: one visitor stands
    /// before the kiosk.
    fn read(self: Box<Self>, readings: mpsc::Sender<Reading>) -> Reads;
}

/// A reader that types the number of a card, and Enter behind it.
#[derive(Debug)]
pub struct TypingCardReader(UsbKeyboard);

impl TypingCardReader {
    /// The reader of a device.
    #[must_use]
    pub fn new(device: &str, reader: &TypingReader, faults: Faults) -> Self {
        Self(UsbKeyboard::new(device, CARD_READER, &reader.port, faults))
    }
}

impl CardReader for TypingCardReader {
    fn read(self: Box<Self>, readings: mpsc::Sender<Reading>) -> Reads {
        let ear = LineEar::new(move |line: String| {
            let _ = readings.try_send(Reading::of(&line));
        });
        Box::pin(self.0.run(ear))
    }
}

#[cfg(test)]
mod tests {
    use super::{CardNumber, Reading};

    #[test]
    fn a_card_is_the_same_at_every_reader() {
        let cards = ["A123456789", "a123456789", ";A123456789?", " A1234-56789 "].map(Reading::of);
        assert!(matches!(&cards[0], Reading::Card(_)));
        assert!(cards.iter().all(|card| *card == cards[0]));
        assert_ne!(cards[0], Reading::of("A123456788"));
    }

    #[test]
    fn what_is_no_number_is_unread() {
        let long = "1".repeat(33);
        for line in ["12345", "?????????", "身份證讀取失敗", long.as_str()] {
            assert_eq!(Reading::of(line), Reading::Unread, "{line}");
        }
    }

    #[test]
    fn a_number_is_shown_by_nothing() {
        let shown = format!("{:?}", CardNumber::of("A123456789").map(Reading::Card));
        assert!(shown.contains("unseen") && !shown.contains("123"), "{shown}");
    }
}
