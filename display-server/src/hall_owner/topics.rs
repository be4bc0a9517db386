//! Who watches what: the newest view of every watched topic, drawn once for all its listeners.

use std::collections::BTreeMap;
use std::sync::Arc;

use queue_core::hall::Touched;
use tokio::sync::watch;

use crate::views::{self, Scene, Topic, View};

/// The watched topics.
#[derive(Debug, Default)]
pub(super) struct Topics {
    senders: BTreeMap<Topic, watch::Sender<Arc<View>>>,
}

impl Topics {
    /// Joins a topic; none: there is no such thing.
    pub(super) fn watch(&mut self, scene: &Scene<'_>, topic: Topic) -> Option<watch::Receiver<Arc<View>>> {
        if let Some(sender) = self.senders.get(&topic) {
            return Some(sender.subscribe());
        }
        let (sender, receiver) = watch::channel(draw(scene, &topic)?);
        self.senders.insert(topic, sender);
        Some(receiver)
    }

    /// Draws and publishes what a change touched; forgets topics that nobody watches any more, and those of a day that is
    /// over, so that nobody goes on looking at what is not any more.
    pub(super) fn publish(&mut self, scene: &Scene<'_>, touched: &Touched) {
        self.senders.retain(|topic, sender| {
            if sender.is_closed() {
                return false;
            }
            if !topic.touched_by(scene, touched) {
                return true;
            }
            let view = draw(scene, topic);
            let is_there = view.is_some();
            if let Some(view) = view {
                sender.send_replace(view);
            }
            is_there
        });
    }
}

impl Topics {
    /// Draws and publishes what changes with time alone.
    pub(super) fn publish_time(&self, scene: &Scene<'_>) {
        let moving = self.senders.iter().filter(|(topic, _)| topic.moves_with_time());
        for (topic, sender) in moving {
            if let Some(view) = draw(scene, topic) {
                sender.send_replace(view);
            }
        }
    }
}

/// Draws one topic.
pub(super) fn draw(scene: &Scene<'_>, topic: &Topic) -> Option<Arc<View>> {
    views::draw(scene, topic).map(|body| Arc::new(View::new(scene.seq, body)))
}
