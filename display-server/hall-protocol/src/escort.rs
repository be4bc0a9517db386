//! Escorts: `POST /api/v1/escorts`, `…/{id}/accept|meet|hand-over|done|cancel`, and the guides' list.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::names::Names;

/// Asks for a guide. A repeat at the same place joins the job that is open there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EscortRequest {
    /// The press: 32 hex digits.
    pub request: String,
    /// The sender's service day.
    #[schema(value_type = String, format = Date)]
    pub day: Date,
    /// The kiosk or escort post where the visitor is.
    pub place: String,
    /// The visitor's ticket, if any.
    #[serde(default)]
    pub ticket: Option<String>,
}

/// The visitor is at a window.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HandOver {
    /// The press: 32 hex digits.
    pub press: String,
    /// The sender's service day.
    #[schema(value_type = String, format = Date)]
    pub day: Date,
    /// The window.
    pub window: u16,
}

/// An escort job, as guides and managers see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EscortView {
    /// Which job.
    pub id: u32,
    /// `requested`, `accepted`, `met`, `handed_over`, `done`, `cancelled`.
    pub state: String,
    /// The device the button belongs to.
    pub place: String,
    /// The place, as a guide would say it.
    pub place_names: Names,
    /// The visitor's ticket, if any.
    pub ticket: Option<String>,
    /// When the button was pressed first.
    #[schema(value_type = String, format = DateTime)]
    pub requested_at: Timestamp,
    /// Until when a guide should have accepted.
    #[schema(value_type = String, format = DateTime)]
    pub accept_by: Timestamp,
    /// Whether that instant passed without one.
    pub overdue: bool,
    /// How often the button was pressed.
    pub presses: u32,
    /// The guide who accepted.
    pub guide: Option<String>,
    /// Where the visitor was handed over.
    pub window: Option<u16>,
}

/// All open escorts, those without a guide first, then the oldest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EscortsView {
    /// The journal entry it stands for.
    pub seq: u64,
    /// The service day; every press must name it.
    #[schema(value_type = String, format = Date)]
    pub day: Date,
    /// The server's clock.
    #[schema(value_type = String, format = DateTime)]
    pub now: Timestamp,
    /// The jobs.
    pub open: Vec<EscortView>,
}
