//! Simulated pins: they speak `embedded-hal` to the board and are pressed from the panel.
//!
//! Invariant: a press lasts a number of readings, not a time, so that it is seen however slow the machine is.

use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use embedded_hal::digital::{ErrorType, InputPin, OutputPin};
use firmware_config::{DeviceConfig, KeyMeaning, LampMeaning};
use tokio::sync::watch;

use super::board::Board;
use super::button::{Button, PinButton};
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
    changes: Arc<watch::Sender<u64>>,
}

impl SimulatedLamp {
    /// Whether it is lit.
    #[must_use]
    pub fn is_lit(&self) -> bool {
        self.lit.load(Ordering::Relaxed)
    }

    fn set(&self, lit: bool) {
        if self.lit.swap(lit, Ordering::Relaxed) != lit {
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

/// The front of a simulated device: what can be pressed and seen.
#[derive(Debug, Clone)]
pub struct SimulatedFront {
    /// The device.
    pub device: DeviceConfig,
    /// Its keys.
    pub keys: Vec<(KeyMeaning, SimulatedKey)>,
    /// Its lamps.
    pub lamps: Vec<(LampMeaning, SimulatedLamp)>,
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
    let keys: Vec<_> = device
        .keys
        .iter()
        .map(|key| (key.does.clone(), SimulatedKey::default()))
        .collect();
    let new_lamp = || SimulatedLamp {
        lit: Arc::default(),
        changes: Arc::clone(changes),
    };
    let lamps: Vec<_> = device.lamps.iter().map(|lamp| (lamp.shows, new_lamp())).collect();
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
    };
    (
        board,
        SimulatedFront {
            device: device.clone(),
            keys,
            lamps,
        },
    )
}
