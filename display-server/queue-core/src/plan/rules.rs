//! The settings of a hall, and how long anybody is waited for; part of a plan before it is checked, and of the journal.

use serde::{Deserialize, Serialize};

use super::Names;
use super::guiding::{self, StandIn};

/// The settings of the calling order, and how long anybody is waited for. Lengths in seconds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rules {
    /// σ: by how much a window prefers its primary groups; 0–3,600.
    pub sigma_s: u32,
    /// How long before its time an appointment may be called although others wait, 0–7,200; none: from check-in.
    pub early_call_s: Option<u32>,
    /// Checked in later than this after its time, an appointment is an ordinary walk-in; 0–7,200.
    pub late_check_in_s: u32,
    /// What becomes of a visitor who does not come.
    pub no_show: NoShowRule,
    /// How long a call waits for the visitor; 10–1,800.
    pub answer_s: u32,
    /// How long an escort request may wait for a guide before the manager is alerted; 10–3,600.
    pub escort_accept_s: u32,
    /// How long an escort is offered to the nearest free guide alone; 5–600.
    #[serde(default = "guiding::default_escort_offer_s")]
    pub escort_offer_s: u32,
    /// How long a guide who accepted may take to meet the visitor; 10–3,600.
    #[serde(default = "guiding::default_escort_meet_s")]
    pub escort_meet_s: u32,
    /// How long an escort may take from the press until the visitor is handed over, or the job is done; 60–14,400.
    #[serde(default = "guiding::default_escort_done_s")]
    pub escort_done_s: u32,
    /// Who stands in when no guide is on duty, or none who can do the job.
    #[serde(default)]
    pub no_guide: StandIn,
    /// How long a printed ticket may stay unconfirmed before it is callable all the same; 1–600.
    pub confirm_s: u32,
    /// How long a press at a window can be undone; 0–60.
    pub undo_s: u32,
    /// How often a day a clerk may call out of order; beyond it a manager must press; none: as often as needed.
    pub call_this_a_day: Option<u32>,
    /// Why a clerk may call out of order.
    pub call_reasons: Vec<CallReason>,
    /// Why a window may pause.
    pub pause_reasons: Vec<CallReason>,
    /// How long before the end of a service's last session of the day its tickets stop, unless its group or itself
    /// says otherwise; 0–14,400, 0: not before the session's end.
    #[serde(default)]
    pub ticket_stop_s: u32,
    /// So many tickets within a minute at one kiosk are told to the manager; 2–600.
    #[serde(default = "default_burst_a_minute")]
    pub burst_a_minute: u32,
    /// How long nobody may have been called before a board shows services between the calls; 20–3,600, 0: never.
    #[serde(default = "default_quiet_s")]
    pub quiet_s: u32,
    /// How bookings are made.
    #[serde(default)]
    pub bookings: BookingRules,
}

fn default_quiet_s() -> u32 {
    60
}

/// A ticket every five seconds: nobody reads a screen and takes paper as fast.
fn default_burst_a_minute() -> u32 {
    12
}

/// How bookings are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct BookingRules {
    /// How far apart the times of appointments are, in seconds; 300–14,400.
    pub slot_s: u32,
    /// The share of a half day's capacity that may be booked, in percent; 0–100.
    pub share_percent: u32,
    /// How many days ahead, 1–90.
    pub days_ahead: u32,
    /// How many days a priority re-visit holds, 1–90.
    pub revisit_days: u32,
}

impl Default for BookingRules {
    /// Half an hour, half the capacity, two weeks.
    fn default() -> Self {
        Self {
            slot_s: 1_800,
            share_percent: 50,
            days_ahead: 14,
            revisit_days: 14,
        }
    }
}

/// A reason that the plan allows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallReason {
    /// Its code.
    pub code: String,
    /// Its wording.
    pub names: Names,
}

/// What becomes of a visitor who was called and did not come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoShowRule {
    /// Held until reactivated, once; the second time closed.
    Held,
    /// Closed at once.
    Closed,
}
