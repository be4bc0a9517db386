//! What a visitor can choose, and the word for it on the page's controls.

use std::fmt;

use hall_protocol::Language;

use super::order::Matter;

/// One touch, or one press of a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// Look at a queue group's services.
    Group(char),
    /// Look at a service.
    Service(String),
    /// Look at a journey.
    Journey {
        /// Its code.
        code: String,
        /// The service on whose page it is offered.
        from: String,
    },
    /// Look at what is not handled here: all of it, or one thing.
    Elsewhere(Option<String>),
    /// Look where to complain.
    Complain,
    /// A service's own button: a ticket at once (K14).
    Key(String),
    /// A ticket for the matter on the screen, and for all that was chosen before.
    Take(Matter),
    /// A ticket for all that was chosen.
    TakeAll,
    /// The matter on the screen, and then another one, for the same ticket.
    Add(Matter),
    /// This one after all not.
    Remove(Matter),
    /// Look at what was chosen.
    Basket,
    /// So many people or cases come. It is the number and not a step, so that a key that bounces counts once.
    Cases(u16),
    /// Claim a class, or none.
    Claim(Option<String>),
    /// I am expected.
    Arrive,
    /// A digit of a booking's code.
    Digit {
        /// How many stood before it, so that a key that bounces counts once and a digit that comes twice counts twice.
        place: usize,
        /// It.
        digit: char,
    },
    /// The last of so many digits was wrong; how many, for the same reason.
    Erase(usize),
    /// These are the digits.
    Present,
    /// Something was held before the scanner.
    Scan(String),
    /// Too late for the appointment, and willing to wait as others do.
    AcceptLate,
    /// Another page of a list, from 0.
    Page(usize),
    /// Back to the beginning.
    Home,
    /// Print the slip again.
    Reprint,
    /// Ask for a guide.
    Help,
    /// Take that back.
    CancelHelp,
    /// Another language.
    Language(Language),
    /// Large text on or off.
    Large,
    /// High contrast on or off.
    Contrast,
    /// I am still here.
    Stay,
}

impl fmt::Display for Choice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Group(letter) => write!(f, "group {letter}"),
            Self::Service(code) => write!(f, "service {code}"),
            Self::Journey { code, from } => write!(f, "journey {code} {from}"),
            Self::Elsewhere(None) => f.write_str("elsewhere"),
            Self::Elsewhere(Some(code)) => write!(f, "elsewhere {code}"),
            Self::Complain => f.write_str("complain"),
            Self::Key(code) => write!(f, "key {code}"),
            Self::Take(matter) => write!(f, "take {matter}"),
            Self::TakeAll => f.write_str("take-all"),
            Self::Add(matter) => write!(f, "add {matter}"),
            Self::Remove(matter) => write!(f, "remove {matter}"),
            Self::Basket => f.write_str("basket"),
            Self::Cases(cases) => write!(f, "cases {cases}"),
            Self::Claim(class) => write!(f, "claim {}", class.as_deref().unwrap_or_default()),
            Self::Arrive => f.write_str("arrive"),
            Self::Digit { place, digit } => write!(f, "digit {place} {digit}"),
            Self::Erase(typed) => write!(f, "erase {typed}"),
            Self::Present => f.write_str("present"),
            Self::Scan(_) => f.write_str("scan"),
            Self::AcceptLate => f.write_str("accept-late"),
            Self::Page(page) => write!(f, "page {page}"),
            Self::Home => f.write_str("home"),
            Self::Reprint => f.write_str("reprint"),
            Self::Help => f.write_str("help"),
            Self::CancelHelp => f.write_str("cancel-help"),
            Self::Language(language) => write!(f, "language {}", language.tag()),
            Self::Large => f.write_str("large"),
            Self::Contrast => f.write_str("contrast"),
            Self::Stay => f.write_str("stay"),
        }
    }
}

/// A service is its code, a journey says so: their codes may be the same.
impl fmt::Display for Matter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Service(code) => f.write_str(code),
            Self::Journey(code) => write!(f, "journey {code}"),
        }
    }
}

impl Matter {
    fn from_word(word: &str) -> Option<Self> {
        match word.split_once(' ') {
            Some(("journey", code)) if !code.is_empty() => Some(Self::Journey(code.to_owned())),
            None if !word.is_empty() => Some(Self::Service(word.to_owned())),
            Some(_) | None => None,
        }
    }
}

impl Choice {
    /// The choice of a control's word; none when the page has no such control.
    ///
    /// A service's own button is not among them: it is of metal. Nor is what the scanner reads.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        let (verb, what) = word.split_once(' ').unwrap_or((word, ""));
        match verb {
            "group" => what.chars().next().map(Self::Group),
            "service" if !what.is_empty() => Some(Self::Service(what.to_owned())),
            "journey" => what.split_once(' ').map(|(code, from)| Self::Journey {
                code: code.to_owned(),
                from: from.to_owned(),
            }),
            "elsewhere" => Some(Self::Elsewhere((!what.is_empty()).then(|| what.to_owned()))),
            "take" => Matter::from_word(what).map(Self::Take),
            "add" => Matter::from_word(what).map(Self::Add),
            "remove" => Matter::from_word(what).map(Self::Remove),
            "cases" => what.parse().ok().map(Self::Cases),
            "claim" => Some(Self::Claim((!what.is_empty()).then(|| what.to_owned()))),
            "digit" => digit(what),
            "erase" => what.parse().ok().map(Self::Erase),
            "page" => what.parse().ok().map(Self::Page),
            "language" => Language::from_tag(what).map(Self::Language),
            _ => Self::of_one_word(verb),
        }
    }

    fn of_one_word(verb: &str) -> Option<Self> {
        Some(match verb {
            "take-all" => Self::TakeAll,
            "basket" => Self::Basket,
            "complain" => Self::Complain,
            "arrive" => Self::Arrive,
            "present" => Self::Present,
            "accept-late" => Self::AcceptLate,
            "home" => Self::Home,
            "reprint" => Self::Reprint,
            "help" => Self::Help,
            "cancel-help" => Self::CancelHelp,
            "large" => Self::Large,
            "contrast" => Self::Contrast,
            "stay" => Self::Stay,
            _ => return None,
        })
    }
}

fn digit(what: &str) -> Option<Choice> {
    let (place, digit) = what.split_once(' ')?;
    let digit = digit.chars().next().filter(char::is_ascii_digit)?;
    Some(Choice::Digit {
        place: place.parse().ok()?,
        digit,
    })
}

/// How the visitor wants to be spoken to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Comfort {
    /// The language.
    pub language: Language,
    /// 大字版 (K11).
    pub large: bool,
    /// High contrast (K3).
    pub contrast: bool,
}
