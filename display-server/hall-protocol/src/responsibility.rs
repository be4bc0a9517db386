//! Who answers for which visitor (首問負責): `GET /api/v1/responsibilities`.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::ticket::ServiceRef;

/// The open responsibilities: visitors whom somebody was asked about, and whom nobody else has taken up yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ResponsibilitiesView {
    /// The journal entry it stands for.
    pub seq: u64,
    /// The service day.
    #[schema(value_type = String, format = Date)]
    pub day: Date,
    /// The server's clock.
    #[schema(value_type = String, format = DateTime)]
    pub now: Timestamp,
    /// Each of them, the oldest first.
    pub open: Vec<ResponsibilityLine>,
}

/// Somebody who answers for a visitor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ResponsibilityLine {
    /// Who, by work number.
    pub person: String,
    /// Since when.
    #[schema(value_type = String, format = DateTime)]
    pub since: Timestamp,
    /// The visitor's ticket.
    pub ticket: String,
    /// What for.
    pub service: ServiceRef,
    /// Where the visitor stands: `waiting`, `called`, `serving`, `held`, `parked`, `not_ready`.
    pub state: String,
    /// The windows that may take the visitor up.
    pub windows: Vec<u16>,
}
