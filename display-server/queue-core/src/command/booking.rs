//! What is asked about bookings, and by somebody who was expected.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Matter;
use crate::ids::{RequestId, ServiceDay, TokenHash};
use crate::plan::{DayTimes, Language};
use crate::visit::Channel;

/// What is decided about a booking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BookingCommand {
    /// The press's own id.
    pub press: RequestId,
    /// What is decided.
    pub verb: BookingVerb,
}

/// What can be done with a booking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "verb", rename_all = "snake_case")]
pub enum BookingVerb {
    /// Make one.
    Book(Book),
    /// Come at another time instead.
    Move {
        /// Which booking.
        booking: TokenHash,
        /// When instead.
        to: Slot,
    },
    /// Not come.
    Cancel {
        /// Which booking.
        booking: TokenHash,
    },
}

/// A booking that is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Book {
    /// The hash of the visitor's token.
    pub token: TokenHash,
    /// What for.
    pub matters: Vec<Matter>,
    /// How many people or cases come, 1–99.
    pub cases: u16,
    /// When.
    pub slot: Slot,
    /// The language of the slip.
    pub language: Language,
    /// Where it is made.
    pub channel: Channel,
}

/// A time that is asked for, on a day whose instants the hall server has resolved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slot {
    /// The service day.
    pub day: ServiceDay,
    /// The time, at which a slot of the plan begins.
    pub at: Timestamp,
    /// The day's instants; resolved by the hall server, never by who asks, and so no part of what was asked.
    #[serde(skip_serializing)]
    pub times: DayTimes,
}

/// Somebody who was expected is here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ByBooking {
    /// The booking.
    pub token: TokenHash,
    /// Whether a visitor who is too late for an appointment will wait as a walk-in.
    pub accept_late: bool,
}
