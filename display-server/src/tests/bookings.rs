//! Appointments over HTTP: offered, booked, repeated across nights, kept at a kiosk; and arrivals of every kind.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::{Bench, DAY, Heard, id, issue};

const TOMORROW: &str = "2026-03-03";
/// From half past eight in the morning, in seconds.
const UNTIL_NIGHT_S: i64 = 9 * 3_600;
const UNTIL_TOMORROW_S: i64 = 24 * 3_600;

fn token(number: u32) -> String {
    id(number + 2_000_000)
}

fn booking(number: u32, day: &str, at: &str) -> Value {
    json!({
        "request": id(number), "token": token(number), "services": ["S01"], "day": day,
        "at": format!("{day}T{at}:00Z"),
    })
}

fn arrival(number: u32, shown: &str, day: &str) -> Value {
    json!({"request": id(number), "token": token(number + 500), "day": day, "shown": shown})
}

async fn book(bench: &Bench, number: u32, day: &str, at: &str) -> Heard {
    bench
        .ask("POST", "/api/v1/bookings", None, Some(&booking(number, day, at)))
        .await
}

#[tokio::test]
async fn every_time_that_is_offered_can_be_booked_and_no_other() {
    let bench = Bench::open();
    let heard = bench.ask("GET", "/api/v1/slots?service=S01", None, None).await;
    assert_eq!(heard.status, StatusCode::OK, "{:?}", heard.body);
    assert_eq!(heard.body["day"], DAY);
    let days = heard.body["days"].as_array().expect("days").clone();
    let last = days.last().and_then(Value::as_str).expect("a day");
    let path = format!("/api/v1/slots?service=S01&day={last}");
    let last_day = bench.ask("GET", &path, None, None).await;
    let slots = last_day.body["slots"].as_array().expect("slots");
    assert!(!slots.is_empty());
    for (number, slot) in slots.iter().enumerate() {
        let number = u32::try_from(number).expect("few") + 1;
        let mut body = booking(number, last, "00:00");
        body["at"] = slot["at"].clone();
        let booked = bench.ask("POST", "/api/v1/bookings", None, Some(&body)).await;
        assert_eq!(booked.status, StatusCode::OK, "{slot}: {:?}", booked.body);
    }
    let never = book(&bench, 99, DAY, "03:17").await;
    assert_eq!(
        (never.status, never.fields()),
        (StatusCode::UNPROCESSABLE_ENTITY, vec!["at"])
    );
    let unknown = bench.ask("GET", "/api/v1/slots?service=Q77", None, None).await;
    assert_eq!(unknown.problem(), "unknown-service");
}

#[tokio::test]
async fn a_repeat_has_the_first_answer_through_closing_and_opening() {
    let bench = Bench::open();
    let path = format!("/api/v1/bookings/{}/move", token(1));
    let moved = json!({"press": id(2), "day": TOMORROW, "at": format!("{TOMORROW}T02:00:00Z")});
    let first = book(&bench, 1, TOMORROW, "01:00").await;
    assert_eq!(first.status, StatusCode::OK, "{:?}", first.body);
    let first_move = bench.ask("POST", &path, None, Some(&moved)).await;
    assert_eq!(first_move.status, StatusCode::OK, "{:?}", first_move.body);
    let ticket = bench.post("/api/v1/tickets", &bench.kiosk, &issue(3)).await;
    bench.wind_on(10 * 3_600);
    assert_eq!(
        bench.ask("GET", "/api/v1/day", None, None).await.body["day"],
        Value::Null
    );
    let entries = bench.entries();
    for seconds in [0, UNTIL_TOMORROW_S - 10 * 3_600] {
        bench.wind_on(seconds);
        assert_eq!(book(&bench, 1, TOMORROW, "01:00").await, first);
        assert_eq!(bench.ask("POST", &path, None, Some(&moved)).await, first_move);
        let again = bench.post("/api/v1/tickets", &bench.kiosk, &issue(3)).await;
        assert_eq!(again, ticket);
    }
    assert_eq!(bench.entries(), entries + 1, "nothing but the opening");
    assert_eq!(bench.house.state.trouble(), None);
}

