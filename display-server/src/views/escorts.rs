//! Open escorts, for guides and managers; never for a board.

use hall_protocol::escort::{EscortKindName, EscortView, EscortsView, GuideDuty, GuideJob, GuideView, Turn};
use hall_protocol::window::{WindowEscort, WindowPart};
use queue_core::escort::{Escort, EscortKind, EscortStage, EscortState};
use queue_core::leg::LegState;
use queue_core::plan::{Role, StandIn};
use queue_core::{PersonCode, WindowNumber};

use super::{Scene, names};

pub(super) fn draw(scene: &Scene<'_>) -> Option<EscortsView> {
    Some(EscortsView {
        seq: scene.seq,
        day: scene.hall.day()?.0,
        now: scene.now,
        open: open(scene),
    })
}

/// Those without anybody first, of them those that no guide can do, then the oldest.
pub(super) fn open(scene: &Scene<'_>) -> Vec<EscortView> {
    let mut open: Vec<&Escort> = open_jobs(scene).collect();
    open.sort_by_key(|escort| {
        let has_guides = escort.left_to.is_none();
        (escort.guide.is_some(), has_guides, escort.requested_at, escort.id)
    });
    open.into_iter().map(|escort| view(scene, escort)).collect()
}

fn open_jobs<'a>(scene: &'a Scene<'_>) -> impl Iterator<Item = &'a Escort> {
    scene.hall.escorts().filter(|escort| escort.is_open())
}

/// A guide's own page; none for whoever is no guide of the plan.
pub(super) fn of_guide(scene: &Scene<'_>, code: &PersonCode) -> Option<GuideView> {
    let person = scene.plan.person(code)?;
    if person.role != Role::Guide {
        return None;
    }
    let mut jobs: Vec<(Turn, &Escort)> = open_jobs(scene)
        .map(|escort| (turn(scene, code, escort), escort))
        .collect();
    jobs.sort_by_key(|(turn, escort)| (*turn, escort.requested_at, escort.id));
    let jobs = jobs.into_iter().map(|(turn, escort)| GuideJob {
        turn,
        job: view(scene, escort),
    });
    Some(GuideView {
        seq: scene.seq,
        day: scene.hall.day()?.0,
        now: scene.now,
        duty: duty(scene, code),
        jobs: jobs.collect(),
    })
}

/// Whether a guide is on duty, and where.
pub(super) fn duty(scene: &Scene<'_>, code: &PersonCode) -> GuideDuty {
    let guide = scene.hall.guide(code).filter(|guide| guide.is_on_duty);
    let place = guide.and_then(|guide| scene.plan.place(&guide.place));
    GuideDuty {
        guide: code.to_string(),
        on_duty: guide.is_some(),
        place: guide.map(|guide| guide.place.to_string()),
        place_names: place.map(|place| names::names(&place)),
    }
}

fn turn(scene: &Scene<'_>, code: &PersonCode, escort: &Escort) -> Turn {
    if escort.guide.as_ref() == Some(code) {
        return Turn::Mine;
    }
    let can = scene.hall.can_guide(code, escort);
    match (&escort.state, &escort.offer) {
        (EscortState::Requested, Some(offer)) if offer.guide == *code => Turn::Offered,
        (EscortState::Requested, None) if can => Turn::Open,
        (EscortState::HandedOver { .. }, _) if can => Turn::AtWindow,
        (_, _) => Turn::Others,
    }
}

/// The open escorts that have to do with a window.
pub(super) fn at_window(scene: &Scene<'_>, number: WindowNumber) -> Vec<WindowEscort> {
    let mut escorts: Vec<WindowEscort> = open_jobs(scene)
        .filter_map(|escort| {
            Some(WindowEscort {
                part: part(scene, number, escort)?,
                job: view(scene, escort),
            })
        })
        .collect();
    escorts.sort_by_key(|escort| (escort.part, escort.job.requested_at, escort.job.id));
    escorts
}

