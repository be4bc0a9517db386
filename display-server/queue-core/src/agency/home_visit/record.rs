//! A home visit as a record among others that outlive a day.

use jiff::civil::Date;

use super::{HomeVisit, HomeVisitEvent};
use crate::agency::RecordCode;
use crate::event::Event;
use crate::ids::{ServiceDay, TextId};
use crate::plan::HallPlan;
use crate::record::{Happening, Marks, Record};

impl Record for HomeVisit {
    type Key = RecordCode;
    type Happened = HomeVisitEvent;

    const KIND: &'static str = "home_visit";

    fn key(&self) -> &RecordCode {
        &self.code
    }

    fn told_by(event: &Event) -> Option<(&RecordCode, ServiceDay, &HomeVisitEvent)> {
        if let Event::HomeVisit { code, day, happened } = event {
            Some((code, *day, happened))
        } else {
            None
        }
    }

    fn begun(code: &RecordCode, when: Happening<'_>, happened: &HomeVisitEvent) -> Option<Self> {
        let HomeVisitEvent::Asked {
            service,
            for_whom,
            asked_at,
            wished_on,
            within_days,
            name,
            address,
            phone,
            remark,
        } = happened
        else {
            return None;
        };
        Some(Self {
            code: code.clone(),
            service: service.clone(),
            for_whom: *for_whom,
            asked_at: *asked_at,
            asked_on: when.day,
            since: when.at,
            wished_on: *wished_on,
            within_days: *within_days,
            name: *name,
            address: *address,
            phone: *phone,
            remark: *remark,
            assigned: None,
            dated: None,
            changes: 0,
            ended: None,
            ended_remark: None,
        })
    }

    fn apply(&mut self, when: Happening<'_>, happened: &HomeVisitEvent) {
        match happened {
            HomeVisitEvent::Asked { .. } => {}
            HomeVisitEvent::Assigned { to } => {
                self.assigned = Some(to.clone());
                self.changes += 1;
            }
            HomeVisitEvent::Dated { to } => {
                self.dated = Some(*to);
                self.changes += 1;
            }
            HomeVisitEvent::Ended { how, remark } => {
                self.ended = Some((when.day, *how));
                self.ended_remark = *remark;
            }
        }
    }

    fn due(&self, _plan: &HallPlan, _today: ServiceDay) -> Option<Event> {
        None
    }

    fn marks(&self, plan: &HallPlan) -> Marks {
        Marks {
            standing: self.standing().word(),
            service: Some(self.service.clone()),
            person: self.assigned.clone(),
            began_on: self.asked_on,
            acts_on: None,
            due_on: self.due_on(plan),
            warned_on: None,
            closed_on: self.ended.map(|(on, _)| on),
        }
    }

    fn texts(&self) -> Vec<TextId> {
        let always = [self.name, self.address, self.phone];
        always
            .into_iter()
            .chain(self.remark)
            .chain(self.ended_remark)
            .collect()
    }

    /// Until it is over: the first closing of a day after that forgets them, on the same evening.
    fn texts_until(&self, _plan: &HallPlan) -> Option<Date> {
        let (on, _) = self.ended?;
        on.0.yesterday().ok()
    }
}

impl HomeVisit {
    /// The last day on which it is in time.
    #[must_use]
    pub fn due_on(&self, plan: &HallPlan) -> Option<Date> {
        plan.add_working_days(self.asked_on.0, self.within_days)
    }

    /// Whether it is late on a day.
    #[must_use]
    pub fn is_overdue(&self, plan: &HallPlan, day: Date) -> bool {
        self.ended.is_none() && self.due_on(plan).is_some_and(|due| due < day)
    }
}
