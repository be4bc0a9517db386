//! What handlers give back.

use std::sync::Arc;

use axum::body::Bytes;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

use super::problems::Refused;
use crate::hall_owner::Answer;
use crate::state::HallState;
use crate::views::{Topic, View};

/// What a handler gives back.
pub(super) type Answered = Result<Response, Refused>;

/// JSON that is written already.
pub(super) fn json(status: StatusCode, body: Bytes) -> Response {
    (
        status,
        [(CONTENT_TYPE, HeaderValue::from_static("application/json"))],
        body,
    )
        .into_response()
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        json(StatusCode::from_u16(self.status).unwrap_or_default(), self.body)
    }
}

/// What stands under a topic now.
pub(super) async fn view(state: &HallState, topic: Topic) -> Answered {
    let view: Arc<View> = state.owner.view(topic).await?;
    Ok(json(StatusCode::OK, view.json()))
}
