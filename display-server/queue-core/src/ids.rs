//! The names by which a hall's things are known: small types that cannot be mixed up.

use std::fmt;

use serde::{Deserialize, Serialize, Serializer};

/// Why a text is not the id it was meant to be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is not {expected}")]
pub struct BadId {
    /// What was given.
    pub text: String,
    /// What was expected, as it stands in a sentence.
    pub expected: &'static str,
}

macro_rules! text_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// Takes the text as it is; whether the plan knows it is the plan's to say.
            #[must_use]
            pub fn new(text: impl Into<String>) -> Self {
                Self(text.into())
            }

            /// The text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

text_id! {
    /// A service's code, such as `A01`.
    ServiceCode
}
text_id! {
    /// A journey's code, such as `home-transfer`.
    JourneyCode
}
text_id! {
    /// What the holder of a booking types at a kiosk: eight digits.
    BookingCode
}
text_id! {
    /// A class's code, such as `ordinary` or `elderly`.
    ClassCode
}
text_id! {
    /// A fee's code within its service, such as `card`.
    FeeCode
}
text_id! {
    /// An exemption's code within its fee, such as `small_micro`.
    ExemptionCode
}
text_id! {
    /// A kind of payer, such as `key_project`.
    PayerCode
}
text_id! {
    /// A complaint channel's code, such as `hotline`.
    ChannelCode
}
text_id! {
    /// Something that is not handled in this hall, such as `marriage`.
    ElsewhereCode
}
text_id! {
    /// An agent who acts for others, such as `D001`; never a name.
    AgentCode
}
text_id! {
    /// An area's code, such as `a`.
    AreaCode
}
text_id! {
    /// A member of staff by work number; never a name.
    PersonCode
}
text_id! {
    /// A device of the hall, such as `kiosk-a1` or `pad-3`.
    DeviceId
}
text_id! {
    /// A spoken language that an interpreter knows, such as `en`, `ug` or `yue`.
    LanguageCode
}
text_id! {
    /// The printed string of a ticket, such as `A012`; unique per hall and service day.
    TicketNumber
}

/// The letter of a queue group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "char", into = "char")]
pub struct GroupLetter(char);

impl GroupLetter {
    /// Letters that look like a digit (`I O Q`) or are spoken like one (`E`) are refused.
    ///
    /// # Errors
    /// [`BadId`] for anything but `A`–`Z` without `E I O Q`.
    pub fn new(letter: char) -> Result<Self, BadId> {
        if letter.is_ascii_uppercase() && !matches!(letter, 'E' | 'I' | 'O' | 'Q') {
            Ok(Self(letter))
        } else {
            Err(BadId {
                text: letter.to_string(),
                expected: "a letter A–Z other than E, I, O and Q",
            })
        }
    }

    /// The letter.
    #[must_use]
    pub fn as_char(self) -> char {
        self.0
    }

    /// The printed string of this group's `count`-th ticket: three digits up to 999, then as many as it takes.
    #[must_use]
    pub fn number(self, count: u32) -> TicketNumber {
        TicketNumber::new(format!("{}{count:03}", self.0))
    }
}

impl TryFrom<char> for GroupLetter {
    type Error = BadId;

    fn try_from(letter: char) -> Result<Self, BadId> {
        Self::new(letter)
    }
}

impl From<GroupLetter> for char {
    fn from(letter: GroupLetter) -> char {
        letter.0
    }
}

impl fmt::Display for GroupLetter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// The number over a window, 1 upward.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct WindowNumber(u16);

impl WindowNumber {
    /// Takes the number as it is; whether there is such a window is the plan's to say.
    #[must_use]
    pub fn new(number: u16) -> Self {
        Self(number)
    }

    /// The number.
    #[must_use]
    pub fn get(self) -> u16 {
        self.0
    }
}

impl fmt::Display for WindowNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

macro_rules! hex_id {
    ($(#[$doc:meta])* $name:ident, $bytes:literal, $expected:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
        #[serde(try_from = "String")]
        pub struct $name([u8; $bytes]);

        impl $name {
            /// From raw bytes.
            #[must_use]
            pub fn new(bytes: [u8; $bytes]) -> Self {
                Self(bytes)
            }

            /// Reads lower- or upper-case hex digits.
            ///
            /// # Errors
            /// [`BadId`] for another length or another character.
            pub fn parse(text: &str) -> Result<Self, BadId> {
                let bad = || BadId { text: text.chars().take(80).collect(), expected: $expected };
                let mut bytes = [0; $bytes];
                hex::decode_to_slice(text, &mut bytes).map_err(|_| bad())?;
                Ok(Self(bytes))
            }

            /// The bytes.
            #[must_use]
            pub fn as_bytes(&self) -> &[u8; $bytes] {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let mut digits = [0; 2 * $bytes];
                hex::encode_to_slice(self.0, &mut digits).map_err(|_| fmt::Error)?;
                f.pad(std::str::from_utf8(&digits).map_err(|_| fmt::Error)?)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }

        impl TryFrom<String> for $name {
            type Error = BadId;

            fn try_from(text: String) -> Result<Self, BadId> {
                Self::parse(&text)
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> String {
                id.to_string()
            }
        }
    };
}

hex_id! {
    /// What a sender calls one press, call or request: 128 random bits. A repeat has the first one's answer.
    RequestId, 16, "32 hex digits"
}
hex_id! {
    /// The SHA-256 of a visitor's 128-bit token; the token itself is known to the slip alone.
    TokenHash, 32, "64 hex digits"
}

hex_id! {
    /// Whose ticket it is: a person's number under a key of the service day, which is thrown away when the day closes. It
    /// says that two tickets are one person's, and not whose.
    HolderHash, 32, "64 hex digits"
}

hex_id! {
    /// A text that somebody wrote about a matter: 128 random bits. The text itself may name people, so it is kept in the file
    /// for personal fields, and deleted there when its purpose ends.
    TextId, 16, "32 hex digits"
}

/// A visit of one service day, counted from 1 in the order of issue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct VisitId(pub u32);

/// A leg: the `index`-th stop of a visit, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct LegId {
    /// The visit it belongs to.
    pub visit: VisitId,
    /// Its place in the visit, from 0.
    pub index: u16,
}

/// An escort job of one service day, counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EscortId(pub u32);

/// A stop of one service day, counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StopId(pub u32);

/// An announcement of one service day, counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AnnouncementId(pub u32);

/// A version of the hall's plan, counted from 1 over the hall's whole life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct VersionNumber(pub u32);

impl fmt::Display for VersionNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl BookingCode {
    /// The code of a booking: eight digits that follow from its token, so that nothing more need be kept or told.
    #[must_use]
    pub fn of(token: &TokenHash) -> Self {
        let number = token
            .as_bytes()
            .iter()
            .take(8)
            .fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
        Self(format!("{:08}", number % 100_000_000))
    }
}

/// The place of an entry in the hall's journal, counted from 1 over the hall's whole life.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Seq(pub u64);

/// A service day, named by the civil date on which its doors open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ServiceDay(pub jiff::civil::Date);

impl fmt::Display for ServiceDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}
