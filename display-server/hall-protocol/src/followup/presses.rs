//! What is sent about follow-ups. A press about one is for any hour; no body names the service day.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{FollowupKindName, SatisfactionName, VerdictName};

/// A visitor complains, or says what could not be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BringUp {
    /// The press: 32 hex digits, random, since the code follows from it.
    pub press: String,
    /// `complaint` or `unsolved`.
    pub kind: FollowupKindName,
    /// The service it is about.
    #[serde(default)]
    pub service: Option<String>,
    /// The window it is about.
    #[serde(default)]
    pub window: Option<u16>,
    /// The member of staff it is about, by work number.
    #[serde(default)]
    pub about: Option<String>,
    /// Whether it is about how the hall is run: then its managers do not see it.
    #[serde(default)]
    pub management: bool,
    /// What happened, 1–500 characters.
    pub text: String,
    /// How to reach whoever says it, 1–500 characters; absent: anonymous.
    #[serde(default)]
    pub contact: Option<String>,
}

/// Staff enter what was brought up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OpenFollowup {
    /// The press: 32 hex digits, random, since the code follows from it.
    pub press: String,
    /// What kind of thing; a bad rating opens its own.
    pub kind: FollowupKindName,
    /// The service it is about.
    #[serde(default)]
    pub service: Option<String>,
    /// The window it is about.
    #[serde(default)]
    pub window: Option<u16>,
    /// The member of staff it is about, by work number.
    #[serde(default)]
    pub about: Option<String>,
    /// Whether it is about how the hall is run.
    #[serde(default)]
    pub management: bool,
    /// The day it is about.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    pub day: Option<Date>,
    /// What happened, or on what a finding is based, 1–500 characters.
    pub text: String,
    /// How to reach whoever says it.
    #[serde(default)]
    pub contact: Option<String>,
    /// The number of a hotline's order.
    #[serde(default)]
    pub order: Option<String>,
    /// The last day that the hotline set.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    pub answer_by: Option<Date>,
    /// The matter it is about, by its code.
    #[serde(default)]
    pub matter: Option<String>,
    /// The entry of the journal it is about.
    #[serde(default)]
    pub entry: Option<u64>,
    /// Whether it is about something handled for another province: 跨省通辦.
    #[serde(default)]
    pub cross_province: bool,
}

/// Somebody answers for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AssignFollowup {
    /// The press: 32 hex digits.
    pub press: String,
    /// Who, by work number.
    pub to: String,
}

/// What is said: a statement, what was done, why the decision should be another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FollowupText {
    /// The press: 32 hex digits.
    pub press: String,
    /// What is said, 1–500 characters.
    pub text: String,
}

/// It is decided, or the appeal against a decision is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DecideFollowup {
    /// The press: 32 hex digits.
    pub press: String,
    /// What was found; one of its kind's.
    pub verdict: VerdictName,
    /// With `upheld`: what follows, as a code of the plan.
    #[serde(default)]
    pub measure: Option<String>,
    /// Why something could not be done, as a code of the plan.
    #[serde(default)]
    pub cause: Option<String>,
    /// What is answered, 1–500 characters.
    pub text: String,
}

/// What whoever brought it up says of the answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CallBackFollowup {
    /// The press: 32 hex digits.
    pub press: String,
    /// What.
    pub how: SatisfactionName,
    /// In words, 1–500 characters.
    #[serde(default)]
    pub text: Option<String>,
}
