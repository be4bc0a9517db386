//! Requests, by the kind of route and the kind of answer.

use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::Response;

use super::{Meters, RequestLabels};
use crate::state::HallState;

/// What the API's routes are about: the first word behind `/api/v1/`.
const NOUNS: [&str; 37] = [
    "advice",
    "agents",
    "appraisals",
    "arrivals",
    "bank-lists",
    "boards",
    "bookings",
    "cases",
    "comparisons",
    "complaints",
    "day",
    "departments",
    "devices",
    "elsewhere",
    "escorts",
    "fees",
    "followups",
    "hall",
    "home-visits",
    "journal",
    "late-entries",
    "leases",
    "live",
    "mandates",
    "matters",
    "offline-tickets",
    "plan",
    "points",
    "ratings",
    "remote-tickets",
    "reports",
    "responsibilities",
    "sessions",
    "slots",
    "tickets",
    "visits",
    "windows",
];

/// Counts a request and what it was answered.
pub(crate) async fn count_request(
    State(state): State<HallState>,
    path: Option<MatchedPath>,
    request: Request,
    next: Next,
) -> Response {
    let response = next.run(request).await;
    let route = path.map_or("none", |path| kind_of(path.as_str()));
    state.meters.answered(route, response.status().as_u16());
    response
}

impl Meters {
    fn answered(&self, route: &'static str, status: u16) {
        let status = status_of(status);
        self.requests
            .get_or_create(&RequestLabels { route, status })
            .inc();
    }
}

fn status_of(status: u16) -> &'static str {
    match status {
        100..=199 => "1xx",
        200..=299 => "2xx",
        300..=399 => "3xx",
        // Told apart from what is refused: somebody asks too fast.
        429 => "429",
        400..=499 => "4xx",
        503 => "503",
        _ => "5xx",
    }
}

/// The kind of a route, of which there are as many as nouns and a few more.
fn kind_of(path: &str) -> &'static str {
    if path.ends_with("/events") {
        return "stream";
    }
    match path.strip_prefix("/api/v1/") {
        Some(rest) => {
            let noun = rest.split('/').next().unwrap_or_default();
            NOUNS.into_iter().find(|known| *known == noun).unwrap_or("other")
        }
        None if path.starts_with("/assets/") => "asset",
        None if ["/healthz", "/readyz", "/metrics", "/api/openapi.json"].contains(&path) => "operations",
        None => "page",
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_route_of_the_api_has_its_noun_and_no_noun_is_without_a_route() {
        let kinds: BTreeSet<&str> = crate::http::paths().into_iter().map(kind_of).collect();
        let of_nouns: BTreeSet<&str> = kinds
            .into_iter()
            .filter(|kind| !["stream", "operations"].contains(kind))
            .collect();
        assert_eq!(of_nouns, BTreeSet::from(NOUNS));
    }

    #[test]
    fn what_is_no_api_is_a_page_an_asset_or_for_operations() {
        for (path, kind) in [
            ("/", "page"),
            ("/v/{token}", "page"),
            ("/boards/{area}/events", "stream"),
            ("/assets/{build}/{name}", "asset"),
            ("/metrics", "operations"),
        ] {
            assert_eq!(kind_of(path), kind, "{path}");
        }
        assert_eq!(
            [200, 404, 429, 500, 503].map(status_of),
            ["2xx", "4xx", "429", "5xx", "503"]
        );
    }
}
