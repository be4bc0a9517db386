//! A stop: something of the hall does not work for a while, and nobody pays for it – neither those who wait nor the clerks.
//!
//! While it lasts no ticket of its scope is issued and none is called; the promises of those who wait stand still.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::ids::{GroupLetter, ServiceCode, StopId};
use crate::plan::Service;

/// Something that does not work for a while.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stop {
    /// Which stop of the day.
    pub id: StopId,
    /// Why.
    pub cause: StopCause,
    /// What it stops.
    pub scope: StopScope,
    /// Since when.
    pub since: Timestamp,
    /// When it ended; none: it lasts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<Timestamp>,
}

/// Why something does not work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StopCause {
    /// 業務系統故障: the system in which clerks decide does not answer.
    SystemDown,
    /// Nobody of the department is in the hall, and nobody stands in.
    DepartmentAbsent,
    /// Everybody leaves the hall.
    Evacuation,
}

/// What a stop stops.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StopScope {
    /// The whole hall.
    Hall,
    /// Some groups.
    Groups(Vec<GroupLetter>),
    /// All services of a department.
    Department(String),
    /// Some services.
    Services(Vec<ServiceCode>),
}

impl StopScope {
    /// Whether a service is in it.
    #[must_use]
    pub fn holds(&self, service: &Service) -> bool {
        match self {
            Self::Hall => true,
            Self::Groups(groups) => groups.contains(&service.group),
            Self::Department(code) => service.department == *code,
            Self::Services(services) => services.contains(&service.code),
        }
    }
}

impl Stop {
    /// Whether it stops a service now.
    #[must_use]
    pub fn stops(&self, service: &Service) -> bool {
        self.lasts() && self.scope.holds(service)
    }

    /// Whether it has not ended.
    #[must_use]
    pub fn lasts(&self) -> bool {
        self.ended_at.is_none()
    }
}
