//! The floor: the least an axum server can do and still have stored something. One committed insert through one
//! writer thread with group commit, and a fan-out of ready bytes to whoever listens.
//!
//! Invariant: SQLite in WAL with `synchronous=FULL`, as the hall's own; an answer comes after the commit.

use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use anyhow::{Context, Result};
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use rusqlite::Connection;
use tokio::sync::{oneshot, watch};
use tokio_stream::StreamExt;
use tokio_stream::wrappers::WatchStream;

/// How many inserts one transaction takes at most.
const BATCH: usize = 256;
/// How many inserts wait at most.
const WAITING: usize = 1024;

/// One insert that waits for its commit.
struct Insert {
    payload: Bytes,
    done: oneshot::Sender<i64>,
}

/// What handlers share.
#[derive(Clone)]
struct Floor {
    writer: SyncSender<Insert>,
    events: watch::Receiver<Bytes>,
}

/// The floor's routes: `GET /hello`, `POST /insert`, `GET /events` with so many bytes of data an event.
///
/// # Errors
/// When the database cannot be made.
pub fn router(dir: &Path, event_bytes: usize) -> Result<Router> {
    let database = open(&dir.join("floor.db"))?;
    let (writer, inserts) = sync_channel(WAITING);
    let (publish, events) = watch::channel(event(0, event_bytes));
    std::thread::Builder::new()
        .name("floor-writer".into())
        .spawn(move || write(database, &inserts, &publish, event_bytes))?;
    Ok(Router::new()
        .route("/hello", get(async || "hello"))
        .route("/insert", post(insert))
        .route("/events", get(listen))
        .with_state(Arc::new(Floor { writer, events })))
}

fn open(path: &Path) -> Result<Connection> {
    let database = Connection::open(path).context("the floor's database")?;
    database.pragma_update(None, "journal_mode", "wal")?;
    database.pragma_update(None, "synchronous", "full")?;
    database.execute_batch("CREATE TABLE rows (id INTEGER PRIMARY KEY, payload BLOB NOT NULL) STRICT")?;
    Ok(database)
}

async fn insert(State(floor): State<Arc<Floor>>, payload: Bytes) -> Response {
    let (done, stored) = oneshot::channel();
    if floor.writer.try_send(Insert { payload, done }).is_err() {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    match stored.await {
        Ok(id) => (
            [(header::CONTENT_TYPE, "application/json")],
            format!("{{\"seq\":{id}}}"),
        )
            .into_response(),
        Err(_) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}

async fn listen(State(floor): State<Arc<Floor>>) -> Response {
    let events = WatchStream::new(floor.events.clone()).map(Ok::<_, std::convert::Infallible>);
    (
        [(header::CONTENT_TYPE, "text/event-stream")],
        Body::from_stream(events),
    )
        .into_response()
}

/// Takes what has come, stores it in one transaction, then answers and publishes the newest.
fn write(
    mut database: Connection,
    inserts: &Receiver<Insert>,
    publish: &watch::Sender<Bytes>,
    event_bytes: usize,
) {
    while let Ok(first) = inserts.recv() {
        let mut batch = vec![first];
        batch.extend(inserts.try_iter().take(BATCH - 1));
        // A floor that cannot store has nothing to measure: it ends, and the run with it.
        let Ok(ids) = commit(&mut database, &batch) else {
            return;
        };
        let newest = ids.last().copied().unwrap_or_default();
        for (insert, id) in batch.into_iter().zip(ids) {
            // Nobody waits any more: the client has gone, which is its own affair.
            let _ = insert.done.send(id);
        }
        publish.send_replace(event(newest, event_bytes));
    }
}

fn commit(database: &mut Connection, batch: &[Insert]) -> rusqlite::Result<Vec<i64>> {
    let transaction = database.transaction()?;
    let ids = {
        let mut statement = transaction.prepare_cached("INSERT INTO rows (payload) VALUES (?1)")?;
        batch
            .iter()
            .map(|insert| statement.insert([&insert.payload[..]]))
            .collect::<Result<_, _>>()?
    };
    transaction.commit()?;
    Ok(ids)
}

fn event(id: i64, bytes: usize) -> Bytes {
    let filler = "x".repeat(bytes);
    Bytes::from(format!("event: board\nid: {id}\ndata: {filler}\n\n"))
}
