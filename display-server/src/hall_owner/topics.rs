//! Who watches what: the newest view of every watched topic, drawn once for all its listeners.
//!
//! A ticket on a phone that only its queue moved is drawn when the owner has nothing else to do, and until then once for
//! all that happened: there may be thousands, and whoever stands at a window or a kiosk waits.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use queue_core::hall::Touched;
use tokio::sync::watch;

use crate::clock::Stopwatch;
use crate::views::{self, Scene, Shows, Topic, View};

/// How long a phone is behind at most, while the owner is never idle.
const BEHIND_AT_MOST: Duration = Duration::from_millis(500);

/// The watched topics.
#[derive(Debug, Default)]
pub(super) struct Topics {
    watched: BTreeMap<Topic, Watched>,
    /// Since when some are behind.
    behind_since: Option<Stopwatch>,
}

#[derive(Debug)]
struct Watched {
    sender: watch::Sender<Arc<View>>,
    is_behind: bool,
}

impl Topics {
    /// Joins a topic; none: there is no such thing.
    pub(super) fn watch(&mut self, scene: &Scene<'_>, topic: Topic) -> Option<watch::Receiver<Arc<View>>> {
        if let Some(watched) = self.watched.get(&topic) {
            return Some(watched.sender.subscribe());
        }
        let (sender, receiver) = watch::channel(draw(scene, &topic)?);
        let watched = Watched {
            sender,
            is_behind: false,
        };
        self.watched.insert(topic, watched);
        Some(receiver)
    }

    /// Draws and publishes what a change touched; forgets topics that nobody watches any more, and those of a day that is
    /// over, so that nobody goes on looking at what is not any more.
    pub(super) fn publish(&mut self, scene: &Scene<'_>, touched: &Touched) {
        let behind_since = &mut self.behind_since;
        self.watched.retain(|topic, watched| {
            if watched.sender.is_closed() {
                return false;
            }
            match topic.touched_by(scene, touched) {
                Shows::Not => true,
                Shows::Soon => {
                    watched.is_behind = true;
                    behind_since.get_or_insert_with(Stopwatch::start);
                    true
                }
                Shows::Now => watched.publish(scene, topic),
            }
        });
    }

    /// Draws and publishes what changes with time alone.
    pub(super) fn publish_time(&mut self, scene: &Scene<'_>) {
        self.watched
            .retain(|topic, watched| !topic.moves_with_time() || watched.publish(scene, topic));
    }

    /// Whether some are behind, or, while there is something to do, for as long as they may be.
    pub(super) fn must_catch_up(&self, is_idle: bool) -> bool {
        let since = self.behind_since.as_ref();
        since.is_some_and(|since| is_idle || since.elapsed() >= BEHIND_AT_MOST)
    }

    /// Draws and publishes those that are behind.
    pub(super) fn catch_up(&mut self, scene: &Scene<'_>) {
        self.behind_since = None;
        self.watched
            .retain(|topic, watched| !watched.is_behind || watched.publish(scene, topic));
    }
}

impl Watched {
    /// Draws and publishes it, unless it says what it said; false: there is no such thing any more.
    fn publish(&mut self, scene: &Scene<'_>, topic: &Topic) -> bool {
        self.is_behind = false;
        let Some(body) = views::draw(scene, topic) else {
            return false;
        };
        self.sender.send_if_modified(|shown| {
            let is_new = !body.repeats(&shown.body);
            if is_new {
                *shown = Arc::new(View::new(scene.seq, body));
            }
            is_new
        });
        true
    }
}

/// Draws one topic.
pub(super) fn draw(scene: &Scene<'_>, topic: &Topic) -> Option<Arc<View>> {
    views::draw(scene, topic).map(|body| Arc::new(View::new(scene.seq, body)))
}
