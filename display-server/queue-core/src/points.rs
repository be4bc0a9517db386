//! The monthly ledger of points (計分): one line for each time points are given or taken, or days are excused.
//!
//! Invariant: a line is never edited; another person may strike it, and both stay to be read.

mod decide;
mod refusal;

pub(crate) use decide::Asked;
pub use refusal::PointRefusal;

use std::fmt;

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::appraisal::Month;
use crate::event::Event;
use crate::ids::{BadId, PersonCode, RequestId, ServiceDay, TextId};
use crate::plan::HallPlan;
use crate::record::{Happening, Marks, Record};

/// How many values the part of a code has that follows from the press.
const CODES: u64 = 100_000_000;

/// The code of a line, such as `P261124-04739104`: the service day, then eight digits of the press that entered it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PointCode(String);

impl PointCode {
    /// The code of a line that a press enters.
    #[must_use]
    pub fn of(day: ServiceDay, press: RequestId) -> Self {
        let digits = press.as_bytes().iter().rev().take(8);
        let digits = digits.fold(0_u64, |digits, byte| digits << 8 | u64::from(*byte)) % CODES;
        Self(format!("P{}-{digits:08}", day.0.strftime("%y%m%d")))
    }

    /// Reads a code as it stands in a list.
    ///
    /// # Errors
    /// [`BadId`] for anything else.
    pub fn parse(text: &str) -> Result<Self, BadId> {
        let digits =
            |text: &str, count: usize| text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
        let code = text.trim().to_ascii_uppercase();
        let parts = code.strip_prefix('P').and_then(|rest| rest.split_once('-'));
        if parts.is_some_and(|(day, number)| digits(day, 6) && digits(number, 8)) {
            Ok(Self(code))
        } else {
            Err(BadId {
                text: text.chars().take(80).collect(),
                expected: "the code of a line of the ledger such as P261124-04739104",
            })
        }
    }
}

impl fmt::Display for PointCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for PointCode {
    type Error = BadId;

    fn try_from(text: String) -> Result<Self, BadId> {
        Self::parse(&text)
    }
}

impl From<PointCode> for String {
    fn from(code: PointCode) -> String {
        code.0
    }
}

/// What a line says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PointEntry {
    /// Whom it is about.
    pub person: PersonCode,
    /// For which month it counts.
    pub month: Month,
    /// Why, as a code of the plan.
    pub reason: String,
    /// How many hundredths of a point it gives, or takes; of a day, where it excuses.
    pub hundredths: i32,
    /// Whether it excuses days of absence.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub leave: bool,
    /// What shows it.
    pub evidence: TextId,
}

/// Something that happened to a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "point", rename_all = "snake_case")]
pub enum PointEvent {
    /// It was entered.
    Entered {
        /// What it says.
        entry: PointEntry,
    },
    /// It was struck: it does not count any more.
    Struck {
        /// Why.
        reason: TextId,
    },
}

/// A line of the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PointLine {
    /// Its code.
    pub code: PointCode,
    /// What it says.
    pub entry: PointEntry,
    /// Who entered it.
    pub by: PersonCode,
    /// When.
    pub on: ServiceDay,
    /// Who struck it, when and why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub struck: Option<Struck>,
}

/// The striking of a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Struck {
    /// By whom.
    pub by: PersonCode,
    /// When.
    pub on: ServiceDay,
    /// Why.
    pub reason: TextId,
}

impl Record for PointLine {
    type Key = PointCode;
    type Happened = PointEvent;

    const KIND: &'static str = "point";

    fn key(&self) -> &PointCode {
        &self.code
    }

    fn told_by(event: &Event) -> Option<(&PointCode, ServiceDay, &PointEvent)> {
        if let Event::Point { key, day, happened } = event {
            Some((key, *day, happened))
        } else {
            None
        }
    }

    fn begun(code: &PointCode, when: Happening<'_>, happened: &PointEvent) -> Option<Self> {
        let PointEvent::Entered { entry } = happened else {
            return None;
        };
        Some(Self {
            code: code.clone(),
            entry: entry.clone(),
            by: when.person(),
            on: when.day,
            struck: None,
        })
    }

    fn apply(&mut self, when: Happening<'_>, happened: &PointEvent) {
        if let PointEvent::Struck { reason } = happened {
            self.struck = Some(Struck {
                by: when.person(),
                on: when.day,
                reason: *reason,
            });
        }
    }

    fn due(&self, _plan: &HallPlan, _today: ServiceDay) -> Option<Event> {
        None
    }

    /// A line belongs to its month: lists find it by that month's first day, and its texts go by that month's last.
    fn marks(&self, _plan: &HallPlan) -> Marks {
        Marks {
            standing: if self.struck.is_some() { "struck" } else { "counts" },
            service: None,
            person: Some(self.entry.person.clone()),
            began_on: ServiceDay(self.entry.month.first()),
            acts_on: None,
            due_on: None,
            warned_on: None,
            closed_on: Some(ServiceDay(self.entry.month.last())),
        }
    }

    fn texts(&self) -> Vec<TextId> {
        let struck = self.struck.as_ref().map(|struck| struck.reason);
        [self.entry.evidence].into_iter().chain(struck).collect()
    }

    /// As long as those of an appraisal that is published a quarter after its month.
    fn texts_until(&self, plan: &HallPlan) -> Option<Date> {
        let days = i64::from(plan.appraisal().keep_days) + QUARTER_DAYS;
        self.entry.month.last().checked_add(days.days()).ok()
    }
}

/// So long after its month an appraisal is published at the latest, as far as texts go.
const QUARTER_DAYS: i64 = 92;

impl PointLine {
    /// Whether it counts.
    #[must_use]
    pub fn counts(&self) -> bool {
        self.struck.is_none()
    }
}
