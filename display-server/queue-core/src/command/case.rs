//! What is asked about a case, and what a finish at a window says of one.

use serde::{Deserialize, Serialize};

use super::Onward;
use crate::agency::RecordCode;
use crate::case::{Completion, MatterCode};
use crate::ids::{RequestId, TextId};
use crate::leg::Outcome;

/// How a clerk ends a leg.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ending {
    /// How; none: the service's usual outcome.
    pub outcome: Option<Outcome>,
    /// What follows on the same ticket.
    pub next: Onward,
    /// The matter that the visitor came back for; none: a new one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub matter: Option<MatterCode>,
    /// With 收件待補正: what is missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub correction: Option<Correction>,
    /// For whom the visitor came.
    #[serde(default, skip_serializing_if = "ForWhom::is_oneself")]
    pub whom: ForWhom,
}

/// For whom somebody comes to a window.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ForWhom {
    /// For oneself.
    #[default]
    Oneself,
    /// For the company that one works for (經辦人): nobody's agent.
    Handler,
    /// As an agent, for the principals of these mandates: one ticket, one trip.
    Agent {
        /// Their codes, the first first.
        mandates: Vec<RecordCode>,
    },
}

impl ForWhom {
    /// Whether nobody comes for somebody else.
    #[must_use]
    pub fn is_oneself(&self) -> bool {
        *self == Self::Oneself
    }

    /// The mandates that are named.
    #[must_use]
    pub fn mandates(&self) -> &[RecordCode] {
        match self {
            Self::Oneself | Self::Handler => &[],
            Self::Agent { mandates } => mandates,
        }
    }
}

impl Ending {
    /// The usual outcome, and what usually follows or not.
    #[must_use]
    pub fn usual(next: Onward) -> Self {
        Self {
            next,
            ..Self::default()
        }
    }
}

/// What becomes of a file that cannot be accepted yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Correction {
    /// It is taken in, and looked through later.
    LookThrough,
    /// Everything missing is told now.
    Missing {
        /// Which of the service's documents, by their place from 0.
        documents: Vec<u16>,
        /// What else is to be corrected, in words.
        remark: Option<TextId>,
    },
}

/// Something about a case, away from the window.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseCommand {
    /// The press's own id.
    pub press: RequestId,
    /// Which case.
    pub code: MatterCode,
    /// What is asked.
    pub verb: CaseVerb,
}

/// What can be asked about a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "verb", rename_all = "snake_case")]
pub enum CaseVerb {
    /// The file was looked through: everything missing is told.
    Tell {
        /// Which of the service's documents, by their place from 0.
        documents: Vec<u16>,
        /// What else is to be corrected, in words.
        remark: Option<TextId>,
    },
    /// The file was looked through, or what was missing came by post: accepted.
    Accept,
    /// The clock stands still.
    StopClock {
        /// Why, as a code of the plan.
        reason: String,
        /// What shows it.
        evidence: Option<TextId>,
    },
    /// The clock goes on.
    StartClock,
    /// The limit should be longer.
    AskExtension {
        /// By how many working days.
        days: u32,
        /// Why.
        reason: TextId,
    },
    /// A second person decides about a longer limit.
    DecideExtension {
        /// Whether it is granted.
        granted: bool,
    },
    /// The file leaves the hall.
    LeaveHall {
        /// Which department has it then.
        to: String,
        /// With whom.
        holder: TextId,
    },
    /// The file is back.
    ComeBack,
    /// Whoever asks answers for the case from now on.
    TakeOver,
    /// Done.
    Complete {
        /// How.
        how: Completion,
    },
    /// Why is it late?
    Supervise {
        /// Which department must answer.
        addressee: String,
        /// What is asked.
        question: TextId,
    },
    /// The answer to the oldest open question.
    Answer {
        /// What is said.
        answer: TextId,
    },
}
