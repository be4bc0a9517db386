//! Escorts: a guide is wanted, comes, and hands the visitor over. Help, never a queue-jump.

use super::Deciding;
use crate::command::{Actor, EscortVerb};
use crate::escort::{Escort, EscortState};
use crate::event::Event;
use crate::ids::{DeviceId, EscortId, PersonCode, TicketNumber, VisitId, WindowNumber};
use crate::leg::add_seconds;
use crate::plan::Role;
use crate::rejection::Rejection;

impl Deciding<'_> {
    pub(super) fn escort(&self, verb: &EscortVerb) -> Result<Vec<Event>, Rejection> {
        match verb {
            EscortVerb::Request { place, ticket } => self.request_escort(place, ticket.as_ref()),
            EscortVerb::Cancel { escort } => self.cancel_escort(*escort),
            EscortVerb::Accept { escort } => self.accept_escort(*escort),
            EscortVerb::Meet { escort } => self.meet_escort(*escort),
            EscortVerb::HandOver { escort, window } => self.hand_over_escort(*escort, *window),
            EscortVerb::Done { escort } => self.end_escort(*escort),
        }
    }

    /// A repeat for the same ticket, or at the same place by somebody who may be the same, joins the job that still waits for its guide.
    fn request_escort(
        &self,
        place: &DeviceId,
        ticket: Option<&TicketNumber>,
    ) -> Result<Vec<Event>, Rejection> {
        if self.day.plan.place(place).is_none() {
            return Err(Rejection::UnknownPlace {
                place: place.to_string(),
            });
        }
        let visit = ticket.map(|number| self.visit_of(number)).transpose()?;
        let joined = self
            .day
            .escorts
            .iter()
            .find(|escort| is_on_its_way(escort) && joins(escort, place, visit));
        if let Some(open) = joined {
            return Ok(vec![Event::EscortRepeated {
                escort: open.id,
                visit: visit.filter(|_| open.visit.is_none()),
            }]);
        }
        let count = u32::try_from(self.day.escorts.len()).unwrap_or(u32::MAX);
        Ok(vec![Event::EscortRequested {
            escort: EscortId(count.saturating_add(1)),
            place: place.clone(),
            visit,
            accept_by: add_seconds(self.now, self.day.plan.rules().escort_accept_s),
        }])
    }

    fn visit_of(&self, number: &TicketNumber) -> Result<VisitId, Rejection> {
        let visit = self.day.visit_by_number(number).ok_or(Rejection::UnknownTicket)?;
        Ok(visit.ticket.visit)
    }

    fn cancel_escort(&self, id: EscortId) -> Result<Vec<Event>, Rejection> {
        let escort = self.known_escort(id)?;
        self.may_cancel(escort)?;
        if is_on_its_way(escort) {
            Ok(vec![Event::EscortCancelled { escort: id }])
        } else {
            Err(stage(escort))
        }
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
            Actor::Hall | Actor::Public => false,
        };
        if allowed { Ok(()) } else { Err(Rejection::NotYours) }
    }

    fn accept_escort(&self, id: EscortId) -> Result<Vec<Event>, Rejection> {
        let Actor::Person {
            code,
            role: Role::Guide,
        } = self.by
        else {
            return Err(Rejection::NotYours);
        };
        let escort = self.known_escort(id)?;
        match (&escort.state, &escort.guide) {
            (EscortState::Requested, _) => Ok(vec![Event::EscortAccepted {
                escort: id,
                guide: code.clone(),
            }]),
            (_, Some(guide)) if guide != code && escort.is_open() => {
                Err(Rejection::AlreadyAccepted { guide: guide.clone() })
            }
            (_, _) => Err(stage(escort)),
        }
    }

    fn meet_escort(&self, id: EscortId) -> Result<Vec<Event>, Rejection> {
        let escort = self.own_escort(id)?;
        if matches!(escort.state, EscortState::Accepted { .. }) {
            Ok(vec![Event::EscortMet { escort: id }])
        } else {
            Err(stage(escort))
        }
    }

    fn hand_over_escort(&self, id: EscortId, window: WindowNumber) -> Result<Vec<Event>, Rejection> {
        let escort = self.own_escort(id)?;
        if self.day.plan.window(window).is_none() {
            return Err(Rejection::UnknownWindow { window });
        }
        if matches!(escort.state, EscortState::Met { .. }) {
            Ok(vec![Event::EscortHandedOver { escort: id, window }])
        } else {
            Err(stage(escort))
        }
    }

    fn end_escort(&self, id: EscortId) -> Result<Vec<Event>, Rejection> {
        let escort = self.own_escort(id)?;
        match escort.state {
            EscortState::Met { .. } | EscortState::HandedOver { .. } => {
                Ok(vec![Event::EscortDone { escort: id }])
            }
            EscortState::Requested
            | EscortState::Accepted { .. }
            | EscortState::Done { .. }
            | EscortState::Cancelled { .. } => Err(stage(escort)),
        }
    }

    fn known_escort(&self, id: EscortId) -> Result<&Escort, Rejection> {
        self.day.escort(id).ok_or(Rejection::UnknownEscort { escort: id })
    }

    /// The job, if the one who asks has accepted it, or runs the hall.
    fn own_escort(&self, id: EscortId) -> Result<&Escort, Rejection> {
        let escort = self.known_escort(id)?;
        match (self.by, &escort.guide) {
            (
                Actor::Person {
                    role: Role::Manager, ..
                },
                _,
            ) => Ok(escort),
            (
                Actor::Person {
                    code,
                    role: Role::Guide,
                },
                guide,
            ) => allow(escort, guide.as_ref(), code),
            (_, _) => Err(Rejection::NotYours),
        }
    }
}

fn allow<'a>(
    escort: &'a Escort,
    guide: Option<&PersonCode>,
    code: &PersonCode,
) -> Result<&'a Escort, Rejection> {
    match guide {
        None => Err(stage(escort)),
        Some(guide) if guide == code => Ok(escort),
        Some(guide) => Err(Rejection::AlreadyAccepted { guide: guide.clone() }),
    }
}

/// Whether a request is the same visitor's as an open job's: two different tickets are two visitors.
fn joins(escort: &Escort, place: &DeviceId, visit: Option<VisitId>) -> bool {
    let same_visit = visit.is_some() && escort.visit == visit;
    let may_be_same = visit.is_none() || escort.visit.is_none();
    same_visit || (escort.place == *place && may_be_same)
}

/// Whether nobody is with the visitor yet.
fn is_on_its_way(escort: &Escort) -> bool {
    match escort.state {
        EscortState::Requested | EscortState::Accepted { .. } => true,
        EscortState::Met { .. }
        | EscortState::HandedOver { .. }
        | EscortState::Done { .. }
        | EscortState::Cancelled { .. } => false,
    }
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
