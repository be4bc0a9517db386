//! The day report: every finished leg, and what the day amounts to.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::escort::EscortKindName;
use crate::rating::RatingsOf;

mod agency;
mod cases;
mod fees;

pub use agency::{
    AgentFigures, AgentKindFigures, HomeVisitFigures, MandateFigures, UnacceptedPickUp, WithoutAuthority,
};
pub use cases::{CaseFigures, CasesOf, OutcomeCount};
pub use fees::{FeeFigures, FeesOf};
mod followups;

pub use followups::{CauseCount, FollowupsOf};

/// A service day in figures. Lengths in seconds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct DayReport {
    /// Which day.
    #[schema(value_type = String, format = Date)]
    pub day: Date,
    /// When it was drawn up.
    #[schema(value_type = String, format = DateTime)]
    pub as_of: Timestamp,
    /// The last journal entry it rests on.
    pub head_seq: u64,
    /// The chain's hash at that entry: 64 hex digits.
    pub head_hash: String,
    /// Figures of the whole hall.
    pub total: Figures,
    /// Figures by service, in the plan's order.
    pub by_service: Vec<NamedFigures>,
    /// Figures by window.
    pub by_window: Vec<NamedFigures>,
    /// How many tickets the legs belong to.
    #[serde(default)]
    pub tickets: u32,
    /// Figures by class: how often claimed, verified, refused.
    pub by_class: Vec<ClassFigures>,
    /// Advice that no ticket stands for, reception first.
    #[serde(default)]
    pub advice: Vec<AdviceFigures>,
    /// How often people asked for what is not handled here, in the plan's order.
    #[serde(default)]
    pub elsewhere: Vec<AskedElsewhere>,
    /// Every call out of order, with those it passed.
    pub out_of_order: Vec<OutOfOrder>,
    /// Every finished leg, in the order of its end.
    pub legs: Vec<LegRow>,
    /// How often each outcome ended a leg.
    #[serde(default)]
    pub outcomes: Vec<OutcomeCount>,
    /// What visitors said: the hall, then departments, services and windows.
    #[serde(default)]
    pub ratings: Vec<RatingsOf>,
    /// What the day did to cases.
    #[serde(default)]
    pub case_total: CaseFigures,
    /// The same by department.
    #[serde(default)]
    pub cases: Vec<CasesOf>,
    /// What the day came to in fees.
    #[serde(default)]
    pub fee_total: FeeFigures,
    /// The same by department.
    #[serde(default)]
    pub fees: Vec<FeesOf>,
    /// The tickets that ended as paid although no notice of theirs was.
    #[serde(default)]
    pub paid_without_notice: Vec<String>,
    /// What the day did to follow-ups, by kind.
    #[serde(default)]
    pub followups: Vec<FollowupsOf>,
    /// Why things could not be done, the most frequent first.
    #[serde(default)]
    pub causes: Vec<CauseCount>,
    /// What the finished escorts of all kinds and places amount to.
    #[serde(default)]
    pub escort_total: EscortFigures,
    /// The same by kind and place.
    #[serde(default)]
    pub escorts: Vec<EscortsOf>,
    /// For how long nobody could decide, by department.
    #[serde(default)]
    pub without_authority: Vec<WithoutAuthority>,
    /// What was handed out although nothing here says that it was accepted, or done.
    #[serde(default)]
    pub unaccepted: Vec<UnacceptedPickUp>,
    /// What the day did to home visits.
    #[serde(default)]
    pub home_visits: HomeVisitFigures,
    /// Who came with the cases that were accepted, and what happened to mandates.
    #[serde(default)]
    pub mandates: MandateFigures,
    /// How many legs were of somebody who came for the company that they work for, whatever came of them.
    #[serde(default)]
    pub handler_legs: u32,
}

/// Escorts of one kind at one place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct EscortsOf {
    /// The kind.
    pub kind: EscortKindName,
    /// Where the button is.
    pub place: String,
    /// Their figures.
    pub figures: EscortFigures,
}

/// What some finished escorts amount to. Lengths in seconds, all from the first press of a job.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct EscortFigures {
    /// Jobs that were asked for and are over.
    pub requests: u32,
    /// Presses that joined one of them.
    pub merged: u32,
    /// Jobs that were cancelled, or left over at the end of the day.
    pub cancelled: u32,
    /// Jobs for which no guide was on duty, or none who could do them.
    pub without_guide: u32,
    /// Jobs in which a limit of the plan passed.
    pub over_limit: u32,
    /// Half were accepted sooner.
    pub accept_p50_s: Option<f64>,
    /// Nine of ten were accepted sooner.
    pub accept_p90_s: Option<f64>,
    /// Half of the visitors were met sooner.
    pub meet_p50_s: Option<f64>,
    /// Nine of ten were met sooner.
    pub meet_p90_s: Option<f64>,
    /// Half of the jobs that were done took less, until the visitor was handed over or the job was done.
    pub whole_p50_s: Option<f64>,
    /// Nine of ten took less.
    pub whole_p90_s: Option<f64>,
}

