//! What is asked about a case away from the window.

use super::{CASE_LISTS_LIMIT, Case, CaseEvent, CaseRefusal, Completion, LimitState, Standing};
use crate::command::{Actor, CaseVerb};
use crate::ids::{PersonCode, ServiceDay, TextId};
use crate::plan::{HallPlan, Role, WindowPlan};
use crate::rejection::Rejection;

/// A case that somebody asks something about, on a service day.
pub(crate) struct Asked<'a> {
    pub(crate) case: &'a Case,
    pub(crate) plan: &'a HallPlan,
    pub(crate) day: ServiceDay,
    pub(crate) by: &'a Actor,
}

type Decided = Result<CaseEvent, Rejection>;

impl Asked<'_> {
    pub(crate) fn decide(&self, verb: &CaseVerb) -> Decided {
        match verb {
            CaseVerb::Tell { documents, remark } => self.tell(documents, *remark),
            CaseVerb::Accept => self.accept(),
            CaseVerb::StopClock { reason, evidence } => self.stop_clock(reason, *evidence),
            CaseVerb::StartClock => self.start_clock(),
            CaseVerb::AskExtension { days, reason } => self.ask_extension(*days, *reason),
            CaseVerb::DecideExtension { granted } => self.decide_extension(*granted),
            CaseVerb::LeaveHall { to, holder } => self.leave_hall(to, *holder),
            CaseVerb::ComeBack => self.come_back(),
            CaseVerb::TakeOver => self.take_over(),
            CaseVerb::Complete { how } => self.complete(*how),
            CaseVerb::Supervise { addressee, question } => self.supervise(addressee, *question),
            CaseVerb::Answer { answer } => self.answer(*answer),
        }
    }

    fn tell(&self, documents: &[u16], remark: Option<TextId>) -> Decided {
        self.handler()?;
        if !matches!(self.case.standing, Standing::Received { .. }) {
            return Err(self.refused(|code| CaseRefusal::CaseNotWaiting { code }));
        }
        self.case
            .told_now(self.plan, documents, remark, None)
            .map_err(Into::into)
    }

    fn accept(&self) -> Decided {
        self.handler()?;
        match self.case.standing {
            Standing::Received { .. } | Standing::AwaitingCorrection { .. } => Ok(CaseEvent::Accepted {
                desk: None,
                limit_days: self.case.promised_days(self.plan),
            }),
            Standing::Open | Standing::Closed => {
                Err(self.refused(|code| CaseRefusal::CaseNotWaiting { code }))
            }
        }
    }

    fn stop_clock(&self, reason: &str, evidence: Option<TextId>) -> Decided {
        self.handler()?;
        self.open()?;
        if self.case.stop().is_some() {
            return Err(self.refused(|code| CaseRefusal::ClockStands { code }));
        }
        self.room(self.case.stops.len())?;
        let known = self.plan.cases().stop_reason(reason);
        let known = known.ok_or_else(|| CaseRefusal::UnknownClockReason {
            reason: reason.to_owned(),
        })?;
        let left = self.case.stop_days_left(self.plan, known);
        if left == 0 {
            return Err(self.refused(|code| CaseRefusal::StopUsedUp {
                code,
                reason: known.code.clone(),
            }));
        }
        Ok(CaseEvent::ClockStopped {
            reason: reason.to_owned(),
            evidence: evidence.ok_or(CaseRefusal::NoEvidence)?,
            cap_days: left,
        })
    }

    fn start_clock(&self) -> Decided {
        self.handler()?;
        match self.case.stop() {
            Some(_) => Ok(CaseEvent::ClockStarted { capped: false }),
            None => Err(self.refused(|code| CaseRefusal::ClockRuns { code })),
        }
    }

    fn ask_extension(&self, days: u32, reason: TextId) -> Decided {
        self.person()?;
        self.handler()?;
        self.open()?;
        if self.case.asked_extension().is_some() {
            return Err(self.refused(|code| CaseRefusal::ExtensionWaits { code }));
        }
        self.in_time()?;
        self.room(self.case.extensions.len())?;
        let left = self
            .plan
            .cases()
            .extend_days
            .saturating_sub(self.case.extended_days());
        if !(1..=left).contains(&days) {
            return Err(self.refused(|code| CaseRefusal::ExtensionTooLong { code, left }));
        }
        Ok(CaseEvent::ExtensionAsked { days, reason })
    }

    /// No limit is edited by one person.
    fn decide_extension(&self, granted: bool) -> Decided {
        self.manager()?;
        let asked = self.case.asked_extension();
        let asked = asked.ok_or_else(|| self.refused(|code| CaseRefusal::NoExtension { code }))?;
        self.open()?;
        if self.person()? == &asked.asked_by {
            let asked_by = asked.asked_by.clone();
            return Err(self.refused(|code| CaseRefusal::ExtensionNeedsAnother { code, asked_by }));
        }
        if granted {
            self.in_time()?;
        }
        Ok(CaseEvent::ExtensionDecided { granted })
    }

    fn leave_hall(&self, to: &str, holder: TextId) -> Decided {
        self.handler()?;
        self.not_closed()?;
        self.file_here()?;
        self.room(self.case.outside.len())?;
        self.department(to)?;
        Ok(CaseEvent::LeftHall {
            to: to.to_owned(),
            holder,
        })
    }

    fn come_back(&self) -> Decided {
        self.handler()?;
        match self.case.away() {
            Some(_) => Ok(CaseEvent::CameBack),
            None => Err(self.refused(|code| CaseRefusal::FileHere { code })),
        }
    }

    /// A receipt by the next clerk, no signature of a superior.
    fn take_over(&self) -> Decided {
        self.handler()?;
        self.not_closed()?;
        if *self.person()? == self.case.clerk {
            return Err(self.refused(|code| CaseRefusal::YoursAlready { code }));
        }
        Ok(CaseEvent::TakenOver)
    }

    /// What was never accepted can only be given or taken back.
    fn complete(&self, how: Completion) -> Decided {
        self.handler()?;
        self.not_closed()?;
        let only_back = matches!(how, Completion::FileReturned | Completion::TakenBack);
        if !self.case.is_open() && !only_back {
            return Err(self.refused(|code| CaseRefusal::CaseNotOpen { code }));
        }
        self.file_here()?;
        Ok(CaseEvent::Completed { how, desk: None })
    }

    fn supervise(&self, addressee: &str, question: TextId) -> Decided {
        self.supervisor()?;
        if self.case.limit_state(self.plan, self.day.0) != Some(LimitState::Overdue) {
            return Err(self.refused(|code| CaseRefusal::NotOverdue { code }));
        }
        self.room(self.case.supervisions.len())?;
        self.department(addressee)?;
        Ok(CaseEvent::Supervised {
            addressee: addressee.to_owned(),
            question,
            answer_days: self.plan.cases().answer_days,
        })
    }

    fn answer(&self, answer: TextId) -> Decided {
        self.handler()?;
        match self.case.open_supervision() {
            Some(_) => Ok(CaseEvent::SupervisionAnswered { answer }),
            None => Err(self.refused(|code| CaseRefusal::NothingToAnswer { code })),
        }
    }
}

