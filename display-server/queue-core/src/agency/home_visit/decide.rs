//! What is asked about home visits.

use jiff::ToSpan;
use jiff::civil::Date;

use super::{CHANGES_LIMIT, Dated, HOME_VISIT_AHEAD_DAYS, HomeVisit, HomeVisitEnd, HomeVisitEvent};
use crate::agency::AgencyRefusal;
use crate::command::{Actor, AskHomeVisit, HomeVisitVerb};
use crate::event::AskedAt;
use crate::ids::{PersonCode, ServiceDay};
use crate::plan::{HallPlan, Role};
use crate::rejection::Rejection;

/// Somebody asks for a visit: on the phone, at a kiosk, or through whoever works here.
pub(in crate::agency) fn asked(
    plan: &HallPlan,
    day: ServiceDay,
    by: &Actor,
    asked: &AskHomeVisit,
) -> Result<HomeVisitEvent, Rejection> {
    let asked_at = where_asked(by)?;
    if plan.service(&asked.service).is_none() {
        return Err(Rejection::UnknownService {
            service: asked.service.clone(),
        });
    }
    if let Some(wished) = asked.wished_on {
        ahead(day.0, wished)?;
    }
    Ok(HomeVisitEvent::Asked {
        service: asked.service.clone(),
        for_whom: asked.for_whom,
        asked_at,
        wished_on: asked.wished_on,
        within_days: plan.agency().home_visit_days,
        name: asked.name,
        address: asked.address,
        phone: asked.phone,
        remark: asked.remark,
    })
}

fn where_asked(by: &Actor) -> Result<AskedAt, Rejection> {
    match by {
        Actor::Public | Actor::Visitor { .. } => Ok(AskedAt::Phone),
        Actor::Device { .. } => Ok(AskedAt::Kiosk),
        Actor::Person { role, .. } => match role {
            Role::Clerk => Ok(AskedAt::Window),
            Role::Reception | Role::Guide | Role::Manager => Ok(AskedAt::Reception),
            Role::Overseer => Err(Rejection::NotYours),
        },
        Actor::Hall => Err(Rejection::NotYours),
    }
}

/// From today on, and not farther than anybody plans.
fn ahead(today: Date, date: Date) -> Result<(), AgencyRefusal> {
    let last = today.checked_add(HOME_VISIT_AHEAD_DAYS.days()).unwrap_or(today);
    if (today..=last).contains(&date) {
        Ok(())
    } else {
        Err(AgencyRefusal::BadVisitDate {
            from: today,
            to: last,
        })
    }
}

/// Something about a visit that was asked for.
pub(in crate::agency) fn decided(
    visit: &HomeVisit,
    plan: &HallPlan,
    day: ServiceDay,
    by: &Actor,
    verb: &HomeVisitVerb,
) -> Result<HomeVisitEvent, Rejection> {
    may(visit, by, verb)?;
    if let Some((on, _)) = visit.ended {
        let code = visit.code.clone();
        return Err(AgencyRefusal::HomeVisitOver { code, on: on.0 }.into());
    }
    match verb {
        HomeVisitVerb::Assign { to } => assign(visit, plan, to),
        HomeVisitVerb::Date { to } => date(visit, day, *to),
        HomeVisitVerb::Done => {
            if visit.assigned.is_none() {
                let code = visit.code.clone();
                return Err(AgencyRefusal::NobodyAssigned { code }.into());
            }
            Ok(ended(HomeVisitEnd::Done, None))
        }
        HomeVisitVerb::NotDone { reason, remark } => {
            Ok(ended(HomeVisitEnd::NotDone { reason: *reason }, *remark))
        }
        HomeVisitVerb::Cancel => {
            let by_visitor = !matches!(by, Actor::Person { .. });
            Ok(ended(HomeVisitEnd::Cancelled { by_visitor }, None))
        }
    }
}

fn ended(how: HomeVisitEnd, remark: Option<crate::ids::TextId>) -> HomeVisitEvent {
    HomeVisitEvent::Ended { how, remark }
}

/// Whoever has the code may call it off; reception and managers arrange it; whoever goes says when, and what came of it.
fn may(visit: &HomeVisit, by: &Actor, verb: &HomeVisitVerb) -> Result<(), Rejection> {
    let calls_off = matches!(verb, HomeVisitVerb::Cancel);
    let arranges = matches!(verb, HomeVisitVerb::Assign { .. }) || calls_off;
    let allowed = match by {
        Actor::Public | Actor::Visitor { .. } => calls_off,
        Actor::Person { code, role } => match role {
            Role::Manager | Role::Reception => true,
            Role::Clerk | Role::Guide => !arranges && visit.assigned.as_ref() == Some(code),
            Role::Overseer => false,
        },
        Actor::Device { .. } | Actor::Hall => false,
    };
    if allowed { Ok(()) } else { Err(Rejection::NotYours) }
}

fn assign(visit: &HomeVisit, plan: &HallPlan, to: &PersonCode) -> Result<HomeVisitEvent, Rejection> {
    room(visit)?;
    let goes = plan.person(to).filter(|person| person.role != Role::Overseer);
    match goes {
        Some(_) => Ok(HomeVisitEvent::Assigned { to: to.clone() }),
        None => Err(AgencyRefusal::UnknownPerson { person: to.clone() }.into()),
    }
}

fn date(visit: &HomeVisit, day: ServiceDay, to: Dated) -> Result<HomeVisitEvent, Rejection> {
    room(visit)?;
    ahead(day.0, to.on)?;
    if visit.assigned.is_none() {
        let code = visit.code.clone();
        return Err(AgencyRefusal::NobodyAssigned { code }.into());
    }
    Ok(HomeVisitEvent::Dated { to })
}

fn room(visit: &HomeVisit) -> Result<(), AgencyRefusal> {
    if visit.changes < CHANGES_LIMIT {
        Ok(())
    } else {
        let code = visit.code.clone();
        Err(AgencyRefusal::TooManyChanges { code })
    }
}
