//! Taking a ticket.

use jiff::Timestamp;

use super::Deciding;
use super::ticket::fit_on_one_ticket;
use crate::calling;
use crate::command::{Actor, Issue, Matter};
use crate::event::Event;
use crate::ids::{ClassCode, GroupLetter, JourneyCode, LegId, ServiceCode, VisitId};
use crate::leg::{AnchorReason, NewLeg, Step, add_seconds};
use crate::plan::{APPOINTMENT, Claimant, Class, Issuing, ORDINARY, Service};
use crate::rejection::Rejection;
use crate::visit::{CASES_LIMIT, Channel, IssuedTicket};

/// From where a promise runs, and how long it is.
pub(super) struct Promise {
    class: ClassCode,
    length_s: u32,
    anchor: Timestamp,
    reason: AnchorReason,
    callable_at: Timestamp,
}

/// What is wanted.
pub(super) struct Wish<'a> {
    pub(super) matters: &'a [Matter],
    pub(super) cases: u16,
    pub(super) booked_at: Option<Timestamp>,
    /// Whether the hall sent the visitor home before.
    pub(super) revisits: bool,
}

/// A leg that opens with the ticket.
pub(super) struct First<'a> {
    matter: u16,
    pub(super) service: &'a Service,
    pub(super) step: Option<Step>,
}

