//! What the end of a leg at a window means for its matter: the eight outcomes.

use super::{CASE_LISTS_LIMIT, Case, CaseDesk, CaseEvent, CaseRefusal, Completion, Standing};
use crate::command::{Correction, Ending};
use crate::ids::TextId;
use crate::leg::Outcome;
use crate::plan::HallPlan;

/// What a leg's end makes of its matter; none: nothing.
///
/// `case` is the matter that the visitor came back for.
pub(crate) fn of_ending(
    plan: &HallPlan,
    case: Option<&Case>,
    ending: &Ending,
    outcome: Outcome,
    desk: CaseDesk,
) -> Result<Option<CaseEvent>, CaseRefusal> {
    if outcome != Outcome::AwaitingCorrection && ending.correction.is_some() {
        return Err(CaseRefusal::NotMissing);
    }
    match outcome {
        Outcome::Accepted => {
            let case = case.map(|case| case.still_to_accept(&desk)).transpose()?;
            let limit_days = match case {
                Some(case) => case.promised_days(plan),
                None => plan
                    .service(&desk.service)
                    .map_or(0, |service| service.limit_days),
            };
            Ok(Some(CaseEvent::Accepted {
                desk: Some(desk),
                limit_days,
            }))
        }
        Outcome::AwaitingCorrection => awaiting(plan, case, ending.correction.as_ref(), desk).map(Some),
        Outcome::DoneOnSpot => completed(case, &desk, Completion::Granted),
        Outcome::Refused => completed(case, &desk, Completion::Refused),
        Outcome::FileReturned | Outcome::NotOurs => completed(case, &desk, Completion::FileReturned),
        Outcome::Abandoned => completed(case, &desk, Completion::TakenBack),
        Outcome::Collected => case.map(|case| case.collected(desk)).transpose(),
        // Whoever only asks, or pays, changes nothing of the matter; the rest ends no matter.
        Outcome::AdviceOnly
        | Outcome::Paid
        | Outcome::NotHolder
        | Outcome::Transferred
        | Outcome::Withdrawn
        | Outcome::NoShow
        | Outcome::Voided
        | Outcome::Postponed => Ok(None),
    }
}

fn awaiting(
    plan: &HallPlan,
    case: Option<&Case>,
    correction: Option<&Correction>,
    desk: CaseDesk,
) -> Result<CaseEvent, CaseRefusal> {
    let case = case.map(|case| case.still_to_accept(&desk)).transpose()?;
    match correction {
        None => Err(CaseRefusal::NothingMissing),
        Some(Correction::LookThrough) => received(plan, case, desk),
        Some(Correction::Missing { documents, remark }) => match case {
            Some(case) => case.told_now(plan, documents, *remark, Some(desk)),
            None => told(plan, documents, *remark, Some(desk.clone()), &desk.service, false),
        },
    }
}

/// The days in which everything missing must be told run from the first day on which the file was taken in.
fn received(plan: &HallPlan, case: Option<&Case>, desk: CaseDesk) -> Result<CaseEvent, CaseRefusal> {
    match case.map(|case| (case, case.standing)) {
        Some((case, Standing::Received { on, .. })) => Err(CaseRefusal::LookedThroughAlready {
            code: case.code.clone(),
            on: on.0,
        }),
        _ => Ok(CaseEvent::Received {
            desk,
            tell_days: plan.cases().tell_days,
        }),
    }
}

/// A matter that was begun ends; one that was not ends with its leg.
fn completed(
    case: Option<&Case>,
    desk: &CaseDesk,
    how: Completion,
) -> Result<Option<CaseEvent>, CaseRefusal> {
    let Some(case) = case else { return Ok(None) };
    case.is_of(desk)?;
    if let Some(done) = &case.completed {
        return Err(CaseRefusal::MatterClosed {
            code: case.code.clone(),
            on: done.on.0,
        });
    }
    if case.away().is_some() {
        return Err(CaseRefusal::FileAway {
            code: case.code.clone(),
        });
    }
    let desk = Some(desk.clone());
    Ok(Some(CaseEvent::Completed { how, desk }))
}

