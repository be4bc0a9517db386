//! Who stands before the kiosk, so that nobody can read it: the hash of a card's number under the key of the day.
//!
//! Invariant: a card's number is in memory until its hash is made; no log, journal or wire has it.
//! Invariant: a day's key is in memory alone, and goes with its day, here and in the hall.

use std::fmt::Write as _;

use hall_protocol::identity::DayKey;
use hmac::{Hmac, KeyInit as _, Mac as _};
use jiff::civil::Date;
use sha2::Sha256;
use tokio::sync::watch;

use crate::devices::card_reader::CardNumber;
use crate::hall_watch::HallPicture;
use crate::server_link::{LinkError, ServerLink};

/// A person for a day: HMAC-SHA-256 (RFC 2104) of a card's number, as 64 hex digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    day: Date,
    hash: String,
}

impl Holder {
    fn of(number: &CardNumber, key: &Key) -> Option<Self> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&key.bytes).ok()?;
        mac.update(number.bytes());
        let hash = mac.finalize().into_bytes();
        let hex = hash.iter().fold(String::with_capacity(64), |mut text, byte| {
            // Writing into a String cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        });
        Some(Self::kept(key.day, hex))
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
struct Key {
    day: Date,
    bytes: [u8; 32],
}

impl Key {
    fn read(given: &DayKey) -> Option<Self> {
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
    key: Option<Key>,
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
        self.drop_an_old_key();
        let garbled = LinkError::Garbled { status: 200 };
        if self.key.is_none() {
            let given = self.link.day_key().await?;
            self.key = Some(Key::read(&given).ok_or(garbled.clone())?);
        }
        let holder = self.key.as_ref().and_then(|key| Holder::of(card, key));
        holder.ok_or(garbled)
    }

    /// Forgets each day's key with its day, until the hall is heard no more: this device's end.
    pub async fn forget_keys(&mut self) {
        while self.hall.changed().await.is_ok() {
            self.drop_an_old_key();
        }
    }

    fn drop_an_old_key(&mut self) {
        let today = self.hall.borrow_and_update().service_day();
        if self.key.as_ref().is_some_and(|key| Some(key.day) != today) {
            self.key = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use hall_protocol::identity::{DayKey, DayView};
    use tokio::sync::watch;

    use super::{Holder, Holders, Key, bytes_of};
    use crate::devices::card_reader::CardNumber;
    use crate::hall_watch::HallPicture;
    use crate::server_link::ServerLink;

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

    #[tokio::test]
    async fn a_key_goes_with_its_day_although_no_card_comes() {
        let open = DayView {
            day: Some("2026-11-24".parse().unwrap()),
            now: "2026-11-24T01:00:00Z".parse().unwrap(),
            opens_at: None,
            groups: Vec::new(),
            services: Vec::new(),
        };
        let (hall, picture) = watch::channel(HallPicture::default());
        let link = ServerLink::new("http://127.0.0.1:1", "kiosk-a1", "secret").unwrap();
        let mut holders = Holders::new(link, picture);
        let day = open.day.unwrap();
        holders.key = Some(Key { day, bytes: [11; 32] });
        hall.send_modify(|hall| hall.day = Some(open.clone()));
        hall.send_modify(|hall| hall.answers = true);
        holders.drop_an_old_key();
        assert!(holders.key.is_some(), "the day is still open");
        let closed = DayView { day: None, ..open };
        hall.send_modify(|hall| hall.day = Some(closed));
        drop(hall);
        holders.forget_keys().await;
        assert!(holders.key.is_none());
    }

    #[test]
    fn a_key_of_another_form_is_none() {
        for key in ["", "0b0b", &"0g".repeat(32), &"é".repeat(32)] {
            assert_eq!(bytes_of(key), None, "{key}");
        }
    }
}
