//! Taking a ticket: `POST /api/v1/tickets`, `…/{request}/confirm`, `…/{request}/void`.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::names::{Language, Names};

/// Asks for a ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct IssueRequest {
    /// The press: 32 hex digits. A repeat has the first one's answer.
    pub request: String,
    /// The visitor's token, made by the sender: 32 hex digits. The server keeps its SHA-256 alone.
    pub token: String,
    /// The sender's service day.
    #[schema(value_type = String, format = Date)]
    pub day: Date,
    /// The services, each a matter of its own; with `journeys` 1 to 6 in all. The first gives the number its letter.
    pub services: Vec<String>,
    /// The journeys through several services, after them.
    #[serde(default)]
    pub journeys: Vec<String>,
    /// How many people or cases come with it, 1–99.
    #[serde(default = "one")]
    pub cases: u16,
    /// A claimed class.
    #[serde(default)]
    pub class: Option<String>,
    /// The time of an appointment that is checked in by this.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub booked_at: Option<Timestamp>,
    /// The language of the slip.
    #[serde(default)]
    pub language: Language,
    /// Help the visitor asked for: `walking`, `seeing`, `hearing`, `reading`, `language`.
    #[serde(default)]
    pub assistance: Vec<String>,
    /// Where its calls go: `board`, `voice`, `phone`, `pager`.
    #[serde(default)]
    pub notify: Vec<String>,
    /// Whose card was shown, where the hall fits a reader: HMAC-SHA-256 of its number under the day's key, 64 hex digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holder: Option<String>,
    /// Where it is taken: `kiosk`, `reception`, `phone`.
    pub channel: String,
}

/// Asks for a ticket on the phone: it is called only after its holder has checked in at a kiosk or at reception.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RemoteRequest {
    /// The press: 32 hex digits. A repeat has the first one's answer.
    pub request: String,
    /// The visitor's token, made by the sender: 32 hex digits. The server keeps its SHA-256 alone.
    pub token: String,
    /// The sender's service day.
    #[schema(value_type = String, format = Date)]
    pub day: Date,
    /// The services, each a matter of its own; with `journeys` 1 to 6 in all. Their groups must be ones that are given
    /// on the phone.
    pub services: Vec<String>,
    /// The journeys through several services, after them.
    #[serde(default)]
    pub journeys: Vec<String>,
    /// How many people or cases come with it, 1–99.
    #[serde(default = "one")]
    pub cases: u16,
    /// A class that visitors may claim themselves.
    #[serde(default)]
    pub class: Option<String>,
    /// The language of its pages.
    #[serde(default)]
    pub language: Language,
}

fn one() -> u16 {
    1
}

/// A ticket that was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TicketIssued {
    /// The printed string.
    pub number: String,
    /// Its service day.
    #[schema(value_type = String, format = Date)]
    pub day: Date,
    /// The series the number was drawn from: `online`, or `offline` where a kiosk gave it alone.
    pub series: String,
    /// When it was given.
    #[schema(value_type = String, format = DateTime)]
    pub issued_at: Timestamp,
    /// How many stand before it in its queue; 0 where a kiosk gave it alone, for then nobody counts.
    pub ahead: u32,
    /// How long it may take; null until there is a forecast.
    pub estimate: Option<Estimate>,
    /// What for.
    pub service: ServiceRef,
    /// Where to sit.
    pub area: AreaRef,
    /// The windows that serve it, those of its own first.
    pub windows: Vec<u16>,
    /// What public screens show of its class: `none`, `priority`, `booked`.
    pub mark: String,
    /// What to have ready.
    pub documents: Vec<Names>,
    /// What usually follows on the same ticket, in order.
    #[serde(default)]
    pub then: Vec<ServiceRef>,
    /// Its other matters.
    #[serde(default)]
    pub also: Vec<AlsoFor>,
    /// How many people or cases come with it.
    #[serde(default = "one")]
    pub cases: u16,
}

/// The series of what kiosks give alone.
pub const OFFLINE: &str = "offline";

impl TicketIssued {
    /// Whether a kiosk gave it while the hall was away.
    #[must_use]
    pub fn is_offline(&self) -> bool {
        self.series == OFFLINE
    }
}

/// Another matter of the same ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AlsoFor {
    /// What for.
    pub service: ServiceRef,
    /// How many stand before it in its queue.
    pub ahead: u32,
    /// Where to sit.
    pub area: AreaRef,
    /// The windows that serve it, those of its own first.
    pub windows: Vec<u16>,
    /// What to have ready.
    pub documents: Vec<Names>,
    /// What usually follows it, in order.
    pub then: Vec<ServiceRef>,
}

/// A range of waiting, in seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Estimate {
    /// Half wait less.
    pub p50_s: u32,
    /// Nine of ten wait less.
    pub p90_s: u32,
}

/// A service, named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ServiceRef {
    /// Its code.
    pub code: String,
    /// Its name.
    pub names: Names,
}

/// An area, named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AreaRef {
    /// Its code.
    pub code: String,
    /// Its name.
    pub names: Names,
}

/// Says that paper came out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ConfirmRequest {
    /// The sender's service day.
    #[schema(value_type = String, format = Date)]
    pub day: Date,
    /// How that is known: `proof`, `buffer_answered`, `probably`, `none`.
    pub evidence: String,
}

/// Says that a ticket never reached the visitor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct VoidRequest {
    /// The sender's service day.
    #[schema(value_type = String, format = Date)]
    pub day: Date,
    /// Why.
    pub reason: String,
}

/// Done; nothing more to say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Done {
    /// The ticket or thing it was done to.
    pub done: String,
}
