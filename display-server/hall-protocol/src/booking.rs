//! Appointments: `GET /api/v1/slots`, `/api/v1/bookings/…`. Nobody is asked for a name.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::names::{Language, Names};
use crate::ticket::ServiceRef;

/// The times of a day at which a service may be booked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SlotsView {
    /// The service.
    pub service: ServiceRef,
    /// The day.
    #[schema(value_type = String, format = Date)]
    pub day: Date,
    /// The days on which it may be booked, ascending.
    #[schema(value_type = Vec<String>)]
    pub days: Vec<Date>,
    /// The times; those that have passed are left out.
    pub slots: Vec<SlotView>,
}

/// A time that is offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SlotView {
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// How many more may be booked then.
    pub free: u32,
}

/// Books a time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BookingRequest {
    /// The press: 32 hex digits. A repeat has the first one's answer.
    pub request: String,
    /// The visitor's token, made by the sender: 32 hex digits. The server keeps its SHA-256 alone.
    pub token: String,
    /// The services, each a matter of its own; with `journeys` 1 to 6 in all.
    pub services: Vec<String>,
    /// The journeys through several services.
    #[serde(default)]
    pub journeys: Vec<String>,
    /// How many people or cases come, 1–99.
    #[serde(default = "one")]
    pub cases: u16,
    /// The service day.
    #[schema(value_type = String, format = Date)]
    pub day: Date,
    /// One of the times offered.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// The language of the slip.
    #[serde(default)]
    pub language: Language,
}

/// Comes at another time instead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MoveRequest {
    /// The press: 32 hex digits.
    pub press: String,
    /// The service day.
    #[schema(value_type = String, format = Date)]
    pub day: Date,
    /// One of the times offered.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
}

/// Gives a booking back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CancelRequest {
    /// The press: 32 hex digits.
    pub press: String,
}

/// A booking, as its holder sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BookingView {
    /// What the visitor types at a kiosk: eight digits.
    pub code: String,
    /// `expected`, `came`, `missed`, `cancelled`.
    pub state: String,
    /// What for: names of services and journeys.
    pub matters: Vec<Names>,
    /// What to have ready.
    pub documents: Vec<Names>,
    /// How many people or cases come.
    pub cases: u16,
    /// The day of an appointment, or the last day of a priority re-visit.
    #[schema(value_type = String, format = Date)]
    pub day: Date,
    /// The time of an appointment; none: a re-visit, any time until that day.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub at: Option<Timestamp>,
    /// Until when the visitor may check in and still be called as booked.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub late_after: Option<Timestamp>,
    /// The service by which another time is looked for.
    pub service: Option<String>,
}

fn one() -> u16 {
    1
}
