//! The stages of a job, each pressed by whoever accepted it: accept, give back, meet, hand over, come back, done.

use super::offers::Wanted;
use super::{Deciding, Rejection, stage};
use crate::command::Actor;
use crate::escort::{Escort, EscortStage, EscortState};
use crate::event::Event;
use crate::ids::{EscortId, PersonCode, WindowNumber};
use crate::leg::add_seconds;
use crate::plan::{Role, StandIn};

impl Deciding<'_> {
    pub(super) fn accept_escort(&self, id: EscortId) -> Result<Vec<Event>, Rejection> {
        let Actor::Person { code, role } = self.by else {
            return Err(Rejection::NotYours);
        };
        let escort = self.known_escort(id)?;
        match &escort.guide {
            Some(guide) if guide != code && escort.is_open() => {
                return Err(Rejection::AlreadyAccepted { guide: guide.clone() });
            }
            Some(_) | None => {}
        }
        match role {
            Role::Guide => self.may_guide(escort, code)?,
            Role::Clerk | Role::Reception | Role::Manager | Role::Overseer => {
                self.may_stand_in(escort, code, *role)?;
            }
        }
        if escort.state != EscortState::Requested {
            return Err(stage(escort));
        }
        Ok(vec![Event::EscortAccepted {
            escort: id,
            guide: code.clone(),
            meet_by: add_seconds(self.now, self.day.plan.rules().escort_meet_s),
        }])
    }

    /// A guide on duty who can do it, unless it is another's to take just now.
    fn may_guide(&self, escort: &Escort, code: &PersonCode) -> Result<(), Rejection> {
        let guide = self.day.guides.get(code).filter(|guide| guide.is_on_duty);
        let guide = guide.ok_or(Rejection::NotOnDuty)?;
        if !self.day.can_do(guide, &escort.need) {
            return Err(Rejection::SkillMissing);
        }
        match &escort.offer {
            Some(offer) if offer.guide != *code => Err(Rejection::OfferedToAnother {
                guide: offer.guide.clone(),
                until: offer.until,
            }),
            Some(_) | None => Ok(()),
        }
    }

    /// Whom the job was left to; the manager also when nobody accepted in time.
    fn may_stand_in(&self, escort: &Escort, code: &PersonCode, role: Role) -> Result<(), Rejection> {
        let is_theirs = match role {
            Role::Manager => escort.left_to.is_some() || escort.overdue.contains(&EscortStage::Accept),
            Role::Reception => escort.left_to == Some(StandIn::Reception),
            Role::Clerk => escort.left_to == Some(StandIn::Window) && self.sits_near(escort, code),
            Role::Guide | Role::Overseer => false,
        };
        if is_theirs {
            Ok(())
        } else {
            Err(Rejection::NotYours)
        }
    }

    fn sits_near(&self, escort: &Escort, code: &PersonCode) -> bool {
        let near = self.day.windows_near(&escort.place, escort.visit);
        near.iter().any(|window| self.sits_at(code, *window))
    }

    fn sits_at(&self, code: &PersonCode, window: WindowNumber) -> bool {
        let window = self.day.windows.get(&window);
        window.is_some_and(|window| window.clerk() == Some(code))
    }

    /// Only the guide to whom it is offered; where no other can do it, somebody stands in.
    pub(super) fn decline_escort(&self, id: EscortId) -> Result<Vec<Event>, Rejection> {
        let Actor::Person {
            code,
            role: Role::Guide,
        } = self.by
        else {
            return Err(Rejection::NotYours);
        };
        let escort = self.known_escort(id)?;
        if escort.offer.as_ref().is_none_or(|offer| offer.guide != *code) {
            return Err(Rejection::EscortStage {
                state: "not offered to you",
            });
        }
        let mut events = vec![Event::EscortOfferEnded {
            escort: id,
            declined_by: Some(code.clone()),
        }];
        let next = self.offer(&Wanted::of(escort, code));
        events.extend(next.filter(|next| matches!(next, Event::EscortLeftTo { .. })));
        Ok(events)
    }

    /// Back to waiting, and offered to the next; once the visitor was met, they are somebody's until handed over.
    pub(super) fn release_escort(&self, id: EscortId) -> Result<Vec<Event>, Rejection> {
        let escort = self.own_escort(id)?;
        let (EscortState::Accepted { .. }, Some(guide)) = (&escort.state, &escort.guide) else {
            return Err(stage(escort));
        };
        let mut events = vec![Event::EscortReleased {
            escort: id,
            accept_by: add_seconds(self.now, self.day.plan.rules().escort_accept_s),
        }];
        events.extend(self.offer(&Wanted::of(escort, guide)));
        events.extend(self.freed(escort));
        Ok(events)
    }

    pub(super) fn meet_escort(&self, id: EscortId) -> Result<Vec<Event>, Rejection> {
        let escort = self.own_escort(id)?;
        if matches!(escort.state, EscortState::Accepted { .. }) {
            Ok(vec![Event::EscortMet { escort: id }])
        } else {
            Err(stage(escort))
        }
    }

    /// By whoever leads, or by the clerk at whose window they arrive: then they have met, pressed or not.
    pub(super) fn hand_over_escort(
        &self,
        id: EscortId,
        window: WindowNumber,
    ) -> Result<Vec<Event>, Rejection> {
        if self.day.plan.window(window).is_none() {
            return Err(Rejection::UnknownWindow { window });
        }
        let is_at_window = matches!(
            self.by,
            Actor::Person { code, role: Role::Clerk } if self.sits_at(code, window)
        );
        let escort = if is_at_window {
            self.known_escort(id)?
        } else {
            self.own_escort(id)?
        };
        let mut events = Vec::new();
        match escort.state {
            EscortState::Met { .. } => {}
            EscortState::Accepted { .. } if is_at_window => events.push(Event::EscortMet { escort: id }),
            EscortState::Requested
            | EscortState::Accepted { .. }
            | EscortState::HandedOver { .. }
            | EscortState::Done { .. }
            | EscortState::Cancelled { .. } => return Err(stage(escort)),
        }
        events.push(Event::EscortHandedOver { escort: id, window });
        events.extend(self.freed(escort));
        Ok(events)
    }

    /// By the one who led, or by any guide on duty who can do it.
    pub(super) fn fetch_escort(&self, id: EscortId) -> Result<Vec<Event>, Rejection> {
        let Actor::Person { code, role } = self.by else {
            return Err(Rejection::NotYours);
        };
        let escort = self.known_escort(id)?;
        if escort.guide.as_ref() != Some(code) {
            match role {
                Role::Guide => self.may_guide(escort, code)?,
                Role::Manager => {}
                Role::Clerk | Role::Reception | Role::Overseer => return Err(Rejection::NotYours),
            }
        }
        if !matches!(escort.state, EscortState::HandedOver { .. }) {
            return Err(stage(escort));
        }
        Ok(vec![Event::EscortFetched {
            escort: id,
            guide: code.clone(),
            done_by: add_seconds(self.now, self.day.plan.rules().escort_done_s),
        }])
    }

    pub(super) fn end_escort(&self, id: EscortId) -> Result<Vec<Event>, Rejection> {
        let escort = self.own_escort(id)?;
        match escort.state {
            EscortState::Met { .. } | EscortState::HandedOver { .. } => {
                let mut events = vec![Event::EscortDone { escort: id }];
                events.extend(self.freed(escort));
                Ok(events)
            }
            EscortState::Requested
            | EscortState::Accepted { .. }
            | EscortState::Done { .. }
            | EscortState::Cancelled { .. } => Err(stage(escort)),
        }
    }

    /// The job, if the one who asks has accepted it, or runs the hall.
    fn own_escort(&self, id: EscortId) -> Result<&Escort, Rejection> {
        let escort = self.known_escort(id)?;
        let Actor::Person { code, role } = self.by else {
            return Err(Rejection::NotYours);
        };
        match (role, &escort.guide) {
            (Role::Manager, _) => Ok(escort),
            (_, Some(guide)) if guide == code => Ok(escort),
            (Role::Guide, None) => Err(stage(escort)),
            (Role::Guide, Some(guide)) => Err(Rejection::AlreadyAccepted { guide: guide.clone() }),
            (Role::Clerk | Role::Reception | Role::Overseer, _) => Err(Rejection::NotYours),
        }
    }
}
