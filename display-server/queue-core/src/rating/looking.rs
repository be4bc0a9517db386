//! A second person looks at a doubtful rating: it stands, or it is struck.

use super::decide::Asking;
use super::{Rating, RatingCode, RatingEvent, RatingLevel, RatingRefusal};
use crate::command::Actor;
use crate::event::Event;
use crate::followup::RatedLeg;
use crate::ids::PersonCode;
use crate::plan::{Oversight, Role};
use crate::rejection::Rejection;

impl Asking<'_> {
    /// Whether a doubtful rating stands: a manager decides, or who oversees the hall or its discipline; never its clerk. One
    /// that counts from then on and is bad is followed up from then on.
    pub(super) fn look(
        self,
        by: &Actor,
        (rating, code): (Option<&Rating>, &RatingCode),
        upheld: bool,
    ) -> Result<Vec<Event>, Rejection> {
        let person = self.may_look(by)?;
        let code = code.clone();
        let Some(rating) = rating.filter(|rating| rating.code == code) else {
            return Err(RatingRefusal::UnknownRating { code }.into());
        };
        if !rating.waits() {
            return Err(RatingRefusal::NotFlagged { code }.into());
        }
        if rating.clerk == *person {
            let clerk = person.clone();
            return Err(RatingRefusal::RatingNeedsAnother { code, clerk }.into());
        }
        let counts_as = if upheld {
            Some(rating.level)
        } else {
            rating.instead
        };
        let is_new = rating.followup.is_none() && counts_as.is_some_and(RatingLevel::is_bad);
        let opened = is_new.then(|| self.followed_up(rated_leg(rating))).transpose()?;
        let looked = RatingEvent::LookedAt {
            upheld,
            followup: opened.as_ref().map(|(code, _)| code.clone()),
        };
        let looked = self.event(rating.key, looked);
        Ok([looked]
            .into_iter()
            .chain(opened.map(|(_, event)| event))
            .collect())
    }

    fn may_look<'a>(&self, by: &'a Actor) -> Result<&'a PersonCode, Rejection> {
        let Actor::Person { code, role } = by else {
            return Err(Rejection::NotYours);
        };
        match role {
            Role::Manager => Ok(code),
            Role::Overseer if self.oversees(code) => Ok(code),
            Role::Overseer | Role::Clerk | Role::Guide | Role::Reception => Err(Rejection::NotYours),
        }
    }

    fn oversees(&self, code: &PersonCode) -> bool {
        let theirs = self.plan.person(code).map_or(&[][..], |person| &person.oversees);
        let ratings = |one: &Oversight| matches!(one, Oversight::Centre | Oversight::Discipline);
        theirs.iter().any(ratings)
    }
}

fn rated_leg(rating: &Rating) -> RatedLeg {
    RatedLeg {
        service: rating.service.clone(),
        window: rating.window,
        clerk: rating.clerk.clone(),
        day: rating.key.day,
        text: rating.text,
        contact: None,
    }
}
