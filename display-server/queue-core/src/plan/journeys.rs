//! Journeys: the configured order of services that one ticket walks through, 一件事.

use serde::{Deserialize, Serialize};

use super::{HallPlan, Names, Service};
use crate::ids::{JourneyCode, ServiceCode};

/// A configured order of services.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Journey {
    /// Its code.
    pub code: JourneyCode,
    /// What it is called.
    pub names: Names,
    /// The department that leads it; needed where services run side by side (牽頭).
    #[serde(default)]
    pub lead: Option<String>,
    /// What follows what; never empty.
    pub stages: Vec<Stage>,
}

/// What is handled side by side: one leg at a time, in any order, and all of them before the next stage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stage {
    /// The services; never empty.
    pub legs: Vec<StageLeg>,
}

/// One service of a stage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StageLeg {
    /// Which service.
    pub service: ServiceCode,
    /// How long after the end of the stage before it can be waited for, in seconds, 0–86,400.
    #[serde(default)]
    pub lag_s: u32,
}

impl Journey {
    /// The services that it begins with.
    #[must_use]
    pub fn first(&self) -> &[StageLeg] {
        self.stages
            .first()
            .map(|stage| stage.legs.as_slice())
            .unwrap_or_default()
    }

    /// All of its services, in order.
    pub fn services(&self) -> impl Iterator<Item = &ServiceCode> {
        self.stages
            .iter()
            .flat_map(|stage| &stage.legs)
            .map(|leg| &leg.service)
    }

    /// The services of the stages after one, in order.
    pub fn services_after(&self, stage: u16) -> impl Iterator<Item = &ServiceCode> {
        let stages = self.stages.iter().skip(usize::from(stage) + 1);
        stages.flat_map(|stage| &stage.legs).map(|leg| &leg.service)
    }

    /// Promised completion in working days: stage after stage, of parallel legs the latest.
    #[must_use]
    pub fn limit_days(&self, plan: &HallPlan) -> u32 {
        let limit = |leg: &StageLeg| plan.service(&leg.service).map_or(0, |service| service.limit_days);
        let stages = self.stages.iter();
        stages
            .map(|stage| stage.legs.iter().map(limit).max().unwrap_or(0))
            .sum()
    }
}

impl HallPlan {
    /// A journey by code.
    #[must_use]
    pub fn journey(&self, code: &JourneyCode) -> Option<&Journey> {
        self.parts().journeys.iter().find(|journey| journey.code == *code)
    }

    /// Whether a journey has the same stages by another plan: whoever is within it, here or at home, stands in one of them.
    #[must_use]
    pub fn keeps_stages(&self, other: &Self, code: &JourneyCode) -> bool {
        let (one, another) = (self.journey(code), other.journey(code));
        one.map(|journey| &journey.stages) == another.map(|journey| &journey.stages)
    }

    /// The services that usually follow one another after a service, in order; each at most once.
    #[must_use]
    pub fn usual_path(&self, code: &ServiceCode) -> Vec<ServiceCode> {
        let mut path = Vec::new();
        let mut next = self.service(code).and_then(|service| service.next.clone());
        while let Some(code) = next.filter(|code| !path.contains(code)) {
            next = self.service(&code).and_then(|service| service.next.clone());
            path.push(code);
        }
        path
    }

    /// The service that gives a journey's ticket its letter: the first of its first stage.
    #[must_use]
    pub fn first_service(&self, journey: &Journey) -> Option<&Service> {
        self.service(&journey.first().first()?.service)
    }
}
