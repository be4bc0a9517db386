//! Why one was called.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::ids::TicketNumber;

/// Why this one was called: what an auditor reads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum Choice {
    /// The smallest key of all that may be called here.
    EarliestPromise {
        /// Deadline, σ later for a secondary skill.
        key: Timestamp,
        /// Whether the window only helps with this service.
        secondary: bool,
        /// Who would have been next.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        runner_up: Option<RunnerUp>,
    },
    /// An appointment before its time, because the window would have idled.
    EarlyAppointment {
        /// Deadline, σ later for a secondary skill.
        key: Timestamp,
    },
    /// Called out of order.
    ThisOne {
        /// Why, as a code of the plan.
        reason: String,
        /// Those who stood before, first first; at most 20 are named.
        passed: Vec<TicketNumber>,
        /// How many stood before.
        passed_count: u32,
    },
    /// Set aside at this window, and taken up again.
    Resumed,
}

/// Who would have been called next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunnerUp {
    /// The ticket.
    pub ticket: TicketNumber,
    /// Its key.
    pub key: Timestamp,
}
