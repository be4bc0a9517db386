//! The key of the day, and the holders that it makes of cards.
//!
//! Invariant: a day's key is in memory alone, and goes with its day, here and in the hall.

use tokio::sync::watch;

use crate::devices::card_reader::CardNumber;
use crate::hall_watch::HallPicture;
use crate::holder::{Holder, Key};
use crate::server_link::{LinkError, ServerLink};

/// Makes holders of cards, with the key of the open day.
pub(super) struct Holders {
    link: ServerLink,
    hall: watch::Receiver<HallPicture>,
    key: Option<Key>,
}

impl Holders {
    /// Without a key yet: it is asked for with the first card of the day.
    #[must_use]
    pub(super) fn new(link: ServerLink, hall: watch::Receiver<HallPicture>) -> Self {
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
    pub(super) async fn of(&mut self, card: &CardNumber) -> Result<Holder, LinkError> {
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
    pub(super) async fn forget_keys(&mut self) {
        while self.hall.changed().await.is_ok() {
            self.drop_an_old_key();
        }
    }

    fn drop_an_old_key(&mut self) {
        let today = self.hall.borrow_and_update().service_day();
        if self.key.as_ref().is_some_and(|key| Some(key.day()) != today) {
            self.key = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use hall_protocol::identity::{DayKey, DayView};
    use tokio::sync::watch;

    use super::Holders;
    use crate::hall_watch::HallPicture;
    use crate::holder::Key;
    use crate::server_link::ServerLink;

    #[tokio::test]
    async fn a_key_goes_with_its_day_although_no_card_comes() {
        let open = DayView {
            epoch: 1,
            day: Some("2026-11-24".parse().unwrap()),
            now: "2026-11-24T01:00:00Z".parse().unwrap(),
            opens_at: None,
            groups: Vec::new(),
            services: Vec::new(),
            without_authority: Vec::new(),
        };
        let (hall, picture) = watch::channel(HallPicture::default());
        let link = ServerLink::new("http://127.0.0.1:1", "kiosk-a1", "secret").unwrap();
        let mut holders = Holders::new(link, picture);
        let day = open.day.unwrap();
        let given = DayKey {
            day,
            key: "0b".repeat(32),
        };
        holders.key = Key::read(&given);
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
}
