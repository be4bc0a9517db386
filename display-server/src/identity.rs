//! Who is who: people with PINs and sessions, devices with tokens, and what each may ask for.
//!
//! Kept in `identities.db`, apart from the journal: nothing here ever enters an event or a report.
//! A backup has PINs and devices of it, and no more.
//!
//! Invariant: a secret is stored hashed, a PIN with argon2, a 256-bit token with SHA-256.
//! Invariant: a role comes from the plan (people) or from the manager (devices), never from a request.

mod caller;
mod copy;
mod day_keys;
mod devices;
mod lockout;
mod pins;
mod secret;
mod sessions;
mod tables;

use std::net::IpAddr;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use prometheus_client::metrics::counter::Counter;
use queue_core::plan::Role;
use queue_core::{PersonCode, RequestId, WindowNumber};
use rusqlite::Connection;

pub use caller::{Caller, DeviceCaller, PersonCaller, SESSION_COOKIE};
pub(crate) use caller::{cookie as cookie_of, secret as secret_of};
pub(crate) use copy::copy_identities;
pub(crate) use day_keys::DayKey;
pub use devices::{DeviceGrant, DeviceRole, OneTimeCode};
pub use pins::BadPin;
pub use secret::token_hash;
pub use sessions::NewSession;

use crate::clock::Clock;
use crate::plan_in_force::PlanInForce;
use crate::store::{DatabaseError, Migration, open_database};

/// The file in the data folder.
pub(crate) const IDENTITIES_DB: &str = "identities.db";
const MIGRATIONS: &[Migration] = &[
    include_str!("identity/schema/001_identities.sql"),
    include_str!("identity/schema/002_day_keys.sql"),
    include_str!("identity/schema/003_journals.sql"),
];
/// The newest version of the file that this program knows.
pub(crate) const IDENTITIES_VERSION: usize = MIGRATIONS.len();

/// People, devices, sessions; cheap to clone.
#[derive(Clone)]
pub struct Identities {
    plan: PlanInForce,
    clock: Clock,
    known: Arc<Mutex<tables::Known>>,
    connection: Arc<Mutex<Connection>>,
    pins: pins::PinThread,
    pin_meters: Arc<PinMeters>,
}

/// How often a PIN was not the right one, or was not even looked at.
#[derive(Debug, Default)]
pub(crate) struct PinMeters {
    /// Wrong PINs.
    pub(crate) wrong: Counter,
    /// Attempts refused because of too many wrong ones.
    pub(crate) locked: Counter,
}

