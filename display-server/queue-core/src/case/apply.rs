//! What an event makes of a case. Total: a case that cannot follow an event stays as it is.

use jiff::Timestamp;

use super::{
    Acceptance, Case, CaseDesk, CaseEvent, CaseNotice, ClockStop, Completed, Completion, Extension,
    MatterCode, Outside, Standing, Supervision, Through,
};
use crate::command::Actor;
use crate::ids::{ServiceDay, TextId};
use crate::record::Happening;

impl Case {
    /// A case that an event begins; none: it begins none.
    pub(super) fn begun_by(code: &MatterCode, when: Happening<'_>, event: &CaseEvent) -> Option<Self> {
        let desk = desk_of(event)?;
        let mut case = Self {
            code: code.clone(),
            service: desk.service.clone(),
            began_on: when.day,
            standing: Standing::Open,
            window: None,
            clerk: desk.clerk.clone(),
            legs: Vec::new(),
            through: Through::Oneself,
            mandate: None,
            notices: Vec::new(),
            acceptance: None,
            stops: Vec::new(),
            extensions: Vec::new(),
            outside: Vec::new(),
            supervisions: Vec::new(),
            completed: None,
            collected_on: None,
        };
        case.follow(when, event);
        Some(case)
    }

    /// Makes an event part of the case.
    pub(super) fn follow(&mut self, when: Happening<'_>, event: &CaseEvent) {
        if let Some(desk) = desk_of(event) {
            self.legs.push((when.day, desk.leg));
            self.handled_at(event, desk);
        }
        match event {
            CaseEvent::Received { tell_days, .. } => {
                self.standing = Standing::Received {
                    on: when.day,
                    tell_days: *tell_days,
                };
            }
            CaseEvent::Told { .. } => self.told(when, event),
            CaseEvent::Accepted { limit_days, .. } => self.accepted(when.day, when.at, *limit_days, false),
            CaseEvent::DeemedAccepted { limit_days } => {
                let since = if let Standing::Received { on, .. } = self.standing {
                    on
                } else {
                    when.day
                };
                self.accepted(since, when.at, *limit_days, true);
            }
            CaseEvent::ClockStopped {
                reason,
                evidence,
                cap_days,
            } => self.clock_stands(when.day, reason, *evidence, *cap_days),
            CaseEvent::ClockStarted { .. } => self.clock_goes_on(when.day),
            CaseEvent::ExtensionAsked { days, reason } => self.longer(when, *days, *reason),
            CaseEvent::ExtensionDecided { granted } => {
                if let Some(asked) = self.extensions.last_mut() {
                    asked.decided = Some((when.person(), *granted));
                }
            }
            CaseEvent::LeftHall { to, holder } => self.left(when.at, to, *holder),
            CaseEvent::CameBack => {
                if let Some(outside) = self.outside.last_mut() {
                    outside.until = Some(when.at);
                }
            }
            CaseEvent::TakenOver => self.clerk = when.person(),
            CaseEvent::Entrusted { mandate } => self.mandate = Some(mandate.clone()),
            CaseEvent::Completed { how, .. } => self.is_done(when, *how),
            CaseEvent::Collected { .. } => self.collected_on = Some(when.day),
            CaseEvent::Supervised {
                addressee,
                question,
                answer_days,
            } => self.supervised(when, addressee, (*question, *answer_days)),
            CaseEvent::SupervisionAnswered { answer } => {
                if let Some(open) = self.supervisions.iter_mut().find(|one| one.answer.is_none()) {
                    open.answer = Some((*answer, when.day));
                }
            }
        }
    }

    /// Who hands out what was made does not answer for how it was made, and who comes at the end does not change who came
    /// with it.
    fn handled_at(&mut self, event: &CaseEvent, desk: &CaseDesk) {
        if matches!(event, CaseEvent::Collected { .. }) {
            return;
        }
        self.window = Some(desk.window);
        self.clerk = desk.clerk.clone();
        if !matches!(event, CaseEvent::Completed { .. }) {
            self.through = desk.through;
            self.mandate = desk.mandate.clone().or(self.mandate.take());
        }
    }

    fn told(&mut self, when: Happening<'_>, event: &CaseEvent) {
        let CaseEvent::Told {
            desk,
            missing,
            documents,
            remark,
            correct_days,
            beyond_first,
        } = event
        else {
            return;
        };
        self.standing = Standing::AwaitingCorrection {
            since: when.day,
            correct_days: *correct_days,
        };
        self.notices.push(CaseNotice {
            on: when.day,
            at: when.at,
            clerk: desk
                .as_ref()
                .map_or_else(|| when.person(), |desk| desk.clerk.clone()),
            missing: missing.clone(),
            documents: documents.clone(),
            remark: *remark,
            beyond_first: *beyond_first,
        });
    }

    fn clock_stands(&mut self, from: ServiceDay, reason: &str, evidence: TextId, cap_days: u32) {
        self.stops.push(ClockStop {
            reason: reason.to_owned(),
            evidence,
            from,
            until: None,
            cap_days,
        });
    }

    fn longer(&mut self, when: Happening<'_>, days: u32, reason: TextId) {
        self.extensions.push(Extension {
            days,
            reason,
            asked_by: when.person(),
            decided: None,
        });
    }

    fn left(&mut self, since: Timestamp, to: &str, holder: TextId) {
        self.outside.push(Outside {
            to: to.to_owned(),
            holder,
            since,
            until: None,
        });
    }

    fn supervised(&mut self, when: Happening<'_>, addressee: &str, (question, answer_days): (TextId, u32)) {
        self.supervisions.push(Supervision {
            addressee: addressee.to_owned(),
            by: when.person(),
            on: when.day,
            answer_days,
            question,
            answer: None,
        });
    }

    fn accepted(&mut self, on: ServiceDay, at: Timestamp, limit_days: u32, deemed: bool) {
        self.standing = Standing::Open;
        self.acceptance = Some(Acceptance {
            on,
            at,
            limit_days,
            deemed,
        });
    }

    fn clock_goes_on(&mut self, day: ServiceDay) {
        if let Some(stop) = self.stops.last_mut().filter(|stop| stop.until.is_none()) {
            stop.until = Some(day);
        }
    }

    fn is_done(&mut self, when: Happening<'_>, how: Completion) {
        self.clock_goes_on(when.day);
        self.standing = Standing::Closed;
        let by = if let Actor::Person { code, .. } = when.by {
            code
        } else {
            &self.clerk
        };
        self.completed = Some(Completed {
            on: when.day,
            at: when.at,
            how,
            by: by.clone(),
        });
    }
}

/// The desk of an event that was decided at a window.
fn desk_of(event: &CaseEvent) -> Option<&CaseDesk> {
    match event {
        CaseEvent::Received { desk, .. } | CaseEvent::Collected { desk, .. } => Some(desk),
        CaseEvent::Told { desk, .. }
        | CaseEvent::Accepted { desk, .. }
        | CaseEvent::Completed { desk, .. } => desk.as_ref(),
        CaseEvent::DeemedAccepted { .. }
        | CaseEvent::ClockStopped { .. }
        | CaseEvent::ClockStarted { .. }
        | CaseEvent::ExtensionAsked { .. }
        | CaseEvent::ExtensionDecided { .. }
        | CaseEvent::LeftHall { .. }
        | CaseEvent::CameBack
        | CaseEvent::TakenOver
        | CaseEvent::Entrusted { .. }
        | CaseEvent::Supervised { .. }
        | CaseEvent::SupervisionAnswered { .. } => None,
    }
}
