//! The clock of a follow-up: working days from the day after the one on which a stage began.

use jiff::civil::Date;

use super::{Done, Followup, FollowupEvent, Next, Stage, Waits};
use crate::case::LimitState;
use crate::event::Event;
use crate::ids::ServiceDay;
use crate::plan::HallPlan;

impl Waits {
    /// The last day on which what is waited for is in time; none: nothing is.
    #[must_use]
    pub fn due_on(&self, plan: &HallPlan) -> Option<Date> {
        if self.stage == Stage::Closed {
            return None;
        }
        self.until
            .or_else(|| plan.add_working_days(self.since.0, self.days))
    }

    /// The first day on which it is warned of: so many working days before the last.
    fn warned_on(&self, plan: &HallPlan) -> Option<Date> {
        let mut day = self.due_on(plan)?;
        let mut left = plan.followups().warn_days;
        while left > 0 && day > self.since.0 {
            day = day.yesterday().ok()?;
            if plan.is_working_day(day) {
                left -= 1;
            }
        }
        Some(day)
    }
}

impl Done {
    /// Whether it was over in time.
    #[must_use]
    pub fn in_time(&self, plan: &HallPlan) -> bool {
        self.waited.due_on(plan).is_none_or(|due| self.on.0 <= due)
    }
}

impl Followup {
    /// The last day on which what it waits for is in time; none: it is over.
    #[must_use]
    pub fn due_on(&self, plan: &HallPlan) -> Option<Date> {
        self.waits.due_on(plan)
    }

    /// The first day on which it is warned of; none: nobody is late in what is waited for.
    #[must_use]
    pub fn warned_on(&self, plan: &HallPlan) -> Option<Date> {
        self.step()
            .filter(|step| !step.lapses)
            .and_then(|_| self.waits.warned_on(plan))
    }

    /// How its time stands on a day; none: it is over, or nobody can be late.
    #[must_use]
    pub fn limit_state(&self, plan: &HallPlan, day: Date) -> Option<LimitState> {
        let due = self
            .step()
            .filter(|step| !step.lapses)
            .and_then(|_| self.due_on(plan))?;
        Some(if due < day {
            LimitState::Overdue
        } else if self.warned_on(plan).is_some_and(|date| date <= day) {
            LimitState::Warned
        } else {
            LimitState::InTime
        })
    }

    /// The first day on which it goes on by itself.
    #[must_use]
    pub fn acts_on(&self, plan: &HallPlan) -> Option<ServiceDay> {
        let step = self.step().filter(|step| step.lapses)?;
        let last = self.due_on(plan).filter(|_| step.stage == self.waits.stage)?;
        last.tomorrow().ok().map(ServiceDay)
    }

    /// What has fallen due by a service day; it belongs to the day on which it fell due, whenever it is found.
    pub(super) fn fallen_due(&self, plan: &HallPlan, today: ServiceDay) -> Option<Event> {
        let day = self.acts_on(plan).filter(|day| *day <= today)?;
        let happened = FollowupEvent::Lapsed {
            next: self.next(plan, self.is_founded(), false),
        };
        let code = self.code.clone();
        Some(Event::Followup { code, day, happened })
    }

    /// What is waited for after the present stage.
    pub(super) fn next(&self, plan: &HallPlan, is_founded: bool, is_appealed: bool) -> Next {
        let kind = self.kind();
        let stage = kind.after(self.waits.stage, is_founded, is_appealed);
        let days = plan.followups().days(kind, stage);
        Next { stage, days }
    }
}

impl Followup {
    /// Whether what it waited for at the end of a day was late by then.
    #[must_use]
    pub fn was_overdue_on(&self, plan: &HallPlan, day: Date) -> bool {
        let later = self.done.iter().find(|done| done.on.0 > day);
        let waited = later.map_or(self.waits, |done| done.waited);
        let lapses = self.kind().step(waited.stage).is_none_or(|step| step.lapses);
        !lapses && waited.due_on(plan).is_some_and(|due| due < day)
    }
}
