//! Secrets of 256 random bits: 64 hex digits with their owner, SHA-256 with us.

use queue_core::ids::BadId;
use queue_core::{RequestId, TokenHash};
use sha2::{Digest, Sha256};

/// What is kept of a secret.
pub(super) type SecretHash = [u8; 32];

/// How many hex digits a secret has.
const DIGITS: usize = 64;

/// A new secret and what is kept of it.
pub(super) fn make() -> Result<(String, SecretHash), getrandom::Error> {
    let mut bytes = [0; DIGITS / 2];
    getrandom::fill(&mut bytes)?;
    let text = hex::encode(bytes);
    let hash = Sha256::digest(text.as_bytes()).into();
    Ok((text, hash))
}

/// What is kept of a secret that somebody shows; none when it cannot be one.
pub(super) fn hash_of(text: &str) -> Option<SecretHash> {
    let is_secret = text.len() == DIGITS && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_secret.then(|| Sha256::digest(text.as_bytes()).into())
}

/// What is kept of a visitor's token: SHA-256 of its 16 bytes.
///
/// # Errors
/// [`BadId`] for anything but 32 hex digits.
pub fn token_hash(token: &str) -> Result<TokenHash, BadId> {
    let token = RequestId::parse(token)?;
    Ok(TokenHash::new(Sha256::digest(token.as_bytes()).into()))
}