impl Deciding<'_> {
    pub(super) fn issue(&self, issue: &Issue) -> Result<Vec<Event>, Rejection> {
        let wish = self.wish(issue)?;
        let firsts = self.first_legs(wish.matters)?;
        let claimed = self.claimed(issue)?;
        self.is_fresh(issue, wish.cases)?;
        let promise = self.promise(&wish, claimed);
        for first in &firsts {
            self.may_be_issued(first.service, &promise, issue.channel, wish.cases)?;
        }
        let group = firsts.first().ok_or(Rejection::NoMatter)?.service.group;
        let count = self.next_count(group)?;
        self.allows_holder(issue, &firsts)?;
        let visit = self.next_visit();
        let ticket = IssuedTicket {
            visit,
            number: group.number(count),
            request: issue.request,
            token: issue.token,
            channel: issue.channel,
            kiosk: self.kiosk(),
            language: issue.language,
            assistance: issue.assistance.clone(),
            notify: issue.notify.clone(),
            prechecked: prechecked(issue, &firsts)?,
            claimed: claimed.map(|class| class.code.clone()),
            booked_at: wish.booked_at,
            holder: issue.holder,
            cases: wish.cases,
            confirm_by: self.confirm_by(issue.channel),
            offline: None,
        };
        let mut events = opened(ticket, &firsts, &promise)?;
        let kept = issue.booking.as_ref();
        events.extend(kept.map(|by| Event::BookingKept {
            booking: by.token,
            visit,
        }));
        Ok(events)
    }

    /// What is wanted: what the request says, or the booking that is checked in by it.
    fn wish<'w>(&'w self, issue: &'w Issue) -> Result<Wish<'w>, Rejection> {
        let Some(by) = &issue.booking else {
            fit_on_one_ticket(&issue.matters)?;
            return Ok(Wish {
                matters: &issue.matters,
                cases: issue.cases,
                booked_at: issue.booked_at,
                revisits: false,
            });
        };
        let booking = self.arrival(by)?;
        Ok(Wish {
            matters: &booking.matters,
            cases: booking.cases,
            booked_at: booking.at(),
            revisits: booking.at().is_none(),
        })
    }

    /// Whoever is booked was promised a window then; a re-visit is for the service's hours; for everybody else there must
    /// be a place left too.
    fn may_be_issued(
        &self,
        service: &Service,
        promise: &Promise,
        channel: Channel,
        cases: u16,
    ) -> Result<(), Rejection> {
        self.is_not_stopped(service)?;
        match promise.reason {
            AnchorReason::Booked => Ok(()),
            AnchorReason::Revisit => self.issuing_now(service),
            AnchorReason::Issue
            | AnchorReason::LateCheckIn
            | AnchorReason::CheckedIn
            | AnchorReason::Ready
            | AnchorReason::Transfer
            | AnchorReason::Reactivated => {
                self.issuing_now(service)?;
                self.has_room(service, channel, cases)
            }
        }
    }

    /// Whether the half day's cap leaves a place, and the group is one that may be taken on the phone.
    fn has_room(&self, service: &Service, channel: Channel, cases: u16) -> Result<(), Rejection> {
        let group = service.group;
        let remote = self.day.plan.group(group).is_some_and(|group| group.remote);
        if channel == Channel::Phone && !remote {
            return Err(Rejection::NotRemote { group });
        }
        if self
            .day
            .has_room(self.register, service, channel, cases, self.now)
        {
            Ok(())
        } else {
            Err(Rejection::CapReached { group })
        }
    }

    /// The legs that open at once: of each matter the first stage, all anchored at the same instant.
    pub(super) fn first_legs(&self, matters: &[Matter]) -> Result<Vec<First<'_>>, Rejection> {
        let mut firsts = Vec::new();
        for (index, matter) in matters.iter().enumerate() {
            let number = u16::try_from(index).unwrap_or(u16::MAX);
            let (codes, step) = match matter {
                Matter::Service(code) => (vec![code], None),
                Matter::Journey(code) => (self.first_stage(code)?, Some(step(code, 0))),
                Matter::Rest { journey, stage, open } => (open.iter().collect(), Some(step(journey, *stage))),
            };
            for code in codes {
                firsts.push(First {
                    matter: number,
                    service: self.service(code)?,
                    step: step.clone(),
                });
            }
        }
        Ok(firsts)
    }

    fn first_stage(&self, code: &JourneyCode) -> Result<Vec<&ServiceCode>, Rejection> {
        let journey = self.day.plan.journey(code);
        let journey = journey.ok_or_else(|| Rejection::UnknownJourney {
            journey: code.clone(),
        })?;
        Ok(journey.first().iter().map(|leg| &leg.service).collect())
    }

    /// Whether the press and its token are new, and its figures in range.
    fn is_fresh(&self, issue: &Issue, cases: u16) -> Result<(), Rejection> {
        if self.day.given_up.contains(&issue.request) {
            return Err(Rejection::PressGivenUp);
        }
        if self.day.by_token.has(&issue.token) {
            return Err(Rejection::TokenUsed);
        }
        if !(1..=CASES_LIMIT).contains(&cases) {
            return Err(Rejection::BadCases { limit: CASES_LIMIT });
        }
        Ok(())
    }

    pub(super) fn next_visit(&self) -> VisitId {
        VisitId(self.day.last_visit().0.saturating_add(1))
    }

    /// The claimed class, where it may be claimed.
    fn claimed(&self, issue: &Issue) -> Result<Option<&Class>, Rejection> {
        let code = issue.class.as_ref();
        code.map_or(Ok(None), |code| self.claimed_class(code, issue.channel))
    }

    /// A class as it is claimed somewhere; none: the ordinary one.
    pub(super) fn claimed_class(
        &self,
        code: &ClassCode,
        channel: Channel,
    ) -> Result<Option<&Class>, Rejection> {
        if code.as_str() == ORDINARY {
            return Ok(None);
        }
        let class = self
            .day
            .plan
            .class(code)
            .ok_or_else(|| Rejection::UnknownClass { class: code.clone() })?;
        let claimant = match channel {
            Channel::Kiosk | Channel::Phone => Claimant::Kiosk,
            Channel::Reception | Channel::Pad => Claimant::Reception,
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
        // A number that was carried over midnight is not given a second time.
        let is_free = |count: &u32| !self.day.by_number.has(&group.number(*count));
        (given + 1..=limit)
            .map(|nth| self.day.numbers.series.on_line(nth))
            .take_while(|count| *count < self.day.ceiling)
            .find(is_free)
            .ok_or(Rejection::NumbersUsedUp { group })
    }

    /// The promise clock's rule: a booked visitor in time runs from the later of booking and check-in, anyone
    /// else from now.
    pub(super) fn promise(&self, wish: &Wish<'_>, claimed: Option<&Class>) -> Promise {
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
        match wish.booked_at {
            // Sent home by the hall: as an appointment, from now.
            None if wish.revisits => {
                let (class, length_s) = self.class_or_default(APPOINTMENT);
                Promise {
                    class,
                    length_s,
                    ..walk_in(AnchorReason::Revisit)
                }
            }
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
    pub(super) fn confirm_by(&self, channel: Channel) -> Option<Timestamp> {
        match channel {
            Channel::Kiosk => Some(add_seconds(self.now, self.day.plan.rules().confirm_s)),
            Channel::Reception | Channel::Phone | Channel::Pad => None,
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

/// A ticket, and the legs that open with it.
pub(super) fn opened(
    ticket: IssuedTicket,
    firsts: &[First<'_>],
    promise: &Promise,
) -> Result<Vec<Event>, Rejection> {
    let visit = ticket.visit;
    let mut legs = firsts
        .iter()
        .enumerate()
        .map(|(index, first)| Box::new(first_leg(visit, index, first, promise)));
    let leg = legs.next().ok_or(Rejection::NoMatter)?;
    let ticket = Box::new(ticket);
    let mut events = vec![Event::TicketIssued { ticket, leg }];
    events.extend(legs.map(|leg| Event::LegOpened { leg }));
    Ok(events)
}

fn step(journey: &JourneyCode, stage: u16) -> Step {
    Step {
        journey: journey.clone(),
        stage,
    }
}

/// What reception has looked through, of what the ticket begins with.
fn prechecked(issue: &Issue, firsts: &[First<'_>]) -> Result<Vec<ServiceCode>, Rejection> {
    if issue.channel != Channel::Reception && !issue.prechecked.is_empty() {
        return Err(Rejection::NotYours);
    }
    let begins = |code: &&ServiceCode| firsts.iter().any(|first| first.service.code == **code);
    Ok(issue.prechecked.iter().filter(begins).cloned().collect())
}

fn first_leg(visit: VisitId, index: usize, first: &First<'_>, promise: &Promise) -> NewLeg {
    NewLeg {
        id: LegId {
            visit,
            index: u16::try_from(index).unwrap_or(u16::MAX),
        },
        service: first.service.code.clone(),
        matter: first.matter,
        step: first.step.clone(),
        group: first.service.group,
        class: promise.class.clone(),
        anchor: promise.anchor,
        anchor_reason: promise.reason,
        promise_s: promise.length_s,
        // A walk-in is ready at once, a booked visitor at the later of booking and check-in: its anchor.
        ready_at: promise.anchor,
        callable_at: promise.callable_at,
    }
}
