//! The computer that a device is wired to, and how its pins are reached.

/// The computer a device is wired to, and what of its header is in use beside the pins named in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Board {
    /// Which computer.
    pub model: Model,
    /// How its pins are reached.
    pub pins: PinAccess,
    /// Whether the I²C bus is in use (BCM 2 and 3).
    pub i2c: bool,
}

/// A computer that devices are built on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Model {
    /// Raspberry Pi Zero 2 W: pads, posts, signs.
    PiZero2W,
    /// Raspberry Pi 3: pads, posts, signs, kiosks without a touch page.
    Pi3,
    /// Raspberry Pi 4.
    Pi4,
    /// Raspberry Pi 5.
    Pi5,
    /// Any other computer with GPIO lines under Linux.
    Other,
}

impl Model {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::PiZero2W, Self::Pi3, Self::Pi4, Self::Pi5, Self::Other];

    /// The word for it in `device.toml`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::PiZero2W => "pi-zero-2w",
            Self::Pi3 => "pi-3",
            Self::Pi4 => "pi-4",
            Self::Pi5 => "pi-5",
            Self::Other => "other",
        }
    }

    /// The label of the chip behind its header; none where no such thing is known.
    #[must_use]
    pub fn chip_label(self) -> Option<&'static str> {
        match self {
            Self::PiZero2W | Self::Pi3 => Some("pinctrl-bcm2835"),
            Self::Pi4 => Some("pinctrl-bcm2711"),
            Self::Pi5 => Some("pinctrl-rp1"),
            Self::Other => None,
        }
    }
}

/// How pins are reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PinAccess {
    /// Through rppal: every Raspberry Pi up to the 5.
    Rppal,
    /// Through the kernel's GPIO chip of this label, on any board.
    GpioChip {
        /// The chip's label, such as `pinctrl-bcm2711`; never its number, which changes with kernels.
        label: String,
    },
}

impl Default for Board {
    /// A Raspberry Pi 4 through rppal.
    fn default() -> Self {
        Self {
            model: Model::Pi4,
            pins: PinAccess::Rppal,
            i2c: false,
        }
    }
}