#[tokio::test]
async fn an_id_that_was_used_by_day_is_no_trouble_at_night() {
    let bench = Bench::open();
    assert_eq!(book(&bench, 1, TOMORROW, "01:00").await.status, StatusCode::OK);
    bench.wind_on(UNTIL_NIGHT_S);
    let mut other = booking(1, TOMORROW, "01:30");
    other["token"] = json!(token(7));
    let refused = bench.ask("POST", "/api/v1/bookings", None, Some(&other)).await;
    assert_eq!(refused.problem(), "same-id-another-body");
    assert_eq!(bench.house.state.trouble(), None);
    assert_eq!(
        book(&bench, 8, TOMORROW, "01:30").await.status,
        StatusCode::OK,
        "at night"
    );
}

#[tokio::test]
async fn a_booking_made_at_night_outlives_a_restart_and_is_kept_at_a_kiosk() {
    let bench = Bench::open();
    bench.wind_on(UNTIL_NIGHT_S);
    let booked = book(&bench, 1, TOMORROW, "01:00").await;
    let code = booked.body["code"].as_str().expect("a code").to_owned();
    let bench = bench.restart();
    bench.wind_on(UNTIL_TOMORROW_S - UNTIL_NIGHT_S);
    let arrived = bench
        .post("/api/v1/arrivals", &bench.kiosk, &arrival(2, &code, TOMORROW))
        .await;
    assert_eq!(arrived.status, StatusCode::OK, "{:?}", arrived.body);
    assert_eq!(arrived.body["came_to"], "ticket");
    assert_eq!(arrived.body["ticket"]["mark"], "booked");
    let again = bench
        .post("/api/v1/arrivals", &bench.kiosk, &arrival(2, &code, TOMORROW))
        .await;
    assert_eq!(again, arrived);
    let path = format!("/api/v1/bookings/{}", token(1));
    assert_eq!(bench.ask("GET", &path, None, None).await.body["state"], "came");
}

#[tokio::test]
async fn an_arrival_that_cannot_be_says_why() {
    let bench = Bench::open();
    let booked = book(&bench, 1, TOMORROW, "01:00").await;
    let code = booked.body["code"].as_str().expect("a code").to_owned();
    for (shown, problem) in [
        (code.as_str(), "booking-other-day"),
        ("00000000", "unknown-booking"),
        ("a menu", "unknown-booking"),
    ] {
        let heard = bench
            .post("/api/v1/arrivals", &bench.kiosk, &arrival(2, shown, DAY))
            .await;
        assert_eq!(heard.problem(), problem, "{shown}");
    }
    let other_day = bench
        .post("/api/v1/arrivals", &bench.kiosk, &arrival(2, &code, DAY))
        .await;
    assert_eq!(
        other_day.body["fields"][0],
        json!({"field": "day", "problem": TOMORROW})
    );
}

#[tokio::test]
async fn after_an_early_closing_nothing_is_offered_or_booked_that_day() {
    let bench = Bench::open();
    let manager = bench.person(super::identity::MANAGER).await;
    assert_eq!(book(&bench, 1, DAY, "07:00").await.status, StatusCode::OK);
    let early = json!({
        "press": id(50), "day": DAY, "issue_until": format!("{DAY}T02:00:00Z"),
        "day_ends_at": format!("{DAY}T02:30:00Z"),
    });
    let closed = bench.post("/api/v1/hall/close-early", &manager, &early).await;
    assert_eq!(closed.status, StatusCode::OK, "{:?}", closed.body);
    let path = format!("/api/v1/slots?service=S01&day={DAY}");
    let offered = bench.ask("GET", &path, None, None).await;
    let slots = offered.body["slots"].as_array().expect("slots");
    assert!(
        slots
            .iter()
            .all(|slot| slot["at"].as_str() < Some("2026-03-02T02:00:00Z")),
        "{slots:?}"
    );
    assert_eq!(book(&bench, 2, DAY, "06:00").await.problem(), "no-such-slot");
    bench.wind_on(3 * 3_600);
    assert_eq!(
        book(&bench, 3, DAY, "06:00").await.problem(),
        "no-such-slot",
        "the day is over"
    );
    // Whom the hall sent away may come back before others.
    let path = format!("/api/v1/bookings/{}", token(1));
    let left = bench.ask("GET", &path, None, None).await;
    assert_eq!(
        (&left.body["state"], &left.body["at"]),
        (&json!("expected"), &Value::Null)
    );
}
