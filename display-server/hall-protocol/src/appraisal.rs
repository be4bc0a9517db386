//! Appraisals and the ledger of points, as staff reads and presses them. Marks are in hundredths.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::plan_document::PlanCriterionName;

/// The appraisal of a month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AppraisalView {
    /// Which month, such as `2026-11`.
    pub month: String,
    /// `none`, `drafted`, `shown` or `published`. None: figures so far, of which nothing is frozen.
    pub standing: String,
    /// The entry that changed it last; 0: none did.
    pub seq: u64,
    /// Who drafted it.
    pub drafted_by: Option<String>,
    /// When.
    #[schema(value_type = Option<String>, format = Date)]
    pub drafted_on: Option<Date>,
    /// The last day on which an appeal is in time.
    #[schema(value_type = Option<String>, format = Date)]
    pub appeal_until: Option<Date>,
    /// When it was published.
    #[schema(value_type = Option<String>, format = Date)]
    pub published_on: Option<Date>,
    /// How many of a hundred may be found excellent, as it was when the month was drafted.
    pub excellent_percent: u32,
    /// How many clerks that makes.
    pub excellent_heads: u32,
    /// How many were.
    pub found_excellent: u32,
    /// The clerks; for a clerk only that one.
    pub clerks: Vec<ClerkAppraisal>,
    /// The departments.
    pub departments: Vec<DepartmentAppraisal>,
}

/// The month of a clerk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ClerkAppraisal {
    /// Work number.
    pub person: String,
    /// The department that sent the clerk.
    pub home: Option<String>,
    /// Place among those with enough verified ratings; equal totals share one.
    pub rank: Option<u32>,
    /// Whether the total is among the best, as many as may be found excellent: a proposal.
    pub proposed: bool,
    /// Whether somebody found the clerk excellent.
    pub excellent: bool,
    /// What was decided about that, in order.
    pub excellence: Vec<ExcellenceView>,
    /// The sum.
    pub sheet: SheetView,
    /// The figures that it follows from.
    pub figures: ClerkFiguresView,
    /// Appeals.
    pub appeals: Vec<AppealView>,
}

/// A sum, step by step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SheetView {
    /// The steps, in the plan's order.
    pub steps: Vec<StepView>,
    /// The weights of what was measured, in percent.
    pub measured_percent: u32,
    /// Weight × marks, summed: in hundredths of a mark times percent.
    pub weighted_hundredths: u64,
    /// The total; absent: nothing was measured.
    pub total_hundredths: Option<u32>,
}

/// What one criterion makes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct StepView {
    /// Which.
    pub criterion: PlanCriterionName,
    /// How much it counts.
    pub weight_percent: u32,
    /// The measure that has all marks.
    pub full_at: i32,
    /// The measure that has none.
    pub zero_at: i32,
    /// The measure, above its line; absent: not measured.
    pub above: Option<i64>,
    /// Below it.
    pub below: Option<i64>,
    /// The marks.
    pub marks_hundredths: Option<u32>,
}

/// What a clerk did in a month, in whole minutes and counts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ClerkFiguresView {
    /// Days due, leave taken off.
    pub due_days: u32,
    /// Days signed in.
    pub present_days: u32,
    /// Days of leave.
    pub leave_days: u32,
    /// Hours due.
    pub due_min: u32,
    /// Signed in within them.
    pub signed_in_min: u32,
    /// Where the clerk sat.
    pub windows: Vec<WindowTimeView>,
    /// Legs done: not transferred, and not entered from paper.
    pub served: u32,
    /// What these usually take.
    pub standard_min: u32,
    /// Legs called.
    pub called: u32,
    /// First called within their promise.
    pub kept: u32,
    /// Correction notices.
    pub notices: u32,
    /// Second ones.
    pub second_notices: u32,
    /// Cases done.
    pub cases_done: u32,
    /// In time.
    pub cases_in_time: u32,
    /// Verified ratings.
    pub verified_ratings: u32,
    /// How many are enough to count and to be ranked.
    pub enough_ratings: u32,
    /// What they are worth, in percent of the best, summed.
    pub ratings_worth_percent: u32,
    /// Points of the ledger, in hundredths.
    pub points_hundredths: i32,
    /// Services whose handling should be looked at.
    pub outliers: Vec<OutlierView>,
}

/// A window at which a clerk sat.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WindowTimeView {
    /// Which.
    pub window: u16,
    /// Open with the clerk, pauses left out.
    pub open_min: u32,
    /// What like windows do in an open hour, in hundredths of a standard minute.
    pub like_rate_hundredths: u32,
    /// Those windows; empty: the whole hall.
    pub like: Vec<u16>,
}

