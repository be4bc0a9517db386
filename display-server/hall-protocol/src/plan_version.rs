//! Versions of the hall's plan: what is proposed, what holds, what waits for a second person.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::plan_document::PlanDocument;

/// The plan that holds, as it is changed: version and text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PlanNow {
    /// Which version holds.
    pub version: u32,
    /// Which version waits: for a second person, or for its day.
    pub waiting: Option<u32>,
    /// What the version says that holds.
    pub document: PlanDocument,
}

/// A plan that is to be checked: a document or its TOML, exactly one of them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanText {
    /// As JSON.
    #[serde(default)]
    pub document: Option<PlanDocument>,
    /// As TOML.
    #[serde(default)]
    pub toml: Option<String>,
}

/// A plan that is to hold: a document or its TOML, exactly one of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanProposal {
    /// The press: 32 hex digits.
    pub press: String,
    /// The version that was changed to make it; another in force meanwhile is a refusal.
    pub base: u32,
    /// As JSON.
    #[serde(default)]
    pub document: Option<PlanDocument>,
    /// As TOML.
    #[serde(default)]
    pub toml: Option<String>,
    /// The service day from which it is to hold; absent: now, or from the next opening while the hall is closed.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    pub from: Option<Date>,
}

/// What a check finds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PlanChecked {
    /// Every fault; empty: the plan holds together.
    pub faults: Vec<PlanFaultView>,
    /// The limits and weights that it changes, as paths such as `service.A01.limit_days`; not empty: a second person
    /// must approve it.
    pub limits: Vec<String>,
}

/// A fault of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PlanFaultView {
    /// Where: a path such as `service[3].group`, or for TOML a line such as `line 12`.
    pub field: String,
    /// What is wrong.
    pub problem: String,
    /// What to do about it.
    pub hint: String,
}

/// A press about a version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanPress {
    /// The press: 32 hex digits.
    pub press: String,
}

/// What a press about a version came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PlanPressed {
    /// The version that the press was about.
    pub version: u32,
    /// `in_force`, `accepted` (holds from its day, or the next opening), `proposed` (waits for a second person),
    /// `rejected`.
    pub state: String,
    /// Which version holds now.
    pub in_force: u32,
}

/// The versions of the plan, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PlanVersions {
    /// Which holds.
    pub in_force: u32,
    /// Which waits: for a second person, or for its day.
    pub waiting: Option<u32>,
    /// All of them.
    pub versions: Vec<PlanVersionView>,
}

/// One version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PlanVersionView {
    /// Which.
    pub version: u32,
    /// `in_force`, `replaced`, `accepted`, `proposed`, `rejected`.
    pub state: String,
    /// When it was proposed.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// Who proposed it; absent: the hall was set up with it.
    pub by: Option<String>,
    /// The service day from which it was to hold; absent: at once.
    #[schema(value_type = Option<String>, format = Date)]
    pub from: Option<Date>,
    /// The limits and weights that it changes.
    pub limits: Vec<String>,
    /// Who accepted or rejected it.
    pub decided_by: Option<String>,
    /// When.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub decided_at: Option<Timestamp>,
    /// Since when it holds or held.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub in_force_at: Option<Timestamp>,
}
