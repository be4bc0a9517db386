//! Who stands before the kiosk, so that nobody can read it: the hash of a card's number under the key of the day.
//!
//! Invariant: a card's number is in memory until its hash is made; no log, journal or wire has it.

use hall_protocol::identity::DayKey;
use hmac::{Hmac, KeyInit as _, Mac as _};
use jiff::civil::Date;
use sha2::Sha256;

use crate::devices::card_reader::CardNumber;

/// A person for a day: HMAC-SHA-256 (RFC 2104) of a card's number, as 64 hex digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    day: Date,
    hash: String,
}

impl Holder {
    /// Whose card this is, under a day's key.
    pub(crate) fn of(number: &CardNumber, key: &Key) -> Option<Self> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&key.bytes).ok()?;
        mac.update(number.bytes());
        Some(Self::kept(key.day, hex::encode(mac.finalize().into_bytes())))
    }

    /// As it stood in the journal of a day.
    #[must_use]
    pub fn kept(day: Date, hash: String) -> Self {
        Self { day, hash }
    }

    /// The service day whose key made it: on another it is nobody.
    #[must_use]
    pub fn day(&self) -> Date {
        self.day
    }

    /// The hex digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.hash
    }
}

/// A day's key, as the hall gave it.
pub(crate) struct Key {
    day: Date,
    bytes: [u8; 32],
}

impl Key {
    /// Its service day.
    pub(crate) fn day(&self) -> Date {
        self.day
    }

    /// None when it has another form.
    pub(crate) fn read(given: &DayKey) -> Option<Self> {
        let bytes = bytes_of(&given.key)?;
        Some(Self {
            day: given.day,
            bytes,
        })
    }
}

/// The bytes of a key; none when it is not 32 of them in hex.
fn bytes_of(key: &str) -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    hex::decode_to_slice(key, &mut bytes).ok()?;
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use hall_protocol::identity::DayKey;

    use super::{Holder, Key, bytes_of};
    use crate::devices::card_reader::CardNumber;

    fn holder(number: &str, key: &str) -> Option<Holder> {
        let given = DayKey {
            day: "2026-11-24".parse().unwrap(),
            key: key.to_owned(),
        };
        Holder::of(&CardNumber::of(number).unwrap(), &Key::read(&given)?)
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
