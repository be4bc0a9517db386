//! Who answers for which visitor.

use axum::extract::State;

use super::answers::{self, Answered};
use super::events as streams;
use crate::state::HallState;
use crate::views::Topic;

pub(super) async fn look(State(state): State<HallState>) -> Answered {
    answers::view(&state, Topic::Responsible).await
}

pub(super) async fn events(State(state): State<HallState>) -> Answered {
    streams::stream(&state, Topic::Responsible).await
}
