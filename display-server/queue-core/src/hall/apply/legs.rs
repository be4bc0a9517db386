//! The life of a leg: opened, called, served, ended.

use jiff::Timestamp;

use super::Applying;
use crate::event::Choice;
use crate::hall::CallRecord;
use crate::hall::passing::Logged;
use crate::ids::{LegId, PersonCode, VisitId, WindowNumber};
use crate::leg::{AnchorReason, Leg, LegState, NewLeg, Outcome, milliseconds};

/// How many calls an area's board remembers, so that two calls in one commit are both heard.
const CALLS_REMEMBERED: usize = 8;

impl Applying<'_> {
    pub(super) fn change_leg(&mut self, id: LegId, change: impl FnOnce(&mut Leg)) {
        self.change(id.visit, |visit| {
            if let Some(leg) = visit.legs.get_mut(usize::from(id.index)) {
                change(leg);
            }
        });
    }

    pub(super) fn opened(&mut self, leg: &NewLeg) {
        self.day.arrivals += 1;
        let mut opened = Leg::new(leg.clone(), self.day.arrivals);
        self.change(leg.id.visit, |visit| {
            // With the old anchor goes the time for which its promise stood still.
            opened.frozen_ms = visit.left_for(leg).map_or(0, |from| from.frozen_ms);
            visit.legs.push(opened);
        });
    }

    pub(super) fn called(
        &mut self,
        id: LegId,
        window: WindowNumber,
        clerk: &PersonCode,
        answer_by: Timestamp,
        choice: &Choice,
    ) {
        let at = self.at;
        self.log_call(id);
        self.change_leg(id, |leg| {
            leg.state = LegState::Called { window, answer_by };
            leg.first_called_at.get_or_insert(at);
            let kept = at <= leg.deadline();
            leg.promise_kept.get_or_insert(kept);
            leg.last_called_at = Some(at);
            leg.window = Some(window);
            leg.clerk = Some(clerk.clone());
            leg.choice = Some(choice.clone());
        });
        if matches!(choice, Choice::ThisOne { .. }) {
            *self.day.this_one_calls.entry(clerk.clone()).or_default() += 1;
        }
        self.occupy(window, Some(id));
        self.announce(id, window);
    }

    fn log_call(&mut self, id: LegId) {
        let Some(leg) = self.day.leg(id) else { return };
        let (group, anchor, class) = (leg.opened.group, leg.opened.anchor, leg.opened.class.clone());
        let (seq, at) = (self.seq, self.at);
        self.day.call_log.entry(group).or_default().push(Logged {
            seq,
            at,
            leg: id,
            anchor,
            class,
        });
    }

    pub(super) fn recalled(&mut self, id: LegId, new_answer_by: Timestamp) {
        let at = self.at;
        let mut called_to = None;
        self.change_leg(id, |leg| {
            if let LegState::Called { window, answer_by } = &mut leg.state {
                *answer_by = new_answer_by;
                leg.last_called_at = Some(at);
                called_to = Some(*window);
            }
        });
        if let Some(window) = called_to {
            self.touched.windows.insert(window);
            self.announce(id, window);
        }
    }

    fn announce(&mut self, leg: LegId, window: WindowNumber) {
        let Some(area) = self.day.plan.window(window).map(|plan| plan.area.clone()) else {
            return;
        };
        let calls = self.day.calls.entry(area).or_default();
        calls.push_front(CallRecord {
            seq: self.seq,
            at: self.at,
            leg,
            window,
        });
        calls.truncate(CALLS_REMEMBERED);
    }

    pub(super) fn started(&mut self, id: LegId) {
        let at = self.at;
        let mut serves = None;
        self.change_leg(id, |leg| {
            if let LegState::Called { window, .. } = leg.state {
                leg.state = LegState::Serving { window };
                leg.started_at = Some(at);
                serves = Some(window);
            }
        });
        self.touched.windows.extend(serves);
        let clerk = self.day.leg(id).and_then(|leg| leg.clerk.clone());
        if let Some(clerk) = clerk {
            self.taken_up(id.visit, &clerk);
        }
    }

    pub(super) fn no_show(&mut self, id: LegId, held: bool) {
        self.leave_window(id);
        let at = self.at;
        self.change_leg(id, |leg| {
            leg.no_shows = leg.no_shows.saturating_add(1);
            leg.state = if held {
                LegState::Held
            } else {
                LegState::Ended {
                    outcome: Outcome::NoShow,
                    at,
                }
            };
        });
        self.day.last_end_at = at;
    }

    pub(super) fn reactivated(&mut self, id: LegId, anchor: Timestamp, promise_s: u32) {
        self.change_leg(id, |leg| {
            leg.opened.anchor = anchor;
            leg.opened.anchor_reason = AnchorReason::Reactivated;
            leg.opened.promise_s = promise_s;
            // An appointment that was called early is not waited for until its time any more.
            leg.opened.ready_at = leg.opened.ready_at.min(anchor);
            leg.opened.callable_at = leg.opened.callable_at.min(anchor);
            leg.starts_afresh();
            leg.state = LegState::Waiting;
        });
    }

    pub(super) fn parked(&mut self, id: LegId) {
        let Some(window) = self.leave_window(id) else {
            return;
        };
        let at = self.at;
        self.change_leg(id, |leg| {
            if let Some(started_at) = leg.started_at.take() {
                leg.handled_before_ms += milliseconds(started_at, at);
            }
            leg.state = LegState::Parked { window };
        });
    }

    pub(super) fn ended(&mut self, id: LegId, outcome: Outcome) {
        self.leave_window(id);
        let at = self.at;
        self.change_leg(id, |leg| leg.state = LegState::Ended { outcome, at });
        self.day.last_end_at = at;
    }

    /// Ends whatever is open of a visit.
    pub(super) fn end_open_legs(&mut self, visit: VisitId, outcome: Outcome) {
        let Some(visit) = self.day.visits.get(&visit) else {
            return;
        };
        let open: Vec<LegId> = visit.open_legs().map(|leg| leg.opened.id).collect();
        for leg in open {
            self.ended(leg, outcome);
        }
    }

    /// Frees the window that a leg is called to or served at, and says which.
    pub(super) fn leave_window(&mut self, id: LegId) -> Option<WindowNumber> {
        match self.day.leg(id)?.state {
            LegState::Called { window, .. } | LegState::Serving { window } => {
                self.occupy(window, None);
                Some(window)
            }
            LegState::Parked { window } => {
                // It stood in this window's list of tickets set aside.
                self.touched.windows.insert(window);
                None
            }
            LegState::NotReady | LegState::Waiting | LegState::Held | LegState::Ended { .. } => None,
        }
    }

    fn occupy(&mut self, number: WindowNumber, leg: Option<LegId>) {
        if let Some(window) = self.day.windows.get_mut(&number) {
            window.current = leg;
            window.since = self.at;
            self.touched.windows.insert(number);
        }
    }
}
