//! What is no fault of a plan, and yet seldom meant: told when a plan is checked, for a person to decide.

use std::fmt;

use jiff::civil::Date;

use super::{HallPlan, WeekDay};
use crate::ids::ElsewhereCode;

/// How long before a year begins its holidays should be in the plan: they are published in November.
const HOLIDAYS_KNOWN_DAYS: usize = 45;
/// How far ahead a working day without hours is looked for.
const A_YEAR_DAYS: usize = 366;

/// Something that a person should look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remark {
    /// The plan names no holiday and no workday of a year that is near.
    NoHolidays {
        /// Which year.
        year: i16,
    },
    /// The approval under which something is not handled here has run out.
    ApprovalRanOut {
        /// What.
        entry: ElsewhereCode,
        /// The last day on which it held.
        until: Date,
    },
    /// A Monday to Friday that is no holiday, and on which the hall keeps no hours.
    NoHours {
        /// The first such date.
        date: Date,
    },
}

impl fmt::Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoHolidays { year } => write!(
                f,
                "no holiday of {year} is in the plan: add [[holiday]] and [[workday]] when they are published, or the hall opens on them"
            ),
            Self::ApprovalRanOut { entry, until } => write!(
                f,
                "the approval that {entry} is not handled here held until {until}: have it approved anew and change `approved_until`, or bring it into the hall"
            ),
            Self::NoHours { date } => write!(
                f,
                "on {date}, a working day, no timetable holds: the hall stays closed; check the seasons, or add a [[holiday]]"
            ),
        }
    }
}

impl HallPlan {
    /// What should be looked at, as of a date.
    #[must_use]
    pub fn remarks(&self, today: Date) -> Vec<Remark> {
        let holidays = self
            .year_without_holidays(today)
            .map(|year| Remark::NoHolidays { year });
        let hours = self
            .working_day_without_hours(today)
            .map(|date| Remark::NoHours { date });
        let ran_out = self.approvals_that_ran_out(today);
        holidays.into_iter().chain(hours).chain(ran_out).collect()
    }

    fn approvals_that_ran_out(&self, today: Date) -> impl Iterator<Item = Remark> {
        self.parts.elsewhere.iter().filter_map(move |entry| {
            let until = entry.approved_until.filter(|until| *until < today)?;
            Some(Remark::ApprovalRanOut {
                entry: entry.code.clone(),
                until,
            })
        })
    }

    fn year_without_holidays(&self, today: Date) -> Option<i16> {
        let parts = &self.parts;
        let soon = dates(today).take(HOLIDAYS_KNOWN_DAYS).last()?;
        let is_known = |year: i16| {
            let holidays = parts.holidays.iter();
            let named = holidays.flat_map(|holiday| [holiday.from, holiday.until]);
            let moved = parts.workdays.iter().map(|workday| workday.date);
            named.chain(moved).any(|date| date.year() == year)
        };
        (today.year()..=soon.year()).find(|year| !is_known(*year))
    }

    fn working_day_without_hours(&self, today: Date) -> Option<Date> {
        let weekday = |date: &Date| !matches!(WeekDay::of(*date), WeekDay::Sat | WeekDay::Sun);
        let mut working = dates(today)
            .take(A_YEAR_DAYS)
            .filter(|date| weekday(date) && self.is_working_day(*date));
        working.find(|date| !self.is_service_day(*date))
    }
}

fn dates(from: Date) -> impl Iterator<Item = Date> {
    std::iter::successors(Some(from), |date| date.tomorrow().ok())
}
