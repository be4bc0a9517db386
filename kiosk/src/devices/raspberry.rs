//! The pins and the SPI bus of a Raspberry Pi. The only file that names `rppal`.
//!
//! What only hardware can show is still open: contact bounce beyond 15 ms, and lamps that need a driver.

use std::time::Duration;

use embedded_hal::digital::ErrorKind;
use firmware_config::Digits;
use rppal::gpio::{Error, Gpio, InputPin, Trigger};
use rppal::spi::{Bus, Mode, SimpleHalSpiDevice, SlaveSelect, Spi};
use rppal::system::DeviceInfo;

use super::button::{Button, PinButton};
use super::digits::DigitRow;
use super::edges::{EdgeInput, EdgeLine};
use super::lamp::{Lamp, PinLamp};
use super::max7219::Max7219;
use super::pins::{KERNEL_SETTLE, NoPins, PinSource};

/// Bits a second on the SPI bus: the digits take ten times as many, long wires do not.
const SPI_HZ: u32 = 1_000_000;

/// The lines of the Pi that we are on.
#[derive(Debug)]
pub struct Raspberry(Gpio);

impl Raspberry {
    /// The machine's lines.
    ///
    /// # Errors
    /// [`NoPins::NotAPi`], or no right to them.
    pub fn open() -> Result<Self, NoPins> {
        let gpio = Gpio::new().map_err(|error| machine_fault(&error))?;
        if let Ok(board) = DeviceInfo::new() {
            tracing::info!(board.model = %board.model(), board.soc = %board.soc(), "GPIO through rppal");
        }
        Ok(Self(gpio))
    }
}

impl PinSource for Raspberry {
    fn button(&mut self, pin: u8) -> Result<Box<dyn Button>, NoPins> {
        let mut input = self
            .0
            .get(pin)
            .map_err(|error| line_fault(pin, &error))?
            .into_input_pullup();
        input
            .set_interrupt(Trigger::Both, Some(KERNEL_SETTLE))
            .map_err(|error| line_fault(pin, &error))?;
        Ok(Box::new(PinButton(EdgeInput::new(Edges(input)))))
    }

    fn output(&mut self, pin: u8) -> Result<Box<dyn Lamp>, NoPins> {
        let line = self.0.get(pin).map_err(|error| line_fault(pin, &error))?;
        Ok(Box::new(PinLamp(line.into_output_low())))
    }

    fn look(&mut self, pin: u8) -> Result<(), NoPins> {
        // A line that is only got keeps its mode and its level.
        let got = self.0.get(pin);
        got.map(drop).map_err(|error| line_fault(pin, &error))
    }
}

/// Whether the digits' bus is there and permitted; nothing is sent.
///
/// # Errors
/// [`NoPins::NoDigits`].
pub fn look_for_digits(config: Digits) -> Result<(), NoPins> {
    let bus = format!("/dev/spidev0.{}", config.chip_select);
    let opened = std::fs::OpenOptions::new().read(true).write(true).open(&bus);
    opened.map(drop).map_err(|error| NoPins::NoDigits {
        chip_select: config.chip_select,
        reason: format!("{bus}: {error}"),
    })
}

/// The digits on SPI 0; the kernel's own bus device, so on any board that has one.
///
/// # Errors
/// [`NoPins::NoDigits`].
pub fn digits(config: Digits) -> Result<Box<dyn DigitRow>, NoPins> {
    let select = if config.chip_select == 0 {
        SlaveSelect::Ss0
    } else {
        SlaveSelect::Ss1
    };
    let fault = |reason: String| NoPins::NoDigits {
        chip_select: config.chip_select,
        reason,
    };
    let spi = Spi::new(Bus::Spi0, select, SPI_HZ, Mode::Mode0).map_err(|error| fault(error.to_string()))?;
    let row = Max7219::start(SimpleHalSpiDevice::new(spi), config.brightness);
    Ok(Box::new(row.map_err(|error| fault(error.to_string()))?))
}

/// A line's edges, debounced by the kernel, and its level, as the register has it.
#[derive(Debug)]
struct Edges(InputPin);

impl EdgeLine for Edges {
    fn next_edge(&mut self) -> Result<Option<bool>, ErrorKind> {
        let event = self.0.poll_interrupt(false, Some(Duration::ZERO));
        let event = event.map_err(|_| ErrorKind::Other)?;
        Ok(event.map(|event| event.trigger == Trigger::RisingEdge))
    }

    fn is_high_now(&mut self) -> bool {
        self.0.is_high()
    }
}

fn machine_fault(error: &Error) -> NoPins {
    match error {
        Error::UnknownModel => NoPins::NotAPi,
        Error::PermissionDenied(_) => NoPins::NotAllowed,
        Error::Io(cause) if cause.kind() == std::io::ErrorKind::PermissionDenied => NoPins::NotAllowed,
        Error::PinUsed(_) | Error::PinNotAvailable(_) | Error::Io(_) | Error::ThreadPanic => {
            NoPins::Machine(error.to_string())
        }
    }
}

fn line_fault(pin: u8, error: &Error) -> NoPins {
    match error {
        Error::PinUsed(_) => NoPins::InUse {
            pin,
            by: "another device of this process".to_owned(),
        },
        Error::Io(cause) if cause.kind() == std::io::ErrorKind::ResourceBusy => NoPins::InUse {
            pin,
            by: "another program".to_owned(),
        },
        Error::Io(_)
        | Error::UnknownModel
        | Error::PinNotAvailable(_)
        | Error::PermissionDenied(_)
        | Error::ThreadPanic => NoPins::Line {
            pin,
            reason: error.to_string(),
        },
    }
}

#[cfg(test)]
mod tests {
    use std::io;

    use rppal::gpio::Error;

    use super::{NoPins, line_fault, machine_fault};

    #[test]
    fn a_line_in_use_is_told_apart_from_one_that_is_broken() {
        let busy = Error::Io(io::ErrorKind::ResourceBusy.into());
        assert!(matches!(line_fault(5, &busy), NoPins::InUse { pin: 5, by } if by == "another program"));
        assert!(matches!(line_fault(5, &Error::PinUsed(5)), NoPins::InUse { .. }));
        assert!(matches!(
            line_fault(5, &Error::PinNotAvailable(5)),
            NoPins::Line { pin: 5, .. }
        ));
    }

    #[test]
    fn no_right_to_the_lines_names_the_group() {
        for error in [
            Error::PermissionDenied(String::new()),
            Error::Io(io::ErrorKind::PermissionDenied.into()),
        ] {
            assert!(machine_fault(&error).to_string().contains("group gpio"));
        }
    }
}
