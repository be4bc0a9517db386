//! The manager's live queue: what one must see at first glance.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::escort::EscortView;
use crate::names::Names;
use crate::window::WindowStateName;

/// The whole hall at this instant.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct LiveView {
    /// The journal entry it stands for.
    pub seq: u64,
    /// The service day.
    #[schema(value_type = String, format = Date)]
    pub day: Date,
    /// The server's clock.
    #[schema(value_type = String, format = DateTime)]
    pub now: Timestamp,
    /// How many wait.
    pub waiting: u32,
    /// How many are being served.
    pub serving: u32,
    /// Tickets given today.
    pub issued: u32,
    /// Legs finished today, by whatever outcome.
    pub finished: u32,
    /// Legs closed or held as no-show today.
    pub no_shows: u32,
    /// The one who has waited longest.
    pub longest: Option<LongestWait>,
    /// How many wait beyond their promise.
    pub late: u32,
    /// Open escorts, those without a guide first.
    pub escorts: Vec<EscortView>,
    /// The windows, by number.
    pub windows: Vec<LiveWindow>,
    /// The queue groups, by letter.
    pub groups: Vec<LiveGroup>,
    /// What somebody should act on, most urgent first.
    pub alerts: Vec<Alert>,
}

/// The one who has waited longest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LongestWait {
    /// The ticket.
    pub ticket: String,
    /// Since when.
    #[schema(value_type = String, format = DateTime)]
    pub ready_at: Timestamp,
    /// The deadline of its promise.
    #[schema(value_type = String, format = DateTime)]
    pub deadline: Timestamp,
}

/// One window.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LiveWindow {
    /// The number over it.
    pub window: u16,
    /// Whether it calls.
    pub state: WindowStateName,
    /// The clerk signed in.
    pub clerk: Option<String>,
    /// The ticket called to it or served at it.
    pub ticket: Option<String>,
    /// Why it is paused.
    pub pause_reason: Option<String>,
    /// Since when it is as it is, or since when its visitor is served.
    #[schema(value_type = String, format = DateTime)]
    pub since: Timestamp,
}

/// One queue group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LiveGroup {
    /// The letter.
    pub letter: String,
    /// What it stands for.
    pub names: Names,
    /// How many wait.
    pub waiting: u32,
    /// Who of them has waited longest: since when.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub oldest_ready_at: Option<Timestamp>,
    /// Legs served to their end today.
    pub served: u32,
    /// Half of today's calls waited less, in seconds.
    pub wait_p50_s: Option<u32>,
    /// Nine of ten of today's calls waited less, in seconds.
    pub wait_p90_s: Option<u32>,
    /// Open windows that serve it.
    pub windows_open: u32,
}

/// What somebody should act on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Alert {
    /// `evacuation`, `system_down`, `department_absent`, `escort_overdue`, `escort_not_met`, `escort_not_done`,
    /// `escort_without_guide`, `group_without_window`, `service_unserved`, `promise_missed`, `ticket_burst`, `device_silent`, or
    /// `printer_` and what the printer says (`paper_low`, `paper_out`, `cover_open`, `cutter_jam`, `offline`).
    pub kind: String,
    /// What it is about: a group's letter, a department, a service, a place, a device; several are separated by blanks,
    /// and nothing is the whole hall.
    pub subject: String,
    /// Since when.
    #[schema(value_type = String, format = DateTime)]
    pub since: Timestamp,
}
