//! What is asked about the ledger.

use super::{PointCode, PointEntry, PointEvent, PointLine, PointRefusal};
use crate::appraisal::{Appraisal, Month, appraiser};
use crate::command::{Actor, PointVerb};
use crate::event::Event;
use crate::ids::{PersonCode, RequestId, ServiceDay, TextId};
use crate::plan::{HallPlan, Role};
use crate::rejection::Rejection;

/// Something that somebody asks about the ledger, on a service day.
pub(crate) struct Asked<'a> {
    /// The press.
    pub(crate) press: RequestId,
    /// The line that it is about, or would enter.
    pub(crate) line: Option<&'a PointLine>,
    /// The appraisal of the line's month.
    pub(crate) appraisal: Option<&'a Appraisal>,
    pub(crate) plan: &'a HallPlan,
    pub(crate) day: ServiceDay,
    pub(crate) by: &'a Actor,
}

impl Asked<'_> {
    pub(crate) fn decide(&self, verb: &PointVerb) -> Result<Event, Rejection> {
        let day = self.day;
        let (key, happened) = match verb {
            PointVerb::Enter { entry } => (PointCode::of(day, self.press), self.enter(entry)?),
            PointVerb::Strike { code, month, reason } => {
                (code.clone(), self.strike(code, (*month, *reason))?)
            }
        };
        Ok(Event::Point { key, day, happened })
    }

    fn enter(&self, entry: &PointEntry) -> Result<PointEvent, Rejection> {
        self.decider()?;
        self.open(entry.month)?;
        if self.line.is_some() {
            return Err(PointRefusal::PointCodeTaken.into());
        }
        if Month::of(self.day.0) < entry.month {
            return Err(PointRefusal::MonthToCome { month: entry.month }.into());
        }
        let person = self.plan.person(&entry.person);
        if person.is_none_or(|person| person.role != Role::Clerk) {
            let clerk = entry.person.clone();
            return Err(Rejection::UnknownClerk { clerk });
        }
        let known = self.plan.appraisal().point_reason(&entry.reason);
        let known = known.ok_or_else(|| PointRefusal::UnknownPointReason {
            reason: entry.reason.clone(),
        })?;
        let (least, most) = (known.least, known.most);
        let is_within = (least.saturating_mul(100)..=most.saturating_mul(100)).contains(&entry.hundredths);
        let is_whole = !known.leave || entry.hundredths % 100 == 0;
        if entry.hundredths == 0 || !is_within || !is_whole {
            return Err(PointRefusal::BadPoints { least, most }.into());
        }
        let entry = PointEntry {
            leave: known.leave,
            ..entry.clone()
        };
        Ok(PointEvent::Entered { entry })
    }

    /// By another person than the one who entered it. The month that comes with it must be the line's: by it the appraisal was
    /// found that may close the ledger.
    fn strike(&self, code: &PointCode, (month, reason): (Month, TextId)) -> Result<PointEvent, Rejection> {
        let by = self.decider()?;
        let line = self
            .line
            .filter(|line| line.entry.month == month)
            .ok_or_else(|| PointRefusal::UnknownPoint { code: code.clone() })?;
        self.open(line.entry.month)?;
        if line.struck.is_some() {
            return Err(PointRefusal::StruckAlready { code: code.clone() }.into());
        }
        if line.by == *by {
            let by = by.clone();
            let code = code.clone();
            return Err(PointRefusal::StrikeNeedsAnother { code, by }.into());
        }
        Ok(PointEvent::Struck { reason })
    }

    /// Once its month was shown to the clerks, the ledger stands.
    fn open(&self, month: Month) -> Result<(), PointRefusal> {
        match self.appraisal.filter(|appraisal| appraisal.month == month) {
            Some(appraisal) if appraisal.is_frozen() => Err(PointRefusal::LedgerClosed { month }),
            Some(_) | None => Ok(()),
        }
    }

    fn decider(&self) -> Result<&PersonCode, Rejection> {
        appraiser(self.plan, self.by)
    }
}
