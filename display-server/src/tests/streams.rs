//! Server-Sent Events: the whole view at once, and again when it changes.

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, BodyDataStream};
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER};
use axum::http::{Request, StatusCode};
use futures_util::StreamExt;
use queue_core::{AreaCode, TokenHash};
use serde_json::{Value, json};
use tower::ServiceExt;

use super::{Bench, DAY, id};
use crate::identity::token_hash;
use crate::views::{Topic, View, ViewBody};

/// The next board of a stream; heartbeats are passed over.
async fn next_board(events: &mut BodyDataStream) -> Value {
    loop {
        let event = events.next().await.expect("the stream goes on").expect("bytes");
        let event = std::str::from_utf8(&event).expect("text").to_owned();
        if let Some((head, data)) = event.split_once("\ndata: ")
            && head.starts_with("event: board\nid: ")
        {
            return serde_json::from_str(data).expect("JSON");
        }
    }
}

#[tokio::test]
async fn a_board_is_sent_whole_and_again_after_a_ticket() {
    let bench = Bench::open();
    let request = Request::get("/api/v1/boards/hall/events")
        .body(Body::empty())
        .expect("a request");
    let Ok(response) = bench.router.clone().oneshot(request).await;
    assert_eq!(response.headers()[CONTENT_TYPE], "text/event-stream");
    let mut events = response.into_body().into_data_stream();
    assert_eq!(next_board(&mut events).await["waiting"], 0);
    bench.ticket(1).await;
    // Whoever asks after it is answered after it was told.
    bench
        .house
        .state
        .owner
        .view(Topic::Live)
        .await
        .expect("the live queue");
    assert_eq!(next_board(&mut events).await["waiting"], 1);
}

#[tokio::test]
async fn an_announcement_is_on_the_board_with_its_commit_and_not_with_the_next_look_at_the_clock() {
    let bench = Bench::open();
    let manager = bench.person(super::identity::MANAGER).await;
    let request = Request::get("/api/v1/boards/hall/events").body(Body::empty());
    let Ok(response) = bench.router.clone().oneshot(request.expect("a request")).await;
    let mut events = response.into_body().into_data_stream();
    let before = next_board(&mut events).await;
    assert_eq!(before["announcements"], json!([]));
    let text = json!({"zh-Hant": "水", "zh-Hans": "水", "en": "Water"});
    let announce = json!({"press": id(1), "day": DAY, "kind": "urgent", "text": text, "for_s": 60});
    let heard = bench
        .post("/api/v1/hall/announcements", &manager, &announce)
        .await;
    let mut beats = 0;
    let told = loop {
        let event = events.next().await.expect("the stream goes on").expect("bytes");
        let event = std::str::from_utf8(&event).expect("text").to_owned();
        if event.contains("\"Water\"") {
            break event;
        }
        beats += u32::from(event.starts_with("event: beat"));
        assert!(
            beats < 3,
            "nobody is told before the board is drawn anew by the clock"
        );
    };
    assert!(told.contains(&format!("id: {}\n", heard.body["seq"])), "{told}");
}

#[tokio::test]
async fn the_live_queue_shows_a_missed_promise_although_nothing_happened() {
    let bench = Bench::open();
    let manager = bench.person(super::identity::MANAGER).await;
    bench.ticket(1).await;
    let request = Request::get("/api/v1/live/events").header("authorization", format!("Bearer {manager}"));
    let request = request.body(Body::empty()).expect("a request");
    let Ok(response) = bench.router.clone().oneshot(request).await;
    let mut events = response.into_body().into_data_stream();
    // Past the end of waiting for paper, so that nothing is left to fall due.
    bench.wind_on(60);
    let before = bench.get("/api/v1/live", &manager).await.body["seq"].clone();
    bench.wind_on(3_600);
    let mut beats = 0;
    let live = loop {
        assert!(beats < 3, "nothing is drawn while nothing happens");
        let event = events.next().await.expect("the stream goes on").expect("bytes");
        let event = std::str::from_utf8(&event).expect("text").to_owned();
        if let Some((head, data)) = event.split_once("\ndata: ")
            && head.starts_with("event: live")
        {
            let live: Value = serde_json::from_str(data).expect("JSON");
            if live["late"] == 1 {
                break live;
            }
        }
        beats += u32::from(event.starts_with("event: beat"));
    };
    assert_eq!(live["seq"], before);
    assert_eq!(live["alerts"][1]["kind"], "promise_missed");
}

#[tokio::test]
async fn phones_that_have_taken_all_their_places_leave_boards_and_staff_theirs() {
    let bench = Bench::open();
    bench.ticket(1).await;
    let manager = bench.person(super::identity::MANAGER).await;
    let phone = format!("/v/{}/events", id(1_000_001));
    let asked = async |path: &str| {
        let request = Request::get(path).header("authorization", format!("Bearer {manager}"));
        let request = request.body(Body::empty()).expect("a request");
        let Ok(response) = bench.router.clone().oneshot(request).await;
        response
    };
    let first = asked(&phone).await;
    assert_eq!(first.status(), StatusCode::OK);
    let room = &bench.house.state.room;
    let places = std::iter::from_fn(|| room.of_stream(&Topic::Visit(TokenHash::new([0; 32]))).ok());
    let places: Vec<_> = places.take(10_000).collect();
    assert!(places.len() > 100 && places.len() < 10_000, "{}", places.len());
    let refused = asked(&phone).await;
    assert_eq!(refused.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(refused.headers()[RETRY_AFTER], "1");
    for path in [
        "/api/v1/boards/hall/events",
        "/boards/hall/events",
        "/api/v1/live/events",
    ] {
        assert_eq!(asked(path).await.status(), StatusCode::OK, "{path}");
    }
    // Whoever leaves makes room.
    drop(first);
    assert_eq!(asked(&phone).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn a_phone_hears_nothing_of_who_comes_behind_its_visitor() {
    let bench = Bench::open();
    bench.ticket(1).await;
    bench.ticket(2).await;
    let owner = &bench.house.state.owner;
    let token = token_hash(&id(1_000_002)).expect("a token");
    let mut phone = owner.watch(Topic::Visit(token)).await.expect("a visit");
    let board = owner
        .watch(Topic::Board(AreaCode::new("hall")))
        .await
        .expect("a board");
    bench.ticket(3).await;
    // Whoever asks after it is answered after it was told.
    owner.view(Topic::Live).await.expect("the live queue");
    assert!(board.has_changed().expect("it goes on"));
    assert!(!phone.has_changed().expect("it goes on"));
    let void = json!({"day": DAY, "reason": "no paper"});
    let path = format!("/api/v1/tickets/{}/void", id(1));
    let gone = bench.post(&path, &bench.kiosk, &void).await;
    assert_eq!(gone.status, StatusCode::OK, "{:?}", gone.body);
    let first = |view: &Arc<View>| matches!(&view.body, ViewBody::Visit(visit) if visit.ahead == Some(0));
    let told = phone.wait_for(first);
    let told = tokio::time::timeout(Duration::from_secs(10), told).await;
    assert!(told.expect("it is told").is_ok());
}
