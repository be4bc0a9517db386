//! What is asked about the appraisal of a month.

use std::collections::BTreeSet;

use super::{
    APPRAISED_LIMIT, Appraisal, AppraisalEvent, AppraisalRefusal, ClerkMonth, DECISIONS_LIMIT, Drafted,
    FULL_HUNDREDTHS, Month, MonthFigures, Standing,
};
use crate::command::{Actor, AppraisalVerb};
use crate::ids::{PersonCode, ServiceDay, TextId};
use crate::plan::{Criterion, HallPlan, Role};
use crate::points::PointCode;
use crate::rejection::Rejection;

/// The appraisal of a month that somebody asks something about, on a service day.
pub(crate) struct Asked<'a> {
    pub(crate) month: Month,
    /// None: it has not been drafted.
    pub(crate) appraisal: Option<&'a Appraisal>,
    /// The lines of the month's ledger that count.
    pub(crate) ledger: BTreeSet<PointCode>,
    pub(crate) plan: &'a HallPlan,
    pub(crate) day: ServiceDay,
    pub(crate) by: &'a Actor,
}

type Decided = Result<AppraisalEvent, Rejection>;

impl Asked<'_> {
    pub(crate) fn decide(&self, verb: &AppraisalVerb) -> Decided {
        match verb {
            AppraisalVerb::Draft { figures } => self.draft(figures),
            AppraisalVerb::Show { figures } => self.show(figures),
            AppraisalVerb::Appeal { criterion, text } => self.appeal(*criterion, *text),
            AppraisalVerb::Answer {
                person,
                criterion,
                corrected_hundredths,
                reason,
            } => self.answer(person, *criterion, (*corrected_hundredths, *reason)),
            AppraisalVerb::Publish => self.publish(),
            AppraisalVerb::Excellent {
                person,
                excellent,
                reason,
            } => self.excellent(person, *excellent, *reason),
        }
    }

    fn draft(&self, figures: &MonthFigures) -> Decided {
        self.manager()?;
        let month = self.month;
        if self.day.0 <= month.last() {
            return Err(AppraisalRefusal::MonthNotOver { month }.into());
        }
        if self.appraisal.is_some_and(Appraisal::is_frozen) {
            return Err(AppraisalRefusal::MonthShown { month }.into());
        }
        let rules = self.plan.appraisal();
        if rules.formulas().iter().all(|(_, formula, _)| formula.is_empty()) {
            return Err(AppraisalRefusal::NoFormula.into());
        }
        if figures.clerks.len().max(figures.departments.len()) > APPRAISED_LIMIT {
            return Err(AppraisalRefusal::TooManyAppraised { month }.into());
        }
        self.counts_the_ledger(figures)?;
        Ok(AppraisalEvent::Drafted {
            drafted: Box::new(Drafted::of(rules, figures)),
        })
    }

    /// Only what still is so: from now on the ledger stands, and no line may stand in it that does not count.
    fn show(&self, figures: &MonthFigures) -> Decided {
        self.manager()?;
        let appraisal = self.known()?;
        self.stands(Standing::Drafted)?;
        self.counts_the_ledger(figures)?;
        if !appraisal.says(figures) {
            let month = self.month;
            return Err(AppraisalRefusal::FiguresChanged { month }.into());
        }
        let days = self.plan.appraisal().appeal_days;
        let until = self.plan.add_working_days(self.day.0, days);
        Ok(AppraisalEvent::Shown {
            // A calendar without working days ahead gives no less time than the same days in a row would.
            appeal_until: until.unwrap_or_else(|| later(self.day, days)),
        })
    }

    fn appeal(&self, criterion: Criterion, text: TextId) -> Decided {
        let month = self.month;
        let person = self.person()?;
        let appraisal = self.known()?;
        self.stands(Standing::Shown)?;
        let until = appraisal.shown.as_ref().map(|shown| shown.appeal_until);
        if let Some(until) = until.filter(|until| *until < self.day.0) {
            return Err(AppraisalRefusal::AppealTooLate { month, until }.into());
        }
        let clerk = self.of(person)?;
        let has_marks = clerk
            .sheet
            .step(criterion)
            .is_some_and(|step| step.marks_hundredths.is_some());
        if !has_marks {
            return Err(AppraisalRefusal::NoSuchMarks { month }.into());
        }
        if clerk.appeals.iter().any(|appeal| appeal.criterion == criterion) {
            return Err(AppraisalRefusal::AppealedAlready { month }.into());
        }
        Ok(AppraisalEvent::Appealed {
            person: person.clone(),
            criterion,
            text,
        })
    }

    /// Another person than the one who drafted, and not the one whom it is about.
    fn answer(
        &self,
        person: &PersonCode,
        criterion: Criterion,
        (corrected_hundredths, reason): (Option<u32>, TextId),
    ) -> Decided {
        let month = self.month;
        let by = self.decider()?;
        let appraisal = self.known()?;
        let clerk = self.of(person)?;
        let mut open = clerk.appeals.iter().filter(|appeal| appeal.answer.is_none());
        if !open.any(|appeal| appeal.criterion == criterion) {
            return Err(AppraisalRefusal::NothingAppealed { month }.into());
        }
        if *by == appraisal.drafted_by || by == person {
            let drafted_by = appraisal.drafted_by.clone();
            return Err(AppraisalRefusal::AppealNeedsAnother { month, drafted_by }.into());
        }
        if corrected_hundredths.is_some_and(|marks| marks > FULL_HUNDREDTHS) {
            return Err(AppraisalRefusal::BadMarks.into());
        }
        Ok(AppraisalEvent::AppealDecided {
            person: person.clone(),
            criterion,
            corrected_hundredths,
            reason,
        })
    }

    /// After the time for appeals, and not before every appeal was decided.
    fn publish(&self) -> Decided {
        let month = self.month;
        self.manager()?;
        let appraisal = self.known()?;
        self.stands(Standing::Shown)?;
        let until = appraisal.shown.as_ref().map(|shown| shown.appeal_until);
        if let Some(until) = until.filter(|until| self.day.0 <= *until) {
            return Err(AppraisalRefusal::AppealsRun { month, until }.into());
        }
        match appraisal.open_appeals() {
            0 => Ok(AppraisalEvent::Published),
            open => Err(AppraisalRefusal::AppealsOpen { month, open }.into()),
        }
    }

    fn excellent(&self, person: &PersonCode, excellent: bool, reason: TextId) -> Decided {
        let month = self.month;
        let by = self.decider()?;
        let appraisal = self.known()?;
        self.stands(Standing::Published)?;
        let clerk = self.of(person)?;
        if by == person {
            return Err(Rejection::NotYours);
        }
        if clerk.is_excellent() == excellent {
            return Err(AppraisalRefusal::DecidedSoAlready { month }.into());
        }
        if excellent && clerk.excellence.len() >= DECISIONS_LIMIT {
            return Err(AppraisalRefusal::DecidedTooOften { month }.into());
        }
        if excellent && appraisal.found_excellent() >= appraisal.excellent_heads() {
            let heads = appraisal.excellent_heads();
            return Err(AppraisalRefusal::NoRoomForExcellent { month, heads }.into());
        }
        Ok(AppraisalEvent::ExcellenceDecided {
            person: person.clone(),
            excellent,
            reason,
        })
    }

    /// Whether the figures were read from the ledger as it stands, and not from one that a line was put in meanwhile.
    fn counts_the_ledger(&self, figures: &MonthFigures) -> Result<(), AppraisalRefusal> {
        let month = self.month;
        let counts = figures.ledger == self.ledger;
        counts
            .then_some(())
            .ok_or(AppraisalRefusal::FiguresChanged { month })
    }

    fn known(&self) -> Result<&Appraisal, AppraisalRefusal> {
        let month = self.month;
        self.appraisal.ok_or(AppraisalRefusal::UnknownMonth { month })
    }

    fn stands(&self, wanted: Standing) -> Result<(), AppraisalRefusal> {
        let month = self.month;
        match self.known()?.standing {
            standing if standing == wanted => Ok(()),
            Standing::Drafted => Err(AppraisalRefusal::MonthNotShown { month }),
            Standing::Shown => Err(if wanted == Standing::Published {
                AppraisalRefusal::MonthNotPublished { month }
            } else {
                AppraisalRefusal::MonthShown { month }
            }),
            Standing::Published => Err(AppraisalRefusal::MonthPublished { month }),
        }
    }

    fn of(&self, person: &PersonCode) -> Result<&ClerkMonth, AppraisalRefusal> {
        let month = self.month;
        let clerk = self.known()?.clerk(person);
        clerk.ok_or_else(|| AppraisalRefusal::NotAppraised {
            month,
            person: person.clone(),
        })
    }

    fn person(&self) -> Result<&PersonCode, Rejection> {
        if let Actor::Person { code, .. } = self.by {
            Ok(code)
        } else {
            Err(Rejection::NotYours)
        }
    }

    fn manager(&self) -> Result<&PersonCode, Rejection> {
        match self.by {
            Actor::Person {
                code,
                role: Role::Manager,
            } => Ok(code),
            Actor::Person { .. }
            | Actor::Device { .. }
            | Actor::Visitor { .. }
            | Actor::Public
            | Actor::Hall => Err(Rejection::NotYours),
        }
    }

    fn decider(&self) -> Result<&PersonCode, Rejection> {
        appraiser(self.plan, self.by)
    }
}

/// Whoever asks, if they may judge the work of others.
pub(crate) fn appraiser<'a>(plan: &HallPlan, by: &'a Actor) -> Result<&'a PersonCode, Rejection> {
    match by {
        Actor::Person { code, role } if plan.appraises(code, *role) => Ok(code),
        Actor::Person { .. } | Actor::Device { .. } | Actor::Visitor { .. } | Actor::Public | Actor::Hall => {
            Err(Rejection::NotYours)
        }
    }
}

fn later(day: ServiceDay, days: u32) -> jiff::civil::Date {
    use jiff::ToSpan;
    let days = i64::from(days).days();
    day.0.checked_add(days).unwrap_or(day.0)
}
