//! One decision, as it stands in the journal.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Event;
use crate::command::Actor;
use crate::ids::{RequestId, Seq};

/// One decision, as it stands in the journal: all its events hold, or none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its place in the journal.
    pub seq: Seq,
    /// When it was decided, never before the entry before it.
    pub at: Timestamp,
    /// What it says.
    pub body: EntryBody,
}

/// What an entry says; its JSON is the payload that the chain hashes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryBody {
    /// Who asked.
    pub by: Actor,
    /// The id of the press.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request: Option<RequestId>,
    /// What happened.
    pub events: Vec<Event>,
}
