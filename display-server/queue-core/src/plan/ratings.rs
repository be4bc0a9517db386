//! How visitors rate (好差評): for how long, why, and what makes a rating doubtful.

use serde::{Deserialize, Serialize};

use super::CallReason;

/// The least that may be enough: of fewer ratings a share says nothing.
pub const ENOUGH_AT_LEAST: u32 = 30;

/// The hall's rules for ratings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RatingRules {
    /// For how long after its end a leg may be rated at its window's keys, in seconds; 10–600.
    pub keys_s: u32,
    /// A rating so soon after the finish is doubtful, in seconds; 0–30.
    pub fast_s: u32,
    /// So many ratings at one window's keys within `burst_s` are doubtful; 2–60.
    pub burst: u32,
    /// Within how many seconds; 10–3,600.
    pub burst_s: u32,
    /// A level whose share at a window's keys differs from its share on phones by more is doubtful, in points of a hundred;
    /// 5–100.
    pub skew_points: u32,
    /// From so many ratings on shares are compared, a window is shown beside others, and a clerk is ranked; 30–1,000.
    pub enough: u32,
    /// From so many ratings of one day on the day is shown to the clerk whom they are about; 2–100.
    pub shown_from: u32,
    /// For how many days after a rating was settled what people wrote is kept; 1–365.
    pub keep_days: u32,
    /// Why a visitor may not be satisfied.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<CallReason>,
}

impl Default for RatingRules {
    /// Two minutes at the keys; two seconds for a thought; five in two minutes are a burst.
    fn default() -> Self {
        Self {
            keys_s: 120,
            fast_s: 2,
            burst: 5,
            burst_s: 120,
            skew_points: 20,
            enough: ENOUGH_AT_LEAST,
            shown_from: 5,
            keep_days: 60,
            reasons: Vec::new(),
        }
    }
}

impl RatingRules {
    /// Its numbers by the name of their field, with what each may be and in what.
    #[must_use]
    pub fn lengths(&self) -> [(&'static str, u32, (u32, u32), &'static str); 8] {
        [
            ("keys_s", self.keys_s, (10, 600), "seconds"),
            ("fast_s", self.fast_s, (0, 30), "seconds"),
            ("burst", self.burst, (2, 60), "ratings"),
            ("burst_s", self.burst_s, (10, 3_600), "seconds"),
            ("skew_points", self.skew_points, (5, 100), "points"),
            ("enough", self.enough, (ENOUGH_AT_LEAST, 1_000), "ratings"),
            ("shown_from", self.shown_from, (2, 100), "ratings"),
            ("keep_days", self.keep_days, (1, 365), "days"),
        ]
    }

    /// A reason by its code.
    #[must_use]
    pub fn reason(&self, code: &str) -> Option<&CallReason> {
        self.reasons.iter().find(|reason| reason.code == code)
    }
}