/// Why identities cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The database refuses.
    #[error(transparent)]
    Database(#[from] DatabaseError),
    /// No thread can be started to hash PINs.
    #[error("no thread can be started to check PINs: {0}")]
    Thread(#[from] std::io::Error),
}

/// Why an identity is not given.
#[derive(Debug, thiserror::Error)]
pub enum IdentityError {
    /// Work number or PIN is wrong; which one is not said.
    #[error("work number and PIN do not fit; try again")]
    WrongPin,
    /// Too many wrong PINs.
    #[error("locked after five wrong PINs; try again in {minutes} min")]
    Locked {
        /// How long it lasts.
        minutes: u64,
    },
    /// A PIN that cannot be one.
    #[error(transparent)]
    BadPin(#[from] BadPin),
    /// The plan has no such person.
    #[error("the plan has nobody with the work number {code}; add the person to the plan first")]
    UnknownPerson {
        /// What was given.
        code: String,
    },
    /// A one-time code that is none, or that has run out.
    #[error("this code is not good any more; ask the manager for a new one")]
    BadCode,
    /// A one-time code for a device of another role.
    #[error("this code is for another device ({role}); ask the manager for one for this")]
    OtherRole {
        /// What it is for.
        role: &'static str,
    },
    /// A pad or rating screen without a window of the plan.
    #[error("a pad or rating screen needs a window of the plan; name it")]
    PadWithoutWindow,
    /// Too many sign in at once.
    #[error("too many people sign in just now; try again in a few seconds")]
    Busy,
    /// The operating system gives no random numbers.
    #[error("the operating system gives no random numbers: {0}")]
    Random(#[from] getrandom::Error),
    /// The file cannot be written.
    #[error("identities cannot be stored: {0}")]
    Sqlite(#[from] rusqlite::Error),
    /// The server is stopping.
    #[error("the server is stopping")]
    Stopping,
}

impl Identities {
    /// Opens the identities of a data folder.
    ///
    /// # Errors
    /// [`OpenError`] when the file is of a newer version or is not durable.
    pub fn open(folder: &Path, plan: PlanInForce, clock: Clock) -> Result<Self, OpenError> {
        let file = folder.join(IDENTITIES_DB);
        let connection = open_database(&file, MIGRATIONS)?;
        let sqlite = |source| DatabaseError::of(&file, source);
        // What is deleted here is meant to be gone.
        connection
            .pragma_update(None, "secure_delete", true)
            .map_err(sqlite)?;
        let known = tables::load(&connection).map_err(sqlite)?;
        Ok(Self {
            plan,
            clock,
            known: Arc::new(Mutex::new(known)),
            connection: Arc::new(Mutex::new(connection)),
            pins: pins::PinThread::start()?,
            pin_meters: Arc::default(),
        })
    }

    /// Sets somebody's PIN: six digits. Sessions begun with an earlier one end.
    ///
    /// # Errors
    /// When the plan has no such person, or the PIN is no PIN.
    pub async fn set_pin(&self, code: &str, pin: &str) -> Result<(), IdentityError> {
        self.role_of(code).ok_or_else(|| IdentityError::UnknownPerson {
            code: code.to_owned(),
        })?;
        let hash = self.pins.hash(pin).await?;
        let connection = self.connection();
        pins::store(&connection, code, &hash)?;
        sessions::remove_of(&connection, code)?;
        let mut known = self.known();
        known.pins.insert(code.to_owned(), hash);
        known
            .sessions
            .retain(|_, session| session.person.code.as_str() != code);
        Ok(())
    }

    /// Whether somebody has a PIN yet.
    #[must_use]
    pub fn has_pin(&self, code: &str) -> bool {
        self.known().pins.contains_key(code)
    }

    /// What is counted of PINs.
    pub(crate) fn pin_meters(&self) -> &PinMeters {
        &self.pin_meters
    }

    /// Every device that is let in, and its role.
    pub(crate) fn devices(&self) -> Vec<(String, DeviceRole)> {
        let known = self.known();
        let devices = known.devices.values();
        devices
            .map(|device| (device.id.to_string(), device.role))
            .collect()
    }

    /// Begins a session.
    ///
    /// Five wrong PINs lock the account for this address for 15 minutes.
    ///
    /// # Errors
    /// [`IdentityError::WrongPin`] and [`IdentityError::Locked`], in the same time for known and unknown people.
    pub async fn sign_in(&self, code: &str, pin: &str, from: IpAddr) -> Result<NewSession, IdentityError> {
        let kept = {
            let mut known = self.known();
            let tried = known.lockout.try_once(code, from, self.clock.now());
            tried.inspect_err(|_| {
                self.pin_meters.locked.inc();
            })?;
            known.pins.get(code).cloned()
        };
        let right = self.pins.check(kept, pin).await?;
        let role = self.role_of(code).filter(|_| right);
        let role = role.ok_or_else(|| {
            self.pin_meters.wrong.inc();
            IdentityError::WrongPin
        })?;
        self.known().lockout.forgive(code, from);
        self.begin_session(PersonCode::new(code), role)
    }

    /// Lets a device in at once, without a one-time code: for the one who sets a hall up.
    ///
    /// # Errors
    /// When a pad has no window of the plan.
    pub fn grant_device(
        &self,
        device: &str,
        role: DeviceRole,
        window: Option<u16>,
    ) -> Result<DeviceGrant, IdentityError> {
        let window = self.window_of_device(role, window)?;
        let grant = devices::grant(&self.connection(), device, role, window)?;
        self.known().admit(&grant);
        Ok(grant)
    }

    /// Makes a one-time code, good for ten minutes and one device.
    ///
    /// # Errors
    /// When a pad has no window of the plan.
    pub fn new_code(
        &self,
        device: &str,
        role: DeviceRole,
        window: Option<u16>,
    ) -> Result<OneTimeCode, IdentityError> {
        let window = self.window_of_device(role, window)?;
        self.known().codes.make(device, role, window, self.clock.now())
    }

    /// Turns a one-time code into a device's own identity; an earlier identity of that device ends.
    ///
    /// # Errors
    /// [`IdentityError::BadCode`].
    pub fn redeem(&self, code: &str) -> Result<DeviceGrant, IdentityError> {
        self.redeem_as(code, None)
    }

    /// The same for a place that takes devices of one role only; a code for another is not used up.
    ///
    /// # Errors
    /// [`IdentityError::BadCode`], [`IdentityError::OtherRole`].
    pub fn redeem_as(&self, code: &str, wanted: Option<DeviceRole>) -> Result<DeviceGrant, IdentityError> {
        let promised = self.known().codes.take(code, wanted, self.clock.now())?;
        self.grant_device(
            &promised.device,
            promised.role,
            promised.window.map(WindowNumber::get),
        )
    }

    /// Whether a device's identity is this journal's: the first that asks has it, until the device is paired anew.
    ///
    /// # Errors
    /// When it cannot be stored.
    pub(crate) fn bind_journal(&self, device: &str, journal: &RequestId) -> Result<bool, IdentityError> {
        Ok(devices::bind_journal(&self.connection(), device, journal)?)
    }

    /// Ends a device's identity.
    ///
    /// # Errors
    /// When it cannot be stored.
    pub fn revoke_device(&self, device: &str) -> Result<(), IdentityError> {
        devices::revoke(&self.connection(), device)?;
        self.known().dismiss(device);
        Ok(())
    }

    /// Ends a session.
    ///
    /// # Errors
    /// When it cannot be stored.
    pub fn sign_out(&self, bearer: &str) -> Result<(), IdentityError> {
        let Some(hash) = secret::hash_of(bearer) else {
            return Ok(());
        };
        sessions::remove(&self.connection(), &hash)?;
        self.known().sessions.remove(&hash);
        Ok(())
    }

    /// Whose secret this is; none: nobody's, or not any more.
    #[must_use]
    pub fn recognise(&self, bearer: &str) -> Option<Caller> {
        let hash = secret::hash_of(bearer)?;
        let now = self.clock.now();
        let known = self.known();
        if let Some(device) = known.devices.get(&hash) {
            return Some(Caller::Device(device.clone()));
        }
        let session = known
            .sessions
            .get(&hash)
            .filter(|session| now < session.expires_at)?;
        // The plan may have changed since: who lost a role lost what it opened.
        let person = &session.person;
        (self.role_of(person.code.as_str()) == Some(person.role)).then(|| Caller::Person(person.clone()))
    }

    /// Begins somebody's session without a PIN.
    #[cfg(feature = "simulation")]
    pub(crate) fn begin_session_of(&self, code: &str) -> Result<NewSession, IdentityError> {
        let role = self.role_of(code).ok_or(IdentityError::WrongPin)?;
        self.begin_session(PersonCode::new(code), role)
    }

    fn begin_session(&self, code: PersonCode, role: Role) -> Result<NewSession, IdentityError> {
        let session = sessions::begin(code, role, self.clock.now())?;
        sessions::store(&self.connection(), &session, self.clock.now())?;
        self.known().remember(&session);
        Ok(session)
    }

    fn role_of(&self, code: &str) -> Option<Role> {
        self.plan
            .now()
            .person(&PersonCode::new(code))
            .map(|person| person.role)
    }

    fn window_of_device(
        &self,
        role: DeviceRole,
        window: Option<u16>,
    ) -> Result<Option<WindowNumber>, IdentityError> {
        let window = window
            .map(WindowNumber::new)
            .filter(|window| self.plan.now().window(*window).is_some());
        match (role, window) {
            (DeviceRole::Pad | DeviceRole::RatingScreen, None) => Err(IdentityError::PadWithoutWindow),
            (DeviceRole::Pad | DeviceRole::RatingScreen, Some(window)) => Ok(Some(window)),
            (DeviceRole::Kiosk | DeviceRole::Board | DeviceRole::EscortPost, _) => Ok(None),
        }
    }

    fn known(&self) -> MutexGuard<'_, tables::Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn connection(&self) -> MutexGuard<'_, Connection> {
        self.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
