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
    /// Refuses a locked account.
    pub(super) fn check(&mut self, code: &str, from: IpAddr, now: Timestamp) -> Result<(), IdentityError> {
        let key = (code.to_owned(), from);
        let Some(failures) = self.failures.get(&key) else {
            return Ok(());
        };
        let left = LOCKED_FOR.saturating_sub(now.duration_since(failures.last_at));
        if left.is_positive() && failures.count >= FAILURES {
            let minutes = u64::try_from(left.as_mins()).unwrap_or(0) + 1;
            return Err(IdentityError::Locked { minutes });
        }
        if !left.is_positive() {
            self.failures.remove(&key);
        }
        Ok(())
    }

    /// Counts a wrong PIN.
    pub(super) fn fail(&mut self, code: &str, from: IpAddr, now: Timestamp) {
        let key = (code.chars().take(64).collect(), from);
        if self.failures.len() >= REMEMBERED && !self.failures.contains_key(&key) {
            let oldest = self.failures.iter().min_by_key(|(_, failures)| failures.last_at);
            if let Some(oldest) = oldest.map(|(key, _)| key.clone()) {
                self.failures.remove(&oldest);
            }
        }
        let failures = self.failures.entry(key).or_insert(Failures {
            count: 0,
            last_at: now,
        });
        failures.count += 1;
        failures.last_at = now;
    }

    /// Forgets the failures of one who got it right.
    pub(super) fn forgive(&mut self, code: &str, from: IpAddr) {
        self.failures.remove(&(code.to_owned(), from));
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
        for _ in 0..4 {
            lockout.fail("c01", HERE, start);
        }
        assert!(lockout.check("c01", HERE, start).is_ok());
        lockout.fail("c01", HERE, start);
        assert!(matches!(
            lockout.check("c01", HERE, start),
            Err(IdentityError::Locked { minutes: 16 })
        ));
        assert!(lockout.check("c01", THERE, start).is_ok());
        assert!(lockout.check("c02", HERE, start).is_ok());
        assert!(lockout.check("c01", HERE, start + LOCKED_FOR).is_ok());
    }
}
