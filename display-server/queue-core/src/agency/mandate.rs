//! A mandate (委託): who acts for whom, in what and until when, and the matters that were handled under it. That of a key
//! project is the project's file. Whatever an agent does is free: no fee belongs to a mandate.
//!
//! Invariant: a mandate changes only in [`Mandate::apply`]; whose it is and what shows it are texts, which go when it is over.

mod decide;
mod record;
mod window;

pub(super) use decide::{decided, given};
pub(crate) use window::{Bound, bound};

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::RecordCode;
use crate::case::MatterCode;
use crate::ids::{AgentCode, LegId, PersonCode, ServiceCode, ServiceDay, TextId, WindowNumber};
use crate::plan::AgentKind;

/// How far ahead a mandate may hold, in years.
pub const MANDATE_YEARS: i64 = 2;
/// How many services a mandate in part names at most (I9).
pub const MANDATE_SERVICES_LIMIT: usize = 50;
/// How many matters one mandate may have, and how many trips (I9).
pub const MANDATE_MATTERS_LIMIT: usize = 500;
/// For how many principals an agent comes with one ticket at most (I9).
pub const PRINCIPALS_LIMIT: usize = 20;

/// A mandate as the hall knows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mandate {
    /// What stands on its paper.
    pub code: RecordCode,
    /// Who acts.
    pub agent: AgentCode,
    /// As what.
    pub kind: AgentKind,
    /// For whom.
    pub principal: TextId,
    /// The project, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub project: Option<TextId>,
    /// How to reach the principal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<TextId>,
    /// In which services (部分代理); none named: in all (全程代理).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub services: Vec<ServiceCode>,
    /// The last day on which it holds.
    pub until: Date,
    /// The paper of authorisation that was seen.
    pub evidence: TextId,
    /// Who registered it.
    pub given_to: PersonCode,
    /// When, as a day.
    pub given_on: ServiceDay,
    /// The instant.
    pub since: Timestamp,
    /// The matters under it, the oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub matters: Vec<MatterCode>,
    /// When an agent came to a window for it, the oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub trips: Vec<Trip>,
    /// How it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<(ServiceDay, MandateEnd)>,
}

/// An agent at a window; a leg is one trip, whoever it was for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trip {
    /// When.
    pub on: ServiceDay,
    /// The leg that ended.
    pub leg: LegId,
    /// Who acted then.
    pub agent: AgentCode,
}

/// How a mandate ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum MandateEnd {
    /// What it was given for is done.
    Done,
    /// Taken back.
    Revoked {
        /// Whether by whoever has its code; else by staff, at the principal's wish.
        by_principal: bool,
    },
    /// Its last day has passed.
    Expired,
}

/// Where a mandate stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum MandateStanding {
    /// It holds.
    Open,
    /// What it was given for is done.
    Done,
    /// Taken back.
    Revoked,
    /// Its last day has passed.
    Expired,
}

impl MandateStanding {
    /// Its word in the table and on the wire; never changed.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Done => "done",
            Self::Revoked => "revoked",
            Self::Expired => "expired",
        }
    }
}

/// Something that happened to a mandate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "mandate", rename_all = "snake_case")]
pub enum MandateEvent {
    /// It was registered.
    Given {
        /// Who acts.
        agent: AgentCode,
        /// As what.
        kind: AgentKind,
        /// For whom.
        principal: TextId,
        /// The project, where there is one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        project: Option<TextId>,
        /// How to reach the principal.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        contact: Option<TextId>,
        /// In which services; none named: in all.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        services: Vec<ServiceCode>,
        /// The last day on which it holds.
        until: Date,
        /// The paper of authorisation that was seen.
        evidence: TextId,
    },
    /// Its agent was at a window for it.
    Acted {
        /// Who acted then.
        agent: AgentCode,
        /// The leg that ended.
        leg: LegId,
        /// Where.
        window: WindowNumber,
        /// The matter that something came of.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        matter: Option<MatterCode>,
    },
    /// A matter that there was already belongs to it.
    Attached {
        /// Which.
        matter: MatterCode,
    },
    /// Another agent acts from now on.
    HandedOver {
        /// Who.
        to: AgentCode,
    },
    /// Over.
    Ended {
        /// How.
        how: MandateEnd,
    },
}

impl Mandate {
    /// Where it stands.
    #[must_use]
    pub fn standing(&self) -> MandateStanding {
        match self.ended {
            None => MandateStanding::Open,
            Some((_, MandateEnd::Done)) => MandateStanding::Done,
            Some((_, MandateEnd::Revoked { .. })) => MandateStanding::Revoked,
            Some((_, MandateEnd::Expired)) => MandateStanding::Expired,
        }
    }

    /// Whether its agent may act in a service.
    #[must_use]
    pub fn covers(&self, service: &ServiceCode) -> bool {
        self.services.is_empty() || self.services.contains(service)
    }
}
