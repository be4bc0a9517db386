//! Who decides: departments with their heads in the hall; and what is promised beyond the windows.

use serde::{Deserialize, Serialize};

use super::{Names, Service};
use crate::ids::PersonCode;

/// The hall's rules beyond its windows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgencyRules {
    /// Within how many working days a home visit that was asked for should be done; 1–30.
    pub home_visit_days: u32,
    /// Whether a service is decided on the spot only while its department's head, or a deputy, is present (授權到位).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub on_spot_by_authority: bool,
}

impl Default for AgencyRules {
    /// A week, and absence only shows.
    fn default() -> Self {
        Self {
            home_visit_days: 5,
            on_spot_by_authority: false,
        }
    }
}

impl AgencyRules {
    /// Whether it says nothing but the usual.
    #[must_use]
    pub fn is_usual(&self) -> bool {
        *self == Self::default()
    }
}

/// An authority.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Department {
    /// Short code, such as `GA`.
    pub code: String,
    /// Its name.
    pub names: Names,
    /// Whether its matters are accepted here on its behalf (代受理), since it has no people of its own here. This alone says by
    /// which formula it is appraised; who decides a service stands at the service ([`Service::decides`]).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub on_behalf: bool,
    /// Its head in the hall, who may decide for it (首席代表).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chief: Option<PersonCode>,
    /// Who may when the head is away (AB 崗), the first first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub deputies: Vec<PersonCode>,
}

impl Department {
    /// Whether somebody may decide for it.
    #[must_use]
    pub fn may_decide(&self, person: &PersonCode) -> bool {
        self.chief.as_ref() == Some(person) || self.deputies.contains(person)
    }
}

impl Service {
    /// The authority that decides it: the only reader of both fields that say so.
    #[must_use]
    pub fn decides(&self) -> &str {
        self.decided_by.as_deref().unwrap_or(&self.department)
    }
}
