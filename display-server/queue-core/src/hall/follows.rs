//! What follows a leg on the same ticket, if its matter goes on: the next stage of its journey, or the service that the
//! plan names after it.

use super::{Day, Hall};
use crate::ids::ServiceCode;
use crate::leg::{Leg, Step};

/// A leg that follows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Follows {
    /// Which service.
    pub service: ServiceCode,
    /// How long after the end before it, in seconds.
    pub lag_s: u32,
    /// Where it stands in its journey.
    pub step: Option<Step>,
}

impl Hall {
    /// What follows a leg, if its matter goes on; several legs run side by side.
    #[must_use]
    pub fn follows(&self, leg: &Leg) -> Vec<Follows> {
        self.day.as_ref().map(|day| day.follows(leg)).unwrap_or_default()
    }
}

impl Day {
    pub(super) fn follows(&self, leg: &Leg) -> Vec<Follows> {
        if let Some(step) = &leg.opened.step {
            return self.next_stage(leg, step);
        }
        let service = self.plan.service(&leg.opened.service);
        let next = service.and_then(|service| Some((service.next.clone()?, service.next_lag_s)));
        next.map(|(service, lag_s)| Follows {
            service,
            lag_s,
            step: None,
        })
        .into_iter()
        .collect()
    }

    /// The next stage of a journey, once every other leg of this one has let the matter go on.
    fn next_stage(&self, leg: &Leg, step: &Step) -> Vec<Follows> {
        if !self.others_are_over(leg, step) {
            return Vec::new();
        }
        let stage = step.stage.saturating_add(1);
        let journey = self.plan.journey(&step.journey);
        let legs = journey.and_then(|journey| journey.stages.get(usize::from(stage)));
        let legs = legs.iter().flat_map(|stage| &stage.legs);
        legs.map(|leg| Follows {
            service: leg.service.clone(),
            lag_s: leg.lag_s,
            step: Some(Step {
                journey: step.journey.clone(),
                stage,
            }),
        })
        .collect()
    }

    fn others_are_over(&self, leg: &Leg, step: &Step) -> bool {
        let Some(visit) = self.visit(leg.opened.id.visit) else {
            return false;
        };
        let mut beside = visit.legs.iter().filter(|other| {
            other.opened.id != leg.opened.id
                && other.opened.matter == leg.opened.matter
                && other.opened.step.as_ref() == Some(step)
        });
        beside.all(|other| other.is_ended() && other.lets_go_on())
    }
}
