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