fn part(scene: &Scene<'_>, number: WindowNumber, escort: &Escort) -> Option<WindowPart> {
    let is_here = scene
        .plan
        .window_at(&escort.place)
        .is_some_and(|window| window.number == number);
    let clerk = scene.hall.window(number).and_then(|window| window.clerk());
    let is_mine = clerk.is_some() && escort.guide.as_ref() == clerk;
    match escort.state {
        EscortState::Requested if is_left_to(scene, number, escort) => Some(WindowPart::StandIn),
        EscortState::Accepted { .. } | EscortState::Met { .. } if is_mine => Some(WindowPart::Mine),
        EscortState::Accepted { .. } | EscortState::Met { .. }
            if called_to(scene, escort) == Some(number) =>
        {
            Some(WindowPart::Arriving)
        }
        EscortState::HandedOver { window, .. } => (window == number).then_some(WindowPart::Here),
        EscortState::Requested | EscortState::Accepted { .. } | EscortState::Met { .. } => {
            is_here.then_some(WindowPart::Asked)
        }
        EscortState::Done { .. } | EscortState::Cancelled { .. } => None,
    }
}

fn is_left_to(scene: &Scene<'_>, number: WindowNumber, escort: &Escort) -> bool {
    escort.left_to == Some(StandIn::Window) && scene.hall.windows_near(escort).contains(&number)
}

/// The window that the visitor is called to, or served at already.
fn called_to(scene: &Scene<'_>, escort: &Escort) -> Option<WindowNumber> {
    let leg = scene.hall.visit(escort.visit?)?.foremost()?;
    match leg.state {
        LegState::Called { window, .. } | LegState::Serving { window } => Some(window),
        LegState::NotReady
        | LegState::Waiting
        | LegState::Held
        | LegState::Parked { .. }
        | LegState::Ended { .. } => None,
    }
}

pub(super) fn view(scene: &Scene<'_>, escort: &Escort) -> EscortView {
    let window = if let EscortState::HandedOver { window, .. } = escort.state {
        Some(window.get())
    } else {
        None
    };
    let ticket = escort.visit.and_then(|visit| scene.hall.visit(visit));
    let language = escort.need.language.as_ref();
    let named = language.and_then(|code| scene.plan.interpreter_language(code));
    let overdue = escort.overdue_now().map(|(stage, _)| stage);
    let place = scene.plan.place(&escort.place);
    EscortView {
        id: escort.id.0,
        kind: kind(escort.need.kind),
        language: language.map(ToString::to_string),
        language_names: named.map(|language| names::names(&language.names)),
        state: state_name(&escort.state).to_owned(),
        place: escort.place.to_string(),
        place_names: place.map(|place| names::names(&place)).unwrap_or_default(),
        ticket: ticket.map(|visit| visit.ticket.number.to_string()),
        requested_at: escort.requested_at,
        accept_by: escort.accept_by,
        offered_to: escort.offer.as_ref().map(|offer| offer.guide.to_string()),
        offered_until: escort.offer.as_ref().map(|offer| offer.until),
        left_to: escort.left_to.map(|left_to| stand_in_name(left_to).to_owned()),
        limit_by: escort.limit().map(|(_, by)| by),
        overdue: overdue.is_some(),
        overdue_stage: overdue.map(|stage| stage_name(stage).to_owned()),
        presses: escort.presses,
        guide: escort.guide.as_ref().map(ToString::to_string),
        window,
        called_to: called_to(scene, escort).map(WindowNumber::get),
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

/// A kind as the wire spells it.
pub(crate) fn kind(kind: EscortKind) -> EscortKindName {
    match kind {
        EscortKind::Escort => EscortKindName::Escort,
        EscortKind::Interpreter => EscortKindName::Interpreter,
        EscortKind::Signing => EscortKindName::Signing,
    }
}

/// A kind of the wire as the core has it.
pub(crate) fn kind_of(kind: EscortKindName) -> EscortKind {
    match kind {
        EscortKindName::Escort => EscortKind::Escort,
        EscortKindName::Interpreter => EscortKind::Interpreter,
        EscortKindName::Signing => EscortKind::Signing,
    }
}

/// Who stands in, as the wire spells it.
pub(crate) fn stand_in_name(stand_in: StandIn) -> &'static str {
    match stand_in {
        StandIn::Manager => "manager",
        StandIn::Reception => "reception",
        StandIn::Window => "window",
    }
}

/// A limit, as the wire spells it.
pub(crate) fn stage_name(stage: EscortStage) -> &'static str {
    match stage {
        EscortStage::Accept => "accept",
        EscortStage::Meet => "meet",
        EscortStage::Done => "done",
    }
}
