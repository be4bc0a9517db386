//! Ratings on the shelf: what a command about one needs, and what it means.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::{Shelf, Wanted, standing};
use crate::command::{Actor, RatingCommand, RatingVerb};
use crate::event::Event;
use crate::followup::{FollowupCode, FollowupKind};
use crate::hall::Hall;
use crate::rating::{self, RatingKey};
use crate::rejection::Rejection;

/// The ratings that a press is about, those with which another would be a burst, and the follow-up that a bad one opens: it
/// must not take the place of what is there.
pub(super) fn wanted(hall: &Hall, command: &RatingCommand) -> Wanted {
    let Some((plan, day)) = standing(hall) else {
        return Wanted::default();
    };
    let ratings = match &command.verb {
        RatingVerb::AtWindow { window, .. } => rating::last_at_keys(hall, plan, *window)
            .into_iter()
            .map(|(key, _)| key)
            .collect(),
        RatingVerb::LookAt { key, .. } => BTreeSet::from([*key]),
        RatingVerb::Say { leg, .. } | RatingVerb::Disown { leg } | RatingVerb::Explain { leg, .. } => {
            BTreeSet::from([RatingKey { day, leg: *leg }])
        }
    };
    let code = FollowupCode::of(FollowupKind::BadRating, day, &command.press);
    Wanted {
        ratings,
        followups: BTreeSet::from([code]),
        ..Wanted::default()
    }
}

impl Shelf {
    pub(super) fn about_rating(
        &self,
        hall: &Hall,
        now: Timestamp,
        by: &Actor,
        asked: &RatingCommand,
    ) -> Result<Vec<Event>, Rejection> {
        if hall.knows(&asked.press) {
            return Ok(Vec::new());
        }
        let (plan, day) = standing(hall).ok_or(Rejection::HallClosed)?;
        let asking = rating::Asking {
            hall,
            plan,
            day,
            now,
            press: &asked.press,
            ratings: &self.ratings,
            followups: &self.followups,
        };
        asking.decide(by, &asked.verb)
    }
}
