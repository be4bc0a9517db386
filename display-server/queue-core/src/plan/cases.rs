//! How cases are kept: what is promised beside a service's own limit, and why a clock may stand still.

use serde::{Deserialize, Serialize};

use super::Names;

/// The hall's rules for cases. All lengths are in working days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseRules {
    /// Within how many days after a file was taken in everything missing must be told; afterwards it counts as accepted
    /// from the day on which it was taken in (行政許可法 第三十二條 names 5); 1–30.
    pub tell_days: u32,
    /// How many days a visitor has to bring what a correction notice lists; 1–60.
    pub correct_days: u32,
    /// A case is warned of when so much of its limit is left, in percent; 1–90.
    pub warn_percent: u32,
    /// The most days by which a second person may extend a limit, in all; 0–60.
    pub extend_days: u32,
    /// How many days whoever gets a 督辦單 has to answer it; 1–30.
    pub answer_days: u32,
    /// For how many calendar days after a case was done the texts that people wrote about it are kept, for whoever asks or
    /// appeals (行政複議法 第二十條 names 60); 1–365.
    #[serde(default = "keep_days")]
    pub keep_days: u32,
    /// Why a clock may stand still; empty: it never does.
    #[serde(default)]
    pub stop_reasons: Vec<ClockReason>,
}

/// Why a case's clock may stand still.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockReason {
    /// Its code.
    pub code: String,
    /// Its wording.
    pub names: Names,
    /// For how many days at most; then the clock goes on by itself; 1–365.
    pub cap_days: u32,
    /// Whether somebody outside is waited for, such as an appraiser or a testing laboratory (中介機構).
    #[serde(default)]
    pub intermediary: bool,
}

fn keep_days() -> u32 {
    60
}

impl Default for CaseRules {
    /// What the law names where it names anything, and what halls usually promise.
    fn default() -> Self {
        Self {
            tell_days: 5,
            correct_days: 10,
            warn_percent: 20,
            extend_days: 10,
            answer_days: 3,
            keep_days: keep_days(),
            stop_reasons: Vec::new(),
        }
    }
}

impl CaseRules {
    /// A reason by its code.
    #[must_use]
    pub fn stop_reason(&self, code: &str) -> Option<&ClockReason> {
        self.stop_reasons.iter().find(|reason| reason.code == code)
    }
}
