//! Devices: each has one role and one secret; a manager lets it in with a one-time code.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use queue_core::{DeviceId, RequestId, WindowNumber};
use rusqlite::{Connection, named_params};

use super::IdentityError;
use super::secret::{self, SecretHash};

/// How long a one-time code is good.
const CODE_LIFE: SignedDuration = SignedDuration::from_mins(10);
/// How many one-time codes are good at once, at most.
const CODES: usize = 100;
/// The letters of a one-time code: 32 that cannot be mistaken for one another.
const CODE_LETTERS: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
const CODE_LENGTH: usize = 8;

/// What a device is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DeviceRole {
    /// A ticket kiosk.
    Kiosk,
    /// The keys at a window.
    Pad,
    /// A public screen.
    Board,
    /// An accessibility button.
    EscortPost,
    /// The screen beside a window, in visitors' hands: it rates, and no more.
    RatingScreen,
}

impl DeviceRole {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 5] = [
        Self::Kiosk,
        Self::Pad,
        Self::Board,
        Self::EscortPost,
        Self::RatingScreen,
    ];

    /// The name on the wire.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Kiosk => "kiosk",
            Self::Pad => "pad",
            Self::Board => "board",
            Self::EscortPost => "escort_post",
            Self::RatingScreen => "rating_screen",
        }
    }

    /// The role of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }
}

/// A device's own identity.
#[derive(Debug, Clone)]
pub struct DeviceGrant {
    /// Which device.
    pub device: DeviceId,
    /// What it is.
    pub role: DeviceRole,
    /// The window of a pad or a rating screen.
    pub window: Option<WindowNumber>,
    /// The secret: 64 hex digits, known to the device alone.
    pub bearer: String,
    pub(super) hash: SecretHash,
}

/// A one-time code.
#[derive(Debug, Clone)]
pub struct OneTimeCode {
    /// Eight characters.
    pub code: String,
    /// When it ends.
    pub expires_at: Timestamp,
}

/// The one-time codes that are good; in memory only, so a restart ends them.
#[derive(Debug, Default)]
pub(super) struct Codes {
    good: BTreeMap<String, Promised>,
}

/// What a code stands for.
#[derive(Debug, Clone)]
pub(super) struct Promised {
    pub(super) device: String,
    pub(super) role: DeviceRole,
    pub(super) window: Option<WindowNumber>,
    expires_at: Timestamp,
}

impl Codes {
    pub(super) fn make(
        &mut self,
        device: &str,
        role: DeviceRole,
        window: Option<WindowNumber>,
        now: Timestamp,
    ) -> Result<OneTimeCode, IdentityError> {
        self.good
            .retain(|_, promised| now < promised.expires_at && promised.device != device);
        if self.good.len() >= CODES {
            self.good.pop_first();
        }
        let mut bytes = [0; CODE_LENGTH];
        getrandom::fill(&mut bytes)?;
        let letter = |byte: &u8| {
            CODE_LETTERS
                .get(usize::from(byte % 32))
                .copied()
                .map_or('A', char::from)
        };
        let code: String = bytes.iter().map(letter).collect();
        let expires_at = now.saturating_add(CODE_LIFE).unwrap_or(now);
        self.good.insert(
            code.clone(),
            Promised {
                device: device.to_owned(),
                role,
                window,
                expires_at,
            },
        );
        Ok(OneTimeCode { code, expires_at })
    }

    /// Takes a code; one that is for another role than the wanted stays good.
    pub(super) fn take(
        &mut self,
        code: &str,
        wanted: Option<DeviceRole>,
        now: Timestamp,
    ) -> Result<Promised, IdentityError> {
        let code = code.trim().to_ascii_uppercase();
        let known = self.good.get(&code).filter(|promised| now < promised.expires_at);
        let role = known.ok_or(IdentityError::BadCode)?.role;
        if wanted.is_some_and(|wanted| wanted != role) {
            return Err(IdentityError::OtherRole { role: role.name() });
        }
        self.good.remove(&code).ok_or(IdentityError::BadCode)
    }
}

pub(super) fn grant(
    connection: &Connection,
    device: &str,
    role: DeviceRole,
    window: Option<WindowNumber>,
) -> Result<DeviceGrant, IdentityError> {
    let (bearer, hash) = secret::make()?;
    let mut statement = connection.prepare_cached(include_str!("devices/grant.sql"))?;
    statement.execute(named_params! {
        ":device": device,
        ":hash": hash,
        ":role": role.name(),
        ":window": window.map(WindowNumber::get),
    })?;
    Ok(DeviceGrant {
        device: DeviceId::new(device),
        role,
        window,
        bearer,
        hash,
    })
}

/// Whether the device's identity is this journal's, from now on if it was nobody's.
pub(super) fn bind_journal(
    connection: &Connection,
    device: &str,
    journal: &RequestId,
) -> rusqlite::Result<bool> {
    let mut statement = connection.prepare_cached(include_str!("devices/bind_journal.sql"))?;
    let bound = statement.execute(named_params! { ":device": device, ":journal": journal.as_bytes() })?;
    Ok(bound == 1)
}

pub(super) fn revoke(connection: &Connection, device: &str) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached(include_str!("devices/revoke.sql"))?;
    statement.execute(named_params! { ":device": device }).map(drop)
}
