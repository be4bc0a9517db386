//! What is asked about mandates, away from the window.

use jiff::ToSpan;
use jiff::civil::Date;

use super::{
    MANDATE_MATTERS_LIMIT, MANDATE_SERVICES_LIMIT, MANDATE_YEARS, Mandate, MandateEnd, MandateEvent,
};
use crate::agency::AgencyRefusal;
use crate::case::{Case, CaseRefusal};
use crate::command::{Actor, GiveMandate, MandateVerb};
use crate::ids::{AgentCode, PersonCode, ServiceDay};
use crate::plan::{AgentKind, HallPlan, Role};
use crate::rejection::Rejection;

/// Somebody brings an authorisation, and it is registered.
pub(in crate::agency) fn given(
    plan: &HallPlan,
    day: ServiceDay,
    by: &Actor,
    asked: &GiveMandate,
) -> Result<MandateEvent, Rejection> {
    match role(by) {
        Some(Role::Clerk | Role::Reception | Role::Manager) => {}
        Some(Role::Guide | Role::Overseer) | None => return Err(Rejection::NotYours),
    }
    may_act(plan, day.0, &asked.agent, asked.kind)?;
    if asked.kind.has_project() != asked.project.is_some() {
        return Err(AgencyRefusal::ProjectOrNone { kind: asked.kind }.into());
    }
    holds_until(day.0, asked.until)?;
    let mut services = asked.services.clone();
    services.sort_unstable();
    services.dedup();
    if services.len() > MANDATE_SERVICES_LIMIT {
        return Err(AgencyRefusal::TooManyServices.into());
    }
    if let Some(service) = services.iter().find(|code| plan.service(code).is_none()) {
        let service = service.clone();
        return Err(Rejection::UnknownService { service });
    }
    Ok(MandateEvent::Given {
        agent: asked.agent.clone(),
        kind: asked.kind,
        principal: asked.principal,
        project: asked.project,
        contact: asked.contact,
        services,
        until: asked.until,
        evidence: asked.evidence,
    })
}

/// From today on, and not for ever.
fn holds_until(today: Date, until: Date) -> Result<(), AgencyRefusal> {
    let last = today.checked_add(MANDATE_YEARS.years()).unwrap_or(today);
    if (today..=last).contains(&until) {
        Ok(())
    } else {
        Err(AgencyRefusal::BadMandateDate {
            from: today,
            to: last,
        })
    }
}

/// The agent is in the register, for that, today.
pub(super) fn may_act(
    plan: &HallPlan,
    today: Date,
    code: &AgentCode,
    kind: AgentKind,
) -> Result<(), AgencyRefusal> {
    let agent = code.clone();
    match plan.agent(code) {
        None => Err(AgencyRefusal::UnknownAgent { agent }),
        Some(known) if known.may(kind, today) => Ok(()),
        Some(_) => Err(AgencyRefusal::AgentMayNot { agent, kind }),
    }
}

/// Something about a mandate that was given; `case` is the matter that is to belong to it.
pub(in crate::agency) fn decided(
    mandate: &Mandate,
    case: Option<&Case>,
    (plan, day): (&HallPlan, ServiceDay),
    by: &Actor,
    verb: &MandateVerb,
) -> Result<MandateEvent, Rejection> {
    may(mandate, plan, by, verb)?;
    mandate.still_holds()?;
    match verb {
        MandateVerb::Attach { matter } => {
            let case = case.ok_or_else(|| CaseRefusal::UnknownMatter { code: matter.clone() })?;
            Ok(mandate.attach(case)?)
        }
        MandateVerb::HandOver { to } => {
            may_act(plan, day.0, to, mandate.kind)?;
            if *to == mandate.agent {
                return Err(AgencyRefusal::ActsAlready { agent: to.clone() }.into());
            }
            Ok(MandateEvent::HandedOver { to: to.clone() })
        }
        MandateVerb::Done => Ok(MandateEvent::Ended {
            how: MandateEnd::Done,
        }),
        MandateVerb::Revoke => {
            let by_principal = role(by).is_none();
            let how = MandateEnd::Revoked { by_principal };
            Ok(MandateEvent::Ended { how })
        }
    }
}

fn role(by: &Actor) -> Option<Role> {
    if let Actor::Person { role, .. } = by {
        Some(*role)
    } else {
        None
    }
}

/// Whoever has the code may take it back; reception and managers arrange it; whoever is its agent keeps its file.
fn may(mandate: &Mandate, plan: &HallPlan, by: &Actor, verb: &MandateVerb) -> Result<(), Rejection> {
    let keeps_file = matches!(verb, MandateVerb::Attach { .. } | MandateVerb::Done);
    let allowed = match by {
        Actor::Public | Actor::Visitor { .. } => matches!(verb, MandateVerb::Revoke),
        Actor::Person { code, role } => match role {
            Role::Manager | Role::Reception => true,
            Role::Clerk | Role::Guide => keeps_file && mandate.is_acted_on_by(plan, code),
            Role::Overseer => false,
        },
        Actor::Device { .. } | Actor::Hall => false,
    };
    if allowed { Ok(()) } else { Err(Rejection::NotYours) }
}

impl Mandate {
    /// Whether a member of staff is its agent.
    #[must_use]
    pub fn is_acted_on_by(&self, plan: &HallPlan, person: &PersonCode) -> bool {
        let agent = plan.agent(&self.agent);
        agent.is_some_and(|agent| agent.person.as_ref() == Some(person))
    }

    pub(super) fn still_holds(&self) -> Result<(), AgencyRefusal> {
        let code = self.code.clone();
        match self.ended {
            Some((on, _)) => Err(AgencyRefusal::MandateOver { code, on: on.0 }),
            None => Ok(()),
        }
    }

    pub(super) fn has_room(&self) -> Result<(), AgencyRefusal> {
        if self.matters.len().max(self.trips.len()) < MANDATE_MATTERS_LIMIT {
            return Ok(());
        }
        let code = self.code.clone();
        Err(AgencyRefusal::MandateFull { code })
    }

    fn attach(&self, case: &Case) -> Result<MandateEvent, AgencyRefusal> {
        let (code, matter) = (self.code.clone(), case.code.clone());
        if self.matters.contains(&matter) {
            return Err(AgencyRefusal::AttachedAlready { code, matter });
        }
        self.must_cover(&case.service)?;
        self.has_room()?;
        Ok(MandateEvent::Attached { matter })
    }
}
