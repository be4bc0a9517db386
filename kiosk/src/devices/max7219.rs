//! The MAX7219: eight digits of seven segments on an SPI bus.
//!
//! Invariant: every [`DigitRow::show`] writes the whole chip, so that one that lost its power, or caught a glitch on
//! a long wire, is right again with the next.
//!
//! Source: MAX7219/MAX7221 data sheet (Maxim 19-4452), tables 2 to 10. A word is sixteen bits, the register's address
//! in the first byte; it counts when its chip select goes up, so each word is a transaction of its own.

use embedded_hal::spi::{Error, SpiDevice};

use super::digits::{DigitFault, DigitRow, WIDTH, row_of};

const DECODE_MODE: u8 = 0x09;
const INTENSITY: u8 = 0x0a;
const SCAN_LIMIT: u8 = 0x0b;
const SHUTDOWN: u8 = 0x0c;
const DISPLAY_TEST: u8 = 0x0f;
/// All eight digits.
const EIGHT: u8 = 7;
/// The brightest.
const BRIGHTEST: u8 = 15;

/// The chip.
#[derive(Debug)]
pub struct Max7219<S> {
    spi: S,
    brightness: u8,
}

impl<S: SpiDevice> Max7219<S> {
    /// Sets the chip up, dark until something is shown: as it comes out of its power-up it would light what its
    /// registers happen to hold.
    ///
    /// # Errors
    /// [`DigitFault`].
    pub fn start(spi: S, brightness: u8) -> Result<Self, DigitFault> {
        let mut chip = Self {
            spi,
            brightness: brightness.min(BRIGHTEST),
        };
        chip.write(SHUTDOWN, 0)?;
        chip.write_all([0; WIDTH])?;
        Ok(chip)
    }

    fn write_all(&mut self, row: [u8; WIDTH]) -> Result<(), DigitFault> {
        self.write(DISPLAY_TEST, 0)?;
        self.write(DECODE_MODE, 0)?;
        self.write(SCAN_LIMIT, EIGHT)?;
        self.write(INTENSITY, self.brightness)?;
        // Digit 0, the rightmost of the usual modules, is register 1.
        for (register, segments) in (1..).zip(row) {
            self.write(register, segments)?;
        }
        self.write(SHUTDOWN, 1)
    }

    fn write(&mut self, register: u8, value: u8) -> Result<(), DigitFault> {
        self.spi
            .write(&[register, value])
            .map_err(|error| DigitFault(error.kind()))
    }
}

impl<S: SpiDevice + Send> DigitRow for Max7219<S> {
    fn show(&mut self, text: &str) -> Result<(), DigitFault> {
        self.write_all(row_of(text))
    }
}

#[cfg(test)]
mod tests {
    use embedded_hal_mock::eh1::spi::{Mock, Transaction};

    use super::Max7219;
    use crate::devices::digits::DigitRow;

    fn words(words: &[[u8; 2]]) -> Vec<Transaction<u8>> {
        words
            .iter()
            .flat_map(|word| {
                [
                    Transaction::transaction_start(),
                    Transaction::write_vec(word.to_vec()),
                    Transaction::transaction_end(),
                ]
            })
            .collect()
    }

    const SET_UP: [[u8; 2]; 4] = [[0x0f, 0], [0x09, 0], [0x0b, 7], [0x0a, 3]];
    const DARK: [[u8; 2]; 8] = [[1, 0], [2, 0], [3, 0], [4, 0], [5, 0], [6, 0], [7, 0], [8, 0]];
    const ON: [[u8; 2]; 1] = [[0x0c, 1]];

    fn start() -> Vec<[u8; 2]> {
        [&[[0x0c, 0]], &SET_UP[..], &DARK[..], &ON[..]].concat()
    }

    #[test]
    fn the_chip_is_shut_down_while_it_is_set_up_and_begins_dark() {
        let mut spi = Mock::new(&words(&start()));
        Max7219::start(spi.clone(), 3).unwrap();
        spi.done();
    }

    #[test]
    fn a_ticket_is_eight_digits_from_the_right_and_the_set_up_anew() {
        let a012 = [
            [1, 0x6d],
            [2, 0x30],
            [3, 0x7e],
            [4, 0x77],
            [5, 0],
            [6, 0],
            [7, 0],
            [8, 0],
        ];
        let expected = [&start()[..], &SET_UP[..], &a012[..], &ON[..]].concat();
        let mut spi = Mock::new(&words(&expected));
        let mut row = Max7219::start(spi.clone(), 3).unwrap();
        row.show("A012").unwrap();
        spi.done();
    }

    #[test]
    fn it_is_never_brighter_than_the_chip_counts() {
        let mut expected = start();
        expected[4] = [0x0a, 15];
        let mut spi = Mock::new(&words(&expected));
        Max7219::start(spi.clone(), 200).unwrap();
        spi.done();
    }
}
