//! A follow-up: something that somebody brought up, and that must be answered by a day.
//!
//! Complaints (投訴), the window for what could not be done (「辦不成事」反映), orders of the city's hotline (12345), findings
//! against a member of staff (責任追究) and bad ratings (差評) walk through stages of one table, see `followup/steps.rs`.
//! What is about a manager is for overseers alone.
//!
//! Invariant: a follow-up changes only in its record's `apply`; deciding and falling due return events.
//! Invariant: how long each stage may take stands in the event that began it; only the calendar is today's.
//! Invariant: no follow-up holds a text, a name, or who complained or rated; texts have ids ([`TextId`]).
//! Invariant: nobody decides about themself, and nobody decides an appeal against what they decided.

mod apply;
mod clock;
mod code;
mod decide;
mod event;
mod open;
mod record;
mod refusal;
mod seen;
mod steps;
mod verdict;

pub use code::FollowupCode;
pub(crate) use decide::Asked;
pub use event::{FollowupEvent, Next};
pub(crate) use open::Opening;
pub use open::{RatedLeg, opened_by_bad_rating};
pub use refusal::FollowupRefusal;
pub use seen::{Part, follows_up};
pub use steps::{Doer, Stage, Step};
pub use verdict::{Decision, Verdict};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::case::MatterCode;
use crate::ids::{PersonCode, Seq, ServiceCode, ServiceDay, TextId, WindowNumber};

/// What kind of thing was brought up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FollowupKind {
    /// 投訴: somebody complains.
    Complaint,
    /// 「辦不成事」反映: somebody could not get something done.
    Unsolved,
    /// An order of the city's hotline: 12345.
    Hotline,
    /// 責任追究: somebody on the staff may have failed in a duty.
    Finding,
    /// 差評: a visit was rated bad.
    BadRating,
}

impl FollowupKind {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Complaint,
        Self::Unsolved,
        Self::Hotline,
        Self::Finding,
        Self::BadRating,
    ];

    /// Its stable name.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Complaint => "complaint",
            Self::Unsolved => "unsolved",
            Self::Hotline => "hotline",
            Self::Finding => "finding",
            Self::BadRating => "bad_rating",
        }
    }

    /// Its letter in a code.
    #[must_use]
    pub fn letter(self) -> char {
        match self {
            Self::Complaint => 'C',
            Self::Unsolved => 'U',
            Self::Hotline => 'H',
            Self::Finding => 'F',
            Self::BadRating => 'R',
        }
    }

    /// Whether it is about one member of staff, who is heard and may appeal.
    #[must_use]
    pub fn is_about_staff(self) -> bool {
        match self {
            Self::Finding | Self::BadRating => true,
            Self::Complaint | Self::Unsolved | Self::Hotline => false,
        }
    }
}

/// Where something was brought up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BroughtAt {
    /// On the hall's public pages.
    Phone,
    /// At a kiosk.
    Kiosk,
    /// At a window or the reception, where staff wrote it down.
    Window,
    /// By letter, telephone or from above, entered by staff.
    Office,
    /// By a rating.
    Rating,
}

/// What was brought up, as it stands in the journal: codes, and the ids of texts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Raised {
    /// What kind of thing.
    pub kind: FollowupKind,
    /// Where.
    pub at: BroughtAt,
    /// The service it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service: Option<ServiceCode>,
    /// The window it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window: Option<WindowNumber>,
    /// The member of staff it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<PersonCode>,
    /// Whether it is about how the hall is run, by whoever manages it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub management: bool,
    /// The day it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<ServiceDay>,
    /// What is said; none only where a rating says nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<TextId>,
    /// How to reach whoever said it; none: anonymous.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<TextId>,
    /// The number of a hotline's order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<TextId>,
    /// The matter it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub matter: Option<MatterCode>,
    /// The entry of the journal it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<Seq>,
    /// The last day that somebody else set for the answer, such as the hotline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer_by: Option<Date>,
    /// Whether it is about something handled for another province: 跨省通辦.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub cross_province: bool,
}

