//! The hall plan as an author writes it in `hall.toml`, and as kiosks read it from the API as JSON.
//!
//! One form for both: a table of tables, each thing under the singular of its name (`[[service]]`), references by
//! code, every length in seconds and named `_s`, civil times as `"08:30"`. Documents that many services ask for
//! are named once, under `[documents]`, and listed by key.
//!
//! Invariant: nothing is checked here but the form of a value; whether the plan holds together is the core's to say.
//! Invariant: an unknown key is refused everywhere.

mod agency;
mod appraisal;
mod calendar;
mod cases;
mod followups;
mod journeys;
mod openness;
mod ratings;
mod rules;
mod sections;
mod words;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::names::Names;

pub use agency::{PlanAgency, PlanAgent, PlanAgentKind};
pub use appraisal::{PlanAppraisal, PlanCriterion, PlanCriterionName, PlanHome, PlanPoint};
pub use calendar::{PlanEarlyStop, PlanHoliday, PlanOwnHours, PlanSeason, PlanTide, PlanWorkday};
pub use cases::{PlanCases, PlanClockReason};
pub use followups::PlanFollowups;
pub use journeys::{PlanJourney, PlanStage, PlanStageLeg};
pub use openness::{
    BadYuan, PlanComplaintChannel, PlanElsewhere, PlanElsewhereReason, PlanExemption, PlanFee, PlanFeeKind,
    PlanPayerKind, Yuan,
};
pub use ratings::PlanRatings;
pub use rules::{PlanBookings, PlanReason, PlanRules};
pub use sections::{
    PlanArea, PlanClass, PlanDepartment, PlanEscortPost, PlanGroup, PlanHalfDay, PlanHall,
    PlanInterpreterLanguage, PlanKiosk, PlanPerson, PlanPosition, PlanService, PlanSession, PlanSkills,
    PlanTimetable, PlanWindow,
};
pub use words::{
    CalendarDate, ClockTime, PlanClaimant, PlanLetter, PlanMark, PlanMonthDay, PlanNoShow, PlanOutcome,
    PlanOversight, PlanRole, PlanStandIn, PlanWeekDay,
};

/// A whole hall plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanDocument {
    /// Which hall this is.
    pub hall: PlanHall,
    /// When it is open.
    pub timetable: Vec<PlanTimetable>,
    /// The authorities whose services are handled here.
    pub department: Vec<PlanDepartment>,
    /// The queue groups.
    pub group: Vec<PlanGroup>,
    /// What services ask visitors to bring, by the key that services list.
    #[serde(default)]
    pub documents: BTreeMap<String, Names>,
    /// What a visitor may come to do.
    pub service: Vec<PlanService>,
    /// The waiting areas.
    pub area: Vec<PlanArea>,
    /// The windows.
    pub window: Vec<PlanWindow>,
    /// Why a ticket may have another promise.
    pub class: Vec<PlanClass>,
    /// The limits and settings.
    pub rules: PlanRules,
    /// How cases are kept; absent: as the law says, and no clock ever stands still.
    #[serde(default)]
    pub cases: PlanCases,
    /// What is promised beyond the windows; absent: home visits within a week, and absence only shows.
    #[serde(default)]
    pub agency: PlanAgency,
    /// How visitors rate; absent: as usual, and with no reasons to choose from.
    #[serde(default)]
    pub ratings: PlanRatings,
    /// How complaints, findings and bad ratings are followed up; absent: within the usual days.
    #[serde(default)]
    pub followups: PlanFollowups,
    /// How clerks and departments are appraised; absent: nobody is.
    #[serde(default)]
    pub appraisal: PlanAppraisal,
    /// The ticket kiosks.
    #[serde(default)]
    pub kiosk: Vec<PlanKiosk>,
    /// Where an accessibility button is.
    #[serde(default)]
    pub escort_post: Vec<PlanEscortPost>,
    /// Staff, by work number.
    #[serde(default)]
    pub person: Vec<PlanPerson>,
    /// The languages an interpreter can be asked for.
    #[serde(default)]
    pub interpreter_language: Vec<PlanInterpreterLanguage>,
    /// Dates on which the hall keeps no hours.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub holiday: Vec<PlanHoliday>,
    /// 調休: dates that keep another weekday's hours.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub workday: Vec<PlanWorkday>,
    /// Dates on which tickets are taken until an earlier time.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub early_stop: Vec<PlanEarlyStop>,
    /// The orders of services that one ticket may walk through.
    #[serde(default)]
    pub journey: Vec<PlanJourney>,
    /// For whom a fee's lower limit may be compulsory.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub payer_kind: Vec<PlanPayerKind>,
    /// Where to complain, in the order in which it is told.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub complaint_channel: Vec<PlanComplaintChannel>,
    /// What is not handled here, in the order in which it is told.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub elsewhere: Vec<PlanElsewhere>,
    /// Who may act for others here, in the order in which it is told.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub agent: Vec<PlanAgent>,
}
