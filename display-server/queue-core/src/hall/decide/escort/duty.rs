//! Guides sign on at a place, and off.

use super::offers::Wanted;
use super::{Deciding, Rejection};
use crate::command::Actor;
use crate::escort::{Escort, EscortState, Guide};
use crate::event::Event;
use crate::ids::{DeviceId, PersonCode};
use crate::plan::Role;

impl Deciding<'_> {
    /// Signing on again moves the guide to another place.
    pub(super) fn sign_on(&self, place: &DeviceId) -> Result<Vec<Event>, Rejection> {
        let code = self.guide_who_asks()?;
        if self.day.plan.place(place).is_none() {
            return Err(Rejection::UnknownPlace {
                place: place.to_string(),
            });
        }
        let mut events = vec![Event::GuideOnDuty {
            guide: code.clone(),
            place: place.clone(),
        }];
        let guide = Guide {
            code: code.clone(),
            is_on_duty: true,
            place: place.clone(),
            idle_since: self.now,
        };
        if self.day.leads(code).is_none() && self.day.is_offered(code).is_none() {
            events.extend(self.offer_waiting_to(&guide, None));
        }
        Ok(events)
    }

    /// Whoever is on the way or with a visitor stays; what waits for this guide goes to the others.
    pub(super) fn sign_off(&self) -> Result<Vec<Event>, Rejection> {
        let code = self.guide_who_asks()?;
        if !self.day.guides.get(code).is_some_and(|guide| guide.is_on_duty) {
            return Err(Rejection::NotOnDuty);
        }
        if let Some(job) = self.day.leads(code) {
            return Err(Rejection::StillLeading {
                escort: job.id,
                place: job.place.clone(),
            });
        }
        let mut events = vec![Event::GuideOffDuty { guide: code.clone() }];
        let waiting = self
            .day
            .escorts
            .values()
            .filter(|escort| escort.state == EscortState::Requested);
        events.extend(waiting.flat_map(|escort| self.without(escort, code)));
        Ok(events)
    }

    /// What becomes of a job that waits when a guide goes.
    fn without(&self, escort: &Escort, gone: &PersonCode) -> Vec<Event> {
        let was_offered = escort.offer.as_ref().is_some_and(|offer| offer.guide == *gone);
        let next = self.offer(&Wanted::of(escort, gone));
        let is_left = matches!(next, Some(Event::EscortLeftTo { .. }));
        let mut events = Vec::new();
        if was_offered {
            events.push(Event::EscortOfferEnded {
                escort: escort.id,
                declined_by: None,
            });
        }
        // Others have been offered it or see it already; it is news only that nobody is there, or whose it is now.
        if was_offered || (is_left && escort.left_to.is_none()) {
            events.extend(next);
        }
        events
    }

    fn guide_who_asks(&self) -> Result<&PersonCode, Rejection> {
        if let Actor::Person {
            code,
            role: Role::Guide,
        } = self.by
        {
            Ok(code)
        } else {
            Err(Rejection::NotYours)
        }
    }
}
