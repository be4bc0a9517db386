//! An agent at a window: whether the mandates that are named bind those whom the agent says to act for.

use super::decide::may_act;
use super::{Mandate, PRINCIPALS_LIMIT};
use crate::agency::{AgencyRefusal, RecordCode};
use crate::ids::{ServiceCode, ServiceDay};
use crate::plan::HallPlan;
use crate::record::Record;
use crate::shelf::Rack;

/// By what plan, on which day, and in which service an agent acts.
pub(crate) struct Bound<'a> {
    pub(crate) plan: &'a HallPlan,
    pub(crate) day: ServiceDay,
    pub(crate) service: &'a ServiceCode,
}

/// The mandates under which an agent acts: each holds, covers the service, and all are one agent's.
pub(crate) fn bound<'a>(
    mandates: &'a Rack<Mandate>,
    codes: &[RecordCode],
    at: &Bound<'_>,
) -> Result<Vec<&'a Mandate>, AgencyRefusal> {
    if codes.is_empty() {
        return Err(AgencyRefusal::NoMandate);
    }
    if codes.len() > PRINCIPALS_LIMIT {
        return Err(AgencyRefusal::TooManyPrincipals);
    }
    let mut found: Vec<&Mandate> = Vec::new();
    for code in codes {
        let mandate = mandates.get(code);
        let mandate = mandate.ok_or_else(|| AgencyRefusal::UnknownMandate { code: code.clone() })?;
        if found.iter().any(|other| other.key() == code) {
            return Err(AgencyRefusal::MandateTwice { code: code.clone() });
        }
        mandate.binds(at)?;
        let first = found.first().unwrap_or(&mandate);
        if first.agent != mandate.agent {
            let (code, agent) = (code.clone(), first.agent.clone());
            return Err(AgencyRefusal::MandateOfAnotherAgent { code, agent });
        }
        found.push(mandate);
    }
    Ok(found)
}

impl Mandate {
    fn binds(&self, at: &Bound<'_>) -> Result<(), AgencyRefusal> {
        self.still_holds()?;
        let code = self.code.clone();
        if self.until < at.day.0 {
            return Err(AgencyRefusal::MandateOver { code, on: self.until });
        }
        self.must_cover(at.service)?;
        may_act(at.plan, at.day.0, &self.agent, self.kind)?;
        self.has_room()
    }

    pub(super) fn must_cover(&self, service: &ServiceCode) -> Result<(), AgencyRefusal> {
        if self.covers(service) {
            return Ok(());
        }
        let (code, service) = (self.code.clone(), service.clone());
        Err(AgencyRefusal::NotInMandate { code, service })
    }
}
