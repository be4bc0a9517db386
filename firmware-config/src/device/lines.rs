//! Which lines of the header a device uses, and for what.

use super::{DeviceConfig, PrinterWay};

/// What a line of the header is used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LineUse {
    /// A button.
    Key,
    /// A lamp.
    Lamp,
    /// A buzzer.
    Buzzer,
    /// The I²C bus.
    I2c,
    /// The UART, to which a printer is wired.
    Uart,
    /// The SPI bus: its data and its clock.
    Spi,
    /// The chip select of a chip on the SPI bus.
    ChipSelect,
}

impl LineUse {
    /// Whether several devices of one computer may use a line so at once: buses are made for it.
    #[must_use]
    pub fn is_shared(self) -> bool {
        matches!(self, Self::I2c | Self::Spi)
    }

    /// The word for it in a fault.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Key => "a key",
            Self::Lamp => "a lamp",
            Self::Buzzer => "a buzzer",
            Self::I2c => "the I²C bus",
            Self::Uart => "the UART of a printer",
            Self::Spi => "the SPI bus",
            Self::ChipSelect => "the digits' chip select",
        }
    }
}

impl DeviceConfig {
    /// The lines of the header that it uses, by BCM number, 0–27; each once.
    #[must_use]
    pub fn lines(&self) -> Vec<(u8, LineUse)> {
        let mut lines = Vec::new();
        lines.extend(self.keys.iter().map(|key| (key.pin, LineUse::Key)));
        lines.extend(self.lamps.iter().map(|lamp| (lamp.pin, LineUse::Lamp)));
        lines.extend(self.buzzers.iter().map(|buzzer| (buzzer.pin, LineUse::Buzzer)));
        if self.board.i2c {
            lines.extend([2, 3].map(|line| (line, LineUse::I2c)));
        }
        let way = self.printer.as_ref().map(|printer| &printer.way);
        if way.is_some_and(PrinterWay::is_on_the_header) {
            lines.extend([14, 15].map(|line| (line, LineUse::Uart)));
        }
        if let Some(digits) = self.digits {
            lines.extend([9, 10, 11].map(|line| (line, LineUse::Spi)));
            lines.push((digits.chip_select_line(), LineUse::ChipSelect));
        }
        lines.sort_unstable();
        lines
    }
}
