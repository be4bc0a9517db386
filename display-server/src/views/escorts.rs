//! Open escorts, for guides and managers; never for a board.

use hall_protocol::escort::{EscortView, EscortsView};
use queue_core::escort::{Escort, EscortState};

use super::{Scene, names};

pub(super) fn draw(scene: &Scene<'_>) -> Option<EscortsView> {
    Some(EscortsView {
        seq: scene.seq,
        day: scene.hall.day()?.0,
        now: scene.now,
        open: open(scene),
    })
}

/// Those without a guide first, then the oldest.
pub(super) fn open(scene: &Scene<'_>) -> Vec<EscortView> {
    let mut open: Vec<&Escort> = scene.hall.escorts().filter(|escort| escort.is_open()).collect();
    open.sort_by_key(|escort| (escort.guide.is_some(), escort.requested_at, escort.id));
    open.into_iter().map(|escort| view(scene, escort)).collect()
}

pub(super) fn view(scene: &Scene<'_>, escort: &Escort) -> EscortView {
    let window = if let EscortState::HandedOver { window, .. } = escort.state {
        Some(window.get())
    } else {
        None
    };
    let ticket = escort.visit.and_then(|visit| scene.hall.visit(visit));
    EscortView {
        id: escort.id.0,
        state: state_name(&escort.state).to_owned(),
        place: escort.place.to_string(),
        place_names: scene
            .plan
            .place(&escort.place)
            .map(|place| names::names(&place))
            .unwrap_or_default(),
        ticket: ticket.map(|visit| visit.ticket.number.to_string()),
        requested_at: escort.requested_at,
        accept_by: escort.accept_by,
        overdue: escort.overdue,
        presses: escort.presses,
        guide: escort.guide.as_ref().map(ToString::to_string),
        window,
    }
}

pub(super) fn state_name(state: &EscortState) -> &'static str {
    match state {
        EscortState::Requested => "requested",
        EscortState::Accepted { .. } => "accepted",
        EscortState::Met { .. } => "met",
        EscortState::HandedOver { .. } => "handed_over",
        EscortState::Done { .. } => "done",
        EscortState::Cancelled { .. } => "cancelled",
    }
}
