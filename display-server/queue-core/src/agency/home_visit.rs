//! A visit to somebody at home (上門服務), from the asking until it is done.
//!
//! Invariant: a home visit changes only in [`HomeVisit::apply`]; where to and to whom are texts, which go when it is over.

mod decide;
mod record;

pub(super) use decide::{asked, decided};

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::RecordCode;
use crate::event::AskedAt;
use crate::ids::{PersonCode, ServiceCode, ServiceDay, TextId};

/// How many days ahead a visit may be wished or dated at most.
pub const HOME_VISIT_AHEAD_DAYS: i64 = 60;
/// How often a visit may be assigned or dated anew, each (I9).
pub(super) const CHANGES_LIMIT: u32 = 20;

/// A home visit as the hall knows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HomeVisit {
    /// By what its visitor follows it.
    pub code: RecordCode,
    /// What for.
    pub service: ServiceCode,
    /// Why at home.
    pub for_whom: HomeVisitFor,
    /// Where it was asked.
    pub asked_at: AskedAt,
    /// When, as a day.
    pub asked_on: ServiceDay,
    /// The instant.
    pub since: Timestamp,
    /// The day that was wished.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wished_on: Option<Date>,
    /// Within how many working days it should be done, as the plan said.
    pub within_days: u32,
    /// Whom to visit.
    pub name: TextId,
    /// Where.
    pub address: TextId,
    /// How to reach them.
    pub phone: TextId,
    /// What else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remark: Option<TextId>,
    /// Who goes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assigned: Option<PersonCode>,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dated: Option<Dated>,
    /// How often it was assigned or dated.
    #[serde(default)]
    pub changes: u32,
    /// How it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<(ServiceDay, HomeVisitEnd)>,
    /// What was written when it was not done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_remark: Option<TextId>,
}

/// Why somebody is visited at home.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HomeVisitFor {
    /// 老年人.
    Elderly,
    /// 殘疾人.
    Disabled,
    /// 重病、行動不便.
    Ill,
    /// 孕產婦.
    Pregnant,
    /// Anything else.
    Other,
}

impl HomeVisitFor {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Elderly,
        Self::Disabled,
        Self::Ill,
        Self::Pregnant,
        Self::Other,
    ];
}

/// When somebody comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dated {
    /// The date.
    pub on: Date,
    /// Its half.
    pub half: HalfOfDay,
}

/// Half a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HalfOfDay {
    /// Before noon.
    Morning,
    /// After it.
    Afternoon,
}

impl HalfOfDay {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Morning, Self::Afternoon];
}

/// How a home visit ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum HomeVisitEnd {
    /// Done.
    Done,
    /// Not done.
    NotDone {
        /// Why.
        reason: NotDoneReason,
    },
    /// Called off.
    Cancelled {
        /// Whether by who asked.
        by_visitor: bool,
    },
}

/// Why a home visit was not done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NotDoneReason {
    /// Nobody was there.
    NobodyHome,
    /// The address was wrong.
    WrongAddress,
    /// Something is missing that must be there.
    PapersMissing,
    /// It can only be done in the hall.
    OnlyInTheHall,
    /// Anything else.
    Other,
}

impl NotDoneReason {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::NobodyHome,
        Self::WrongAddress,
        Self::PapersMissing,
        Self::OnlyInTheHall,
        Self::Other,
    ];
}

/// Where a home visit stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum HomeVisitStanding {
    /// Nobody is to go yet.
    Asked,
    /// Somebody is; when is not said.
    Assigned,
    /// Somebody comes on a day.
    Dated,
    /// Done.
    Done,
    /// Not done.
    NotDone,
    /// Called off.
    Cancelled,
}

impl HomeVisitStanding {
    /// Its word in the table and on the wire; never changed.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Assigned => "assigned",
            Self::Dated => "dated",
            Self::Done => "done",
            Self::NotDone => "not_done",
            Self::Cancelled => "cancelled",
        }
    }
}

/// Something that happened to a home visit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "visit", rename_all = "snake_case")]
pub enum HomeVisitEvent {
    /// Somebody asked for it.
    Asked {
        /// What for.
        service: ServiceCode,
        /// Why at home.
        for_whom: HomeVisitFor,
        /// Where it was asked.
        asked_at: AskedAt,
        /// The day that was wished.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        wished_on: Option<Date>,
        /// Within how many working days it should be done.
        within_days: u32,
        /// Whom to visit.
        name: TextId,
        /// Where.
        address: TextId,
        /// How to reach them.
        phone: TextId,
        /// What else.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        remark: Option<TextId>,
    },
    /// Somebody is to go.
    Assigned {
        /// Who.
        to: PersonCode,
    },
    /// A day was agreed.
    Dated {
        /// When.
        to: Dated,
    },
    /// Over.
    Ended {
        /// How.
        how: HomeVisitEnd,
        /// What was written about it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        remark: Option<TextId>,
    },
}

impl HomeVisit {
    /// Where it stands.
    #[must_use]
    pub fn standing(&self) -> HomeVisitStanding {
        match self.ended {
            Some((_, HomeVisitEnd::Done)) => HomeVisitStanding::Done,
            Some((_, HomeVisitEnd::NotDone { .. })) => HomeVisitStanding::NotDone,
            Some((_, HomeVisitEnd::Cancelled { .. })) => HomeVisitStanding::Cancelled,
            None if self.dated.is_some() => HomeVisitStanding::Dated,
            None if self.assigned.is_some() => HomeVisitStanding::Assigned,
            None => HomeVisitStanding::Asked,
        }
    }
}
