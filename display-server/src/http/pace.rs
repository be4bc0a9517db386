//! How fast one address may ask for what anybody may ask: appointments, their times, tickets on the phone.
//!
//! A burst is let through, then so many a minute: halls sit behind the shared addresses of telephone companies, so one
//! address is many visitors. People who are signed in and devices are not held up.
//!
//! Invariant I9: at most [`REMEMBERED`] addresses are remembered; whoever asked longest ago is forgotten first.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::{Mutex, PoisonError};

use axum::extract::ConnectInfo;
use axum::http::request::Parts;
use axum::http::{HeaderName, Method};
use jiff::{SignedDuration, Timestamp};

use super::problems::Refused;

const REMEMBERED: usize = 10_000;
/// What a proxy on this machine says of who asks.
const FORWARDED: HeaderName = HeaderName::from_static("x-forwarded-for");

/// How many at once, and how long until another is due.
#[derive(Debug, Clone, Copy)]
struct Pace {
    burst: i32,
    apart: SignedDuration,
}

const LOOKING: Pace = Pace {
    burst: 240,
    apart: SignedDuration::from_millis(500),
};
const ASKING: Pace = Pace {
    burst: 60,
    apart: SignedDuration::from_secs(5),
};

/// What each address has asked lately.
#[derive(Debug, Default)]
pub struct Paces {
    /// By whether something is asked for or only looked at, and address: when all that was asked would have been due.
    due_at: Mutex<BTreeMap<(bool, IpAddr), Timestamp>>,
}

impl Paces {
    /// Counts a request, or says when to try again.
    pub(crate) fn keep(&self, method: &Method, from: IpAddr, now: Timestamp) -> Result<(), Refused> {
        let asks = !method.is_safe();
        let pace = if asks { ASKING } else { LOOKING };
        let key = (asks, network(from));
        let mut due_at = self.due_at.lock().unwrap_or_else(PoisonError::into_inner);
        let known = due_at.get(&key).copied();
        // Later than a whole burst means that the clock was set back.
        let known = known.filter(|due| *due > now && *due <= now + pace.apart * pace.burst);
        let due = known.unwrap_or(now) + pace.apart;
        let too_soon = due.duration_since(now + pace.apart * pace.burst);
        if too_soon.is_positive() {
            let wait_s = too_soon.as_millis().unsigned_abs().div_ceil(1000);
            return Err(Refused::too_often(u32::try_from(wait_s).unwrap_or(u32::MAX)));
        }
        if due_at.len() >= REMEMBERED && !due_at.contains_key(&key) {
            make_room(&mut due_at, now);
        }
        due_at.insert(key, due);
        Ok(())
    }
}

/// Whoever is up to date is as good as unknown; if nobody is, the one that soonest will be.
fn make_room(due_at: &mut BTreeMap<(bool, IpAddr), Timestamp>, now: Timestamp) {
    due_at.retain(|_, due| *due > now);
    let soonest = due_at.iter().min_by_key(|(_, due)| **due).map(|(key, _)| *key);
    if let Some(soonest) = soonest.filter(|_| due_at.len() >= REMEMBERED) {
        due_at.remove(&soonest);
    }
}

/// One household has a whole `/64` of the new addresses.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(address) => IpAddr::V4(address),
        IpAddr::V6(address) => {
            let host = u128::from(u64::MAX);
            IpAddr::V6(Ipv6Addr::from(u128::from(address) & !host))
        }
    }
}

/// Who asks: the other end, or whom the proxy on this very machine names last.
pub(crate) fn asker(request: &Parts) -> IpAddr {
    let peer = request.extensions.get::<ConnectInfo<SocketAddr>>();
    let peer = peer.map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |ConnectInfo(peer)| peer.ip());
    let forwarded = request.headers.get_all(FORWARDED).iter().next_back();
    let named = forwarded
        .and_then(|names| names.to_str().ok()?.rsplit(',').next()?.trim().parse().ok())
        .filter(|_| peer.is_loopback());
    named.unwrap_or(peer)
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: Timestamp = Timestamp::UNIX_EPOCH;

    fn address(last: u32) -> IpAddr {
        IpAddr::V4(Ipv4Addr::from(0x0a00_0000 + last))
    }

    fn wait_s(answer: Result<(), Refused>) -> Option<String> {
        let wait = answer.err()?.retry_after()?;
        wait.to_str().ok().map(str::to_owned)
    }

    #[test]
    fn a_burst_passes_and_then_one_when_it_is_due() {
        let paces = Paces::default();
        let ask = |now: Timestamp| paces.keep(&Method::POST, address(1), now);
        for _ in 0..60 {
            assert_eq!(wait_s(ask(START)), None);
        }
        assert_eq!(wait_s(ask(START)).as_deref(), Some("5"));
        assert_eq!(
            wait_s(paces.keep(&Method::POST, address(2), START)),
            None,
            "another"
        );
        assert_eq!(
            wait_s(paces.keep(&Method::GET, address(1), START)),
            None,
            "looking"
        );
        let later = START + SignedDuration::from_secs(5);
        assert_eq!(wait_s(ask(later)), None);
        assert_eq!(wait_s(ask(later)).as_deref(), Some("5"));
        let set_back = START - SignedDuration::from_hours(1);
        assert_eq!(wait_s(ask(set_back)), None, "a clock set back holds nobody up");
    }

    #[test]
    fn what_is_remembered_is_bounded() {
        let paces = Paces::default();
        for last in 0..12_000 {
            assert_eq!(wait_s(paces.keep(&Method::POST, address(last), START)), None);
        }
        assert!(paces.due_at.lock().expect("nobody panicked").len() <= REMEMBERED);
    }

    #[test]
    fn a_proxy_on_this_machine_is_believed_and_no_other() {
        let from = |peer: &str, named: &str| {
            let peer: SocketAddr = peer.parse().expect("an address");
            let request = axum::http::Request::builder().header(FORWARDED, named);
            let (parts, ()) = request
                .extension(ConnectInfo(peer))
                .body(())
                .expect("a request")
                .into_parts();
            asker(&parts).to_string()
        };
        assert_eq!(from("127.0.0.1:9", "192.0.2.7, 198.51.100.3"), "198.51.100.3");
        assert_eq!(from("127.0.0.1:9", "nonsense"), "127.0.0.1");
        assert_eq!(from("192.0.2.7:9", "198.51.100.3"), "192.0.2.7");
        let [one, other] = ["2001:db8::1", "2001:db8::2:1"].map(|text| text.parse().expect("an address"));
        assert_eq!(network(one), network(other));
    }

    #[test]
    fn old_addresses_in_the_form_of_new_ones_stay_apart() {
        let address = |text: &str| text.parse::<IpAddr>().expect("an address");
        assert_eq!(network(address("::ffff:192.0.2.7")), address("192.0.2.7"));
        assert_ne!(
            network(address("::ffff:192.0.2.7")),
            network(address("::ffff:192.0.2.8"))
        );
    }
}
