//! Follow-ups (`/api/v1/followups/…`): complaints, what could not be done, orders of the hotline, findings and bad ratings;
//! and what whoever brought something up sees of it (`/api/v1/complaints/…`).
//!
//! All lengths are in working days. Texts are shown to those who handle a follow-up; who is only the subject of one never
//! sees who complained or rated.

mod presses;
mod words;

pub use presses::{AssignFollowup, BringUp, CallBackFollowup, DecideFollowup, FollowupText, OpenFollowup};
pub use words::{
    BroughtAtName, FollowupKindName, PartName, SatisfactionName, StageName, VerbName, VerdictName,
};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::case::LimitName;
use crate::names::Names;
use crate::ticket::ServiceRef;

/// A follow-up, for a member of staff who may see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FollowupView {
    /// How many things happened to it; no place in the journal, which would tell when somebody rated.
    pub changes: u32,
    /// What the list says of it.
    pub line: FollowupLine,
    /// What whoever looks is to it.
    pub part: PartName,
    /// What whoever looks may do about it now.
    pub can: Vec<VerbName>,
    /// Where it was brought up.
    pub at: BroughtAtName,
    /// The day it is about.
    #[schema(value_type = Option<String>, format = Date)]
    pub day: Option<Date>,
    /// What is said; none: nothing, or not for whoever looks, or not kept any more.
    pub text: Option<String>,
    /// How to reach whoever said it; none: anonymous, or not for whoever looks.
    pub contact: Option<String>,
    /// The number of the hotline's order.
    pub order: Option<String>,
    /// The matter it is about.
    pub matter: Option<String>,
    /// The entry of the journal it is about.
    pub entry: Option<u64>,
    /// What whoever it is about said.
    pub statement: Option<String>,
    /// What was decided, first and on appeal.
    pub decisions: Vec<DecisionView>,
    /// What was done so that it does not happen again.
    pub rectified: Option<String>,
    /// What whoever brought it up said of the answer.
    pub called_back: Option<CallBackView>,
    /// Why the decision should be another.
    pub appeal: Option<String>,
    /// The stages that are behind it, in order.
    pub done: Vec<DoneView>,
}

/// What was decided about a follow-up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DecisionView {
    /// What was found.
    pub verdict: VerdictName,
    /// What follows for the member of staff.
    pub measure: Option<Names>,
    /// Why something could not be done.
    pub cause: Option<Names>,
    /// What was answered.
    pub answer: Option<String>,
    /// Who decided.
    pub by: String,
    /// When.
    #[schema(value_type = String, format = Date)]
    pub on: Date,
}

/// What came of calling back whoever brought something up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CallBackView {
    /// What was said.
    pub how: SatisfactionName,
    /// In words; none for whoever the follow-up is about.
    pub remark: Option<String>,
}

/// A stage that is over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DoneView {
    /// Which.
    pub stage: StageName,
    /// When it was over.
    #[schema(value_type = String, format = Date)]
    pub on: Date,
    /// By whom; empty: a visitor, or its time ran out.
    pub by: String,
    /// Whether that was in time.
    pub in_time: bool,
}

/// A follow-up in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FollowupLine {
    /// Its code.
    pub code: String,
    /// What kind of thing was brought up.
    pub kind: FollowupKindName,
    /// What it waits for.
    pub stage: StageName,
    /// The service it is about.
    pub service: Option<ServiceRef>,
    /// The window it is about.
    pub window: Option<u16>,
    /// The member of staff it is about, by work number.
    pub about: Option<String>,
    /// Whether it is about how the hall is run.
    pub management: bool,
    /// Whether it is about a manager, and so for overseers alone.
    pub overseers_only: bool,
    /// Whether it is about something handled for another province: 跨省通辦.
    pub cross_province: bool,
    /// When it began.
    #[schema(value_type = String, format = Date)]
    pub began_on: Date,
    /// The last day on which what it waits for is in time.
    #[schema(value_type = Option<String>, format = Date)]
    pub due_on: Option<Date>,
    /// How that stands; none: nobody can be late.
    pub limit: Option<LimitName>,
    /// Who answers for it; none: whoever may, or not for whoever looks.
    pub assigned: Option<String>,
    /// What was found; none: nothing yet.
    pub verdict: Option<VerdictName>,
    /// When it was over.
    #[schema(value_type = Option<String>, format = Date)]
    pub closed_on: Option<Date>,
}

/// Follow-ups that somebody may see.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FollowupsView {
    /// The day to which due days are compared.
    #[schema(value_type = String, format = Date)]
    pub day: Date,
    /// How many there are, also where the list ends before.
    pub total: u32,
    /// They, in the order of their last day.
    pub followups: Vec<FollowupLine>,
}

/// What came of a press about a follow-up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FollowupPressed {
    /// Its code: with it, whoever brought it up can ask after it.
    pub code: String,
    /// What it waits for.
    pub stage: StageName,
    /// The last day on which that is in time.
    #[schema(value_type = Option<String>, format = Date)]
    pub due_on: Option<Date>,
}

/// What whoever brought something up sees of it, with its code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ComplaintView {
    /// Its code.
    pub code: String,
    /// What kind of thing it is.
    pub kind: FollowupKindName,
    /// What it waits for.
    pub stage: StageName,
    /// The service it is about.
    pub service: Option<ServiceRef>,
    /// When it began.
    #[schema(value_type = String, format = Date)]
    pub began_on: Date,
    /// The last day on which what it waits for is in time.
    #[schema(value_type = Option<String>, format = Date)]
    pub due_on: Option<Date>,
    /// Whether that is past.
    pub overdue: bool,
    /// What was found; none: nothing yet.
    pub verdict: Option<VerdictName>,
    /// What is answered; none: nothing yet, or not kept any more.
    pub answer: Option<String>,
    /// What was said of the answer.
    pub called_back: Option<SatisfactionName>,
    /// When it was over.
    #[schema(value_type = Option<String>, format = Date)]
    pub closed_on: Option<Date>,
}
