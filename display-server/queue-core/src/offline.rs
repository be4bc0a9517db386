//! Tickets while the hall is away: which numbers kiosks may give alone, and how the hall takes up what they gave.
//!
//! Invariant: of one letter and series no number is both given on line and leased, and none is leased twice.
//! Invariant: what was printed is in somebody's hand. It becomes a ticket, or an entry that says why it could not.

mod event;
mod moment;
mod series;

pub use event::{Lease, NotTakenUp, OfflineEvent, OfflineRow};
pub use moment::Pressed;
pub use series::Series;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::command::Matter;
use crate::ids::{ClassCode, GroupLetter, RequestId, ServiceDay, TicketNumber, TokenHash};
use crate::plan::Language;

/// How often a journal was gone on with after it had been behind: 1 in a hall that never was restored. Part of every
/// entry's hash.
pub type Epoch = u64;

/// The epoch of a hall that was never restored.
pub const FIRST_EPOCH: Epoch = 1;

/// A kiosk asks for numbers that it may give while the hall is away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskLeases {
    /// The press's own id.
    pub press: RequestId,
    /// Of which groups: one block of each.
    pub letters: Vec<GroupLetter>,
}

/// A ticket that a kiosk gave while the hall was away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakeUp {
    /// The press of the ticket.
    pub request: RequestId,
    /// The hash of the visitor's token.
    pub token: TokenHash,
    /// The service day that is printed on the slip.
    pub day: ServiceDay,
    /// The printed string.
    pub number: TicketNumber,
    /// The epoch in which the number was leased.
    pub epoch: Epoch,
    /// The press that was not answered in time: nobody has its ticket, should it have given one.
    pub voids: Option<RequestId>,
    /// What for.
    pub matters: Vec<Matter>,
    /// How many people or cases come with it, 1–99.
    pub cases: u16,
    /// A claimed class.
    pub class: Option<ClassCode>,
    /// The language of the slip.
    pub language: Language,
    /// When it was given, as far as that is known: found when the row is received, so a repeat asks for the same.
    #[serde(skip)]
    pub taken_at: Timestamp,
}

/// In which epoch and series a service day gives its numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayNumbers {
    /// The epoch.
    pub epoch: Epoch,
    /// The series.
    pub series: Series,
}

impl DayNumbers {
    /// Those of a hall that was never restored.
    pub const FIRST: Self = Self {
        epoch: FIRST_EPOCH,
        series: Series::FIRST,
    };
}

/// What must be known of a day's numbers outside the journal, should the journal be an older copy one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// The service day.
    pub day: ServiceDay,
    /// The series that its numbers are of.
    pub series: Series,
    /// The full thousand above all that may have been given or leased.
    pub ceiling: u32,
}

/// That a ticket was given while the hall was away; part of the journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offline {
    /// When, as far as that is known.
    pub taken_at: Timestamp,
    /// The epoch in which its number was leased.
    pub epoch: Epoch,
}
