//! A follow-up as a record among others that outlive a day.

use jiff::ToSpan;
use jiff::civil::Date;

use super::{Followup, FollowupCode, FollowupEvent};
use crate::event::Event;
use crate::ids::{ServiceDay, TextId};
use crate::plan::HallPlan;
use crate::record::{Happening, Marks, Record};

impl Record for Followup {
    type Key = FollowupCode;
    type Happened = FollowupEvent;

    const KIND: &'static str = "followup";

    fn key(&self) -> &FollowupCode {
        &self.code
    }

    fn told_by(event: &Event) -> Option<(&FollowupCode, ServiceDay, &FollowupEvent)> {
        if let Event::Followup { code, day, happened } = event {
            Some((code, *day, happened))
        } else {
            None
        }
    }

    fn begun(code: &FollowupCode, when: Happening<'_>, happened: &FollowupEvent) -> Option<Self> {
        Self::begun_by(code, when, happened)
    }

    fn apply(&mut self, when: Happening<'_>, happened: &FollowupEvent) {
        self.follow(when, happened);
    }

    fn due(&self, plan: &HallPlan, today: ServiceDay) -> Option<Event> {
        self.fallen_due(plan, today)
    }

    fn marks(&self, plan: &HallPlan) -> Marks {
        let about = self
            .raised
            .about
            .as_ref()
            .filter(|_| self.kind().is_about_staff());
        Marks {
            standing: self.waits.stage.word(),
            service: self.raised.service.clone(),
            person: about.or(self.assigned.as_ref()).cloned(),
            began_on: self.began_on,
            acts_on: self.acts_on(plan),
            due_on: self.due_on(plan),
            warned_on: self.warned_on(plan),
            closed_on: self.closed_on,
        }
    }

    fn texts(&self) -> Vec<TextId> {
        let raised = [self.raised.text, self.raised.contact, self.raised.order];
        let later = [self.statement, self.rectified, self.appeal];
        let remark = self.called_back.and_then(|back| back.remark);
        let answers = self.decisions.iter().map(|decision| decision.answer);
        let others = raised.into_iter().chain(later).chain([remark]).flatten();
        others.chain(answers).collect()
    }

    /// Until so many days after it was over as the plan says.
    fn texts_until(&self, plan: &HallPlan) -> Option<Date> {
        let days = i64::from(plan.followups().keep_days);
        self.closed_on?.0.checked_add(days.days()).ok()
    }

    /// How to reach whoever brought it up is for calling back: it goes on the evening on which nobody calls back any more.
    fn texts_needed(&self, plan: &HallPlan, day: Date) -> Vec<TextId> {
        if self.texts_until(plan).is_some_and(|last| last < day) {
            return Vec::new();
        }
        let contact = self.raised.contact.filter(|_| self.is_closed());
        let mut texts = self.texts();
        texts.retain(|text| Some(*text) != contact);
        texts
    }
}
