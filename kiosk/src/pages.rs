//! The pages of the daemon, served to its own screens: the touch page, the signs, and the panel of simulated devices.
//!
//! Invariant: every page works as plain forms; the script makes them live, and changes nothing else.
//! Invariant: nothing is loaded from another host.

pub mod alive;
mod assets;
pub(crate) mod listener;
mod live;
pub mod own;
pub mod panel;
pub mod screen;
pub mod sign;
mod touch;

use std::sync::Arc;

use axum::Router;
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_SECURITY_POLICY, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS};
use axum::middleware::from_fn;
use axum::response::Redirect;
use axum::routing::{get, post};
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::set_header::SetResponseHeaderLayer;

use crate::meters::Measured;
use crate::touchscreen::TouchscreenHandle;
use alive::PageHeartbeat;
use panel::Panel;
use sign::SignScreen;

/// No form of ours is longer.
const LONGEST_BODY: usize = 4096;
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
                      form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// What the pages are drawn from.
#[derive(Clone)]
pub struct Served {
    /// The session; none in a process without a ticket kiosk.
    pub touchscreen: Option<TouchscreenHandle>,
    /// Pixels in a millimetre of the screen.
    pub px_per_mm: f64,
    /// The simulated devices; none on hardware.
    pub panel: Option<Arc<Panel>>,
    /// The signs of the process.
    pub signs: Arc<[SignScreen]>,
    /// What the page on the screen beats.
    pub page_heartbeat: PageHeartbeat,
    /// What is counted, and how the devices are.
    pub measured: Measured,
}

/// Every route of the daemon.
pub fn routes(served: Served) -> Router {
    let pages = match (&served.touchscreen, home_of(&served)) {
        (Some(_), _) => Router::new()
            .route("/", get(touch::page))
            .route("/press", post(touch::press))
            .route("/events", get(touch::events)),
        (None, Some(home)) => Router::new().route("/", get(|| async move { Redirect::to(&home) })),
        (None, None) => Router::new(),
    };
    let panel = match &served.panel {
        Some(_) => Router::new()
            .route("/panel", get(panel::page))
            .route("/panel/press", post(panel::press))
            .route("/panel/events", get(panel::events))
            .route("/panel/paper/{slip}", get(panel::paper)),
        None => Router::new(),
    };
    let own = Router::new()
        .route("/metrics", get(own::metrics))
        .route("/health", get(own::health))
        .route_layer(from_fn(own::only_from_here));
    pages
        .merge(panel)
        .merge(own)
        .route("/sign/{device}", get(sign::page))
        .route("/sign/{device}/events", get(sign::events))
        .route("/alive", post(alive::beat))
        .route("/size.css", get(touch::size))
        .route("/assets/{file}", get(assets::asset))
        .with_state(served)
        .layer(RequestBodyLimitLayer::new(LONGEST_BODY))
        .layer(SetResponseHeaderLayer::overriding(
            CONTENT_SECURITY_POLICY,
            HeaderValue::from_static(POLICY),
        ))
        .layer(SetResponseHeaderLayer::overriding(
            X_CONTENT_TYPE_OPTIONS,
            HeaderValue::from_static("nosniff"),
        ))
        .layer(SetResponseHeaderLayer::overriding(
            REFERRER_POLICY,
            HeaderValue::from_static("no-referrer"),
        ))
}

/// Where a process without a touch page leads to.
fn home_of(served: &Served) -> Option<String> {
    match (&served.panel, &*served.signs) {
        (Some(_), _) => Some("/panel".to_owned()),
        (None, [sign, ..]) => Some(format!("/sign/{}", sign.device)),
        (None, []) => None,
    }
}
