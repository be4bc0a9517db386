//! What is brought up, and what is asked about what was.

use serde::{Deserialize, Serialize};

use crate::followup::{Decision, FollowupCode, Raised, Satisfaction};
use crate::ids::{PersonCode, RequestId, TextId};

/// Something about a follow-up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowupCommand {
    /// The press's own id.
    pub press: RequestId,
    /// What is asked.
    pub what: FollowupAsk,
}

/// To begin one, or to do something to one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum FollowupAsk {
    /// Somebody brings something up.
    Open {
        /// What.
        raised: Box<Raised>,
    },
    /// Something is done to one.
    Do {
        /// Which.
        code: FollowupCode,
        /// What.
        verb: FollowupVerb,
    },
}

/// What can be done to a follow-up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "verb", rename_all = "snake_case")]
pub enum FollowupVerb {
    /// Somebody answers for it.
    Assign {
        /// Who.
        to: PersonCode,
    },
    /// Whoever it is about is heard.
    State {
        /// What is said.
        statement: TextId,
    },
    /// It is decided, or the appeal against a decision is.
    Decide(Decision),
    /// Something was done so that it does not happen again.
    Rectify {
        /// What.
        what: TextId,
    },
    /// Whoever brought it up says what they think of the answer.
    CallBack {
        /// What.
        how: Satisfaction,
        /// In words.
        remark: Option<TextId>,
    },
    /// The decision should be another.
    Appeal {
        /// Why.
        reason: TextId,
    },
}
