//! What the daemon tells whoever looks at it on its own machine: what it counts, and how its devices are.
//!
//! Invariant: nobody on the network is told anything of it.

use std::net::SocketAddr;

use axum::Json;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::header::{CONTENT_TYPE, FORWARDED, HeaderName};
use axum::http::{Extensions, HeaderMap, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use hall_protocol::identity::Health;
use serde::{Deserialize, Serialize};

use super::Served;

const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";
const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// How the daemon is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnHealth {
    /// Whether the hall answered when it was asked last.
    pub hall_answers: bool,
    /// Its devices.
    pub devices: Vec<OwnDevice>,
}

/// How a device is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnDevice {
    /// Its id.
    pub device: String,
    /// What the hall is told of it.
    pub health: Health,
}

pub(super) async fn metrics(State(served): State<Served>) -> Response {
    match served.measured.text() {
        Ok(text) => ([(CONTENT_TYPE, OPEN_METRICS)], text).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

pub(super) async fn health(State(served): State<Served>) -> Json<OwnHealth> {
    let of = |device: &crate::station::DeviceHealth| OwnDevice {
        device: device.device.clone(),
        health: device.now(),
    };
    Json(OwnHealth {
        hall_answers: served.measured.hall.borrow().answers,
        devices: served.measured.devices.iter().map(of).collect(),
    })
}

/// Lets programs on this machine in, and for everybody else there is nothing here. A proxy speaks for others.
pub(super) async fn only_from_here(request: Request, next: Next) -> Response {
    if is_from_here(request.extensions(), request.headers()) {
        next.run(request).await
    } else {
        StatusCode::NOT_FOUND.into_response()
    }
}

fn is_from_here(extensions: &Extensions, headers: &HeaderMap) -> bool {
    let peer = extensions.get::<ConnectInfo<SocketAddr>>();
    peer.is_some_and(|ConnectInfo(peer)| peer.ip().is_loopback())
        && !headers.contains_key(FORWARDED)
        && !headers.contains_key(FORWARDED_FOR)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_programs_on_this_machine_are_told_and_no_proxy() {
        let check = |peer: Option<&str>, header: Option<HeaderName>| {
            let (mut extensions, mut headers) = (Extensions::new(), HeaderMap::new());
            if let Some(peer) = peer {
                extensions.insert(ConnectInfo(peer.parse::<SocketAddr>().unwrap()));
            }
            if let Some(header) = header {
                headers.insert(header, "192.0.2.7".parse().unwrap());
            }
            is_from_here(&extensions, &headers)
        };
        assert!(check(Some("127.0.0.1:9"), None));
        assert!(check(Some("[::1]:9"), None));
        assert!(!check(Some("192.0.2.7:9"), None));
        assert!(!check(Some("127.0.0.1:9"), Some(FORWARDED_FOR)));
        assert!(!check(Some("127.0.0.1:9"), Some(FORWARDED)));
        assert!(!check(None, None), "nobody knows who asks");
    }
}
