//! Escorts, from the button to the end.

use jiff::Timestamp;

use super::Applying;
use crate::command::Actor;
use crate::escort::{Escort, EscortState};
use crate::hall::Due;
use crate::ids::{DeviceId, EscortId, VisitId};

impl Applying<'_> {
    pub(super) fn escort_requested(
        &mut self,
        id: EscortId,
        place: &DeviceId,
        visit: Option<VisitId>,
        accept_by: Timestamp,
    ) {
        self.day.agenda.insert((accept_by, Due::Accept(id)));
        self.touched.escorts = true;
        self.touched.visits.extend(visit);
        self.day.escorts.push(Escort {
            id,
            place: place.clone(),
            visit,
            requested_at: self.at,
            accept_by,
            overdue: false,
            presses: 1,
            asked_at: self.device().into_iter().collect(),
            guide: None,
            state: EscortState::Requested,
        });
    }

    pub(super) fn escort_repeated(&mut self, id: EscortId, visit: Option<VisitId>) {
        let device = self.device();
        self.change_escort(id, |escort| {
            escort.presses += 1;
            escort.visit = escort.visit.or(visit);
            escort.asked_at.extend(device);
        });
    }

    /// The device that asks, if it is one.
    fn device(&self) -> Option<DeviceId> {
        if let Actor::Device { id } = self.by {
            Some(id.clone())
        } else {
            None
        }
    }

    pub(super) fn escort_state(&mut self, id: EscortId, state: EscortState) {
        self.change_escort(id, |escort| escort.state = state);
    }

    pub(super) fn change_escort(&mut self, id: EscortId, change: impl FnOnce(&mut Escort)) {
        let index = usize::try_from(id.0).unwrap_or_default().wrapping_sub(1);
        let Some(escort) = self.day.escorts.get_mut(index) else {
            return;
        };
        change(escort);
        self.touched.escorts = true;
        self.touched.visits.extend(escort.visit);
        if escort.overdue || escort.state != EscortState::Requested {
            self.day.agenda.remove(&(escort.accept_by, Due::Accept(id)));
        }
    }
}
