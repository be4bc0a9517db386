//! What is asked about ratings.

use serde::{Deserialize, Serialize};

use crate::ids::{LegId, RequestId, TextId, WindowNumber};
use crate::rating::{RatingCode, RatingKey, RatingLevel};

/// Something about a rating.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RatingCommand {
    /// The press's own id.
    pub press: RequestId,
    /// What is asked.
    pub verb: RatingVerb,
}

/// Why somebody rates as they do.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RatingWhy {
    /// As codes of the plan.
    pub reasons: Vec<String>,
    /// In words.
    pub text: Option<TextId>,
}

impl RatingWhy {
    /// Whether nothing is said.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.reasons.is_empty() && self.text.is_none()
    }
}

/// What can be asked about a rating.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "verb", rename_all = "snake_case")]
pub enum RatingVerb {
    /// Whoever was served last at a window rates at its keys.
    AtWindow {
        /// Which window.
        window: WindowNumber,
        /// What is said.
        level: RatingLevel,
    },
    /// The holder of a ticket rates a leg of it.
    Say {
        /// Which leg.
        leg: LegId,
        /// What is said.
        level: RatingLevel,
        /// Why, with a bad rating.
        why: RatingWhy,
    },
    /// The holder of a ticket did not press the window's keys.
    Disown {
        /// Which leg.
        leg: LegId,
    },
    /// The holder of a ticket says why a rating is bad.
    Explain {
        /// Which leg.
        leg: LegId,
        /// Why.
        why: RatingWhy,
    },
    /// A second person says whether a doubtful rating stands.
    LookAt {
        /// Which, as the hall knows it.
        key: RatingKey,
        /// Which, as lists call it.
        code: RatingCode,
        /// Whether it stands; else it is struck.
        upheld: bool,
    },
}

impl RatingVerb {
    /// The leg that the holder of a ticket speaks of.
    #[must_use]
    pub fn leg(&self) -> Option<LegId> {
        match self {
            Self::Say { leg, .. } | Self::Disown { leg } | Self::Explain { leg, .. } => Some(*leg),
            Self::AtWindow { .. } | Self::LookAt { .. } => None,
        }
    }
}
