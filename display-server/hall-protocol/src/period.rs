//! A month or a year in figures, with the ones that it is compared with.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::report::MandateFigures;

/// A period in figures. Every figure of a group is made from all of its legs, never from figures of its parts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct PeriodReport {
    /// The first day.
    #[schema(value_type = String, format = Date)]
    pub from: Date,
    /// The last day.
    #[schema(value_type = String, format = Date)]
    pub to: Date,
    /// When it was drawn up.
    #[schema(value_type = String, format = DateTime)]
    pub as_of: Timestamp,
    /// The period itself.
    pub now: PeriodTotal,
    /// The month before; of a year, the year before.
    pub previous: PeriodTotal,
    /// The same month of the year before; absent of a year.
    #[serde(default)]
    pub year_before: Option<PeriodTotal>,
    /// Of a year: each month that had service days.
    #[serde(default)]
    pub months: Vec<PeriodTotal>,
    /// By clerk, by work number.
    pub by_clerk: Vec<NamedPeriod>,
    /// By window.
    pub by_window: Vec<NamedPeriod>,
    /// By service, in the plan's order.
    pub by_service: Vec<NamedPeriod>,
    /// By department, in the plan's order.
    pub by_department: Vec<NamedPeriod>,
    /// What happened to cases, by department, in the plan's order.
    pub cases: Vec<CasesOfPeriod>,
    /// Who came with the cases that were accepted, and what happened to mandates.
    #[serde(default)]
    pub mandates: MandateFigures,
}

/// A period as a whole.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct PeriodTotal {
    /// Such as `2026-11` or `2026`.
    pub name: String,
    /// Service days.
    pub days: u32,
    /// Tickets whose legs ended.
    pub tickets: u32,
    /// Its legs.
    pub figures: PeriodFigures,
    /// Its cases.
    pub cases: PeriodCases,
}

/// What some legs amount to. Lengths in whole seconds; a quantile of fewer than 30 values is absent.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct PeriodFigures {
    /// Finished legs.
    pub legs: u32,
    /// Served to the end.
    pub served: u32,
    /// Called, and nobody came.
    pub no_shows: u32,
    /// Left: given back, not come, or given up.
    pub left: u32,
    /// Called.
    pub called: u32,
    /// First called within their promise.
    pub within_promise: u32,
    /// Mean wait.
    pub wait_mean_s: Option<u32>,
    /// Median wait.
    pub wait_p50_s: Option<u32>,
    /// The wait that nine of ten do not exceed.
    pub wait_p90_s: Option<u32>,
    /// The longest wait.
    pub wait_max_s: Option<u32>,
    /// Mean handling.
    pub handling_mean_s: Option<u32>,
    /// Median handling.
    pub handling_p50_s: Option<u32>,
    /// The handling that nine of ten do not exceed.
    pub handling_p90_s: Option<u32>,
    /// Handling together, in minutes.
    pub handling_min: u32,
    /// What the legs served usually take, in minutes.
    pub standard_min: u32,
    /// How long windows were staffed, in minutes; 0 for services and departments.
    pub staffed_min: u32,
    /// How long they were open: staffed without pauses, in minutes.
    pub open_min: u32,
}

/// Figures under a name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct NamedPeriod {
    /// A work number, a window's number, a code.
    pub name: String,
    /// Its figures.
    pub figures: PeriodFigures,
}

/// What happened to some cases.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PeriodCases {
    /// Accepted.
    pub accepted: u32,
    /// Done, of those that had a limit.
    pub done: u32,
    /// Of these, within it.
    pub in_time: u32,
    /// Done late, or late and not done when the period ended.
    pub overdue: u32,
    /// Supervision letters.
    pub supervised: u32,
    /// Correction notices.
    pub notices: u32,
    /// Those that asked for something that the first did not.
    pub second_notices: u32,
    /// From acceptance to the end of the cases done, in minutes.
    pub life_min: u64,
    /// Of this, with the file outside the hall.
    pub outside_min: u64,
}

/// The cases of a department.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CasesOfPeriod {
    /// Which.
    pub department: String,
    /// Whether its matters are accepted on its behalf.
    pub on_behalf: bool,
    /// What happened to them.
    pub cases: PeriodCases,
}
