//! Streams of pages: the fragment drawn anew whenever its view changes, newest wins, and a heartbeat with the hall's clock.
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
use queue_core::Rejection;
use tokio::sync::watch;
use tokio::time::{Interval, MissedTickBehavior, interval};

use super::assets;
use super::fragments::draw;
use super::guard::{Shown, Sorry};
use super::reader::Reader;
use crate::hall_owner::SubmitError;
use crate::metrics::Open;
use crate::views::{Drawn, Topic, View};

/// How often a stream shows that it lives.
const HEARTBEAT: Duration = Duration::from_secs(2);

/// A page's fragment as it stands now.
pub(super) async fn fragment(reader: &Reader, topic: Topic) -> Result<String, Sorry> {
    let is_of_the_day = matches!(
        topic,
        Topic::Window(_)
            | Topic::Escorts
            | Topic::Live
            | Topic::HallDay
            | Topic::Responsible
            | Topic::Departments
            | Topic::Rating(_)
    );
    let view = match reader.state.owner.view(topic).await {
        Err(SubmitError::NoSuch) if is_of_the_day && reader.state.owner.open_day().await?.is_none() => {
            return Err(Rejection::HallClosed.into());
        }
        view => view?,
    };
    Ok(drawn(reader, &view).html.clone())
}

/// A page's fragments, as they change.
pub(super) async fn stream(reader: Reader, topic: Topic) -> Shown {
    let place = reader.state.room.of_stream(&topic)?;
    let open = reader.state.meters.stream(topic.kind());
    let mut views = reader.state.owner.watch(topic).await?;
    views.mark_changed();
    let mut beat = interval(HEARTBEAT);
    beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let stopping = reader.state.stopping.clone();
    let listener = Listener {
        stage: Stage::New,
        reader,
        views,
        beat,
        stopping,
        trouble: Some(String::new()),
        _open: open,
        _place: place,
    };
    let events = stream::unfold(listener, Listener::next);
    Ok(([(CONTENT_TYPE, "text/event-stream")], Body::from_stream(events)).into_response())
}

fn drawn<'v>(reader: &Reader, view: &'v View) -> &'v Drawn {
    view.drawn(reader.language, |body| draw(body, &reader.plan, reader.language))
}

struct Listener {
    stage: Stage,
    reader: Reader,
    views: watch::Receiver<Arc<View>>,
    beat: Interval,
    stopping: watch::Receiver<bool>,
    /// Why the hall cannot write, as last said; at first nothing was said, so that the first beat says it.
    trouble: Option<String>,
    _open: Open,
    _place: Option<Place>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    New,
    Greeted,
    /// The topic is gone: its day is over.
    Gone,
}

impl Listener {
    async fn next(mut self) -> Option<(Result<Bytes, Infallible>, Self)> {
        let event = match self.stage {
            Stage::New => {
                self.stage = Stage::Greeted;
                Bytes::from(format!(
                    "retry: 2000\nevent: build\ndata: {}\n\n",
                    assets::build()
                ))
            }
            Stage::Greeted => self.event().await?,
            Stage::Gone => return None,
        };
        Some((Ok(event), self))
    }

    /// The hall's clock; and whether the hall can write, when that has changed since the page was drawn.
    fn beat(&mut self) -> String {
        let beat = format!("event: beat\ndata: {}\n\n", self.reader.state.clock.now());
        let trouble = self.reader.state.trouble();
        if trouble == self.trouble {
            return beat;
        }
        let words = trouble.as_deref().map(|cause| self.reader.say_trouble(cause));
        self.trouble = trouble;
        format!("event: trouble\ndata: {}\n\n{beat}", words.unwrap_or_default())
    }

    async fn event(&mut self) -> Option<Bytes> {
        let changed = tokio::select! {
            biased;
            _ = self.stopping.wait_for(|stopping| *stopping) => return None,
            changed = self.views.changed() => Some(changed),
            _ = self.beat.tick() => None,
        };
        let Some(changed) = changed else {
            return Some(Bytes::from(self.beat()));
        };
        if changed.is_err() {
            self.stage = Stage::Gone;
            return Some(Bytes::from_static(b"event: gone\ndata:\n\n"));
        }
        let view = Arc::clone(&self.views.borrow_and_update());
        Some(drawn(&self.reader, &view).event.clone())
    }
}
