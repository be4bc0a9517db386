//! Calling and serving at a window.

use jiff::Timestamp;

use super::Deciding;
use super::window::Staffed;
use crate::calling::{self, Candidate, Place};
use crate::command::{Actor, Ending};
use crate::event::{Choice, Event, RunnerUp};
use crate::ids::{LegId, ServiceCode, TicketNumber};
use crate::leg::{Leg, LegState, Outcome, add_seconds};
use crate::plan::{ORDINARY, Role, Service, Skill};
use crate::rejection::Rejection;
use crate::visit::Visit;

/// How many of those passed by a call out of order are named; all are counted.
const PASSED_NAMED: usize = 20;

impl Deciding<'_> {
    pub(super) fn call_next(
        &self,
        at: &Staffed<'_>,
        serving: Option<&TicketNumber>,
        ending: &Ending,
    ) -> Result<Vec<Event>, Rejection> {
        self.not_paused(at)?;
        // While serving, calling the next one finishes the current one in the same decision.
        let mut events = if let Some(ticket) = serving {
            self.finish(at, ticket, ending)?
        } else {
            self.nobody_here(at)?;
            Vec::new()
        };
        let freed = self.other_matters(at, &events);
        let (leg, choice) = self.choose(at, &freed).ok_or(Rejection::NobodyWaiting {
            window: at.window.number,
        })?;
        events.push(self.called(at, leg, choice));
        Ok(events)
    }

    /// The other matters of the visitor with whom a press finishes: they stand in no queue before it, and wait after it.
    fn other_matters(&self, at: &Staffed<'_>, finish: &[Event]) -> Vec<Leg> {
        let visit = at.window.current.and_then(|leg| self.day.visit(leg.visit));
        let others = visit.into_iter().flat_map(Visit::open_legs).cloned();
        let opened = finish.iter().filter_map(|event| {
            if let Event::LegOpened { leg } = event {
                Some(leg)
            } else {
                None
            }
        });
        let opened = (self.day.arrivals + 1..).zip(opened);
        let opened = opened.map(|(arrival, leg)| Leg::new(leg.as_ref().clone(), arrival));
        others
            .chain(opened)
            .filter(|leg| matches!(leg.state, LegState::NotReady | LegState::Waiting))
            .filter(|leg| !self.day.is_stopped(&leg.opened.service))
            .collect()
    }

    fn choose(&self, at: &Staffed<'_>, freed: &[Leg]) -> Option<(LegId, Choice)> {
        let mut order = calling::order(&self.day.plan, at.plan, &self.day.queues, 2);
        let ready = freed.iter().filter(|leg| leg.opened.callable_at <= self.now);
        order.extend(ready.filter_map(|leg| self.candidate(at, leg)));
        order.sort_unstable();
        let mut order = order.into_iter();
        let Some(first) = order.next() else {
            return self.early_appointment(at, freed);
        };
        let runner_up = order.next().and_then(|second| {
            Some(RunnerUp {
                ticket: self.number(second.leg)?,
                key: second.key,
            })
        });
        let choice = Choice::EarliestPromise {
            key: first.key,
            secondary: first.secondary,
            runner_up,
        };
        Some((first.leg, choice))
    }

    /// A booked visitor who is here may be called before the time when the window would idle otherwise.
    fn early_appointment(&self, at: &Staffed<'_>, freed: &[Leg]) -> Option<(LegId, Choice)> {
        let early = self.day.early.iter().filter_map(|id| self.day.leg(*id));
        let is_booked = |leg: &&Leg| {
            let visit = self.day.visits.get(&leg.opened.id.visit);
            visit.is_some_and(|visit| visit.is_booked(leg))
        };
        let freed = freed.iter().filter(is_booked);
        let first = early
            .chain(freed)
            .filter_map(|leg| self.candidate(at, leg))
            .min()?;
        Some((first.leg, Choice::EarlyAppointment { key: first.key }))
    }

    fn candidate(&self, at: &Staffed<'_>, leg: &Leg) -> Option<Candidate> {
        let skill = self.skill(at, leg)?;
        Some(calling::candidate(&self.day.plan, skill, &Place::of(leg)))
    }

    pub(super) fn skill(&self, at: &Staffed<'_>, leg: &Leg) -> Option<Skill> {
        at.plan.skill(self.day.plan.service(&leg.opened.service)?)
    }

    pub(super) fn called(&self, at: &Staffed<'_>, leg: LegId, choice: Choice) -> Event {
        Event::Called {
            leg,
            window: at.window.number,
            clerk: at.clerk.clone(),
            answer_by: self.answer_by(),
            choice,
        }
    }

    pub(super) fn answer_by(&self) -> Timestamp {
        add_seconds(self.now, self.day.plan.rules().answer_s)
    }

    fn number(&self, leg: LegId) -> Option<TicketNumber> {
        self.day
            .visits
            .get(&leg.visit)
            .map(|visit| visit.ticket.number.clone())
    }

    pub(super) fn call_this(
        &self,
        at: &Staffed<'_>,
        ticket: &TicketNumber,
        reason: &str,
    ) -> Result<Vec<Event>, Rejection> {
        self.not_paused(at)?;
        self.nobody_here(at)?;
        if !self
            .day
            .plan
            .rules()
            .call_reasons
            .iter()
            .any(|known| known.code == reason)
        {
            return Err(Rejection::UnknownReason {
                reason: reason.to_owned(),
            });
        }
        self.may_call_this(at)?;
        let chosen = self.waiting_here(at, ticket)?;
        Ok(vec![self.called(
            at,
            chosen.leg,
            self.this_one(at, &chosen, reason),
        )])
    }

    /// The first of a visitor's waiting legs, in this window's order.
    fn waiting_here(&self, at: &Staffed<'_>, ticket: &TicketNumber) -> Result<Candidate, Rejection> {
        let visit = self.day.visit_by_number(ticket).ok_or(Rejection::UnknownTicket)?;
        let waiting = |leg: &&Leg| leg.state == LegState::Waiting;
        let first = visit.open_legs().find(waiting);
        let first = first
            .filter(|_| !visit.is_taken())
            .ok_or_else(|| self.stands_elsewhere(visit))?;
        if visit
            .open_legs()
            .filter(waiting)
            .all(|leg| leg.frozen_since.is_some())
        {
            self.can_be_served(&first.opened.service)?;
        }
        let candidates = visit
            .open_legs()
            .filter(|leg| leg.frozen_since.is_none())
            .filter(waiting)
            .filter_map(|leg| self.candidate(at, leg));
        candidates.min().ok_or_else(|| Rejection::NoSkill {
            window: at.window.number,
            service: first.opened.service.clone(),
        })
    }

    /// Beyond the plan's number a day the manager must press.
    fn may_call_this(&self, at: &Staffed<'_>) -> Result<(), Rejection> {
        let is_manager = matches!(
            self.by,
            Actor::Person {
                role: Role::Manager,
                ..
            }
        );
        let Some(limit) = self.day.plan.rules().call_this_a_day.filter(|_| !is_manager) else {
            return Ok(());
        };
        let called = self.day.this_one_calls.get(at.clerk).copied().unwrap_or(0);
        if called < limit {
            return Ok(());
        }
        Err(Rejection::NeedsManager {
            clerk: at.clerk.clone(),
            limit,
        })
    }

    fn this_one(&self, at: &Staffed<'_>, chosen: &Candidate, reason: &str) -> Choice {
        let plan = &self.day.plan;
        let count = calling::count_before(plan, at.plan, &self.day.queues, chosen);
        let order = calling::order(plan, at.plan, &self.day.queues, PASSED_NAMED);
        let passed = order.iter().take_while(|other| *other < chosen);
        Choice::ThisOne {
            reason: reason.to_owned(),
            passed: passed.filter_map(|other| self.number(other.leg)).collect(),
            passed_count: u32::try_from(count).unwrap_or(u32::MAX),
        }
    }

    pub(super) fn recall(&self, at: &Staffed<'_>, ticket: &TicketNumber) -> Result<Vec<Event>, Rejection> {
        let leg = self.called_here(at, ticket)?;
        Ok(vec![Event::Recalled {
            leg,
            answer_by: self.answer_by(),
        }])
    }

    pub(super) fn start(&self, at: &Staffed<'_>, ticket: &TicketNumber) -> Result<Vec<Event>, Rejection> {
        Ok(vec![Event::Started {
            leg: self.called_here(at, ticket)?,
        }])
    }

    pub(super) fn no_show(&self, at: &Staffed<'_>, ticket: &TicketNumber) -> Result<Vec<Event>, Rejection> {
        Ok(self.day.did_not_come(self.called_here(at, ticket)?, self.now))
    }

    pub(super) fn finish(
        &self,
        at: &Staffed<'_>,
        ticket: &TicketNumber,
        ending: &Ending,
    ) -> Result<Vec<Event>, Rejection> {
        let leg = self.served_here(at, ticket)?;
        let outcome = self.outcome(leg, ending.outcome)?;
        self.may_be_decided(leg, outcome)?;
        let mut events = vec![Event::Finished {
            leg: leg.opened.id,
            outcome,
        }];
        events.extend(self.onward(leg, outcome, &ending.next)?);
        Ok(events)
    }

    /// A refused claim returns to the ordinary promise, with the old anchor.
    pub(super) fn verify_class(
        &self,
        at: &Staffed<'_>,
        ticket: &TicketNumber,
        verified: bool,
    ) -> Result<Vec<Event>, Rejection> {
        let (visit, _) = self.current(at, ticket)?;
        let claimed = visit.ticket.claimed.as_ref();
        let claimed = claimed.ok_or_else(|| Rejection::NothingClaimed {
            ticket: ticket.clone(),
        })?;
        let class = if verified { claimed.as_str() } else { ORDINARY };
        let (class, promise_s) = self.class_or_default(class);
        Ok(vec![Event::ClassVerified {
            visit: visit.ticket.visit,
            verified,
            class,
            promise_s,
        }])
    }

    fn outcome(&self, leg: &Leg, chosen: Option<Outcome>) -> Result<Outcome, Rejection> {
        match chosen {
            Some(outcome) if outcome.is_for_clerks() => Ok(outcome),
            Some(_by_the_system) => Err(Rejection::OutcomeNotForClerks),
            None => Ok(self.service(&leg.opened.service)?.usual_outcome),
        }
    }

    pub(super) fn service(&self, code: &ServiceCode) -> Result<&Service, Rejection> {
        self.day
            .plan
            .service(code)
            .ok_or_else(|| Rejection::UnknownService {
                service: code.clone(),
            })
    }

    /// The visitor at the window, if it is the one who is meant.
    pub(super) fn current(
        &self,
        at: &Staffed<'_>,
        meant: &TicketNumber,
    ) -> Result<(&Visit, &Leg), Rejection> {
        let id = at.window.current.ok_or(Rejection::NobodyHere {
            window: at.window.number,
        })?;
        let visit = self.day.visits.get(&id.visit).ok_or(Rejection::UnknownTicket)?;
        if visit.ticket.number != *meant {
            let current = visit.ticket.number.clone();
            return Err(Rejection::AnotherTicket {
                current,
                meant: meant.clone(),
            });
        }
        Ok((visit, self.day.leg(id).ok_or(Rejection::UnknownTicket)?))
    }

    fn called_here(&self, at: &Staffed<'_>, meant: &TicketNumber) -> Result<LegId, Rejection> {
        let (_, leg) = self.current(at, meant)?;
        if matches!(leg.state, LegState::Called { .. }) {
            Ok(leg.opened.id)
        } else {
            Err(Rejection::AlreadyStarted {
                ticket: meant.clone(),
            })
        }
    }

    fn served_here(&self, at: &Staffed<'_>, meant: &TicketNumber) -> Result<&Leg, Rejection> {
        let (_, leg) = self.current(at, meant)?;
        if matches!(leg.state, LegState::Serving { .. }) {
            Ok(leg)
        } else {
            Err(Rejection::NotStarted {
                ticket: meant.clone(),
            })
        }
    }
}
