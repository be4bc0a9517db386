//! The readers of a kiosk, of codes and of cards: what they read is carried to the session.

use firmware_config::DeviceConfig;
use tokio::sync::mpsc;

use super::holders::Holders;
use super::tasks::Tasks;
use crate::devices::card_reader::{CardReader, Reading, TypingCardReader};
use crate::devices::faults::{FaultKind, Faults};
use crate::devices::scanner;
use crate::session::{CardFault, Choice, Input};
use crate::touchscreen::TouchscreenHandle;

/// Codes that may wait.
const CODES_LIMIT: usize = 4;

/// Where a kiosk's readers are, and who hears of them.
pub(super) struct Readers<'a> {
    pub(super) device: &'a DeviceConfig,
    pub(super) faults: &'a Faults,
    pub(super) screen: &'a TouchscreenHandle,
}

impl Readers<'_> {
    /// Starts what carries codes: of a simulated scanner, or of the one in the device's file.
    pub(super) fn read_codes(&self, simulated: Option<mpsc::Receiver<String>>, tasks: &mut Tasks) {
        let codes = simulated.or_else(|| {
            let scanner = self.device.scanner.clone()?;
            let (codes, inbox) = mpsc::channel(CODES_LIMIT);
            let device = self.device.id.clone();
            tasks.start(scanner::listen(device, scanner, codes, self.faults.clone()));
            Some(inbox)
        });
        if let Some(codes) = codes {
            tasks.start(show_codes(codes, self.screen.clone()));
        }
    }

    /// Starts what carries cards: of a simulated reader, or of the one in the device's file.
    pub(super) fn read_cards(
        &self,
        simulated: Option<Box<dyn CardReader>>,
        holders: Holders,
        tasks: &mut Tasks,
    ) {
        let typing = || {
            let reader = self.device.card_reader.as_ref()?;
            let reader = TypingCardReader::new(&self.device.id, reader, self.faults.clone());
            Some(Box::new(reader) as Box<dyn CardReader>)
        };
        if let Some(reader) = simulated.or_else(typing) {
            let (readings, inbox) = mpsc::channel(1);
            tasks.start(reader.read(readings));
            tasks.start(show_cards(inbox, holders, self.screen.clone()));
            tasks.start(tell_of_the_reader(self.faults.clone(), self.screen.clone()));
        }
    }
}

/// Carries what the scanner reads to the session.
async fn show_codes(mut codes: mpsc::Receiver<String>, screen: TouchscreenHandle) {
    while let Some(code) = codes.recv().await {
        screen.take(Input::Choice(Choice::Scan(code))).await;
    }
}

/// Carries the cards of a reader to the session, unreadable.
async fn show_cards(mut readings: mpsc::Receiver<Reading>, mut holders: Holders, screen: TouchscreenHandle) {
    loop {
        let reading = tokio::select! {
            reading = readings.recv() => reading,
            () = holders.forget_keys() => None,
        };
        let Some(reading) = reading else { return };
        let card = match reading {
            Reading::Unread => Err(CardFault::Unread),
            Reading::Card(number) => holders.of(&number).await.map_err(|error| {
                tracing::warn!(%error, "no key for a card");
                CardFault::HallAway
            }),
        };
        // What was read meanwhile was not put down for what comes on the screen now.
        while readings.try_recv().is_ok() {}
        screen.take(Input::Card(card)).await;
    }
}

/// Tells the session whether the card reader works.
async fn tell_of_the_reader(faults: Faults, screen: TouchscreenHandle) {
    let mut list = faults.watch();
    loop {
        let works = !FaultKind::CardReaderMissing.is_among(&list.borrow_and_update());
        screen.take(Input::CardReader(works)).await;
        if list.changed().await.is_err() {
            return;
        }
    }
}
