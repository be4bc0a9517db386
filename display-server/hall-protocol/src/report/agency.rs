//! What a day did beyond the windows.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// For how long nobody could decide for a department, within the day's sessions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WithoutAuthority {
    /// The department, as a code of the plan.
    pub department: String,
    /// For how long everybody who may was away, in seconds.
    pub absent_s: u64,
    /// For how long nobody had said anything, in seconds.
    pub unknown_s: u64,
    /// For how long a deputy decided, in seconds.
    pub deputised_s: u64,
}

/// Something that was handed out although nothing here says that it was accepted, or done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct UnacceptedPickUp {
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// The visitor's ticket.
    pub ticket: String,
    /// Where.
    pub window: u16,
    /// By whom.
    pub clerk: String,
    /// The matter that was named, accepted here and not done; absent: none was.
    pub matter: Option<String>,
}

/// What a day did to home visits.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct HomeVisitFigures {
    /// Asked for.
    pub asked: u32,
    /// Done.
    pub done: u32,
    /// Not done.
    pub not_done: u32,
    /// Called off.
    pub cancelled: u32,
    /// Of those done, the ones done after their limit.
    pub late: u32,
    /// From asking to done, of all that were done, in calendar days.
    pub days: u32,
    /// Not over when the day ended.
    pub open: u32,
    /// Of these, those whose limit had passed.
    pub overdue: u32,
}

/// Who came with the cases that were accepted, and what happened to mandates.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MandateFigures {
    /// Cases accepted of whoever came for themselves.
    pub oneself: u32,
    /// Cases accepted through somebody who works for the company whose they are (經辦人).
    pub handler: u32,
    /// What agents did, each kind.
    pub kinds: Vec<AgentKindFigures>,
    /// How often each agent came; those who did.
    pub agents: Vec<AgentFigures>,
}

/// What agents of one kind did.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AgentKindFigures {
    /// `key_project`, `investment`, `village` or `special_groups`.
    pub kind: String,
    /// Cases accepted through them.
    pub accepted: u32,
    /// Mandates registered.
    pub opened: u32,
    /// Mandates that ended, however.
    pub ended: u32,
    /// Mandates that held at the end.
    pub open: u32,
}

/// How often an agent came.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AgentFigures {
    /// Who, as a code of the register.
    pub agent: String,
    /// Trips: legs that ended.
    pub trips: u32,
    /// Principals, each counted on every trip.
    pub principals: u32,
}