/// A service whose handling stands apart from that of like clerks. No mark follows from it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OutlierView {
    /// Which service.
    pub service: String,
    /// How many legs.
    pub legs: u32,
    /// Their mean handling.
    pub mean_s: u32,
    /// The median of the means of clerks with 30 legs or more.
    pub median_s: u32,
}

/// An appeal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AppealView {
    /// Against the marks of which criterion.
    pub criterion: PlanCriterionName,
    /// What is said; absent: not kept any more.
    pub text: Option<String>,
    /// When.
    #[schema(value_type = String, format = Date)]
    pub on: Date,
    /// The marks that it was about.
    pub marks_hundredths: u32,
    /// Who decided; absent: it waits.
    pub decided_by: Option<String>,
    /// The marks since; absent: as they were.
    pub corrected_hundredths: Option<u32>,
    /// Why; absent too when it is not kept any more.
    pub reason: Option<String>,
}

/// A decision about somebody's being excellent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ExcellenceView {
    /// Who decided.
    pub by: String,
    /// When.
    #[schema(value_type = String, format = Date)]
    pub on: Date,
    /// Whether the clerk is.
    pub excellent: bool,
    /// Why; absent: not kept any more.
    pub reason: Option<String>,
}

/// The month of a department.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DepartmentAppraisal {
    /// Which.
    pub department: String,
    /// Whether its matters are accepted on its behalf.
    pub on_behalf: bool,
    /// Cases accepted.
    pub accepted: u32,
    /// Cases done that had a limit.
    pub done: u32,
    /// Of these in time.
    pub in_time: u32,
    /// Late ones.
    pub overdue: u32,
    /// Supervision letters.
    pub supervised: u32,
    /// Correction notices.
    pub notices: u32,
    /// Second ones.
    pub second_notices: u32,
    /// From acceptance to the end of the cases done, in minutes.
    pub life_min: u64,
    /// Of this outside the hall.
    pub outside_min: u64,
    /// Verified ratings.
    pub verified_ratings: u32,
    /// The sum.
    pub sheet: SheetView,
}

/// A press about the appraisal of a month without more: draft, show, publish.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AppraisalPress {
    /// The press: 32 hex digits.
    pub press: String,
}

/// The clerk who asks appeals.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AppealPress {
    /// The press: 32 hex digits.
    pub press: String,
    /// Against the marks of which criterion.
    pub criterion: PlanCriterionName,
    /// What is said, 1–500 characters.
    pub text: String,
}

/// An appeal is decided, by another person than whoever drafted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AppealDecision {
    /// The press: 32 hex digits.
    pub press: String,
    /// Whose.
    pub person: String,
    /// Against the marks of which criterion.
    pub criterion: PlanCriterionName,
    /// The marks from now on, in hundredths, 0–10,000; absent: as they were.
    #[serde(default)]
    pub corrected_hundredths: Option<u32>,
    /// Why, 1–500 characters.
    pub reason: String,
}

/// Whether a clerk is excellent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ExcellenceDecision {
    /// The press: 32 hex digits.
    pub press: String,
    /// About whom.
    pub person: String,
    /// Whether.
    pub excellent: bool,
    /// Why, with the evidence, 1–500 characters.
    pub reason: String,
}

/// The ledger of a month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PointsView {
    /// Which month.
    pub month: String,
    /// Its lines, in the order of their codes.
    pub lines: Vec<PointView>,
}

/// A line of the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PointView {
    /// Its code.
    pub code: String,
    /// Whom it is about.
    pub person: String,
    /// Why, as a code of the plan.
    pub reason: String,
    /// Hundredths of a point; of a day, where it excuses.
    pub hundredths: i32,
    /// Whether it excuses days.
    pub leave: bool,
    /// What shows it; absent: not kept any more.
    pub evidence: Option<String>,
    /// Who entered it.
    pub by: String,
    /// When.
    #[schema(value_type = String, format = Date)]
    pub on: Date,
    /// Who struck it; absent: it counts.
    pub struck_by: Option<String>,
    /// Why.
    pub struck_reason: Option<String>,
}

/// A new line of the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EnterPoints {
    /// The press: 32 hex digits.
    pub press: String,
    /// For which month it counts.
    pub month: String,
    /// Whom it is about: a work number.
    pub person: String,
    /// Why, as a code of the plan.
    pub reason: String,
    /// Hundredths of a point; for leave, of a day.
    pub hundredths: i32,
    /// What shows it, 1–500 characters.
    pub evidence: String,
}

/// A line does not count any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StrikePoints {
    /// The press: 32 hex digits.
    pub press: String,
    /// Why, 1–500 characters.
    pub reason: String,
}
