//! The link to the hall: its name, the way there, what it says, and whether it knows this device.

use std::collections::BTreeMap;
use std::time::Duration;

use machine::Findings;
use machine::link::{judge_clocks, judge_round_trip};
use reqwest::Url;
use tokio::net::{TcpStream, lookup_host};
use tokio::time::timeout;

use super::files::{Found, PAIR_IT};
use crate::clock::{Clock, machines_time};
use crate::server_link::{LinkError, ServerLink};

/// As long as a device waits for anything but a ticket.
const PATIENCE: Duration = Duration::from_secs(3);

pub(super) async fn look_at(devices: &[Found], findings: &mut Findings) {
    // Devices of one computer have one hall, as a rule.
    let mut ways: BTreeMap<&str, bool> = BTreeMap::new();
    for device in devices {
        let url = device.config.server.url.as_str();
        if !ways.contains_key(url) {
            let is_open = way_to(url, findings).await && says_the_day(url, findings).await;
            ways.insert(url, is_open);
        }
        let is_open = ways.get(url).copied().unwrap_or(false);
        match &device.bearer {
            Some(bearer) if is_open => is_known(device, bearer, findings).await,
            Some(_) => findings.not_looked_at(format!("whether the hall knows {}", device.config.id)),
            None => {}
        }
    }
}

/// Finds the machine and knocks; whatever answers there.
async fn way_to(url: &str, findings: &mut Findings) -> bool {
    let place = Url::parse(url).ok().and_then(|url| {
        let host = url.host_str()?.trim_matches(['[', ']']).to_owned();
        Some((host, url.port_or_known_default()?))
    });
    let Some((host, port)) = place else {
        findings.broken(
            format!("{url} is no address of a hall"),
            "write http://host:port into [server] url",
        );
        return false;
    };
    let found = timeout(PATIENCE, lookup_host((host.as_str(), port))).await;
    let address = match found.map(|found| found.map(|mut found| found.next())) {
        Ok(Ok(Some(address))) => address,
        Ok(Ok(None) | Err(_)) => {
            findings.broken(
                format!("the name {host} of the hall has no address"),
                "look at the network cable and at the name server (resolvectl status), or write an address into [server] url",
            );
            return false;
        }
        Err(_) => {
            findings.broken(
                format!(
                    "nobody says within {} s what address {host} has",
                    PATIENCE.as_secs()
                ),
                "look at the network cable and at the name server (resolvectl status)",
            );
            return false;
        }
    };
    let trouble = match timeout(PATIENCE, TcpStream::connect(address)).await {
        Ok(Ok(_)) => return true,
        Ok(Err(error)) => error.to_string(),
        Err(_) => format!("no answer within {} s", PATIENCE.as_secs()),
    };
    findings.broken(
        format!("the hall at {address} cannot be reached: {trouble}"),
        "refused: its server does not run, or listens elsewhere; no answer: look at cable, switch and firewall",
    );
    false
}

async fn says_the_day(url: &str, findings: &mut Findings) -> bool {
    // Whoever asks what day it is needs no identity.
    let Ok(link) = ServerLink::new(url, "", "") else {
        return false;
    };
    let clock = Clock::running();
    match link.day().await {
        Ok(day) => {
            let (took, now) = (clock.moment().since_start(), machines_time());
            judge_round_trip(url, took, findings);
            let ahead = day.now.duration_since(now).as_millis();
            judge_clocks(url, i64::try_from(ahead).unwrap_or(i64::MAX), took, findings);
            true
        }
        Err(LinkError::Away) => {
            findings.broken(
                format!("{url} is there, and does not answer or cannot store anything"),
                "run `display-server doctor` on the hall's machine",
            );
            false
        }
        Err(error @ (LinkError::Unknown | LinkError::Refused(_) | LinkError::Garbled { .. })) => {
            findings.broken(
                format!("{url} does not speak as a hall does: {error}"),
                "is this the hall's address, and of the same version?",
            );
            false
        }
    }
}

/// Asks for what only a device that is let in may have, and changes nothing by it.
async fn is_known(device: &Found, bearer: &str, findings: &mut Findings) {
    let (id, url) = (&device.config.id, &device.config.server.url);
    let Ok(link) = ServerLink::new(url, id, bearer) else {
        return;
    };
    match link.plan(None).await {
        Ok(_) => findings.looked_at(format!("the pairing of {id} (the hall knows it)")),
        Err(LinkError::Unknown) => findings.broken(
            format!(
                "the hall does not know {id}: it was never paired with this hall, or a manager has revoked it"
            ),
            PAIR_IT,
        ),
        Err(LinkError::Refused(problem)) => findings.broken(
            format!(
                "the hall knows the bearer of {id}, and as something else: {}",
                problem.detail
            ),
            PAIR_IT,
        ),
        Err(error @ (LinkError::Away | LinkError::Garbled { .. })) => findings.broken(
            format!("the hall does not give {id} its plan: {error}"),
            "run `display-server doctor` on the hall's machine",
        ),
    }
}
