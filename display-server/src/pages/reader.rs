//! Who reads a page: in which language, signed in as whom, and what the page knows of the hall.

use std::convert::Infallible;
use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::HeaderValue;
use axum::http::header::{ACCEPT, ACCEPT_LANGUAGE};
use axum::http::request::Parts;
use hall_protocol::{Language, Problem};
use queue_core::HallPlan;

use super::assets;
use super::booking::COOKIE;
use super::frame::{Frame, Signed};
use super::locale::Locale;
use crate::http::Refused;
use crate::identity::{Caller, cookie_of};
use crate::state::HallState;
use crate::views::role_name;

/// The cookie that remembers a browser's language.
const LANGUAGE_COOKIE: &str = "hall_language";
/// How long a browser remembers it: a year.
const LANGUAGE_COOKIE_S: u32 = 365 * 24 * 3600;

/// Who reads a page.
#[derive(Clone)]
pub(super) struct Reader {
    pub(super) state: HallState,
    pub(super) plan: Arc<HallPlan>,
    pub(super) language: Language,
    pub(super) caller: Caller,
    /// Scripts want problems as JSON, people as pages.
    pub(super) wants_json: bool,
    /// The language was chosen by this very request.
    chosen: bool,
    /// The tokens of what this phone has booked and taken.
    pub(super) kept_tokens: String,
    path: String,
    query: String,
}

impl FromRequestParts<HallState> for Reader {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &HallState) -> Result<Self, Infallible> {
        if let Some(reader) = parts.extensions.get::<Self>() {
            return Ok(reader.clone());
        }
        let Ok(caller) = Caller::from_request_parts(parts, state).await;
        let query = parts.uri.query().unwrap_or_default().to_owned();
        let chosen = value_of(&query, "lang").and_then(language_of);
        let known = cookie_of(&parts.headers, LANGUAGE_COOKIE).and_then(language_of);
        let header = |name| parts.headers.get(name).and_then(|value| value.to_str().ok());
        let accept = header(ACCEPT);
        let spoken = header(ACCEPT_LANGUAGE).and_then(preferred);
        Ok(Self {
            // A hall that is too busy to say shows the last that it showed.
            plan: state.owner.plan().await.unwrap_or_else(|_| state.plan.now()),
            state: state.clone(),
            language: chosen.or(known).or(spoken).unwrap_or_default(),
            caller,
            wants_json: accept.is_some_and(|accept| accept.contains("application/json")),
            chosen: chosen.is_some(),
            kept_tokens: cookie_of(&parts.headers, COOKIE).unwrap_or_default().to_owned(),
            path: parts.uri.path().to_owned(),
            query,
        })
    }
}

