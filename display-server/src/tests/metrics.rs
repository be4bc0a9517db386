//! What is counted, as Prometheus reads it.

use axum::body::to_bytes;
use axum::http::{Request, StatusCode};
use serde_json::json;
use tower::ServiceExt;

use super::{Bench, id, issue, open_journal};

impl Bench {
    async fn metrics(&self) -> String {
        let request = Request::builder().uri("/metrics").body(axum::body::Body::empty());
        let Ok(response) = self.router.clone().oneshot(request.expect("a request")).await;
        assert_eq!(response.status(), StatusCode::OK);
        let body = to_bytes(response.into_body(), 1 << 20).await.expect("a body");
        String::from_utf8(body.to_vec()).expect("text")
    }
}

fn value(text: &str, name: &str) -> Option<f64> {
    let line = text
        .lines()
        .find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
    line.and_then(|value| value.parse().ok())
}

fn check(text: &str, wanted: &[(&str, f64)]) {
    for (name, value_wanted) in wanted {
        assert_eq!(value(text, name), Some(*value_wanted), "{name}:\n{text}");
    }
}

/// Two tickets, one of them never confirmed; a call; and a press that is refused.
async fn a_few_presses(bench: &Bench) {
    bench.ticket(1).await;
    let unconfirmed = bench.post("/api/v1/tickets", &bench.kiosk, &issue(2)).await;
    assert_eq!(unconfirmed.status, StatusCode::CREATED);
    bench.wind_on(60);
    let clerk = bench.person("101").await;
    bench
        .at_window(&clerk, "open", json!({"press": id(901), "day": super::DAY}))
        .await;
    let call = json!({"call": id(902), "day": super::DAY});
    bench.at_window(&clerk, "call-next", call).await;
    let refused = json!({"press": id(903), "day": super::DAY, "ticket": "S999"});
    bench.post("/api/v1/windows/1/start", &clerk, &refused).await;
}

#[tokio::test]
async fn what_happens_is_counted_and_what_never_happened_is_nought() {
    let bench = Bench::open();
    let before = bench.metrics().await;
    check(
        &before,
        &[
            ("hall_tickets_total", 0.0),
            ("hall_calls_total", 0.0),
            ("hall_confirm_overdue_total", 0.0),
        ],
    );
    assert_eq!(
        value(&before, "hall_anchor_age_seconds"),
        None,
        "no file is named for anchors"
    );
    a_few_presses(&bench).await;
    let text = bench.metrics().await;
    check(
        &text,
        &[
            ("hall_tickets_total", 2.0),
            ("hall_confirmed_total", 1.0),
            ("hall_confirm_overdue_total", 1.0),
            ("hall_calls_total", 1.0),
            ("hall_refusals_total", 1.0),
            ("hall_day_open", 1.0),
            ("hall_waiting{group=\"S\"}", 1.0),
            ("hall_requests_total{route=\"tickets\",status=\"2xx\"}", 3.0),
            ("hall_requests_total{route=\"windows\",status=\"2xx\"}", 2.0),
            ("hall_requests_total{route=\"windows\",status=\"4xx\"}", 1.0),
            ("hall_devices{role=\"kiosk\",state=\"never_heard\"}", 1.0),
            ("hall_footing{state=\"sound\"}", 1.0),
            ("hall_footing{state=\"read_only\"}", 0.0),
            (
                "hall_journal_seq",
                f64::from(u32::try_from(bench.entries()).expect("few")),
            ),
            ("hall_commit_failures_total", 0.0),
        ],
    );
    assert!(
        text.contains(&format!("version=\"{}\"", env!("CARGO_PKG_VERSION"))),
        "{text}"
    );
    for secret in ["kiosk-1", "\"101\"", "S001", &id(2)] {
        assert!(!text.contains(secret), "{secret}:\n{text}");
    }
}

#[tokio::test]
async fn what_a_hall_takes_of_its_machine_is_measured() {
    let bench = Bench::open();
    bench.ticket(1).await;
    let text = bench.metrics().await;
    for name in [
        "hall_start_time_seconds",
        "hall_commit_seconds_count",
        "hall_database_size_bytes{file=\"hall\"}",
        "hall_database_log_size_bytes{file=\"hall\"}",
        "hall_database_size_bytes{file=\"personal\"}",
        "hall_disk_free_bytes",
        "hall_resident_memory_bytes",
        "hall_open_files",
        "hall_last_commit_age_seconds",
    ] {
        assert!(
            value(&text, name).is_some_and(|value| value > 0.0),
            "{name}:\n{text}"
        );
    }
}

#[tokio::test]
async fn wrong_pins_and_locked_accounts_are_counted_without_whose_they_are() {
    let bench = Bench::open();
    bench.person("101").await;
    for _ in 0..7 {
        let wrong = json!({"code": "101", "pin": "000000"});
        bench.ask("POST", "/api/v1/sessions", None, Some(&wrong)).await;
    }
    let text = bench.metrics().await;
    check(
        &text,
        &[("hall_pin_failures_total", 5.0), ("hall_pin_lockouts_total", 2.0)],
    );
}

#[tokio::test]
async fn streams_are_counted_while_they_are_open() {
    let bench = Bench::open();
    bench.ticket(1).await;
    let open = |path: &str| {
        bench.router.clone().oneshot(
            Request::builder()
                .uri(path)
                .body(axum::body::Body::empty())
                .expect("a request"),
        )
    };
    let (Ok(page), Ok(api)) = tokio::join!(open("/boards/hall/events"), open("/api/v1/boards/hall/events"));
    assert_eq!((page.status(), api.status()), (StatusCode::OK, StatusCode::OK));
    check(&bench.metrics().await, &[("hall_streams{kind=\"board\"}", 2.0)]);
    drop(page);
    check(&bench.metrics().await, &[("hall_streams{kind=\"board\"}", 1.0)]);
    drop(api);
    let Ok(none) = open("/boards/nowhere/events").await;
    assert_eq!(none.status(), StatusCode::NOT_FOUND);
    let text = bench.metrics().await;
    check(
        &text,
        &[
            ("hall_streams{kind=\"board\"}", 0.0),
            ("hall_requests_total{route=\"stream\",status=\"2xx\"}", 2.0),
        ],
    );
}

#[tokio::test]
async fn devices_are_told_apart_by_what_was_heard_of_them() {
    let bench = Bench::open();
    let health = json!({"printer": "paper_low", "version": "1", "uptime_s": 1});
    let heard = bench
        .post("/api/v1/devices/kiosk-1/health", &bench.kiosk, &health)
        .await;
    assert_eq!(heard.status, StatusCode::NO_CONTENT, "{:?}", heard.body);
    let text = bench.metrics().await;
    check(
        &text,
        &[
            ("hall_devices{role=\"kiosk\",state=\"heard\"}", 1.0),
            ("hall_alerts{kind=\"printer_paper_low\"}", 1.0),
        ],
    );
}

#[tokio::test]
async fn a_hall_that_can_only_read_says_so() {
    let bench = Bench::open();
    bench.ticket(1).await;
    let folder = bench.close();
    let change = "UPDATE journal SET payload = replace(payload, 'kiosk-1', 'kiosk-9') WHERE seq = 2";
    assert_eq!(open_journal(folder.path()).execute(change, ()), Ok(1));
    let bench = Bench::open_in(folder, "2026-03-02T00:31:00Z").expect("a server");
    let text = bench.metrics().await;
    check(
        &text,
        &[
            ("hall_footing{state=\"sound\"}", 0.0),
            ("hall_footing{state=\"read_only\"}", 1.0),
        ],
    );
}
