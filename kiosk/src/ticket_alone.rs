//! What a ticket says that no hall answered for: what the plan says of it, in the words of the hall's own answer.

use hall_protocol::Names;
use hall_protocol::plan_document::{PlanMark, PlanService};
use hall_protocol::ticket::{AlsoFor, AreaRef, OFFLINE, ServiceRef, TicketIssued};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::plan::Plan;
use crate::session::{Basket, Matter};

/// A ticket without its number, by the plan as it is known; none: the plan does not have what it is for.
#[must_use]
pub(crate) fn answer(
    plan: &Plan,
    basket: &Basket,
    (cases, class): (u16, Option<&str>),
    (day, now): (Date, Timestamp),
) -> Option<TicketIssued> {
    let mut legs = Vec::new();
    for matter in basket.matters() {
        let first = first_services(plan, &matter);
        if first.is_empty() {
            return None;
        }
        legs.extend(first.into_iter().map(|service| leg(plan, service, &matter)));
    }
    let mut legs = legs.into_iter();
    let first = legs.next()?;
    Some(TicketIssued {
        number: String::new(),
        day,
        series: OFFLINE.to_owned(),
        issued_at: now,
        ahead: 0,
        estimate: None,
        service: first.service,
        area: first.area,
        windows: first.windows,
        mark: class.map_or_else(|| "none".to_owned(), |class| mark(plan, class)),
        documents: first.documents,
        then: first.then,
        also: legs.collect(),
        cases,
    })
}

/// The services that a matter begins with.
#[must_use]
pub(crate) fn first_services<'a>(plan: &'a Plan, matter: &Matter) -> Vec<&'a PlanService> {
    match matter {
        Matter::Service(code) => plan.service(code).into_iter().collect(),
        Matter::Journey(code) => {
            let stages = plan.journey(code).map(|journey| plan.stages_of(journey));
            stages.unwrap_or_default().into_iter().next().unwrap_or_default()
        }
    }
}

fn leg(plan: &Plan, service: &PlanService, matter: &Matter) -> AlsoFor {
    let windows = plan.windows_for(service);
    let area = windows.first().and_then(|window| plan.area_of(*window));
    let name = windows.first().and_then(|window| plan.area_name_of(*window));
    AlsoFor {
        service: named(service),
        ahead: 0,
        area: AreaRef {
            code: area.unwrap_or_default().to_owned(),
            names: name.cloned().unwrap_or_else(Names::default),
        },
        windows,
        documents: plan.documents_of(service).cloned().collect(),
        then: then(plan, service, matter).into_iter().map(named).collect(),
    }
}

fn named(service: &PlanService) -> ServiceRef {
    ServiceRef {
        code: service.code.clone(),
        names: service.name.clone(),
    }
}

/// What usually follows: a journey's later stages, else the services that the plan leads on to.
fn then<'a>(plan: &'a Plan, service: &PlanService, matter: &Matter) -> Vec<&'a PlanService> {
    if let Matter::Journey(code) = matter {
        let stages = plan.journey(code).map(|journey| plan.stages_of(journey));
        return stages.unwrap_or_default().into_iter().skip(1).flatten().collect();
    }
    let mut path: Vec<&PlanService> = Vec::new();
    let mut next = service.next.as_deref();
    while let Some(service) = next.and_then(|code| plan.service(code)) {
        if path.iter().any(|known| known.code == service.code) {
            break;
        }
        next = service.next.as_deref();
        path.push(service);
    }
    path
}

fn mark(plan: &Plan, class: &str) -> String {
    match plan
        .claimable()
        .find(|known| known.code == class)
        .map(|class| class.mark)
    {
        Some(PlanMark::Priority) => "priority",
        Some(PlanMark::Booked) => "booked",
        Some(PlanMark::None) | None => "none",
    }
    .to_owned()
}
