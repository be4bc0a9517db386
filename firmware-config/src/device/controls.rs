//! What hands, eyes and ears meet: buttons, number pads, lamps, buzzers and digits.

use std::fmt;

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

/// A USB reader, of QR codes or of cards, that types what it reads and Enter; told apart by the port it is plugged into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypingReader {
    /// The port path as udev's `ID_PATH` says it.
    pub port: String,
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

impl Digits {
    /// The BCM number of its chip-select line: 8 or 7.
    #[must_use]
    pub fn chip_select_line(self) -> u8 {
        if self.chip_select == 1 { 7 } else { 8 }
    }
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
    /// What the visitor who was served last thinks of it: one of the five keys of a rating pad.
    Rate(RatingKey),
}

/// The five keys of a rating pad, the best first: the national levels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RatingKey {
    /// 非常滿意.
    VerySatisfied,
    /// 滿意.
    Satisfied,
    /// 基本滿意.
    BasicallySatisfied,
    /// 不滿意.
    Dissatisfied,
    /// 非常不滿意.
    VeryDissatisfied,
}

impl RatingKey {
    /// All of them, the best first.
    pub const ALL: [Self; 5] = [
        Self::VerySatisfied,
        Self::Satisfied,
        Self::BasicallySatisfied,
        Self::Dissatisfied,
        Self::VeryDissatisfied,
    ];
}

impl PadKey {
    /// All of them, in the order of the housing.
    pub const ALL: [Self; 11] = [
        Self::Next,
        Self::Recall,
        Self::StartFinish,
        Self::NoShow,
        Self::Pause,
        Self::Guide,
        Self::Rate(RatingKey::VerySatisfied),
        Self::Rate(RatingKey::Satisfied),
        Self::Rate(RatingKey::BasicallySatisfied),
        Self::Rate(RatingKey::Dissatisfied),
        Self::Rate(RatingKey::VeryDissatisfied),
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
            Self::Rate(RatingKey::VerySatisfied) => "very_satisfied",
            Self::Rate(RatingKey::Satisfied) => "satisfied",
            Self::Rate(RatingKey::BasicallySatisfied) => "basically_satisfied",
            Self::Rate(RatingKey::Dissatisfied) => "dissatisfied",
            Self::Rate(RatingKey::VeryDissatisfied) => "very_dissatisfied",
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
