//! A journal that somebody changed: named by `verify`, and a hall that only reads.

use std::os::unix::fs::FileExt;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use futures_util::StreamExt;
use queue_core::TextId;
use tower::ServiceExt;

use super::{Bench, instant, issue, open_journal};
use crate::personal::Personal;
use crate::store::verify;

async fn damaged(statement: &str) -> tempfile::TempDir {
    let bench = Bench::open();
    bench.ticket(1).await;
    bench.ticket(2).await;
    let folder = bench.close();
    assert!(verify(folder.path()).is_ok());
    open_journal(folder.path())
        .execute(statement, ())
        .expect("a change");
    folder
}

#[tokio::test]
async fn verify_names_an_entry_changed_by_hand() {
    let folder = damaged("UPDATE journal SET payload = replace(payload, 'S001', 'S009') WHERE seq = 2").await;
    let error = verify(folder.path()).expect_err("it was changed");
    assert!(error.to_string().contains("entry 2 was changed"), "{error}");
}

#[tokio::test]
async fn verify_names_a_missing_entry() {
    let folder = damaged("DELETE FROM journal WHERE seq = 3").await;
    let error = verify(folder.path()).expect_err("it is missing");
    assert!(error.to_string().contains("entry 3 is missing"), "{error}");
}

#[tokio::test]
async fn verify_names_a_cut_tail_and_the_server_reads_only() {
    let folder = damaged("DELETE FROM journal WHERE seq = (SELECT max(seq) FROM journal)").await;
    let error = verify(folder.path()).expect_err("its tail was cut");
    assert!(error.to_string().contains("entry 5 is missing"), "{error}");
    let bench = Bench::open_in(folder, "2026-03-02T00:31:00Z").expect("it starts");
    let trouble = bench.house.state.trouble().expect("it is in trouble");
    assert!(trouble.contains("entry 5 is missing"), "{trouble}");
}

#[tokio::test]
async fn a_damaged_journal_makes_the_hall_read_only_and_names_the_entry() {
    let folder = damaged("UPDATE journal SET at_ms = at_ms + 1 WHERE seq = 3").await;
    let bench = Bench::open_in(folder, "2026-03-02T00:31:00Z").expect("it starts");
    let heard = bench.post("/api/v1/tickets", &bench.kiosk, &issue(3)).await;
    assert_eq!(
        (heard.status, heard.problem()),
        (StatusCode::SERVICE_UNAVAILABLE, "read-only")
    );
    let trouble = bench.house.state.trouble().expect("it is in trouble");
    assert!(trouble.contains("entry 3 was changed"), "{trouble}");
    let ready = bench.ask("GET", "/readyz", None, None).await;
    assert_eq!(ready.status, StatusCode::SERVICE_UNAVAILABLE);
}

#[tokio::test]
async fn a_page_that_is_open_is_told_why_the_hall_only_reads() {
    let folder = damaged("UPDATE journal SET at_ms = at_ms + 1 WHERE seq = 3").await;
    let bench = Bench::open_in(folder, "2026-03-02T00:31:00Z").expect("it starts");
    let request = Request::get("/boards/hall/events?lang=en").body(Body::empty());
    let Ok(response) = bench.router.clone().oneshot(request.expect("a request")).await;
    let mut events = response.into_body().into_data_stream();
    let mut heard = String::new();
    while !heard.contains("event: trouble") {
        let event = events.next().await.expect("the stream goes on");
        heard.push_str(std::str::from_utf8(&event.expect("bytes")).expect("text"));
    }
    assert!(heard.contains("entry 3"), "{heard}");
}

#[tokio::test]
async fn a_page_that_is_damaged_is_found_beside_the_work_and_ends_the_writing() {
    let bench = Bench::open();
    bench.ticket(1).await;
    let folder = bench.close();
    let root = "SELECT rootpage FROM sqlite_schema WHERE name = 'journal_number'";
    let root: u64 = open_journal(folder.path())
        .query_row(root, (), |row| row.get(0))
        .expect("an index");
    let file = std::fs::OpenOptions::new()
        .write(true)
        .open(folder.path().join("hall.db"));
    file.expect("the file")
        .write_all_at(&[0xFF; 4096], (root - 1) * 4096)
        .expect("written over");
    // The replay at start reads the journal's rows, not this index: the hall opens.
    let bench = Bench::open_in(folder, "2026-03-02T00:31:00Z").expect("it starts");
    let mut looks = 0;
    while bench.house.state.trouble().is_none() {
        looks += 1;
        assert!(looks < 100_000, "nobody found it");
        bench.ask("GET", "/readyz", None, None).await;
    }
    let heard = bench.post("/api/v1/tickets", &bench.kiosk, &issue(2)).await;
    assert_eq!(heard.problem(), "read-only");
}

#[tokio::test]
async fn a_hall_that_only_reads_forgets_nothing_that_people_wrote() {
    let folder = damaged("UPDATE journal SET at_ms = at_ms + 1 WHERE seq = 1").await;
    let (id, text) = (TextId::new([7; 16]), "檢測委託書 12 號".to_owned());
    let written = instant("2026-03-01T08:00:00Z");
    let personal = Personal::open(folder.path()).expect("the file");
    personal.keep(&[(id, text)], written).expect("kept");
    drop(personal);
    let bench = Bench::open_in(folder, "2026-03-02T00:31:00Z").expect("it starts");
    assert!(bench.house.state.trouble().is_some());
    let personal = Personal::open(bench.folder.path()).expect("the file");
    assert!(personal.text(id).expect("readable").is_some());
}

#[tokio::test]
async fn an_older_journal_put_back_in_its_place_is_none_to_go_on_from() {
    let bench = Bench::open();
    bench.ticket(1).await;
    let folder = bench.close();
    let file = folder.path().join("hall.db");
    let older = std::fs::read(&file).expect("the file");
    let bench = Bench::open_in(folder, "2026-03-02T00:31:00Z").expect("it starts");
    bench.ticket(2).await;
    let mut folder = bench.close();
    assert!(verify(folder.path()).is_ok());
    std::fs::write(&file, older).expect("put back");
    let error = verify(folder.path()).expect_err("it once went on");
    assert!(error.to_string().contains("was there"), "{error}");
    // A second start knows it still.
    for _ in 0..2 {
        let bench = Bench::open_in(folder, "2026-03-02T00:32:00Z").expect("it starts");
        let heard = bench.post("/api/v1/tickets", &bench.kiosk, &issue(3)).await;
        assert_eq!(heard.problem(), "read-only");
        let trouble = bench.house.state.trouble().expect("it is in trouble");
        assert!(trouble.contains("was there"), "{trouble}");
        folder = bench.close();
    }
}
