//! What a device is, in types that cannot say anything unsound.

use std::fmt;
use std::path::PathBuf;

/// One device of the hall.
#[derive(Debug, Clone, PartialEq)]
pub struct DeviceConfig {
    /// Its id, as the hall's plan knows it: `kiosk-a1`.
    pub id: String,
    /// What it does.
    pub role: Role,
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
}

impl Role {
    /// The word for it in `device.toml`.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::TicketKiosk => "ticket_kiosk",
            Self::WindowPad { .. } => "window_pad",
            Self::EscortPost => "escort_post",
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
}

impl Screen {
    /// Pixels in a millimetre.
    #[must_use]
    pub fn px_per_mm(&self) -> f64 {
        f64::from(self.width_px) / self.width_mm
    }
}

/// A ticket printer reached over TCP.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printer {
    /// `host:port`, usually port 9100.
    pub tcp: String,
    /// Its paper.
    pub paper: PaperWidth,
}

/// The width of a paper roll.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaperWidth {
    /// 80 mm.
    Mm80,
    /// 58 mm.
    Mm58,
}

/// A button on a GPIO line, pulled up, pressed when low.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// The BCM number of its line, 0–27.
    pub pin: u8,
    /// What a press means.
    pub does: KeyMeaning,
}

/// What a press of a button means.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum KeyMeaning {
    /// A ticket for this service, at once.
    Service(String),
    /// The services of this queue group, on the screen.
    Group(char),
    /// A guide, please.
    Help,
    /// A key of the window pad.
    Pad(PadKey),
}

impl fmt::Display for KeyMeaning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Service(code) => write!(f, "service {code}"),
            Self::Group(letter) => write!(f, "group {letter}"),
            Self::Help => f.write_str("help"),
            Self::Pad(key) => write!(f, "pad {}", key.name()),
        }
    }
}

/// The keys of a window pad.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PadKey {
    /// Call whoever is next.
    Next,
    /// Call the same again.
    Recall,
    /// Start, or finish, by what stands at the window.
    StartFinish,
    /// The visitor did not come.
    NoShow,
    /// Pause, or go on.
    Pause,
    /// A guide, please.
    Guide,
}

impl PadKey {
    /// All of them, in the order of the housing.
    pub const ALL: [Self; 6] = [
        Self::Next,
        Self::Recall,
        Self::StartFinish,
        Self::NoShow,
        Self::Pause,
        Self::Guide,
    ];

    /// The word for it in `device.toml`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Next => "next",
            Self::Recall => "recall",
            Self::StartFinish => "start_finish",
            Self::NoShow => "no_show",
            Self::Pause => "pause",
            Self::Guide => "guide",
        }
    }
}

/// A lamp on a GPIO line, lit when high.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lamp {
    /// The BCM number of its line, 0–27.
    pub pin: u8,
    /// What it says when lit.
    pub shows: LampMeaning,
}

/// What a lit lamp says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LampMeaning {
    /// A guide was asked for.
    Help,
    /// The hall server does not answer.
    Away,
    /// Somebody waits for this free window.
    Waiting,
    /// A visitor was called and is on the way.
    Called,
    /// A visitor is being served.
    Serving,
    /// The window is paused.
    Paused,
}

impl LampMeaning {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Help,
        Self::Away,
        Self::Waiting,
        Self::Called,
        Self::Serving,
        Self::Paused,
    ];

    /// The word for it in `device.toml`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Help => "help",
            Self::Away => "away",
            Self::Waiting => "waiting",
            Self::Called => "called",
            Self::Serving => "serving",
            Self::Paused => "paused",
        }
    }

    /// Whether only a window pad can show it.
    #[must_use]
    pub fn is_of_a_window(self) -> bool {
        match self {
            Self::Help | Self::Away => false,
            Self::Waiting | Self::Called | Self::Serving | Self::Paused => true,
        }
    }
}
