//! What happens to a follow-up: part of the journal.

use serde::{Deserialize, Serialize};

use super::{CallBack, Decision, Raised, Stage};
use crate::ids::{PersonCode, TextId};

/// What is waited for from now on, as the plan said at the time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Next {
    /// What for.
    pub stage: Stage,
    /// Within how many working days; 0 when nothing is.
    pub days: u32,
}

/// Something that happened to a follow-up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "followup", rename_all = "snake_case")]
pub enum FollowupEvent {
    /// Somebody brought it up.
    Opened {
        /// What.
        raised: Box<Raised>,
        /// Whether it is about a manager, and so for overseers alone.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        overseers_only: bool,
        /// What is waited for.
        next: Next,
    },
    /// Somebody answers for it from now on.
    Assigned {
        /// Who.
        to: PersonCode,
    },
    /// Whoever it is about was heard: 陳述申辯.
    Stated {
        /// What was said.
        statement: TextId,
        /// What is waited for.
        next: Next,
    },
    /// It was decided, and answered.
    Decided {
        /// How.
        decision: Decision,
        /// What is waited for.
        next: Next,
    },
    /// Something was done so that it does not happen again: 整改.
    Rectified {
        /// What.
        what: TextId,
        /// What is waited for.
        next: Next,
    },
    /// Whoever brought it up said what they think of the answer: 回訪.
    CalledBack {
        /// What was said.
        call_back: CallBack,
        /// What is waited for.
        next: Next,
    },
    /// The decision is appealed against: 申訴.
    Appealed {
        /// Why.
        reason: TextId,
        /// What is waited for.
        next: Next,
    },
    /// The appeal was decided by another person; this decision stands.
    AppealDecided {
        /// How.
        decision: Decision,
        /// What is waited for.
        next: Next,
    },
    /// The time for what was waited for ran out, and it goes on without it.
    Lapsed {
        /// What is waited for.
        next: Next,
    },
}

impl FollowupEvent {
    /// What is waited for from then on; none: the same as before.
    #[must_use]
    pub fn next(&self) -> Option<Next> {
        match self {
            Self::Opened { next, .. }
            | Self::Stated { next, .. }
            | Self::Decided { next, .. }
            | Self::Rectified { next, .. }
            | Self::CalledBack { next, .. }
            | Self::Appealed { next, .. }
            | Self::AppealDecided { next, .. }
            | Self::Lapsed { next } => Some(*next),
            Self::Assigned { .. } => None,
        }
    }
}
