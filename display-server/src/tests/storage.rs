//! The data folder: a restart, a second server, a newer version.

use std::path::{Path, PathBuf};
use std::time::Duration;

use axum::http::StatusCode;
use serde_json::Value;

use super::{Bench, config, instant, issue, open_journal};
use crate::clock::Clock;
use crate::config::ServerConfig;
use crate::server::{StartError, open_house};
use crate::store::{DatabaseError, LockError, StoreError};

#[tokio::test]
async fn a_restart_shows_the_same_views() {
    let bench = Bench::open();
    bench.ticket(1).await;
    bench.ticket(2).await;
    let manager = bench.person(super::identity::MANAGER).await;
    let before = bench.get("/api/v1/live", &manager).await;
    let bench = bench.restart();
    let after = bench.get("/api/v1/live", &manager).await;
    assert_eq!(before, after);
    assert_eq!(after.body["waiting"], Value::from(2));
}

#[tokio::test]
async fn a_database_that_cannot_be_written_refuses_and_recovers_without_a_trace() {
    let bench = Bench::open();
    bench.ticket(1).await;
    let entries = bench.entries();
    let blocker = bench.journal();
    blocker.execute_batch("BEGIN IMMEDIATE").expect("a lock");
    let refused = bench.post("/api/v1/tickets", &bench.kiosk, &issue(2)).await;
    assert_eq!(
        (refused.status, refused.problem()),
        (StatusCode::SERVICE_UNAVAILABLE, "cannot-store")
    );
    assert!(bench.house.state.trouble().is_some());
    blocker.execute_batch("ROLLBACK").expect("no lock");
    assert_eq!(bench.entries(), entries);
    assert_eq!(bench.ticket(2).await, "S002");
    assert_eq!(bench.house.state.trouble(), None);
}

#[test]
fn a_second_server_on_the_same_folder_is_refused_and_told_who_has_it() {
    let bench = Bench::open();
    let second = open_house(
        &config(bench.folder.path()),
        &Clock::wound(instant("2026-03-02T00:30:00Z")),
    );
    let Err(StartError::Store(StoreError::Lock(LockError::Taken { pid, .. }))) = second else {
        panic!("the folder is taken")
    };
    assert_eq!(pid, std::process::id().to_string());
}

#[test]
fn a_newer_data_folder_is_refused() {
    let folder = Bench::open().close();
    open_journal(folder.path())
        .pragma_update(None, "user_version", 99)
        .expect("a version");
    let refused = open_house(
        &config(folder.path()),
        &Clock::wound(instant("2026-03-02T00:30:00Z")),
    );
    let Err(StartError::Store(StoreError::Database(DatabaseError::Newer { found, .. }))) = refused else {
        panic!("it is newer")
    };
    assert_eq!(found, 99);
}

#[tokio::test]
async fn a_hall_to_train_in_keeps_a_folder_of_its_own_and_says_so_everywhere() {
    let train = |config: &mut ServerConfig| config.plan = config.plan.clone().for_training();
    let bench = Bench::open_as("2026-03-02T00:30:00Z", train);
    bench.ticket(1).await;
    let plan = bench.get("/api/v1/devices/kiosk-1/plan", &bench.kiosk).await;
    assert_eq!(plan.body["hall"]["name"]["zh-Hant"], "【訓練】示例鎮便民服務中心");
    let start = bench.browse("GET", "/", None, "").await.text;
    assert!(start.contains("class=\"training-band\""), "{start}");
    let now = bench.clock.now().to_string();
    let folder = bench.close();
    let Err(refused) = Bench::open_in(folder, &now) else {
        panic!("training days are no days of the hall")
    };
    assert!(refused.to_string().contains("sample-town-training"), "{refused}");
    let real = Bench::open();
    assert!(
        !real
            .browse("GET", "/", None, "")
            .await
            .text
            .contains("training-band")
    );
    real.ticket(1).await;
    let Err(refused) = Bench::open_changed(real.close(), &now, train) else {
        panic!("nobody trains among a hall's own days")
    };
    assert!(refused.to_string().contains("--training"), "{refused}");
}

/// Statements that begin at an end of the journal and stop at once.
const FROM_AN_END: [&str; 1] = ["journal/head.sql"];

#[test]
fn no_statement_looks_through_the_whole_journal_or_all_finished_legs() {
    let bench = Bench::open();
    let journal = bench.journal();
    let store = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/store");
    let mut explained = 0;
    for file in statements(&store) {
        let name = file.strip_prefix(&store).expect("a file of the store");
        if name.starts_with("schema") || FROM_AN_END.iter().any(|known| name == Path::new(known)) {
            continue;
        }
        let sql = std::fs::read_to_string(&file).expect("readable");
        let plan = journal.prepare(&format!("EXPLAIN QUERY PLAN {sql}"));
        let Ok(mut plan) = plan else {
            // Several statements in one file: `probe.sql`.
            continue;
        };
        let steps: Vec<String> = plan
            .raw_query()
            .mapped(|row| row.get("detail"))
            .collect::<Result<_, _>>()
            .expect("a plan");
        let through_all = ["SCAN journal", "SCAN legs", "SCAN seats"];
        for step in &steps {
            assert!(
                !through_all.contains(&step.as_str()),
                "{}: {step}",
                name.display()
            );
        }
        explained += 1;
    }
    assert!(explained > 40, "{explained} statements were found");
}

fn statements(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path());
    entries
        .flat_map(|path| {
            if path.is_dir() {
                statements(&path)
            } else {
                vec![path]
            }
        })
        .filter(|path| path.extension().is_some_and(|ending| ending == "sql"))
        .collect()
}

#[tokio::test]
async fn the_log_is_written_back_when_nobody_asks_anything() {
    let bench = Bench::open();
    let database = bench.folder.path().join("hall.db");
    let length = || std::fs::metadata(&database).expect("a database").len();
    let before = length();
    for number in 1..=250 {
        bench.ticket(number).await;
    }
    // Quiet is real time, and the file's length is all that tells of it.
    let grows = async {
        while length() == before {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    let grown = tokio::time::timeout(Duration::from_secs(20), grows).await;
    assert!(grown.is_ok(), "the database is as small as it was");
}
