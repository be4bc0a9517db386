//! Who answers for which visitor.

use hall_protocol::responsibility::{ResponsibilitiesView, ResponsibilityLine};
use queue_core::hall::Responsibility;

use super::{Scene, names, visit};

pub(super) fn draw(scene: &Scene<'_>) -> Option<ResponsibilitiesView> {
    Some(ResponsibilitiesView {
        seq: scene.seq,
        day: scene.hall.day()?.0,
        now: scene.now,
        open: scene
            .hall
            .responsibilities()
            .iter()
            .map(|one| line(scene, one))
            .collect(),
    })
}

fn line(scene: &Scene<'_>, one: &Responsibility<'_>) -> ResponsibilityLine {
    let service = &one.leg.opened.service;
    ResponsibilityLine {
        person: one.asked.person.to_string(),
        since: one.asked.since,
        ticket: one.visit.ticket.number.to_string(),
        service: names::service(scene.plan, service),
        state: visit::state_name(one.leg).to_owned(),
        windows: names::windows(scene.plan, service),
    }
}
