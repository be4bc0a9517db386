//! `[agency]`: what is promised beyond the windows.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

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
