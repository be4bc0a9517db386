//! Questions about guides: who is on duty, who is free, who is near; and which windows stand in.

use super::{Day, Hall};
use crate::escort::{Escort, Guide, Need};
use crate::ids::{DeviceId, PersonCode, VisitId, WindowNumber};
use crate::window::Window;

impl Hall {
    /// A guide who signed on today.
    #[must_use]
    pub fn guide(&self, code: &PersonCode) -> Option<&Guide> {
        self.day.as_ref()?.guides.get(code)
    }

    /// The guides on duty, by work number.
    pub fn guides_on_duty(&self) -> impl Iterator<Item = &Guide> {
        let guides = self.day.iter().flat_map(|day| day.guides.values());
        guides.filter(|guide| guide.is_on_duty)
    }

    /// Whether a guide on duty can do a job.
    #[must_use]
    pub fn can_guide(&self, code: &PersonCode, escort: &Escort) -> bool {
        let day = self.day.as_ref();
        day.is_some_and(|day| {
            let guide = day.guides.get(code);
            guide.is_some_and(|guide| day.can_do(guide, &escort.need))
        })
    }

    /// The staffed windows that would stand in for the guide of a job.
    #[must_use]
    pub fn windows_near(&self, escort: &Escort) -> Vec<WindowNumber> {
        let day = self.day.as_ref();
        day.map(|day| day.windows_near(&escort.place, escort.visit))
            .unwrap_or_default()
    }
}

impl Day {
    /// Whether a guide is on duty and has what a job needs.
    pub(super) fn can_do(&self, guide: &Guide, need: &Need) -> bool {
        let person = self.plan.person(&guide.code);
        guide.is_on_duty && person.is_some_and(|person| person.skills.can(need))
    }

    /// Whether a guide leads nobody and is being asked for nothing.
    pub(super) fn is_free(&self, code: &PersonCode) -> bool {
        self.leads(code).is_none() && self.is_offered(code).is_none()
    }

    /// The job that somebody is busy with.
    pub(super) fn leads(&self, code: &PersonCode) -> Option<&Escort> {
        let mut jobs = self.escorts.values();
        jobs.find(|escort| escort.is_led() && escort.guide.as_ref() == Some(code))
    }

    /// The job that is a guide's to take.
    pub(super) fn is_offered(&self, code: &PersonCode) -> Option<&Escort> {
        let mut jobs = self.escorts.values();
        jobs.find(|escort| escort.offer.as_ref().is_some_and(|offer| offer.guide == *code))
    }

    /// The square of the distance of two places, in square metres; none where the plan does not say.
    pub(super) fn distance_squared(&self, from: &DeviceId, to: &DeviceId) -> Option<u32> {
        if from == to {
            return Some(0);
        }
        let from = self.plan.position(from)?;
        Some(from.distance_squared(self.plan.position(to)?))
    }

    /// The staffed windows that a visitor is near to: the window where help was called, or else those that serve the
    /// queue group of the visitor's ticket.
    pub(super) fn windows_near(&self, place: &DeviceId, visit: Option<VisitId>) -> Vec<WindowNumber> {
        let here = self.plan.window_at(place).map(|window| window.number);
        let group = visit
            .and_then(|visit| self.visit(visit)?.foremost())
            .map(|leg| leg.opened.group);
        let staffed = self.windows.values().filter(|window| window.clerk().is_some());
        let serves = |window: &&Window| match here {
            Some(number) => window.number == number,
            None => group.is_some_and(|group| {
                let plan = self.serving.get(&window.number);
                plan.is_some_and(|plan| plan.group_skill(group).is_some())
            }),
        };
        staffed.filter(serves).map(|window| window.number).collect()
    }
}
