//! Who may decide for each department today.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::names::Names;
use crate::ticket::ServiceRef;

/// The departments for which the plan names a head.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DepartmentsView {
    /// The last entry of the journal.
    pub seq: u64,
    /// The service day.
    #[schema(value_type = String, format = Date)]
    pub day: Date,
    /// The server's clock.
    #[schema(value_type = String, format = DateTime)]
    pub now: Timestamp,
    /// Whether nothing is decided on the spot without somebody who may.
    pub on_spot_by_authority: bool,
    /// The departments, in the plan's order.
    pub departments: Vec<DepartmentLine>,
}

/// A department.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DepartmentLine {
    /// Its code.
    pub code: String,
    /// Its name.
    pub names: Names,
    /// `unknown`, `present`, `deputised` or `absent`.
    pub authority: String,
    /// Who decides, by work number.
    pub decides: Option<String>,
    /// Its head, then the deputies.
    pub people: Vec<AuthorityLine>,
    /// What it decides on the spot: marked while nobody who may is here.
    pub services: Vec<ServiceRef>,
}

/// Somebody who may decide.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AuthorityLine {
    /// Work number.
    pub person: String,
    /// Whether it is the head.
    pub head: bool,
    /// Whether they are here; absent: nobody has said.
    pub present: Option<bool>,
    /// Since when.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub since: Option<Timestamp>,
}

/// Somebody who may decide is here, or is not any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AuthorityPress {
    /// The press: 32 hex digits.
    pub press: String,
    /// The sender's service day.
    #[schema(value_type = String, format = Date)]
    pub day: Date,
    /// Who, by work number.
    pub person: String,
    /// Whether they are here.
    pub present: bool,
}
