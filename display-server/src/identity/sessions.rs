//! Sessions of people: a secret of 256 random bits, good for twelve hours.

use jiff::{SignedDuration, Timestamp};
use queue_core::PersonCode;
use queue_core::plan::Role;
use rusqlite::{Connection, named_params};

use super::secret::{self, SecretHash};
use crate::views::role_name;

/// How long a session lasts.
const SESSION: SignedDuration = SignedDuration::from_hours(12);

/// A session that began.
#[derive(Debug, Clone)]
pub struct NewSession {
    /// Who.
    pub code: PersonCode,
    /// In which role.
    pub role: Role,
    /// The secret: 64 hex digits, known to the one who signed in alone.
    pub bearer: String,
    /// When it ends by itself.
    pub expires_at: Timestamp,
    pub(super) hash: SecretHash,
}

pub(super) fn begin(code: PersonCode, role: Role, now: Timestamp) -> Result<NewSession, getrandom::Error> {
    let (bearer, hash) = secret::make()?;
    let expires_at = now.saturating_add(SESSION).unwrap_or(now);
    Ok(NewSession {
        code,
        role,
        bearer,
        expires_at,
        hash,
    })
}

pub(super) fn store(connection: &Connection, session: &NewSession, now: Timestamp) -> rusqlite::Result<()> {
    let mut ended = connection.prepare_cached(include_str!("sessions/remove_ended.sql"))?;
    ended.execute(named_params! { ":now_ms": now.as_millisecond() })?;
    let mut insert = connection.prepare_cached(include_str!("sessions/insert.sql"))?;
    let row = named_params! {
        ":hash": session.hash,
        ":code": session.code.as_str(),
        ":role": role_name(session.role),
        ":expires_at_ms": session.expires_at.as_millisecond(),
    };
    insert.execute(row).map(drop)
}

pub(super) fn remove(connection: &Connection, hash: &SecretHash) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached(include_str!("sessions/remove.sql"))?;
    statement.execute(named_params! { ":hash": hash }).map(drop)
}

/// Ends every session of a person.
pub(super) fn remove_of(connection: &Connection, code: &str) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached(include_str!("sessions/remove_of_person.sql"))?;
    statement.execute(named_params! { ":code": code }).map(drop)
}
