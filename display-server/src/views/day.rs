//! Whether the hall is open, and which groups issue now.

use hall_protocol::identity::{DayView, GroupIssuing};
use queue_core::GroupLetter;

use super::Scene;

pub(super) fn draw(scene: &Scene<'_>) -> DayView {
    DayView {
        day: scene.hall.day().map(|day| day.0),
        now: scene.now,
        opens_at: scene.opens_at,
        groups: scene
            .plan
            .parts()
            .groups
            .iter()
            .map(|group| issuing(scene, group.letter))
            .collect(),
    }
}

fn issuing(scene: &Scene<'_>, letter: GroupLetter) -> GroupIssuing {
    let from = scene
        .hall
        .times()
        .and_then(|times| times.issues_from(letter, scene.now));
    GroupIssuing {
        letter: letter.to_string(),
        waiting: super::count(
            scene
                .hall
                .queue(letter)
                .map_or(0, queue_core::calling::Queue::len),
        ),
        open: from.is_some_and(|from| from <= scene.now),
        from: from.filter(|from| *from > scene.now),
    }
}
