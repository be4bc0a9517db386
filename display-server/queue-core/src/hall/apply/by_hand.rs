//! What no ticket of the hall stands for: questions answered, and what was served by hand while the power was gone.

use super::Applying;
use crate::command::SheetLine;
use crate::ids::{ClassCode, LegId, RequestId, TokenHash, VisitId, WindowNumber};
use crate::leg::{AnchorReason, Leg, LegState, NewLeg};
use crate::plan::{Language, ORDINARY};
use crate::visit::{Channel, Confirmation, IssuedTicket, Visit};

impl Applying<'_> {
    pub(super) fn advised(&mut self, window: Option<WindowNumber>) {
        *self.day.advice.entry(window).or_default() += 1;
        self.touched.windows.extend(window);
    }

    /// A visit that is over as soon as it is known.
    pub(super) fn entered_later(
        &mut self,
        id: VisitId,
        request: RequestId,
        line: &SheetLine,
        promise_s: u32,
    ) {
        let Some(group) = self.day.plan.service(&line.service).map(|service| service.group) else {
            return;
        };
        self.day.arrivals += 1;
        self.day.tallies.entry(group).or_default().issued += 1;
        self.day.by_number.insert(line.number.clone(), id);
        let leg_id = LegId { visit: id, index: 0 };
        let opened = NewLeg {
            id: leg_id,
            service: line.service.clone(),
            matter: 0,
            step: None,
            group,
            class: ClassCode::new(ORDINARY),
            anchor: line.taken_at,
            anchor_reason: AnchorReason::Issue,
            promise_s,
            ready_at: line.taken_at,
            callable_at: line.taken_at,
        };
        let mut leg = Leg::new(opened, self.day.arrivals);
        leg.first_called_at = Some(line.called_at);
        leg.last_called_at = Some(line.called_at);
        leg.started_at = Some(line.called_at);
        leg.promise_kept = Some(line.called_at <= leg.deadline());
        leg.window = Some(line.window);
        leg.clerk = Some(line.clerk.clone());
        leg.state = LegState::Ended {
            outcome: line.outcome,
            at: line.ended_at,
        };
        let visit = Visit {
            ticket: IssuedTicket::of_sheet(id, request, line),
            issued_at: line.taken_at,
            confirmation: Confirmation::Confirmed { evidence: None },
            checked_in: true,
            class_verified: None,
            legs: vec![leg],
            asked: None,
            touched_by: self.seq,
        };
        self.day.put_in(&visit, self.touched);
        self.day.visits.insert(id, Box::new(visit));
        self.touched.visits.insert(id);
        self.touched.ended.push(leg_id);
    }
}

impl IssuedTicket {
    /// The ticket that a line of the sheet stands for; it has no slip, and so no token that anybody knows.
    pub(crate) fn of_sheet(visit: VisitId, request: RequestId, line: &SheetLine) -> Self {
        Self {
            visit,
            number: line.number.clone(),
            request,
            token: TokenHash::new([0; 32]),
            channel: Channel::Pad,
            kiosk: None,
            language: Language::default(),
            assistance: Vec::new(),
            notify: Vec::new(),
            prechecked: Vec::new(),
            claimed: None,
            booked_at: None,
            holder: None,
            cases: 1,
            confirm_by: None,
            offline: None,
        }
    }
}
