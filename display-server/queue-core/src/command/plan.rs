//! What managers decide about the hall's plan.

use serde::{Deserialize, Serialize};

use crate::ids::{RequestId, ServiceDay, VersionNumber};
use crate::plan::{DayTimes, HallPlan};

/// Something about the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanCommand {
    /// The press's own id.
    pub press: RequestId,
    /// What is decided.
    pub verb: PlanVerb,
}

/// What managers can do with plans. The `times` are the open day's instants by the version, which the plan's keeper
/// resolves: decisions know no time zone. They are no part of what is asked, so they are not written with it: a repeat
/// that comes when the day has closed asks for the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "verb", rename_all = "snake_case")]
pub enum PlanVerb {
    /// Let another plan hold.
    Propose {
        /// The version that was changed to make it.
        base: VersionNumber,
        /// What it says.
        plan: Box<HallPlan>,
        /// The service day from which it is to hold; none: now.
        from: Option<ServiceDay>,
        /// The open day's instants by it; none: no day is open, or it keeps no hours on it.
        #[serde(skip)]
        times: Option<Box<DayTimes>>,
    },
    /// The second person agrees.
    Approve {
        /// To which version.
        version: VersionNumber,
        /// The open day's instants by it; none: no day is open, or it keeps no hours on it.
        #[serde(skip)]
        times: Option<Box<DayTimes>>,
    },
    /// Not this one: before it was approved, or before it holds.
    Reject {
        /// Which version.
        version: VersionNumber,
    },
}
