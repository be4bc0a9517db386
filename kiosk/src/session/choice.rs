//! What a visitor can choose, and the word for it on the page's controls.

use std::fmt;

use hall_protocol::Language;

/// One touch, or one press of a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// Look at a queue group's services.
    Group(char),
    /// Look at a service.
    Service(String),
    /// A service's own button: a ticket at once (K14).
    Key(String),
    /// A ticket for the service on the screen.
    Take(String),
    /// Claim a class, or none.
    Claim(Option<String>),
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
            Self::Key(code) => write!(f, "key {code}"),
            Self::Take(code) => write!(f, "take {code}"),
            Self::Claim(class) => write!(f, "claim {}", class.as_deref().unwrap_or_default()),
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

impl Choice {
    /// The choice of a control's word; none when the page has no such control.
    ///
    /// A service's own button is not among them: it is of metal.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        let (verb, what) = word.split_once(' ').unwrap_or((word, ""));
        match verb {
            "group" => what.chars().next().map(Self::Group),
            "service" if !what.is_empty() => Some(Self::Service(what.to_owned())),
            "take" if !what.is_empty() => Some(Self::Take(what.to_owned())),
            "claim" => Some(Self::Claim((!what.is_empty()).then(|| what.to_owned()))),
            "page" => what.parse().ok().map(Self::Page),
            "home" => Some(Self::Home),
            "reprint" => Some(Self::Reprint),
            "help" => Some(Self::Help),
            "cancel-help" => Some(Self::CancelHelp),
            "language" => Language::from_tag(what).map(Self::Language),
            "large" => Some(Self::Large),
            "contrast" => Some(Self::Contrast),
            "stay" => Some(Self::Stay),
            _ => None,
        }
    }
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

/// A ticket to be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// The service's code.
    pub service: String,
    /// The class claimed.
    pub class: Option<String>,
    /// How the slip speaks.
    pub comfort: Comfort,
}
