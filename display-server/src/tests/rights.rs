//! Every route × every role × nobody: written by hand, so that the table of routes is checked against another.

use axum::http::StatusCode;
use serde_json::json;

use super::Bench;
use crate::identity::DeviceRole;

/// Method, path, and who is let in, in the order of [`ROLES`]; `*` is anyone.
const RIGHTS: &[(&str, &str, &str)] = &[
    ("POST", "/api/v1/tickets", "..R..K..."),
    ("POST", "/api/v1/tickets/0/confirm", "..R..K..."),
    ("POST", "/api/v1/tickets/0/void", "..R..K..."),
    ("POST", "/api/v1/leases", ".....K..."),
    ("POST", "/api/v1/offline-tickets", ".....K..."),
    ("GET", "/api/v1/day", "*"),
    ("GET", "/api/v1/windows/1", "C.RM..P.."),
    ("GET", "/api/v1/windows/1/events", "C.RM..P.."),
    ("POST", "/api/v1/windows/1/open", "C..M..P.."),
    ("POST", "/api/v1/windows/1/pause", "C..M..P.."),
    ("POST", "/api/v1/windows/1/resume", "C..M..P.."),
    ("POST", "/api/v1/windows/1/close", "C..M..P.."),
    ("POST", "/api/v1/windows/1/call-next", "C..M..P.."),
    ("POST", "/api/v1/windows/1/call", "C..M..P.."),
    ("POST", "/api/v1/windows/1/recall", "C..M..P.."),
    ("POST", "/api/v1/windows/1/start", "C..M..P.."),
    ("POST", "/api/v1/windows/1/finish", "C..M..P.."),
    ("POST", "/api/v1/windows/1/no-show", "C..M..P.."),
    ("POST", "/api/v1/windows/1/park", "C..M..P.."),
    ("POST", "/api/v1/windows/1/resume-ticket", "C..M..P.."),
    ("POST", "/api/v1/windows/1/transfer", "C..M..P.."),
    ("POST", "/api/v1/windows/1/class", "C..M..P.."),
    ("POST", "/api/v1/windows/1/undo", "C..M..P.."),
    ("GET", "/api/v1/cases", "C.RMO...."),
    ("GET", "/api/v1/cases/260302-S001-000000", "C.RMO...."),
    ("POST", "/api/v1/cases/260302-S001-000000/tell", "C..M....."),
    ("POST", "/api/v1/cases/260302-S001-000000/accept", "C..M....."),
    ("POST", "/api/v1/cases/260302-S001-000000/stop-clock", "C..M....."),
    (
        "POST",
        "/api/v1/cases/260302-S001-000000/start-clock",
        "C..M.....",
    ),
    (
        "POST",
        "/api/v1/cases/260302-S001-000000/ask-extension",
        "C..M.....",
    ),
    (
        "POST",
        "/api/v1/cases/260302-S001-000000/decide-extension",
        "...M.....",
    ),
    ("POST", "/api/v1/cases/260302-S001-000000/leave-hall", "C..M....."),
    ("POST", "/api/v1/cases/260302-S001-000000/come-back", "C..M....."),
    ("POST", "/api/v1/cases/260302-S001-000000/take-over", "C..M....."),
    ("POST", "/api/v1/cases/260302-S001-000000/complete", "C..M....."),
    ("GET", "/api/v1/responsibilities", "CGRMO...."),
    ("GET", "/api/v1/responsibilities/events", "CGRMO...."),
    ("POST", "/api/v1/cases/260302-S001-000000/supervise", "...MO...."),
    ("POST", "/api/v1/cases/260302-S001-000000/answer", "C..M....."),
    ("POST", "/api/v1/home-visits", "*"),
    ("GET", "/api/v1/home-visits", "CGRM....."),
    ("GET", "/api/v1/home-visits/H260302-00000000", "CGRM....."),
    ("GET", "/api/v1/home-visits/H260302-00000000/progress", "*"),
    ("POST", "/api/v1/home-visits/H260302-00000000/assign", "..RM....."),
    ("POST", "/api/v1/home-visits/H260302-00000000/date", "CGRM....."),
    ("POST", "/api/v1/home-visits/H260302-00000000/done", "CGRM....."),
    (
        "POST",
        "/api/v1/home-visits/H260302-00000000/not-done",
        "CGRM.....",
    ),
    ("POST", "/api/v1/home-visits/H260302-00000000/cancel", "*"),
    ("GET", "/api/v1/agents", "*"),
    ("POST", "/api/v1/mandates", "C.RM....."),
    ("GET", "/api/v1/mandates", "CGRM....."),
    ("GET", "/api/v1/mandates/W260302-00000000", "CGRM....."),
    ("GET", "/api/v1/mandates/W260302-00000000/progress", "*"),
    ("POST", "/api/v1/mandates/W260302-00000000/attach", "CGRM....."),
    ("POST", "/api/v1/mandates/W260302-00000000/hand-over", "..RM....."),
    ("POST", "/api/v1/mandates/W260302-00000000/done", "CGRM....."),
    ("POST", "/api/v1/mandates/W260302-00000000/revoke", "*"),
    ("GET", "/api/v1/departments", "CGRMO...."),
    ("GET", "/api/v1/departments/events", "CGRMO...."),
    ("POST", "/api/v1/departments/RS/authority", "CGRM....."),
    ("GET", "/api/v1/comparisons", "...MO...."),
    ("POST", "/api/v1/comparisons", "...MO...."),
    ("GET", "/api/v1/comparisons/B260302-00000000", "...MO...."),
    ("GET", "/api/v1/appraisals/2026-02", "...MO...."),
    ("GET", "/api/v1/appraisals/2026-02/mine", "C........"),
    ("GET", "/api/v1/appraisals/2026-02/table", "...MO...."),
    ("POST", "/api/v1/appraisals/2026-02/draft", "...M....."),
    ("POST", "/api/v1/appraisals/2026-02/show", "...M....."),
    ("POST", "/api/v1/appraisals/2026-02/appeal", "C........"),
    ("POST", "/api/v1/appraisals/2026-02/answer", "...MO...."),
    ("POST", "/api/v1/appraisals/2026-02/publish", "...M....."),
    ("POST", "/api/v1/appraisals/2026-02/excellent", "...MO...."),
    ("GET", "/api/v1/points", "...MO...."),
    ("POST", "/api/v1/points", "...MO...."),
    ("POST", "/api/v1/points/P260302-00000000/strike", "...MO...."),
    ("GET", "/api/v1/reports/month", "...MO...."),
    ("GET", "/api/v1/reports/year", "...MO...."),
    ("GET", "/api/v1/matters/260302-S001-000000", "*"),
    ("POST", "/api/v1/windows/1/rate", "......P..S"),
    ("POST", "/api/v1/visits/0/rate", "*"),
    ("POST", "/api/v1/visits/0/disown-rating", "*"),
    ("POST", "/api/v1/visits/0/explain-rating", "*"),
    ("GET", "/api/v1/ratings", "...MO...."),
    ("POST", "/api/v1/ratings/260302-0000000000/look-at", "...MO...."),
    ("GET", "/api/v1/ratings/mine", "C........"),
    ("GET", "/api/v1/reports/ratings", "...MO...."),
    ("POST", "/api/v1/windows/1/fee-notices", "C..M....."),
    ("GET", "/api/v1/fees", "...MO...."),
    ("GET", "/api/v1/fees/F260302-000000", "C..MO...."),
    ("POST", "/api/v1/fees/F260302-000000/pay", "C..M....."),
    ("POST", "/api/v1/fees/F260302-000000/cancel", "C..M....."),
    ("POST", "/api/v1/bank-lists", "...MO...."),
    ("GET", "/api/v1/bank-lists", "...MO...."),
    ("GET", "/api/v1/bank-lists/B000000000000", "...MO...."),
    ("GET", "/api/v1/reports/fees", "...MO...."),
    ("GET", "/api/v1/followups", "CGRMO...."),
    ("POST", "/api/v1/followups", "CGRMO...."),
    ("GET", "/api/v1/followups/260302-C-00000000", "CGRMO...."),
    ("POST", "/api/v1/followups/260302-C-00000000/assign", "...MO...."),
    ("POST", "/api/v1/followups/260302-C-00000000/state", "CGRMO...."),
    ("POST", "/api/v1/followups/260302-C-00000000/decide", "...MO...."),
    ("POST", "/api/v1/followups/260302-C-00000000/rectify", "...MO...."),
    (
        "POST",
        "/api/v1/followups/260302-C-00000000/call-back",
        "...MO....",
    ),
    ("POST", "/api/v1/followups/260302-C-00000000/appeal", "CGRMO...."),
    ("POST", "/api/v1/complaints", "*"),
    ("GET", "/api/v1/complaints/260302-C-00000000", "*"),
    ("POST", "/api/v1/complaints/260302-C-00000000/call-back", "*"),
    ("POST", "/api/v1/complaints/260302-C-00000000/appeal", "*"),
    ("GET", "/api/v1/escorts", "CGRM..P.E"),
    ("GET", "/api/v1/escorts/events", "CGRM..P.E"),
    ("POST", "/api/v1/escorts", "CGRM.KP.E"),
    ("GET", "/api/v1/escorts/mine", ".G......."),
    ("GET", "/api/v1/escorts/mine/events", ".G......."),
    ("POST", "/api/v1/escorts/on-duty", ".G......."),
    ("POST", "/api/v1/escorts/off-duty", ".G......."),
    ("POST", "/api/v1/escorts/1/accept", "CGRM....."),
    ("POST", "/api/v1/escorts/1/decline", ".G......."),
    ("POST", "/api/v1/escorts/1/release", "CGRM....."),
    ("POST", "/api/v1/escorts/1/meet", "CGRM....."),
    ("POST", "/api/v1/escorts/1/hand-over", "CGRM....."),
    ("POST", "/api/v1/escorts/1/fetch", "CGRM....."),
    ("POST", "/api/v1/escorts/1/done", "CGRM....."),
    ("POST", "/api/v1/escorts/1/cancel", "CGRM.KP.E"),
    ("GET", "/api/v1/visits/0", "*"),
    ("GET", "/api/v1/visits/0/events", "*"),
    ("POST", "/api/v1/visits/0/withdraw", "*"),
    ("POST", "/api/v1/visits/0/reactivate", "*"),
    ("POST", "/api/v1/visits/0/postpone", "*"),
    ("POST", "/api/v1/visits/0/help", "*"),
    ("GET", "/api/v1/boards/hall", "*"),
    ("GET", "/api/v1/boards/nowhere/events", "*"),
    ("GET", "/api/v1/live", "...M....."),
    ("GET", "/api/v1/live/events", "...M....."),
    ("POST", "/api/v1/arrivals", "..R..K..."),
    ("GET", "/api/v1/slots", "*"),
    ("POST", "/api/v1/bookings", "*"),
    ("GET", "/api/v1/bookings/0", "*"),
    ("POST", "/api/v1/bookings/0/move", "*"),
    ("POST", "/api/v1/bookings/0/cancel", "*"),
    ("POST", "/api/v1/remote-tickets", "*"),
    ("POST", "/api/v1/advice", "C.RM..P.."),
    ("POST", "/api/v1/elsewhere", ".....K..."),
    ("GET", "/api/v1/reports/mandates", "...MO...."),
    ("GET", "/api/v1/reports/elsewhere", "...MO...."),
    ("POST", "/api/v1/late-entries", "C..M....."),
    ("GET", "/api/v1/hall/today", "...M....."),
    ("POST", "/api/v1/hall/stops", "...M....."),
    ("POST", "/api/v1/hall/stops/1/end", "...M....."),
    ("POST", "/api/v1/hall/stops/1/postpone", "...M....."),
    ("POST", "/api/v1/hall/reroute", "...M....."),
    ("POST", "/api/v1/hall/close-early", "...M....."),
    ("POST", "/api/v1/hall/announcements", "...M....."),
    ("POST", "/api/v1/hall/announcements/1/end", "...M....."),
    ("POST", "/api/v1/windows/1/cover", "C..M..P.."),
    ("POST", "/api/v1/windows/1/end-cover", "...M....."),
    ("GET", "/api/v1/reports/day", "...MO...."),
    ("GET", "/api/v1/reports/legs", "...MO...."),
    ("GET", "/api/v1/reports/escorts", "...MO...."),
    ("GET", "/api/v1/reports/followups", "...MO...."),
    ("GET", "/api/v1/reports/cases", "...MO...."),
    ("GET", "/api/v1/reports/classes", "...MO...."),
    ("GET", "/api/v1/journal", "...MO...."),
    ("GET", "/api/v1/plan", "...M....."),
    ("GET", "/api/v1/plan/export", "...M....."),
    ("POST", "/api/v1/plan/check", "...M....."),
    ("GET", "/api/v1/plan/versions", "...M....."),
    ("GET", "/api/v1/plan/versions/1", "...M....."),
    ("POST", "/api/v1/plan/versions", "...M....."),
    ("POST", "/api/v1/plan/versions/1/approve", "...M....."),
    ("POST", "/api/v1/plan/versions/1/reject", "...M....."),
    ("POST", "/api/v1/sessions", "*"),
    ("POST", "/api/v1/devices/codes", "...M....."),
    ("POST", "/api/v1/devices/redeem", "*"),
    ("DELETE", "/api/v1/devices/x", "...M....."),
    ("POST", "/api/v1/devices/{me}/health", ".....KPBE"),
    ("GET", "/api/v1/devices/{me}/plan", ".....KPBE"),
    ("GET", "/api/v1/devices/{me}/day-key", ".....K..."),
    ("GET", "/healthz", "*"),
    ("GET", "/readyz", "*"),
    ("GET", "/metrics", "*"),
    ("GET", "/api/openapi.json", "*"),
    ("DELETE", "/api/v1/sessions", "CGRMO...."),
];

