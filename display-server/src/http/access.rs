//! Who may ask: the roles of people and devices, as the table of routes names them.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use crate::identity::{Caller, secret_of};
use crate::state::HallState;
use crate::views::role_name;

/// Who may ask for a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Access {
    /// The names of the roles, separated by blanks; none: anyone.
    roles: Option<&'static str>,
    /// Whether nobody in particular is held to a pace.
    is_paced: bool,
}

/// Whether a caller is let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Entry {
    Open,
    /// Nobody we know: 401.
    WhoAreYou,
    /// Somebody, but not for this: 403.
    NotYours,
}

impl Access {
    /// No identity is needed.
    pub(super) const ANYONE: Self = Self {
        roles: None,
        is_paced: false,
    };

    /// No identity is needed, but who has none is held to the pace of one address.
    pub(super) const PACED: Self = Self {
        roles: None,
        is_paced: true,
    };

    /// Only these roles.
    pub(super) const fn of(roles: &'static str) -> Self {
        Self {
            roles: Some(roles),
            is_paced: false,
        }
    }

    /// The roles that are let in; none: anyone.
    pub(super) fn roles(self) -> Option<&'static str> {
        self.roles
    }

    /// Whether this caller is held to the pace of the address.
    pub(super) fn holds_to_pace(self, caller: &Caller) -> bool {
        self.is_paced && *caller == Caller::Nobody
    }

    /// Whether anybody is.
    pub(super) fn is_paced(self) -> bool {
        self.is_paced
    }

    /// Whether this caller is let in.
    pub(super) fn check(self, caller: &Caller) -> Entry {
        let Some(roles) = self.roles else {
            return Entry::Open;
        };
        let role = match caller {
            Caller::Nobody => return Entry::WhoAreYou,
            Caller::Person(person) => role_name(person.role),
            Caller::Device(device) => device.role.name(),
        };
        if roles.split(' ').any(|known| known == role) {
            Entry::Open
        } else {
            Entry::NotYours
        }
    }
}

impl FromRequestParts<HallState> for Caller {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &HallState) -> Result<Self, Infallible> {
        if let Some(caller) = parts.extensions.get::<Self>() {
            return Ok(caller.clone());
        }
        let caller = secret_of(&parts.headers).and_then(|secret| state.identities.recognise(secret));
        Ok(caller.unwrap_or(Self::Nobody))
    }
}
