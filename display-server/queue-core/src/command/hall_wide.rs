//! What a manager decides for the whole hall.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::announcement::AnnouncementKind;
use crate::ids::{AnnouncementId, AreaCode, RequestId, ServiceCode, StopId, WindowNumber};
use crate::plan::Names;
use crate::stop::{StopCause, StopScope};

/// What a manager decides for the hall.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HallCommand {
    /// The press's own id.
    pub press: RequestId,
    /// What is decided.
    pub verb: HallVerb,
}

/// What a manager can decide for the hall.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "verb", rename_all = "snake_case")]
pub enum HallVerb {
    /// Something does not work: no tickets, no calls, promises stand still.
    Stop {
        /// Why.
        cause: StopCause,
        /// What.
        scope: StopScope,
    },
    /// It works again.
    EndStop {
        /// Which stop.
        stop: StopId,
    },
    /// Everybody who waits under a stop goes home, with a priority re-visit.
    Postpone {
        /// Which stop.
        stop: StopId,
    },
    /// Everybody who waits for a service waits for another instead.
    Reroute {
        /// From which.
        from: ServiceCode,
        /// To which.
        to: ServiceCode,
    },
    /// The hall closes before its time today.
    CloseEarly {
        /// Until when tickets are issued.
        issue_until: Timestamp,
        /// When the day closes at the latest.
        day_ends_at: Timestamp,
    },
    /// Tell everybody something.
    Announce {
        /// How it is spoken and shown.
        kind: AnnouncementKind,
        /// Its words; never a name.
        text: Names,
        /// The areas that hear it; empty: all.
        areas: Vec<AreaCode>,
        /// For how long, in seconds, 10–86,400.
        for_s: u32,
    },
    /// Enough of an announcement.
    EndAnnouncement {
        /// Which one.
        announcement: AnnouncementId,
    },
    /// A window serves another's groups too, σ later.
    Cover {
        /// The window that is covered.
        window: WindowNumber,
        /// The window that serves for it.
        by: WindowNumber,
    },
    /// It does not any more.
    EndCover {
        /// The window that was covered.
        window: WindowNumber,
    },
}
