//! Cases: what outlives a visit (`/api/v1/cases/…`), and what anybody who has its code may know (`/api/v1/matters/…`).
//!
//! All limits are in working days. No body here has a name or a number of a person but staff's work numbers.

mod presses;

pub use presses::{
    AskExtension, CasePress, CaseTell, CompleteCase, DecideExtension, LeaveHall, StopClock, Supervise,
    SupervisionAnswer,
};

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::names::Names;
use crate::ticket::ServiceRef;

/// How a case stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum StandingName {
    /// Its file is looked through.
    Received,
    /// What is missing was told.
    AwaitingCorrection,
    /// Accepted, and not done.
    Open,
    /// Done.
    Closed,
}

impl StandingName {
    /// All of them, in the order of a case's life.
    pub const ALL: [Self; 4] = [Self::Received, Self::AwaitingCorrection, Self::Open, Self::Closed];

    /// As the wire spells it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::AwaitingCorrection => "awaiting_correction",
            Self::Open => "open",
            Self::Closed => "closed",
        }
    }
}

/// How the limit of an open case stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LimitName {
    /// Enough of it is left.
    InTime,
    /// Little is left.
    Warned,
    /// It has passed.
    Overdue,
}

impl LimitName {
    /// As the wire spells it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::InTime => "in_time",
            Self::Warned => "warned",
            Self::Overdue => "overdue",
        }
    }
}

/// How a case was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CompletionName {
    /// 准予.
    Granted,
    /// 不予.
    Refused,
    /// 退件.
    FileReturned,
    /// 撤回.
    TakenBack,
}

impl CompletionName {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Granted, Self::Refused, Self::FileReturned, Self::TakenBack];

    /// As the wire spells it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Granted => "granted",
            Self::Refused => "refused",
            Self::FileReturned => "file_returned",
            Self::TakenBack => "taken_back",
        }
    }
}

/// A case, for those who work in the hall. Texts that people wrote are there as long as they are kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CaseView {
    /// The journal entry that changed it last.
    pub seq: u64,
    /// What stands on its papers, such as `261125-A012-739104`.
    pub code: String,
    /// What for.
    pub service: ServiceRef,
    /// Who decides it, as a code of the plan.
    pub department: String,
    /// Whose service it is, where another department decides (代受理).
    #[serde(default)]
    pub accepted_by: Option<String>,
    /// Whether its file is to leave the hall for that: it was accepted, and has never left.
    #[serde(default)]
    pub hand_over: bool,
    /// How it stands.
    pub standing: StandingName,
    /// The service day on which it began.
    #[schema(value_type = String, format = Date)]
    pub began_on: Date,
    /// The window that handled it last.
    pub window: Option<u16>,
    /// The clerk who did.
    pub clerk: String,
    /// The mandate under which an agent brought it.
    #[serde(default)]
    pub mandate: Option<String>,
    /// The day after which its limit counts.
    #[schema(value_type = Option<String>, format = Date)]
    pub accepted_on: Option<Date>,
    /// Whether it was accepted because nobody told in time what is missing.
    pub deemed: bool,
    /// Its limit in working days, extensions counted.
    pub limit_days: Option<u32>,
    /// How many of them have passed.
    pub used_days: Option<u32>,
    /// The last day of its limit, or of what is waited for.
    #[schema(value_type = Option<String>, format = Date)]
    pub due_on: Option<Date>,
    /// How its limit stands; none: it has none now.
    pub limit: Option<LimitName>,
    /// The correction notices, in order.
    pub notices: Vec<CaseNoticeView>,
    /// The times for which its clock stood still, in order.
    pub stops: Vec<ClockStopView>,
    /// The longer limits that were asked for, in order.
    pub extensions: Vec<ExtensionView>,
    /// The times for which its file was outside the hall, in order.
    pub outside: Vec<OutsideView>,
    /// What was asked about its being late, in order.
    pub supervisions: Vec<SupervisionView>,
    /// How it was done.
    pub completed: Option<CompletedView>,
    /// When what was made was handed out.
    #[schema(value_type = Option<String>, format = Date)]
    pub collected_on: Option<Date>,
}

/// A correction notice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CaseNoticeView {
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// By whom.
    pub clerk: String,
    /// The documents that are missing.
    pub missing: Vec<Names>,
    /// What else is to be corrected.
    pub remark: Option<String>,
    /// Whether it asks for something that an earlier one did not.
    pub beyond_first: bool,
}

