//! What is pressed at a window (`POST /api/v1/windows/{n}/…`).

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A press without more: open, resume, close, undo.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Press {
    /// The press: 32 hex digits.
    pub press: String,
    /// The sender's service day.
    #[schema(value_type = String, format = Date)]
    pub day: Date,
}

/// Stop calling for a while.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Pause {
    /// The press: 32 hex digits.
    pub press: String,
    /// The sender's service day.
    #[schema(value_type = String, format = Date)]
    pub day: Date,
    /// Why, as a code of the plan.
    pub reason: String,
}

/// Call whoever is next; while serving, finish first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CallNext {
    /// The press of the call key: 32 hex digits.
    pub call: String,
    /// The sender's service day.
    #[schema(value_type = String, format = Date)]
    pub day: Date,
    /// The ticket that is served and finished by this; absent: the window is free.
    #[serde(default)]
    pub ticket: Option<String>,
    /// How it ends; absent: the service's usual outcome.
    #[serde(default)]
    pub outcome: Option<String>,
    /// Whether what usually follows is opened on it, if the outcome lets it go on.
    #[serde(default)]
    pub usual_next: bool,
    /// What else follows on it.
    #[serde(default)]
    pub next: Option<NextService>,
    /// The code of the matter that the visitor came back for; absent: a new one.
    #[serde(default)]
    pub matter: Option<String>,
    /// With the outcome `awaiting_correction`: what becomes of the file.
    #[serde(default)]
    pub correction: Option<Correction>,
    /// For whom the visitor came; absent: for oneself.
    #[serde(default)]
    pub whom: Option<ForWhom>,
}

impl CallNext {
    /// The plain press: whoever is next, and whom the window serves is finished by it as the service usually ends.
    #[must_use]
    pub fn finishing(ticket: Option<String>, call: String, day: Date) -> Self {
        Self {
            call,
            day,
            ticket,
            outcome: None,
            usual_next: false,
            next: None,
            matter: None,
            correction: None,
            whom: None,
        }
    }
}

/// Call this one, out of order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CallThis {
    /// The press of the call key: 32 hex digits.
    pub call: String,
    /// The sender's service day.
    #[schema(value_type = String, format = Date)]
    pub day: Date,
    /// Whom.
    pub ticket: String,
    /// Why, as a code of the plan.
    pub reason: String,
}

/// A press that means one ticket: recall, start, no-show, park, resume-ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TicketPress {
    /// The press: 32 hex digits.
    pub press: String,
    /// The sender's service day.
    #[schema(value_type = String, format = Date)]
    pub day: Date,
    /// The ticket that is meant.
    pub ticket: String,
}

/// Done with a ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Finish {
    /// The press: 32 hex digits.
    pub press: String,
    /// The sender's service day.
    #[schema(value_type = String, format = Date)]
    pub day: Date,
    /// The ticket that is meant.
    pub ticket: String,
    /// How it ends; absent: the service's usual outcome.
    #[serde(default)]
    pub outcome: Option<String>,
    /// Whether what usually follows is opened on the same ticket, if the outcome lets it go on.
    #[serde(default)]
    pub usual_next: bool,
    /// What else follows on the same ticket.
    #[serde(default)]
    pub next: Option<NextService>,
    /// The code of the matter that the visitor came back for; absent: a new one.
    #[serde(default)]
    pub matter: Option<String>,
    /// With the outcome `awaiting_correction`: what becomes of the file.
    #[serde(default)]
    pub correction: Option<Correction>,
    /// For whom the visitor came; absent: for oneself.
    #[serde(default)]
    pub whom: Option<ForWhom>,
}

/// For whom somebody came to the window.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ForWhom {
    /// `oneself`, `handler` (經辦人: for the company that one works for) or `agent` (代辦員).
    pub came_as: String,
    /// The codes of the mandates of those for whom an agent came, 1–20, all of one agent; a matter is begun for each.
    #[serde(default)]
    pub mandates: Vec<String>,
}

/// What becomes of a file that cannot be accepted yet: everything missing is told now, once, or it is taken in to be looked
/// through.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Correction {
    /// Which of the service's documents are missing, by their place from 0.
    #[serde(default)]
    pub missing: Vec<u16>,
    /// What else is to be corrected, 1–500 characters.
    #[serde(default)]
    pub remark: Option<String>,
    /// Whether the file is taken in, and what is missing told later.
    #[serde(default)]
    pub look_through: bool,
}

/// What follows on the same ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NextService {
    /// The service.
    pub service: String,
    /// From when it can be waited for; absent: at once.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub ready_at: Option<Timestamp>,
}

/// Another service takes over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Transfer {
    /// The press: 32 hex digits.
    pub press: String,
    /// The sender's service day.
    #[schema(value_type = String, format = Date)]
    pub day: Date,
    /// The ticket that is meant.
    pub ticket: String,
    /// The service that takes over.
    pub to: String,
}

/// The claimed class holds, or does not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct VerifyClass {
    /// The press: 32 hex digits.
    pub press: String,
    /// The sender's service day.
    #[schema(value_type = String, format = Date)]
    pub day: Date,
    /// The ticket that is meant.
    pub ticket: String,
    /// Whether it holds.
    pub verified: bool,
}
