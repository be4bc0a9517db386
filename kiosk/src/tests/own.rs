//! What the daemon tells programs on its own machine.

use super::stub::{Mood, StubHall};
use super::{Daemon, PATIENCE, service};
use crate::pages::own::OwnHealth;

impl Daemon {
    async fn own(&self, path: &str) -> String {
        let url = format!("http://{}{path}", self.kiosk.address());
        let answer = reqwest::get(url).await.unwrap().error_for_status().unwrap();
        answer.text().await.unwrap()
    }

    /// Waits until the printer is known to be so.
    pub(super) async fn paper_is(&self, word: &str) {
        let known = async {
            loop {
                let health: OwnHealth = serde_json::from_str(&self.own("/health").await).unwrap();
                if health.devices.iter().any(|device| device.health.printer == word) {
                    return;
                }
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(PATIENCE, known).await.expect(word);
    }
}

fn value(text: &str, name: &str) -> Option<f64> {
    let line = text
        .lines()
        .find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
    line.and_then(|value| value.parse().ok())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_press_and_its_slip_are_counted_and_timed_without_whose_they_are() {
    let hall = StubHall::start().await;
    let daemon = Daemon::start(&hall).await;
    daemon.paper_is("ready").await;
    let before = daemon.own("/metrics").await;
    assert_eq!(
        value(&before, "kiosk_presses_total{ending=\"ticket\"}"),
        None,
        "{before}"
    );
    daemon.press("kiosk-a1", &service("A01"));
    assert!(daemon.slip(1).await);
    hall.wait_for_post("confirm").await;
    let text = daemon.own("/metrics").await;
    for (name, wanted) in [
        ("kiosk_presses_total{ending=\"ticket\"}", 1.0),
        ("kiosk_slips_total{ending=\"printed\"}", 1.0),
        ("kiosk_press_to_answer_seconds_count", 1.0),
        ("kiosk_press_to_paper_seconds_count", 1.0),
        ("kiosk_link_up", 1.0),
        ("kiosk_printer_state{device=\"kiosk-a1\",state=\"ready\"}", 1.0),
        (
            "kiosk_printer_state{device=\"kiosk-a1\",state=\"paper_out\"}",
            0.0,
        ),
        ("kiosk_paper_left_metres{device=\"kiosk-a1\"}", 79.0),
    ] {
        assert_eq!(value(&text, name), Some(wanted), "{name}: {text}");
    }
    for name in [
        "kiosk_resident_memory_bytes",
        "kiosk_disk_free_bytes",
        "kiosk_journal_size_bytes",
    ] {
        assert!(
            value(&text, name).is_some_and(|bytes| bytes > 0.0),
            "{name}: {text}"
        );
    }
    assert!(text.ends_with("# EOF\n"), "{text}");
    let secret = hall.posts("/tickets")[0]["token"].as_str().unwrap().to_owned();
    assert!(!text.contains(&secret) && !text.contains("A001"), "{text}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_press_that_comes_to_nothing_is_counted_as_what_it_came_to_and_owed() {
    let hall = StubHall::start().await;
    let daemon = Daemon::start(&hall).await;
    hall.set(Mood::CannotStore);
    daemon.press("kiosk-a1", &service("A01"));
    daemon.shows("現在不能取號").await;
    let text = daemon.own("/metrics").await;
    assert_eq!(
        value(&text, "kiosk_presses_total{ending=\"hall_away\"}"),
        Some(1.0),
        "{text}"
    );
    assert_eq!(
        value(&text, "kiosk_press_to_paper_seconds_count"),
        Some(0.0),
        "{text}"
    );
    assert_eq!(value(&text, "kiosk_debts"), Some(1.0), "{text}");
}
