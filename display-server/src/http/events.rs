//! Server-Sent Events: the whole view whenever it changes, newest wins, and a heartbeat with the hall's clock.
//!
//! Invariant I9: a slow listener holds one view, never a queue of them.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use futures_util::stream;
use machine::connections::Place;
use tokio::sync::watch;
use tokio::time::{Interval, MissedTickBehavior, interval};

use super::answers::Answered;
use crate::clock::Clock;
use crate::metrics::Open;
use crate::state::HallState;
use crate::views::{Topic, View};

/// How often a stream shows that it lives.
const HEARTBEAT: Duration = Duration::from_secs(2);
/// What a stream begins with: how long a browser waits before it joins again.
const GREETING: &[u8] = b"retry: 2000\n\n";

/// A topic's events.
pub(super) async fn stream(state: &HallState, topic: Topic) -> Answered {
    let place = state.room.of_stream(&topic)?;
    let open = state.meters.stream(topic.kind());
    let mut views = state.owner.watch(topic).await?;
    views.mark_changed();
    let mut beat = interval(HEARTBEAT);
    beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let listener = Listener {
        greeted: false,
        views,
        beat,
        clock: state.clock.clone(),
        stopping: state.stopping.clone(),
        _open: open,
        _place: place,
    };
    let events = stream::unfold(listener, Listener::next);
    Ok(([(CONTENT_TYPE, "text/event-stream")], Body::from_stream(events)).into_response())
}

struct Listener {
    greeted: bool,
    views: watch::Receiver<Arc<View>>,
    beat: Interval,
    clock: Clock,
    stopping: watch::Receiver<bool>,
    _open: Open,
    _place: Option<Place>,
}

impl Listener {
    async fn next(mut self) -> Option<(Result<Bytes, Infallible>, Self)> {
        if !self.greeted {
            self.greeted = true;
            return Some((Ok(Bytes::from_static(GREETING)), self));
        }
        let event = tokio::select! {
            biased;
            _ = self.stopping.wait_for(|stopping| *stopping) => return None,
            changed = self.views.changed() => {
                changed.ok()?;
                self.views.borrow_and_update().event()
            }
            _ = self.beat.tick() => Bytes::from(format!("event: beat\ndata: {{\"now\":\"{}\"}}\n\n", self.clock.now())),
        };
        Some((Ok(event), self))
    }
}