/// The people of the plan, then the devices.
// The overseer oversees everything; what each kind reads alone is tested beside its pages.
const PEOPLE: [&str; 5] = [
    super::identity::CLERK,
    "201",
    "301",
    super::identity::MANAGER,
    "911",
];
const DEVICES: [DeviceRole; 5] = [
    DeviceRole::Kiosk,
    DeviceRole::Pad,
    DeviceRole::Board,
    DeviceRole::EscortPost,
    DeviceRole::RatingScreen,
];

#[tokio::test]
async fn each_role_reaches_what_is_its_own_and_nothing_else() {
    let bench = Bench::open_as("2026-03-02T00:30:00Z", super::followups::with_overseers);
    let mut callers = Vec::new();
    for code in PEOPLE {
        callers.push((code, bench.person(code).await));
    }
    for role in DEVICES {
        let grant = bench
            .house
            .state
            .identities
            .grant_device(role.name(), role, Some(1))
            .expect("a device");
        callers.push((role.name(), grant.bearer));
    }
    for (method, path, let_in) in RIGHTS {
        let anyone = *let_in == "*";
        let nobody = outcome(&bench, method, path, None).await;
        assert_eq!(
            nobody != StatusCode::UNAUTHORIZED,
            anyone,
            "{method} {path} by nobody: {nobody}"
        );
        let stranger = outcome(&bench, method, path, Some(&"0".repeat(64))).await;
        assert_eq!(stranger, nobody, "{method} {path} by a stranger");
        for (place, (name, bearer)) in callers.iter().enumerate() {
            let allowed = anyone || let_in.as_bytes().get(place).is_some_and(|mark| *mark != b'.');
            let status = outcome(&bench, method, &path.replace("{me}", name), Some(bearer)).await;
            assert_eq!(
                status != StatusCode::FORBIDDEN,
                allowed,
                "{method} {path} by {name}: {status}"
            );
        }
    }
    assert_eq!(RIGHTS.len(), routes(&bench).await, "a route is missing here");
}

