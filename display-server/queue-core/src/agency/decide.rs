//! What a press about records of this kind comes to.

use super::{AgencyRefusal, RecordCode, comparison, home_visit};
use crate::command::{Actor, AgencyCommand, AgencyVerb};
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
) -> Result<Option<Event>, Rejection> {
    let begun = || command.begins(day);
    match &command.verb {
        AgencyVerb::AskHomeVisit(asked) => {
            let code = free(begun(), |code| shelf.home_visits.get(code).is_some())?;
            let happened = home_visit::asked(plan, day, by, asked)?;
            Ok(Some(Event::HomeVisit { code, day, happened }))
        }
        AgencyVerb::HomeVisit { code, verb } => {
            let visit = shelf.home_visits.get(code);
            let visit = visit.ok_or_else(|| AgencyRefusal::UnknownRecord { code: code.clone() })?;
            let happened = home_visit::decided(visit, plan, day, by, verb)?;
            let code = code.clone();
            Ok(Some(Event::HomeVisit { code, day, happened }))
        }
        AgencyVerb::Compare { found, .. } => {
            let code = free(begun(), |code| shelf.comparisons.get(code).is_some())?;
            let happened = comparison::decided(plan, day, by, found)?;
            Ok(Some(Event::Comparison { code, day, happened }))
        }
        AgencyVerb::Authority { .. } => Ok(None),
    }
}

/// The code of something new.
fn free(
    code: Option<RecordCode>,
    is_taken: impl FnOnce(&RecordCode) -> bool,
) -> Result<RecordCode, AgencyRefusal> {
    code.filter(|code| !is_taken(code))
        .ok_or(AgencyRefusal::CodeTaken)
}
