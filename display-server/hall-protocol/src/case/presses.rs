//! What is sent about a case. A press about a case is for any hour; no body names a day.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::CompletionName;

/// A press about a case without more: accept, the clock goes on, the file is back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CasePress {
    /// The press: 32 hex digits.
    pub press: String,
}

/// Everything missing is told, after the file was looked through.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CaseTell {
    /// The press: 32 hex digits.
    pub press: String,
    /// Which of the service's documents, by their place from 0.
    #[serde(default)]
    pub missing: Vec<u16>,
    /// What else is to be corrected, 1–500 characters.
    #[serde(default)]
    pub remark: Option<String>,
}

/// The clock stands still.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StopClock {
    /// The press: 32 hex digits.
    pub press: String,
    /// Why, as a code of the plan.
    pub reason: String,
    /// What shows it, 1–500 characters.
    #[serde(default)]
    pub evidence: Option<String>,
}

/// The limit should be longer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AskExtension {
    /// The press: 32 hex digits.
    pub press: String,
    /// By how many working days.
    pub days: u32,
    /// Why, 1–500 characters.
    pub reason: String,
}

/// A second person decides about a longer limit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DecideExtension {
    /// The press: 32 hex digits.
    pub press: String,
    /// Whether it is granted.
    pub granted: bool,
}

/// The file leaves the hall.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LeaveHall {
    /// The press: 32 hex digits.
    pub press: String,
    /// Which department has it then, as a code of the plan.
    pub to: String,
    /// With whom, 1–500 characters.
    pub holder: String,
}

/// The case is done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CompleteCase {
    /// The press: 32 hex digits.
    pub press: String,
    /// How.
    pub how: CompletionName,
}

/// A 督辦單.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Supervise {
    /// The press: 32 hex digits.
    pub press: String,
    /// Which department must answer, as a code of the plan.
    pub addressee: String,
    /// What is asked, 1–500 characters.
    pub question: String,
}

/// The answer to the oldest open 督辦單.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SupervisionAnswer {
    /// The press: 32 hex digits.
    pub press: String,
    /// What is said, 1–500 characters.
    pub answer: String,
}
