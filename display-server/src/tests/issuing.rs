//! Taking a ticket: repeats, other bodies, other days, bad bodies, a closed hall.

use axum::body::Body;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE};
use axum::http::{Request, StatusCode};
use serde_json::{Value, json};

use super::{Bench, DAY, id, instant, issue};

#[tokio::test]
async fn a_repeated_request_has_the_first_answer_byte_for_byte() {
    let bench = Bench::open();
    let first = bench.post("/api/v1/tickets", &bench.kiosk, &issue(1)).await;
    let entries = bench.entries();
    bench.ticket(2).await;
    let again = bench.post("/api/v1/tickets", &bench.kiosk, &issue(1)).await;
    assert_eq!(
        (first.status, &first.body["number"]),
        (StatusCode::CREATED, &json!("S001"))
    );
    assert_eq!(first, again);
    assert_eq!(bench.entries(), entries + 2);
}

#[tokio::test]
async fn a_press_is_found_again_however_long_ago_on_its_day_it_was() {
    let bench = Bench::open();
    for number in 1..=300 {
        bench.ticket(number).await;
    }
    let entries = bench.entries();
    assert!(entries > 2 * 256, "more than two blocks of presses");
    for number in [1, 150, 300] {
        let again = bench.post("/api/v1/tickets", &bench.kiosk, &issue(number)).await;
        let given = format!("S{number:03}");
        assert_eq!(
            (again.status, again.body["number"].as_str()),
            (StatusCode::CREATED, Some(given.as_str()))
        );
    }
    assert_eq!(bench.entries(), entries);
}

#[tokio::test]
async fn the_same_id_with_another_body_is_refused() {
    let bench = Bench::open();
    bench.ticket(1).await;
    let entries = bench.entries();
    let mut other = issue(1);
    other["services"] = json!(["M01"]);
    let heard = bench.post("/api/v1/tickets", &bench.kiosk, &other).await;
    assert_eq!(
        (heard.status, heard.problem()),
        (StatusCode::CONFLICT, "same-id-another-body")
    );
    assert_eq!(bench.entries(), entries);
}

#[tokio::test]
async fn another_day_is_answered_from_that_day_or_refused() {
    let bench = Bench::open();
    let yesterday = bench.post("/api/v1/tickets", &bench.kiosk, &issue(1)).await;
    bench.clock.advance_to(instant("2026-03-03T00:30:00Z"));
    let again = bench.post("/api/v1/tickets", &bench.kiosk, &issue(1)).await;
    assert_eq!(again, yesterday);
    let late = bench.post("/api/v1/tickets", &bench.kiosk, &issue(2)).await;
    assert_eq!(
        (late.status, late.problem()),
        (StatusCode::CONFLICT, "another-day")
    );
}

#[tokio::test]
async fn an_empty_body_names_every_missing_field() {
    let bench = Bench::open();
    let entries = bench.entries();
    let heard = bench.post("/api/v1/tickets", &bench.kiosk, &json!({})).await;
    assert_eq!(heard.status, StatusCode::UNPROCESSABLE_ENTITY);
    let mut fields = heard.fields();
    fields.sort_unstable();
    assert_eq!(fields, ["channel", "day", "request", "services", "token"]);
    assert_eq!(bench.entries(), entries);
}

#[tokio::test]
async fn every_bad_field_is_named_at_once() {
    let bench = Bench::open();
    let mut shape = issue(1);
    shape["day"] = json!("yesterday");
    shape["services"] = json!("S01");
    shape["colour"] = json!("red");
    let heard = bench.post("/api/v1/tickets", &bench.kiosk, &shape).await;
    let mut fields = heard.fields();
    fields.sort_unstable();
    assert_eq!(
        (heard.status, fields),
        (
            StatusCode::UNPROCESSABLE_ENTITY,
            vec!["colour", "day", "services"]
        )
    );

    let mut content = issue(1);
    content["request"] = json!("nonsense");
    content["token"] = json!("");
    content["assistance"] = json!(["flying"]);
    let heard = bench.post("/api/v1/tickets", &bench.kiosk, &content).await;
    assert_eq!(heard.fields(), ["request", "token", "assistance"]);
}

