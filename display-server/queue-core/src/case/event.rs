//! What happens to a case: part of the journal.

use serde::{Deserialize, Serialize};

use super::Completion;
use crate::agency::RecordCode;
use crate::ids::{LegId, PersonCode, ServiceCode, TextId, WindowNumber};
use crate::plan::{AgentKind, Names};

/// Where at a window something was decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseDesk {
    /// What for.
    pub service: ServiceCode,
    /// The leg that ended with it.
    pub leg: LegId,
    /// The window.
    pub window: WindowNumber,
    /// Its clerk.
    pub clerk: PersonCode,
    /// Who came with it.
    #[serde(default, skip_serializing_if = "Through::is_oneself")]
    pub through: Through,
    /// The mandate of whoever came as an agent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mandate: Option<RecordCode>,
}

/// Who came to the window with a matter.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Through {
    /// Whose matter it is.
    #[default]
    Oneself,
    /// Somebody who works for the company whose matter it is (經辦人).
    Handler,
    /// An agent (代辦員).
    Agent {
        /// As what.
        kind: AgentKind,
    },
}

impl Through {
    /// Whether nobody came for somebody else.
    #[must_use]
    pub fn is_oneself(&self) -> bool {
        *self == Self::Oneself
    }
}

/// Something that happened to a case. All lengths are in working days, as the plan said at the time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "case", rename_all = "snake_case")]
pub enum CaseEvent {
    /// The file was taken in, to be looked through.
    Received {
        /// Where.
        desk: CaseDesk,
        /// Within how many days everything missing must be told.
        tell_days: u32,
    },
    /// Everything missing was told: 一次性告知.
    Told {
        /// Where; none: later, from the list of cases.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        desk: Option<CaseDesk>,
        /// Which of the service's documents, by their place from 0.
        missing: Vec<u16>,
        /// What these were called: the plan may list others tomorrow.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        documents: Vec<Names>,
        /// What else is to be corrected, in words.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        remark: Option<TextId>,
        /// How many days the visitor has.
        correct_days: u32,
        /// Whether it asks for something that an earlier notice of this case did not: a second time.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        beyond_first: bool,
    },
    /// Accepted: 受理.
    Accepted {
        /// Where; none: later, from the list of cases.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        desk: Option<CaseDesk>,
        /// The promised completion.
        limit_days: u32,
    },
    /// Nobody told in time what is missing: accepted by law, as of the day on which the file was taken in.
    DeemedAccepted {
        /// The promised completion.
        limit_days: u32,
    },
    /// The clock stands still.
    ClockStopped {
        /// Why, as a code of the plan.
        reason: String,
        /// What shows it.
        evidence: TextId,
        /// For how many days at most.
        cap_days: u32,
    },
    /// The clock goes on.
    ClockStarted {
        /// Whether it stood still for as long as it may.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        capped: bool,
    },
    /// Somebody asks for a longer limit; another person must agree.
    ExtensionAsked {
        /// By how much.
        days: u32,
        /// Why.
        reason: TextId,
    },
    /// A second person decided.
    ExtensionDecided {
        /// Whether the limit is longer now.
        granted: bool,
    },
    /// The file left the hall: 出廳.
    LeftHall {
        /// Which department has it.
        to: String,
        /// With whom.
        holder: TextId,
    },
    /// The file is back: 回廳.
    CameBack,
    /// Another clerk answers for it from now on; nobody has to sign.
    TakenOver,
    /// It belongs to a mandate from now on.
    Entrusted {
        /// Which.
        mandate: RecordCode,
    },
    /// Done: 辦結.
    Completed {
        /// How.
        how: Completion,
        /// Where; none: away from the windows, from the list of cases.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        desk: Option<CaseDesk>,
    },
    /// What was made was collected: 領取.
    Collected {
        /// Where.
        desk: CaseDesk,
        /// Whether nothing here said that it is done.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        before_done: bool,
    },
    /// Somebody must say why a case is late: 督辦單.
    Supervised {
        /// Which department must answer.
        addressee: String,
        /// What is asked.
        question: TextId,
        /// Within how many days.
        answer_days: u32,
    },
    /// The oldest open 督辦單 is answered.
    SupervisionAnswered {
        /// What is said.
        answer: TextId,
    },
}