/// Who may, and how the case must stand.
impl Asked<'_> {
    fn person(&self) -> Result<&PersonCode, Rejection> {
        if let Actor::Person { code, .. } = self.by {
            Ok(code)
        } else {
            Err(Rejection::NotYours)
        }
    }

    fn manager(&self) -> Result<(), Rejection> {
        if let Actor::Person {
            role: Role::Manager, ..
        } = self.by
        {
            Ok(())
        } else {
            Err(Rejection::NotYours)
        }
    }

    /// A manager, or an overseer of discipline: 監察.
    fn supervisor(&self) -> Result<(), Rejection> {
        match self.by {
            Actor::Person {
                code,
                role: Role::Overseer,
            } if crate::followup::follows_up(self.plan, code) => Ok(()),
            Actor::Person { .. }
            | Actor::Hall
            | Actor::Device { .. }
            | Actor::Public
            | Actor::Visitor { .. } => self.manager(),
        }
    }

    /// A clerk of a window that serves its service, or a manager.
    fn handler(&self) -> Result<(), Rejection> {
        let Actor::Person { code, role } = self.by else {
            return Err(Rejection::NotYours);
        };
        match role {
            Role::Manager => Ok(()),
            Role::Clerk if self.case.is_handled_by(self.plan, code) => Ok(()),
            Role::Clerk => Err(self.refused(|code| CaseRefusal::NotYourCase {
                code,
                service: self.case.service.clone(),
            })),
            Role::Guide | Role::Reception | Role::Overseer => Err(Rejection::NotYours),
        }
    }

    fn open(&self) -> Result<(), Rejection> {
        if self.case.is_open() {
            Ok(())
        } else {
            Err(self.refused(|code| CaseRefusal::CaseNotOpen { code }))
        }
    }

    /// A limit is made longer before it has passed (行政許可法 第四十二條), or never.
    fn in_time(&self) -> Result<(), Rejection> {
        match self.case.limit_state(self.plan, self.day.0) {
            Some(LimitState::Overdue) => Err(self.refused(|code| CaseRefusal::CaseOverdue { code })),
            Some(LimitState::InTime | LimitState::Warned) | None => Ok(()),
        }
    }

    fn not_closed(&self) -> Result<(), Rejection> {
        match &self.case.completed {
            None => Ok(()),
            Some(done) => Err(self.refused(|code| CaseRefusal::MatterClosed { code, on: done.on.0 })),
        }
    }

    fn file_here(&self) -> Result<(), Rejection> {
        match self.case.away() {
            None => Ok(()),
            Some(_) => Err(self.refused(|code| CaseRefusal::FileAway { code })),
        }
    }

    fn room(&self, has: usize) -> Result<(), Rejection> {
        if has < CASE_LISTS_LIMIT {
            Ok(())
        } else {
            Err(self.refused(|code| CaseRefusal::CaseFull { code }))
        }
    }

    fn department(&self, code: &str) -> Result<(), CaseRefusal> {
        let mut departments = self.plan.parts().departments.iter();
        if departments.any(|department| department.code == code) {
            Ok(())
        } else {
            Err(CaseRefusal::UnknownDepartment {
                department: code.to_owned(),
            })
        }
    }

    fn refused(&self, of: impl FnOnce(super::MatterCode) -> CaseRefusal) -> Rejection {
        of(self.case.code.clone()).into()
    }
}

impl Case {
    /// Whether one of a clerk's windows serves its service.
    #[must_use]
    pub fn is_handled_by(&self, plan: &HallPlan, clerk: &PersonCode) -> bool {
        let Some((service, person)) = plan.service(&self.service).zip(plan.person(clerk)) else {
            return false;
        };
        let serves =
            |window: &WindowPlan| person.windows.contains(&window.number) && window.skill(service).is_some();
        plan.parts().windows.iter().any(serves)
    }

    /// What its service promises now, in working days.
    pub(super) fn promised_days(&self, plan: &HallPlan) -> u32 {
        plan.service(&self.service)
            .map_or(0, |service| service.limit_days)
    }
}
