//! `[ratings]`: how visitors rate.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::PlanReason;

/// `[ratings]`: for how long visitors rate, why, and what makes a rating doubtful.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PlanRatings {
    /// For how long after its end a visit to a window may be rated at the window's keys, in seconds, 10–600.
    pub keys_s: u32,
    /// A rating so soon after the finish is doubtful, in seconds, 0–30.
    pub fast_s: u32,
    /// So many ratings at one window's keys within `burst_s` are doubtful, 2–60.
    pub burst: u32,
    /// Within how many seconds, 10–3,600.
    pub burst_s: u32,
    /// A level whose share at the keys differs from its share on phones by more points of a hundred is doubtful, 5–100.
    pub skew_points: u32,
    /// From so many ratings on shares are compared, and a window or a clerk is shown beside others, 10–1,000.
    pub enough: u32,
    /// From so many ratings of one day on the day is shown to the clerk whom they are about, 2–100.
    pub shown_from: u32,
    /// For how many days after a rating was settled what people wrote is kept, 1–365.
    pub keep_days: u32,
    /// Why a visitor may not be satisfied.
    pub reasons: Vec<PlanReason>,
}

impl Default for PlanRatings {
    fn default() -> Self {
        Self {
            keys_s: 120,
            fast_s: 2,
            burst: 5,
            burst_s: 120,
            skew_points: 20,
            enough: 30,
            shown_from: 5,
            keep_days: 60,
            reasons: Vec::new(),
        }
    }
}
