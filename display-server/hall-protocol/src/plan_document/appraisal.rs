//! `[appraisal]`: how the month of a clerk, and of a department, is appraised.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::words::CalendarDate;
use crate::names::Names;

/// `[appraisal]`: the written formulas. A list that is empty: nobody is appraised by it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PlanAppraisal {
    /// How many working days a clerk has to appeal against what was shown, 1–30.
    pub appeal_days: u32,
    /// How many of a hundred clerks may be found excellent, rounded down to heads, 0–100.
    pub excellent_percent: u32,
    /// For how many calendar days after a month was published the texts about it are kept, 1–1,095.
    pub keep_days: u32,
    /// The formula for clerks at windows; the weights make 100 together.
    pub windows: Vec<PlanCriterion>,
    /// The formula for departments that have people here.
    pub resident: Vec<PlanCriterion>,
    /// The formula for departments whose matters are accepted on their behalf.
    pub on_behalf: Vec<PlanCriterion>,
    /// Why points are given or taken, or days are excused.
    pub points: Vec<PlanPoint>,
}

/// One criterion of a formula.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanCriterion {
    /// What is measured.
    pub criterion: PlanCriterionName,
    /// How much it counts, in percent.
    pub weight_percent: u32,
    /// Whether the regulation asks for it: then it counts for 3 % at least.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub required: bool,
    /// The measure that has all marks, in the criterion's unit.
    pub full_at: i32,
    /// The measure that has none.
    pub zero_at: i32,
}

/// What is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PlanCriterionName {
    /// Of clerks: time signed in, in percent of the hall's hours.
    Attendance,
    /// Of clerks: work in standard minutes per open hour, in percent of like windows.
    Workload,
    /// Of clerks: kept promises, in percent.
    Promises,
    /// Second correction notices; a count.
    SecondNotices,
    /// Cases done within their limit, in percent.
    CasesInTime,
    /// Verified ratings, in percent of the best.
    Ratings,
    /// Of clerks: points of the ledger.
    Points,
    /// Of departments: late cases; a count.
    Overdue,
    /// Of departments: supervision letters; a count.
    Supervised,
    /// Of departments: the share of case time for which files were outside, in percent.
    OutsideShare,
}

impl PlanCriterionName {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Attendance,
        Self::Workload,
        Self::Promises,
        Self::SecondNotices,
        Self::CasesInTime,
        Self::Ratings,
        Self::Points,
        Self::Overdue,
        Self::Supervised,
        Self::OutsideShare,
    ];

    /// Its word.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Attendance => "attendance",
            Self::Workload => "workload",
            Self::Promises => "promises",
            Self::SecondNotices => "second_notices",
            Self::CasesInTime => "cases_in_time",
            Self::Ratings => "ratings",
            Self::Points => "points",
            Self::Overdue => "overdue",
            Self::Supervised => "supervised",
            Self::OutsideShare => "outside_share",
        }
    }
}

/// Why a line of the ledger stands there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanPoint {
    /// Its code.
    pub code: String,
    /// Its wording.
    pub name: Names,
    /// The least that a line may give, −100 to 100 points; for leave, days.
    pub least: i32,
    /// The most.
    pub most: i32,
    /// Whether it excuses days of absence instead of giving points.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub leave: bool,
}

/// The department that sent a member of staff, whose the person stays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanHome {
    /// Which.
    pub department: String,
    /// The first day here; absent: since always.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    pub from: Option<CalendarDate>,
    /// The last day here; absent: until further notice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    pub until: Option<CalendarDate>,
}

impl Default for PlanAppraisal {
    fn default() -> Self {
        Self {
            appeal_days: 5,
            excellent_percent: 30,
            keep_days: 365,
            windows: Vec::new(),
            resident: Vec::new(),
            on_behalf: Vec::new(),
            points: Vec::new(),
        }
    }
}
