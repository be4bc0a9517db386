//! Who says that somebody may decide for a department, and what may not be decided without.

use super::Deciding;
use crate::agency::AgencyRefusal;
use crate::command::{Actor, AgencyVerb};
use crate::event::Event;
use crate::ids::PersonCode;
use crate::leg::{Leg, Outcome};
use crate::plan::{Department, Role};
use crate::rejection::Rejection;

impl Deciding<'_> {
    /// What concerns the open day; the rest is the shelf's.
    pub(super) fn agency(&self, verb: &AgencyVerb) -> Result<Vec<Event>, Rejection> {
        if let AgencyVerb::Authority {
            department,
            person,
            present,
        } = verb
        {
            self.authority_says(department, person, *present)
        } else {
            Ok(Vec::new())
        }
    }

    /// Everybody for themselves; a manager for all.
    fn authority_says(
        &self,
        code: &str,
        person: &PersonCode,
        present: bool,
    ) -> Result<Vec<Event>, Rejection> {
        let department = self.day.plan.department(code);
        let department = department.ok_or_else(|| AgencyRefusal::NoSuchDepartment {
            department: code.to_owned(),
        })?;
        let allowed = match self.by {
            Actor::Person { code, role } => *role == Role::Manager || code == person,
            Actor::Hall | Actor::Device { .. } | Actor::Public | Actor::Visitor { .. } => false,
        };
        if !allowed {
            return Err(Rejection::NotYours);
        }
        if !department.may_decide(person) {
            let (person, department) = (person.clone(), code.to_owned());
            return Err(AgencyRefusal::NoAuthority { person, department }.into());
        }
        Ok(self.said(department, person, present).into_iter().collect())
    }

    /// Whoever may decide and signs in at a window is here.
    pub(super) fn authority_signs_in(&self, clerk: &PersonCode) -> Vec<Event> {
        let departments = self.day.plan.parts().departments.iter();
        let theirs = departments.filter(|department| department.may_decide(clerk));
        theirs
            .filter_map(|department| self.said(department, clerk, true))
            .collect()
    }

    /// What was said already is not said again.
    fn said(&self, department: &Department, person: &PersonCode, present: bool) -> Option<Event> {
        let said = self.day.authorities.get(&department.code);
        let known = said.and_then(|said| said.get(person)).map(|said| said.present);
        (known != Some(present)).then(|| Event::AuthoritySaid {
            department: department.code.clone(),
            person: person.clone(),
            present,
        })
    }

    /// Where the plan wants it, nothing is decided on the spot without somebody who may.
    pub(super) fn may_be_decided(&self, leg: &Leg, outcome: Outcome) -> Result<(), Rejection> {
        if outcome != Outcome::DoneOnSpot || !self.day.plan.agency().on_spot_by_authority {
            return Ok(());
        }
        let code = &leg.opened.service;
        match self.day.authority_for(code) {
            Some(authority) if !authority.is_here() => Err(AgencyRefusal::AuthorityAbsent {
                service: code.clone(),
                department: self.day.plan.decides(code).unwrap_or_default().to_owned(),
            }
            .into()),
            Some(_) | None => Ok(()),
        }
    }
}
