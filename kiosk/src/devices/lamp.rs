//! A lamp on an output pin, lit when high.

use embedded_hal::digital::OutputPin;

use super::button::PinFault;

/// Something that is lit or dark.
pub trait Lamp: Send {
    /// Lights it, or puts it out.
    ///
    /// # Errors
    /// [`PinFault`] when the pin cannot be written.
    fn show(&mut self, lit: bool) -> Result<(), PinFault>;
}

/// A lamp on any `embedded-hal` pin.
#[derive(Debug)]
pub struct PinLamp<P>(pub P);

impl<P: OutputPin + Send> Lamp for PinLamp<P> {
    fn show(&mut self, lit: bool) -> Result<(), PinFault> {
        self.0
            .set_state(lit.into())
            .map_err(|error| PinFault(embedded_hal::digital::Error::kind(&error)))
    }
}

#[cfg(test)]
mod tests {
    use embedded_hal_mock::eh1::digital::{Mock, State, Transaction};

    use super::{Lamp, PinLamp};

    #[test]
    fn a_lamp_is_lit_by_a_high_pin() {
        let mut pin = Mock::new(&[Transaction::set(State::High), Transaction::set(State::Low)]);
        let mut lamp = PinLamp(pin.clone());
        assert_eq!(lamp.show(true), Ok(()));
        assert_eq!(lamp.show(false), Ok(()));
        pin.done();
    }
}
