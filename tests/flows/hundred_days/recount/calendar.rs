//! Which days count for a limit.

use anyhow::Result;
use jiff::civil::{Date, Weekday};
use serde_json::Value;

/// Holidays, and weekends that are worked.
#[derive(Default)]
pub(super) struct Calendar {
    holidays: Vec<(Date, Date)>,
    workdays: Vec<Date>,
}

impl Calendar {
    pub(super) fn of(plan: &Value) -> Result<Self> {
        let list = |name: &str| plan[name].as_array().cloned().unwrap_or_default();
        let date = |value: &Value| value.as_str().unwrap_or_default().parse::<Date>();
        let mut calendar = Self::default();
        for holiday in list("holidays") {
            calendar
                .holidays
                .push((date(&holiday["from"])?, date(&holiday["until"])?));
        }
        for workday in list("workdays") {
            calendar.workdays.push(date(&workday["date"])?);
        }
        Ok(calendar)
    }

    fn counts(&self, date: Date) -> bool {
        let mut holidays = self.holidays.iter();
        let is_holiday = holidays.any(|(from, until)| *from <= date && date <= *until);
        let is_weekend = matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday);
        !is_holiday && (!is_weekend || self.workdays.contains(&date))
    }

    /// How many days count after one and up to another.
    pub(super) fn between(&self, after: Date, until: Date, stands: impl Fn(Date) -> bool) -> u64 {
        let mut counted = 0;
        let mut date = after;
        while date < until {
            let Ok(next) = date.tomorrow() else { break };
            date = next;
            counted += u64::from(self.counts(date) && !stands(date));
        }
        counted
    }
}
