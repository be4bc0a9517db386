//! A comparison as a record among others that outlive a day. It is over as soon as it was made.

use jiff::civil::Date;

use super::{Comparison, ComparisonEvent};
use crate::agency::RecordCode;
use crate::event::Event;
use crate::ids::{ServiceDay, TextId};
use crate::plan::HallPlan;
use crate::record::{Happening, Marks, Record};

impl Record for Comparison {
    type Key = RecordCode;
    type Happened = ComparisonEvent;

    const KIND: &'static str = "comparison";

    fn key(&self) -> &RecordCode {
        &self.code
    }

    fn told_by(event: &Event) -> Option<(&RecordCode, ServiceDay, &ComparisonEvent)> {
        if let Event::Comparison { code, day, happened } = event {
            Some((code, *day, happened))
        } else {
            None
        }
    }

    fn begun(code: &RecordCode, when: Happening<'_>, happened: &ComparisonEvent) -> Option<Self> {
        let ComparisonEvent::Compared { found } = happened;
        Some(Self {
            code: code.clone(),
            compared_on: when.day,
            at: when.at,
            by: when.person(),
            found: found.clone(),
        })
    }

    fn apply(&mut self, _when: Happening<'_>, _happened: &ComparisonEvent) {}

    fn due(&self, _plan: &HallPlan, _today: ServiceDay) -> Option<Event> {
        None
    }

    fn marks(&self, _plan: &HallPlan) -> Marks {
        Marks {
            standing: "compared",
            service: None,
            person: Some(self.by.clone()),
            began_on: self.compared_on,
            acts_on: None,
            due_on: None,
            warned_on: None,
            closed_on: Some(self.compared_on),
        }
    }

    fn texts(&self) -> Vec<TextId> {
        Vec::new()
    }

    fn texts_until(&self, _plan: &HallPlan) -> Option<Date> {
        None
    }
}