impl Reader {
    /// Plan, zone and language.
    pub(super) fn locale(&self) -> Locale<'_> {
        Locale::new(&self.plan, self.language)
    }

    /// The frame of a page for this reader.
    pub(super) fn frame<'a>(&self, locale: &'a Locale<'a>, title: String) -> Frame<'a> {
        Frame {
            person: self.signed(),
            trouble: self.state.trouble(),
            note: self.note(),
            ..Frame::new(locale, title, self.path.clone(), assets::build())
        }
    }

    /// What became of the last press: a problem by its name, as the redirect after a press names it.
    fn note(&self) -> Option<String> {
        let name = value_of(&self.query, "note")?;
        self.locale().words.known("problem", name)
    }

    /// What became of a ticket that reception looked up by its number.
    pub(super) fn note_about_number(&self) -> Option<String> {
        let texts = [
            ("reactivated", "reception-reactivated"),
            ("withdrawn", "reception-withdrawn"),
            ("arrived", "reception-arrived"),
            ("issued", "reception-issued"),
        ];
        let known = |(done, text)| Some((text, value_of(&self.query, done)?));
        let (text, number) = texts.into_iter().find_map(known)?;
        Some(
            self.locale()
                .fill(text, &[("number", &crate::http::clean(number))]),
        )
    }

    /// What the address asks for, where its words need no decoding.
    pub(super) fn asked(&self, name: &str) -> Option<&str> {
        value_of(&self.query, name)
    }

    fn signed(&self) -> Option<Signed> {
        match &self.caller {
            Caller::Person(person) => Some(Signed {
                code: person.code.to_string(),
                role: role_name(person.role),
            }),
            Caller::Device(_) | Caller::Nobody => None,
        }
    }

    /// Whether somebody of the staff reads.
    pub(super) fn is_signed_in(&self) -> bool {
        matches!(self.caller, Caller::Person(_))
    }

    /// Whether an event stream was asked for.
    pub(super) fn is_stream(&self) -> bool {
        self.path.ends_with("/events")
    }

    /// Path and query.
    pub(super) fn address(&self) -> String {
        if self.query.is_empty() {
            self.path.clone()
        } else {
            format!("{}?{}", self.path, self.query)
        }
    }

    /// The page that a press came from: the press's own address without its last word, an escort's without its id too.
    pub(super) fn page_of_press(&self) -> String {
        let page = self.path.strip_suffix("/press").unwrap_or(&self.path);
        match page.split('/').nth(1) {
            Some(name @ ("escorts" | "reception" | "plan")) => format!("/{name}"),
            Some("sign-out") | None => "/".to_owned(),
            Some(_) => page.to_owned(),
        }
    }

    /// Where a page's stream is, in its language.
    pub(super) fn stream(&self) -> String {
        format!("{}/events?lang={}", self.path, self.language.tag())
    }

    /// What makes the browser remember the language, if it was chosen just now.
    pub(super) fn language_cookie(&self) -> Option<HeaderValue> {
        let (tag, age) = (self.language.tag(), LANGUAGE_COOKIE_S);
        let cookie = format!("{LANGUAGE_COOKIE}={tag}; Path=/; HttpOnly; SameSite=Strict; Max-Age={age}");
        HeaderValue::from_str(&cookie)
            .ok()
            .filter(|_| self.chosen && !self.is_stream())
    }

    /// A problem in the reader's language; in English when no text is known for it.
    pub(super) fn say_problem(&self, problem: &Problem) -> String {
        let name = match problem.name() {
            "not-yours" if !self.path.ends_with("/press") => "forbidden",
            "bad-body" => "bad-form",
            "same-id-another-body" => "same-id",
            name => name,
        };
        let words = &self.locale().words;
        let full = words.known_filled(&format!("problem-{name}-full"), &problem.fields);
        let known = full.or_else(|| words.known("problem", name));
        known.unwrap_or_else(|| problem.detail.clone())
    }

    /// Why the hall cannot write, for people.
    pub(super) fn say_trouble(&self, cause: &str) -> String {
        self.locale().fill("trouble-read-only", &[("cause", cause)])
    }

    /// A refusal whose detail is in the reader's language.
    pub(super) fn in_words(&self, refused: &Refused) -> Refused {
        refused.clone().with_detail(self.say_problem(refused.problem()))
    }
}

/// A value of a query whose values need no decoding.
fn value_of<'a>(query: &'a str, name: &str) -> Option<&'a str> {
    let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    pairs.find(|(key, _)| *key == name).map(|(_, value)| value)
}

/// The first language of an `Accept-Language` header that the hall speaks. Browsers list them by preference, so
/// weights are not read; a bare `zh` and the places that write 繁體 have the default.
fn preferred(header: &str) -> Option<Language> {
    let mut tags = header.split(',').filter_map(|item| item.split(';').next());
    tags.find_map(|tag| match tag.trim().to_ascii_lowercase().as_str() {
        "zh-cn" | "zh-sg" | "zh-my" | "zh-hans" | "zh-hans-cn" => Some(Language::ZhHans),
        tag if tag.starts_with("zh") => Some(Language::ZhHant),
        tag if tag == "en" || tag.starts_with("en-") => Some(Language::En),
        _ => None,
    })
}

fn language_of(tag: &str) -> Option<Language> {
    Language::ALL.into_iter().find(|language| language.tag() == tag)
}
