//! A month, by which figures and appraisals are known.

use std::fmt;

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::ids::BadId;

/// The years that a month may be of; further ones are slips of the finger.
const YEARS: std::ops::RangeInclusive<i16> = 2000..=2999;

/// A month of the calendar, such as `2026-11`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Month {
    first: Date,
}

impl Month {
    /// The month of a date.
    #[must_use]
    pub fn of(date: Date) -> Self {
        Self {
            first: date.first_of_month(),
        }
    }

    /// Reads a month such as `2026-11`.
    ///
    /// # Errors
    /// [`BadId`] for anything else.
    pub fn parse(text: &str) -> Result<Self, BadId> {
        let bad = || BadId {
            text: text.chars().take(80).collect(),
            expected: "a month such as 2026-11",
        };
        let (year, month) = text.trim().split_once('-').ok_or_else(bad)?;
        let plain = |part: &str, digits: usize| {
            part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit())
        };
        if !plain(year, 4) || !plain(month, 2) {
            return Err(bad());
        }
        let year: i16 = year.parse().map_err(|_| bad())?;
        let month: i8 = month.parse().map_err(|_| bad())?;
        let first = Date::new(year, month, 1).map_err(|_| bad())?;
        if YEARS.contains(&year) {
            Ok(Self { first })
        } else {
            Err(bad())
        }
    }

    /// Its year.
    #[must_use]
    pub fn year(self) -> i16 {
        self.first.year()
    }

    /// Its place in the year, from 1.
    #[must_use]
    pub fn number(self) -> i8 {
        self.first.month()
    }

    /// Its first day.
    #[must_use]
    pub fn first(self) -> Date {
        self.first
    }

    /// Its last day.
    #[must_use]
    pub fn last(self) -> Date {
        self.first.last_of_month()
    }

    /// Whether a date is one of its days.
    #[must_use]
    pub fn has(self, date: Date) -> bool {
        Self::of(date) == self
    }

    /// Its days, in order.
    pub fn days(self) -> impl Iterator<Item = Date> {
        let last = self.last();
        self.first.series(1.day()).take_while(move |date| *date <= last)
    }

    /// The month so many before it; none: before all months.
    #[must_use]
    pub fn before(self, months: i32) -> Option<Self> {
        self.first.checked_sub(months.months()).ok().map(Self::of)
    }

    /// The months of a year, in order.
    #[must_use]
    pub fn of_year(year: i16) -> Vec<Self> {
        let months = (1..=12).filter_map(|month| Date::new(year, month, 1).ok());
        months.map(Self::of).collect()
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year(), self.number())
    }
}

impl TryFrom<String> for Month {
    type Error = BadId;

    fn try_from(text: String) -> Result<Self, BadId> {
        Self::parse(&text)
    }
}

impl From<Month> for String {
    fn from(month: Month) -> String {
        month.to_string()
    }
}

impl std::str::FromStr for Month {
    type Err = BadId;

    fn from_str(text: &str) -> Result<Self, BadId> {
        Self::parse(text)
    }
}
