//! The rules of a service hall, and nothing else: no IO, no clock, no async, no randomness.
//!
//! A [`Hall`] decides what a [`Command`] means at an instant ([`Hall::decide`]) and what falls due by itself
//! ([`Hall::due`]); both only return [`Event`]s. State changes in [`Hall::apply`] alone, so a journal of
//! [`Entry`]s replays to the same hall on any machine.
//!
//! Invariant I1: state changes only in `Hall::apply`.
//! Invariant I10: one calling order; the forecast, the staff list and the call use [`calling`].

pub mod agency;
pub mod announcement;
pub mod appraisal;
pub mod booking;
pub mod calling;
pub mod case;
pub mod command;
pub mod escort;
pub mod event;
pub mod fee;
pub mod followup;
pub mod hall;
pub mod ids;
pub mod leg;
pub mod offline;
pub mod plan;
pub mod points;
pub mod rating;
pub mod record;
pub mod rejection;
pub mod shelf;
pub mod stop;
pub mod version;
pub mod visit;
pub mod window;

pub use agency::RecordCode;
pub use case::MatterCode;
pub use command::{Actor, Command};
pub use event::{Entry, Event};
pub use fee::NoticeCode;
pub use followup::FollowupCode;
pub use hall::Hall;
pub use ids::{
    AgentCode, AnnouncementId, AreaCode, BookingCode, ChannelCode, ClassCode, DeviceId, ElsewhereCode,
    EscortId, ExemptionCode, FeeCode, GroupLetter, HolderHash, JourneyCode, LanguageCode, LegId, PayerCode,
    PersonCode, RequestId, Seq, ServiceCode, ServiceDay, StopId, TextId, TicketNumber, TokenHash,
    VersionNumber, VisitId, WindowNumber,
};
pub use plan::{HallPlan, PlanFault, PlanFaults, PlanParts};
pub use record::Record;
pub use rejection::Rejection;
pub use shelf::{Now, Shelf};
