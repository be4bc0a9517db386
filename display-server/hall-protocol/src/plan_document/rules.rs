//! `[rules]`: the settings of a hall.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::words::{PlanNoShow, PlanStandIn};
use crate::names::Names;

/// `[rules]`: the settings of the calling order, and how long anybody is waited for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanRules {
    /// σ: by how much a window prefers its primary groups; 0–3,600 s.
    pub sigma_s: u32,
    /// How long before its time an appointment may be called although others wait; absent: from check-in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub early_call_s: Option<u32>,
    /// Checked in later than this after its time, an appointment is an ordinary walk-in; 0–7,200 s.
    pub late_check_in_s: u32,
    /// What becomes of a visitor who does not come.
    pub no_show: PlanNoShow,
    /// How long a call waits for the visitor; 10–1,800 s.
    pub answer_s: u32,
    /// How long an escort request may wait for a guide; 10–3,600 s.
    pub escort_accept_s: u32,
    /// How long an escort is offered to the nearest free guide alone; 5–600 s.
    #[serde(default = "escort_offer_s")]
    pub escort_offer_s: u32,
    /// How long a guide who accepted may take to meet the visitor; 10–3,600 s.
    #[serde(default = "escort_meet_s")]
    pub escort_meet_s: u32,
    /// How long an escort may take from the press until the visitor is handed over, or the job is done; 60–14,400 s.
    #[serde(default = "escort_done_s")]
    pub escort_done_s: u32,
    /// Who stands in when no guide is on duty, or none who can do the job.
    #[serde(default)]
    pub no_guide: PlanStandIn,
    /// How long a printed ticket may stay unconfirmed; 1–600 s.
    pub confirm_s: u32,
    /// How long a press at a window can be undone; 0–60 s.
    pub undo_s: u32,
    /// How often a day a clerk may call out of order, 0–1000; beyond it a manager must press; absent: as often as needed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub call_this_a_day: Option<u32>,
    /// Why a clerk may call out of order.
    #[serde(default)]
    pub call_reasons: Vec<PlanReason>,
    /// Why a window may pause.
    #[serde(default)]
    pub pause_reasons: Vec<PlanReason>,
    /// How long before the end of a service's last session of the day its tickets stop, unless its group or itself says
    /// otherwise; 0–14,400 s, 0 or absent: not before the session's end.
    #[serde(default)]
    pub ticket_stop_s: u32,
    /// So many tickets within a minute at one kiosk are told to the manager, 2–600; absent: 12.
    #[serde(default = "burst_a_minute")]
    pub burst_a_minute: u32,
    /// How long nobody may have been called before a board shows services between the calls, 20–3,600 s; 0: never; absent:
    /// 60.
    #[serde(default = "quiet_s")]
    pub quiet_s: u32,
    /// How bookings are made; absent: half an hour apart, half of a half day's capacity, two weeks ahead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bookings: Option<PlanBookings>,
}

/// `rules.bookings`: how bookings are made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanBookings {
    /// How far apart the times of appointments are, 300–14,400 s.
    pub slot_s: u32,
    /// The share of a half day's capacity that may be booked, 0–100 %.
    pub share_percent: u32,
    /// How many days ahead, 1–90.
    pub days_ahead: u32,
    /// How many days a priority re-visit holds, 1–90.
    pub revisit_days: u32,
}

fn quiet_s() -> u32 {
    60
}

fn burst_a_minute() -> u32 {
    12
}

fn escort_offer_s() -> u32 {
    20
}

fn escort_meet_s() -> u32 {
    300
}

fn escort_done_s() -> u32 {
    1800
}

/// A reason that the plan allows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanReason {
    /// Its code.
    pub code: String,
    /// Its wording.
    pub name: Names,
}
