//! What a press about a rating means.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::{
    REASONS_LIMIT, RatedFrom, Rating, RatingCode, RatingEvent, RatingFlag, RatingKey, RatingLevel,
    RatingMark, RatingRefusal,
};
use crate::command::{Actor, RatingVerb, RatingWhy};
use crate::event::Event;
use crate::followup::{Followup, FollowupCode, FollowupKind, RatedLeg, opened_by_bad_rating};
use crate::hall::Hall;
use crate::ids::{LegId, RequestId, ServiceDay, VisitId, WindowNumber};
use crate::leg::{Leg, LegState, milliseconds};
use crate::plan::{HallPlan, RatingRules};
use crate::rejection::Rejection;
use crate::shelf::Rack;

/// When and where it is decided.
#[derive(Clone, Copy)]
pub(crate) struct Asking<'a> {
    pub(crate) hall: &'a Hall,
    pub(crate) plan: &'a HallPlan,
    pub(crate) day: ServiceDay,
    pub(crate) now: Timestamp,
    pub(crate) press: &'a RequestId,
    pub(crate) ratings: &'a Rack<Rating>,
    pub(crate) followups: &'a Rack<Followup>,
}

/// What is said.
struct Said<'a> {
    level: RatingLevel,
    from: RatedFrom,
    why: &'a RatingWhy,
}

impl Asking<'_> {
    pub(crate) fn decide(self, by: &Actor, verb: &RatingVerb) -> Result<Vec<Event>, Rejection> {
        match verb {
            RatingVerb::AtWindow { window, level } => said_at_window(self, by, (*window, *level)),
            RatingVerb::LookAt { key, code, upheld } => {
                let rating = self.ratings.get(key);
                self.look(by, (rating, code), *upheld)
            }
            RatingVerb::Say { .. } | RatingVerb::Disown { .. } | RatingVerb::Explain { .. } => {
                of_visitor(self, by, verb)
            }
        }
    }
}

/// The leg that ended last at a window is rated by whoever stands there, at a device of the window.
fn said_at_window(
    asking: Asking<'_>,
    by: &Actor,
    (window, level): (WindowNumber, RatingLevel),
) -> Result<Vec<Event>, Rejection> {
    let Actor::Device { .. } = by else {
        return Err(Rejection::NotYours);
    };
    let Asking { hall, plan, now, .. } = asking;
    let leg = hall
        .rateable_at(window, now)?
        .ok_or(RatingRefusal::NobodyToRate { window })?;
    if hall.rating_of(leg.opened.id).is_some() {
        return Err(RatingRefusal::RatedAlready.into());
    }
    let rules = plan.ratings();
    let within_ms = i64::from(rules.burst_s) * 1000;
    let mut earlier = last_at_keys(hall, plan, window);
    earlier.retain(|(_, at)| milliseconds(*at, now) <= within_ms);
    let burst = earlier.len() + 1 >= size(rules.burst);
    let why = &RatingWhy::default();
    let from = RatedFrom::Window;
    let mut events = asking.rated(leg, &Said { level, from, why }, burst)?;
    if burst {
        // Those before it were part of the same burst.
        let new = |(key, _): &(RatingKey, Timestamp)| {
            let rating = asking.ratings.get(key);
            rating.is_some_and(|rating| !rating.flags.contains(&RatingFlag::Burst))
        };
        let flag = RatingFlag::Burst;
        let flagged = earlier.into_iter().filter(new);
        events.extend(flagged.map(|(key, _)| asking.event(key, RatingEvent::Flagged { flag })));
    }
    Ok(events)
}

/// Today's last ratings at a window's keys, the newest first: so many that one more can be a burst, and when they were given.
pub(crate) fn last_at_keys(
    hall: &Hall,
    plan: &HallPlan,
    window: WindowNumber,
) -> Vec<(RatingKey, Timestamp)> {
    let Some(day) = hall.day() else {
        return Vec::new();
    };
    let at_keys = |mark: &RatingMark| mark.from == RatedFrom::Window && mark.window == window;
    let ratings = hall.ratings().filter(|(_, mark)| at_keys(mark));
    let mut last: Vec<_> = ratings
        .map(|(leg, mark)| (RatingKey { day, leg }, mark.at))
        .collect();
    last.sort_by_key(|(_, at)| std::cmp::Reverse(*at));
    last.truncate(size(plan.ratings().burst.saturating_sub(1)));
    last
}

/// What the holder of a ticket says of a leg of it.
fn of_visitor(asking: Asking<'_>, by: &Actor, verb: &RatingVerb) -> Result<Vec<Event>, Rejection> {
    let Some(id) = verb.leg() else {
        return Ok(Vec::new());
    };
    let leg = asking.own_leg(by, id)?;
    let mark = asking.hall.rating_of(id);
    let happened = match (verb, mark) {
        (RatingVerb::Say { level, why, .. }, None) => {
            let (level, from) = (*level, RatedFrom::Phone);
            return asking.rated(leg, &Said { level, from, why }, false);
        }
        (RatingVerb::Say { level, why, .. }, Some(mark)) => asking.instead(mark, *level, why)?,
        (RatingVerb::Disown { .. }, Some(mark)) => disowned(mark)?,
        (RatingVerb::Disown { .. }, None) => return Err(RatingRefusal::NothingToDisown.into()),
        (RatingVerb::Explain { why, .. }, mark) => asking.explained(mark, why)?,
        (RatingVerb::AtWindow { .. } | RatingVerb::LookAt { .. }, _) => return Ok(Vec::new()),
    };
    let key = asking.key(id);
    Ok(vec![asking.event(key, happened)])
}

