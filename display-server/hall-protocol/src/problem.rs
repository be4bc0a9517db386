//! The one body of every error: RFC 9457 (Problem Details for HTTP APIs).

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The media type of a problem body.
pub const PROBLEM_JSON: &str = "application/problem+json";

/// What went wrong, for a machine (`type`) and for a person (`detail`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Problem {
    /// A stable name, as a relative reference: `/problems/numbers-used-up`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The HTTP status.
    pub status: u16,
    /// A short heading.
    pub title: String,
    /// A sentence that says what to do.
    pub detail: String,
    /// The fields at fault, every one at once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldFault>,
}

/// One field that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FieldFault {
    /// The field, as a path into the body.
    pub field: String,
    /// What is wrong with it, and what is expected.
    pub problem: String,
}

impl Problem {
    /// A problem under its stable name, without the `/problems/` in front.
    #[must_use]
    pub fn new(name: &str, status: u16, title: impl Into<String>, detail: impl Into<String>) -> Self {
        Self {
            kind: format!("/problems/{name}"),
            status,
            title: title.into(),
            detail: detail.into(),
            fields: Vec::new(),
        }
    }

    /// The stable name, without the `/problems/` in front.
    #[must_use]
    pub fn name(&self) -> &str {
        self.kind.strip_prefix("/problems/").unwrap_or(&self.kind)
    }
}
