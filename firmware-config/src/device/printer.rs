//! A slip printer, its paper and the one way to it.

use std::path::PathBuf;

/// A slip printer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printer {
    /// Which model, and with it how it proves that paper came out.
    pub model: PrinterModel,
    /// The way to it.
    pub way: PrinterWay,
    /// Its paper.
    pub paper: PaperWidth,
    /// Length of a new roll in metres, 10–300; 80 where the file does not say.
    pub roll_m: u16,
}

/// A printer model known to print our slips, or one of the plain ways in which unnamed ones behave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PrinterModel {
    /// Epson TM-T20III, TM-T82III, TM-T88: answers `GS ( H` with the job's id.
    EpsonTm,
    /// ESC/POS printers without `GS ( H`, that answer `GS r 1` in buffer order.
    EscPos,
    /// ESC/POS printers that answer real-time status only.
    EscPosRealTimeOnly,
    /// Citizen PPU kiosk printers with a presenter: bit 6 of `DLE EOT 4` says that a ticket waits in the mouth.
    CitizenPpu,
}

impl PrinterModel {
    /// All of them.
    pub const ALL: [Self; 4] = [
        Self::EpsonTm,
        Self::EscPos,
        Self::EscPosRealTimeOnly,
        Self::CitizenPpu,
    ];

    /// The word for it in `device.toml`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::EpsonTm => "epson-tm",
            Self::EscPos => "esc-pos",
            Self::EscPosRealTimeOnly => "esc-pos-real-time-only",
            Self::CitizenPpu => "citizen-ppu",
        }
    }
}

/// The way to a printer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PrinterWay {
    /// Over the network, usually port 9100.
    Tcp {
        /// `host:port`.
        address: String,
    },
    /// Over USB, told apart from a second printer of the same make by serial number or by port path.
    Usb {
        /// The vendor's number.
        vendor: u16,
        /// The product's number.
        product: u16,
        /// Which of several.
        which: UsbWhich,
    },
    /// Over a serial line.
    Serial {
        /// The device file, such as `/dev/ttyAMA0`.
        path: PathBuf,
        /// Bits a second, 9600–921600; slips need at least 115200 to come out in time.
        baud: u32,
    },
}

impl PrinterWay {
    /// Whether it is the UART on the header (BCM 14 and 15), and not the network, USB, or an adapter on USB.
    #[must_use]
    pub fn is_on_the_header(&self) -> bool {
        match self {
            Self::Serial { path, .. } => path.to_str().is_some_and(is_uart),
            Self::Tcp { .. } | Self::Usb { .. } => false,
        }
    }
}

/// Whether a serial line is the header's own. Further UARTs (`ttyAMA1` …) come out on other lines, by an overlay.
pub(crate) fn is_uart(path: &str) -> bool {
    ["/dev/ttyAMA0", "/dev/ttyS0", "/dev/serial0"].contains(&path)
}

/// Which of several printers of one make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UsbWhich {
    /// The one with this serial number.
    Serial(String),
    /// The one plugged into this port, as the kernel names it: `1-1.2`.
    Port(String),
}

/// The width of a paper roll.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaperWidth {
    /// 80 mm.
    Mm80,
    /// 58 mm.
    Mm58,
}
