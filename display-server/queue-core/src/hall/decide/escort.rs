//! Escorts: a guide is wanted, comes, and hands the visitor over. Help, never a queue-jump.

mod duty;
mod offers;
mod stages;

use super::Deciding;
use crate::command::{Actor, EscortVerb};
use crate::escort::{Escort, EscortKind, EscortState, Need};
use crate::event::Event;
use crate::ids::{DeviceId, EscortId, TicketNumber, VisitId};
use crate::leg::add_seconds;
use crate::plan::Role;
use crate::rejection::Rejection;

use self::offers::Wanted;

impl Deciding<'_> {
    pub(super) fn escort(&self, verb: &EscortVerb) -> Result<Vec<Event>, Rejection> {
        match verb {
            EscortVerb::Request { place, ticket, need } => self.request_escort(place, ticket.as_ref(), need),
            EscortVerb::Cancel { escort } => self.cancel_escort(*escort),
            EscortVerb::Accept { escort } => self.accept_escort(*escort),
            EscortVerb::Decline { escort } => self.decline_escort(*escort),
            EscortVerb::Release { escort } => self.release_escort(*escort),
            EscortVerb::Meet { escort } => self.meet_escort(*escort),
            EscortVerb::HandOver { escort, window } => self.hand_over_escort(*escort, *window),
            EscortVerb::Fetch { escort } => self.fetch_escort(*escort),
            EscortVerb::Done { escort } => self.end_escort(*escort),
            EscortVerb::OnDuty { place } => self.sign_on(place),
            EscortVerb::OffDuty => self.sign_off(),
        }
    }

    /// A repeat for the same ticket, or at the same place by somebody who may be the same, joins the job of its kind
    /// that still waits for its guide.
    fn request_escort(
        &self,
        place: &DeviceId,
        ticket: Option<&TicketNumber>,
        need: &Need,
    ) -> Result<Vec<Event>, Rejection> {
        if self.day.plan.place(place).is_none() {
            return Err(Rejection::UnknownPlace {
                place: place.to_string(),
            });
        }
        let need = self.known_need(need)?;
        let visit = ticket.map(|number| self.visit_of(number)).transpose()?;
        let mut open = self.day.escorts.values().filter(|escort| escort.is_on_its_way());
        let joined = open.find(|escort| escort.need == need && joins(escort, place, visit));
        if let Some(open) = joined {
            return Ok(vec![Event::EscortRepeated {
                escort: open.id,
                visit: visit.filter(|_| open.visit.is_none()),
            }]);
        }
        let last = self.day.escorts.keys().next_back();
        let id = EscortId(last.map_or(0, |escort| escort.0).saturating_add(1));
        let rules = self.day.plan.rules();
        let mut events = vec![Event::EscortRequested {
            escort: id,
            need: need.clone(),
            place: place.clone(),
            visit,
            accept_by: add_seconds(self.now, rules.escort_accept_s),
            done_by: add_seconds(self.now, rules.escort_done_s),
        }];
        events.extend(self.offer(&Wanted {
            id,
            need: &need,
            place,
            visit,
            passed_by: Vec::new(),
        }));
        Ok(events)
    }

    /// What is needed, if the plan has it; a language means something of an interpreter only.
    fn known_need(&self, need: &Need) -> Result<Need, Rejection> {
        let kind = need.kind;
        if kind != EscortKind::Interpreter {
            return Ok(Need { kind, language: None });
        }
        let plan = &self.day.plan;
        let known = need
            .language
            .as_ref()
            .and_then(|code| plan.interpreter_language(code));
        let codes = plan.parts().interpreter_languages.iter();
        let language = known.ok_or_else(|| Rejection::UnknownLanguage {
            language: need
                .language
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default(),
            known: codes
                .map(|language| language.code.as_str())
                .collect::<Vec<_>>()
                .join(", "),
        })?;
        Ok(Need {
            kind,
            language: Some(language.code.clone()),
        })
    }

    fn visit_of(&self, number: &TicketNumber) -> Result<VisitId, Rejection> {
        let visit = self.day.visit_by_number(number).ok_or(Rejection::UnknownTicket)?;
        Ok(visit.ticket.visit)
    }

    fn cancel_escort(&self, id: EscortId) -> Result<Vec<Event>, Rejection> {
        let escort = self.known_escort(id)?;
        self.may_cancel(escort)?;
        if !escort.is_on_its_way() {
            return Err(stage(escort));
        }
        let mut events = vec![Event::EscortCancelled { escort: id }];
        events.extend(self.freed(escort));
        Ok(events)
    }

    /// The visitor, a device that asked, and staff; once a guide has accepted, no other guide.
    fn may_cancel(&self, escort: &Escort) -> Result<(), Rejection> {
        let allowed = match self.by {
            Actor::Visitor { visit } => escort.visit == Some(*visit),
            Actor::Device { id } => escort.asked_at.contains(id),
            Actor::Person {
                role: Role::Guide,
                code,
            } => escort.guide.as_ref().is_none_or(|guide| guide == code),
            Actor::Person {
                role: Role::Clerk | Role::Reception | Role::Manager,
                ..
            } => true,
            Actor::Hall
            | Actor::Public
            | Actor::Person {
                role: Role::Overseer, ..
            } => false,
        };
        if allowed { Ok(()) } else { Err(Rejection::NotYours) }
    }

    fn known_escort(&self, id: EscortId) -> Result<&Escort, Rejection> {
        self.day.escort(id).ok_or(Rejection::UnknownEscort { escort: id })
    }
}

/// Whether a request is the same visitor's as an open job's: two different tickets are two visitors.
fn joins(escort: &Escort, place: &DeviceId, visit: Option<VisitId>) -> bool {
    let same_visit = visit.is_some() && escort.visit == visit;
    let may_be_same = visit.is_none() || escort.visit.is_none();
    same_visit || (escort.place == *place && may_be_same)
}

fn stage(escort: &Escort) -> Rejection {
    Rejection::EscortStage {
        state: match escort.state {
            EscortState::Requested => "waiting for a guide",
            EscortState::Accepted { .. } => "accepted, the guide is on the way",
            EscortState::Met { .. } => "met",
            EscortState::HandedOver { .. } => "handed over at a window",
            EscortState::Done { .. } => "done",
            EscortState::Cancelled { .. } => "cancelled",
        },
    }
}
