//! For those who run the machine: whether it lives, whether it works, and what it counts.

use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;

use super::answers::Answered;
use crate::state::HallState;
use crate::views::{Topic, ViewBody};

pub(super) async fn health() -> &'static str {
    "ok\n"
}

/// Ready means that commands are accepted; else the cause.
pub(super) async fn ready(State(state): State<HallState>) -> Answered {
    Ok(match state.trouble() {
        None => "ready\n".into_response(),
        Some(cause) => (StatusCode::SERVICE_UNAVAILABLE, format!("{cause}\n")).into_response(),
    })
}

pub(super) async fn metrics(State(state): State<HallState>) -> Answered {
    let view = state.owner.view(Topic::Live).await.ok();
    let live = view.as_ref().and_then(|view| match &view.body {
        ViewBody::Live(live) => Some(live),
        ViewBody::Board(_)
        | ViewBody::Window(_)
        | ViewBody::Escorts(_)
        | ViewBody::Guide(_)
        | ViewBody::Visit(_)
        | ViewBody::Day(_)
        | ViewBody::HallDay(_)
        | ViewBody::Responsible(_)
        | ViewBody::Departments(_)
        | ViewBody::Rating(_) => None,
    });
    let headers = [(CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")];
    Ok((headers, state.meters.text(live)).into_response())
}
