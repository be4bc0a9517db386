//! Who may rate what just now, and what has been rated today.

use jiff::Timestamp;

use super::{Day, Hall};
use crate::ids::{LegId, WindowNumber};
use crate::leg::{Leg, LegState, Outcome, milliseconds};
use crate::rating::RatingMark;
use crate::rejection::Rejection;
use crate::visit::{Channel, Visit};

impl Hall {
    /// What was said of a leg today.
    #[must_use]
    pub fn rating_of(&self, leg: LegId) -> Option<&RatingMark> {
        self.day.as_ref()?.ratings.get(&leg)
    }

    /// Today's ratings, in the order of their legs.
    pub fn ratings(&self) -> impl Iterator<Item = (LegId, &RatingMark)> {
        let day = self.day.iter();
        day.flat_map(|day| day.ratings.iter().map(|(leg, mark)| (*leg, mark)))
    }

    /// The leg that whoever stands at a window may rate at its keys: the one that ended last there, until the next visitor is
    /// served, for as long as the plan says; rated or not. A visitor who is only called has not come yet, and the one who
    /// leaves still stands there.
    ///
    /// # Errors
    /// When there is no such window, or no day is open.
    pub fn rateable_at(&self, window: WindowNumber, now: Timestamp) -> Result<Option<&Leg>, Rejection> {
        let day = self.day.as_ref().ok_or(Rejection::HallClosed)?;
        if day.plan.window(window).is_none() {
            return Err(Rejection::UnknownWindow { window });
        }
        Ok(day.rateable_at(window, now))
    }

    /// Until when the window's keys take a rating; none: nobody is asked, or who is asked has rated.
    #[must_use]
    pub fn rateable_until(&self, window: WindowNumber, now: Timestamp) -> Option<Timestamp> {
        let day = self.day.as_ref()?;
        let leg = day.rateable_at(window, now)?;
        let LegState::Ended { at, .. } = leg.state else {
            return None;
        };
        let is_open = !day.ratings.contains_key(&leg.opened.id);
        is_open.then(|| crate::leg::add_seconds(at, day.plan.ratings().keys_s))
    }
}

impl Day {
    fn rateable_at(&self, window: WindowNumber, now: Timestamp) -> Option<&Leg> {
        if self.is_serving(window) {
            return None;
        }
        let with_slips = self
            .visits
            .values()
            .filter(|visit| visit.ticket.channel != Channel::Pad);
        let ended = with_slips.flat_map(|visit| &visit.legs).filter_map(|leg| {
            let LegState::Ended { at, .. } = leg.state else {
                return None;
            };
            (leg.window == Some(window) && leg.is_served_now()).then_some((at, leg.arrival, leg))
        });
        let (at, _, last) = ended.max_by_key(|(at, arrival, _)| (*at, *arrival))?;
        let patience_ms = i64::from(self.plan.ratings().keys_s) * 1000;
        (last.is_rateable() && milliseconds(at, now) <= patience_ms).then_some(last)
    }

    fn is_serving(&self, window: WindowNumber) -> bool {
        let window = self.windows.get(&window);
        let current = window.and_then(|window| self.leg(window.current?));
        current.is_some_and(|leg| matches!(leg.state, LegState::Serving { .. }))
    }

    /// Whether taking back a press would reopen a leg that was rated since: what a visitor has said of it would be lost.
    pub(super) fn would_unrate(&self, before: &[Visit]) -> bool {
        let reopened = before.iter().flat_map(|visit| &visit.legs);
        reopened
            .filter(|leg| !leg.is_ended())
            .any(|leg| self.ratings.contains_key(&leg.opened.id))
    }
}

impl Leg {
    /// Whether it was served to its end today.
    fn is_served_now(&self) -> bool {
        !self.counts_before && self.record().is_some_and(|record| record.is_served())
    }

    /// Whether it can be rated: served to its end today, and by the ticket's holder.
    #[must_use]
    pub fn is_rateable(&self) -> bool {
        let is_holder = |outcome: Outcome| outcome != Outcome::NotHolder;
        self.is_served_now() && self.record().is_some_and(|record| is_holder(record.outcome))
    }
}
