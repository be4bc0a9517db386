//! For whom somebody is at a window: what the end of a leg means for each of them.

use super::Shelf;
use crate::agency::{AgencyRefusal, Bound, Mandate, MandateEvent, bound};
use crate::case::{Case, CaseDesk, MatterCode, Through, of_ending};
use crate::command::{Ending, ForWhom};
use crate::event::Event;
use crate::ids::ServiceDay;
use crate::leg::Outcome;
use crate::plan::HallPlan;
use crate::rejection::Rejection;
use crate::visit::IssuedTicket;

/// A leg that ends at a window.
pub(super) struct AtDesk<'a> {
    pub(super) plan: &'a HallPlan,
    pub(super) day: ServiceDay,
    pub(super) ticket: &'a IssuedTicket,
    pub(super) desk: CaseDesk,
    pub(super) ending: &'a Ending,
    pub(super) outcome: Outcome,
}

impl Shelf {
    /// What a leg's end means for each of those for whom it was: one matter each.
    pub(super) fn of_leg(&self, at: &AtDesk<'_>) -> Result<Vec<Event>, Rejection> {
        let named = at.ending.matter.as_ref();
        let named = named.map(|code| self.known(code)).transpose()?;
        let mandates = match &at.ending.whom {
            ForWhom::Oneself => return at.of_one(named, Through::Oneself),
            ForWhom::Handler => {
                let (leg, window) = (at.desk.leg, at.desk.window);
                let mut events = at.of_one(named, Through::Handler)?;
                events.push(Event::HandlerCame { leg, window });
                return Ok(events);
            }
            ForWhom::Agent { mandates } => mandates,
        };
        let bound_by = Bound {
            plan: at.plan,
            day: at.day,
            service: named.map_or(&at.desk.service, |case| &case.service),
        };
        let mandates = bound(&self.mandates, mandates, &bound_by)?;
        if named.is_some() && mandates.len() > 1 {
            return Err(AgencyRefusal::OneMatterOneMandate.into());
        }
        let events = (0..)
            .zip(mandates)
            .map(|(place, mandate)| at.of_principal(named, place, mandate));
        let events: Result<Vec<Vec<Event>>, Rejection> = events.collect();
        Ok(events?.into_iter().flatten().collect())
    }
}

impl AtDesk<'_> {
    /// Somebody who comes for one matter.
    fn of_one(&self, named: Option<&Case>, through: Through) -> Result<Vec<Event>, Rejection> {
        let mut desk = self.desk.clone();
        desk.through = through;
        Ok(self.of_matter(named, 0, desk)?.into_iter().collect())
    }

    /// An agent's principal, by the place from 0: the matter, and what stands in the mandate.
    fn of_principal(
        &self,
        named: Option<&Case>,
        place: u16,
        mandate: &Mandate,
    ) -> Result<Vec<Event>, Rejection> {
        let mut desk = self.desk.clone();
        desk.through = Through::Agent { kind: mandate.kind };
        desk.mandate = Some(mandate.code.clone());
        let of_matter = self.of_matter(named, place, desk)?;
        let matter = of_matter.as_ref().and_then(|event| {
            if let Event::Case { code, .. } = event {
                Some(code.clone())
            } else {
                None
            }
        });
        let acted = Event::Mandate {
            code: mandate.code.clone(),
            day: self.day,
            happened: MandateEvent::Acted {
                agent: mandate.agent.clone(),
                leg: self.desk.leg,
                window: self.desk.window,
                matter,
            },
        };
        Ok(of_matter.into_iter().chain([acted]).collect())
    }

    fn of_matter(
        &self,
        named: Option<&Case>,
        place: u16,
        desk: CaseDesk,
    ) -> Result<Option<Event>, Rejection> {
        let new = || MatterCode::of_principal(self.day, self.ticket, desk.leg.index, place);
        let code = named.map_or_else(new, |case| case.code.clone());
        let happened = of_ending(self.plan, named, self.ending, self.outcome, desk)?;
        let day = self.day;
        Ok(happened.map(|happened| Event::Case { code, day, happened }))
    }
}
