//! What is asked about a follow-up that is there.

use super::seen::Part;
use super::{
    CallBack, Decision, Doer, Followup, FollowupEvent, FollowupKind, FollowupRefusal, Satisfaction, Stage,
    Step, Verdict,
};
use crate::command::{Actor, FollowupVerb};
use crate::ids::{PersonCode, TextId};
use crate::plan::HallPlan;
use crate::rejection::Rejection;

/// A follow-up that somebody asks something about.
pub(crate) struct Asked<'a> {
    pub(crate) followup: &'a Followup,
    pub(crate) plan: &'a HallPlan,
    pub(crate) by: &'a Actor,
}

type Decided = Result<FollowupEvent, Rejection>;

impl Asked<'_> {
    pub(crate) fn decide(&self, verb: &FollowupVerb) -> Decided {
        self.seen()?;
        match verb {
            FollowupVerb::Assign { to } => self.assign(to),
            FollowupVerb::State { statement } => self.state(*statement),
            FollowupVerb::Decide(decision) => self.rule(decision),
            FollowupVerb::Rectify { what } => self.rectify(*what),
            FollowupVerb::CallBack { how, remark } => self.call_back(*how, *remark),
            FollowupVerb::Appeal { reason } => self.appeal(*reason),
        }
    }

    /// Whoever may not see it is told that it is not there.
    fn seen(&self) -> Result<(), Rejection> {
        let is_seen = match self.by {
            Actor::Person { .. } => self.part().is_some(),
            Actor::Public => self.followup.kind().is_asked_after(),
            Actor::Hall | Actor::Device { .. } | Actor::Visitor { .. } => false,
        };
        if is_seen {
            Ok(())
        } else {
            let code = self.followup.code.clone();
            Err(FollowupRefusal::UnknownFollowup { code }.into())
        }
    }

    fn assign(&self, to: &PersonCode) -> Decided {
        self.handling()?;
        if self.followup.is_closed() {
            return Err(self.wrong_stage());
        }
        let person = self.plan.person(to);
        let part = person.and_then(|person| self.followup.part_of(self.plan, to, person.role));
        if part != Some(Part::Handling) {
            return Err(FollowupRefusal::CannotHandle { person: to.clone() }.into());
        }
        if self.followup.assigned.as_ref() == Some(to) {
            return Err(FollowupRefusal::AssignedAlready { person: to.clone() }.into());
        }
        Ok(FollowupEvent::Assigned { to: to.clone() })
    }

    fn state(&self, statement: TextId) -> Decided {
        self.at(&[Stage::Statement])?;
        let next = self.followup.next(self.plan, false, false);
        Ok(FollowupEvent::Stated { statement, next })
    }

    fn rule(&self, decision: &Decision) -> Decided {
        let step = self.at(&[Stage::Verdict, Stage::Appeal])?;
        self.sound(decision)?;
        let is_founded = decision.verdict.is_founded();
        let next = self.followup.next(self.plan, is_founded, false);
        let decision = decision.clone();
        Ok(if step.stage == Stage::Appeal {
            FollowupEvent::AppealDecided { decision, next }
        } else {
            FollowupEvent::Decided { decision, next }
        })
    }

    fn rectify(&self, what: TextId) -> Decided {
        self.at(&[Stage::Rectification])?;
        let next = self.next();
        Ok(FollowupEvent::Rectified { what, next })
    }

    /// Whoever brought it up says it themself, so nobody can say in their name that they were not reached.
    fn call_back(&self, how: Satisfaction, remark: Option<TextId>) -> Decided {
        self.at(&[Stage::CallBack])?;
        if *self.by == Actor::Public && how == Satisfaction::NotReached {
            return Err(Rejection::NotYours);
        }
        let call_back = CallBack { how, remark };
        let next = self.next();
        Ok(FollowupEvent::CalledBack { call_back, next })
    }

    fn appeal(&self, reason: TextId) -> Decided {
        self.at(&[Stage::AppealPeriod])?;
        let next = self.followup.next(self.plan, self.followup.is_founded(), true);
        Ok(FollowupEvent::Appealed { reason, next })
    }

    fn next(&self) -> super::Next {
        self.followup.next(self.plan, self.followup.is_founded(), false)
    }

    /// Whether a decision is one of its kind, with a measure or a cause of the plan where it must have one.
    fn sound(&self, decision: &Decision) -> Result<(), FollowupRefusal> {
        let (kind, verdict) = (self.followup.kind(), decision.verdict);
        if !Verdict::of(kind).contains(&verdict) {
            return Err(FollowupRefusal::BadVerdict { kind, verdict });
        }
        let rules = self.plan.followups();
        let wants_measure = verdict == Verdict::Upheld;
        if !rules.measures.fits(decision.measure.as_deref(), wants_measure) {
            let measure = decision.measure.clone().unwrap_or_default();
            return Err(FollowupRefusal::UnknownMeasure { measure });
        }
        let wants_cause = kind == FollowupKind::Unsolved;
        if !rules.causes.fits(decision.cause.as_deref(), wants_cause) {
            let cause = decision.cause.clone().unwrap_or_default();
            return Err(FollowupRefusal::UnknownCause { cause });
        }
        Ok(())
    }
}

/// Who may, and how it must stand.
impl Asked<'_> {
    fn part(&self) -> Option<Part> {
        self.followup.part(self.plan, self.by)
    }

    /// The stage it is at, if it is one of these and the one who asks is the one waited for.
    fn at(&self, stages: &[Stage]) -> Result<&'static Step, Rejection> {
        let step = self.followup.step().filter(|step| stages.contains(&step.stage));
        let step = step.ok_or_else(|| self.wrong_stage())?;
        self.waited_for(step.by)?;
        Ok(step)
    }

    fn waited_for(&self, doer: Doer) -> Result<(), Rejection> {
        match doer {
            Doer::Handling => self.handling(),
            Doer::Another => self.another(),
            Doer::About if self.part() == Some(Part::About) => Ok(()),
            Doer::About => Err(Rejection::NotYours),
            Doer::Bringer | Doer::BringerOrHandling if *self.by == Actor::Public => Ok(()),
            Doer::Bringer | Doer::BringerOrHandling => self.handling(),
        }
    }

    fn handling(&self) -> Result<(), Rejection> {
        if self.part() == Some(Part::Handling) {
            Ok(())
        } else {
            Err(Rejection::NotYours)
        }
    }

    fn another(&self) -> Result<(), Rejection> {
        self.handling()?;
        match self.by {
            Actor::Person { code, .. } if self.followup.has_taken_part(code) => {
                let code = self.followup.code.clone();
                Err(FollowupRefusal::FollowupNeedsAnother { code }.into())
            }
            Actor::Person { .. }
            | Actor::Hall
            | Actor::Device { .. }
            | Actor::Public
            | Actor::Visitor { .. } => Ok(()),
        }
    }

    fn wrong_stage(&self) -> Rejection {
        let (code, stage) = (self.followup.code.clone(), self.followup.waits.stage);
        FollowupRefusal::FollowupStage { code, stage }.into()
    }
}

impl Followup {
    /// The stage it is at; none: it is over.
    #[must_use]
    pub fn step(&self) -> Option<&'static Step> {
        self.kind().step(self.waits.stage)
    }
}

impl FollowupKind {
    /// Whether whoever brought it up can ask after it with its code.
    #[must_use]
    pub fn is_asked_after(self) -> bool {
        match self {
            Self::Complaint | Self::Unsolved => true,
            Self::Hotline | Self::Finding | Self::BadRating => false,
        }
    }
}
