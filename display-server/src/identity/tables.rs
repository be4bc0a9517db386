//! What is known of identities, in memory: read on every request, so never from disk.

use std::collections::BTreeMap;

use jiff::Timestamp;
use queue_core::plan::Role;
use queue_core::{DeviceId, PersonCode, WindowNumber};
use rusqlite::Connection;

use super::caller::{DeviceCaller, PersonCaller};
use super::devices::{Codes, DeviceGrant, DeviceRole};
use super::lockout::Lockout;
use super::secret::SecretHash;
use super::sessions::NewSession;
use crate::views::role_name;

const ROLES: [Role; 5] = [
    Role::Clerk,
    Role::Guide,
    Role::Reception,
    Role::Manager,
    Role::Overseer,
];

#[derive(Debug, Default)]
pub(super) struct Known {
    pub(super) pins: BTreeMap<String, String>,
    pub(super) sessions: BTreeMap<SecretHash, Session>,
    pub(super) devices: BTreeMap<SecretHash, DeviceCaller>,
    pub(super) codes: Codes,
    pub(super) lockout: Lockout,
}

#[derive(Debug)]
pub(super) struct Session {
    pub(super) person: PersonCaller,
    pub(super) expires_at: Timestamp,
}

impl Known {
    pub(super) fn remember(&mut self, session: &NewSession) {
        let person = PersonCaller {
            code: session.code.clone(),
            role: session.role,
        };
        self.sessions.insert(
            session.hash,
            Session {
                person,
                expires_at: session.expires_at,
            },
        );
    }

    /// A device has one identity: a new one ends the old.
    pub(super) fn admit(&mut self, grant: &DeviceGrant) {
        self.dismiss(grant.device.as_str());
        let caller = DeviceCaller {
            id: grant.device.clone(),
            role: grant.role,
            window: grant.window,
        };
        self.devices.insert(grant.hash, caller);
    }

    pub(super) fn dismiss(&mut self, device: &str) {
        self.devices.retain(|_, caller| caller.id.as_str() != device);
    }
}

pub(super) fn load(connection: &Connection) -> rusqlite::Result<Known> {
    let mut known = Known::default();
    let mut pins = connection.prepare(include_str!("pins/all.sql"))?;
    for pin in pins.query_map((), |row| Ok((row.get("code")?, row.get("hash")?)))? {
        let (code, hash) = pin?;
        known.pins.insert(code, hash);
    }
    let mut sessions = connection.prepare(include_str!("sessions/all.sql"))?;
    for session in sessions.query_map((), read_session)? {
        let (hash, session) = session?;
        known.sessions.extend(session.map(|session| (hash, session)));
    }
    let mut devices = connection.prepare(include_str!("devices/all.sql"))?;
    for device in devices.query_map((), read_device)? {
        let (hash, device) = device?;
        known.devices.extend(device.map(|device| (hash, device)));
    }
    Ok(known)
}

/// A row with a role that this program does not know is nobody.
fn read_session(row: &rusqlite::Row<'_>) -> rusqlite::Result<(SecretHash, Option<Session>)> {
    let role: String = row.get("role")?;
    let role = ROLES.into_iter().find(|known| role_name(*known) == role);
    let code: String = row.get("code")?;
    let expires_at = Timestamp::from_millisecond(row.get("expires_at_ms")?).unwrap_or_default();
    let session = role.map(|role| Session {
        person: PersonCaller {
            code: PersonCode::new(code),
            role,
        },
        expires_at,
    });
    Ok((row.get("hash")?, session))
}

fn read_device(row: &rusqlite::Row<'_>) -> rusqlite::Result<(SecretHash, Option<DeviceCaller>)> {
    let role: String = row.get("role")?;
    let id: String = row.get("device")?;
    let window = row.get::<_, Option<u16>>("window")?.map(WindowNumber::new);
    let device = DeviceRole::from_name(&role).map(|role| DeviceCaller {
        id: DeviceId::new(id),
        role,
        window,
    });
    Ok((row.get("hash")?, device))
}
