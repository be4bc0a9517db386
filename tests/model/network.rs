//! What the machines say to each other, and the network between them: whatever was sent may come now, late, again, or never.
//!
//! Invariant: nothing is ever taken out of it; a message that comes again finds itself here, one that is lost is one
//! that nobody takes.

use std::collections::BTreeSet;

/// Numbers that a kiosk was handed beforehand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Block {
    /// The first that has not been used.
    pub(crate) next: u8,
    /// The first that is not in it.
    pub(crate) end: u8,
}

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Asker {
    /// The machine, to which the answer goes.
    pub(crate) machine: u8,
    /// The kiosk for which it was paired.
    pub(crate) identity: u8,
    /// The random id of its journal.
    pub(crate) journal: u8,
    /// The highest epoch it has seen.
    pub(crate) epoch: u8,
    /// What it has seen given: the number after the highest on line, and after the highest leased. Only a planted
    /// fault sends it, for each state more costs the search.
    pub(crate) known: (u8, u8),
}

/// A row of a kiosk's journal, as it is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct SentRow {
    /// The press.
    pub(crate) request: u8,
    /// The machine that sends it.
    pub(crate) machine: u8,
    /// The number that is meant for its paper; none, when it was given up without one.
    pub(crate) number: Option<u8>,
    /// Whether the hall had reserved that number.
    pub(crate) on_line: bool,
    /// Whether the paper is known to be out.
    pub(crate) printed: bool,
}

/// One message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Message {
    /// A kiosk asks for a number.
    Reserve { request: u8, from: Asker },
    /// The hall has reserved one.
    Reserved {
        request: u8,
        machine: u8,
        number: u8,
        epoch: u8,
    },
    /// A kiosk asks for its n-th block.
    AskLease { nth: u8, from: Asker },
    /// The hall has handed it out.
    Leased {
        nth: u8,
        machine: u8,
        journal: u8,
        block: Block,
        epoch: u8,
    },
    /// A kiosk confirms a paper, or sends what it did alone: the same row either way.
    Row(SentRow),
    /// The hall has kept the row.
    Kept { row: SentRow, epoch: u8 },
    /// A press of the call key.
    Call { press: u8, epoch: u8 },
}

impl Message {
    /// The machine for which it is; none, if it is for the hall.
    pub(crate) fn machine(self) -> Option<u8> {
        match self {
            Self::Reserved { machine, .. } | Self::Leased { machine, .. } => Some(machine),
            Self::Kept { row, .. } => Some(row.machine),
            Self::Reserve { .. } | Self::AskLease { .. } | Self::Row(_) | Self::Call { .. } => None,
        }
    }
}

/// Every message that was ever sent.
pub(crate) type Network = BTreeSet<Message>;
