//! `[agency]`: what is promised beyond the windows; `[[agent]]`: who may act for others.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::CalendarDate;
use crate::Names;

/// `[agency]`: home visits, and who may decide on the spot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PlanAgency {
    /// Within how many working days a home visit that was asked for should be done, 1–30.
    pub home_visit_days: u32,
    /// Whether a service is decided on the spot only while its department's head or a deputy is present; absent: absence
    /// only shows.
    pub on_spot_by_authority: bool,
}

impl Default for PlanAgency {
    fn default() -> Self {
        Self {
            home_visit_days: 5,
            on_spot_by_authority: false,
        }
    }
}

/// `[[agent]]`: somebody who may act for others at this hall, always free; a company's own 經辦人 is none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanAgent {
    /// Its code, such as `D001`.
    pub code: String,
    /// Whose agent it is: a village, a street, the centre; never a person's name.
    pub name: Names,
    /// What it may do, each once.
    pub kinds: Vec<PlanAgentKind>,
    /// The work number of the member of staff who it is, if it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<String>,
    /// The first day on which it may act; absent: it always could.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    pub from: Option<CalendarDate>,
    /// The last day; absent: until it is taken out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    pub until: Option<CalendarDate>,
}

/// What an agent does for others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PlanAgentKind {
    /// 重點項目: one agent for all matters of a key project.
    KeyProject,
    /// 招商: for an investor, in everything or in part.
    Investment,
    /// 村（社區）全程代理: for the people of a village, many on one trip.
    Village,
    /// 特殊群體: for people who cannot come.
    SpecialGroups,
}
