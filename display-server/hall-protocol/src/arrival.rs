//! Somebody who is expected comes to a kiosk: `POST /api/v1/arrivals`.
//!
//! One door for an appointment, a priority re-visit, a remote ticket and a missed call: the visitor shows a code or a slip,
//! and the hall knows which it is.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::names::Language;
use crate::ticket::TicketIssued;

/// Says that somebody who is expected is here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ArrivalRequest {
    /// The press: 32 hex digits. A repeat has the first one's answer.
    pub request: String,
    /// A token for a ticket that is issued by this, made by the sender: 32 hex digits.
    pub token: String,
    /// The sender's service day.
    #[schema(value_type = String, format = Date)]
    pub day: Date,
    /// What the visitor shows: the 8 digits of a booking, or the address in the QR code of a slip or booking, as scanned.
    pub shown: String,
    /// Whether somebody who is late for an appointment will wait as a walk-in; else late is refused, so that the visitor
    /// can choose to move it.
    #[serde(default)]
    pub accept_late: bool,
    /// Whose card was shown, where the hall fits a reader: HMAC-SHA-256 of its number under the day's key, 64 hex digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holder: Option<String>,
    /// The language of the slip.
    #[serde(default)]
    pub language: Language,
}

/// What came of an arrival.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "came_to", rename_all = "snake_case")]
pub enum Arrived {
    /// A booked visitor has a ticket now; it is printed and confirmed as any other.
    Ticket {
        /// The ticket.
        ticket: Box<TicketIssued>,
    },
    /// The holder of a remote ticket is checked in.
    CheckedIn {
        /// The ticket's number.
        number: String,
        /// How many stand before it.
        ahead: u32,
    },
    /// A missed call is forgiven, once.
    Reactivated {
        /// The ticket's number.
        number: String,
        /// How many stand before it.
        ahead: u32,
    },
}
