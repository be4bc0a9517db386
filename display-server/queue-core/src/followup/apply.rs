//! What an event makes of a follow-up. Total: one that cannot follow an event stays as it is.

use super::{Done, Followup, FollowupCode, FollowupEvent, Next, Stage, Waits};
use crate::record::Happening;

impl Followup {
    /// A follow-up that an event begins; none: it begins none.
    pub(super) fn begun_by(code: &FollowupCode, when: Happening<'_>, event: &FollowupEvent) -> Option<Self> {
        let FollowupEvent::Opened {
            raised,
            overseers_only,
            next,
        } = event
        else {
            return None;
        };
        Some(Self {
            code: code.clone(),
            raised: (**raised).clone(),
            opened_by: when.person(),
            overseers_only: *overseers_only,
            began_on: when.day,
            assigned: None,
            waits: Waits {
                stage: next.stage,
                since: when.day,
                days: next.days,
                until: raised.answer_by,
            },
            done: Vec::new(),
            statement: None,
            decisions: Vec::new(),
            rectified: None,
            called_back: None,
            appeal: None,
            closed_on: None,
            changes: 1,
        })
    }

    /// Makes an event part of the follow-up.
    pub(super) fn follow(&mut self, when: Happening<'_>, event: &FollowupEvent) {
        match event {
            FollowupEvent::Opened { .. } => return,
            FollowupEvent::Assigned { to } => self.assigned = Some(to.clone()),
            FollowupEvent::Stated { statement, .. } => self.statement = Some(*statement),
            FollowupEvent::Decided { decision, .. } | FollowupEvent::AppealDecided { decision, .. } => {
                self.decisions.push(decision.clone());
            }
            FollowupEvent::Rectified { what, .. } => self.rectified = Some(*what),
            FollowupEvent::CalledBack { call_back, .. } => self.called_back = Some(*call_back),
            FollowupEvent::Appealed { reason, .. } => self.appeal = Some(*reason),
            FollowupEvent::Lapsed { .. } => {}
        }
        self.changes = self.changes.saturating_add(1);
        if let Some(next) = event.next() {
            self.goes_on(when, next);
        }
    }

    fn goes_on(&mut self, when: Happening<'_>, next: Next) {
        self.done.push(Done {
            waited: self.waits,
            on: when.day,
            by: when.person(),
        });
        self.waits = Waits {
            stage: next.stage,
            since: when.day,
            days: next.days,
            until: None,
        };
        if next.stage == Stage::Closed {
            self.closed_on = Some(when.day);
        }
    }
}
