//! Who sends a request: recognised by `Authorization: Bearer …`, or by the session's cookie.

use axum::http::HeaderMap;
use axum::http::header::{AUTHORIZATION, COOKIE};
use queue_core::command::Actor;
use queue_core::plan::Role;
use queue_core::{DeviceId, PersonCode, WindowNumber};

use super::devices::DeviceRole;

/// The cookie of a browser's session or of a paired device.
pub const SESSION_COOKIE: &str = "hall_session";

/// Who sends a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Caller {
    /// A person signed in.
    Person(PersonCaller),
    /// A device of the hall.
    Device(DeviceCaller),
    /// Nobody we know.
    Nobody,
}

/// A person signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonCaller {
    /// Work number.
    pub code: PersonCode,
    /// In which role.
    pub role: Role,
}

/// A device of the hall.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeviceCaller {
    /// Its id.
    pub id: DeviceId,
    /// What it is.
    pub role: DeviceRole,
    /// The window of a pad.
    pub window: Option<WindowNumber>,
}

impl Caller {
    /// Who asks, as the journal will say it; none for nobody.
    #[must_use]
    pub fn actor(&self) -> Option<Actor> {
        match self {
            Self::Person(person) => Some(Actor::Person {
                code: person.code.clone(),
                role: person.role,
            }),
            Self::Device(device) => Some(Actor::Device {
                id: device.id.clone(),
            }),
            Self::Nobody => None,
        }
    }

    /// The role of a person; none for devices and nobody.
    #[must_use]
    pub fn role(&self) -> Option<Role> {
        match self {
            Self::Person(person) => Some(person.role),
            Self::Device(_) | Self::Nobody => None,
        }
    }
}

/// The secret that a request shows.
pub(crate) fn secret(headers: &HeaderMap) -> Option<&str> {
    let bearer = headers
        .get(AUTHORIZATION)
        .and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "));
    bearer.or_else(|| cookie(headers, SESSION_COOKIE))
}

/// One cookie of a request.
pub(crate) fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let cookies = headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok());
    let mut pairs = cookies
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(key, _)| *key == name).map(|(_, value)| value)
}
