//! `[[journey]]`: one ticket, several services.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::sections::is_zero;
use crate::names::Names;

/// `[[journey]]`: the order of services that one ticket walks through.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanJourney {
    /// Its code.
    pub code: String,
    /// What it is called.
    pub name: Names,
    /// The department that leads it; needed where services run side by side.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lead: Option<String>,
    /// What follows what.
    pub stages: Vec<PlanStage>,
}

/// One stage of a journey: what is handled side by side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanStage {
    /// Its services.
    pub legs: Vec<PlanStageLeg>,
}

/// One service of a stage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanStageLeg {
    /// Its code.
    pub service: String,
    /// How long after the end of the stage before it can be waited for, 0–86,400 s.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub lag_s: u32,
}
