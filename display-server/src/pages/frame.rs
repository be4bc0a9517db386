//! What stands around every page: its title, languages, who is signed in, and what is wrong with the hall.
//!
//! Invariant: no inline style and no inline script, so that the content security policy can forbid both.

use askama::Template;
use hall_protocol::Language;

use super::locale::Locale;

/// The frame of one page.
#[derive(Debug)]
pub(super) struct Frame<'a> {
    /// Language and hall.
    pub(super) s: &'a Locale<'a>,
    /// What the page is about.
    pub(super) title: String,
    /// Its own path, for the links to other languages.
    pub(super) path: String,
    /// What the links to other languages keep of the question in the address; ends in `&` unless it is empty.
    pub(super) kept: String,
    /// Which build serves it: a page of another build reloads itself.
    pub(super) build: &'a str,
    /// Who is signed in.
    pub(super) person: Option<Signed>,
    /// Why the hall is read-only.
    pub(super) trouble: Option<String>,
    /// What became of the last press.
    pub(super) note: Option<String>,
}

/// Who is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Signed {
    /// Work number.
    pub(super) code: String,
    /// The wire's word for the role.
    pub(super) role: &'static str,
}

impl<'a> Frame<'a> {
    /// A frame with nobody signed in and nothing wrong.
    #[must_use]
    pub(super) fn new(s: &'a Locale<'a>, title: String, path: impl Into<String>, build: &'a str) -> Self {
        Self {
            s,
            title,
            path: path.into(),
            kept: String::new(),
            build,
            person: None,
            trouble: None,
            note: None,
        }
    }

    /// The address of an asset: it holds the build, so that browsers may keep it for ever.
    #[must_use]
    pub(super) fn asset(&self, name: &str) -> String {
        format!("/assets/{}/{name}", self.build)
    }

    /// The languages, each with its own name.
    #[must_use]
    pub(super) fn languages(&self) -> [(&'static str, &'static str); 3] {
        [Language::ZhHant, Language::ZhHans, Language::En]
            .map(|language| (language.tag(), own_name(language)))
    }
}

/// A language's own name.
pub(super) fn own_name(language: Language) -> &'static str {
    match language {
        Language::ZhHant => "繁體",
        Language::ZhHans => "简体",
        Language::En => "English",
    }
}

/// A staff page whose content moves by itself.
#[derive(Template)]
#[template(path = "live_page.html")]
pub(super) struct LivePage<'a> {
    pub(super) f: Frame<'a>,
    pub(super) css: &'static str,
    pub(super) script: &'static str,
    pub(super) stream: String,
    pub(super) fragment: &'a str,
}

/// A window's console.
#[derive(Template)]
#[template(path = "window/page.html")]
pub(super) struct WindowPage<'a> {
    pub(super) f: Frame<'a>,
    pub(super) stream: String,
    pub(super) fragment: &'a str,
    pub(super) keys: [(&'static str, &'static str); KEYS.len()],
}

/// The console's keys, and the text that says what each does.
pub(super) const KEYS: [(&str, &str); 16] = [
    ("Enter", "verb-call-next"),
    ("R", "verb-recall"),
    ("S", "verb-start"),
    ("F", "verb-finish"),
    ("M", "verb-correction"),
    ("N", "verb-no-show"),
    ("H", "verb-park"),
    ("T", "verb-transfer"),
    ("P", "verb-pause"),
    ("G", "verb-guide"),
    ("+", "verb-advice"),
    ("Y", "keys-verify-class"),
    ("X", "keys-refuse-class"),
    ("Z", "verb-undo"),
    ("1–9", "keys-pick"),
    ("?", "keys-show"),
];

/// A board.
#[derive(Template)]
#[template(path = "board/page.html")]
pub(super) struct BoardPage<'a> {
    pub(super) f: Frame<'a>,
    pub(super) stream: String,
    pub(super) fragment: &'a str,
}

/// A visitor's ticket on the phone.
#[derive(Template)]
#[template(path = "phone/page.html")]
pub(super) struct PhonePage<'a> {
    pub(super) f: Frame<'a>,
    /// What a kiosk's reader reads, for whoever must still check in. It stands beside the part that moves, for the hall
    /// keeps no token that it could draw it from.
    pub(super) shown: Option<String>,
    pub(super) stream: String,
    pub(super) fragment: &'a str,
}
