//! Who may be called, and in which order, found the plain way: by looking at everybody and sorting.
//!
//! Shares nothing with the hall's queues: whether somebody may be called is read off the visits and the clock, when a
//! leg came is counted here, and for how long a stop has held a promise is added up here.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use queue_core::event::Event;
use queue_core::leg::{AnchorReason, Leg, LegState, NewLeg};
use queue_core::visit::{Confirmation, Visit};
use queue_core::{
    ClassCode, Entry, GroupLetter, Hall, LegId, ServiceCode, TicketNumber, VisitId, WindowNumber,
};

/// Somebody who may be called now.
#[derive(Debug, Clone)]
pub struct Stands {
    pub leg: LegId,
    pub ticket: TicketNumber,
    pub service: ServiceCode,
    pub group: GroupLetter,
    pub class: ClassCode,
    pub reason: AnchorReason,
    pub anchor: Timestamp,
    /// How long the promise is, with the time for which it stood still.
    pub promise: SignedDuration,
    pub arrival: u64,
}

impl Stands {
    pub fn deadline(&self) -> Timestamp {
        self.anchor + self.promise
    }
}

/// A line of a window's list.
#[derive(Debug, Clone)]
pub struct Line {
    pub key: Timestamp,
    pub secondary: bool,
    pub who: Stands,
}

/// What the plain way remembers of a day.
#[derive(Debug, Clone, Default)]
pub struct Ledger {
    opened: u64,
    arrivals: BTreeMap<LegId, u64>,
    stood_still: BTreeMap<LegId, SignedDuration>,
}

impl Ledger {
    /// One event of an entry; `hall` is as it was before the event.
    pub fn hears(&mut self, hall: &Hall, event: &Event) {
        if let Event::TicketIssued { leg, .. } = event {
            self.opens(leg, SignedDuration::ZERO);
        } else if let Event::LegOpened { leg } = event {
            // A transfer keeps the anchor, and with it the time for which the promise stood still.
            let transfer = leg.anchor_reason == AnchorReason::Transfer;
            let from = transfer.then(|| left_by(hall, leg)).flatten();
            let inherited = from.map(|from| self.stood_still(from)).unwrap_or_default();
            self.opens(leg, inherited);
        } else if let Event::CheckedIn { visit, .. } = event {
            for leg in hall.visit(*visit).into_iter().flat_map(Visit::open_legs) {
                self.stood_still.remove(&leg.opened.id);
            }
        } else if let Event::Reactivated { leg, .. } = event {
            self.stood_still.remove(leg);
        }
    }

    fn opens(&mut self, leg: &NewLeg, stood_still: SignedDuration) {
        self.opened += 1;
        self.arrivals.insert(leg.id, self.opened);
        self.stood_still.insert(leg.id, stood_still);
    }

    fn stood_still(&self, leg: LegId) -> SignedDuration {
        self.stood_still.get(&leg).copied().unwrap_or_default()
    }

    /// Time passed in which nothing else did.
    pub fn passes(&mut self, hall: &Hall, from: Timestamp, to: Timestamp) {
        for leg in hall.visits().flat_map(Visit::open_legs) {
            if waits(leg) && is_stopped(hall, &leg.opened.service) {
                let from = from.max(leg.opened.ready_at);
                let more = to.duration_since(from).max(SignedDuration::ZERO);
                *self.stood_still.entry(leg.opened.id).or_default() += more;
            }
        }
    }

    /// A press was taken back: its visitors waited all the while.
    pub fn takes_back(&mut self, before: &Self, hall: &Hall, press: &Entry, to: Timestamp) {
        for id in visits_of(press) {
            for leg in hall.visit(id).into_iter().flat_map(Visit::open_legs) {
                let stopped =
                    stopped_between(hall, &leg.opened.service, press.at.max(leg.opened.ready_at), to);
                let stopped = if waits(leg) { stopped } else { SignedDuration::ZERO };
                let stood_still = before.stood_still(leg.opened.id) + stopped;
                self.stood_still.insert(leg.opened.id, stood_still);
            }
        }
    }

    pub fn stands(&self, visit: &Visit, leg: &Leg) -> Stands {
        let length = SignedDuration::from_secs(i64::from(leg.opened.promise_s));
        Stands {
            leg: leg.opened.id,
            ticket: visit.ticket.number.clone(),
            service: leg.opened.service.clone(),
            group: leg.opened.group,
            class: leg.opened.class.clone(),
            reason: leg.opened.anchor_reason,
            anchor: leg.opened.anchor,
            promise: length + self.stood_still(leg.opened.id),
            arrival: self.arrivals.get(&leg.opened.id).copied().unwrap_or(u64::MAX),
        }
    }

    /// Everybody who may be called although others wait.
    pub fn standing(&self, hall: &Hall, now: Timestamp) -> Vec<Stands> {
        let visits = hall.visits().filter(|visit| is_free(visit));
        visits
            .flat_map(|visit| visit.open_legs().map(move |leg| (visit, leg)))
            .filter(|(_, leg)| leg.opened.callable_at <= now && may_be_called(hall, leg))
            .map(|(visit, leg)| self.stands(visit, leg))
            .collect()
    }

