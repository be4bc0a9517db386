//! A window's verbs (`POST /api/v1/windows/{n}/…`) and what its console and pad show.

mod verbs;

pub use verbs::{
    CallNext, CallThis, Correction, Finish, ForWhom, NextService, Pause, Press, TicketPress, Transfer,
    VerifyClass,
};

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::escort::EscortView;
use crate::names::Names;
use crate::notice::StopView;
use crate::ticket::ServiceRef;

/// What a press at a window came to. What the console shows follows as a [`WindowView`], by events: a repeat of the
/// press has this answer again, whatever has happened since, so it is kept with the press and must be small.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WindowPressed {
    /// The journal entry it made.
    pub seq: u64,
    /// The window.
    pub window: u16,
    /// Whether it calls.
    pub state: WindowStateName,
    /// The ticket at the window.
    pub ticket: Option<String>,
    /// What for, as a code of the plan.
    pub service: Option<String>,
    /// Why this one, if the press called.
    pub why: Option<Why>,
    /// Until when the press can be undone.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub undo_until: Option<Timestamp>,
    /// The code of the matter that the press began or changed.
    #[serde(default)]
    pub matter: Option<String>,
    /// All of them: an agent's ticket begins one for each principal.
    #[serde(default)]
    pub matters: Vec<String>,
}

/// What stands at a window: the console's content, the pad's lamps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WindowView {
    /// The journal entry it stands for.
    pub seq: u64,
    /// The service day; every press must name it.
    #[schema(value_type = String, format = Date)]
    pub day: Date,
    /// The server's clock.
    #[schema(value_type = String, format = DateTime)]
    pub now: Timestamp,
    /// The number over it.
    pub window: u16,
    /// Whether it calls.
    pub state: WindowStateName,
    /// The clerk signed in.
    pub clerk: Option<String>,
    /// Why it is paused, as a code of the plan.
    pub pause_reason: Option<String>,
    /// Since when it is as it is.
    #[schema(value_type = String, format = DateTime)]
    pub since: Timestamp,
    /// The visitor at the window.
    pub current: Option<CurrentTicket>,
    /// How many may be called here.
    pub waiting: u32,
    /// The same, by service; services without anybody are left out.
    pub waiting_by_service: Vec<ServiceWaiting>,
    /// The next five, in calling order.
    pub next: Vec<NextTicket>,
    /// Tickets set aside here.
    pub parked: Vec<String>,
    /// Whether this idle window is the one told of somebody waiting.
    pub told: bool,
    /// Until when the last press can be undone.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub undo_until: Option<Timestamp>,
    /// The open escorts that have to do with this window.
    #[serde(default)]
    pub escorts: Vec<WindowEscort>,
}

/// An escort that has to do with a window.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WindowEscort {
    /// What it has to do with it.
    pub part: WindowPart,
    /// The job.
    pub job: EscortView,
}

/// What an escort has to do with a window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum WindowPart {
    /// The visitor who is called here is being brought.
    Arriving,
    /// No guide is on duty, and this window may stand in.
    StandIn,
    /// The clerk of this window stands in for a guide.
    Mine,
    /// Help was called here.
    Asked,
    /// The visitor was handed over here.
    Here,
}

/// A console: what stands at a window, and what of the hall's day concerns its clerk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ConsoleView {
    /// What stands at the window.
    #[serde(flatten)]
    pub window: WindowView,
    /// What stops something that the window serves.
    pub stops: Vec<StopView>,
    /// The windows for which it serves too.
    pub covers: Vec<u16>,
    /// The closed windows whose deputy it is by the plan: its clerk may serve for them.
    pub may_cover: Vec<u16>,
    /// How often advice was given here today.
    #[serde(default)]
    pub advice_today: u32,
    /// The matter that the last press here began or changed: its papers may be wanted.
    #[serde(default)]
    pub last_matter: Option<String>,
    /// All of them: an agent's ticket begins one for each principal.
    #[serde(default)]
    pub last_matters: Vec<String>,
    /// Who decides that matter, where another department does without a window: its file leaves the hall (代受理).
    #[serde(default)]
    pub last_matter_decided_by: Option<String>,
    /// Services of its groups that nobody who is here may decide on the spot.
    #[serde(default)]
    pub without_authority: Vec<ServiceRef>,
}

/// Whether a window calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum WindowStateName {
    /// Nobody is signed in.
    Closed,
    /// Free to call.
    Free,
    /// Called, and the visitor is on the way.
    Called,
    /// Serving.
    Serving,
    /// Staffed, but not calling.
    Paused,
}

/// The visitor at a window, as the clerk sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CurrentTicket {
    /// The ticket.
    pub ticket: String,
    /// What for.
    pub service: ServiceRef,
    /// The class that holds, named.
    pub class: ClassRef,
    /// The class that was claimed and not yet looked at.
    pub to_verify: Option<ClassRef>,
    /// The language of the slip, as a BCP 47 tag.
    pub language: String,
    /// Help the visitor asked for.
    pub assistance: Vec<String>,
    /// From when it could be waited for.
    #[schema(value_type = String, format = DateTime)]
    pub ready_at: Timestamp,
    /// The deadline of its promise.
    #[schema(value_type = String, format = DateTime)]
    pub deadline: Timestamp,
    /// The last call.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub called_at: Option<Timestamp>,
    /// Until when the visitor is waited for.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub answer_by: Option<Timestamp>,
    /// When serving began.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub started_at: Option<Timestamp>,
    /// What to have ready.
    pub documents: Vec<Names>,
    /// Whether reception has looked through the documents and found them whole.
    #[serde(default)]
    pub prechecked: bool,
    /// How it usually ends.
    pub usual_outcome: String,
    /// What usually follows; several run side by side.
    pub usual_next: Vec<ServiceRef>,
    /// The ticket's other open matters.
    pub others: Vec<ServiceRef>,
    /// How many people or cases come with it.
    pub cases: u16,
    /// Why this one was called.
    pub why: Why,
}

/// A class, named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ClassRef {
    /// Its code.
    pub code: String,
    /// Its name.
    pub names: Names,
}

/// Why one was called: what an auditor reads.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Why {
    /// `earliest_promise`, `early_appointment`, `this_one`, `resumed`; empty when not called yet.
    pub reason: String,
    /// Deadline, σ later for a secondary skill.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub key: Option<Timestamp>,
    /// Who would have been next.
    pub runner_up: Option<String>,
    /// The runner-up's key.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub runner_up_key: Option<Timestamp>,
    /// The plan's reason for a call out of order.
    pub call_reason: Option<String>,
    /// Those who stood before.
    #[serde(default)]
    pub passed: Vec<String>,
}

/// How many wait for a service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ServiceWaiting {
    /// The service.
    pub service: ServiceRef,
    /// How many.
    pub waiting: u32,
}

/// One of the next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct NextTicket {
    /// The ticket.
    pub ticket: String,
    /// What for.
    pub service: ServiceRef,
    /// Its class, named.
    pub class: ClassRef,
    /// Deadline, σ later for a secondary skill.
    #[schema(value_type = String, format = DateTime)]
    pub key: Timestamp,
    /// Whether the window only helps with this service.
    pub secondary: bool,
    /// From when it could be waited for.
    #[schema(value_type = String, format = DateTime)]
    pub ready_at: Timestamp,
}
