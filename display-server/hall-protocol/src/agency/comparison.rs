//! A department's own list of what it completed, compared with the hall.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A list to compare.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ComparisonRequest {
    /// The press: 32 hex digits.
    pub press: String,
    /// Whose list, as a department's code.
    pub department: String,
    /// The first day that it covers.
    #[schema(value_type = String, format = Date)]
    pub from: Date,
    /// The last, a year later at most and not in the future.
    #[schema(value_type = String, format = Date)]
    pub to: Date,
    /// The list as CSV with a header: `matter,number,completed_on,how` in any order, of which `completed_on` and one of
    /// `matter` and `number` are needed; 5,000 rows at most.
    pub csv: String,
}

/// What a comparison came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ComparisonPressed {
    /// By what it is found again.
    pub code: String,
    /// How many rows were compared.
    pub rows: u32,
    /// How many of these say the same as the hall.
    pub agreed: u32,
    /// How many differences there are.
    pub findings: u32,
    /// How many rows could not be read.
    pub unread: u32,
}

/// The comparisons of the last year, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ComparisonsView {
    /// The comparisons; 200 at most.
    pub comparisons: Vec<ComparisonLine>,
}

/// A comparison in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ComparisonLine {
    /// Its code.
    pub code: String,
    /// Whose list.
    pub department: String,
    /// The first day that it covers.
    #[schema(value_type = String, format = Date)]
    pub from: Date,
    /// The last.
    #[schema(value_type = String, format = Date)]
    pub to: Date,
    /// When it was compared.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// By whom.
    pub by: String,
    /// How many rows were compared.
    pub rows: u32,
    /// How many of these say the same as the hall.
    pub agreed: u32,
    /// How many differences there are, named or not.
    pub findings: u32,
    /// How many of them were handled without the hall.
    pub unknown_here: u32,
    /// How many rows could not be read.
    pub unread: u32,
}

/// A comparison.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ComparisonView {
    /// What a list says of it.
    #[serde(flatten)]
    pub line: ComparisonLine,
    /// What differs.
    pub differences: Vec<FindingView>,
    /// How many of those done here and missing there are not named.
    pub left_out: u32,
    /// The rows that could not be read; 200 at most.
    pub unread_rows: Vec<UnreadView>,
}

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FindingView {
    /// `unknown_here`, `not_done_here`, `not_done_there`, `other_end`, `other_date`, `other_department` or `twice`.
    pub what: String,
    /// The line of the list, from 1; absent: it is not in it.
    pub line: Option<u32>,
    /// The matter.
    pub matter: Option<String>,
    /// The department's own number.
    pub number: Option<String>,
    /// When it was done there.
    #[schema(value_type = Option<String>, format = Date)]
    pub there_on: Option<Date>,
    /// How.
    pub there_how: Option<String>,
    /// When it was done here.
    #[schema(value_type = Option<String>, format = Date)]
    pub here_on: Option<Date>,
    /// How.
    pub here_how: Option<String>,
}

/// A row that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct UnreadView {
    /// Its line, from 1.
    pub line: u32,
    /// `cells`, `matter`, `number`, `nothing_named`, `date` or `how`.
    pub why: String,
}
