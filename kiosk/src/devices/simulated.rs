//! Simulated pins: they speak `embedded-hal` to the board and are pressed from the panel.
//!
//! Invariant: a press lasts a number of readings, not a time, so that it is seen however slow the machine is.

use std::convert::Infallible;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use embedded_hal::digital::{ErrorType, InputPin, OutputPin};
use firmware_config::{DeviceConfig, KeyMeaning, LampMeaning};
use tokio::sync::{mpsc, watch};

use super::board::Board;
use super::button::{Button, PinButton};
use super::card_reader::{CardReader, Reading, Reads};
use super::digits::{DigitFault, DigitRow};
use super::lamp::{Lamp, PinLamp};

/// How many readings a press lasts: at 5 ms each as long as a quick finger, and longer than contacts settle.
const READINGS: u32 = 12;

/// An input pin that somebody presses.
#[derive(Debug, Clone, Default)]
pub struct SimulatedKey(Arc<AtomicU32>);

impl SimulatedKey {
    /// Presses and lets go.
    pub fn press(&self) {
        self.0.store(READINGS, Ordering::Relaxed);
    }
}

impl ErrorType for SimulatedKey {
    type Error = Infallible;
}

impl InputPin for SimulatedKey {
    fn is_high(&mut self) -> Result<bool, Infallible> {
        self.is_low().map(|low| !low)
    }

    fn is_low(&mut self) -> Result<bool, Infallible> {
        let one_less = |left: u32| left.checked_sub(1);
        Ok(self
            .0
            .try_update(Ordering::Relaxed, Ordering::Relaxed, one_less)
            .is_ok())
    }
}

/// An output pin that somebody looks at.
#[derive(Debug, Clone)]
pub struct SimulatedLamp {
    lit: Arc<AtomicBool>,
    times_lit: Arc<AtomicU32>,
    changes: Arc<watch::Sender<u64>>,
}

impl SimulatedLamp {
    /// Whether it is lit.
    #[must_use]
    pub fn is_lit(&self) -> bool {
        self.lit.load(Ordering::Relaxed)
    }

    /// How often it was lit so far.
    #[must_use]
    pub fn times_lit(&self) -> u32 {
        self.times_lit.load(Ordering::Relaxed)
    }

    fn set(&self, lit: bool) {
        if self.lit.swap(lit, Ordering::Relaxed) != lit {
            self.times_lit.fetch_add(u32::from(lit), Ordering::Relaxed);
            self.changes.send_modify(|count| *count += 1);
        }
    }
}

impl ErrorType for SimulatedLamp {
    type Error = Infallible;
}

impl OutputPin for SimulatedLamp {
    fn set_low(&mut self) -> Result<(), Infallible> {
        self.set(false);
        Ok(())
    }

    fn set_high(&mut self) -> Result<(), Infallible> {
        self.set(true);
        Ok(())
    }
}

/// A row of digits that somebody looks at.
#[derive(Debug, Clone)]
pub struct SimulatedDigits {
    text: Arc<Mutex<String>>,
    changes: Arc<watch::Sender<u64>>,
}

