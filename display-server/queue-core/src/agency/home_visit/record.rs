//! A home visit as a record among others that outlive a day.

use jiff::ToSpan;
use jiff::civil::Date;

use super::{HomeVisit, HomeVisitEnd, HomeVisitEvent, NotDoneReason};
use crate::agency::RecordCode;
use crate::event::Event;
use crate::ids::{ServiceDay, TextId};
use crate::plan::HallPlan;
use crate::record::{Happening, Marks, Record};

/// So many days after it was to be, a visit of which nobody says anything ends by itself.
const FORGOTTEN_AFTER_DAYS: i64 = 60;

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

    /// A visit of which nobody said what became of it: who asked need not be known for ever.
    fn due(&self, plan: &HallPlan, today: ServiceDay) -> Option<Event> {
        let day = self.forgotten_on(plan).filter(|day| *day <= today)?;
        let how = HomeVisitEnd::NotDone {
            reason: NotDoneReason::Other,
        };
        Some(Event::HomeVisit {
            code: self.code.clone(),
            day,
            happened: HomeVisitEvent::Ended { how, remark: None },
        })
    }

    fn marks(&self, plan: &HallPlan) -> Marks {
        Marks {
            standing: self.standing().word(),
            service: Some(self.service.clone()),
            person: self.assigned.clone(),
            began_on: self.asked_on,
            acts_on: self.forgotten_on(plan),
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

    /// The day on which it ends by itself; none: it has ended.
    fn forgotten_on(&self, plan: &HallPlan) -> Option<ServiceDay> {
        if self.ended.is_some() {
            return None;
        }
        let last = self.dated.map(|dated| dated.on).max(self.due_on(plan));
        let last = last.unwrap_or(self.asked_on.0);
        last.checked_add(FORGOTTEN_AFTER_DAYS.days()).ok().map(ServiceDay)
    }

    /// Whether it is late on a day.
    #[must_use]
    pub fn is_overdue(&self, plan: &HallPlan, day: Date) -> bool {
        self.ended.is_none() && self.due_on(plan).is_some_and(|due| due < day)
    }
}
