//! The pins of a Raspberry Pi. The only file that names `rppal`.
//!
//! What only hardware can show is still open: contact bounce beyond 15 ms, and lamps that need a driver.

use firmware_config::DeviceConfig;
use rppal::gpio::{Error, Gpio};

use super::board::Board;
use super::button::{Button, PinButton};
use super::lamp::{Lamp, PinLamp};

/// The pins cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum NoPins {
    /// The machine is none.
    #[error("this machine is no Raspberry Pi; start with --simulated to press the buttons in a browser")]
    NotAPi,
    /// The system keeps them closed.
    #[error("no right to the GPIO lines; add the user to the group gpio")]
    NotAllowed,
    /// A line is in use by another program, or broken.
    #[error("GPIO line {pin}: {reason}; end the program that uses it, or choose another line")]
    Line {
        /// The BCM number.
        pin: u8,
        /// What the library says.
        reason: String,
    },
    /// Anything else the library reports about the machine.
    #[error("the GPIO lines cannot be opened: {0}")]
    Machine(Error),
}

/// Opens the lines of a device: buttons with their pull-ups, lamps dark.
///
/// # Errors
/// [`NoPins`].
pub fn open(device: &DeviceConfig) -> Result<Board, NoPins> {
    let gpio = Gpio::new().map_err(machine_fault)?;
    let line = |pin: u8| {
        gpio.get(pin).map_err(|error| NoPins::Line {
            pin,
            reason: error.to_string(),
        })
    };
    let mut board = Board {
        buttons: Vec::new(),
        lamps: Vec::new(),
    };
    for key in &device.keys {
        let button: Box<dyn Button> = Box::new(PinButton(line(key.pin)?.into_input_pullup()));
        board.buttons.push((key.does.clone(), button));
    }
    for lamp in &device.lamps {
        let light: Box<dyn Lamp> = Box::new(PinLamp(line(lamp.pin)?.into_output_low()));
        board.lamps.push((lamp.shows, light));
    }
    Ok(board)
}

fn machine_fault(error: Error) -> NoPins {
    match error {
        Error::UnknownModel => NoPins::NotAPi,
        Error::PermissionDenied(_) => NoPins::NotAllowed,
        Error::PinUsed(_) | Error::PinNotAvailable(_) | Error::Io(_) | Error::ThreadPanic => {
            NoPins::Machine(error)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{NoPins, open};

    #[test]
    fn a_machine_that_is_no_pi_is_told_what_to_do() {
        let device =
            firmware_config::parse(include_str!("../../../firmware-config/devices/kiosk-a1.toml")).unwrap();
        // On a Pi the lines open; everywhere else the sentence must help.
        if let Err(error) = open(&device) {
            assert!(matches!(error, NoPins::NotAPi), "{error}");
            assert!(error.to_string().contains("--simulated"));
        }
    }
}
