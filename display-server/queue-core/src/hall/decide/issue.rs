//! Taking a ticket.

use jiff::Timestamp;

use super::Deciding;
use crate::calling;
use crate::command::{Actor, Issue};
use crate::event::Event;
use crate::ids::{ClassCode, GroupLetter, LegId, VisitId};
use crate::leg::{AnchorReason, NewLeg, add_seconds};
use crate::plan::{Claimant, Class, Issuing, Service};
use crate::rejection::Rejection;
use crate::visit::{Channel, IssuedTicket};

/// The classes that every plan has.
pub(super) const ORDINARY: &str = "ordinary";
const APPOINTMENT: &str = "appointment";
pub(super) const NEXT_LEG: &str = "next_leg";

/// From where a promise runs, and how long it is.
struct Promise {
    class: ClassCode,
    length_s: u32,
    anchor: Timestamp,
    reason: AnchorReason,
    callable_at: Timestamp,
}

impl Deciding<'_> {
    pub(super) fn issue(&self, issue: &Issue) -> Result<Vec<Event>, Rejection> {
        let plan = &self.day.plan;
        let service = plan
            .service(&issue.service)
            .ok_or_else(|| Rejection::UnknownService {
                service: issue.service.clone(),
            })?;
        let claimed = self.claimed(issue)?;
        if self.day.given_up.contains(&issue.request) {
            return Err(Rejection::PressGivenUp);
        }
        if self.day.by_token.contains_key(&issue.token) {
            return Err(Rejection::TokenUsed);
        }
        self.issuing_now(service)?;
        let count = self.next_count(service.group)?;
        let visit = VisitId(
            u32::try_from(self.day.visits.len())
                .unwrap_or(u32::MAX)
                .saturating_add(1),
        );
        let promise = self.promise(issue.booked_at, claimed);
        let ticket = IssuedTicket {
            visit,
            number: service.group.number(count),
            request: issue.request,
            token: issue.token,
            channel: issue.channel,
            kiosk: self.kiosk(),
            language: issue.language,
            assistance: issue.assistance.clone(),
            notify: issue.notify.clone(),
            claimed: claimed.map(|class| class.code.clone()),
            booked_at: issue.booked_at,
            confirm_by: self.confirm_by(issue.channel),
        };
        let leg = first_leg(visit, service, promise);
        Ok(vec![Event::TicketIssued {
            ticket: Box::new(ticket),
            leg: Box::new(leg),
        }])
    }

    /// The claimed class, where it may be claimed.
    fn claimed(&self, issue: &Issue) -> Result<Option<&Class>, Rejection> {
        let Some(code) = issue.class.as_ref().filter(|code| code.as_str() != ORDINARY) else {
            return Ok(None);
        };
        let class = self
            .day
            .plan
            .class(code)
            .ok_or_else(|| Rejection::UnknownClass { class: code.clone() })?;
        let claimant = match issue.channel {
            Channel::Kiosk | Channel::Phone => Claimant::Kiosk,
            Channel::Reception => Claimant::Reception,
        };
        if class.claim.contains(&claimant) {
            Ok(Some(class))
        } else {
            Err(Rejection::ClassNotClaimable { class: code.clone() })
        }
    }

    fn issuing_now(&self, service: &Service) -> Result<(), Rejection> {
        let code = &service.code;
        match self.day.times.issuing(code, self.now) {
            Issuing::Now { .. } => Ok(()),
            Issuing::NotBefore { at } => Err(Rejection::NotYet {
                service: code.clone(),
                from: at,
            }),
            Issuing::Ended { why, again_at } => Err(Rejection::IssuingEnded {
                service: code.clone(),
                why,
                again_at,
            }),
        }
    }

    fn next_count(&self, group: GroupLetter) -> Result<u32, Rejection> {
        let given = self.day.counters.get(&group).copied().unwrap_or_default();
        let limit = self
            .day
            .plan
            .group(group)
            .map_or(0, |group| group.numbers_per_day);
        if given < limit {
            Ok(given + 1)
        } else {
            Err(Rejection::NumbersUsedUp { group })
        }
    }

    /// The promise clock's rule: a booked visitor in time runs from the later of booking and check-in, anyone
    /// else from now.
    fn promise(&self, booked_at: Option<Timestamp>, claimed: Option<&Class>) -> Promise {
        let plan = &self.day.plan;
        let ordinary = self.class_or_default(ORDINARY);
        let (class, promise_s) = claimed.map_or(ordinary, |class| (class.code.clone(), class.promise_s));
        let walk_in = |reason| Promise {
            class: class.clone(),
            length_s: promise_s,
            anchor: self.now,
            reason,
            callable_at: self.now,
        };
        match booked_at {
            None => walk_in(AnchorReason::Issue),
            Some(booked_at) if calling::is_late(plan, booked_at, self.now) => {
                walk_in(AnchorReason::LateCheckIn)
            }
            Some(booked_at) => {
                let (class, promise_s) = self.class_or_default(APPOINTMENT);
                Promise {
                    class,
                    length_s: promise_s,
                    anchor: booked_at.max(self.now),
                    reason: AnchorReason::Booked,
                    callable_at: calling::callable_from(plan, booked_at, self.now),
                }
            }
        }
    }

    /// A class that every checked plan has, with its promise.
    pub(super) fn class_or_default(&self, code: &str) -> (ClassCode, u32) {
        let code = ClassCode::new(code);
        let promise_s = self
            .day
            .plan
            .class(&code)
            .map(|class| class.promise_s)
            .unwrap_or_default();
        (code, promise_s)
    }

    /// A kiosk prints, and says when paper came out; at reception the number is told.
    fn confirm_by(&self, channel: Channel) -> Option<Timestamp> {
        match channel {
            Channel::Kiosk => Some(add_seconds(self.now, self.day.plan.rules().confirm_s)),
            Channel::Reception | Channel::Phone => None,
        }
    }

    fn kiosk(&self) -> Option<crate::ids::DeviceId> {
        if let Actor::Device { id } = self.by {
            Some(id.clone())
        } else {
            None
        }
    }
}

fn first_leg(visit: VisitId, service: &Service, promise: Promise) -> NewLeg {
    NewLeg {
        id: LegId { visit, index: 0 },
        service: service.code.clone(),
        group: service.group,
        class: promise.class,
        anchor: promise.anchor,
        anchor_reason: promise.reason,
        promise_s: promise.length_s,
        // A walk-in is ready at once, a booked visitor at the later of booking and check-in: its anchor.
        ready_at: promise.anchor,
        callable_at: promise.callable_at,
    }
}
