//! How fast one address may ask for what anybody may ask: appointments, their times, tickets on the phone.
//!
//! A burst is let through, then so many a minute: halls sit behind the shared addresses of telephone companies, so one
//! address is many visitors. People who are signed in and devices are not held up. Asking for what is not there costs more:
//! whoever has a code asks for it once, whoever has none tries many.
//!
//! Invariant I9: at most [`REMEMBERED`] addresses are remembered; whoever asked longest ago is forgotten first.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::{Mutex, PoisonError};

use axum::extract::{ConnectInfo, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderName, Method, StatusCode};
use axum::middleware::Next;
use axum::response::Response;
use jiff::{SignedDuration, Timestamp};

use super::problems::Refused;
use crate::clock::Clock;

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

/// What it costs to ask for what is not there: a code that was mistyped is forgiven, trying codes is not worth while.
const MISS_COSTS: SignedDuration = SignedDuration::from_secs(30);

impl Pace {
    fn of(method: &Method) -> Self {
        if method.is_safe() { LOOKING } else { ASKING }
    }

    /// How much may be asked at once, as time.
    fn whole(self) -> SignedDuration {
        self.apart * self.burst
    }
}

/// What an address has asked.
#[derive(Debug, Clone, Copy)]
struct Asked {
    /// When all of it would have been due.
    due: Timestamp,
    /// When the last was asked.
    at: Timestamp,
}

/// What each address has asked lately.
#[derive(Debug, Default)]
pub struct Paces {
    /// By whether something is asked for or only looked at, and address.
    asked: Mutex<BTreeMap<(bool, IpAddr), Asked>>,
}

impl Paces {
    /// Counts a request, or says when to try again.
    fn keep(&self, method: &Method, from: IpAddr, now: Timestamp) -> Result<(), Refused> {
        let pace = Pace::of(method);
        let due = self.due(method, from, now) + pace.apart;
        let too_soon = due.duration_since(now + pace.whole());
        if too_soon.is_positive() {
            let wait_s = too_soon.as_millis().unsigned_abs().div_ceil(1000);
            return Err(Refused::too_often(u32::try_from(wait_s).unwrap_or(u32::MAX)));
        }
        self.remember(method, from, (due, now));
        Ok(())
    }

    /// Lets a request pass at the pace of its address, and counts what it comes to.
    pub(crate) async fn hold(
        &self,
        clock: &Clock,
        request: Request,
        next: Next,
    ) -> Result<Response, Refused> {
        let (parts, body) = request.into_parts();
        let (method, from) = (parts.method.clone(), asker(&parts));
        self.keep(&method, from, clock.now())?;
        let response = next.run(Request::from_parts(parts, body)).await;
        if response.status() == StatusCode::NOT_FOUND {
            self.missed(&method, from, clock.now());
        }
        Ok(response)
    }

    /// Counts that what was asked for is not there.
    fn missed(&self, method: &Method, from: IpAddr, now: Timestamp) {
        let due = self.due(method, from, now) + MISS_COSTS;
        self.remember(method, from, (due, now));
    }

    /// When all that an address asked would have been due.
    fn due(&self, method: &Method, from: IpAddr, now: Timestamp) -> Timestamp {
        let asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        let known = asked.get(&(!method.is_safe(), network(from)));
        // Asked later than now means that the clock was set back.
        let known = known.filter(|asked| asked.at <= now).map(|asked| asked.due);
        known.unwrap_or(now).max(now)
    }

    fn remember(&self, method: &Method, from: IpAddr, (due, now): (Timestamp, Timestamp)) {
        let key = (!method.is_safe(), network(from));
        let mut asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        if asked.len() >= REMEMBERED && !asked.contains_key(&key) {
            make_room(&mut asked, now);
        }
        asked.insert(key, Asked { due, at: now });
    }
}

/// Who asks, for a handler.
pub(crate) struct Asker(pub(crate) IpAddr);

impl<S: Send + Sync> FromRequestParts<S> for Asker {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self(asker(parts)))
    }
}

/// Whether a request comes from a program on this very machine, and from nobody that a proxy speaks for.
pub(crate) fn is_from_here(request: &Parts) -> bool {
    asker(request).is_loopback() && !request.headers.contains_key(FORWARDED)
}

/// Whoever is up to date is as good as unknown; if nobody is, the one that soonest will be.
fn make_room(asked: &mut BTreeMap<(bool, IpAddr), Asked>, now: Timestamp) {
    asked.retain(|_, one| one.due > now);
    let soonest = asked.iter().min_by_key(|(_, one)| one.due).map(|(key, _)| *key);
    if let Some(soonest) = soonest.filter(|_| asked.len() >= REMEMBERED) {
        asked.remove(&soonest);
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
    fn whoever_tries_codes_is_held_to_one_in_half_a_minute() {
        let paces = Paces::default();
        let ask = |now: Timestamp| paces.keep(&Method::GET, address(1), now);
        let mut tried = 0;
        for second in 0..3600 {
            let now = START + SignedDuration::from_secs(second);
            while ask(now).is_ok() {
                paces.missed(&Method::GET, address(1), now);
                tried += 1;
            }
        }
        assert!((120..=125).contains(&tried), "{tried} in an hour");
        let now = START + SignedDuration::from_hours(1);
        assert!(wait_s(ask(now)).is_some_and(|wait| wait.parse().is_ok_and(|wait: u32| wait <= 31)));
        let later = now + SignedDuration::from_secs(31);
        assert_eq!(
            wait_s(ask(later)),
            None,
            "whoever has a code is not sent away for long"
        );
        assert_eq!(wait_s(paces.keep(&Method::GET, address(2), now)), None, "another");
    }

    #[test]
    fn codes_tried_side_by_side_cost_as_much() {
        let paces = Paces::default();
        let ask = |now: Timestamp| paces.keep(&Method::GET, address(1), now);
        let at_once = (0..1_000).filter(|_| ask(START).is_ok()).count();
        assert_eq!(at_once, 240);
        (0..at_once).for_each(|_| paces.missed(&Method::GET, address(1), START));
        let later = |minutes: i64| START + SignedDuration::from_mins(minutes);
        assert!(ask(later(119)).is_err(), "240 × 30 s are two hours");
        assert!(ask(later(121)).is_ok());
    }

    #[test]
    fn what_is_remembered_is_bounded() {
        let paces = Paces::default();
        for last in 0..12_000 {
            assert_eq!(wait_s(paces.keep(&Method::POST, address(last), START)), None);
        }
        assert!(paces.asked.lock().expect("nobody panicked").len() <= REMEMBERED);
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
