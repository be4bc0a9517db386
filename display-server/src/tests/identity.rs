//! Signing in, being locked out, letting a device in and out.

use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, COOKIE, HOST, ORIGIN};
use axum::http::{Request, StatusCode};
use jiff::SignedDuration;
use serde_json::json;

use super::{Bench, PIN};

pub(super) const CLERK: &str = "101";
pub(super) const MANAGER: &str = "901";

#[tokio::test]
async fn five_wrong_pins_lock_the_account_for_fifteen_minutes() {
    let bench = Bench::open();
    bench.person(CLERK).await;
    let sign_in = async |pin: &str| {
        bench
            .ask(
                "POST",
                "/api/v1/sessions",
                None,
                Some(&json!({"code": CLERK, "pin": pin})),
            )
            .await
    };
    for _ in 0..5 {
        assert_eq!(sign_in("000000").await.problem(), "wrong-pin");
    }
    assert_eq!(sign_in(PIN).await.status, StatusCode::TOO_MANY_REQUESTS);
    bench
        .clock
        .advance_to(bench.clock.now() + SignedDuration::from_mins(15));
    assert_eq!(sign_in(PIN).await.status, StatusCode::CREATED);
}

#[tokio::test]
async fn a_session_ends_by_signing_out_and_after_twelve_hours() {
    let bench = Bench::open();
    let (first, second) = (bench.person(MANAGER).await, bench.person(MANAGER).await);
    assert_eq!(bench.get("/api/v1/live", &first).await.status, StatusCode::OK);
    bench.ask("DELETE", "/api/v1/sessions", Some(&first), None).await;
    assert_eq!(
        bench.get("/api/v1/live", &first).await.status,
        StatusCode::UNAUTHORIZED
    );
    bench
        .clock
        .advance_to(bench.clock.now() + SignedDuration::from_hours(12));
    assert_eq!(
        bench.get("/api/v1/live", &second).await.status,
        StatusCode::UNAUTHORIZED
    );
}

#[tokio::test]
async fn a_new_pin_ends_the_sessions_begun_with_the_old_one() {
    let bench = Bench::open();
    let (manager, clerk) = (bench.person(MANAGER).await, bench.person(CLERK).await);
    let identities = &bench.house.state.identities;
    identities.set_pin(MANAGER, "135790").await.expect("a PIN");
    assert_eq!(
        bench.get("/api/v1/live", &manager).await.status,
        StatusCode::UNAUTHORIZED
    );
    assert_eq!(
        bench.get("/api/v1/windows/1", &clerk).await.status,
        StatusCode::OK
    );
}

#[tokio::test]
async fn guesses_sent_side_by_side_are_five_at_most() {
    let bench = Bench::open();
    bench.person(CLERK).await;
    let guess = json!({"code": CLERK, "pin": "000000"});
    let guesses = (0..20).map(|_| bench.ask("POST", "/api/v1/sessions", None, Some(&guess)));
    let answers = futures_util::future::join_all(guesses).await;
    let compared = answers.iter().filter(|heard| heard.problem() == "wrong-pin");
    assert_eq!(compared.count(), 5);
}

#[tokio::test]
async fn a_code_lets_one_device_in_once_until_it_is_revoked() {
    let bench = Bench::open();
    let manager = bench.person(MANAGER).await;
    let new = json!({"device": "pad-1", "role": "pad", "window": 1});
    let code = bench.post("/api/v1/devices/codes", &manager, &new).await.body;
    let redeem = json!({"code": code["code"]});
    let identity = bench
        .ask("POST", "/api/v1/devices/redeem", None, Some(&redeem))
        .await;
    assert_eq!(identity.status, StatusCode::CREATED);
    let again = bench
        .ask("POST", "/api/v1/devices/redeem", None, Some(&redeem))
        .await;
    assert_eq!(again.problem(), "bad-code");
    let bearer = identity.body["bearer"].as_str().expect("a secret");
    assert_eq!(
        bench.get("/api/v1/windows/1", bearer).await.status,
        StatusCode::OK
    );
    assert_eq!(
        bench.get("/api/v1/windows/2", bearer).await.status,
        StatusCode::FORBIDDEN
    );
    bench
        .ask("DELETE", "/api/v1/devices/pad-1", Some(&manager), None)
        .await;
    assert_eq!(
        bench.get("/api/v1/windows/1", bearer).await.status,
        StatusCode::UNAUTHORIZED
    );
}

#[tokio::test]
async fn a_page_of_another_origin_cannot_use_the_cookie() {
    let bench = Bench::open();
    let clerk = bench.person(CLERK).await;
    let press = |origin: &str| {
        let request = Request::delete("/api/v1/sessions")
            .header(HOST, "hall.example")
            .header(ORIGIN, origin);
        let request = request
            .header(COOKIE, format!("hall_session={clerk}"))
            .header(CONTENT_TYPE, "application/json");
        bench.send(request.body(Body::empty()).expect("a request"))
    };
    assert_eq!(
        press("http://elsewhere.example").await.problem(),
        "foreign-origin"
    );
    assert_eq!(press("http://hall.example").await.status, StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn the_plan_is_fetched_once_while_it_stays_the_same() {
    let bench = Bench::open();
    let request = |known: Option<&str>| {
        let mut request = Request::get("/api/v1/devices/kiosk-1/plan")
            .header("authorization", format!("Bearer {}", bench.kiosk));
        if let Some(known) = known {
            request = request.header("if-none-match", known);
        }
        request.body(Body::empty()).expect("a request")
    };
    let Ok(first) = tower::ServiceExt::oneshot(bench.router.clone(), request(None)).await;
    let tag = first.headers()["etag"].to_str().expect("a tag").to_owned();
    assert_eq!(first.status(), StatusCode::OK);
    assert_eq!(
        bench.send(request(Some(&tag))).await.status,
        StatusCode::NOT_MODIFIED
    );
}
