//! What a press about records of this kind comes to.

use super::{AgencyRefusal, RecordCode, comparison, home_visit, mandate};
use crate::case::CaseEvent;
use crate::command::{Actor, AgencyCommand, AgencyVerb, MandateVerb};
use crate::event::Event;
use crate::ids::ServiceDay;
use crate::plan::HallPlan;
use crate::rejection::Rejection;
use crate::shelf::Shelf;

/// Decides what is asked, but for what concerns the open day alone.
pub(crate) fn decide(
    shelf: &Shelf,
    (plan, day): (&HallPlan, ServiceDay),
    by: &Actor,
    command: &AgencyCommand,
) -> Result<Vec<Event>, Rejection> {
    let begun = || command.begins(day);
    match &command.verb {
        AgencyVerb::AskHomeVisit(asked) => {
            let code = free(begun(), |code| shelf.home_visits.get(code).is_some())?;
            let happened = home_visit::asked(plan, day, by, asked)?;
            Ok(vec![Event::HomeVisit { code, day, happened }])
        }
        AgencyVerb::HomeVisit { code, verb } => {
            let visit = shelf.home_visits.get(code);
            let visit = visit.ok_or_else(|| AgencyRefusal::UnknownRecord { code: code.clone() })?;
            let happened = home_visit::decided(visit, plan, day, by, verb)?;
            let code = code.clone();
            Ok(vec![Event::HomeVisit { code, day, happened }])
        }
        AgencyVerb::GiveMandate(asked) => {
            let code = free(begun(), |code| shelf.mandates.get(code).is_some())?;
            let happened = mandate::given(plan, day, by, asked)?;
            Ok(vec![Event::Mandate { code, day, happened }])
        }
        AgencyVerb::Mandate { code, verb } => about_mandate(shelf, (plan, day), by, (code, verb)),
        AgencyVerb::Compare { found, .. } => {
            let code = free(begun(), |code| shelf.comparisons.get(code).is_some())?;
            let happened = comparison::decided(plan, day, by, found)?;
            Ok(vec![Event::Comparison { code, day, happened }])
        }
        AgencyVerb::Authority { .. } => Ok(Vec::new()),
    }
}

/// A matter that is attached says so too.
fn about_mandate(
    shelf: &Shelf,
    (plan, day): (&HallPlan, ServiceDay),
    by: &Actor,
    (code, verb): (&RecordCode, &MandateVerb),
) -> Result<Vec<Event>, Rejection> {
    let known = shelf.mandates.get(code);
    let known = known.ok_or_else(|| AgencyRefusal::UnknownRecord { code: code.clone() })?;
    let case = verb.matter().and_then(|matter| shelf.cases.get(matter));
    let happened = mandate::decided(known, case, (plan, day), by, verb)?;
    let entrusted = verb.matter().map(|matter| Event::Case {
        code: matter.clone(),
        day,
        happened: CaseEvent::Entrusted {
            mandate: code.clone(),
        },
    });
    let code = code.clone();
    let of_mandate = Event::Mandate { code, day, happened };
    Ok(entrusted.into_iter().chain([of_mandate]).collect())
}

/// The code of something new.
fn free(
    code: Option<RecordCode>,
    is_taken: impl FnOnce(&RecordCode) -> bool,
) -> Result<RecordCode, AgencyRefusal> {
    code.filter(|code| !is_taken(code))
        .ok_or(AgencyRefusal::CodeTaken)
}
