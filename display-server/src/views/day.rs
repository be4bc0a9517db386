//! Whether the hall is open, and which groups and services issue now.

use hall_protocol::identity::{DayView, GroupIssuing, IssuingEnded, ServiceIssuing};
use jiff::Timestamp;
use queue_core::plan::{Issuing, IssuingEnd, QueueGroup, Service};
use queue_core::stop::StopCause;

use super::Scene;

/// How a service, or a group of them, stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Standing {
    open: bool,
    from: Option<Timestamp>,
    ended: Option<IssuingEnded>,
}

const CLOSED: Standing = Standing {
    open: false,
    from: None,
    ended: None,
};

pub(super) fn draw(scene: &Scene<'_>) -> DayView {
    let parts = scene.plan.parts();
    let mut services = Vec::new();
    for service in &parts.services {
        let standing = of_service(scene, service);
        let group = scene.plan.group(service.group);
        if group.is_some_and(|group| of_group(scene, group) != standing) {
            services.push(ServiceIssuing {
                code: service.code.to_string(),
                open: standing.open,
                from: standing.from,
                ended: standing.ended,
            });
        }
    }
    DayView {
        day: scene.hall.day().map(|day| day.0),
        now: scene.now,
        epoch: scene.hall.epoch(),
        opens_at: scene.opens_at,
        groups: parts.groups.iter().map(|group| issuing(scene, group)).collect(),
        services,
        without_authority: super::agency::without_authority(scene)
            .map(|service| service.code.to_string())
            .collect(),
    }
}

fn issuing(scene: &Scene<'_>, group: &QueueGroup) -> GroupIssuing {
    let Standing { open, from, ended } = of_group(scene, group);
    let queue = scene.hall.queue(group.letter);
    GroupIssuing {
        letter: group.letter.to_string(),
        waiting: super::count(queue.map_or(0, queue_core::calling::Queue::len)),
        open,
        from,
        ended,
    }
}

/// A group is as open as its most open service: open, or else later today, or else on the earliest later day.
fn of_group(scene: &Scene<'_>, group: &QueueGroup) -> Standing {
    let services = scene.plan.parts().services.iter();
    let standings = services
        .filter(|service| service.group == group.letter)
        .map(|service| of_service(scene, service));
    let by_openness = |standing: &Standing| {
        let is_known = standing.from.is_some();
        (!standing.open, standing.ended.is_some(), !is_known, standing.from)
    };
    standings.min_by_key(by_openness).unwrap_or(CLOSED)
}

fn of_service(scene: &Scene<'_>, service: &Service) -> Standing {
    let Some(times) = scene.hall.times() else {
        return CLOSED;
    };
    match times.issuing(&service.code, scene.now) {
        Issuing::Now { .. } => {
            scene
                .hall
                .stop_of(service)
                .map_or(Standing { open: true, ..CLOSED }, |stop| Standing {
                    ended: Some(stopped(stop.cause)),
                    ..CLOSED
                })
        }
        Issuing::NotBefore { at } => Standing {
            from: Some(at),
            ..CLOSED
        },
        Issuing::Ended { why, again_at } => Standing {
            open: false,
            from: again_at,
            ended: Some(match why {
                IssuingEnd::HallCloses => IssuingEnded::HallCloses,
                IssuingEnd::ServiceStops => IssuingEnded::ServiceStops,
                IssuingEnd::HoursOver => IssuingEnded::HoursOver,
                IssuingEnd::NotToday => IssuingEnded::NotToday,
            }),
        },
    }
}

/// When a stop ends nobody knows; until then no ticket of it is issued.
fn stopped(cause: StopCause) -> IssuingEnded {
    match cause {
        StopCause::SystemDown => IssuingEnded::SystemDown,
        StopCause::DepartmentAbsent => IssuingEnded::DepartmentAbsent,
        StopCause::Evacuation => IssuingEnded::Evacuation,
    }
}
