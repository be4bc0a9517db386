//! Tickets given, confirmed, and classes looked at.

use super::Applying;
use crate::ids::{ClassCode, VisitId};
use crate::leg::{AnchorReason, Leg, NewLeg};
use crate::plan::ORDINARY;
use crate::visit::{Channel, Confirmation, IssuedTicket, Visit};
use jiff::Timestamp;

impl Applying<'_> {
    pub(super) fn issued(&mut self, ticket: &IssuedTicket, leg: &NewLeg) {
        let id = ticket.visit;
        if ticket.offline.is_none() {
            *self.day.counters.entry(leg.group).or_default() += 1;
        }
        self.day.tallies.entry(leg.group).or_default().issued += 1;
        self.day.arrivals += 1;
        self.day.by_number.insert(ticket.number.clone(), id);
        self.day.by_request.insert(ticket.request, id);
        self.day.by_token.insert(ticket.token, id);
        if let Some(holder) = ticket.holder {
            self.day.by_holder.entry(holder).or_default().insert(id);
        }
        let confirmation = match ticket.confirm_by {
            Some(by) => Confirmation::Awaited { by },
            None => Confirmation::Confirmed { evidence: None },
        };
        let visit = Visit {
            ticket: ticket.clone(),
            issued_at: ticket.offline.map_or(self.at, |offline| offline.taken_at),
            confirmation,
            checked_in: ticket.channel != Channel::Phone,
            class_verified: None,
            legs: vec![Leg::new(leg.clone(), self.day.arrivals)],
            asked: self.person().map(|person| self.takes_up(person)),
            touched_by: self.seq,
        };
        self.day.put_in(&visit, self.touched);
        self.day.visits.insert(id, Box::new(visit));
        // Once more through the one door, so that a leg whose time has come stands in its queue.
        self.change(id, |_| {});
    }

    pub(super) fn confirmation(&mut self, id: VisitId, confirmation: Confirmation) {
        self.change(id, |visit| visit.confirmation = confirmation);
    }

    pub(super) fn class_verified(&mut self, id: VisitId, verified: bool, class: &ClassCode, promise_s: u32) {
        self.change(id, |visit| {
            visit.class_verified = Some(verified);
            let claimed = visit.ticket.claimed.clone();
            for leg in visit.legs.iter_mut().filter(|leg| !leg.is_ended()) {
                // Booked or on a next leg: the promise is not the claim's.
                if claimed.as_ref() == Some(&leg.opened.class) || leg.opened.class.as_str() == ORDINARY {
                    leg.opened.class = class.clone();
                    leg.opened.promise_s = promise_s;
                }
            }
        });
    }

    pub(super) fn checked_in(&mut self, id: VisitId, anchor: Timestamp) {
        let at = self.at;
        self.change(id, |visit| {
            visit.checked_in = true;
            for leg in visit.legs.iter_mut().filter(|leg| !leg.is_ended()) {
                leg.opened.anchor = anchor;
                leg.opened.anchor_reason = AnchorReason::CheckedIn;
                leg.opened.ready_at = at;
                leg.opened.callable_at = at;
                leg.starts_afresh();
            }
        });
    }
}
