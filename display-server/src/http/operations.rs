//! For those who run the machine: whether it lives, whether it works, and what it counts.

use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;

use super::answers::Answered;
use super::pace::is_from_here;
use super::problems::Refused;
use crate::metrics::text;
use crate::state::HallState;
use crate::views::{Topic, ViewBody};

/// What Prometheus reads, and whoever else reads OpenMetrics.
const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

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

/// What is counted is for who runs the machine, not for the network; a proxy would pass it on to anybody.
pub(super) async fn metrics(State(state): State<HallState>, request: Request) -> Answered {
    if !is_from_here(&request.into_parts().0) {
        return Err(Refused::no_such());
    }
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
    let headers = [(CONTENT_TYPE, OPEN_METRICS)];
    Ok(match text(&state, live) {
        Ok(text) => (headers, text).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    })
}
