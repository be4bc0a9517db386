//! Opening a device's pins by the way that its board has: every key, lamp and buzzer of its file, or a sentence that
//! says what to do.
//!
//! Invariant: a board opens whole or not at all, lamps dark and buzzers silent.

use std::time::Duration;

use firmware_config::{DeviceConfig, PinAccess};

use super::board::Board;
use super::button::Button;
use super::gpio_chip::GpioChip;
use super::lamp::Lamp;
use super::raspberry::Raspberry;

/// How long the kernel lets a contact bounce before it tells; [`super::debounce`] stands behind it.
pub(super) const KERNEL_SETTLE: Duration = Duration::from_millis(10);
/// The name under which our lines are in use, as `gpioinfo` lists it.
pub(super) const CONSUMER: &str = "kiosk";

/// The pins cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoPins {
    /// The machine is none.
    #[error(
        "this machine is no Raspberry Pi that rppal knows; write [board] with pins = \"gpiochip\" and chip, or start \
         with --simulated to press the buttons in a browser"
    )]
    NotAPi,
    /// No GPIO chip has the label.
    #[error(
        "no GPIO chip here is labelled {label:?}; there are: {}; write one of them into [board] as \
         chip, or start with --simulated",
        list(.present)
    )]
    NoSuchChip {
        /// The label of the file.
        label: String,
        /// The labels of the machine.
        present: Vec<String>,
    },
    /// The system keeps them closed.
    #[error("no right to the GPIO lines; add the user to the group gpio")]
    NotAllowed,
    /// A line is in use.
    #[error("GPIO line {pin} is in use by {by}; end that program, or choose another line")]
    InUse {
        /// The BCM number.
        pin: u8,
        /// Who uses it, as far as the system says.
        by: String,
    },
    /// A line cannot be had for another reason.
    #[error("GPIO line {pin}: {reason}; check the number, or choose another line")]
    Line {
        /// The BCM number.
        pin: u8,
        /// What the library says.
        reason: String,
    },
    /// The digits' bus.
    #[error(
        "the digits on SPI 0.{chip_select}: {reason}; switch SPI on (dtparam=spi=on) and add the user to the group spi"
    )]
    NoDigits {
        /// The chip-select line.
        chip_select: u8,
        /// What the library says.
        reason: String,
    },
    /// Anything else the libraries report about the machine.
    #[error("the GPIO lines cannot be opened: {0}")]
    Machine(String),
}

fn list(labels: &[String]) -> String {
    if labels.is_empty() {
        "none".to_owned()
    } else {
        labels.join(", ")
    }
}

/// Whoever hands out lines of the machine, each once.
pub trait PinSource {
    /// An input, pulled up, debounced by the kernel.
    ///
    /// # Errors
    /// [`NoPins`].
    fn button(&mut self, pin: u8) -> Result<Box<dyn Button>, NoPins>;

    /// An output, low.
    ///
    /// # Errors
    /// [`NoPins`].
    fn output(&mut self, pin: u8) -> Result<Box<dyn Lamp>, NoPins>;

    /// Whether a line is there and could be had; it is not taken, and stays as it is.
    ///
    /// # Errors
    /// [`NoPins`].
    fn look(&mut self, pin: u8) -> Result<(), NoPins>;
}

/// Whether the lines of a device could be opened; none is taken. How many there are.
///
/// # Errors
/// [`NoPins`].
pub fn look(device: &DeviceConfig) -> Result<usize, NoPins> {
    let keys = device.keys.iter().map(|key| key.pin);
    let lamps = device.lamps.iter().map(|lamp| lamp.pin);
    let buzzers = device.buzzers.iter().map(|buzzer| buzzer.pin);
    let pins: Vec<u8> = keys.chain(lamps).chain(buzzers).collect();
    if pins.is_empty() {
        return Ok(0);
    }
    let mut source: Box<dyn PinSource> = match &device.board.pins {
        PinAccess::Rppal => Box::new(Raspberry::open()?),
        PinAccess::GpioChip { label } => Box::new(GpioChip::labelled(label)?),
    };
    pins.iter().try_for_each(|pin| source.look(*pin))?;
    Ok(pins.len())
}

/// Opens the lines of a device; one without any needs no machine that has some.
///
/// # Errors
/// [`NoPins`].
pub fn open(device: &DeviceConfig) -> Result<Board, NoPins> {
    if device.keys.is_empty() && device.lamps.is_empty() && device.buzzers.is_empty() {
        return Ok(Board::default());
    }
    match &device.board.pins {
        PinAccess::Rppal => board_of(device, &mut Raspberry::open()?),
        PinAccess::GpioChip { label } => board_of(device, &mut GpioChip::labelled(label)?),
    }
}

fn board_of(device: &DeviceConfig, source: &mut dyn PinSource) -> Result<Board, NoPins> {
    let mut board = Board::default();
    for key in &device.keys {
        board.buttons.push((key.does.clone(), source.button(key.pin)?));
    }
    for lamp in &device.lamps {
        board.lamps.push((lamp.shows, source.output(lamp.pin)?));
    }
    for buzzer in &device.buzzers {
        board.buzzers.push(source.output(buzzer.pin)?);
    }
    Ok(board)
}

#[cfg(test)]
mod tests {
    use firmware_config::{DeviceConfig, PinAccess};

    use super::{NoPins, open};

    fn kiosk() -> DeviceConfig {
        firmware_config::parse(include_str!("../../../firmware-config/devices/kiosk-a1.toml")).unwrap()
    }

    #[test]
    fn a_machine_that_is_no_pi_is_told_what_to_do() {
        let mut device = kiosk();
        device.board.pins = PinAccess::Rppal;
        // On a Pi the lines open; everywhere else the sentence must help.
        if let Err(error) = open(&device) {
            assert_eq!(error, NoPins::NotAPi);
            let said = error.to_string();
            assert!(
                said.contains("--simulated") && said.contains("gpiochip"),
                "{said}"
            );
        }
    }

    #[test]
    fn a_chip_that_is_not_there_is_answered_with_those_that_are() {
        let mut device = kiosk();
        device.board.pins = PinAccess::GpioChip {
            label: "no-such-chip".to_owned(),
        };
        let Err(NoPins::NoSuchChip { label, .. }) = open(&device) else {
            panic!("no machine has this chip")
        };
        assert_eq!(label, "no-such-chip");
        let said = |present: &[&str]| {
            let present = present.iter().map(|label| (*label).to_owned()).collect();
            let label = "x".to_owned();
            NoPins::NoSuchChip { label, present }.to_string()
        };
        assert!(said(&["pinctrl-rp1", "gpio-sim.0"]).contains("there are: pinctrl-rp1, gpio-sim.0;"));
        assert!(said(&[]).contains("there are: none;"));
    }

    #[test]
    fn a_device_without_pins_needs_no_machine_that_has_some() {
        let mut device = kiosk();
        device.keys.clear();
        device.lamps.clear();
        device.buzzers.clear();
        assert!(open(&device).is_ok());
    }
}
