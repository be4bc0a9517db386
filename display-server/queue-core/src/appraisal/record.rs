//! The appraisal of a month as a record among others that outlive a day.

use jiff::ToSpan;
use jiff::civil::Date;

use super::{Appraisal, AppraisalEvent, Month};
use crate::event::Event;
use crate::ids::{ServiceDay, TextId};
use crate::plan::HallPlan;
use crate::record::{Happening, Marks, Record};

impl Record for Appraisal {
    type Key = Month;
    type Happened = AppraisalEvent;

    const KIND: &'static str = "appraisal";

    fn key(&self) -> &Month {
        &self.month
    }

    fn told_by(event: &Event) -> Option<(&Month, ServiceDay, &AppraisalEvent)> {
        if let Event::Appraisal { key, day, happened } = event {
            Some((key, *day, happened))
        } else {
            None
        }
    }

    fn begun(month: &Month, when: Happening<'_>, happened: &AppraisalEvent) -> Option<Self> {
        Self::begun_by(*month, when, happened)
    }

    fn apply(&mut self, when: Happening<'_>, happened: &AppraisalEvent) {
        self.follow(when, happened);
    }

    /// Nothing happens to it by itself: every step is somebody's.
    fn due(&self, _plan: &HallPlan, _today: ServiceDay) -> Option<Event> {
        None
    }

    fn marks(&self, _plan: &HallPlan) -> Marks {
        Marks {
            standing: self.standing.word(),
            service: None,
            person: None,
            began_on: self.drafted_on,
            acts_on: None,
            due_on: self.shown.as_ref().map(|shown| shown.appeal_until),
            warned_on: None,
            closed_on: self.published.as_ref().map(|(_, day)| *day),
        }
    }

    fn texts(&self) -> Vec<TextId> {
        let appeals = self.clerks.iter().flat_map(|clerk| &clerk.appeals);
        let said = appeals.clone().map(|appeal| appeal.text);
        let reasons = appeals.filter_map(|appeal| Some(appeal.answer.as_ref()?.reason));
        let excellence = self.clerks.iter().flat_map(|clerk| &clerk.excellence);
        said.chain(reasons)
            .chain(excellence.map(|decided| decided.reason))
            .collect()
    }

    /// Until so many days after it was published as the plan says.
    fn texts_until(&self, plan: &HallPlan) -> Option<Date> {
        let (_, published) = self.published.as_ref()?;
        let days = i64::from(plan.appraisal().keep_days);
        published.0.checked_add(days.days()).ok()
    }
}
