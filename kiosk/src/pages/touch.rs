//! The touch page's addresses.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Form, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Html, IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::Served;
use super::live::stream_of;
use super::screen::Shown;
use crate::session::{Choice, Input};

/// What the script sends, to be answered with the fragment alone.
const FRAGMENT: &str = "x-fragment";

#[derive(Template)]
#[template(path = "page.html")]
struct Page {
    shown: Arc<Shown>,
}

#[derive(Deserialize)]
pub(super) struct Pressed {
    r#do: String,
}

pub(super) async fn page(State(served): State<Served>) -> Response {
    let Some(touchscreen) = served.touchscreen else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let shown = touchscreen.shown().borrow().clone();
    match (Page { shown }).render() {
        Ok(html) => ([(CACHE_CONTROL, "no-store")], Html(html)).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// One touch. With the script the answer is the fragment, without it the page again.
pub(super) async fn press(
    State(served): State<Served>,
    headers: HeaderMap,
    Form(pressed): Form<Pressed>,
) -> Response {
    let Some(touchscreen) = served.touchscreen else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let Some(choice) = Choice::from_word(&pressed.r#do) else {
        return StatusCode::UNPROCESSABLE_ENTITY.into_response();
    };
    let shown = touchscreen.take(Input::Choice(choice)).await;
    if headers.contains_key(FRAGMENT) {
        Html(shown.html.clone()).into_response()
    } else {
        Redirect::to("/").into_response()
    }
}

pub(super) async fn events(State(served): State<Served>) -> Response {
    let Some(touchscreen) = served.touchscreen else {
        return StatusCode::NOT_FOUND.into_response();
    };
    stream_of(touchscreen.shown(), |shown| shown.html.clone()).into_response()
}

/// The one length that a page cannot know: how many pixels this screen has in a millimetre.
pub(super) async fn size(State(served): State<Served>) -> Response {
    let style = format!(":root{{--mm:{:.3}px}}", served.px_per_mm);
    (
        [
            (CONTENT_TYPE, "text/css; charset=utf-8"),
            (CACHE_CONTROL, "no-store"),
        ],
        style,
    )
        .into_response()
}
