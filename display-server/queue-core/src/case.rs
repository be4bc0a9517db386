//! A case (辦件): a matter that outlives its visit, from the hour when its file was taken in until it is done and collected.
//!
//! A case knows days, not instants: a limit counts in working days, and between two service days none passes.
//!
//! Invariant: a case changes only in [`Case::apply`]; deciding and falling due return events.
//! Invariant: what the plan promised when something happened stands in its event; only the calendar is today's.
//! Invariant: no case holds a text or a name; texts have ids ([`crate::ids::TextId`]).

mod apply;
mod clock;
mod code;
mod decide;
mod due;
mod ending;
mod event;
mod record;
mod refusal;

pub use clock::LimitState;
pub use code::MatterCode;
pub(crate) use decide::Asked;
pub(crate) use ending::of_ending;
pub use event::{CaseDesk, CaseEvent, Through};
pub use refusal::CaseRefusal;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::agency::RecordCode;
use crate::ids::{LegId, PersonCode, ServiceCode, ServiceDay, TextId, WindowNumber};
use crate::plan::Names;

/// How many notices, stops, ways out of the hall or 督辦單 one case has at most, each.
pub const CASE_LISTS_LIMIT: usize = 20;

/// A case as the hall knows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    /// What stands on its papers.
    pub code: MatterCode,
    /// What for.
    pub service: ServiceCode,
    /// The service day on which it began.
    pub began_on: ServiceDay,
    /// Where it stands.
    pub standing: Standing,
    /// The window at which it was handled last; none: at none yet.
    pub window: Option<WindowNumber>,
    /// Who answers for it.
    pub clerk: PersonCode,
    /// The legs that were about it, as the day and the leg.
    pub legs: Vec<(ServiceDay, LegId)>,
    /// Who came with it, until it was accepted.
    #[serde(default, skip_serializing_if = "Through::is_oneself")]
    pub through: Through,
    /// The mandate that it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mandate: Option<RecordCode>,
    /// What was told to be missing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notices: Vec<CaseNotice>,
    /// When it was accepted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acceptance: Option<Acceptance>,
    /// When its clock stood still.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stops: Vec<ClockStop>,
    /// The extensions of its limit that were asked for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub extensions: Vec<Extension>,
    /// When its file was outside the hall.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub outside: Vec<Outside>,
    /// What was asked about its being late.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub supervisions: Vec<Supervision>,
    /// When and how it was done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub completed: Option<Completed>,
    /// When what was made was collected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub collected_on: Option<ServiceDay>,
}

/// Where a case stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Standing {
    /// Its file is looked through: what is missing must be told within so many days after one.
    Received {
        /// When it was taken in.
        on: ServiceDay,
        /// Within how many days.
        tell_days: u32,
    },
    /// What is missing was told: the visitor has so many days after one.
    AwaitingCorrection {
        /// When it was told.
        since: ServiceDay,
        /// How many days.
        correct_days: u32,
    },
    /// Accepted, and not done.
    Open,
    /// Done.
    Closed,
}

impl Standing {
    /// Its word in the table; never changed.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Received { .. } => "received",
            Self::AwaitingCorrection { .. } => "awaiting_correction",
            Self::Open => "open",
            Self::Closed => "closed",
        }
    }
}

/// The acceptance of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acceptance {
    /// The day after which its limit counts.
    pub on: ServiceDay,
    /// When it was decided.
    pub at: Timestamp,
    /// The promised completion, in working days.
    pub limit_days: u32,
    /// Whether it was accepted because nobody told in time what is missing.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub deemed: bool,
}

/// One correction notice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseNotice {
    /// When.
    pub on: ServiceDay,
    /// The instant.
    pub at: Timestamp,
    /// By whom.
    pub clerk: PersonCode,
    /// Which of the service's documents, by their place from 0.
    pub missing: Vec<u16>,
    /// What these were called when it was told.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<Names>,
    /// What else, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remark: Option<TextId>,
    /// Whether it asks for something that an earlier one did not.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub beyond_first: bool,
}

/// A time for which the clock stood still.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockStop {
    /// Why, as a code of the plan.
    pub reason: String,
    /// What shows it.
    pub evidence: TextId,
    /// The first day that is not counted.
    pub from: ServiceDay,
    /// The first day that counts again; none: it stands still.
    pub until: Option<ServiceDay>,
    /// For how many working days at most.
    pub cap_days: u32,
}

/// An extension of the limit that somebody asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extension {
    /// By how many working days.
    pub days: u32,
    /// Why.
    pub reason: TextId,
    /// Who asked.
    pub asked_by: PersonCode,
    /// Who decided, and how; none: it waits.
    pub decided: Option<(PersonCode, bool)>,
}

/// A time for which the file was outside the hall.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outside {
    /// Which department had it.
    pub to: String,
    /// With whom.
    pub holder: TextId,
    /// Since when.
    pub since: Timestamp,
    /// Until when; none: it still is.
    pub until: Option<Timestamp>,
}

/// One 督辦單.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Supervision {
    /// Which department must answer.
    pub addressee: String,
    /// Who asks.
    pub by: PersonCode,
    /// When.
    pub on: ServiceDay,
    /// Within how many working days after that.
    pub answer_days: u32,
    /// What is asked.
    pub question: TextId,
    /// What was answered, and when.
    pub answer: Option<(TextId, ServiceDay)>,
}

/// How a case was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Completion {
    /// 准予: what was asked for is granted.
    Granted,
    /// 不予: it is not.
    Refused,
    /// 退件: the file was given back.
    FileReturned,
    /// 撤回: the visitor does not want it any more.
    TakenBack,
}

impl Completion {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Granted, Self::Refused, Self::FileReturned, Self::TakenBack];
}

/// The end of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Completed {
    /// When.
    pub on: ServiceDay,
    /// The instant.
    pub at: Timestamp,
    /// How.
    pub how: Completion,
    /// By whom.
    pub by: PersonCode,
}

impl CaseNotice {
    /// Whether it asked for a document, by its place and by what the plan calls it now.
    #[must_use]
    pub fn asks_for(&self, place: u16, called: Option<&Names>) -> bool {
        if self.documents.is_empty() {
            return self.missing.contains(&place);
        }
        called.is_some_and(|called| self.documents.contains(called))
    }
}

impl Case {
    /// Whether its matter is being handled: accepted, and not done.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.standing == Standing::Open
    }

    /// Whether nothing more is to be decided about it.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.standing == Standing::Closed
    }

    /// The stop that holds its clock now.
    #[must_use]
    pub fn stop(&self) -> Option<&ClockStop> {
        self.stops.last().filter(|stop| stop.until.is_none())
    }

    /// Where its file is outside the hall.
    #[must_use]
    pub fn away(&self) -> Option<&Outside> {
        self.outside.last().filter(|outside| outside.until.is_none())
    }

    /// The extension that waits for a second person.
    #[must_use]
    pub fn asked_extension(&self) -> Option<&Extension> {
        self.extensions
            .last()
            .filter(|extension| extension.decided.is_none())
    }

    /// The working days by which its limit was extended.
    #[must_use]
    pub fn extended_days(&self) -> u32 {
        let granted = self
            .extensions
            .iter()
            .filter(|extension| extension.decided.as_ref().is_some_and(|(_, granted)| *granted));
        granted.map(|extension| extension.days).sum()
    }

    /// The 督辦單 that waits longest for an answer.
    #[must_use]
    pub fn open_supervision(&self) -> Option<&Supervision> {
        self.supervisions.iter().find(|one| one.answer.is_none())
    }
}
