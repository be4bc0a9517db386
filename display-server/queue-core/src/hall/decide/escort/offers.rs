//! Whom a job is offered to: the nearest free guide who can do it, then everybody on duty; where nobody is, whoever
//! stands in.

use super::Deciding;
use crate::escort::{Escort, EscortState, Guide, Need};
use crate::event::Event;
use crate::ids::{DeviceId, EscortId, PersonCode, VisitId};
use crate::leg::add_seconds;
use crate::plan::StandIn;

/// A job that waits for somebody.
pub(super) struct Wanted<'a> {
    pub(super) id: EscortId,
    pub(super) need: &'a Need,
    pub(super) place: &'a DeviceId,
    pub(super) visit: Option<VisitId>,
    /// The guides who will not do it: who declined it, gave it back, or just signed off.
    pub(super) passed_by: Vec<&'a PersonCode>,
}

impl<'a> Wanted<'a> {
    pub(super) fn of(escort: &'a Escort, but: &'a PersonCode) -> Self {
        Self {
            id: escort.id,
            need: &escort.need,
            place: &escort.place,
            visit: escort.visit,
            passed_by: escort.passed_by.iter().chain([but]).collect(),
        }
    }
}

impl Deciding<'_> {
    /// To whom a job goes: the nearest free guide, or whoever stands in; nothing is said when it is open to all who
    /// are on duty, because each of them leads somebody.
    pub(super) fn offer(&self, job: &Wanted<'_>) -> Option<Event> {
        let able: Vec<&Guide> = self
            .day
            .guides
            .values()
            .filter(|guide| self.day.can_do(guide, job.need) && !job.passed_by.contains(&&guide.code))
            .collect();
        if able.is_empty() {
            return Some(Event::EscortLeftTo {
                escort: job.id,
                stand_in: self.stand_in(job),
            });
        }
        let free = able.into_iter().filter(|guide| self.day.is_free(&guide.code));
        let nearest = free.min_by_key(|guide| {
            let away = self.day.distance_squared(&guide.place, job.place);
            (away.is_none(), away, guide.idle_since, &guide.code)
        })?;
        Some(self.offered(job.id, &nearest.code))
    }

    fn offered(&self, escort: EscortId, guide: &PersonCode) -> Event {
        Event::EscortOffered {
            escort,
            guide: guide.clone(),
            until: add_seconds(self.now, self.day.plan.rules().escort_offer_s),
        }
    }

    /// As the plan says; the manager where no window serves the visitor.
    fn stand_in(&self, job: &Wanted<'_>) -> StandIn {
        match self.day.plan.rules().no_guide {
            StandIn::Window if self.day.windows_near(job.place, job.visit).is_empty() => StandIn::Manager,
            stand_in @ (StandIn::Manager | StandIn::Reception | StandIn::Window) => stand_in,
        }
    }

    /// What becomes of the jobs that wait, now that the guide of `ended` leads that one no more.
    pub(super) fn freed(&self, ended: &Escort) -> Option<Event> {
        let code = ended.guide.as_ref().filter(|_| ended.is_led())?;
        let guide = self.day.guides.get(code)?;
        let leads_another =
            self.day.escorts.values().any(|escort| {
                escort.id != ended.id && escort.is_led() && escort.guide.as_ref() == Some(code)
            });
        if leads_another {
            return None;
        }
        self.offer_waiting_to(guide, Some(ended.id))
    }

    /// The oldest job that only this free guide can be offered: another free one has seen it already.
    pub(super) fn offer_waiting_to(&self, guide: &Guide, but: Option<EscortId>) -> Option<Event> {
        let mut waiting = self.day.escorts.values().filter(|escort| {
            escort.state == EscortState::Requested && escort.offer.is_none() && Some(escort.id) != but
        });
        let job = waiting.find(|escort| {
            self.day.can_do(guide, &escort.need)
                && !escort.passed_by.contains(&guide.code)
                && !self.is_seen_by_another(escort, &guide.code)
        })?;
        Some(self.offered(job.id, &guide.code))
    }

    fn is_seen_by_another(&self, escort: &Escort, but: &PersonCode) -> bool {
        self.day.guides.values().any(|guide| {
            guide.code != *but && self.day.can_do(guide, &escort.need) && self.day.is_free(&guide.code)
        })
    }
}
