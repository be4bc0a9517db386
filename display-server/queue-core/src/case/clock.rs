//! The clock of a case: how its working days are counted.
//!
//! The day after the acceptance is the first that counts, and only working days do (民法典 第二百零一條; 行政許可法
//! 第八十二條). A day on which the clock stands still does not count: the day on which it was stopped is the first of them,
//! and the day on which it goes on counts again.

use jiff::civil::Date;

use super::{Case, ClockStop, Standing};
use crate::ids::ServiceDay;
use crate::plan::{ClockReason, HallPlan, LOOK_AHEAD_DAYS};

/// How a case's limit stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LimitState {
    /// Enough of it is left.
    InTime,
    /// Little is left.
    Warned,
    /// It has passed.
    Overdue,
}

impl Case {
    /// Its limit in working days, extensions counted; none: it is not accepted.
    #[must_use]
    pub fn limit_days(&self) -> Option<u32> {
        let accepted = self.acceptance.as_ref()?;
        Some(accepted.limit_days + self.extended_days())
    }

    /// How many working days of its limit had passed at the end of a day, or when it was done.
    #[must_use]
    pub fn used_days(&self, plan: &HallPlan, day: Date) -> Option<u32> {
        let last = self.completed.as_ref().map_or(day, |done| done.on.0.min(day));
        let counted = self.counted(plan)?.take_while(|date| *date <= last);
        Some(u32::try_from(counted.count()).unwrap_or(u32::MAX))
    }

    /// The last day of its limit. While the clock stands still it is the day that would be the last if it stood for as long as
    /// it may. None: it is not accepted, or that day is too far ahead.
    #[must_use]
    pub fn due_on(&self, plan: &HallPlan) -> Option<Date> {
        self.day_with_left(plan, 0)
    }

    /// The first day at whose end so little of the limit is left that it is warned of.
    #[must_use]
    pub fn warned_on(&self, plan: &HallPlan) -> Option<Date> {
        let limit = self.limit_days()?;
        let percent = u64::from(plan.cases().warn_percent);
        let left = (u64::from(limit) * percent).div_ceil(100);
        self.day_with_left(plan, u32::try_from(left).unwrap_or(limit))
    }

    /// The first day at whose end so many working days of the limit are left, or fewer.
    fn day_with_left(&self, plan: &HallPlan, left: u32) -> Option<Date> {
        let used = self.limit_days()?.saturating_sub(left);
        match usize::try_from(used).ok()?.checked_sub(1) {
            None => self.acceptance.as_ref().map(|accepted| accepted.on.0),
            Some(before) => self.counted(plan)?.nth(before),
        }
    }

    /// Whether its clock stood still when a day ended.
    #[must_use]
    pub fn stands_on(&self, day: Date) -> bool {
        let mut stops = self.stops.iter();
        stops.any(|stop| stop.from.0 <= day && stop.until.is_none_or(|until| day < until.0))
    }

    /// For how many working days its clock stood still for a reason, in the stops that are over.
    #[must_use]
    pub fn stood_days(&self, plan: &HallPlan, reason: &str) -> u32 {
        let of_reason = self.stops.iter().filter(|stop| stop.reason == reason);
        let days = of_reason.flat_map(|stop| {
            let until = stop.until.map_or(stop.from.0, |until| until.0);
            let days = std::iter::successors(Some(stop.from.0), |date| date.tomorrow().ok());
            days.take_while(move |date| *date < until)
        });
        let counted = days.filter(|date| plan.is_working_day(*date)).count();
        u32::try_from(counted).unwrap_or(u32::MAX)
    }

    /// For how many working days its clock may still stand for a reason of the plan.
    #[must_use]
    pub fn stop_days_left(&self, plan: &HallPlan, reason: &ClockReason) -> u32 {
        reason
            .cap_days
            .saturating_sub(self.stood_days(plan, &reason.code))
    }

    /// How its limit stands on a day; none: it has none, or not any more.
    #[must_use]
    pub fn limit_state(&self, plan: &HallPlan, day: Date) -> Option<LimitState> {
        let is_past = |date: Option<Date>| date.is_some_and(|date| date < day);
        if !self.is_open() {
            return None;
        }
        Some(if is_past(self.due_on(plan)) {
            LimitState::Overdue
        } else if self.warned_on(plan).is_some_and(|date| date <= day) {
            LimitState::Warned
        } else {
            LimitState::InTime
        })
    }

    /// Whether it was done within its limit; none: it is not done, or had none.
    #[must_use]
    pub fn kept_limit(&self, plan: &HallPlan) -> Option<bool> {
        let done = self.completed.as_ref()?;
        let limit = self.limit_days()?;
        Some(self.used_days(plan, done.on.0)? <= limit)
    }

    /// The last day on which what it waits for is in time: telling what is missing, or bringing it.
    #[must_use]
    pub fn waits_until(&self, plan: &HallPlan) -> Option<Date> {
        match self.standing {
            Standing::Received { on, tell_days } => plan.add_working_days(on.0, tell_days),
            Standing::AwaitingCorrection { since, correct_days } => {
                plan.add_working_days(since.0, correct_days)
            }
            Standing::Open | Standing::Closed => None,
        }
    }

    /// The first day on which something happens to it by itself: it counts as accepted, or its clock goes on.
    #[must_use]
    pub fn acts_on(&self, plan: &HallPlan) -> Option<ServiceDay> {
        let day = match self.standing {
            Standing::Received { .. } => self.waits_until(plan)?.tomorrow().ok(),
            Standing::Open => self.stop()?.goes_on(plan),
            Standing::AwaitingCorrection { .. } | Standing::Closed => None,
        };
        day.map(ServiceDay)
    }

    /// The days that count, in order, as far as anything is looked for.
    fn counted<'a>(&'a self, plan: &'a HallPlan) -> Option<impl Iterator<Item = Date> + 'a> {
        let accepted = self.acceptance.as_ref()?.on.0;
        // A stop looks for its own end only once.
        let stops: Vec<(Date, Option<Date>)> = self
            .stops
            .iter()
            .map(|stop| {
                (
                    stop.from.0,
                    stop.until.map_or_else(|| stop.goes_on(plan), |day| Some(day.0)),
                )
            })
            .collect();
        let stands = move |date: Date| {
            let held = |(from, until): &(Date, Option<Date>)| {
                date >= *from && until.is_none_or(|until| date < until)
            };
            stops.iter().any(held)
        };
        let days = std::iter::successors(accepted.tomorrow().ok(), |date| date.tomorrow().ok());
        Some(
            days.take(LOOK_AHEAD_DAYS)
                .filter(|date| plan.is_working_day(*date))
                .filter(move |date| !stands(*date)),
        )
    }
}

impl ClockStop {
    /// The first day that counts again if nobody lets the clock go on before.
    fn goes_on(&self, plan: &HallPlan) -> Option<Date> {
        // The day of the stop is the first of those that do not count, if it is a working day.
        let before = self.from.0.yesterday().ok()?;
        let last = plan.add_working_days(before, self.cap_days)?;
        last.tomorrow().ok()
    }
}
