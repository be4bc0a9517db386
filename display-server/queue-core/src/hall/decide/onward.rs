//! A ticket that goes on after a window: next legs, transfers, and being set aside.

use super::Deciding;
use super::issue::NEXT_LEG;
use super::window::Staffed;
use crate::command::NextService;
use crate::event::{Choice, Event};
use crate::ids::{LegId, ServiceCode, TicketNumber};
use crate::leg::{AnchorReason, Leg, LegState, NewLeg, Outcome};
use crate::rejection::Rejection;

impl Deciding<'_> {
    /// What the plan sends a matter on to, if its outcome lets it go on.
    pub(super) fn usual_next(&self, leg: &Leg, outcome: Outcome) -> Result<Option<NextService>, Rejection> {
        let usual = self.service(&leg.opened.service)?.next.as_ref();
        Ok(usual.filter(|_| outcome.goes_on()).map(|service| NextService {
            service: service.clone(),
            ready_at: None,
        }))
    }

    /// A next leg's promise runs from when it becomes ready.
    pub(super) fn next_leg(&self, leg: &Leg, next: &NextService) -> Result<Event, Rejection> {
        let service = self.service(&next.service)?;
        let ready_at = next.ready_at.unwrap_or(self.now).max(self.now);
        let (class, promise_s) = self.class_or_default(NEXT_LEG);
        Ok(Event::LegOpened {
            leg: Box::new(NewLeg {
                id: self.following(leg.opened.id),
                service: service.code.clone(),
                group: service.group,
                class,
                anchor: ready_at,
                anchor_reason: AnchorReason::Ready,
                promise_s,
                ready_at,
                callable_at: ready_at,
            }),
        })
    }

    pub(super) fn park(&self, at: &Staffed<'_>, ticket: &TicketNumber) -> Result<Vec<Event>, Rejection> {
        let (_, leg) = self.current(at, ticket)?;
        Ok(vec![Event::Parked { leg: leg.opened.id }])
    }

    pub(super) fn resume_ticket(
        &self,
        at: &Staffed<'_>,
        ticket: &TicketNumber,
    ) -> Result<Vec<Event>, Rejection> {
        self.not_paused(at)?;
        self.nobody_here(at)?;
        let (visit, leg) = self.open_leg_of(ticket)?;
        if !self.may_resume(at, leg) {
            return Err(self.wrong_state(visit, leg));
        }
        Ok(vec![self.called(at, leg.opened.id, Choice::Resumed)])
    }

    /// A ticket that was set aside here, or at a window that is closed now and whose service this one knows.
    fn may_resume(&self, at: &Staffed<'_>, leg: &Leg) -> bool {
        let LegState::Parked { window } = leg.state else {
            return false;
        };
        let closed = self
            .day
            .windows
            .get(&window)
            .is_none_or(|window| window.clerk().is_none());
        window == at.window.number || (closed && self.skill(at, leg).is_some())
    }

    /// The leg ends and another opens with the old anchor, class and promise; its own wait runs from now.
    pub(super) fn transfer(
        &self,
        at: &Staffed<'_>,
        ticket: &TicketNumber,
        to: &ServiceCode,
    ) -> Result<Vec<Event>, Rejection> {
        let (_, leg) = self.current(at, ticket)?;
        let service = self.service(to)?;
        let opened = NewLeg {
            id: self.following(leg.opened.id),
            service: service.code.clone(),
            group: service.group,
            anchor_reason: AnchorReason::Transfer,
            ready_at: self.now,
            callable_at: self.now,
            ..leg.opened.clone()
        };
        Ok(vec![
            Event::Transferred { leg: leg.opened.id },
            Event::LegOpened {
                leg: Box::new(opened),
            },
        ])
    }

    fn following(&self, leg: LegId) -> LegId {
        let legs = self
            .day
            .visits
            .get(&leg.visit)
            .map_or(0, |visit| visit.legs.len());
        LegId {
            visit: leg.visit,
            index: u16::try_from(legs).unwrap_or(u16::MAX),
        }
    }
}