impl Raised {
    /// Something of a kind, brought up somewhere, and nothing more yet.
    #[must_use]
    pub fn new(kind: FollowupKind, at: BroughtAt) -> Self {
        Self {
            kind,
            at,
            service: None,
            window: None,
            about: None,
            management: false,
            day: None,
            text: None,
            contact: None,
            order: None,
            matter: None,
            entry: None,
            answer_by: None,
            cross_province: false,
        }
    }
}

/// A follow-up as the hall knows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Followup {
    /// By which it is asked after.
    pub code: FollowupCode,
    /// What was brought up.
    pub raised: Raised,
    /// The member of staff who opened it; empty: a visitor, or the hall itself.
    pub opened_by: PersonCode,
    /// Whether it is about a manager, and so for overseers alone.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub overseers_only: bool,
    /// The service day on which it began.
    pub began_on: ServiceDay,
    /// Who answers for it; none: whoever may.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assigned: Option<PersonCode>,
    /// What it waits for.
    pub waits: Waits,
    /// The stages that are behind it, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub done: Vec<Done>,
    /// What whoever it is about said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub statement: Option<TextId>,
    /// What was decided, first and on appeal.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub decisions: Vec<Decision>,
    /// What was done so that it does not happen again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rectified: Option<TextId>,
    /// What whoever brought it up said of the answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub called_back: Option<CallBack>,
    /// Why the decision should be another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub appeal: Option<TextId>,
    /// When it was over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_on: Option<ServiceDay>,
    /// How many things happened to it.
    #[serde(default)]
    pub changes: u32,
}

/// What a follow-up waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waits {
    /// What for.
    pub stage: Stage,
    /// Since when.
    pub since: ServiceDay,
    /// Within how many working days after that.
    pub days: u32,
    /// The last day instead, where somebody else set it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
}

/// A stage that is over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Done {
    /// What was waited for.
    pub waited: Waits,
    /// When it was over.
    pub on: ServiceDay,
    /// By whom; empty: a visitor, or its time ran out.
    pub by: PersonCode,
}

/// What came of calling back whoever brought something up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallBack {
    /// What was said.
    pub how: Satisfaction,
    /// In words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remark: Option<TextId>,
}

/// What whoever brought something up says of the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Satisfaction {
    /// 滿意.
    Satisfied,
    /// 不滿意.
    Dissatisfied,
    /// Nobody could be reached, or nothing is known by which to reach anybody.
    NotReached,
}

impl Satisfaction {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Satisfied, Self::Dissatisfied, Self::NotReached];
}

impl Followup {
    /// What kind of thing it is.
    #[must_use]
    pub fn kind(&self) -> FollowupKind {
        self.raised.kind
    }

    /// Whether nothing more is to be done about it.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.waits.stage == Stage::Closed
    }

    /// The decision that stands: on appeal, or else the first.
    #[must_use]
    pub fn decision(&self) -> Option<&Decision> {
        self.decisions.last()
    }

    /// Whether something was found to be so: a complaint that is founded, a duty that was failed, a clerk at fault.
    #[must_use]
    pub fn is_founded(&self) -> bool {
        self.decision()
            .is_some_and(|decision| decision.verdict.is_founded())
    }

    /// Whether a bad rating counts against its clerk: verified as the clerk's fault, with no appeal open against it.
    #[must_use]
    pub fn clerk_at_fault(&self) -> bool {
        let decision = self.decision();
        decision.is_some_and(|decision| decision.verdict == Verdict::ClerkAtFault)
            && self.waits.stage != Stage::Appeal
    }

    /// The stage that was over, if it was: when, and how long it might take.
    #[must_use]
    pub fn done(&self, stage: Stage) -> Option<&Done> {
        self.done.iter().find(|done| done.waited.stage == stage)
    }
}
