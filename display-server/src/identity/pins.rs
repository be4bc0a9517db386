//! PINs: six digits, kept as argon2id strings (RFC 9106), hashed by one thread in memory of its own.
//!
//! One thread, because argon2 needs its memory whole: hashed wherever a request happens to run, the same work leaves
//! a block of it behind in every thread's allocator.
//!
//! Invariant I9: one PIN is hashed at a time, at most [`WAITING`] wait, and more are told to come back.

use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};

use argon2::password_hash::phc::{Output, PasswordHash, Salt};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use rusqlite::{Connection, named_params};
use tokio::sync::oneshot;

use super::IdentityError;

/// How many digits a PIN has.
const PIN_DIGITS: usize = 6;
/// How many bytes of salt a hash has (RFC 9106, section 3.1).
const SALT_BYTES: usize = 16;
/// How many wait for the thread at most; at 25 ms each the last waits under a second.
const WAITING: usize = 32;
/// Memory in KiB, passes and lanes: the OWASP password storage cheat sheet's equivalent of its 19 MiB and 2 passes
/// for machines with little memory.
const MEMORY_KIB: u32 = 7 * 1024;
const PASSES: u32 = 5;
const LANES: u32 = 1;

/// A text that cannot be a PIN.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a PIN has exactly six digits")]
pub struct BadPin;

/// The way to the thread that hashes; it ends with its last handle.
#[derive(Clone)]
pub(super) struct PinThread {
    work: SyncSender<Work>,
}

type Work = Box<dyn FnOnce(&mut Blocks) + Send>;

/// Argon2's working memory, kept between PINs.
#[derive(Default)]
struct Blocks(Vec<Block>);

impl PinThread {
    pub(super) fn start() -> std::io::Result<Self> {
        let (work, waiting) = sync_channel(WAITING);
        std::thread::Builder::new()
            .name("pins".to_owned())
            .spawn(move || hash_whatever_comes(&waiting))?;
        Ok(Self { work })
    }

    /// The string that is kept of a PIN.
    pub(super) async fn hash(&self, pin: &str) -> Result<String, IdentityError> {
        if pin.len() != PIN_DIGITS || !pin.bytes().all(|digit| digit.is_ascii_digit()) {
            return Err(BadPin.into());
        }
        let mut salt = [0; SALT_BYTES];
        getrandom::fill(&mut salt)?;
        let pin = pin.to_owned();
        let hash = self.on_the_thread(move |blocks| blocks.hash(&pin, &salt)).await?;
        hash.ok_or_else(|| BadPin.into())
    }

    /// Whether a PIN is the one that is kept. Without one to compare with, the same work is done for nothing, so that
    /// the time does not tell whether the work number exists.
    pub(super) async fn check(&self, kept: Option<String>, pin: &str) -> Result<bool, IdentityError> {
        let pin = pin.to_owned();
        self.on_the_thread(move |blocks| match kept {
            Some(kept) => blocks.check(&kept, &pin).unwrap_or(false),
            None => blocks.hash(&pin, &[0; SALT_BYTES]).is_none(),
        })
        .await
    }

    async fn on_the_thread<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Blocks) -> T + Send + 'static,
    ) -> Result<T, IdentityError> {
        let (reply, answer) = oneshot::channel();
        // Whoever has gone away in the meantime hears nothing, which is as it should be.
        let work: Work = Box::new(move |blocks| drop(reply.send(work(blocks))));
        self.work.try_send(work).map_err(|error| match error {
            TrySendError::Full(_) => IdentityError::Busy,
            TrySendError::Disconnected(_) => IdentityError::Stopping,
        })?;
        answer.await.map_err(|_| IdentityError::Stopping)
    }
}

fn hash_whatever_comes(waiting: &Receiver<Work>) {
    let mut blocks = Blocks::default();
    while let Ok(work) = waiting.recv() {
        work(&mut blocks);
    }
}

impl Blocks {
    /// None: the parameters are none that argon2 takes.
    fn hash(&mut self, pin: &str, salt: &[u8]) -> Option<String> {
        let params = Params::new(MEMORY_KIB, PASSES, LANES, None).ok()?;
        let hash = PasswordHash {
            algorithm: Algorithm::Argon2id.ident(),
            version: Some(Version::V0x13.into()),
            params: (&params).try_into().ok()?,
            salt: Some(Salt::new(salt).ok()?),
            hash: Some(self.output(pin, salt, params)?),
        };
        Some(hash.to_string())
    }

    /// The kept string names its own parameters: one of an older program still holds.
    fn check(&mut self, kept: &str, pin: &str) -> Option<bool> {
        let kept = PasswordHash::new(kept).ok()?;
        if kept.algorithm != Algorithm::Argon2id.ident() {
            return None;
        }
        let output = self.output(pin, kept.salt.as_ref()?, Params::try_from(&kept).ok()?)?;
        // `Output` compares in constant time.
        Some(kept.hash? == output)
    }

    fn output(&mut self, pin: &str, salt: &[u8], params: Params) -> Option<Output> {
        self.0.resize(params.block_count(), Block::new());
        let mut output = [0; Params::DEFAULT_OUTPUT_LEN];
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into_with_memory(pin.as_bytes(), salt, &mut output, &mut self.0)
            .ok()?;
        Output::new(&output).ok()
    }
}

pub(super) fn store(connection: &Connection, code: &str, hash: &str) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached(include_str!("pins/set.sql"))?;
    statement
        .execute(named_params! { ":code": code, ":hash": hash })
        .map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pin_fits_its_own_string_and_no_other() {
        let mut blocks = Blocks::default();
        let kept = blocks.hash("246810", &[7; SALT_BYTES]).expect("a hash");
        assert!(kept.starts_with("$argon2id$v=19$m=7168,t=5,p=1$"), "{kept}");
        assert_eq!(blocks.check(&kept, "246810"), Some(true));
        assert_eq!(blocks.check(&kept, "246811"), Some(false));
        assert_eq!(blocks.check("no hash", "246810"), None);
    }

    #[test]
    fn a_string_with_other_parameters_still_holds() {
        // From the reference program: `echo -n 246810 | argon2 somesaltsomesalt -id -t 2 -k 19456 -p 1 -e`.
        let kept = "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$WQL2/syWHH6XjkDctSLF5j7F77PxGvt5rfyAxPVbtIM";
        assert_eq!(Blocks::default().check(kept, "246810"), Some(true));
    }
}
