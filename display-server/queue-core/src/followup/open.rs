//! How a follow-up begins: somebody brings something up, or a rating was bad.

use jiff::ToSpan;
use jiff::civil::Date;

use super::{BroughtAt, FollowupCode, FollowupEvent, FollowupKind, FollowupRefusal, Next, Raised};
use crate::command::Actor;
use crate::event::Event;
use crate::ids::{PersonCode, ServiceCode, ServiceDay, TextId, WindowNumber};
use crate::plan::{HallPlan, Role};
use crate::rejection::Rejection;

/// How far back and ahead of today the last day may be that somebody else set for an answer, in days.
const ANSWER_BY_DAYS: (i64, i64) = (30, 365);

/// Something that somebody brings up on a service day.
pub(crate) struct Opening<'a> {
    pub(crate) plan: &'a HallPlan,
    pub(crate) day: ServiceDay,
    pub(crate) by: &'a Actor,
}

impl Opening<'_> {
    pub(crate) fn decide(&self, raised: &Raised) -> Result<FollowupEvent, Rejection> {
        self.may(raised.kind)?;
        self.known(raised)?;
        self.complete(raised)?;
        let overseers_only = raised.is_about_a_manager(self.plan);
        if overseers_only && !self.has_another_overseer(raised.about.as_ref()) {
            return Err(FollowupRefusal::NobodyToHandle.into());
        }
        Ok(opened(self.plan, raised.clone(), overseers_only))
    }

    /// Visitors complain; what comes from above is entered by who deals with it.
    fn may(&self, kind: FollowupKind) -> Result<(), Rejection> {
        let role = match self.by {
            Actor::Person { role, .. } => Some(*role),
            Actor::Public | Actor::Device { .. } => None,
            Actor::Hall | Actor::Visitor { .. } => return Err(Rejection::NotYours),
        };
        let may = match kind {
            FollowupKind::Complaint | FollowupKind::Unsolved => true,
            FollowupKind::Hotline => {
                matches!(role, Some(Role::Manager | Role::Overseer | Role::Reception))
            }
            FollowupKind::Finding => matches!(role, Some(Role::Manager | Role::Overseer)),
            FollowupKind::BadRating => false,
        };
        if may { Ok(()) } else { Err(Rejection::NotYours) }
    }

    /// Everything that it names is the plan's.
    fn known(&self, raised: &Raised) -> Result<(), Rejection> {
        if let Some(service) = &raised.service {
            let unknown = || Rejection::UnknownService {
                service: service.clone(),
            };
            self.plan.service(service).ok_or_else(unknown)?;
        }
        if let Some(window) = raised.window {
            let unknown = Rejection::UnknownWindow { window };
            self.plan.window(window).ok_or(unknown)?;
        }
        let Some(about) = &raised.about else { return Ok(()) };
        if self.plan.person(about).is_none() {
            let person = about.clone();
            return Err(FollowupRefusal::UnknownStaff { person }.into());
        }
        match self.by {
            Actor::Person { code, .. } if code == about => Err(FollowupRefusal::AboutYourself.into()),
            Actor::Person { .. }
            | Actor::Hall
            | Actor::Device { .. }
            | Actor::Public
            | Actor::Visitor { .. } => Ok(()),
        }
    }

    /// It says what it must.
    fn complete(&self, raised: &Raised) -> Result<(), FollowupRefusal> {
        if raised.text.is_none() {
            return Err(FollowupRefusal::NothingSaid);
        }
        if raised.kind == FollowupKind::Finding && raised.about.is_none() {
            return Err(FollowupRefusal::AboutNobody);
        }
        if raised.kind == FollowupKind::Hotline && raised.order.is_none() {
            return Err(FollowupRefusal::NoOrderNumber);
        }
        match raised.answer_by {
            // Only the hotline sets a day; else whoever enters something could set its limit aside.
            Some(date) if raised.kind != FollowupKind::Hotline || !self.is_sensible(date) => {
                Err(FollowupRefusal::BadAnswerDay { date })
            }
            Some(_) | None => Ok(()),
        }
    }

    fn is_sensible(&self, date: Date) -> bool {
        let (back, ahead) = ANSWER_BY_DAYS;
        let today = self.day.0;
        let from = today.checked_sub(back.days()).unwrap_or(Date::MIN);
        let to = today.checked_add(ahead.days()).unwrap_or(Date::MAX);
        (from..=to).contains(&date)
    }

    fn has_another_overseer(&self, about: Option<&PersonCode>) -> bool {
        let mut people = self.plan.parts().people.iter();
        people.any(|person| person.role == Role::Overseer && Some(&person.code) != about)
    }
}

/// What a leg was rated bad for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RatedLeg {
    /// The service.
    pub service: ServiceCode,
    /// Where.
    pub window: WindowNumber,
    /// Who served.
    pub clerk: PersonCode,
    /// When.
    pub day: ServiceDay,
    /// What the rating says in words.
    pub text: Option<TextId>,
    /// How to reach whoever rated, if they want to be reached.
    pub contact: Option<TextId>,
}

/// The event that opens the follow-up of a bad rating, to stand in the entry of the rating itself. The code must be
/// [`FollowupCode::of`] the rating's press and [`FollowupKind::BadRating`]; the day is the one to which the press belongs.
#[must_use]
pub fn opened_by_bad_rating(plan: &HallPlan, code: FollowupCode, day: ServiceDay, leg: RatedLeg) -> Event {
    let raised = Raised {
        service: Some(leg.service),
        window: Some(leg.window),
        about: Some(leg.clerk),
        day: Some(leg.day),
        text: leg.text,
        contact: leg.contact,
        ..Raised::new(FollowupKind::BadRating, BroughtAt::Rating)
    };
    // Whoever sits at a window is rated as a clerk, whatever else they are.
    let happened = opened(plan, raised, false);
    Event::Followup { code, day, happened }
}

fn opened(plan: &HallPlan, raised: Raised, overseers_only: bool) -> FollowupEvent {
    let (kind, stage) = (raised.kind, raised.kind.first());
    let days = plan.followups().days(kind, stage);
    FollowupEvent::Opened {
        raised: Box::new(raised),
        overseers_only,
        next: Next { stage, days },
    }
}
