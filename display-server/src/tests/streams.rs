//! Server-Sent Events: the whole view at once, and again when it changes.

use axum::body::{Body, BodyDataStream};
use axum::http::Request;
use axum::http::header::CONTENT_TYPE;
use futures_util::StreamExt;
use serde_json::Value;
use tower::ServiceExt;

use super::Bench;

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
    assert_eq!(next_board(&mut events).await["waiting"], 1);
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
