//! PINs: six digits, kept as argon2id strings.

use argon2::password_hash::phc::PasswordHash;
use argon2::{Argon2, PasswordHasher, PasswordVerifier};
use rusqlite::{Connection, named_params};

use super::IdentityError;

/// How many digits a PIN has.
const PIN_DIGITS: usize = 6;
/// How many bytes of salt a hash has (RFC 9106, section 3.1).
const SALT_BYTES: usize = 16;

/// A text that cannot be a PIN.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a PIN has exactly six digits")]
pub struct BadPin;

/// The work of hashing a PIN; argon2 takes tens of milliseconds.
pub(super) fn hashing(
    pin: &str,
) -> Result<impl FnOnce() -> Result<String, IdentityError> + Send + 'static, IdentityError> {
    if pin.len() != PIN_DIGITS || !pin.bytes().all(|digit| digit.is_ascii_digit()) {
        return Err(BadPin.into());
    }
    let pin = pin.to_owned();
    Ok(move || {
        let mut salt = [0; SALT_BYTES];
        getrandom::fill(&mut salt)?;
        let hash: Result<PasswordHash, _> = Argon2::default().hash_password_with_salt(pin.as_bytes(), &salt);
        hash.map(|hash| hash.to_string()).map_err(|_| BadPin.into())
    })
}

/// The work of checking a PIN. Without a hash to compare with, the same work is done for nothing, so that the time
/// does not tell whether the work number exists.
pub(super) fn checking(hash: Option<String>, pin: &str) -> impl FnOnce() -> bool + Send + 'static {
    let pin = pin.to_owned();
    move || {
        let Some(hash) = hash else {
            let _: Result<PasswordHash, _> =
                Argon2::default().hash_password_with_salt(pin.as_bytes(), &[0; SALT_BYTES]);
            return false;
        };
        PasswordHash::new(&hash)
            .is_ok_and(|hash| Argon2::default().verify_password(pin.as_bytes(), &hash).is_ok())
    }
}

pub(super) fn store(connection: &Connection, code: &str, hash: &str) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached(include_str!("people/set_pin.sql"))?;
    statement
        .execute(named_params! { ":code": code, ":hash": hash })
        .map(drop)
}
