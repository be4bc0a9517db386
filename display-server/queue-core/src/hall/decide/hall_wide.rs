//! What a manager decides for the whole hall: stops, announcements, early closing, who serves for whom.

use jiff::Timestamp;

use super::Deciding;
use crate::announcement::{ANNOUNCEMENTS_LIMIT, Announcement, AnnouncementKind};
use crate::command::{Actor, HallVerb};
use crate::event::Event;
use crate::ids::{AnnouncementId, AreaCode, PersonCode, ServiceCode, StopId, WindowNumber};
use crate::leg::{Leg, LegState, add_seconds};
use crate::plan::{Names, Role, Service, WindowPlan};
use crate::rejection::Rejection;
use crate::stop::{Stop, StopCause, StopScope};
use crate::visit::Visit;

/// How long an announcement may stand, in seconds.
const ANNOUNCED_FOR_S: std::ops::RangeInclusive<u32> = 10..=86_400;

impl Deciding<'_> {
    pub(super) fn hall_wide(&self, verb: &HallVerb) -> Result<Vec<Event>, Rejection> {
        if let HallVerb::Cover { window, by } = verb {
            return self.cover(*window, *by);
        }
        self.is_manager()?;
        match verb {
            HallVerb::Stop { cause, scope } => self.stop(*cause, scope),
            HallVerb::EndStop { stop } => self.end_stop(*stop),
            HallVerb::Postpone { stop } => self.postpone_all(*stop),
            HallVerb::Reroute { from, to } => self.reroute(from, to),
            HallVerb::CloseEarly {
                issue_until,
                day_ends_at,
            } => self.close_early(*issue_until, *day_ends_at),
            HallVerb::Announce {
                kind,
                text,
                areas,
                for_s,
            } => self.announce(*kind, text, areas, *for_s),
            HallVerb::EndAnnouncement { announcement } => self.end_announcement(*announcement),
            HallVerb::Cover { .. } => Ok(Vec::new()),
            HallVerb::EndCover { window } => self.end_cover(*window),
        }
    }

    fn is_manager(&self) -> Result<(), Rejection> {
        manager(self.by).map(drop)
    }

    /// The same stop again is no news.
    fn stop(&self, cause: StopCause, scope: &StopScope) -> Result<Vec<Event>, Rejection> {
        self.is_known(scope)?;
        if cause == StopCause::Evacuation && *scope != StopScope::Hall {
            return Err(Rejection::UnknownScope);
        }
        let again = |stop: &&Stop| stop.lasts() && stop.cause == cause && stop.scope == *scope;
        if self.day.stops.iter().find(again).is_some() {
            return Ok(Vec::new());
        }
        let mut events = Vec::new();
        if cause == StopCause::Evacuation {
            let called = |leg: &&Leg| matches!(leg.state, LegState::Called { .. });
            let legs = self.day.visits.values().flat_map(|visit| visit.open_legs());
            events.extend(
                legs.filter(called)
                    .map(|leg| Event::CallTakenBack { leg: leg.opened.id }),
            );
        }
        events.push(Event::StopBegan {
            stop: Box::new(Stop {
                id: StopId(following(self.day.stops.last().map(|stop| stop.id.0))),
                cause,
                scope: scope.clone(),
                since: self.now,
                ended_at: None,
            }),
        });
        Ok(events)
    }

    fn is_known(&self, scope: &StopScope) -> Result<(), Rejection> {
        let plan = &self.day.plan;
        let known = match scope {
            StopScope::Hall => true,
            StopScope::Groups(groups) => {
                !groups.is_empty() && groups.iter().all(|group| plan.group(*group).is_some())
            }
            StopScope::Department(code) => plan.department(code).is_some(),
            StopScope::Services(services) => {
                !services.is_empty() && services.iter().all(|service| plan.service(service).is_some())
            }
        };
        if known {
            Ok(())
        } else {
            Err(Rejection::UnknownScope)
        }
    }

    fn lasting(&self, id: StopId) -> Result<&Stop, Rejection> {
        let stop = self.day.stops.iter().find(|stop| stop.id == id && stop.lasts());
        stop.ok_or(Rejection::UnknownStop)
    }

    fn end_stop(&self, id: StopId) -> Result<Vec<Event>, Rejection> {
        self.lasting(id)?;
        Ok(vec![Event::StopEnded { stop: id }])
    }

    /// Whoever is at a window stays there; everybody else whom the stop holds up goes home.
    fn postpone_all(&self, id: StopId) -> Result<Vec<Event>, Rejection> {
        let stop = self.lasting(id)?;
        let held_up = |visit: &&Visit| {
            visit.is_here()
                && !visit.is_at_window()
                && visit.open_legs().any(|leg| {
                    let service = self.day.plan.service(&leg.opened.service);
                    service.is_some_and(|service| stop.scope.holds(service))
                })
        };
        let visits = self.day.visits.values().map(AsRef::as_ref).filter(held_up);
        Ok(visits
            .flat_map(|visit| self.day.postponed(visit, self.now))
            .collect())
    }

    /// Everybody who waits for a service waits for another, with the old anchor.
    fn reroute(&self, from: &ServiceCode, to: &ServiceCode) -> Result<Vec<Event>, Rejection> {
        self.service(from)?;
        self.can_be_served(to)?;
        if from == to {
            return Ok(Vec::new());
        }
        let waits = |leg: &&Leg| {
            leg.opened.service == *from && matches!(leg.state, LegState::Waiting | LegState::NotReady)
        };
        let mut events = Vec::new();
        for visit in self.day.visits.values() {
            for (place, leg) in visit.open_legs().filter(waits).enumerate() {
                events.extend(self.transferred(
                    leg,
                    to,
                    place,
                    (leg.opened.ready_at, leg.opened.callable_at),
                )?);
            }
        }
        Ok(events)
    }

    /// Whether a window that is staffed now serves a service, and nothing stops it.
    pub(super) fn can_be_served(&self, code: &ServiceCode) -> Result<(), Rejection> {
        self.is_not_stopped(self.service(code)?)?;
        if self.day.is_staffed(code) {
            Ok(())
        } else {
            Err(Rejection::NoWindowServes {
                service: code.clone(),
            })
        }
    }

    pub(super) fn is_not_stopped(&self, service: &Service) -> Result<(), Rejection> {
        self.day.stop_of(service).map_or(Ok(()), |stop| {
            Err(Rejection::ServiceStopped {
                service: service.code.clone(),
                cause: stop.cause,
            })
        })
    }

    fn close_early(&self, issue_until: Timestamp, day_ends_at: Timestamp) -> Result<Vec<Event>, Rejection> {
        let times = &self.day.times;
        let earlier = issue_until <= times.issue_until && day_ends_at <= times.day_ends_at;
        if !earlier || issue_until > day_ends_at || day_ends_at < self.now {
            return Err(Rejection::BadClosing {
                issue_until: times.issue_until,
                day_ends_at: times.day_ends_at,
            });
        }
        Ok(vec![Event::ClosingMoved {
            issue_until,
            day_ends_at,
        }])
    }

    fn announce(
        &self,
        kind: AnnouncementKind,
        text: &Names,
        areas: &[AreaCode],
        for_s: u32,
    ) -> Result<Vec<Event>, Rejection> {
        let standing = self.day.announcements.iter().filter(|one| self.now < one.until);
        if standing.count() >= ANNOUNCEMENTS_LIMIT {
            return Err(Rejection::TooManyAnnouncements {
                limit: ANNOUNCEMENTS_LIMIT,
            });
        }
        if !ANNOUNCED_FOR_S.contains(&for_s) {
            return Err(Rejection::BadLength {
                from_s: *ANNOUNCED_FOR_S.start(),
                to_s: *ANNOUNCED_FOR_S.end(),
            });
        }
        if let Some(area) = areas.iter().find(|area| self.day.plan.area(area).is_none()) {
            return Err(Rejection::UnknownArea { area: area.clone() });
        }
        Ok(vec![Event::Announced {
            announcement: Box::new(Announcement {
                id: AnnouncementId(following(self.day.announcements.last().map(|one| one.id.0))),
                kind,
                text: text.clone(),
                areas: areas.to_vec(),
                since: self.now,
                until: add_seconds(self.now, for_s),
            }),
        }])
    }

    fn end_announcement(&self, id: AnnouncementId) -> Result<Vec<Event>, Rejection> {
        let mut standing = self.day.announcements.iter();
        let stands = standing.any(|one| one.id == id && self.now < one.until);
        let ended = Event::AnnouncementEnded { announcement: id };
        if stands {
            Ok(vec![ended])
        } else {
            Err(Rejection::UnknownAnnouncement)
        }
    }

    /// A manager, or the clerk of the deputy's window that the plan names, makes a window serve for another.
    fn cover(&self, number: WindowNumber, by: WindowNumber) -> Result<Vec<Event>, Rejection> {
        let plan = &self.day.plan;
        let window = plan
            .window(number)
            .ok_or(Rejection::UnknownWindow { window: number })?;
        plan.window(by).ok_or(Rejection::UnknownWindow { window: by })?;
        let clerk_of = |number: WindowNumber| self.day.windows.get(&number).and_then(|window| window.clerk());
        let is_deputy = window.deputy == Some(by)
            && matches!(self.by, Actor::Person { code, role: Role::Clerk } if clerk_of(by) == Some(code));
        if !is_deputy {
            self.is_manager()?;
        }
        if number == by || clerk_of(number).is_some() {
            return Err(Rejection::NotCovered { window: number });
        }
        if clerk_of(by).is_none() {
            return Err(Rejection::WindowClosed { window: by });
        }
        self.keeps_apart(number, by)?;
        let holds = |cover: &&crate::hall::Cover| cover.window == number && cover.by == by;
        let again = self.day.covers.iter().find(holds).is_some();
        let began = Event::CoverBegan { window: number, by };
        Ok(if again { Vec::new() } else { vec![began] })
    }

    /// 收繳分離 holds for whoever stands in too, at every hour.
    fn keeps_apart(&self, number: WindowNumber, by: WindowNumber) -> Result<(), Rejection> {
        let (plan, covers) = (&self.day.plan, &self.day.covers);
        let covered = covers.iter().filter(|cover| cover.by == by);
        let covered = covered.map(|cover| cover.window).chain([number]);
        let own = plan.window(by).map(WindowPlan::at_some_hour);
        let together = covered
            .filter_map(|number| plan.window(number))
            .fold(own, |all, other| all.map(|all| all.and_for(other, plan.parts())));
        let mixed = together.and_then(|window| plan.parts().charges_and_collects(&window));
        match mixed {
            None => Ok(()),
            Some((collects, charged)) => Err(Rejection::ChargesAndCollects {
                window: number,
                by,
                collects: collects.code.clone(),
                charged: charged.code.clone(),
            }),
        }
    }

    fn end_cover(&self, window: WindowNumber) -> Result<Vec<Event>, Rejection> {
        if self.day.covers.iter().any(|cover| cover.window == window) {
            Ok(vec![Event::CoverEnded { window }])
        } else {
            Err(Rejection::NotCovered { window })
        }
    }
}

/// The manager who asks.
pub(super) fn manager(by: &Actor) -> Result<&PersonCode, Rejection> {
    match by {
        Actor::Person {
            role: Role::Manager,
            code,
        } => Ok(code),
        Actor::Person {
            role: Role::Clerk | Role::Guide | Role::Reception | Role::Overseer,
            ..
        }
        | Actor::Hall
        | Actor::Device { .. }
        | Actor::Public
        | Actor::Visitor { .. } => Err(Rejection::NotYours),
    }
}

/// The number after the last one given.
fn following(last: Option<u32>) -> u32 {
    last.unwrap_or_default().saturating_add(1)
}
