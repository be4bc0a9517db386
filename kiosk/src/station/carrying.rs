//! What hands do to a kiosk besides touching its screen, carried to the session.

use firmware_config::KeyMeaning;
use tokio::sync::mpsc;

use crate::session::{Choice, Input};
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
