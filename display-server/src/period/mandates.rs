//! What happened to mandates, by what their agents do, and how often agents came, by agent.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use queue_core::agency::Mandate;
use queue_core::ids::AgentCode;
use queue_core::plan::AgentKind;
use queue_core::{LegId, ServiceDay};

/// Mandates of one kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct MandateSums {
    /// Registered.
    pub opened: u32,
    /// Ended, however.
    pub ended: u32,
    /// Those that held when the period ended.
    pub open: u32,
}

/// How often an agent came.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AgentTrips {
    /// The legs, each of which is one trip.
    legs: BTreeSet<(ServiceDay, LegId)>,
    /// For how many principals, each counted on every trip.
    pub principals: u32,
}

impl AgentTrips {
    /// How many trips.
    #[must_use]
    pub fn trips(&self) -> u32 {
        u32::try_from(self.legs.len()).unwrap_or(u32::MAX)
    }
}

/// The mandates of a period.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MandateTable {
    /// By kind.
    pub by_kind: BTreeMap<AgentKind, MandateSums>,
    /// By who acted then.
    pub by_agent: BTreeMap<AgentCode, AgentTrips>,
}

impl MandateTable {
    /// What happened to a mandate between two days, both included.
    pub fn add(&mut self, mandate: &Mandate, (from, to): (Date, Date)) {
        let is_in = |day: ServiceDay| from <= day.0 && day.0 <= to;
        let ended_on = mandate.ended.map(|(on, _)| on);
        let sums = self.by_kind.entry(mandate.kind).or_default();
        sums.opened += u32::from(is_in(mandate.given_on));
        sums.ended += u32::from(ended_on.is_some_and(is_in));
        sums.open += u32::from(mandate.given_on.0 <= to && ended_on.is_none_or(|on| to < on.0));
        for trip in mandate.trips.iter().filter(|trip| is_in(trip.on)) {
            let agent = self.by_agent.entry(trip.agent.clone()).or_default();
            agent.legs.insert((trip.on, trip.leg));
            agent.principals += 1;
        }
    }
}
