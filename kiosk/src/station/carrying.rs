//! What hands do to a kiosk besides touching its screen, carried to the session.

use firmware_config::KeyMeaning;
use tokio::sync::mpsc;

use crate::devices::card_reader::Reading;
use crate::holder::Holders;
use crate::session::{CardFault, Choice, Input};
use crate::touchscreen::TouchscreenHandle;

/// Carries the kiosk's buttons to its session.
pub(super) async fn press_the_screen(mut pressed: mpsc::Receiver<KeyMeaning>, screen: TouchscreenHandle) {
    while let Some(meaning) = pressed.recv().await {
        let choice = match meaning {
            KeyMeaning::Service(code) => Choice::Key(code),
            KeyMeaning::Group(letter) => Choice::Group(letter),
            KeyMeaning::Help => Choice::Help,
            // Not on a kiosk: the configuration's check has refused it.
            KeyMeaning::Pad(_) => continue,
        };
        screen.take(Input::Choice(choice)).await;
    }
}

/// Carries the cards of a reader to the session, unreadable.
pub(super) async fn show_cards(
    mut readings: mpsc::Receiver<Reading>,
    mut holders: Holders,
    screen: TouchscreenHandle,
) {
    while let Some(reading) = readings.recv().await {
        let card = match reading {
            Reading::Unread => Err(CardFault::Unread),
            Reading::Card(number) => holders.of(&number).await.map_err(|error| {
                tracing::warn!(%error, "no key for a card");
                CardFault::HallAway
            }),
        };
        screen.take(Input::Card(card)).await;
    }
}

/// Carries what the scanner reads to the session.
pub(super) async fn show_codes(mut codes: mpsc::Receiver<String>, screen: TouchscreenHandle) {
    while let Some(code) = codes.recv().await {
        screen.take(Input::Choice(Choice::Scan(code))).await;
    }
}