async fn routes(bench: &Bench) -> usize {
    let document = bench.ask("GET", "/api/openapi.json", None, None).await.body;
    let paths = document["paths"].as_object().expect("paths");
    paths
        .values()
        .filter_map(|operations| operations.as_object())
        .map(serde_json::Map::len)
        .sum()
}

async fn outcome(bench: &Bench, method: &str, path: &str, bearer: Option<&str>) -> StatusCode {
    let body = json!({});
    let body = (method == "POST").then_some(&body);
    // Each route from an address of its own: nobody is held up for what another route did not find.
    let route = RIGHTS
        .iter()
        .position(|(other, known, _)| (*other, *known) == (method, path));
    let address = format!("192.0.2.{}", route.unwrap_or(255));
    let mut request = axum::http::Request::builder().method(method).uri(path);
    if route.is_some_and(|_| path != "/metrics") {
        request = request.header("x-forwarded-for", address);
    }
    if let Some(bearer) = bearer {
        request = request.header("authorization", format!("Bearer {bearer}"));
    }
    if body.is_some() {
        request = request.header("content-type", "application/json");
    }
    let body = body.map(ToString::to_string).unwrap_or_default();
    let request = request.body(axum::body::Body::from(body)).expect("a request");
    let Ok(response) = tower::ServiceExt::oneshot(bench.router.clone(), request).await;
    response.status()
}
