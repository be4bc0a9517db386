//! The calendar: which timetable a date keeps, what changes it – seasons, holidays, workdays (調休), early stops –,
//! and how working days are counted.
//!
//! A *service day* is a date that keeps hours; a *working day* (for 限時辦結) is a Monday to Friday that is no holiday,
//! or a workday of the plan. A Saturday with hours is a service day and no working day.
//!
//! Invariant: nothing here looks further ahead than [`LOOK_AHEAD_DAYS`].

use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};

use super::{HallPlan, Names, PlanParts, Timetable, WeekDay};

/// How far ahead of a date a service day or a working day is looked for, in days: three years.
pub const LOOK_AHEAD_DAYS: usize = 1096;

/// A month and a day of it, in any year; whether there is such a day is checked with the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct MonthDay {
    /// The month, 1–12.
    pub month: i8,
    /// The day of the month, 1–31.
    pub day: i8,
}

impl MonthDay {
    /// The month and day of a date.
    #[must_use]
    pub fn of(date: Date) -> Self {
        Self {
            month: date.month(),
            day: date.day(),
        }
    }

    /// Whether a leap year has such a day.
    pub(super) fn is_possible(self) -> bool {
        Date::new(2000, self.month, self.day).is_ok()
    }
}

/// The part of every year in which a timetable holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Season {
    /// Its first day.
    pub from: MonthDay,
    /// Its last day; earlier in the year than `from`: the season passes the year's end.
    pub until: MonthDay,
}

impl Season {
    /// Whether a day of the year is in the season.
    #[must_use]
    pub fn holds_on(&self, day: MonthDay) -> bool {
        if self.from <= self.until {
            (self.from..=self.until).contains(&day)
        } else {
            day >= self.from || day <= self.until
        }
    }
}

/// Days on which the hall keeps no hours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holiday {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub until: Date,
    /// What it is called.
    pub names: Names,
}

impl Holiday {
    /// Whether a date is in it.
    #[must_use]
    pub fn holds_on(&self, date: Date) -> bool {
        (self.from..=self.until).contains(&date)
    }
}

/// 調休: a date that keeps another weekday's hours, and is a working day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Workday {
    /// Which date.
    pub date: Date,
    /// Whose hours it keeps.
    pub like: WeekDay,
}

/// A date on which tickets are taken until an earlier time, such as the day before a holiday.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct EarlyStop {
    /// Which date.
    pub date: Date,
    /// Until when tickets are issued, on the hall's clock.
    pub issue_until: Time,
}

/// Hours that a service keeps for itself, within those of the hall.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnHours {
    /// The weekdays that keep them.
    pub days: Vec<WeekDay>,
    /// Their beginning.
    pub from: Time,
    /// Their end; not after the beginning: on the next day.
    pub to: Time,
}

impl PlanParts {
    /// The holiday that a date is in.
    pub(super) fn holiday_on(&self, date: Date) -> Option<&Holiday> {
        self.holidays.iter().find(|holiday| holiday.holds_on(date))
    }

    fn workday_on(&self, date: Date) -> Option<&Workday> {
        self.workdays.iter().find(|workday| workday.date == date)
    }

    /// The weekday whose hours a date keeps; none: a holiday.
    pub(super) fn kept_weekday(&self, date: Date) -> Option<WeekDay> {
        if self.holiday_on(date).is_some() {
            return None;
        }
        Some(
            self.workday_on(date)
                .map_or_else(|| WeekDay::of(date), |workday| workday.like),
        )
    }

    /// The timetable that a date keeps; none: the hall keeps no hours.
    pub(super) fn timetable_on(&self, date: Date) -> Option<&Timetable> {
        let weekday = self.kept_weekday(date)?;
        self.timetables
            .iter()
            .find(|table| table.days.contains(&weekday) && table.is_in_season(MonthDay::of(date)))
    }

    /// The early stop of a date.
    pub(super) fn early_stop_on(&self, date: Date) -> Option<&EarlyStop> {
        self.early_stops.iter().find(|stop| stop.date == date)
    }
}

impl Timetable {
    pub(super) fn is_in_season(&self, day: MonthDay) -> bool {
        self.season.is_none_or(|season| season.holds_on(day))
    }
}

impl HallPlan {
    /// Whether the hall keeps hours on a date.
    #[must_use]
    pub fn is_service_day(&self, date: Date) -> bool {
        self.parts.timetable_on(date).is_some()
    }

    /// The first service day after a date; none within [`LOOK_AHEAD_DAYS`].
    #[must_use]
    pub fn next_service_day(&self, after: Date) -> Option<Date> {
        days_after(after).find(|date| self.is_service_day(*date))
    }

    /// The holiday that a date is in; none: it is no holiday.
    #[must_use]
    pub fn holiday(&self, date: Date) -> Option<&Holiday> {
        self.parts.holiday_on(date)
    }

    /// Whether a date counts for limits in working days, see the module's own words.
    #[must_use]
    pub fn is_working_day(&self, date: Date) -> bool {
        if self.parts.holiday_on(date).is_some() {
            return false;
        }
        let is_weekend = matches!(WeekDay::of(date), WeekDay::Sat | WeekDay::Sun);
        !is_weekend || self.parts.workday_on(date).is_some()
    }

    /// Whether working days are counted as by another plan, and limits warned of as by it.
    #[must_use]
    pub fn counts_days_like(&self, other: &Self) -> bool {
        let (ours, theirs) = (&self.parts, &other.parts);
        ours.holidays == theirs.holidays
            && ours.workdays == theirs.workdays
            && ours.cases.warn_percent == theirs.cases.warn_percent
            && ours.followups.warn_days == theirs.followups.warn_days
    }

    /// The `days`-th working day after a date, which itself is not counted; with 0 days the date as it is.
    ///
    /// None when it lies more than [`LOOK_AHEAD_DAYS`] ahead; the longest limit of a plan, 365 working days, never does
    /// unless holidays take half of every year.
    #[must_use]
    pub fn add_working_days(&self, date: Date, days: u32) -> Option<Date> {
        let Some(before) = usize::try_from(days).ok()?.checked_sub(1) else {
            return Some(date);
        };
        days_after(date)
            .filter(|date| self.is_working_day(*date))
            .nth(before)
    }
}

/// The dates after one, as far as anything is looked for.
fn days_after(date: Date) -> impl Iterator<Item = Date> {
    std::iter::successors(date.tomorrow().ok(), |date| date.tomorrow().ok()).take(LOOK_AHEAD_DAYS)
}
