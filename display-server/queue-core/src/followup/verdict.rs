//! What can be decided about a follow-up, by its kind.

use serde::{Deserialize, Serialize};

use super::FollowupKind;
use crate::ids::TextId;

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// 屬實.
    Founded,
    /// 部分屬實.
    Partly,
    /// 不屬實.
    Unfounded,
    /// 已辦成.
    Solved,
    /// 未能辦成.
    NotSolved,
    /// 已解釋: it cannot be done by law, and the visitor was told why.
    Explained,
    /// 不予追究.
    NotUpheld,
    /// 予以追究, by one of the plan's measures.
    Upheld,
    /// 窗口人員責任.
    ClerkAtFault,
    /// 非窗口人員責任: something else of the hall's.
    NotTheClerk,
    /// 惡意差評.
    Malicious,
}

impl Verdict {
    /// What can be decided about one kind, in the order in which it is offered.
    #[must_use]
    pub fn of(kind: FollowupKind) -> &'static [Self] {
        match kind {
            FollowupKind::Complaint => &[Self::Founded, Self::Partly, Self::Unfounded],
            FollowupKind::Unsolved | FollowupKind::Hotline => {
                &[Self::Solved, Self::NotSolved, Self::Explained]
            }
            FollowupKind::Finding => &[Self::NotUpheld, Self::Upheld],
            FollowupKind::BadRating => &[
                Self::ClerkAtFault,
                Self::NotTheClerk,
                Self::Unfounded,
                Self::Malicious,
            ],
        }
    }

    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::Founded,
        Self::Partly,
        Self::Unfounded,
        Self::Solved,
        Self::NotSolved,
        Self::Explained,
        Self::NotUpheld,
        Self::Upheld,
        Self::ClerkAtFault,
        Self::NotTheClerk,
        Self::Malicious,
    ];

    /// Its stable name.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Founded => "founded",
            Self::Partly => "partly",
            Self::Unfounded => "unfounded",
            Self::Solved => "solved",
            Self::NotSolved => "not_solved",
            Self::Explained => "explained",
            Self::NotUpheld => "not_upheld",
            Self::Upheld => "upheld",
            Self::ClerkAtFault => "clerk_at_fault",
            Self::NotTheClerk => "not_the_clerk",
            Self::Malicious => "malicious",
        }
    }

    /// Whether what was brought up is so.
    #[must_use]
    pub fn is_founded(self) -> bool {
        match self {
            Self::Founded | Self::Partly | Self::Upheld | Self::ClerkAtFault => true,
            Self::Unfounded
            | Self::Solved
            | Self::NotSolved
            | Self::Explained
            | Self::NotUpheld
            | Self::NotTheClerk
            | Self::Malicious => false,
        }
    }
}

/// What somebody decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// What was found.
    pub verdict: Verdict,
    /// With [`Verdict::Upheld`]: what follows for the member of staff, as a code of the plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measure: Option<String>,
    /// Why something could not be done, as a code of the plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<String>,
    /// What is answered.
    pub answer: TextId,
}
