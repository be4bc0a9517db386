//! Who stands before the kiosk, so that nobody can read it: the hash of a card's number under the key of the day.
//!
//! Invariant: a card's number is in memory until its hash is made; no log, journal or wire has it.
//! Invariant: the day's key is in memory alone, and the hall throws it away when the day closes.

use std::fmt::Write as _;

use hall_protocol::identity::DayKey;
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use tokio::sync::watch;

use crate::devices::card_reader::CardNumber;
use crate::hall_watch::HallPicture;
use crate::server_link::{LinkError, ServerLink};

/// A person for a day: HMAC-SHA-256 (RFC 2104) of a card's number, as 64 hex digits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Holder(String);

impl Holder {
    fn of(number: &CardNumber, key: &DayKey) -> Option<Self> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&bytes_of(&key.key)?).ok()?;
        mac.update(number.bytes());
        let hash = mac.finalize().into_bytes();
        Some(Self(hash.iter().fold(
            String::with_capacity(64),
            |mut text, byte| {
                // Writing into a String cannot fail.
                let _ = write!(text, "{byte:02x}");
                text
            },
        )))
    }

    /// As it stood in the journal.
    #[must_use]
    pub fn kept(text: String) -> Self {
        Self(text)
    }

    /// The hex digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The bytes of a key; none when it is not 32 of them in hex.
fn bytes_of(key: &str) -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    if key.len() != 64 || !key.is_ascii() {
        return None;
    }
    for (byte, at) in bytes.iter_mut().zip((0..64).step_by(2)) {
        *byte = u8::from_str_radix(key.get(at..at + 2)?, 16).ok()?;
    }
    Some(bytes)
}

/// Makes holders of cards, with the key of the open day.
pub struct Holders {
    link: ServerLink,
    hall: watch::Receiver<HallPicture>,
    key: Option<DayKey>,
}

impl Holders {
    /// Without a key yet: it is asked for with the first card of the day.
    #[must_use]
    pub fn new(link: ServerLink, hall: watch::Receiver<HallPicture>) -> Self {
        Self {
            link,
            hall,
            key: None,
        }
    }

    /// The holder of a card.
    ///
    /// # Errors
    /// [`LinkError`] when the hall gives no key.
    pub async fn of(&mut self, card: &CardNumber) -> Result<Holder, LinkError> {
        let today = self.hall.borrow().service_day();
        if self.key.as_ref().is_none_or(|key| Some(key.day) != today) {
            self.key = Some(self.link.day_key().await?);
        }
        let holder = self.key.as_ref().and_then(|key| Holder::of(card, key));
        holder.ok_or(LinkError::Garbled { status: 200 })
    }
}

#[cfg(test)]
mod tests {
    use hall_protocol::identity::DayKey;

    use super::{Holder, bytes_of};
    use crate::devices::card_reader::CardNumber;

    fn holder(number: &str, key: &str) -> Option<Holder> {
        let key = DayKey {
            day: "2026-11-24".parse().unwrap(),
            key: key.to_owned(),
        };
        Holder::of(&CardNumber::of(number).unwrap(), &key)
    }

    #[test]
    fn a_holder_is_the_hmac_of_the_number_under_the_key() {
        // Checked against OpenSSL: printf A123456789 | openssl dgst -sha256 -mac HMAC -macopt hexkey:0b0b…
        let key = "0b".repeat(32);
        let expected = "fd384476ce96b8f77a0b94840eb0ef3f404aae222dd991becb0b0b6e1e7ce994";
        assert_eq!(holder("A123456789", &key).unwrap().as_str(), expected);
        assert_ne!(holder("A123456789", &"0c".repeat(32)), holder("A123456789", &key));
    }

    #[test]
    fn a_key_of_another_form_is_none() {
        for key in ["", "0b0b", &"0g".repeat(32), &"é".repeat(32)] {
            assert_eq!(bytes_of(key), None, "{key}");
        }
    }
}
