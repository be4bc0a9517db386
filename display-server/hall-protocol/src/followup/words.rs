//! The words of follow-ups on the wire.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// An enum whose values are words on the wire.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$of:meta])* $value:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
        #[serde(rename_all = "snake_case")]
        pub enum $name {
            $($(#[$of])* $value,)+
        }

        impl $name {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$value,)+];

            /// As the wire spells it.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$value => $word,)+
                }
            }

            /// The one that the wire spells so.
            #[must_use]
            pub fn of(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.name() == word)
            }
        }
    };
}

words! {
    /// What kind of thing was brought up.
    FollowupKindName {
        /// 投訴.
        Complaint = "complaint",
        /// 「辦不成事」反映.
        Unsolved = "unsolved",
        /// 12345.
        Hotline = "hotline",
        /// 責任追究.
        Finding = "finding",
        /// 差評.
        BadRating = "bad_rating",
    }
}

words! {
    /// Where something was brought up.
    BroughtAtName {
        /// On the hall's public pages.
        Phone = "phone",
        /// At a kiosk.
        Kiosk = "kiosk",
        /// At a window or the reception.
        Window = "window",
        /// By letter, telephone or from above.
        Office = "office",
        /// By a rating.
        Rating = "rating",
    }
}

words! {
    /// What a follow-up waits for.
    StageName {
        /// 陳述申辯.
        Statement = "statement",
        /// 核實、答覆.
        Verdict = "verdict",
        /// 整改.
        Rectification = "rectification",
        /// 回訪.
        CallBack = "call_back",
        /// The time in which the decision can be appealed against.
        AppealPeriod = "appeal_period",
        /// 申訴.
        Appeal = "appeal",
        /// Nothing any more.
        Closed = "closed",
    }
}

words! {
    /// What was found.
    VerdictName {
        /// 屬實.
        Founded = "founded",
        /// 部分屬實.
        Partly = "partly",
        /// 不屬實.
        Unfounded = "unfounded",
        /// 已辦成.
        Solved = "solved",
        /// 未能辦成.
        NotSolved = "not_solved",
        /// 已解釋.
        Explained = "explained",
        /// 不予追究.
        NotUpheld = "not_upheld",
        /// 予以追究.
        Upheld = "upheld",
        /// 窗口人員責任.
        ClerkAtFault = "clerk_at_fault",
        /// 非窗口人員責任.
        NotTheClerk = "not_the_clerk",
        /// 惡意差評.
        Malicious = "malicious",
    }
}

words! {
    /// What whoever brought something up says of the answer.
    SatisfactionName {
        /// 滿意.
        Satisfied = "satisfied",
        /// 不滿意.
        Dissatisfied = "dissatisfied",
        /// 聯繫不上.
        NotReached = "not_reached",
    }
}

words! {
    /// What a member of staff is to a follow-up.
    PartName {
        /// May handle it.
        Handling = "handling",
        /// It is about them.
        About = "about",
    }
}

words! {
    /// What can be done to a follow-up.
    VerbName {
        /// Give it to somebody.
        Assign = "assign",
        /// Say what one has to say.
        State = "state",
        /// Decide it, or the appeal.
        Decide = "decide",
        /// Say what was done.
        Rectify = "rectify",
        /// Say what whoever brought it up thinks of the answer.
        CallBack = "call_back",
        /// Appeal.
        Appeal = "appeal",
    }
}