fn told(
    plan: &HallPlan,
    documents: &[u16],
    remark: Option<TextId>,
    desk: Option<CaseDesk>,
    service: &crate::ids::ServiceCode,
    beyond_first: bool,
) -> Result<CaseEvent, CaseRefusal> {
    if documents.is_empty() && remark.is_none() {
        return Err(CaseRefusal::NothingMissing);
    }
    let known = plan
        .service(service)
        .map_or(&[][..], |service| &service.documents);
    let mut missing = documents.to_vec();
    missing.sort_unstable();
    let twice = missing.windows(2).find_map(|pair| match pair {
        [one, other] if one == other => Some(*one),
        _ => None,
    });
    let unknown = missing
        .iter()
        .copied()
        .find(|place| usize::from(*place) >= known.len());
    if let Some(place) = unknown.or(twice) {
        return Err(CaseRefusal::NoSuchDocument {
            place,
            service: service.clone(),
        });
    }
    let called = missing.iter().filter_map(|place| known.get(usize::from(*place)));
    Ok(CaseEvent::Told {
        desk,
        documents: called.cloned().collect(),
        missing,
        remark,
        correct_days: plan.cases().correct_days,
        beyond_first,
    })
}

impl Case {
    /// What is missing, told now. Whatever an earlier notice did not ask for is told a second time; words are always.
    pub(super) fn told_now(
        &self,
        plan: &HallPlan,
        documents: &[u16],
        remark: Option<TextId>,
        desk: Option<CaseDesk>,
    ) -> Result<CaseEvent, CaseRefusal> {
        if self.notices.len() >= CASE_LISTS_LIMIT {
            return Err(CaseRefusal::CaseFull {
                code: self.code.clone(),
            });
        }
        let service = plan.service(&self.service);
        let asked_before = |place: &u16| {
            let called = service.and_then(|service| service.documents.get(usize::from(*place)));
            self.notices.iter().any(|notice| notice.asks_for(*place, called))
        };
        let more = remark.is_some() || !documents.iter().all(asked_before);
        told(
            plan,
            documents,
            remark,
            desk,
            &self.service,
            more && !self.notices.is_empty(),
        )
    }

    /// The case, if it is of the desk's service and waits for its acceptance: no matter is accepted twice.
    fn still_to_accept(&self, desk: &CaseDesk) -> Result<&Self, CaseRefusal> {
        self.is_of(desk)?;
        match self.standing {
            Standing::Received { .. } | Standing::AwaitingCorrection { .. } => Ok(self),
            Standing::Open => Err(CaseRefusal::MatterOpen {
                code: self.code.clone(),
                since: self
                    .acceptance
                    .as_ref()
                    .map_or(self.began_on.0, |accepted| accepted.on.0),
                window: self.window,
                clerk: self.clerk.clone(),
            }),
            Standing::Closed => Err(CaseRefusal::MatterClosed {
                code: self.code.clone(),
                on: self.completed.as_ref().map_or(self.began_on.0, |done| done.on.0),
            }),
        }
    }

    fn is_of(&self, desk: &CaseDesk) -> Result<(), CaseRefusal> {
        if self.service == desk.service {
            return Ok(());
        }
        Err(CaseRefusal::MatterOfAnotherService {
            code: self.code.clone(),
            service: self.service.clone(),
        })
    }

    /// Collected at whatever window hands things out, once. A visitor is not sent away because nobody has closed the case:
    /// that something is handed out which was not done here is written down instead.
    fn collected(&self, desk: CaseDesk) -> Result<CaseEvent, CaseRefusal> {
        let code = self.code.clone();
        match self.collected_on {
            Some(on) => Err(CaseRefusal::AlreadyCollected { code, on: on.0 }),
            None => Ok(CaseEvent::Collected {
                desk,
                before_done: !self.is_closed(),
            }),
        }
    }
}
