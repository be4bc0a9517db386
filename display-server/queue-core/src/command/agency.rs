//! What is asked beyond the windows: home visits, mandates, comparisons, who decides for a department today.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::agency::{Dated, Finding, HomeVisitFor, NotDoneReason, RecordCode, UnreadRow};
use crate::case::MatterCode;
use crate::ids::{AgentCode, PersonCode, RequestId, ServiceCode, ServiceDay, TextId};
use crate::plan::AgentKind;

/// Something beyond the windows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgencyCommand {
    /// The press's own id.
    pub press: RequestId,
    /// What is asked.
    pub verb: AgencyVerb,
}

/// What can be asked beyond the windows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "verb", rename_all = "snake_case")]
pub enum AgencyVerb {
    /// Somebody should come home.
    AskHomeVisit(Box<AskHomeVisit>),
    /// Something about a home visit.
    HomeVisit {
        /// Which.
        code: RecordCode,
        /// What.
        #[serde(rename = "about")]
        verb: HomeVisitVerb,
    },
    /// Somebody acts for somebody from now on.
    GiveMandate(Box<GiveMandate>),
    /// Something about a mandate.
    Mandate {
        /// Which.
        code: RecordCode,
        /// What.
        #[serde(rename = "about")]
        verb: MandateVerb,
    },
    /// A department's list was compared.
    Compare {
        /// SHA-256 of the list, its department and its days: what was asked.
        asked: [u8; 32],
        /// What was found. A repeat may find something else, and is the same press.
        #[serde(skip)]
        found: Box<Compare>,
    },
    /// Whoever may decide for a department is here, or is not any more.
    Authority {
        /// Which department.
        department: String,
        /// Its head, or a deputy.
        person: PersonCode,
        /// Whether they are here.
        present: bool,
    },
}

/// A home visit that is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskHomeVisit {
    /// What for.
    pub service: ServiceCode,
    /// Why at home.
    pub for_whom: HomeVisitFor,
    /// The day that is wished.
    pub wished_on: Option<Date>,
    /// Whom to visit.
    pub name: TextId,
    /// Where.
    pub address: TextId,
    /// How to reach them.
    pub phone: TextId,
    /// What else.
    pub remark: Option<TextId>,
}

/// What can be asked about a home visit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum HomeVisitVerb {
    /// Somebody is to go.
    Assign {
        /// Who.
        to: PersonCode,
    },
    /// A day was agreed.
    Date {
        /// When.
        to: Dated,
    },
    /// Done.
    Done,
    /// Not done.
    NotDone {
        /// Why.
        reason: NotDoneReason,
        /// What else.
        remark: Option<TextId>,
    },
    /// Called off.
    Cancel,
}

/// A mandate that is registered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GiveMandate {
    /// Who acts.
    pub agent: AgentCode,
    /// As what.
    pub kind: AgentKind,
    /// For whom.
    pub principal: TextId,
    /// The project, where the kind has one.
    pub project: Option<TextId>,
    /// How to reach the principal.
    pub contact: Option<TextId>,
    /// In which services; none named: in all.
    pub services: Vec<ServiceCode>,
    /// The last day on which it holds.
    pub until: Date,
    /// The paper of authorisation that was seen.
    pub evidence: TextId,
}

/// What can be asked about a mandate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum MandateVerb {
    /// A matter that there is belongs to it.
    Attach {
        /// Which.
        matter: MatterCode,
    },
    /// Another agent acts from now on.
    HandOver {
        /// Who.
        to: AgentCode,
    },
    /// What it was given for is done.
    Done,
    /// Taken back.
    Revoke,
}

impl MandateVerb {
    /// The matter that it names.
    #[must_use]
    pub fn matter(&self) -> Option<&MatterCode> {
        match self {
            Self::Attach { matter } => Some(matter),
            Self::HandOver { .. } | Self::Done | Self::Revoke => None,
        }
    }
}

/// What the comparison of a department's list with the hall found; part of the journal.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Compare {
    /// Whose list.
    pub department: String,
    /// The first day that it covers.
    pub from: Date,
    /// The last.
    pub to: Date,
    /// How many rows were compared.
    pub rows: u32,
    /// How many of these say the same as the hall.
    pub agreed: u32,
    /// What differs.
    pub findings: Vec<Finding>,
    /// The rows that could not be read, as far as they are named.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unread: Vec<UnreadRow>,
    /// How many they are.
    #[serde(default)]
    pub unread_count: u32,
    /// How many of those done here and missing there are not named.
    #[serde(default)]
    pub left_out: u32,
}

impl AgencyCommand {
    /// Whether it is about the open day alone, and begins or changes no record.
    #[must_use]
    pub fn is_of_the_day(&self) -> bool {
        matches!(self.verb, AgencyVerb::Authority { .. })
    }

    /// The code of the record that it begins; none: it begins none.
    #[must_use]
    pub fn begins(&self, day: ServiceDay) -> Option<RecordCode> {
        let kind = match self.verb {
            AgencyVerb::AskHomeVisit(_) => 'H',
            AgencyVerb::GiveMandate(_) => 'W',
            AgencyVerb::Compare { .. } => 'B',
            AgencyVerb::HomeVisit { .. } | AgencyVerb::Mandate { .. } | AgencyVerb::Authority { .. } => {
                return None;
            }
        };
        Some(RecordCode::of(kind, day, &self.press))
    }
}