#[tokio::test]
async fn a_body_that_is_no_json_or_too_large_is_refused() {
    let bench = Bench::open();
    let send = |media: &str, body: String| {
        let bearer = format!("Bearer {}", bench.kiosk);
        let request = Request::post("/api/v1/tickets")
            .header(AUTHORIZATION, bearer)
            .header(CONTENT_TYPE, media);
        bench.send(request.body(Body::from(body)).expect("a request"))
    };
    let heard = send("text/plain", issue(1).to_string()).await;
    assert_eq!(heard.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    let heard = send("application/json", " ".repeat(20_000)).await;
    assert_eq!(
        (heard.status, heard.problem()),
        (StatusCode::PAYLOAD_TOO_LARGE, "body-too-large")
    );
    let heard = send("application/json", "{".to_owned()).await;
    assert_eq!(heard.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn an_unknown_service_is_a_field_at_fault() {
    let bench = Bench::open();
    let mut body = issue(1);
    body["services"] = json!(["X99"]);
    let heard = bench.post("/api/v1/tickets", &bench.kiosk, &body).await;
    assert_eq!(
        (heard.status, heard.problem()),
        (StatusCode::UNPROCESSABLE_ENTITY, "unknown-service")
    );
}

#[tokio::test]
async fn a_closed_hall_issues_nothing() {
    let bench = Bench::open_at("2026-03-01T02:00:00Z");
    let heard = bench.post("/api/v1/tickets", &bench.kiosk, &issue(1)).await;
    assert_eq!(
        (heard.status, heard.problem()),
        (StatusCode::CONFLICT, "hall-closed")
    );
    let day = bench.get("/api/v1/day", &bench.kiosk).await;
    assert_eq!(
        (&day.body["day"], &day.body["opens_at"]),
        (&Value::Null, &json!("2026-03-02T00:20:00Z"))
    );
    assert_eq!(bench.entries(), 0);
}

#[tokio::test]
async fn an_unknown_token_looks_like_a_malformed_one() {
    let bench = Bench::open();
    let unknown = bench
        .ask("GET", &format!("/api/v1/visits/{}", id(99)), None, None)
        .await;
    let malformed = bench.ask("GET", "/api/v1/visits/nonsense", None, None).await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    assert_eq!(unknown, malformed);
}

#[tokio::test]
async fn a_group_whose_numbers_are_used_up_gives_none_and_leaves_no_entry() {
    let bench = Bench::open();
    let numbers = bench.house.state.plan.now().parts().groups[0].numbers_per_day;
    for number in 1..=numbers {
        let heard = bench.post("/api/v1/tickets", &bench.kiosk, &issue(number)).await;
        assert_eq!(heard.status, StatusCode::CREATED, "{number}: {:?}", heard.body);
    }
    let entries = bench.entries();
    let heard = bench
        .post("/api/v1/tickets", &bench.kiosk, &issue(numbers + 1))
        .await;
    assert_eq!(
        (heard.status, heard.problem()),
        (StatusCode::CONFLICT, "numbers-used-up")
    );
    assert_eq!(bench.entries(), entries);
}

#[tokio::test]
async fn a_card_has_one_live_ticket_a_group_and_its_key_goes_with_the_day() {
    let bench = Bench::open_as("2026-03-02T00:30:00Z", |config| {
        let mut parts = config.plan.parts().clone();
        parts.groups[0].by_card = true;
        parts.groups[0].remote = false;
        config.plan = queue_core::HallPlan::new(parts).expect("a sound plan");
    });
    let path = "/api/v1/devices/kiosk-1/day-key";
    let key = bench.get(path, &bench.kiosk).await;
    assert_eq!(key.body["day"], DAY);
    assert_eq!(bench.get(path, &bench.kiosk).await, key, "one key a day");
    let without = bench.post("/api/v1/tickets", &bench.kiosk, &issue(1)).await;
    assert_eq!(without.problem(), "card-needed");
    let shown = |number: u32, holder: &str| {
        let mut body = issue(number);
        body["holder"] = json!(holder.repeat(32));
        body
    };
    let first = bench.post("/api/v1/tickets", &bench.kiosk, &shown(2, "ab")).await;
    assert_eq!(first.status, StatusCode::CREATED, "{:?}", first.body);
    let second = bench.post("/api/v1/tickets", &bench.kiosk, &shown(3, "ab")).await;
    assert_eq!(second.problem(), "second-live-ticket");
    let other = bench.post("/api/v1/tickets", &bench.kiosk, &shown(4, "cd")).await;
    assert_eq!(other.status, StatusCode::CREATED);
    let bad = bench.post("/api/v1/tickets", &bench.kiosk, &shown(5, "no")).await;
    assert_eq!((bad.problem(), bad.fields()), ("bad-body", vec!["holder"]));

    let secret = hex::decode(key.body["key"].as_str().expect("a key")).expect("digits");
    assert!(
        is_in_files(&bench, &secret),
        "kept, so that a restart knows who has a ticket"
    );
    bench.wind_on(13 * 3600);
    let closed = bench.get(path, &bench.kiosk).await;
    assert_eq!(closed.problem(), "hall-closed");
    assert!(!is_in_files(&bench, &secret), "and gone when the day is");
}

/// Whether some bytes stand in any file of the data folder.
pub(super) fn is_in_files(bench: &Bench, bytes: &[u8]) -> bool {
    let files = std::fs::read_dir(bench.folder.path()).expect("a folder");
    files
        .filter_map(|file| std::fs::read(file.ok()?.path()).ok())
        .any(|content| content.windows(bytes.len()).any(|part| part == bytes))
}
