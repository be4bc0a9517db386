//! A hall that never closes, over HTTP: midnight passes under those who wait, serve and are served.

use axum::http::StatusCode;
use jiff::civil::time;
use queue_core::HallPlan;
use queue_core::plan::WeekDay;
use serde_json::json;

use super::identity::CLERK;
use super::issuing::is_in_files;
use super::{Bench, DAY, id, issue};
use crate::config::ServerConfig;

const NEXT_DAY: &str = "2026-03-03";

/// The township's hall, open from midnight to midnight.
fn never_closes(config: &mut ServerConfig) {
    let mut parts = config.plan.parts().clone();
    for table in &mut parts.timetables {
        table.days = WeekDay::ALL.to_vec();
        table.doors_open_at = time(0, 0, 0, 0);
        table.sessions.truncate(1);
        table.sessions[0].from = time(0, 0, 0, 0);
        table.sessions[0].to = time(0, 0, 0, 0);
        table.issue_until = None;
        table.day_ends_at = time(0, 0, 0, 0);
    }
    parts.timetables.truncate(1);
    config.plan = HallPlan::new(parts).expect("a sound plan");
}

#[tokio::test]
async fn midnight_passes_under_whoever_waits_and_whoever_is_served() {
    // Ten to midnight in the hall.
    let bench = Bench::open_as("2026-03-02T15:50:00Z", never_closes);
    let (served, waiting) = (bench.ticket(1).await, bench.ticket(2).await);
    let clerk = bench.person(CLERK).await;
    let press = |number: u32, day: &str| json!({"press": id(number), "day": day, "ticket": served});
    bench
        .at_window(&clerk, "open", json!({"press": id(10), "day": DAY}))
        .await;
    bench
        .at_window(&clerk, "call-next", json!({"call": id(11), "day": DAY}))
        .await;
    bench.at_window(&clerk, "start", press(12, DAY)).await;
    bench.wind_on(601);
    let bench = bench.restart_as(never_closes);
    let clerk = bench.person(CLERK).await;
    let manager = bench.person(super::identity::MANAGER).await;
    let live = bench.get("/api/v1/live", &manager).await;
    assert_eq!(
        (&live.body["day"], &live.body["waiting"]),
        (&json!(NEXT_DAY), &json!(1))
    );
    let late = bench
        .post("/api/v1/windows/1/finish", &clerk, &press(13, DAY))
        .await;
    assert_eq!(late.status, StatusCode::CONFLICT, "{:?}", late.body);
    bench.at_window(&clerk, "finish", press(14, NEXT_DAY)).await;
    let called = bench
        .at_window(&clerk, "call-next", json!({"call": id(15), "day": NEXT_DAY}))
        .await;
    assert_eq!(called["ticket"], json!(waiting));
    for (day, served) in [(DAY, 0), (NEXT_DAY, 1)] {
        let report = bench
            .get(&format!("/api/v1/reports/day?day={day}"), &manager)
            .await;
        assert_eq!(report.body["total"]["served"], json!(served), "on {day}");
    }
}

#[tokio::test]
async fn a_press_repeated_after_midnight_has_its_first_answer() {
    let bench = Bench::open_as("2026-03-02T15:59:59Z", never_closes);
    let first = bench.post("/api/v1/tickets", &bench.kiosk, &issue(1)).await;
    bench.wind_on(2);
    let again = bench.post("/api/v1/tickets", &bench.kiosk, &issue(1)).await;
    assert_eq!(again, first);
    let mut next = issue(2);
    next["day"] = json!(NEXT_DAY);
    let next = bench.post("/api/v1/tickets", &bench.kiosk, &next).await;
    assert_eq!(next.body["number"], "S002", "S001 still waits under its number");
}

fn by_card(config: &mut ServerConfig) {
    never_closes(config);
    let mut parts = config.plan.parts().clone();
    parts.groups[0].by_card = true;
    parts.groups[0].remote = false;
    config.plan = HallPlan::new(parts).expect("a sound plan");
}

#[tokio::test]
async fn a_card_counts_over_midnight_while_its_ticket_is_live_and_its_key_goes_then() {
    let path = "/api/v1/devices/kiosk-1/day-key";
    let bench = Bench::open_as("2026-03-02T15:50:00Z", by_card);
    let before = bench.get(path, &bench.kiosk).await;
    let shown = |number: u32, day: &str| {
        let mut body = issue(number);
        body["day"] = json!(day);
        body["holder"] = json!("ab".repeat(32));
        body
    };
    let first = bench.post("/api/v1/tickets", &bench.kiosk, &shown(1, DAY)).await;
    assert_eq!(first.status, StatusCode::CREATED, "{:?}", first.body);
    bench.wind_on(601);
    let after = bench.get(path, &bench.kiosk).await;
    let bench = bench.restart_as(by_card);
    assert_eq!(bench.get(path, &bench.kiosk).await, after);
    assert_eq!(
        (&after.body["day"], &after.body["key"]),
        (&json!(NEXT_DAY), &before.body["key"]),
        "the same card has the same holder"
    );
    let second = bench
        .post("/api/v1/tickets", &bench.kiosk, &shown(2, NEXT_DAY))
        .await;
    assert_eq!(second.problem(), "second-live-ticket");
    let void = json!({"day": NEXT_DAY, "reason": "test"});
    let path_of_void = format!("/api/v1/tickets/{}/void", id(1));
    let voided = bench.post(&path_of_void, &bench.kiosk, &void).await;
    assert_eq!(voided.status, StatusCode::OK, "{:?}", voided.body);
    let secret = hex::decode(before.body["key"].as_str().expect("a key")).expect("hex");
    assert!(is_in_files(&bench, &secret));
    bench.wind_on(24 * 3600);
    let later = bench.get(path, &bench.kiosk).await;
    assert_ne!(later.body["key"], before.body["key"], "nobody is carried over");
    assert!(!is_in_files(&bench, &secret));
}
