//! The tables of a plan document that say when: seasons, holidays, workdays, early stops, own hours.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::words::{CalendarDate, ClockTime, PlanLetter, PlanMonthDay, PlanWeekDay};
use crate::names::Names;

/// The part of every year in which a timetable holds, both days included; it may pass the year's end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanSeason {
    /// Its first day.
    #[schema(value_type = String, example = "05-01")]
    pub from: PlanMonthDay,
    /// Its last day.
    #[schema(value_type = String, example = "09-30")]
    pub until: PlanMonthDay,
}

/// `[[holiday]]`: dates on which the hall keeps no hours, both included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanHoliday {
    /// The first.
    #[schema(value_type = String, format = Date)]
    pub from: CalendarDate,
    /// The last.
    #[schema(value_type = String, format = Date)]
    pub until: CalendarDate,
    /// What it is called.
    pub name: Names,
}

/// `[[workday]]`, 調休: a date that keeps another weekday's hours, and counts as a working day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanWorkday {
    /// Which date.
    #[schema(value_type = String, format = Date)]
    pub date: CalendarDate,
    /// Whose hours it keeps.
    pub like: PlanWeekDay,
}

/// `[[early_stop]]`: a date on which tickets are taken until an earlier time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanEarlyStop {
    /// Which date.
    #[schema(value_type = String, format = Date)]
    pub date: CalendarDate,
    /// Until when tickets are issued.
    #[schema(value_type = String, example = "17:00")]
    pub issue_until: ClockTime,
}

/// Hours that a service keeps for itself, within those of the hall.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanOwnHours {
    /// The weekdays that keep them.
    pub days: Vec<PlanWeekDay>,
    /// Their beginning.
    #[schema(value_type = String, example = "08:30")]
    pub from: ClockTime,
    /// Their end.
    #[schema(value_type = String, example = "12:00")]
    pub to: ClockTime,
}

/// Hours in which a window serves more than otherwise, or other groups first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanTide {
    /// The weekdays that have it; left out: all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub days: Vec<PlanWeekDay>,
    /// Its beginning.
    #[schema(value_type = String, example = "10:00")]
    pub from: ClockTime,
    /// Its end.
    #[schema(value_type = String, example = "16:00")]
    pub to: ClockTime,
    /// The groups it serves as its own meanwhile, its usual ones after them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(value_type = Vec<String>)]
    pub primary: Vec<PlanLetter>,
    /// The groups it helps with besides.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(value_type = Vec<String>)]
    pub secondary: Vec<PlanLetter>,
}
