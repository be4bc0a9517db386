//! A button on an input pin, pulled up, pressed when low.

use embedded_hal::digital::InputPin;

/// The pin could not be read or written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the pin does not work: {0:?}; check the wiring and the board")]
pub struct PinFault(pub embedded_hal::digital::ErrorKind);

/// Something a person presses.
pub trait Button: Send {
    /// Whether it is down at this instant, bouncing and all.
    ///
    /// # Errors
    /// [`PinFault`] when the pin cannot be read.
    fn is_down(&mut self) -> Result<bool, PinFault>;
}

/// A button on any `embedded-hal` pin.
#[derive(Debug)]
pub struct PinButton<P>(pub P);

impl<P: InputPin + Send> Button for PinButton<P> {
    fn is_down(&mut self) -> Result<bool, PinFault> {
        self.0
            .is_low()
            .map_err(|error| PinFault(embedded_hal::digital::Error::kind(&error)))
    }
}

#[cfg(test)]
mod tests {
    use embedded_hal::digital::ErrorKind;
    use embedded_hal_mock::eh1::MockError;
    use embedded_hal_mock::eh1::digital::{Mock, State, Transaction};

    use super::{Button, PinButton, PinFault};

    #[test]
    fn a_button_is_down_while_its_pin_is_low() {
        let reads = [Transaction::get(State::Low), Transaction::get(State::High)];
        let mut pin = Mock::new(&reads);
        let mut button = PinButton(pin.clone());
        assert_eq!(button.is_down(), Ok(true));
        assert_eq!(button.is_down(), Ok(false));
        pin.done();
    }

    #[test]
    fn a_pin_that_cannot_be_read_is_a_fault_and_not_a_press() {
        let broken = MockError::Io(std::io::ErrorKind::NotConnected);
        let mut pin = Mock::new(&[Transaction::get(State::Low).with_error(broken)]);
        let mut button = PinButton(pin.clone());
        assert_eq!(button.is_down(), Err(PinFault(ErrorKind::Other)));
        pin.done();
    }
}
