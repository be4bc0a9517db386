//! A ticket that goes on after a window: next legs, transfers, and being set aside.

use jiff::Timestamp;

use super::Deciding;
use super::window::Staffed;
use crate::command::Onward;
use crate::event::{Choice, Event};
use crate::hall::follows::Follows;
use crate::ids::{LegId, ServiceCode, TicketNumber};
use crate::leg::{AnchorReason, Leg, LegState, NewLeg, Outcome, add_seconds};
use crate::plan::NEXT_LEG;
use crate::rejection::Rejection;

impl Deciding<'_> {
    /// The legs that a finished one opens on the same ticket.
    pub(super) fn onward(&self, leg: &Leg, outcome: Outcome, next: &Onward) -> Result<Vec<Event>, Rejection> {
        let following = match next {
            Onward::No => Vec::new(),
            Onward::AsUsual if !outcome.goes_on() => Vec::new(),
            Onward::AsUsual => self.day.follows(leg),
            // Whoever knows better; a journey goes on after it.
            Onward::To(next) => vec![Follows {
                service: next.service.clone(),
                lag_s: 0,
                step: leg.opened.step.clone(),
            }],
        };
        let later = if let Onward::To(next) = next {
            next.ready_at
        } else {
            None
        };
        let legs = following.iter().enumerate();
        legs.map(|(place, follows)| self.next_leg(leg, place, follows, later))
            .collect()
    }

    /// A next leg's promise runs from when it becomes ready.
    fn next_leg(
        &self,
        leg: &Leg,
        place: usize,
        follows: &Follows,
        later: Option<Timestamp>,
    ) -> Result<Event, Rejection> {
        let service = self.service(&follows.service)?;
        let ready_at = later
            .unwrap_or(self.now)
            .max(add_seconds(self.now, follows.lag_s));
        let (class, promise_s) = self.class_or_default(NEXT_LEG);
        Ok(Event::LegOpened {
            leg: Box::new(NewLeg {
                id: self.following(leg.opened.id, place),
                service: service.code.clone(),
                matter: leg.opened.matter,
                step: follows.step.clone(),
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
        let visit = self.day.visit_by_number(ticket).ok_or(Rejection::UnknownTicket)?;
        let aside = visit.open_legs().find(|leg| self.may_resume(at, leg));
        let leg = aside
            .filter(|_| !visit.is_taken())
            .ok_or_else(|| self.stands_elsewhere(visit))?;
        self.is_not_stopped(self.service(&leg.opened.service)?)?;
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
        self.can_be_served(to)?;
        self.transferred(leg, to, 0, (self.now, self.now))
    }

    /// The end of a leg and its follower, the `place`-th that this decision opens on the ticket, ready and callable from
    /// two instants.
    pub(super) fn transferred(
        &self,
        leg: &Leg,
        to: &ServiceCode,
        place: usize,
        (ready_at, callable_at): (Timestamp, Timestamp),
    ) -> Result<Vec<Event>, Rejection> {
        let service = self.service(to)?;
        let opened = NewLeg {
            id: self.following(leg.opened.id, place),
            service: service.code.clone(),
            group: service.group,
            anchor_reason: AnchorReason::Transfer,
            ready_at,
            callable_at,
            ..leg.opened.clone()
        };
        Ok(vec![
            Event::Transferred { leg: leg.opened.id },
            Event::LegOpened {
                leg: Box::new(opened),
            },
        ])
    }

    /// The id of the leg that opens `place` places after the next one.
    fn following(&self, leg: LegId, place: usize) -> LegId {
        let legs = self
            .day
            .visits
            .get(&leg.visit)
            .map_or(0, |visit| visit.legs.len());
        LegId {
            visit: leg.visit,
            index: u16::try_from(legs + place).unwrap_or(u16::MAX),
        }
    }
}
