//! Agents and their mandates: who acts for whom, what was done under a mandate, and what its principal may follow.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::Names;
use crate::case::MatterView;
use crate::ticket::ServiceRef;

/// Somebody of the register who may act for others: free, and never a person's name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AgentLine {
    /// Its code.
    pub code: String,
    /// Whose agent it is.
    pub names: Names,
    /// What it may do: `key_project`, `investment`, `village`, `special_groups`.
    pub kinds: Vec<String>,
    /// The first day on which it may act; absent: it always could.
    #[schema(value_type = Option<String>, format = Date)]
    pub from: Option<Date>,
    /// The last day; absent: until it is taken out.
    #[schema(value_type = Option<String>, format = Date)]
    pub until: Option<Date>,
}

/// The register of agents, without those whose last day has passed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AgentsView {
    /// The day by which it is judged.
    #[schema(value_type = String, format = Date)]
    pub day: Date,
    /// In the plan's order.
    pub agents: Vec<AgentLine>,
}

/// A mandate that is registered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MandateRequest {
    /// The press: 32 hex digits.
    pub press: String,
    /// Who acts, as a code of the register.
    pub agent: String,
    /// As what: `key_project`, `investment`, `village` or `special_groups`.
    pub kind: String,
    /// For whom: a person or a company, 1–500 characters.
    pub principal: String,
    /// The project's title, for a key project or an investment, 1–500 characters.
    #[serde(default)]
    pub project: Option<String>,
    /// How to reach the principal, 1–500 characters.
    #[serde(default)]
    pub contact: Option<String>,
    /// In which services, by their codes, 50 at most; none: in all.
    #[serde(default)]
    pub services: Vec<String>,
    /// The last day on which it holds, two years ahead at most.
    #[schema(value_type = String, format = Date)]
    pub until: Date,
    /// The paper of authorisation that was seen, 1–500 characters.
    pub evidence: String,
}

/// What a press about a mandate came to: nobody's name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MandatePressed {
    /// What stands on its paper.
    pub code: String,
    /// `open`, `done`, `revoked` or `expired`.
    pub standing: String,
    /// Who acts.
    pub agent: String,
    /// The last day on which it holds.
    #[schema(value_type = String, format = Date)]
    pub until: Date,
    /// The matters under it.
    pub matters: Vec<String>,
}

/// A mandate in a list: nobody's name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MandateLine {
    /// Its code.
    pub code: String,
    /// Who acts, as a code of the register.
    pub agent: String,
    /// Whose agent that is; absent: not of the register any more.
    pub agent_names: Option<Names>,
    /// As what.
    pub kind: String,
    /// In which services; none: in all.
    pub services: Vec<ServiceRef>,
    /// Where it stands.
    pub standing: String,
    /// When it was registered.
    #[schema(value_type = String, format = Date)]
    pub given_on: Date,
    /// The last day on which it holds.
    #[schema(value_type = String, format = Date)]
    pub until: Date,
    /// How many matters are under it.
    pub matters: u32,
    /// How often its agent came to a window for it.
    pub trips: u32,
    /// When last.
    #[schema(value_type = Option<String>, format = Date)]
    pub last_trip_on: Option<Date>,
    /// When it was over.
    #[schema(value_type = Option<String>, format = Date)]
    pub ended_on: Option<Date>,
}

/// The mandates that hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MandatesView {
    /// The day by which they are judged.
    #[schema(value_type = String, format = Date)]
    pub day: Date,
    /// In the order of their last day; 500 at most.
    pub mandates: Vec<MandateLine>,
    /// How many there are in all.
    pub total: u32,
}

/// A mandate with whom it is for and how its matters stand: the project's file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MandateView {
    /// What a list says of it.
    #[serde(flatten)]
    pub line: MandateLine,
    /// The entry that changed it last.
    pub seq: u64,
    /// For whom; absent: forgotten.
    pub principal: Option<String>,
    /// The project; absent: none, or forgotten.
    pub project: Option<String>,
    /// How to reach the principal; absent: not said, or forgotten.
    pub contact: Option<String>,
    /// The paper of authorisation that was seen; absent: forgotten.
    pub evidence: Option<String>,
    /// Who registered it.
    pub given_to: String,
    /// The matters under it, the oldest first.
    pub file: Vec<MatterView>,
}

/// What anybody who has its code may know: nobody's name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MandateProgress {
    /// What a list says of it.
    #[serde(flatten)]
    pub line: MandateLine,
    /// The entry that changed it last.
    pub seq: u64,
    /// The matters under it, the oldest first.
    pub file: Vec<MatterView>,
}

/// A matter that there is belongs to a mandate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MandateAttach {
    /// The press: 32 hex digits.
    pub press: String,
    /// The matter's code.
    pub matter: String,
}

/// Another agent acts from now on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MandateHandOver {
    /// The press: 32 hex digits.
    pub press: String,
    /// Who, as a code of the register.
    pub to: String,
}

/// A press about a mandate without more: done, or taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MandatePress {
    /// The press: 32 hex digits.
    pub press: String,
}
