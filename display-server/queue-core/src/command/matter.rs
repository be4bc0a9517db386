//! What a visitor comes for.

use serde::{Deserialize, Serialize};

use crate::ids::{JourneyCode, ServiceCode};
use crate::plan::{HallPlan, Journey, Service};

/// Something that a visitor comes for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Matter {
    /// One service.
    Service(ServiceCode),
    /// A journey through several.
    Journey(JourneyCode),
    /// The rest of a journey, for whom the hall sent home within it. The hall books it itself; nobody asks for it.
    Rest {
        /// Which journey.
        journey: JourneyCode,
        /// At which of its stages the visitor was, from 0.
        stage: u16,
        /// What was open of that stage; never empty.
        open: Vec<ServiceCode>,
    },
}

impl Matter {
    /// The service with which it begins; none: the plan does not know it.
    #[must_use]
    pub fn begins_with<'p>(&self, plan: &'p HallPlan) -> Option<&'p Service> {
        match self {
            Self::Service(code) => plan.service(code),
            Self::Journey(code) => plan.journey(code).and_then(|journey| plan.first_service(journey)),
            Self::Rest { open, .. } => plan.service(open.first()?),
        }
    }

    /// All its services that the plan knows, in order.
    #[must_use]
    pub fn services<'p>(&self, plan: &'p HallPlan) -> Vec<&'p Service> {
        let known = |code: &ServiceCode| plan.service(code);
        match self {
            Self::Service(code) => known(code).into_iter().collect(),
            Self::Journey(code) => {
                let journey = plan.journey(code).into_iter();
                journey.flat_map(Journey::services).filter_map(known).collect()
            }
            Self::Rest { journey, stage, open } => {
                let journey = plan.journey(journey).into_iter();
                let later = journey.flat_map(|journey| journey.services_after(*stage));
                open.iter().chain(later).filter_map(known).collect()
            }
        }
    }
}
