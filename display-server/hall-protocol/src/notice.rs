//! What stands in the way of an ordinary day: stops, announcements, covers, early closing; `/api/v1/hall/…`.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::names::Names;
use crate::window::ServiceWaiting;

/// Something does not work: no tickets and no calls of its scope, promises stand still. Exactly one of the scopes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StopRequest {
    /// The press: 32 hex digits.
    pub press: String,
    /// The sender's service day.
    #[schema(value_type = String, format = Date)]
    pub day: Date,
    /// Why: `system_down`, `department_absent`, `evacuation`.
    pub cause: String,
    /// The whole hall.
    #[serde(default)]
    pub hall: bool,
    /// The letters of groups.
    #[serde(default)]
    pub groups: Vec<String>,
    /// The code of a department.
    #[serde(default)]
    pub department: Option<String>,
    /// The codes of services.
    #[serde(default)]
    pub services: Vec<String>,
}

/// Everybody who waits for one service waits for another instead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RerouteRequest {
    /// The press: 32 hex digits.
    pub press: String,
    /// The sender's service day.
    #[schema(value_type = String, format = Date)]
    pub day: Date,
    /// From which service.
    pub from: String,
    /// To which.
    pub to: String,
}

/// The hall closes before its time today.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CloseEarlyRequest {
    /// The press: 32 hex digits.
    pub press: String,
    /// The sender's service day.
    #[schema(value_type = String, format = Date)]
    pub day: Date,
    /// Until when tickets are issued.
    #[schema(value_type = String, format = DateTime)]
    pub issue_until: Timestamp,
    /// When the day closes at the latest.
    #[schema(value_type = String, format = DateTime)]
    pub day_ends_at: Timestamp,
}

/// Tells everybody something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AnnounceRequest {
    /// The press: 32 hex digits.
    pub press: String,
    /// The sender's service day.
    #[schema(value_type = String, format = Date)]
    pub day: Date,
    /// How it is spoken and shown: `evacuation`, `urgent`, `notice`.
    pub kind: String,
    /// Its words in every language, at most 120 characters each; never a name.
    pub text: Names,
    /// The areas that hear it; absent or empty: all.
    #[serde(default)]
    pub areas: Vec<String>,
    /// For how long, 10–86,400 s.
    pub for_s: u32,
}

/// A window serves for another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CoverRequest {
    /// The press: 32 hex digits.
    pub press: String,
    /// The sender's service day.
    #[schema(value_type = String, format = Date)]
    pub day: Date,
    /// The window that serves for it.
    pub by: u16,
}

/// Something that does not work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct StopView {
    /// Which stop.
    pub id: u32,
    /// Why: `system_down`, `department_absent`, `evacuation`.
    pub cause: String,
    /// What it stops, named; empty: the whole hall.
    pub about: Vec<Names>,
    /// Since when.
    #[schema(value_type = String, format = DateTime)]
    pub since: Timestamp,
}

/// Something that does not work, as the manager sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct HeldUp {
    /// What.
    #[serde(flatten)]
    pub stop: StopView,
    /// How many wait for what it stops, and are at no window.
    pub waiting: u32,
}

/// What everybody is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AnnouncementView {
    /// Which one.
    pub id: u32,
    /// How it is spoken and shown: `evacuation`, `urgent`, `notice`.
    pub kind: String,
    /// Its words.
    pub text: Names,
    /// The areas that hear it; empty: all.
    pub areas: Vec<String>,
    /// Since when.
    #[schema(value_type = String, format = DateTime)]
    pub since: Timestamp,
    /// Until when.
    #[schema(value_type = String, format = DateTime)]
    pub until: Timestamp,
}

/// A window that serves for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CoverView {
    /// The window that is covered.
    pub window: u16,
    /// The window that serves for it.
    pub by: u16,
}

/// What stands in the way of an ordinary day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct HallDayView {
    /// The journal entry it stands for.
    pub seq: u64,
    /// The service day; every press must name it.
    #[schema(value_type = String, format = Date)]
    pub day: Date,
    /// The server's clock.
    #[schema(value_type = String, format = DateTime)]
    pub now: Timestamp,
    /// Until when tickets are issued.
    #[schema(value_type = String, format = DateTime)]
    pub issue_until: Timestamp,
    /// When the day closes at the latest.
    #[schema(value_type = String, format = DateTime)]
    pub day_ends_at: Timestamp,
    /// What does not work.
    pub stops: Vec<HeldUp>,
    /// What everybody is told, the gravest first.
    pub announcements: Vec<AnnouncementView>,
    /// Who serves for whom.
    pub covers: Vec<CoverView>,
    /// Services that somebody waits for and no window with a clerk serves.
    pub unserved: Vec<ServiceWaiting>,
    /// How many wait for each service that somebody waits for, those whom a stop holds up too.
    pub waiting: Vec<ServiceWaiting>,
    /// The windows with a clerk, by number.
    pub staffed: Vec<u16>,
}
