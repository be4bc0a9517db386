//! Public screens: the boards of the areas, and whether the hall is open.

use axum::extract::{Path, State};
use queue_core::AreaCode;

use super::answers::{self, Answered};
use super::events as streams;
use crate::state::HallState;
use crate::views::Topic;

pub(super) async fn look(State(state): State<HallState>, Path(area): Path<String>) -> Answered {
    answers::view(&state, Topic::Board(AreaCode::new(area))).await
}

pub(super) async fn events(State(state): State<HallState>, Path(area): Path<String>) -> Answered {
    streams::stream(&state, Topic::Board(AreaCode::new(area))).await
}

pub(super) async fn day(State(state): State<HallState>) -> Answered {
    answers::view(&state, Topic::Day).await
}