/// A time for which a clock stood still.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ClockStopView {
    /// Why, as a code of the plan.
    pub reason: String,
    /// In words.
    pub names: Names,
    /// What shows it.
    pub evidence: Option<String>,
    /// The first day that does not count.
    #[schema(value_type = String, format = Date)]
    pub from: Date,
    /// The first that counts again; none: it stands still.
    #[schema(value_type = Option<String>, format = Date)]
    pub until: Option<Date>,
    /// For how many working days at most.
    pub cap_days: u32,
}

/// A longer limit that somebody asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ExtensionView {
    /// By how many working days.
    pub days: u32,
    /// Why.
    pub reason: Option<String>,
    /// Who asked.
    pub asked_by: String,
    /// Who decided; none: it waits.
    pub decided_by: Option<String>,
    /// Whether it was granted.
    pub granted: bool,
}

/// A time for which a file was outside the hall.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OutsideView {
    /// Which department had it, as a code of the plan.
    pub to: String,
    /// With whom.
    pub holder: Option<String>,
    /// Since when.
    #[schema(value_type = String, format = DateTime)]
    pub since: Timestamp,
    /// Until when; none: it still is.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub until: Option<Timestamp>,
}

/// A 督辦單.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SupervisionView {
    /// Which department must answer, as a code of the plan.
    pub addressee: String,
    /// Who asks.
    pub by: String,
    /// When.
    #[schema(value_type = String, format = Date)]
    pub on: Date,
    /// What is asked.
    pub question: Option<String>,
    /// Until when an answer is in time.
    #[schema(value_type = Option<String>, format = Date)]
    pub answer_by: Option<Date>,
    /// What was answered.
    pub answer: Option<String>,
    /// When.
    #[schema(value_type = Option<String>, format = Date)]
    pub answered_on: Option<Date>,
}

/// The end of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CompletedView {
    /// When.
    #[schema(value_type = String, format = Date)]
    pub on: Date,
    /// How.
    pub how: CompletionName,
    /// By whom.
    pub by: String,
    /// Whether within its limit; none: it had none.
    pub kept_limit: Option<bool>,
}

/// A case in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CaseLine {
    /// What stands on its papers.
    pub code: String,
    /// What for.
    pub service: ServiceRef,
    /// Whose service that is, as a code of the plan.
    pub department: String,
    /// How it stands.
    pub standing: StandingName,
    /// How its limit stands.
    pub limit: Option<LimitName>,
    /// The last day of its limit, or of what is waited for.
    #[schema(value_type = Option<String>, format = Date)]
    pub due_on: Option<Date>,
    /// Why its clock stands still, as a code of the plan; none: it runs.
    pub stopped: Option<String>,
    /// Which department has its file outside the hall.
    pub away: Option<String>,
    /// Whether a longer limit waits for a second person.
    pub asks: bool,
    /// Whether a 督辦單 waits for an answer.
    pub supervised: bool,
    /// The window that handled it last.
    pub window: Option<u16>,
    /// The clerk who did.
    pub clerk: String,
}

/// The cases that are not done, and those of a day that are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CasesView {
    /// The day for which limits are judged.
    #[schema(value_type = String, format = Date)]
    pub day: Date,
    /// In the order of their last day.
    pub cases: Vec<CaseLine>,
    /// How many there are in all; a list holds 500 at most.
    pub total: u32,
}

/// What anybody who has its code may know of a matter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MatterView {
    /// The code.
    pub code: String,
    /// What for.
    pub service: ServiceRef,
    /// How it stands.
    pub standing: StandingName,
    /// The service day on which it began.
    #[schema(value_type = String, format = Date)]
    pub began_on: Date,
    /// Its limit in working days.
    pub limit_days: Option<u32>,
    /// The last day of its limit, or of what is waited for.
    #[schema(value_type = Option<String>, format = Date)]
    pub due_on: Option<Date>,
    /// Whether its limit has passed.
    pub overdue: bool,
    /// Why its clock stands still; none: it runs.
    pub stopped: Option<Names>,
    /// What is still missing.
    pub missing: Vec<Names>,
    /// Whether more is to be corrected than documents: the notice on paper says what.
    pub more: bool,
    /// When it was done.
    #[schema(value_type = Option<String>, format = Date)]
    pub done_on: Option<Date>,
    /// How.
    pub how: Option<CompletionName>,
    /// When what was made was handed out.
    #[schema(value_type = Option<String>, format = Date)]
    pub collected_on: Option<Date>,
}

/// What a press about a case came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CasePressed {
    /// The case.
    pub code: String,
    /// How it stands now.
    pub standing: StandingName,
    /// The last day of its limit, or of what is waited for.
    #[schema(value_type = Option<String>, format = Date)]
    pub due_on: Option<Date>,
}
