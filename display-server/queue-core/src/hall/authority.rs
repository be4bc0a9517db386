//! Who may decide for a department today (首席代表、授權到位、AB 崗): said by those who come and go, known to nobody before.

use jiff::Timestamp;

use super::{Day, Hall};
use crate::ids::{PersonCode, ServiceCode};
use crate::plan::Department;

/// What somebody who may decide for a department said of themselves, or a manager for them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Said {
    /// Whether they are here.
    pub present: bool,
    /// Since when.
    pub since: Timestamp,
}

/// Whether somebody may decide for a department just now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Authority {
    /// Nobody has said anything today.
    Unknown,
    /// Its head is here.
    Present {
        /// The head.
        head: PersonCode,
    },
    /// A deputy decides.
    Deputised {
        /// Which.
        by: PersonCode,
    },
    /// Neither the head nor a deputy is here.
    Absent,
}

impl Authority {
    /// Its word.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Present { .. } => "present",
            Self::Deputised { .. } => "deputised",
            Self::Absent => "absent",
        }
    }

    /// Whether somebody may decide.
    #[must_use]
    pub fn is_here(&self) -> bool {
        matches!(self, Self::Present { .. } | Self::Deputised { .. })
    }
}

impl Hall {
    /// Whether somebody may decide for a department; none: no day is open, or the plan names no head for it.
    #[must_use]
    pub fn authority(&self, department: &str) -> Option<Authority> {
        self.day.as_ref()?.authority(department)
    }

    /// What somebody said for a department today; none: nothing.
    #[must_use]
    pub fn authority_said(&self, department: &str, person: &PersonCode) -> Option<Said> {
        self.day
            .as_ref()?
            .authorities
            .get(department)?
            .get(person)
            .copied()
    }

    /// When anybody said anything for a department last.
    #[must_use]
    pub fn authority_since(&self, department: &str) -> Option<Timestamp> {
        let said = self.day.as_ref()?.authorities.get(department)?;
        said.values().map(|said| said.since).max()
    }

    /// Whether everybody who may decide a service on the spot has said that they are away.
    #[must_use]
    pub fn lacks_authority(&self, service: &ServiceCode) -> bool {
        let day = self.day.as_ref();
        day.and_then(|day| day.authority_for(service)) == Some(Authority::Absent)
    }
}

impl Day {
    pub(super) fn authority(&self, code: &str) -> Option<Authority> {
        let department = self.plan.department(code)?;
        let head = department.chief.as_ref()?;
        Some(self.authority_of(department, head))
    }

    /// Whether somebody may decide a service on the spot; none: it is not decided so, or the plan names no head.
    pub(super) fn authority_for(&self, service: &ServiceCode) -> Option<Authority> {
        let known = self.plan.service(service).filter(|known| known.limit_days == 0)?;
        self.authority(known.decides())
    }

    fn authority_of(&self, department: &Department, head: &PersonCode) -> Authority {
        let Some(said) = self.authorities.get(&department.code) else {
            return Authority::Unknown;
        };
        let is_here = |person: &PersonCode| said.get(person).is_some_and(|said| said.present);
        if is_here(head) {
            return Authority::Present { head: head.clone() };
        }
        match department.deputies.iter().find(|deputy| is_here(deputy)) {
            Some(deputy) => Authority::Deputised { by: deputy.clone() },
            None => Authority::Absent,
        }
    }
}
