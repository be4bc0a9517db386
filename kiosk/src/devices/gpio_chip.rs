//! The pins of any board under Linux, through a GPIO chip of the kernel. The only file that names `gpiocdev`.
//!
//! Invariant: a chip is found by its label; its number changes with kernels and boots.

use std::path::PathBuf;

use gpiocdev::Error;
use gpiocdev::chip::{Chip, chips};
use gpiocdev::line::{Bias, Value};
use gpiocdev::request::{Builder, Request};
use gpiocdev_embedded_hal::{InputPin, OutputPin};

use super::button::{Button, PinButton};
use super::lamp::{Lamp, PinLamp};
use super::pins::{CONSUMER, KERNEL_SETTLE, NoPins, PinSource};

/// The number of "permission denied" in every Linux.
const EACCES: i32 = 13;

/// A chip of the machine.
#[derive(Debug)]
pub struct GpioChip {
    chip: Chip,
    path: PathBuf,
}

impl GpioChip {
    /// The chip of a label.
    ///
    /// # Errors
    /// [`NoPins::NoSuchChip`] with the labels there are, or no right to look.
    pub fn labelled(label: &str) -> Result<Self, NoPins> {
        let mut present = Vec::new();
        let mut is_locked = false;
        for path in chips().map_err(|error| machine_fault(&error))? {
            let opened = Chip::from_path(&path).and_then(|chip| Ok((chip.info()?.label, chip)));
            match opened {
                Ok((found, chip)) if found == label => return Ok(Self { chip, path }),
                Ok((found, _)) => present.push(found),
                // One chip may be closed to us, and the right one open.
                Err(error) => is_locked |= machine_fault(&error) == NoPins::NotAllowed,
            }
        }
        if present.is_empty() && is_locked {
            return Err(NoPins::NotAllowed);
        }
        let label = label.to_owned();
        Err(NoPins::NoSuchChip { label, present })
    }

    fn line(&self, pin: u8, configure: impl FnOnce(&mut Builder)) -> Result<Request, NoPins> {
        self.is_free(pin)?;
        let mut builder = Request::builder();
        builder
            .on_chip(&self.path)
            .with_consumer(CONSUMER)
            .with_line(u32::from(pin));
        configure(&mut builder);
        builder.request().map_err(|error| line_fault(pin, &error))
    }

    fn is_free(&self, pin: u8) -> Result<(), NoPins> {
        let info = self.chip.line_info(u32::from(pin));
        let info = info.map_err(|error| line_fault(pin, &error))?;
        if info.used {
            let by = Some(info.consumer).filter(|by| !by.is_empty());
            let by = by.unwrap_or_else(|| "another program".to_owned());
            return Err(NoPins::InUse { pin, by });
        }
        Ok(())
    }
}

impl PinSource for GpioChip {
    fn button(&mut self, pin: u8) -> Result<Box<dyn Button>, NoPins> {
        let request = self.line(pin, |builder| {
            builder
                .as_input()
                .with_bias(Bias::PullUp)
                .with_debounce_period(KERNEL_SETTLE);
        })?;
        let input = InputPin::try_from(request).map_err(|error| wrapped(pin, &error))?;
        Ok(Box::new(PinButton(input)))
    }

    fn output(&mut self, pin: u8) -> Result<Box<dyn Lamp>, NoPins> {
        let request = self.line(pin, |builder| {
            builder.as_output(Value::Inactive);
        })?;
        let output = OutputPin::try_from(request).map_err(|error| wrapped(pin, &error))?;
        Ok(Box::new(PinLamp(output)))
    }

    fn look(&mut self, pin: u8) -> Result<(), NoPins> {
        self.is_free(pin)
    }
}

fn line_fault(pin: u8, error: &Error) -> NoPins {
    NoPins::Line {
        pin,
        reason: error.to_string(),
    }
}

fn wrapped(pin: u8, error: &gpiocdev_embedded_hal::Error) -> NoPins {
    NoPins::Line {
        pin,
        reason: error.to_string(),
    }
}

fn machine_fault(error: &Error) -> NoPins {
    if let Error::Os(errno) = error
        && errno.0 == EACCES
    {
        return NoPins::NotAllowed;
    }
    NoPins::Machine(error.to_string())
}
