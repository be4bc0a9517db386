//! Tickets while the hall is away: `POST /api/v1/leases`, `POST /api/v1/offline-tickets`.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::names::Language;

/// The header in which a device says the epoch that it knows; another than the server's is refused with `another-epoch`.
pub const EPOCH_HEADER: &str = "hall-epoch";
/// How many tickets travel in one body at most.
pub const ROWS_AT_ONCE: usize = 20;

/// Asks for numbers to give while the hall is away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LeaseRequest {
    /// The press: 32 hex digits. A repeat has the first one's answer.
    pub request: String,
    /// The sender's service day.
    #[schema(value_type = String, format = Date)]
    pub day: Date,
    /// The journal of the sender: 32 hex digits that it drew when it was made. A second journal under the same identity is
    /// refused with `another-kiosk`, until the device is paired anew.
    pub journal: String,
    /// The letters of which a block is asked.
    pub letters: Vec<String>,
}

/// The numbers that were leased: of each letter a block, as long as there are any.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LeasesGiven {
    /// The service day on which they may be given.
    #[schema(value_type = String, format = Date)]
    pub day: Date,
    /// The epoch in which they may be given.
    pub epoch: u64,
    /// When that day ends at the latest.
    #[schema(value_type = String, format = DateTime)]
    pub until: Timestamp,
    /// The blocks.
    pub leases: Vec<LeaseBlock>,
}

/// Consecutive numbers of a letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LeaseBlock {
    /// The letter.
    pub letter: String,
    /// The first: it is printed right after the letter, with three digits or more.
    pub first: u32,
    /// The last.
    pub last: u32,
}

/// Brings the tickets that were given while the hall was away, in the order in which they were given.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OfflineTickets {
    /// The tickets, at most 20. Each is read by itself: one that cannot be read takes no other with it.
    #[schema(value_type = Vec<OfflineTicket>)]
    pub rows: Vec<serde_json::Value>,
}

/// A ticket that was given while the hall was away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OfflineTicket {
    /// The press of the ticket: 32 hex digits. A repeat has the first one's result.
    pub request: String,
    /// The visitor's token: 32 hex digits.
    pub token: String,
    /// The service day that is printed on it.
    #[schema(value_type = String, format = Date)]
    pub day: Date,
    /// The printed string.
    pub number: String,
    /// The epoch in which the number was leased; 0 where the hall gave it itself, and went on from an older copy since.
    pub epoch: u64,
    /// The press that was not answered in time; whatever it gave is void.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub voids: Option<String>,
    /// The services.
    pub services: Vec<String>,
    /// The journeys, after them.
    #[serde(default)]
    pub journeys: Vec<String>,
    /// How many people or cases come with it, 1–99.
    #[serde(default = "one")]
    pub cases: u16,
    /// A claimed class.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<String>,
    /// The language of the slip.
    #[serde(default)]
    pub language: Language,
    /// How long ago it was given by the sender's steady clock, in milliseconds; none: the sender was started anew since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ago_ms: Option<u64>,
    /// What the sender's wall clock said, where `ago_ms` is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub clock: Option<Timestamp>,
    /// The hall's time when the sender had last heard of it before.
    #[schema(value_type = String, format = DateTime)]
    pub heard: Timestamp,
}

fn one() -> u16 {
    1
}

/// What became of the tickets, in the order in which they were sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OfflineTaken {
    /// A result a ticket.
    pub results: Vec<OfflineResult>,
}

/// What became of a ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OfflineResult {
    /// Its press, as it was sent.
    pub request: String,
    /// `accepted`: it waits like any other. `already`: the hall gave it itself, and knows it still. `quarantined`: it is kept for people to look at. `unreadable`: it is not known
    /// here at all; `why` says what is wrong with it.
    pub result: String,
    /// Why it does not wait: `another_day`, `number_given`, `not_leased`, `token_used`, `unknown_matter`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}
