//! A view that is drawn once and written once, however many listen.

use std::fmt::Write;
use std::sync::OnceLock;

use axum::body::Bytes;
use hall_protocol::Language;
use serde::Serialize;

use super::ViewBody;

/// What stands under a topic after an entry; immutable.
#[derive(Debug)]
pub struct View {
    /// The journal entry it stands for.
    pub seq: u64,
    /// Its content.
    pub body: ViewBody,
    json: OnceLock<Bytes>,
    event: OnceLock<Bytes>,
    html: [OnceLock<Drawn>; Language::ALL.len()],
}

/// A fragment of a page, and the event that brings it.
#[derive(Debug, Clone)]
pub(crate) struct Drawn {
    /// The fragment.
    pub(crate) html: String,
    /// The event.
    pub(crate) event: Bytes,
}

impl View {
    /// Takes a drawn view.
    #[must_use]
    pub fn new(seq: u64, body: ViewBody) -> Self {
        Self {
            seq,
            body,
            json: OnceLock::new(),
            event: OnceLock::new(),
            html: Default::default(),
        }
    }

    /// The view as JSON.
    pub fn json(&self) -> Bytes {
        self.json.get_or_init(|| Bytes::from(self.write_json())).clone()
    }

    /// The view as one Server-Sent Event: named by its topic, numbered by its entry.
    pub fn event(&self) -> Bytes {
        self.event.get_or_init(|| self.write_event()).clone()
    }

    /// The view as a fragment of a page in one language, drawn by the first who asks.
    pub(crate) fn drawn(&self, language: Language, draw: impl FnOnce(&ViewBody) -> String) -> &Drawn {
        let place = match language {
            Language::ZhHant => &self.html[0],
            Language::ZhHans => &self.html[1],
            Language::En => &self.html[2],
        };
        place.get_or_init(|| {
            let html = draw(&self.body);
            let event = Bytes::from(as_event(self.seq, &html));
            Drawn { html, event }
        })
    }

    /// What its events are called.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self.body {
            ViewBody::Board(_) => "board",
            ViewBody::Window(_) => "window",
            ViewBody::Escorts(_) => "escorts",
            ViewBody::Guide(_) => "guide",
            ViewBody::Live(_) => "live",
            ViewBody::Visit(_) => "visit",
            ViewBody::Day(_) => "day",
            ViewBody::HallDay(_) => "hall_day",
            ViewBody::Responsible(_) => "responsible",
            ViewBody::Departments(_) => "departments",
            ViewBody::Rating(_) => "rating",
        }
    }

    fn write_json(&self) -> Vec<u8> {
        match &self.body {
            ViewBody::Board(view) => to_json(view),
            ViewBody::Window(view) => to_json(view),
            ViewBody::Escorts(view) => to_json(view),
            ViewBody::Guide(view) => to_json(view),
            ViewBody::Live(view) => to_json(view),
            ViewBody::Visit(view) => to_json(view),
            ViewBody::Day(view) => to_json(view),
            ViewBody::HallDay(view) => to_json(view),
            ViewBody::Responsible(view) => to_json(view),
            ViewBody::Departments(view) => to_json(view),
            ViewBody::Rating(view) => to_json(view),
        }
    }

    fn write_event(&self) -> Bytes {
        let json = self.json();
        let mut event = String::with_capacity(json.len() + 64);
        // JSON of serde_json has no line breaks, so one `data:` line holds it. Writing to a String cannot fail.
        let _ = write!(event, "event: {}\nid: {}\ndata: ", self.kind(), self.seq);
        let mut event = event.into_bytes();
        event.extend_from_slice(&json);
        event.extend_from_slice(b"\n\n");
        Bytes::from(event)
    }
}

/// A fragment as one event: each of its lines a `data:` line, as the `text/event-stream` format asks.
fn as_event(seq: u64, html: &str) -> String {
    let mut event = String::with_capacity(html.len() + html.len() / 4 + 64);
    // Writing to a String cannot fail.
    let _ = write!(event, "event: fragment\nid: {seq}\n");
    for line in html.lines() {
        event.push_str("data: ");
        event.push_str(line);
        event.push('\n');
    }
    event.push('\n');
    event
}

/// JSON of a wire type; these have string keys only and finite numbers, so writing them does not fail.
fn to_json(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(value).unwrap_or_default()
}