fn disowned(mark: &RatingMark) -> Result<RatingEvent, RatingRefusal> {
    if mark.from == RatedFrom::Window && !mark.disowned {
        Ok(RatingEvent::Disowned)
    } else {
        Err(RatingRefusal::NothingToDisown)
    }
}

impl<'a> Asking<'a> {
    fn key(self, leg: LegId) -> RatingKey {
        RatingKey { day: self.day, leg }
    }

    pub(super) fn event(self, key: RatingKey, happened: RatingEvent) -> Event {
        let day = self.day;
        Event::Rating { key, day, happened }
    }

    /// A leg that the holder of a ticket may rate.
    fn own_leg(self, by: &Actor, id: LegId) -> Result<&'a Leg, Rejection> {
        let own = |visit: &VisitId| *visit == id.visit;
        let Actor::Visitor { visit } = by else {
            return Err(Rejection::NotYours);
        };
        if !own(visit) {
            return Err(Rejection::NotYours);
        }
        let leg = self.hall.leg(id).ok_or(RatingRefusal::NotServed)?;
        if leg.is_rateable() {
            Ok(leg)
        } else {
            Err(RatingRefusal::NotServed.into())
        }
    }

    /// A bad rating that counts at once opens its follow-up in the same entry; a doubtful one when it is found to stand.
    fn rated(self, leg: &Leg, said: &Said<'_>, burst: bool) -> Result<Vec<Event>, Rejection> {
        let (Some(window), Some(clerk)) = (leg.window, leg.clerk.clone()) else {
            return Err(RatingRefusal::NotServed.into());
        };
        let (rules, service) = (self.plan.ratings(), leg.opened.service.clone());
        self.allowed(said.level, said.why)?;
        let too_fast = self.is_too_fast(rules, leg).then_some(RatingFlag::TooFast);
        let burst = burst.then_some(RatingFlag::Burst);
        let flags: Vec<_> = too_fast.into_iter().chain(burst).collect();
        let opened = if said.level.is_bad() && flags.is_empty() {
            Some(self.followed_up(RatedLeg {
                service: service.clone(),
                window,
                clerk: clerk.clone(),
                day: self.day,
                text: said.why.text,
                contact: None,
            })?)
        } else {
            None
        };
        let happened = RatingEvent::Rated {
            code: RatingCode::of(self.day, self.press),
            service,
            window,
            clerk,
            level: said.level,
            from: said.from,
            flags,
            reasons: said.why.reasons.clone(),
            text: said.why.text,
            followup: opened.as_ref().map(|(code, _)| code.clone()),
        };
        let rated = self.event(self.key(leg.opened.id), happened);
        Ok([rated]
            .into_iter()
            .chain(opened.map(|(_, event)| event))
            .collect())
    }

    /// The follow-up that a bad rating opens; the press gives its code.
    pub(super) fn followed_up(self, leg: RatedLeg) -> Result<(FollowupCode, Event), Rejection> {
        let code = FollowupCode::of(FollowupKind::BadRating, self.day, self.press);
        if self.followups.get(&code).is_some() {
            return Err(Rejection::PressGivenUp);
        }
        let event = opened_by_bad_rating(self.plan, code.clone(), self.day, leg);
        Ok((code, event))
    }

    fn is_too_fast(self, rules: &RatingRules, leg: &Leg) -> bool {
        let LegState::Ended { at, .. } = leg.state else {
            return false;
        };
        milliseconds(at, self.now) < i64::from(rules.fast_s) * 1000
    }

    fn instead(
        self,
        mark: &RatingMark,
        level: RatingLevel,
        why: &RatingWhy,
    ) -> Result<RatingEvent, RatingRefusal> {
        if !mark.disowned || mark.instead.is_some() {
            return Err(RatingRefusal::RatedAlready);
        }
        self.allowed(level, why)?;
        let RatingWhy { reasons, text } = why.clone();
        Ok(RatingEvent::SaidInstead { level, reasons, text })
    }

    fn explained(self, mark: Option<&RatingMark>, why: &RatingWhy) -> Result<RatingEvent, RatingRefusal> {
        let open = mark.filter(|mark| !mark.explained && mark.own().is_some_and(RatingLevel::is_bad));
        let Some(_) = open else {
            return Err(RatingRefusal::NothingToExplain);
        };
        if why.is_empty() {
            return Err(RatingRefusal::NoReason);
        }
        self.known(&why.reasons)?;
        let RatingWhy { reasons, text } = why.clone();
        Ok(RatingEvent::Explained { reasons, text })
    }

    fn allowed(self, level: RatingLevel, why: &RatingWhy) -> Result<(), RatingRefusal> {
        if !level.is_bad() && !why.is_empty() {
            return Err(RatingRefusal::NothingToExplain);
        }
        self.known(&why.reasons)
    }

    /// Reasons of the plan, each once, and not too many.
    fn known(self, reasons: &[String]) -> Result<(), RatingRefusal> {
        let mut seen = BTreeSet::new();
        for (index, reason) in reasons.iter().enumerate() {
            let known = self.plan.ratings().reason(reason).is_some();
            if !known || !seen.insert(reason) || index >= REASONS_LIMIT {
                let reason = reason.clone();
                return Err(RatingRefusal::UnknownRatingReason { reason });
            }
        }
        Ok(())
    }
}

fn size(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}
