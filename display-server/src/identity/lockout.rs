//! Five wrong PINs lock an account for 15 minutes, for the address they came from.
//!
//! Invariant I9: at most [`REMEMBERED`] accounts and addresses are remembered; the oldest failure is forgotten first.

use std::collections::BTreeMap;
use std::net::IpAddr;

use jiff::{SignedDuration, Timestamp};

use super::IdentityError;

const FAILURES: u32 = 5;
const LOCKED_FOR: SignedDuration = SignedDuration::from_mins(15);
const REMEMBERED: usize = 10_000;
/// How much of a work number is remembered.
const CODE_LETTERS: usize = 64;

/// Who failed, how often, and when last.
#[derive(Debug, Default)]
pub(super) struct Lockout {
    failures: BTreeMap<(String, IpAddr), Failures>,
}

#[derive(Debug, Clone, Copy)]
struct Failures {
    count: u32,
    last_at: Timestamp,
}

impl Lockout {
    /// Counts an attempt as a wrong PIN until it is forgiven, or refuses it: guesses sent side by side are counted
    /// before any of them is compared.
    pub(super) fn try_once(&mut self, code: &str, from: IpAddr, now: Timestamp) -> Result<(), IdentityError> {
        let key = (code.chars().take(CODE_LETTERS).collect(), from);
        let known = self.failures.get(&key).copied();
        let known = known.filter(|failures| failures.locked_for(now).is_positive());
        if let Some(failures) = known.filter(|failures| failures.count >= FAILURES) {
            let minutes = u64::try_from(failures.locked_for(now).as_mins()).unwrap_or(0) + 1;
            return Err(IdentityError::Locked { minutes });
        }
        self.make_room_for(&key);
        let count = known.map_or(0, |failures| failures.count) + 1;
        self.failures.insert(key, Failures { count, last_at: now });
        Ok(())
    }

    /// Forgets the failures of one who got it right.
    pub(super) fn forgive(&mut self, code: &str, from: IpAddr) {
        self.failures
            .remove(&(code.chars().take(CODE_LETTERS).collect(), from));
    }

    fn make_room_for(&mut self, key: &(String, IpAddr)) {
        if self.failures.len() < REMEMBERED || self.failures.contains_key(key) {
            return;
        }
        let oldest = self.failures.iter().min_by_key(|(_, failures)| failures.last_at);
        if let Some(oldest) = oldest.map(|(key, _)| key.clone()) {
            self.failures.remove(&oldest);
        }
    }
}

impl Failures {
    /// How long these failures still count; not positive: no longer.
    fn locked_for(self, now: Timestamp) -> SignedDuration {
        LOCKED_FOR.saturating_sub(now.duration_since(self.last_at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::Ipv4Addr;

    const HERE: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);
    const THERE: IpAddr = IpAddr::V4(Ipv4Addr::UNSPECIFIED);

    #[test]
    fn five_failures_lock_one_address_for_fifteen_minutes() {
        let start = Timestamp::UNIX_EPOCH;
        let mut lockout = Lockout::default();
        for _ in 0..5 {
            assert!(lockout.try_once("c01", HERE, start).is_ok());
        }
        assert!(matches!(
            lockout.try_once("c01", HERE, start),
            Err(IdentityError::Locked { minutes: 16 })
        ));
        assert!(lockout.try_once("c01", THERE, start).is_ok());
        assert!(lockout.try_once("c02", HERE, start).is_ok());
        assert!(lockout.try_once("c01", HERE, start + LOCKED_FOR).is_ok());
    }

    #[test]
    fn who_got_it_right_has_five_attempts_again() {
        let start = Timestamp::UNIX_EPOCH;
        let mut lockout = Lockout::default();
        for _ in 0..20 {
            assert!(lockout.try_once("c01", HERE, start).is_ok());
            lockout.forgive("c01", HERE);
        }
    }
}
