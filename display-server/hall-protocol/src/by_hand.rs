//! What no ticket of the hall stands for: advice, and the sheets of an hour without power.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Somebody asked, with or without a ticket, and was answered: 諮詢 +1.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AdviceRequest {
    /// The press: 32 hex digits.
    pub press: String,
    /// The sender's service day.
    #[schema(value_type = String, format = Date)]
    pub day: Date,
    /// The window where it was; absent: reception.
    #[serde(default)]
    pub window: Option<u16>,
    /// About which service, if that matters.
    #[serde(default)]
    pub service: Option<String>,
    /// The documents that were missing at a pre-check, by their place in the service's list, from 0; absent: nothing was
    /// checked.
    #[serde(default)]
    pub missing: Option<Vec<u16>>,
    /// What was asked for and is not handled here: a code of the plan's `[[elsewhere]]`; absent: something else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub elsewhere: Option<String>,
}

/// Somebody looked at a kiosk where something is handled that is not handled here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ElsewhereRequest {
    /// The press: 32 hex digits.
    pub press: String,
    /// What: a code of the plan's `[[elsewhere]]`.
    pub entry: String,
}

/// How often advice was given today where it was just given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AdviceCount {
    /// The window; none: reception.
    pub window: Option<u16>,
    /// How often.
    pub today: u32,
}

/// One line of a manual-call sheet: 補錄.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LateEntry {
    /// The press: 32 hex digits.
    pub press: String,
    /// The service day.
    #[schema(value_type = String, format = Date)]
    pub day: Date,
    /// The number from the pad, such as `AP012`.
    pub number: String,
    /// What for.
    pub service: String,
    /// Where.
    pub window: u16,
    /// By whom, as a work number.
    pub clerk: String,
    /// When the number was taken.
    #[schema(value_type = String, format = DateTime)]
    pub taken_at: Timestamp,
    /// When it was called.
    #[schema(value_type = String, format = DateTime)]
    pub called_at: Timestamp,
    /// When it ended.
    #[schema(value_type = String, format = DateTime)]
    pub ended_at: Timestamp,
    /// How, as at a window.
    pub outcome: String,
}