impl SimulatedDigits {
    /// What they show.
    #[must_use]
    pub fn text(&self) -> String {
        self.text.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl DigitRow for SimulatedDigits {
    fn show(&mut self, text: &str) -> Result<(), DigitFault> {
        let mut shown = self.text.lock().unwrap_or_else(PoisonError::into_inner);
        if *shown != text {
            text.clone_into(&mut shown);
            drop(shown);
            self.changes.send_modify(|count| *count += 1);
        }
        Ok(())
    }
}

/// A scanner that somebody holds a code before.
#[derive(Debug, Clone)]
pub struct SimulatedScanner(mpsc::Sender<String>);

impl SimulatedScanner {
    /// One, and what it reads.
    #[must_use]
    pub fn new() -> (Self, mpsc::Receiver<String>) {
        let (codes, inbox) = mpsc::channel(1);
        (Self(codes), inbox)
    }

    /// Reads a code, unless the one before is still being looked at.
    pub fn read(&self, code: &str) {
        // As with a real one: nobody hears of a code too many.
        let _ = self.0.try_send(code.to_owned());
    }
}

/// A card reader that somebody puts a card on.
#[derive(Debug, Clone)]
pub struct SimulatedCards(mpsc::Sender<Reading>);

impl SimulatedCards {
    /// One, and the place where cards are put.
    #[must_use]
    pub fn new() -> (Self, SimulatedCardReader) {
        let (cards, inbox) = mpsc::channel(1);
        (Self(cards), SimulatedCardReader(inbox))
    }

    /// Puts a card with this number on it, unless the one before is still being read.
    pub fn put(&self, number: &str) {
        let _ = self.0.try_send(Reading::of(number));
    }
}

/// The reader under it.
#[derive(Debug)]
pub struct SimulatedCardReader(mpsc::Receiver<Reading>);

impl CardReader for SimulatedCardReader {
    fn read(mut self: Box<Self>, readings: mpsc::Sender<Reading>) -> Reads {
        Box::pin(async move {
            while let Some(reading) = self.0.recv().await {
                let _ = readings.try_send(reading);
            }
        })
    }
}

/// The front of a simulated device: what can be pressed, seen and heard.
#[derive(Debug, Clone)]
pub struct SimulatedFront {
    /// The device.
    pub device: DeviceConfig,
    /// Its keys, those of its number pad among them.
    pub keys: Vec<(KeyMeaning, SimulatedKey)>,
    /// Its lamps.
    pub lamps: Vec<(LampMeaning, SimulatedLamp)>,
    /// Its buzzers, lit while they sound.
    pub buzzers: Vec<SimulatedLamp>,
    /// Its digits, if any.
    pub digits: Option<SimulatedDigits>,
    /// Its scanner, if any.
    pub scanner: Option<SimulatedScanner>,
    /// Where cards are put, if it reads any.
    pub cards: Option<SimulatedCards>,
}

impl SimulatedFront {
    /// Presses the key of a meaning; false when the device has none.
    #[must_use]
    pub fn press(&self, meaning: &KeyMeaning) -> bool {
        let key = self.keys.iter().find(|(does, _)| does == meaning);
        key.inspect(|(_, key)| key.press()).is_some()
    }

    /// Whether the lamp of a meaning is lit; false when the device has none.
    #[must_use]
    pub fn is_lit(&self, meaning: LampMeaning) -> bool {
        self.lamps
            .iter()
            .any(|(shows, lamp)| *shows == meaning && lamp.is_lit())
    }
}

/// A board and its front; `changes` counts what a looker-on should see.
#[must_use]
pub fn build(device: &DeviceConfig, changes: &Arc<watch::Sender<u64>>) -> (Board, SimulatedFront) {
    let keys: Vec<_> = meanings_of(device)
        .into_iter()
        .map(|does| (does, SimulatedKey::default()))
        .collect();
    let new_lamp = || SimulatedLamp {
        lit: Arc::default(),
        times_lit: Arc::default(),
        changes: Arc::clone(changes),
    };
    let lamps: Vec<_> = device.lamps.iter().map(|lamp| (lamp.shows, new_lamp())).collect();
    let buzzers: Vec<_> = device.buzzers.iter().map(|_| new_lamp()).collect();
    let digits = device.digits.map(|_| SimulatedDigits {
        text: Arc::default(),
        changes: Arc::clone(changes),
    });
    let button = |(does, key): &(KeyMeaning, SimulatedKey)| {
        let button: Box<dyn Button> = Box::new(PinButton(key.clone()));
        (does.clone(), button)
    };
    let light = |(shows, lamp): &(LampMeaning, SimulatedLamp)| {
        let light: Box<dyn Lamp> = Box::new(PinLamp(lamp.clone()));
        (*shows, light)
    };
    let board = Board {
        buttons: keys.iter().map(button).collect(),
        lamps: lamps.iter().map(light).collect(),
        buzzers: buzzers
            .iter()
            .map(|buzzer| Box::new(PinLamp(buzzer.clone())) as Box<dyn Lamp>)
            .collect(),
    };
    (
        board,
        SimulatedFront {
            device: device.clone(),
            keys,
            lamps,
            buzzers,
            digits,
            scanner: None,
            cards: None,
        },
    )
}

/// What can be pressed: the buttons, and what only the number pad has.
fn meanings_of(device: &DeviceConfig) -> Vec<KeyMeaning> {
    let mut meanings: Vec<_> = device.keys.iter().map(|key| key.does.clone()).collect();
    let on_the_pad = device.number_pad.iter().flat_map(|pad| &pad.keys);
    for meaning in on_the_pad.map(|(_, does)| KeyMeaning::Pad(*does)) {
        if !meanings.contains(&meaning) {
            meanings.push(meaning);
        }
    }
    meanings
}
