//! A ticket that goes on after a window: next legs, transfers, and being set aside.

use jiff::Timestamp;

use super::Deciding;
use super::window::Staffed;
use crate::command::Onward;
use crate::event::{Choice, Event};
use crate::ids::{LegId, ServiceCode, TicketNumber};
use crate::leg::{AnchorReason, Leg, LegState, NewLeg, Outcome, Step, add_seconds};
use crate::plan::NEXT_LEG;
use crate::rejection::Rejection;

/// A leg that follows: which service, from when, and where it stands in a journey.
struct Following {
    service: ServiceCode,
    ready_at: Timestamp,
    step: Option<Step>,
}

impl Deciding<'_> {
    /// The legs that a finished one opens on the same ticket.
    pub(super) fn onward(&self, leg: &Leg, outcome: Outcome, next: &Onward) -> Result<Vec<Event>, Rejection> {
        let following = match next {
            Onward::No => Vec::new(),
            Onward::AsUsual => self.usual(leg, outcome)?,
            // Whoever knows better; the journey goes on after it.
            Onward::To(next) => vec![Following {
                service: next.service.clone(),
                ready_at: next.ready_at.unwrap_or(self.now).max(self.now),
                step: leg.opened.step.clone(),
            }],
        };
        let legs = following.iter().enumerate();
        legs.map(|(place, following)| self.next_leg(leg, place, following))
            .collect()
    }

    /// What the plan sends a matter on to, if its outcome lets it go on.
    fn usual(&self, leg: &Leg, outcome: Outcome) -> Result<Vec<Following>, Rejection> {
        if !outcome.goes_on() {
            return Ok(Vec::new());
        }
        if let Some(step) = &leg.opened.step {
            return Ok(self.next_stage(leg, step));
        }
        let service = self.service(&leg.opened.service)?;
        let next = service.next.iter().map(|next| Following {
            service: next.clone(),
            ready_at: add_seconds(self.now, service.next_lag_s),
            step: None,
        });
        Ok(next.collect())
    }

    /// The next stage of a journey, once every leg of this one has let the matter go on.
    fn next_stage(&self, leg: &Leg, step: &Step) -> Vec<Following> {
        if !self.stage_is_over(leg, step) {
            return Vec::new();
        }
        let stage = step.stage.saturating_add(1);
        let journey = self.day.plan.journey(&step.journey);
        let legs = journey.and_then(|journey| journey.stages.get(usize::from(stage)));
        let legs = legs.iter().flat_map(|stage| &stage.legs);
        legs.map(|leg| Following {
            service: leg.service.clone(),
            ready_at: add_seconds(self.now, leg.lag_s),
            step: Some(Step {
                journey: step.journey.clone(),
                stage,
            }),
        })
        .collect()
    }

    fn stage_is_over(&self, leg: &Leg, step: &Step) -> bool {
        let Some(visit) = self.day.visit(leg.opened.id.visit) else {
            return false;
        };
        let mut beside = visit.legs.iter().filter(|other| {
            other.opened.id != leg.opened.id
                && other.opened.matter == leg.opened.matter
                && other.opened.step.as_ref() == Some(step)
        });
        beside.all(|other| match other.state {
            LegState::Ended { outcome, .. } => outcome.goes_on() || outcome == Outcome::Transferred,
            LegState::NotReady
            | LegState::Waiting
            | LegState::Called { .. }
            | LegState::Serving { .. }
            | LegState::Held
            | LegState::Parked { .. } => false,
        })
    }

    /// A next leg's promise runs from when it becomes ready.
    fn next_leg(&self, leg: &Leg, place: usize, following: &Following) -> Result<Event, Rejection> {
        let service = self.service(&following.service)?;
        let ready_at = following.ready_at;
        let (class, promise_s) = self.class_or_default(NEXT_LEG);
        Ok(Event::LegOpened {
            leg: Box::new(NewLeg {
                id: self.following(leg.opened.id, place),
                service: service.code.clone(),
                matter: leg.opened.matter,
                step: following.step.clone(),
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
            id: self.following(leg.opened.id, 0),
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
