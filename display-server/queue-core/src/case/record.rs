//! A case as a record among others that outlive a day.

use jiff::ToSpan;
use jiff::civil::Date;

use super::{Case, CaseEvent, MatterCode};
use crate::event::Event;
use crate::ids::{ServiceDay, TextId};
use crate::plan::HallPlan;
use crate::record::{Happening, Marks, Record};

impl Record for Case {
    type Key = MatterCode;
    type Happened = CaseEvent;

    const KIND: &'static str = "case";

    fn key(&self) -> &MatterCode {
        &self.code
    }

    fn told_by(event: &Event) -> Option<(&MatterCode, ServiceDay, &CaseEvent)> {
        if let Event::Case { code, day, happened } = event {
            Some((code, *day, happened))
        } else {
            None
        }
    }

    fn begun(code: &MatterCode, when: Happening<'_>, happened: &CaseEvent) -> Option<Self> {
        Self::begun_by(code, when, happened)
    }

    fn apply(&mut self, when: Happening<'_>, happened: &CaseEvent) {
        self.follow(when, happened);
    }

    fn due(&self, plan: &HallPlan, today: ServiceDay) -> Option<Event> {
        self.fallen_due(plan, today)
    }

    fn marks(&self, plan: &HallPlan) -> Marks {
        Marks {
            standing: self.standing.word(),
            service: Some(self.service.clone()),
            person: Some(self.clerk.clone()),
            began_on: self.began_on,
            acts_on: self.acts_on(plan),
            due_on: self.due_on(plan).or_else(|| self.waits_until(plan)),
            warned_on: self.warned_on(plan),
            closed_on: self.completed.as_ref().map(|done| done.on),
        }
    }

    fn texts(&self) -> Vec<TextId> {
        let notices = self.notices.iter().filter_map(|one| one.remark);
        let stops = self.stops.iter().map(|one| one.evidence);
        let extensions = self.extensions.iter().map(|one| one.reason);
        let outside = self.outside.iter().map(|one| one.holder);
        let questions = self.supervisions.iter().map(|one| one.question);
        let answers = self.supervisions.iter().filter_map(|one| Some(one.answer?.0));
        notices
            .chain(stops)
            .chain(extensions)
            .chain(outside)
            .chain(questions)
            .chain(answers)
            .collect()
    }

    /// Until so many days after it was done as the plan says.
    fn texts_until(&self, plan: &HallPlan) -> Option<Date> {
        let days = i64::from(plan.cases().keep_days);
        self.completed.as_ref()?.on.0.checked_add(days.days()).ok()
    }
}