    /// Everybody with an appointment who is here before it.
    pub fn early(&self, hall: &Hall, now: Timestamp) -> Vec<Stands> {
        let visits = hall.visits().filter(|visit| is_free(visit));
        visits
            .flat_map(|visit| visit.open_legs().map(move |leg| (visit, leg)))
            .filter(|(visit, leg)| began_as(visit, leg) == AnchorReason::Booked)
            .filter(|(_, leg)| leg.opened.callable_at > now && may_be_called(hall, leg))
            .map(|(visit, leg)| self.stands(visit, leg))
            .collect()
    }
}

/// Those whom a window serves, sorted by (key, anchor, arrival).
pub fn sorted(hall: &Hall, window: WindowNumber, standing: &[Stands]) -> Vec<Line> {
    let plan = hall.serving(window).expect("a window");
    let sigma = SignedDuration::from_secs(i64::from(hall.last_plan().expect("a plan").rules().sigma_s));
    let mut lines: Vec<Line> = standing
        .iter()
        .filter(|who| !plan.excludes.contains(&who.service))
        .filter(|who| plan.primary.contains(&who.group) || plan.secondary.contains(&who.group))
        .map(|who| {
            let secondary = !plan.primary.contains(&who.group);
            let key = who.deadline() + if secondary { sigma } else { SignedDuration::ZERO };
            Line {
                key,
                secondary,
                who: who.clone(),
            }
        })
        .collect();
    lines.sort_by_key(|line| (line.key, line.who.anchor, line.who.arrival));
    lines
}

/// Here, on paper, and neither at a window nor missed by one.
fn is_free(visit: &Visit) -> bool {
    let away = |leg: &Leg| {
        matches!(
            leg.state,
            LegState::Called { .. } | LegState::Serving { .. } | LegState::Held
        )
    };
    visit.checked_in
        && !matches!(visit.confirmation, Confirmation::Awaited { .. })
        && !visit.legs.iter().any(away)
}

fn may_be_called(hall: &Hall, leg: &Leg) -> bool {
    matches!(leg.state, LegState::NotReady | LegState::Waiting) && !is_stopped(hall, &leg.opened.service)
}

fn waits(leg: &Leg) -> bool {
    matches!(
        leg.state,
        LegState::NotReady | LegState::Waiting | LegState::Held | LegState::Parked { .. }
    )
}

fn is_stopped(hall: &Hall, service: &ServiceCode) -> bool {
    let service = hall
        .last_plan()
        .expect("a plan")
        .service(service)
        .expect("a service");
    hall.stops()
        .any(|stop| stop.ended_at.is_none() && stop.scope.holds(service))
}

/// For how long a service was stopped, stops that overlap counted once.
fn stopped_between(hall: &Hall, service: &ServiceCode, from: Timestamp, to: Timestamp) -> SignedDuration {
    let service = hall
        .last_plan()
        .expect("a plan")
        .service(service)
        .expect("a service");
    let mut stops: Vec<_> = hall
        .stops()
        .filter(|stop| stop.scope.holds(service))
        .map(|stop| (stop.since.max(from), stop.ended_at.unwrap_or(to).min(to)))
        .collect();
    stops.sort();
    let mut until = from;
    let mut sum = SignedDuration::ZERO;
    for (since, ended) in stops {
        let since = since.max(until);
        if ended > since {
            sum += ended.duration_since(since);
            until = ended;
        }
    }
    sum
}

/// Why a leg's promise runs, transfers looked through.
fn began_as(visit: &Visit, leg: &Leg) -> AnchorReason {
    let mut leg = leg;
    for before in visit.legs[..usize::from(leg.opened.id.index)].iter().rev() {
        if leg.opened.anchor_reason != AnchorReason::Transfer {
            break;
        }
        let ended = matches!(
            before.state,
            LegState::Ended {
                outcome: queue_core::leg::Outcome::Transferred,
                ..
            }
        );
        if ended && before.opened.matter == leg.opened.matter {
            leg = before;
        }
    }
    leg.opened.anchor_reason
}

/// The leg that a transfer left for this one: the matter's last before it that was transferred.
fn left_by(hall: &Hall, opened: &NewLeg) -> Option<LegId> {
    let visit = hall.visit(opened.id.visit)?;
    let transferred = |leg: &&Leg| {
        leg.opened.matter == opened.matter
            && matches!(
                leg.state,
                LegState::Ended {
                    outcome: queue_core::leg::Outcome::Transferred,
                    ..
                }
            )
    };
    visit.legs.iter().rev().find(transferred).map(|leg| leg.opened.id)
}

/// The visits that a window's press changed.
fn visits_of(press: &Entry) -> Vec<VisitId> {
    let leg = |event: &Event| {
        if let Event::Called { leg, .. }
        | Event::Finished { leg, .. }
        | Event::NoShow { leg, .. }
        | Event::Parked { leg } = event
        {
            Some(leg.visit)
        } else {
            None
        }
    };
    press.body.events.iter().filter_map(leg).collect()
}
