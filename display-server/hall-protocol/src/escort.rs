//! Escorts: `POST /api/v1/escorts`, `…/{id}/accept|decline|release|meet|hand-over|fetch|done|cancel`, the list of them,
//! and each guide's own page.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::names::Names;

/// What somebody is wanted for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum EscortKindName {
    /// A guide leads.
    #[default]
    Escort,
    /// Somebody interprets a language.
    Interpreter,
    /// Somebody signs (手語).
    Signing,
}

impl EscortKindName {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Escort, Self::Interpreter, Self::Signing];

    /// The wire's word.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Escort => "escort",
            Self::Interpreter => "interpreter",
            Self::Signing => "signing",
        }
    }
}

/// Asks for a guide. A repeat at the same place joins the job that is open there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EscortRequest {
    /// The press: 32 hex digits.
    pub request: String,
    /// The sender's service day.
    #[schema(value_type = String, format = Date)]
    pub day: Date,
    /// The kiosk or escort post where the visitor is.
    pub place: String,
    /// The visitor's ticket, if any.
    #[serde(default)]
    pub ticket: Option<String>,
    /// What for; absent: to be led.
    #[serde(default)]
    pub kind: EscortKindName,
    /// The language of an interpreter, as a code of the plan.
    #[serde(default)]
    pub language: Option<String>,
}

/// A guide signs on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SignOn {
    /// The press: 32 hex digits.
    pub press: String,
    /// The sender's service day.
    #[schema(value_type = String, format = Date)]
    pub day: Date,
    /// The guide's post: an escort post, a kiosk or a window.
    pub place: String,
}

/// Whether a guide is on duty, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct GuideDuty {
    /// Work number.
    pub guide: String,
    /// Whether jobs are offered to this guide.
    pub on_duty: bool,
    /// Where the guide signed on, or last met or handed over somebody.
    pub place: Option<String>,
    /// The place, as a guide would say it.
    pub place_names: Option<Names>,
}

/// The visitor is at a window.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HandOver {
    /// The press: 32 hex digits.
    pub press: String,
    /// The sender's service day.
    #[schema(value_type = String, format = Date)]
    pub day: Date,
    /// The window.
    pub window: u16,
}

/// An escort job, as guides and managers see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EscortView {
    /// Which job.
    pub id: u32,
    /// What for.
    #[serde(default)]
    pub kind: EscortKindName,
    /// The language of an interpreter.
    pub language: Option<String>,
    /// What that language is called.
    pub language_names: Option<Names>,
    /// `requested`, `accepted`, `met`, `handed_over`, `done`, `cancelled`.
    pub state: String,
    /// The device the button belongs to.
    pub place: String,
    /// The place, as a guide would say it.
    pub place_names: Names,
    /// The visitor's ticket, if any.
    pub ticket: Option<String>,
    /// When the button was pressed first.
    #[schema(value_type = String, format = DateTime)]
    pub requested_at: Timestamp,
    /// Until when a guide should have accepted.
    #[schema(value_type = String, format = DateTime)]
    pub accept_by: Timestamp,
    /// Whose it is to take, while it is offered to one guide alone.
    pub offered_to: Option<String>,
    /// Until when.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub offered_until: Option<Timestamp>,
    /// Who stands in, when there was no guide for it: `manager`, `reception`, `window`.
    pub left_to: Option<String>,
    /// Until when its present stage should be over; none: no limit runs.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub limit_by: Option<Timestamp>,
    /// Whether a limit that matters now has passed.
    pub overdue: bool,
    /// Which: `accept`, `meet`, `done`.
    pub overdue_stage: Option<String>,
    /// How often the button was pressed.
    pub presses: u32,
    /// Who accepted: a guide, or somebody who stands in.
    pub guide: Option<String>,
    /// Where the visitor was handed over.
    pub window: Option<u16>,
    /// The window that the visitor's ticket is called to, or served at.
    pub called_to: Option<u16>,
}

/// All open escorts: those without anybody first, of them those that no guide can do, then the oldest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EscortsView {
    /// The journal entry it stands for.
    pub seq: u64,
    /// The service day; every press must name it.
    #[schema(value_type = String, format = Date)]
    pub day: Date,
    /// The server's clock.
    #[schema(value_type = String, format = DateTime)]
    pub now: Timestamp,
    /// The jobs.
    pub open: Vec<EscortView>,
}

/// A guide's own page: what is offered to this guide, what this guide leads, and what else is open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct GuideView {
    /// The journal entry it stands for.
    pub seq: u64,
    /// The service day; every press must name it.
    #[schema(value_type = String, format = Date)]
    pub day: Date,
    /// The server's clock.
    #[schema(value_type = String, format = DateTime)]
    pub now: Timestamp,
    /// Whether the guide is on duty, and where.
    pub duty: GuideDuty,
    /// The open jobs, those of this guide first.
    pub jobs: Vec<GuideJob>,
}

/// An open job, as one guide sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct GuideJob {
    /// What it is to this guide.
    pub turn: Turn,
    /// The job.
    pub job: EscortView,
}

/// What a job is to a guide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Turn {
    /// Offered to this guide alone.
    Offered,
    /// This guide's.
    Mine,
    /// Anybody's on duty, and this guide can do it.
    Open,
    /// At a window, where a guide may come back for the visitor.
    AtWindow,
    /// Another's: offered to another, taken by another, or nothing this guide can do.
    Others,
}
