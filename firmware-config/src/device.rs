//! What a device is, in types that cannot say anything unsound.

mod board;
mod controls;
mod lines;
mod printer;

use std::path::PathBuf;

pub use board::{Board, Model, PinAccess};
pub use controls::{
    Buzzer, Digits, Key, KeyMeaning, Lamp, LampMeaning, NumberPad, NumberPadKey, PadKey, RatingKey,
    TypingReader,
};
pub use lines::LineUse;
pub(crate) use printer::is_uart;
pub use printer::{PaperWidth, Printer, PrinterModel, PrinterWay, UsbWhich};

/// One device of the hall.
#[derive(Debug, Clone, PartialEq)]
pub struct DeviceConfig {
    /// Its id, as the hall's plan knows it: `kiosk-a1`.
    pub id: String,
    /// What it does.
    pub role: Role,
    /// The computer it is wired to.
    pub board: Board,
    /// The hall server it belongs to.
    pub server: Server,
    /// Its touch screen; a ticket kiosk has one.
    pub screen: Option<Screen>,
    /// Its printer, if any.
    pub printer: Option<Printer>,
    /// Its buttons.
    pub keys: Vec<Key>,
    /// Its lamps.
    pub lamps: Vec<Lamp>,
    /// Its buzzers.
    pub buzzers: Vec<Buzzer>,
    /// A USB number pad used as the keys of a window pad, if any.
    pub number_pad: Option<NumberPad>,
    /// A reader of QR codes that types what it reads; only a ticket kiosk has one.
    pub scanner: Option<TypingReader>,
    /// A reader of the cards that say who somebody is; only a ticket kiosk has one.
    pub card_reader: Option<TypingReader>,
    /// The digits above a window; only a sign has them.
    pub digits: Option<Digits>,
    /// What it may be heard with.
    pub sounds: Sounds,
}

/// What a device may be heard with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sounds {
    /// 0–100; 0 is silent. 60 where the file does not say.
    pub volume_percent: u8,
}

impl Default for Sounds {
    fn default() -> Self {
        Self { volume_percent: 60 }
    }
}

/// What a device does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Role {
    /// Gives tickets, by touch and by button.
    TicketKiosk,
    /// A clerk's keys and lamps at one window.
    WindowPad {
        /// The window.
        window: u16,
        /// The kiosk or escort post nearest to it: where a guide is sent when the guide key is pressed.
        place: String,
    },
    /// A place with an accessibility button.
    EscortPost,
    /// The small display above a window.
    Sign {
        /// The window.
        window: u16,
    },
}

impl Role {
    /// The word for it in `device.toml`.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::TicketKiosk => "ticket_kiosk",
            Self::WindowPad { .. } => "window_pad",
            Self::EscortPost => "escort_post",
            Self::Sign { .. } => "sign",
        }
    }
}

/// Where the hall server is, and how the device shows who it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server {
    /// The base address, without a slash at the end.
    pub url: String,
    /// The file that holds the device's bearer, relative to `device.toml`.
    pub bearer_file: PathBuf,
}

/// A screen, as sizes in millimetres need it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Screen {
    /// Its width in pixels as mounted, 320–7680.
    pub width_px: u32,
    /// Its visible width in millimetres as mounted, 40–2000.
    pub width_mm: f64,
    /// From how far it is read, in millimetres, 200–30000; 500 where the file does not say.
    pub distance_mm: u32,
}

impl Screen {
    /// Pixels in a millimetre.
    #[must_use]
    pub fn px_per_mm(&self) -> f64 {
        f64::from(self.width_px) / self.width_mm
    }
}
