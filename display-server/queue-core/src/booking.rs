//! A booking: somebody will come on another day, or later on this one, and is expected.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::command::Matter;
use crate::ids::{BookingCode, ServiceDay, TokenHash, VisitId};
use crate::plan::Language;
use crate::visit::Channel;

/// A booking. It has no name and no telephone number: its code and its token are all that is needed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Booking {
    /// The hash of the token in its QR code.
    pub token: TokenHash,
    /// What for.
    pub matters: Vec<Matter>,
    /// How many people or cases come, 1–99.
    pub cases: u16,
    /// When it is for.
    pub time: BookedTime,
    /// The language of its slip.
    pub language: Language,
    /// Where it was made.
    pub channel: Channel,
    /// When it was made.
    pub made_at: Timestamp,
    /// What became of it.
    pub state: BookingState,
}

/// When a booking is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BookedTime {
    /// An appointment.
    Slot {
        /// Its service day.
        day: ServiceDay,
        /// Its time.
        at: Timestamp,
    },
    /// A priority re-visit, for whom the hall sent home: any time until that day.
    Revisit {
        /// The last service day.
        until: ServiceDay,
    },
}

/// What became of a booking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BookingState {
    /// Somebody is expected.
    Expected,
    /// The visitor came.
    Came {
        /// With which ticket.
        visit: VisitId,
    },
    /// Nobody came in time.
    Missed,
    /// Given back.
    Cancelled,
}

impl Booking {
    /// What the visitor types at a kiosk.
    #[must_use]
    pub fn code(&self) -> BookingCode {
        BookingCode::of(&self.token)
    }

    /// The last service day for which it holds.
    #[must_use]
    pub fn last_day(&self) -> ServiceDay {
        match self.time {
            BookedTime::Slot { day, .. } => day,
            BookedTime::Revisit { until } => until,
        }
    }

    /// Its time; none for a re-visit.
    #[must_use]
    pub fn at(&self) -> Option<Timestamp> {
        match self.time {
            BookedTime::Slot { at, .. } => Some(at),
            BookedTime::Revisit { .. } => None,
        }
    }

    /// Whether somebody is still expected.
    #[must_use]
    pub fn is_expected(&self) -> bool {
        self.state == BookingState::Expected
    }
}
