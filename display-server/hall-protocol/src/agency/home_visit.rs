//! Home visits: what is asked, what whoever arranges them sees, and what whoever asked may follow.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::ticket::ServiceRef;

/// Somebody should come home.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HomeVisitRequest {
    /// The press: 32 hex digits.
    pub press: String,
    /// What for, as a service's code.
    pub service: String,
    /// Why at home: `elderly`, `disabled`, `ill`, `pregnant` or `other`.
    pub for_whom: String,
    /// The day that is wished, 60 days ahead at most.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    pub wished_on: Option<Date>,
    /// Whom to visit, 1–500 characters.
    pub name: String,
    /// Where, 1–500 characters.
    pub address: String,
    /// A number to call: 5–20 digits, blanks, `+`, `-`, `(` and `)`.
    pub phone: String,
    /// What else, 1–500 characters.
    #[serde(default)]
    pub remark: Option<String>,
}

/// What a press about a home visit came to: nobody's name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct HomeVisitAsked {
    /// By what it is followed and called off.
    pub code: String,
    /// `asked`, `assigned`, `dated`, `done`, `not_done` or `cancelled`.
    pub standing: String,
    /// The last day on which it is in time.
    #[schema(value_type = Option<String>, format = Date)]
    pub due_on: Option<Date>,
}

/// What anybody who has its code may know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct HomeVisitProgress {
    /// Its code.
    pub code: String,
    /// What for.
    pub service: ServiceRef,
    /// Where it stands.
    pub standing: String,
    /// When it was asked for.
    #[schema(value_type = String, format = Date)]
    pub asked_on: Date,
    /// The last day on which it is in time.
    #[schema(value_type = Option<String>, format = Date)]
    pub due_on: Option<Date>,
    /// When somebody comes.
    #[schema(value_type = Option<String>, format = Date)]
    pub dated_on: Option<Date>,
    /// `morning` or `afternoon`.
    pub half: Option<String>,
    /// When it was over.
    #[schema(value_type = Option<String>, format = Date)]
    pub ended_on: Option<Date>,
    /// Why it was not done.
    pub reason: Option<String>,
    /// The entry that changed it last.
    pub seq: u64,
}

/// A home visit in a list: nobody's name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct HomeVisitLine {
    /// Its code.
    pub code: String,
    /// What for.
    pub service: ServiceRef,
    /// Why at home.
    pub for_whom: String,
    /// Where it was asked: `kiosk`, `phone`, `reception` or `window`.
    pub asked_at: String,
    /// When.
    #[schema(value_type = String, format = Date)]
    pub asked_on: Date,
    /// The day that was wished.
    #[schema(value_type = Option<String>, format = Date)]
    pub wished_on: Option<Date>,
    /// Where it stands.
    pub standing: String,
    /// The last day on which it is in time.
    #[schema(value_type = Option<String>, format = Date)]
    pub due_on: Option<Date>,
    /// Whether that has passed.
    pub overdue: bool,
    /// Who goes, by work number.
    pub assigned: Option<String>,
    /// When somebody comes.
    #[schema(value_type = Option<String>, format = Date)]
    pub dated_on: Option<Date>,
    /// `morning` or `afternoon`.
    pub half: Option<String>,
    /// When it was over.
    #[schema(value_type = Option<String>, format = Date)]
    pub ended_on: Option<Date>,
    /// Why it was not done.
    pub reason: Option<String>,
}

/// The home visits that are not over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct HomeVisitsView {
    /// The day by which they are judged.
    #[schema(value_type = String, format = Date)]
    pub day: Date,
    /// The visits: dated ones by their date, then the others by their last day; 500 at most.
    pub visits: Vec<HomeVisitLine>,
    /// How many there are in all.
    pub total: u32,
}

/// A home visit, for whoever arranges it or goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct HomeVisitView {
    /// What a list says of it.
    #[serde(flatten)]
    pub line: HomeVisitLine,
    /// The entry that changed it last.
    pub seq: u64,
    /// Whom to visit; absent: forgotten, or not yours to know.
    pub name: Option<String>,
    /// Where.
    pub address: Option<String>,
    /// A number to call.
    pub phone: Option<String>,
    /// What else.
    pub remark: Option<String>,
    /// What was written when it was not done.
    pub ended_remark: Option<String>,
}

/// A press about a home visit without more: done, or called off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HomeVisitPress {
    /// The press: 32 hex digits.
    pub press: String,
}

/// Somebody is to go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HomeVisitAssign {
    /// The press: 32 hex digits.
    pub press: String,
    /// Who, by work number.
    pub to: String,
}

/// A day was agreed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HomeVisitDate {
    /// The press: 32 hex digits.
    pub press: String,
    /// The date.
    #[schema(value_type = String, format = Date)]
    pub on: Date,
    /// `morning` or `afternoon`.
    pub half: String,
}

/// It was not done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HomeVisitNotDone {
    /// The press: 32 hex digits.
    pub press: String,
    /// `nobody_home`, `wrong_address`, `papers_missing`, `only_in_the_hall` or `other`.
    pub reason: String,
    /// What else, 1–500 characters.
    #[serde(default)]
    pub remark: Option<String>,
}
