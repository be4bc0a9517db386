//! A window's console and pad.

use hall_protocol::notice::StopView;
use hall_protocol::window::{
    ClassRef, ConsoleView, CurrentTicket, NextTicket, ServiceWaiting, Why, WindowPressed, WindowStateName,
    WindowView,
};
use jiff::Timestamp;
use queue_core::calling::Candidate;
use queue_core::event::Choice;
use queue_core::hall::Touched;
use queue_core::leg::{Leg, LegState};
use queue_core::stop::Stop;
use queue_core::visit::Visit;
use queue_core::window::WindowState;
use queue_core::{Event, GroupLetter, WindowNumber};

use super::{Scene, agency, escorts, hall_day, names};

/// How many of those waiting a console shows.
const NEXT_SHOWN: usize = 5;

pub(super) fn draw(scene: &Scene<'_>, number: WindowNumber) -> Option<ConsoleView> {
    let covers = scene.hall.covers().filter(|cover| cover.by == number);
    Some(ConsoleView {
        window: window(scene, number)?,
        stops: stops(scene, number),
        covers: covers.map(|cover| cover.window.get()).collect(),
        may_cover: may_cover(scene, number),
        advice_today: scene.hall.advice_at(Some(number)),
        last_matter: last_matters(scene, number).into_iter().next(),
        last_matters: last_matters(scene, number),
        last_matter_decided_by: decided_by(scene, number),
        without_authority: agency::without_authority_at(scene, number),
    })
}

fn decided_by(scene: &Scene<'_>, number: WindowNumber) -> Option<String> {
    let code = scene.hall.matters_pressed(number).first()?;
    agency::decided_by(scene, code)
}

fn last_matters(scene: &Scene<'_>, number: WindowNumber) -> Vec<String> {
    let pressed = scene.hall.matters_pressed(number).iter();
    pressed.map(ToString::to_string).collect()
}

/// What stops a service of the window's groups.
fn stops(scene: &Scene<'_>, number: WindowNumber) -> Vec<StopView> {
    let groups = groups(scene, number);
    let services = scene.plan.parts().services.iter();
    let own: Vec<_> = services
        .filter(|service| groups.contains(&service.group))
        .collect();
    let here = |stop: &&Stop| own.iter().any(|service| stop.stops(service));
    let stops = scene.hall.stops().filter(here);
    stops.map(|stop| hall_day::view(scene, stop)).collect()
}

/// The closed windows whose deputy a window with a clerk is, and for which nobody serves yet.
fn may_cover(scene: &Scene<'_>, number: WindowNumber) -> Vec<u16> {
    let has_clerk = |number| {
        scene
            .hall
            .window(number)
            .is_some_and(|window| window.clerk().is_some())
    };
    if !has_clerk(number) {
        return Vec::new();
    }
    let is_covered = |number| scene.hall.covers().any(|cover| cover.window == number);
    let windows = scene.plan.parts().windows.iter();
    windows
        .filter(|window| window.deputy == Some(number))
        .filter(|window| !has_clerk(window.number) && !is_covered(window.number))
        .map(|window| window.number.get())
        .collect()
}

fn window(scene: &Scene<'_>, number: WindowNumber) -> Option<WindowView> {
    let window = scene.hall.window(number)?;
    let pause_reason = match &window.state {
        WindowState::Paused { reason, .. } => Some(reason.clone()),
        WindowState::Closed | WindowState::Open { .. } => None,
    };
    Some(WindowView {
        seq: scene.seq,
        day: scene.hall.day()?.0,
        now: scene.now,
        window: number.get(),
        state: state_name(scene, number),
        clerk: window.clerk().map(ToString::to_string),
        pause_reason,
        since: window.since,
        current: window
            .current
            .and_then(|leg| current(scene, scene.hall.visit(leg.visit)?, scene.hall.leg(leg)?)),
        waiting: super::count(scene.hall.waiting_for(number)),
        waiting_by_service: waiting_by_service(scene, number),
        next: scene
            .hall
            .next_for(number, NEXT_SHOWN)
            .iter()
            .filter_map(|next| next_ticket(scene, next))
            .collect(),
        parked: parked(scene, number),
        told: scene.hall.told_windows().contains(&number),
        undo_until: scene.hall.undo_until(number, scene.now),
        escorts: escorts::at_window(scene, number),
    })
}

/// What a press came to.
pub(super) fn pressed(scene: &Scene<'_>, number: WindowNumber, events: &[Event]) -> Option<WindowPressed> {
    let window = scene.hall.window(number)?;
    let leg = window.current.and_then(|leg| scene.hall.leg(leg));
    let called = events.iter().any(|event| matches!(event, Event::Called { .. }));
    Some(WindowPressed {
        seq: scene.seq,
        window: number.get(),
        state: state_name(scene, number),
        ticket: current_number(scene, number),
        service: leg.map(|leg| leg.opened.service.to_string()),
        why: leg
            .filter(|_| called)
            .and_then(|leg| leg.choice.as_ref())
            .map(why),
        undo_until: scene.hall.undo_until(number, scene.now),
        matter: last_matters(scene, number).into_iter().next(),
        matters: last_matters(scene, number),
    })
}

/// Whether a change of queues shows at a window.
pub(super) fn touched(scene: &Scene<'_>, number: WindowNumber, touched: &Touched) -> bool {
    groups(scene, number)
        .iter()
        .any(|group| touched.groups.contains(group))
}

