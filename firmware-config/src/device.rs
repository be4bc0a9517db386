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
    /// The digits above a window; only a sign has them.
    pub digits: Option<Digits>,
    /// What it may be heard with.
    pub sounds: Sounds,
}

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

/// A buzzer on a GPIO line, sounding when high.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Buzzer {
    /// The BCM number of its line, 0–27.
    pub pin: u8,
}

/// A USB number pad, told apart by the port it is plugged into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberPad {
    /// The port path as udev's `ID_PATH` says it, such as `platform-fd500000.pcie-pci-0000:01:00.0-usb-0:1.2:1.0`.
    pub port: String,
    /// What each of its keys does.
    pub keys: Vec<(NumberPadKey, PadKey)>,
}

/// A key of a number pad.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NumberPadKey {
    /// 0–9.
    Digit(u8),
    /// Enter.
    Enter,
    /// Plus.
    Plus,
    /// Minus.
    Minus,
    /// Star.
    Star,
    /// Slash.
    Slash,
    /// Dot.
    Dot,
    /// Backspace.
    Backspace,
}

impl NumberPadKey {
    /// The key of this name in `device.toml`.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let digit = name
            .parse::<u8>()
            .ok()
            .filter(|digit| *digit <= 9 && name.len() == 1);
        digit.map(Self::Digit).or(match name {
            "enter" => Some(Self::Enter),
            "plus" => Some(Self::Plus),
            "minus" => Some(Self::Minus),
            "star" => Some(Self::Star),
            "slash" => Some(Self::Slash),
            "dot" => Some(Self::Dot),
            "backspace" => Some(Self::Backspace),
            _ => None,
        })
    }
}

/// Digits of a sign: a MAX7219 with eight of them, on SPI 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Digits {
    /// How bright, 0–15, as the chip counts.
    pub brightness: u8,
    /// The chip-select line of SPI 0: 0 (BCM 8) or 1 (BCM 7).
    pub chip_select: u8,
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
