//! What a board shows. Invariant I5: no field for assistance, and none for a name.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::names::Names;
use crate::notice::{AnnouncementView, StopView};
use crate::ticket::AreaRef;
use crate::window::WindowStateName;

/// How many calls a board carries, so that two calls in one commit are both heard.
pub const CALLS_ON_A_BOARD: usize = 8;

/// One area's board, whole: newest wins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BoardView {
    /// The journal entry it stands for.
    pub seq: u64,
    /// The service day; none: the hall is closed.
    #[schema(value_type = Option<String>, format = Date)]
    pub day: Option<Date>,
    /// The server's clock.
    #[schema(value_type = String, format = DateTime)]
    pub now: Timestamp,
    /// The hall.
    pub hall: Names,
    /// The area.
    pub area: AreaRef,
    /// How many wait for the windows of this area.
    pub waiting: u32,
    /// The windows, by number.
    pub windows: Vec<BoardWindow>,
    /// What does not work.
    pub stops: Vec<StopView>,
    /// What everybody here is told, the gravest first; it goes before calls.
    pub announcements: Vec<AnnouncementView>,
    /// The last calls, newest first, at most [`CALLS_ON_A_BOARD`].
    pub calls: Vec<BoardCall>,
}

/// One window's line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BoardWindow {
    /// The number over it.
    pub window: u16,
    /// Whether it calls.
    pub state: WindowStateName,
    /// The ticket called to it or served at it.
    pub ticket: Option<String>,
    /// How many wait for it.
    pub waiting: u32,
}

/// One call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BoardCall {
    /// The journal entry of the call or recall: a call is spoken once.
    pub seq: u64,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// Whom.
    pub ticket: String,
    /// Where to.
    pub window: u16,
    /// What public screens show of its class: `none`, `priority`, `booked`.
    pub mark: String,
    /// The language of its slip, as a BCP 47 tag.
    pub language: String,
}
