//! Escorts, from the button to the end, and the guides who lead them.
//!
//! Invariant: what falls due of an escort is derived from it; every change goes through `change_escort`.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::Applying;
use crate::command::Actor;
use crate::escort::{Escort, EscortStage, EscortState, Guide, Need, Offer};
use crate::hall::Due;
use crate::ids::{DeviceId, EscortId, PersonCode, VisitId, WindowNumber};
use crate::plan::StandIn;

impl Applying<'_> {
    pub(super) fn escort_requested(
        &mut self,
        id: EscortId,
        need: &Need,
        place: &DeviceId,
        visit: Option<VisitId>,
        (accept_by, done_by): (Timestamp, Timestamp),
    ) {
        let escort = Escort {
            id,
            need: need.clone(),
            place: place.clone(),
            visit,
            requested_at: self.at,
            accept_by,
            meet_by: None,
            done_by,
            overdue: BTreeSet::new(),
            presses: 1,
            asked_at: self.device().into_iter().collect(),
            offer: None,
            passed_by: BTreeSet::new(),
            left_to: None,
            guide: None,
            accepted_at: None,
            met_at: None,
            handed_over_at: None,
            state: EscortState::Requested,
        };
        self.day.agenda.extend(deadlines(&escort));
        self.touched.escorts = true;
        self.touched.visits.extend(visit);
        self.day.escorts.insert(id, escort);
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

    pub(super) fn escort_offered(&mut self, id: EscortId, guide: &PersonCode, until: Timestamp) {
        let guide = guide.clone();
        self.change_escort(id, |escort| escort.offer = Some(Offer { guide, until }));
    }

    pub(super) fn escort_offer_ended(&mut self, id: EscortId, declined_by: Option<&PersonCode>) {
        self.change_escort(id, |escort| {
            escort.offer = None;
            escort.passed_by.extend(declined_by.cloned());
        });
    }

    pub(super) fn escort_left_to(&mut self, id: EscortId, stand_in: StandIn) {
        self.change_escort(id, |escort| {
            escort.offer = None;
            escort.left_to = Some(stand_in);
        });
    }

    pub(super) fn escort_accepted(&mut self, id: EscortId, guide: &PersonCode, meet_by: Timestamp) {
        let at = self.at;
        self.change_escort(id, |escort| {
            escort.offer = None;
            escort.guide = Some(guide.clone());
            escort.accepted_at = Some(at);
            escort.meet_by = Some(meet_by);
            escort.state = EscortState::Accepted { at };
        });
        if let Some(visit) = self.day.escort(id).and_then(|escort| escort.visit) {
            self.taken_up(visit, guide);
        }
    }

    pub(super) fn escort_released(&mut self, id: EscortId, accept_by: Timestamp) {
        self.rest_guide_of(id, None);
        self.change_escort(id, |escort| {
            escort.passed_by.extend(escort.guide.take());
            escort.accepted_at = None;
            escort.meet_by = None;
            escort.accept_by = accept_by;
            escort.state = EscortState::Requested;
        });
    }

    pub(super) fn escort_met(&mut self, id: EscortId) {
        let at = self.at;
        self.change_escort(id, |escort| {
            escort.met_at = escort.met_at.or(Some(at));
            escort.state = EscortState::Met { at };
        });
        let place = self.day.escort(id).map(|escort| escort.place.clone());
        self.move_guide_of(id, place);
    }

    pub(super) fn escort_handed_over(&mut self, id: EscortId, window: WindowNumber) {
        let at = self.at;
        self.change_escort(id, |escort| {
            escort.handed_over_at = escort.handed_over_at.or(Some(at));
            escort.state = EscortState::HandedOver { window, at };
        });
        self.rest_guide_of(id, Some(DeviceId::new(format!("window-{window}"))));
    }

    pub(super) fn escort_fetched(&mut self, id: EscortId, guide: &PersonCode, done_by: Timestamp) {
        let at = self.at;
        self.change_escort(id, |escort| {
            escort.guide = Some(guide.clone());
            escort.done_by = done_by;
            escort.state = EscortState::Met { at };
        });
    }

    pub(super) fn escort_ended(&mut self, id: EscortId, state: EscortState) {
        if self.day.escort(id).is_some_and(Escort::is_led) {
            self.rest_guide_of(id, None);
        }
        self.change_escort(id, |escort| {
            escort.offer = None;
            escort.state = state;
        });
    }

    pub(super) fn escort_overdue(&mut self, id: EscortId, stage: EscortStage) {
        self.change_escort(id, |escort| {
            escort.overdue.insert(stage);
        });
    }

    pub(super) fn guide_on_duty(&mut self, code: &PersonCode, place: &DeviceId) {
        let guide = Guide {
            code: code.clone(),
            is_on_duty: true,
            place: place.clone(),
            idle_since: self.at,
        };
        self.day.guides.insert(code.clone(), guide);
        self.touched.escorts = true;
    }

    pub(super) fn guide_off_duty(&mut self, code: &PersonCode) {
        if let Some(guide) = self.day.guides.get_mut(code) {
            guide.is_on_duty = false;
        }
        self.touched.escorts = true;
    }

    /// The guide of a job is where it was met.
    fn move_guide_of(&mut self, id: EscortId, place: Option<DeviceId>) {
        let guide = self.day.escort(id).and_then(|escort| escort.guide.clone());
        let guide = guide.and_then(|code| self.day.guides.get_mut(&code));
        if let (Some(guide), Some(place)) = (guide, place) {
            guide.place = place;
        }
    }

    /// The guide of a job leads nobody from now on.
    fn rest_guide_of(&mut self, id: EscortId, place: Option<DeviceId>) {
        self.move_guide_of(id, place);
        let guide = self.day.escort(id).and_then(|escort| escort.guide.clone());
        if let Some(guide) = guide.and_then(|code| self.day.guides.get_mut(&code)) {
            guide.idle_since = self.at;
        }
    }

    fn change_escort(&mut self, id: EscortId, change: impl FnOnce(&mut Escort)) {
        let Some(escort) = self.day.escorts.get_mut(&id) else {
            return;
        };
        let was_open = escort.is_open();
        for due in deadlines(escort) {
            self.day.agenda.remove(&due);
        }
        change(escort);
        self.day.agenda.extend(deadlines(escort));
        self.touched.escorts = true;
        self.touched.visits.extend(escort.visit);
        if was_open && !escort.is_open() {
            self.touched.ended_escorts.push(id);
        }
    }
}

/// What falls due of an escort as it stands; a limit that passed is told once.
pub(in crate::hall) fn deadlines(escort: &Escort) -> Vec<(Timestamp, Due)> {
    let running = escort.limit();
    let whole = running.map(|_| (EscortStage::Done, escort.done_by));
    let limits = running.into_iter().chain(whole);
    let offer = escort
        .offer
        .iter()
        .map(|offer| (offer.until, Due::Offer(escort.id)));
    limits
        .filter(|(stage, _)| !escort.overdue.contains(stage))
        .map(|(stage, at)| (at, Due::Limit(escort.id, stage)))
        .chain(offer)
        .collect()
}
