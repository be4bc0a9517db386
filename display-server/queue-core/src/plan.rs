//! The hall plan: everything a hall is configured to be, checked as a whole before anything starts.
//!
//! [`PlanParts`] is what a file or a form says; [`HallPlan`] is the same, proved sound by [`HallPlan::new`].
//! Invariant: a `HallPlan` has no dangling code, no letter twice, no service without a window.

mod agency;
mod agents;
mod appraisal;
mod calendar;
mod cases;
mod check;
mod classes;
mod collecting;
mod elsewhere;
mod followups;
mod guiding;
mod home;
mod journeys;
mod limits;
mod lookups;
mod openness;
mod parts;
mod people;
mod ratings;
mod remarks;
mod rota;
mod rules;
mod slots;
mod tides;
mod times;
mod training;
mod walk;

pub use agency::{AgencyRules, Department};
pub use agents::{Agent, AgentKind};
pub use appraisal::{AppraisalRules, Appraised, Criterion, CriterionRule, PointReason};
pub use calendar::{EarlyStop, Holiday, LOOK_AHEAD_DAYS, MonthDay, OwnHours, Season, Workday};
pub use cases::{CaseRules, ClockReason};
pub use check::{PlanFault, PlanFaults};
pub use classes::{Claimant, Class, ClassMark};
pub use elsewhere::{Elsewhere, ElsewhereReason};
pub use followups::{FollowupCodes, FollowupRules};
pub use guiding::{GuideSkills, InterpreterLanguage, Position, StandIn};
pub use home::Home;
pub use journeys::{Journey, Stage, StageLeg};
pub use lookups::Skill;
pub use openness::{ComplaintChannel, Exemption, Fee, FeeKind, PayerKind};
pub use parts::{
    Area, EscortPost, HallIdentity, Kiosk, Language, MOST_NUMBERS_PER_DAY, Names, PlanParts, QueueGroup,
    Service, SessionPlan, Timetable, WeekDay, WindowPlan,
};
pub use people::{Oversight, Person, Role};
pub use ratings::{ENOUGH_AT_LEAST, RatingRules};
pub use remarks::Remark;
pub use rules::{BookingRules, CallReason, NoShowRule, Rules};
pub use slots::HalfDayCap;
pub use tides::{Tide, TideTimes};
pub use times::{DayTimes, HalfDay, Issuing, IssuingEnd, IssuingSpan, IssuingTimes, Session};

use serde::{Deserialize, Serialize};

/// The class of whoever claims none.
pub const ORDINARY: &str = "ordinary";
/// The class of a booked visitor in time.
pub const APPOINTMENT: &str = "appointment";
/// The class of every leg after the first.
pub const NEXT_LEG: &str = "next_leg";

/// A hall plan that has been checked as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "PlanParts", into = "PlanParts")]
pub struct HallPlan {
    parts: PlanParts,
}

impl HallPlan {
    /// Checks the parts against each other.
    ///
    /// # Errors
    /// Every fault at once, each with the path of the value at fault and what to do.
    pub fn new(parts: PlanParts) -> Result<Self, PlanFaults> {
        check::faults(&parts).map_or(Ok(Self { parts }), Err)
    }

    /// What the plan says.
    #[must_use]
    pub fn parts(&self) -> &PlanParts {
        &self.parts
    }
}

impl TryFrom<PlanParts> for HallPlan {
    type Error = PlanFaults;

    fn try_from(parts: PlanParts) -> Result<Self, PlanFaults> {
        Self::new(parts)
    }
}

impl From<HallPlan> for PlanParts {
    fn from(plan: HallPlan) -> PlanParts {
        plan.parts
    }
}
