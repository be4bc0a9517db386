//! What stands in the way of an ordinary day.

use std::collections::BTreeMap;

use hall_protocol::notice::{AnnouncementView, CoverView, HallDayView, HeldUp, StopView};
use hall_protocol::window::ServiceWaiting;
use queue_core::announcement::{Announcement, AnnouncementKind};
use queue_core::leg::LegState;
use queue_core::plan::HallPlan;
use queue_core::stop::{Stop, StopCause, StopScope};
use queue_core::visit::Visit;

use super::{Scene, names};

pub(super) fn draw(scene: &Scene<'_>) -> Option<HallDayView> {
    let times = scene.hall.times()?;
    Some(HallDayView {
        seq: scene.seq,
        day: scene.hall.day()?.0,
        now: scene.now,
        issue_until: times.issue_until,
        day_ends_at: times.day_ends_at,
        stops: held_up(scene),
        announcements: scene
            .hall
            .announcements(scene.now)
            .into_iter()
            .map(announcement)
            .collect(),
        covers: covers(scene),
        unserved: unserved(scene),
        waiting: waiting(scene),
        staffed: staffed(scene),
    })
}

/// The stops that last, with how many each holds up. Everybody is looked at, so it is for the manager's page alone.
fn held_up(scene: &Scene<'_>) -> Vec<HeldUp> {
    let lasting = scene.hall.stops().filter(|stop| stop.lasts());
    let held = |stop: &Stop| {
        scene
            .hall
            .visits()
            .filter(|visit| waits(scene, visit, stop))
            .count()
    };
    lasting
        .map(|stop| HeldUp {
            stop: view(scene, stop),
            waiting: super::count(held(stop)),
        })
        .collect()
}

/// The stops that last.
pub(super) fn stops(scene: &Scene<'_>) -> Vec<StopView> {
    let lasting = scene.hall.stops().filter(|stop| stop.lasts());
    lasting.map(|stop| view(scene, stop)).collect()
}

pub(super) fn view(scene: &Scene<'_>, stop: &Stop) -> StopView {
    StopView {
        id: stop.id.0,
        cause: cause_name(stop.cause).to_owned(),
        about: about(scene.plan, &stop.scope),
        since: stop.since,
    }
}

fn waits(scene: &Scene<'_>, visit: &Visit, stop: &Stop) -> bool {
    visit.is_here()
        && !visit.is_at_window()
        && visit.open_legs().any(|leg| {
            let service = scene.plan.service(&leg.opened.service);
            service.is_some_and(|service| stop.scope.holds(service))
        })
}

/// What a scope is called; nothing for the whole hall.
fn about(plan: &HallPlan, scope: &StopScope) -> Vec<hall_protocol::Names> {
    let found: Vec<_> = match scope {
        StopScope::Hall => Vec::new(),
        StopScope::Groups(groups) => groups
            .iter()
            .filter_map(|letter| plan.group(*letter))
            .map(|group| &group.names)
            .collect(),
        StopScope::Department(code) => plan
            .department(code)
            .map(|department| &department.names)
            .into_iter()
            .collect(),
        StopScope::Services(services) => services
            .iter()
            .filter_map(|code| plan.service(code))
            .map(|service| &service.names)
            .collect(),
    };
    found.into_iter().map(names::names).collect()
}

/// An announcement as the wire has it.
pub(super) fn announcement(announcement: &Announcement) -> AnnouncementView {
    AnnouncementView {
        id: announcement.id.0,
        kind: match announcement.kind {
            AnnouncementKind::Evacuation => "evacuation",
            AnnouncementKind::Urgent => "urgent",
            AnnouncementKind::Notice => "notice",
        }
        .to_owned(),
        text: names::names(&announcement.text),
        areas: announcement.areas.iter().map(ToString::to_string).collect(),
        since: announcement.since,
        until: announcement.until,
    }
}

pub(super) fn covers(scene: &Scene<'_>) -> Vec<CoverView> {
    let covers = scene.hall.covers();
    covers
        .map(|cover| CoverView {
            window: cover.window.get(),
            by: cover.by.get(),
        })
        .collect()
}

/// Services that somebody waits for and no window with a clerk serves.
pub(super) fn unserved(scene: &Scene<'_>) -> Vec<ServiceWaiting> {
    let unserved = scene.hall.unserved().into_iter();
    unserved
        .map(|(code, waiting)| ServiceWaiting {
            service: names::service(scene.plan, &code),
            waiting,
        })
        .collect()
}

/// How many wait for each service, whether or not a stop holds them up.
fn waiting(scene: &Scene<'_>) -> Vec<ServiceWaiting> {
    let legs = scene.hall.visits().flat_map(Visit::open_legs);
    let mut waiting = BTreeMap::new();
    for leg in legs.filter(|leg| matches!(leg.state, LegState::Waiting | LegState::NotReady)) {
        *waiting.entry(&leg.opened.service).or_insert(0) += 1;
    }
    let waiting = waiting.into_iter();
    waiting
        .map(|(code, waiting)| ServiceWaiting {
            service: names::service(scene.plan, code),
            waiting,
        })
        .collect()
}

fn staffed(scene: &Scene<'_>) -> Vec<u16> {
    let staffed = scene.hall.windows().filter(|window| window.clerk().is_some());
    staffed.map(|window| window.number.get()).collect()
}

/// Why something does not work.
pub(super) fn cause_name(cause: StopCause) -> &'static str {
    match cause {
        StopCause::SystemDown => "system_down",
        StopCause::DepartmentAbsent => "department_absent",
        StopCause::Evacuation => "evacuation",
    }
}
