//! A visitor's own ticket on the phone: `GET /api/v1/visits/{token}`.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::names::Names;
use crate::notice::StopView;
use crate::rating::LegRating;
use crate::ticket::{AreaRef, Estimate, ServiceRef};

/// Where a ticket stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct VisitView {
    /// The journal entry it stands for.
    pub seq: u64,
    /// Its service day.
    #[schema(value_type = String, format = Date)]
    pub day: Date,
    /// The server's clock.
    #[schema(value_type = String, format = DateTime)]
    pub now: Timestamp,
    /// The hall.
    pub hall: Names,
    /// The ticket.
    pub number: String,
    /// `not_ready`, `waiting`, `called`, `serving`, `held`, `parked`, `ended`.
    pub state: String,
    /// How its last leg ended.
    pub outcome: Option<String>,
    /// What for.
    pub service: ServiceRef,
    /// Where to sit.
    pub area: AreaRef,
    /// The windows that serve it.
    pub windows: Vec<u16>,
    /// How many stand before it; none unless waiting.
    pub ahead: Option<u32>,
    /// How long it may take; null until there is a forecast.
    pub estimate: Option<Estimate>,
    /// The window it is called to or served at.
    pub window: Option<u16>,
    /// Until when the visitor is waited for.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub answer_by: Option<Timestamp>,
    /// When it was taken.
    #[schema(value_type = String, format = DateTime)]
    pub issued_at: Timestamp,
    /// The deadline of its promise.
    #[schema(value_type = String, format = DateTime)]
    pub deadline: Timestamp,
    /// What public screens show of its class: `none`, `priority`, `booked`.
    pub mark: String,
    /// What to have ready.
    pub documents: Vec<Names>,
    /// What holds the ticket up.
    pub stop: Option<StopView>,
    /// Until when the visitor may come back before others, for whom the hall sent home.
    #[schema(value_type = Option<String>, format = Date)]
    pub revisit_until: Option<Date>,
    /// How many booked visitors with a later anchor were called before it.
    pub passed_booked: u32,
    /// How many visitors of other priority classes with a later anchor were called before it.
    pub passed_priority: u32,
    /// From when nobody new can be called before it; none unless waiting.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub passed_until: Option<Timestamp>,
    /// Whether a window with a clerk serves what it waits for just now.
    pub staffed: bool,
    /// Every leg of the ticket that is open or over, in the order in which they were opened; one alone is not listed.
    pub legs: Vec<VisitLeg>,
    /// The legs that were served to their end, and what was said of them.
    #[serde(default)]
    pub ratings: Vec<LegRating>,
    /// Whether the visitor is in the hall; a remote ticket is not called before.
    pub checked_in: bool,
    /// How many people or cases come with it.
    pub cases: u16,
    /// The visitor's open escort: its state.
    pub escort: Option<String>,
    /// Who brings help in a guide's stead: `manager`, `reception`, `window`.
    #[serde(default)]
    pub escort_left_to: Option<String>,
}

/// One leg of a ticket with several.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct VisitLeg {
    /// What for.
    pub service: ServiceRef,
    /// As the ticket's `state`.
    pub state: String,
    /// How it ended.
    pub outcome: Option<String>,
    /// The windows that serve it.
    pub windows: Vec<u16>,
    /// How many stand before it; none unless waiting.
    pub ahead: Option<u32>,
}
