//! A sign's page: its window, and the number that stands there, as large as the little screen holds.
//!
//! Invariant: it is drawn from [`SignShown`] alone, the same for first load and update.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::CACHE_CONTROL;
use axum::response::{Html, IntoResponse, Response};
use hall_protocol::Language;
use tokio::sync::watch;

use super::Served;
use super::live::stream_of;
use crate::sign::SignShown;
use crate::words::Words;

/// A sign speaks to everybody at once: the hall's first language, and English below it.
const WORDS: Words = Words(Language::ZhHant);
const SECOND: Words = Words(Language::En);
/// Numbers up to this many characters have the largest size.
const USUAL_LENGTH: usize = 4;

/// A sign's page, to be served.
#[derive(Debug, Clone)]
pub struct SignScreen {
    /// The device.
    pub device: String,
    /// Its window.
    pub window: u16,
    /// What it shows.
    pub shown: watch::Receiver<Arc<SignShown>>,
}

#[derive(Template)]
#[template(path = "sign.html")]
struct SignPage<'a> {
    words: Words,
    window: u16,
    device: &'a str,
    fragment: String,
}

#[derive(Template)]
#[template(path = "sign/fragment.html")]
struct Fragment<'a> {
    words: Words,
    second: Words,
    window: u16,
    kind: &'static str,
    says: String,
    says_second: String,
    ticket: Option<&'a str>,
    is_long: bool,
    is_delayed: bool,
}

impl SignScreen {
    fn fragment(&self, shown: &SignShown) -> String {
        draw(self.window, shown)
    }
}

fn draw(window: u16, shown: &SignShown) -> String {
    let kind = shown.face.name();
    let says = |words: Words| words.say(&format!("sign-{kind}"));
    let ticket = shown.face.ticket();
    let view = Fragment {
        words: WORDS,
        second: SECOND,
        window,
        kind,
        says: says(WORDS),
        says_second: says(SECOND),
        ticket,
        is_long: ticket.is_some_and(|ticket| ticket.len() > USUAL_LENGTH),
        is_delayed: shown.is_delayed,
    };
    view.render().unwrap_or_else(|error| {
        tracing::error!(%error, "a sign is not drawn");
        String::new()
    })
}

fn find<'a>(served: &'a Served, device: &str) -> Option<&'a SignScreen> {
    served.signs.iter().find(|sign| sign.device == device)
}

pub(super) async fn page(State(served): State<Served>, Path(device): Path<String>) -> Response {
    let Some(sign) = find(&served, &device) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let shown = sign.shown.borrow().clone();
    let page = SignPage {
        words: WORDS,
        window: sign.window,
        device: &sign.device,
        fragment: sign.fragment(&shown),
    };
    match page.render() {
        Ok(html) => ([(CACHE_CONTROL, "no-store")], Html(html)).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

pub(super) async fn events(State(served): State<Served>, Path(device): Path<String>) -> Response {
    let Some(sign) = find(&served, &device).cloned() else {
        return StatusCode::NOT_FOUND.into_response();
    };
    stream_of(sign.shown.clone(), move |shown| sign.fragment(&shown)).into_response()
}

#[cfg(test)]
mod tests {
    use super::draw;
    use crate::sign::{SignFace, SignShown};

    fn html(face: SignFace, is_delayed: bool) -> String {
        draw(3, &SignShown { face, is_delayed })
    }

    #[test]
    fn a_called_number_stands_beside_its_window_in_both_languages() {
        let html = html(SignFace::Called("A012".to_owned()), false);
        for said in [">A012<", ">3<", "請到這裏", "Please come here"] {
            assert!(html.contains(said), "{said}: {html}");
        }
        assert!(!html.contains("long"));
    }

    #[test]
    fn a_window_that_calls_nobody_says_so_and_has_no_number() {
        let html = html(SignFace::NotCalling, false);
        assert!(
            html.contains("暫停服務") && html.contains("Not serving now"),
            "{html}"
        );
        assert!(!html.contains("class=\"ticket"));
    }

    #[test]
    fn a_delayed_sign_says_so_whatever_it_shows() {
        for face in [
            SignFace::Connecting,
            SignFace::Free,
            SignFace::Serving("A1000".to_owned()),
        ] {
            let (delayed, fresh) = (html(face.clone(), true), html(face, false));
            assert!(delayed.contains("顯示可能不是最新"), "{delayed}");
            assert!(!fresh.contains("顯示可能不是最新"), "{fresh}");
        }
    }

    #[test]
    fn a_long_number_is_set_smaller() {
        assert!(html(SignFace::Serving("A1000".to_owned()), false).contains("ticket long"));
    }
}