fn groups(scene: &Scene<'_>, number: WindowNumber) -> Vec<GroupLetter> {
    let plan = scene.hall.serving(number).or_else(|| scene.plan.window(number));
    plan.map(|plan| plan.primary.iter().chain(&plan.secondary).copied().collect())
        .unwrap_or_default()
}

pub(super) fn state_name(scene: &Scene<'_>, number: WindowNumber) -> WindowStateName {
    let Some(window) = scene.hall.window(number) else {
        return WindowStateName::Closed;
    };
    let leg = window.current.and_then(|leg| scene.hall.leg(leg));
    match (&window.state, leg.map(|leg| &leg.state)) {
        (WindowState::Closed, _) => WindowStateName::Closed,
        (WindowState::Open { .. } | WindowState::Paused { .. }, Some(LegState::Called { .. })) => {
            WindowStateName::Called
        }
        (WindowState::Open { .. } | WindowState::Paused { .. }, Some(_)) => WindowStateName::Serving,
        (WindowState::Paused { .. }, None) => WindowStateName::Paused,
        (WindowState::Open { .. }, None) => WindowStateName::Free,
    }
}

pub(super) fn current_number(scene: &Scene<'_>, number: WindowNumber) -> Option<String> {
    let leg = scene.hall.window(number)?.current?;
    Some(scene.hall.visit(leg.visit)?.ticket.number.to_string())
}

fn current(scene: &Scene<'_>, visit: &Visit, leg: &Leg) -> Option<CurrentTicket> {
    let service = scene.plan.service(&leg.opened.service)?;
    let follows = scene.hall.follows(leg).into_iter();
    let others = visit.open_legs().filter(|other| other.opened.id != leg.opened.id);
    Some(CurrentTicket {
        ticket: visit.ticket.number.to_string(),
        service: names::service(scene.plan, &leg.opened.service),
        class: names::class(scene.plan, &leg.opened.class),
        to_verify: to_verify(scene, visit),
        language: names::language(visit.ticket.language),
        assistance: visit
            .ticket
            .assistance
            .iter()
            .map(|help| names::assistance(*help))
            .collect(),
        ready_at: leg.opened.ready_at,
        deadline: leg.deadline(),
        called_at: leg.last_called_at,
        answer_by: answer_by(leg),
        started_at: leg.started_at,
        documents: names::documents(scene.plan, &leg.opened.service),
        prechecked: visit.ticket.prechecked.contains(&leg.opened.service),
        usual_outcome: names::outcome_name(service.usual_outcome).to_owned(),
        usual_next: follows
            .map(|next| names::service(scene.plan, &next.service))
            .collect(),
        others: others
            .map(|leg| names::service(scene.plan, &leg.opened.service))
            .collect(),
        cases: visit.ticket.cases,
        why: leg.choice.as_ref().map(why).unwrap_or_default(),
    })
}

fn to_verify(scene: &Scene<'_>, visit: &Visit) -> Option<ClassRef> {
    let claimed = visit
        .ticket
        .claimed
        .as_ref()
        .filter(|_| visit.class_verified.is_none())?;
    Some(names::class(scene.plan, claimed))
}

fn why(choice: &Choice) -> Why {
    let reason = names::choice_name(choice).to_owned();
    match choice {
        Choice::EarliestPromise { key, runner_up, .. } => Why {
            reason,
            key: Some(*key),
            runner_up: runner_up.as_ref().map(|second| second.ticket.to_string()),
            runner_up_key: runner_up.as_ref().map(|second| second.key),
            ..Why::default()
        },
        Choice::EarlyAppointment { key } => Why {
            reason,
            key: Some(*key),
            ..Why::default()
        },
        Choice::ThisOne {
            reason: call_reason,
            passed,
            ..
        } => Why {
            reason,
            call_reason: Some(call_reason.clone()),
            passed: passed.iter().map(ToString::to_string).collect(),
            ..Why::default()
        },
        Choice::Resumed => Why {
            reason,
            ..Why::default()
        },
    }
}

fn waiting_by_service(scene: &Scene<'_>, number: WindowNumber) -> Vec<ServiceWaiting> {
    let groups = groups(scene, number);
    let queues = groups.iter().filter_map(|group| scene.hall.queue(*group));
    queues
        .flat_map(queue_core::calling::Queue::by_service)
        .map(|(code, waiting)| ServiceWaiting {
            service: names::service(scene.plan, code),
            waiting,
        })
        .collect()
}

fn next_ticket(scene: &Scene<'_>, candidate: &Candidate) -> Option<NextTicket> {
    let leg = scene.hall.leg(candidate.leg)?;
    Some(NextTicket {
        ticket: scene.hall.visit(candidate.leg.visit)?.ticket.number.to_string(),
        service: names::service(scene.plan, &leg.opened.service),
        class: names::class(scene.plan, &leg.opened.class),
        key: candidate.key,
        secondary: candidate.secondary,
        ready_at: leg.opened.ready_at,
    })
}

fn parked(scene: &Scene<'_>, number: WindowNumber) -> Vec<String> {
    let parked = scene
        .hall
        .parked_at(number)
        .filter_map(|leg| scene.hall.visit(leg.visit));
    parked.map(|visit| visit.ticket.number.to_string()).collect()
}

/// Until when a called visitor is waited for.
pub(super) fn answer_by(leg: &Leg) -> Option<Timestamp> {
    if let LegState::Called { answer_by, .. } = leg.state {
        Some(answer_by)
    } else {
        None
    }
}