/// What some legs amount to.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Figures {
    /// Legs finished.
    pub legs: u32,
    /// Of these, served to their end.
    pub served: u32,
    /// Of these, no-shows.
    pub no_shows: u32,
    /// Of the called, those called within their promise.
    pub within_promise: u32,
    /// Legs that were called.
    pub called: u32,
    /// Mean wait of the called.
    pub wait_mean_s: Option<f64>,
    /// Half waited less.
    pub wait_p50_s: Option<f64>,
    /// Nine of ten waited less.
    pub wait_p90_s: Option<f64>,
    /// The longest wait.
    pub wait_max_s: Option<f64>,
    /// Mean time from call to start.
    pub call_to_start_mean_s: Option<f64>,
    /// Mean handling of the served.
    pub handling_mean_s: Option<f64>,
}

/// Figures under a name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct NamedFigures {
    /// A service's code or a window's number.
    pub name: String,
    /// Its figures.
    pub figures: Figures,
}

/// How a class was claimed and looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ClassFigures {
    /// The class's code.
    pub class: String,
    /// Tickets that claimed it.
    pub claimed: u32,
    /// Found to hold.
    pub verified: u32,
    /// Found not to hold.
    pub refused: u32,
}

/// Advice (諮詢) at one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AdviceFigures {
    /// The window; none: reception.
    pub window: Option<u16>,
    /// How often somebody only asked.
    pub times: u32,
    /// How often a look at the documents found some missing.
    pub with_missing: u32,
}

/// How often people asked for something that is not handled here, and where.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AskedElsewhere {
    /// Its code.
    pub entry: String,
    /// At kiosks.
    pub kiosk: u32,
    /// On the phone.
    pub phone: u32,
    /// At reception.
    pub reception: u32,
    /// At windows.
    pub window: u32,
    /// All together.
    pub total: u32,
}

/// A call out of order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OutOfOrder {
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// Whom.
    pub ticket: String,
    /// Where.
    pub window: u16,
    /// By whom.
    pub clerk: String,
    /// The plan's reason.
    pub reason: String,
    /// Those who stood before; at most 20 are named.
    pub passed: Vec<String>,
    /// How many stood before.
    pub passed_count: u32,
}

/// One finished leg: `GET /api/v1/reports/legs`. Lengths in seconds, to the millisecond.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct LegRow {
    /// The ticket.
    pub ticket: String,
    /// Its place in the visit, from 0.
    pub leg: u16,
    /// The service's code.
    pub service: String,
    /// The queue group's letter.
    pub group: String,
    /// The class's code.
    pub class: String,
    /// Where the ticket was taken.
    pub channel: String,
    /// When the ticket was taken.
    #[schema(value_type = String, format = DateTime)]
    pub issued_at: Timestamp,
    /// From when the leg could be waited for.
    #[schema(value_type = String, format = DateTime)]
    pub ready_at: Timestamp,
    /// The instant its promise ran from.
    #[schema(value_type = String, format = DateTime)]
    pub anchor: Timestamp,
    /// Why it ran from there.
    pub anchor_reason: String,
    /// Anchor + promise.
    #[schema(value_type = String, format = DateTime)]
    pub deadline: Timestamp,
    /// First call.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub first_called_at: Option<Timestamp>,
    /// Last call.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub last_called_at: Option<Timestamp>,
    /// When serving began.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub started_at: Option<Timestamp>,
    /// When it ended.
    #[schema(value_type = String, format = DateTime)]
    pub ended_at: Timestamp,
    /// max(0, first call − ready).
    pub wait_s: Option<f64>,
    /// Start − last call.
    pub call_to_start_s: Option<f64>,
    /// Time served.
    pub handling_s: Option<f64>,
    /// The window.
    pub window: Option<u16>,
    /// The clerk.
    pub clerk: Option<String>,
    /// Why it was called when it was: `earliest_promise`, `early_appointment`, `this_one`, `resumed`.
    pub reason: Option<String>,
    /// How it ended.
    pub outcome: String,
}
