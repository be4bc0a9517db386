//! What is promised beyond the windows, and whether a department must be able to decide for itself.

use serde::{Deserialize, Serialize};

/// The hall's rules beyond its windows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgencyRules {
    /// Within how many working days a home visit that was asked for should be done; 1–30.
    pub home_visit_days: u32,
    /// Whether a service is decided on the spot only while its department's head, or a deputy, is present (授權到位).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub on_spot_by_authority: bool,
}

impl Default for AgencyRules {
    /// A week, and absence only shows.
    fn default() -> Self {
        Self {
            home_visit_days: 5,
            on_spot_by_authority: false,
        }
    }
}

impl AgencyRules {
    /// Whether it says nothing but the usual.
    #[must_use]
    pub fn is_usual(&self) -> bool {
        *self == Self::default()
    }
}
