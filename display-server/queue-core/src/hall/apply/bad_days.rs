//! What does not work, what everybody is told, and who serves for whom.

use std::sync::Arc;

use jiff::Timestamp;

use super::Applying;
use crate::announcement::Announcement;
use crate::event::Choice;
use crate::hall::{Cover, Day};
use crate::ids::{AnnouncementId, LegId, StopId, WindowNumber};
use crate::leg::{Leg, LegState, milliseconds};
use crate::stop::{Stop, StopCause, StopScope};
use crate::visit::Visit;

impl Applying<'_> {
    pub(super) fn stop_began(&mut self, stop: &Stop) {
        let at = self.at;
        let leaves = stop.cause == StopCause::Evacuation;
        self.change_stops(
            &stop.scope,
            |stops| stops.push(stop.clone()),
            |leg| {
                if leaves && let Some(started_at) = leg.started_at.take_if(|_| is_served(&leg.state)) {
                    leg.handled_before_ms += milliseconds(started_at, at);
                }
            },
        );
    }

    pub(super) fn stop_ended(&mut self, id: StopId) {
        let at = self.at;
        let Some(ended) = self.day.stops.iter().find(|stop| stop.id == id).cloned() else {
            return;
        };
        let came_back = ended.cause == StopCause::Evacuation;
        self.change_stops(
            &ended.scope,
            |stops| {
                if let Some(stop) = stops.iter_mut().find(|stop| stop.id == id) {
                    stop.ended_at = Some(at);
                }
            },
            |leg| {
                if came_back && is_served(&leg.state) {
                    leg.started_at.get_or_insert(at);
                }
            },
        );
    }

    /// Which queues a leg stands in depends on what is stopped. Nobody whom that concerns goes back to what was before it.
    fn change_stops(
        &mut self,
        scope: &StopScope,
        change: impl FnOnce(&mut Vec<Stop>),
        each: impl Fn(&mut Leg),
    ) {
        let plan = Arc::clone(&self.day.plan);
        let is_held = |leg: &Leg| {
            let service = plan.service(&leg.opened.service);
            service.is_some_and(|service| scope.holds(service))
        };
        let concerns = |visit: &Visit| visit.legs.iter().any(is_held);
        let change = |day: &mut Day| change(&mut day.stops);
        self.day.change_all(self.at, self.touched, change, each, concerns);
        for window in self.day.windows.values_mut() {
            window.undo.take_if(|undo| undo.visits.iter().any(concerns));
        }
        self.touched.notices = true;
    }

    /// Back to the queue as if never called; a call that nobody could answer is no call.
    pub(super) fn call_taken_back(&mut self, id: LegId) {
        self.leave_window(id);
        let mut by_hand_of = None;
        self.change_leg(id, |leg| {
            // Never served and never missed before: that call was its first.
            if leg.no_shows == 0 && leg.started_at.is_none() && leg.handled_before_ms == 0 {
                leg.first_called_at = None;
                leg.promise_kept = None;
            }
            if matches!(leg.choice, Some(Choice::ThisOne { .. })) {
                by_hand_of.clone_from(&leg.clerk);
            }
            // `settle` lets it wait as soon as it may be called.
            leg.state = LegState::NotReady;
        });
        if let Some(calls) = by_hand_of.and_then(|clerk| self.day.this_one_calls.get_mut(&clerk)) {
            *calls = calls.saturating_sub(1);
        }
        for calls in self.day.calls.values_mut() {
            calls.retain(|call| call.leg != id);
        }
        for calls in self.day.call_log.values_mut() {
            calls.retain(|call| call.leg != id);
        }
    }

    pub(super) fn announced(&mut self, announcement: &Announcement) {
        self.day.announcements.push(announcement.clone());
        self.touched.notices = true;
    }

    pub(super) fn announcement_ended(&mut self, id: AnnouncementId) {
        let at = self.at;
        for announcement in &mut self.day.announcements {
            if announcement.id == id {
                announcement.until = announcement.until.min(at);
            }
        }
        self.touched.notices = true;
    }

    pub(super) fn closing_moved(&mut self, issue_until: Timestamp, day_ends_at: Timestamp) {
        self.day.times.close_early(issue_until, day_ends_at);
        self.touched.notices = true;
    }

    pub(super) fn cover_began(&mut self, window: WindowNumber, by: WindowNumber) {
        self.day.covers.retain(|cover| cover.window != window);
        self.day.covers.push(Cover { window, by });
        self.skills_changed(&[window, by]);
    }

    pub(super) fn cover_ended(&mut self, window: WindowNumber) {
        let by = self.day.covers.iter().find(|cover| cover.window == window);
        let by = by.map_or(window, |cover| cover.by);
        self.day.covers.retain(|cover| cover.window != window);
        self.skills_changed(&[window, by]);
    }

    pub(super) fn tides_turned(&mut self) {
        let turned: Vec<WindowNumber> = self.day.times.tides.iter().map(|tide| tide.window).collect();
        self.skills_changed(&turned);
    }

    fn skills_changed(&mut self, windows: &[WindowNumber]) {
        self.day.find_skills(self.at);
        self.touched.windows.extend(windows);
        self.touched.notices = true;
    }
}

fn is_served(state: &LegState) -> bool {
    matches!(state, LegState::Serving { .. })
}
