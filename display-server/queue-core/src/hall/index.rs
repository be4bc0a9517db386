//! The queues, the agenda and the tallies, derived from the visits.

use jiff::Timestamp;

use super::skills::may_stand_still;
use super::{Day, Due, Touched};
use crate::calling::Place;
use crate::ids::{LegId, VisitId};
use crate::leg::{Leg, LegState};
use crate::visit::{Confirmation, Visit};

impl Day {
    /// Changes a visit: out of everything derived, changed, its time looked at, and back in.
    pub(super) fn change_visit(
        &mut self,
        id: VisitId,
        at: Timestamp,
        touched: &mut Touched,
        change: impl FnOnce(&mut Visit),
    ) {
        let Some(mut visit) = self.visits.remove(&id) else {
            return;
        };
        self.put_out(&visit, touched);
        let ended_before = ended_legs(&visit);
        change(&mut visit);
        self.settle(&mut visit, at);
        self.put_in(&visit, touched);
        let ended = ended_legs(&visit);
        touched
            .ended
            .extend(ended.iter().filter(|leg| !ended_before.contains(leg)));
        touched
            .reopened
            .extend(ended_before.iter().filter(|leg| !ended.contains(leg)));
        touched.visits.insert(id);
        self.visits.insert(id, visit);
    }

    /// Changes what decides in which queues legs stand: everybody is taken out before, and put back after. It touches
    /// those whom it concerns.
    pub(super) fn change_all(
        &mut self,
        at: Timestamp,
        touched: &mut Touched,
        change: impl FnOnce(&mut Self),
        each: impl Fn(&mut Leg),
        concerns: impl Fn(&Visit) -> bool,
    ) {
        let open = |visit: &Visit| visit.open_legs().next().is_some();
        let ids: Vec<VisitId> = self
            .visits
            .iter()
            .filter(|(_, visit)| open(visit))
            .map(|(id, _)| *id)
            .collect();
        let visits: Vec<_> = ids.iter().filter_map(|id| self.visits.remove(id)).collect();
        for visit in &visits {
            self.put_out(visit, touched);
        }
        change(self);
        for mut visit in visits {
            visit.legs.iter_mut().for_each(&each);
            self.settle(&mut visit, at);
            self.put_in(&visit, touched);
            if concerns(&visit) {
                touched.visits.insert(visit.ticket.visit);
            }
            self.visits.insert(visit.ticket.visit, visit);
        }
    }

    /// A leg whose time has come waits, and a promise stands still while its service is stopped.
    pub(super) fn settle(&self, visit: &mut Visit, at: Timestamp) {
        let callable = visit.checked_in && !matches!(visit.confirmation, Confirmation::Awaited { .. });
        for leg in &mut visit.legs {
            if callable && leg.state == LegState::NotReady && leg.opened.callable_at <= at {
                leg.state = LegState::Waiting;
            }
            let stands_still = may_stand_still(&leg.state) && self.is_stopped(&leg.opened.service);
            leg.hold(stands_still, at);
        }
    }

    pub(super) fn put_in(&mut self, visit: &Visit, touched: &mut Touched) {
        let taken = visit.is_taken();
        for leg in &visit.legs {
            touched.groups.insert(leg.opened.group);
            if leg.counts_before {
                continue;
            }
            if let Some(record) = leg.record() {
                self.tallies.entry(leg.opened.group).or_default().add(&record);
                continue;
            }
            self.open_legs += 1;
            if let Some(due) = due_of(visit, leg) {
                self.agenda.insert(due);
            }
            match leg.state {
                // While a window has the visitor, nobody else can call them; while a service is stopped, nobody at all.
                LegState::Waiting if taken || leg.frozen_since.is_some() => {}
                LegState::Waiting => {
                    self.queues
                        .entry(leg.opened.group)
                        .or_default()
                        .insert(Place::of(leg));
                }
                LegState::Held => {
                    self.absent.insert(leg.opened.id);
                }
                LegState::NotReady if !visit.checked_in => {
                    self.absent.insert(leg.opened.id);
                }
                LegState::NotReady if !taken && leg.frozen_since.is_none() && is_early(visit, leg) => {
                    self.early.insert(leg.opened.id);
                }
                LegState::Parked { window } => {
                    self.parked.insert((window, leg.opened.id));
                }
                LegState::NotReady
                | LegState::Called { .. }
                | LegState::Serving { .. }
                | LegState::Ended { .. } => {}
            }
        }
    }

    pub(super) fn put_out(&mut self, visit: &Visit, touched: &mut Touched) {
        let taken = visit.is_taken();
        for leg in &visit.legs {
            touched.groups.insert(leg.opened.group);
            if leg.counts_before {
                continue;
            }
            if let Some(record) = leg.record() {
                self.tallies.entry(leg.opened.group).or_default().remove(&record);
                continue;
            }
            self.open_legs -= 1;
            if let Some(due) = due_of(visit, leg) {
                self.agenda.remove(&due);
            }
            match leg.state {
                LegState::Waiting if taken || leg.frozen_since.is_some() => {}
                LegState::Waiting => {
                    self.queues
                        .entry(leg.opened.group)
                        .or_default()
                        .remove(&Place::of(leg));
                }
                LegState::Held => {
                    self.absent.remove(&leg.opened.id);
                }
                LegState::NotReady => {
                    self.absent.remove(&leg.opened.id);
                    self.early.remove(&leg.opened.id);
                }
                LegState::Parked { window } => {
                    self.parked.remove(&(window, leg.opened.id));
                }
                LegState::Called { .. } | LegState::Serving { .. } | LegState::Ended { .. } => {}
            }
        }
    }
}

fn ended_legs(visit: &Visit) -> Vec<LegId> {
    visit
        .legs
        .iter()
        .filter(|leg| leg.is_ended())
        .map(|leg| leg.opened.id)
        .collect()
}

/// What falls due for a leg that is not over.
fn due_of(visit: &Visit, leg: &Leg) -> Option<(Timestamp, Due)> {
    match leg.state {
        LegState::NotReady => Some(match visit.confirmation {
            Confirmation::Awaited { by } => (by, Due::Confirm(visit.ticket.visit)),
            // Nothing comes of it until the visitor is here.
            Confirmation::Confirmed { .. } | Confirmation::Overdue if !visit.checked_in => return None,
            Confirmation::Confirmed { .. } | Confirmation::Overdue => {
                (leg.opened.callable_at, Due::Ready(leg.opened.id))
            }
        }),
        LegState::Called { answer_by, .. } => Some((answer_by, Due::Answer(leg.opened.id))),
        LegState::Waiting
        | LegState::Serving { .. }
        | LegState::Held
        | LegState::Parked { .. }
        | LegState::Ended { .. } => None,
    }
}

/// Whether a booked visitor is here before the time at which they may be called.
fn is_early(visit: &Visit, leg: &Leg) -> bool {
    visit.is_booked(leg) && !matches!(visit.confirmation, Confirmation::Awaited { .. })
}
