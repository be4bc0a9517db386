//! Buzzers, number pads and signs of a whole daemon.

use std::sync::Arc;

use firmware_config::{KeyMeaning, LampMeaning, PadKey};

use super::stub::{Mood, StubHall};
use super::{Daemon, KIOSK, PATIENCE, POST};
use crate::sign::{STALE_AFTER, SignFace, SignShown};

const BUZZER: &str = "\n[[buzzer]]\npin = 18\n";

const SIGN: &str = r#"
id = "sign-2"
role = "sign"
window = 2

[server]
url = "http://127.0.0.1:8080"
bearer_file = "bearer"

[digits]
brightness = 4
chip_select = 0
"#;

const NUMBER_PAD: &str = r#"
id = "pad-3"
role = "window_pad"
window = 3
place = "kiosk-a1"

[server]
url = "http://127.0.0.1:8080"
bearer_file = "bearer"

[number_pad]
port = "platform-3f980000.usb-usb-0:1.2:1.0"
keys = { enter = "next" }
"#;

async fn daemon(hall: &StubHall, device: &str) -> Daemon {
    Daemon::start_as(hall, tempfile::tempdir().unwrap(), &[device]).await
}

/// Waits until a device is as it should be.
async fn comes_true(daemon: &Daemon, is_so: impl Fn() -> bool) {
    let mut changes = daemon.kiosk.changes();
    let seen = tokio::time::timeout(PATIENCE, changes.wait_for(|_| is_so())).await;
    seen.expect("it never came true").unwrap();
}

/// Waits until the sign shows something.
async fn sign_shows(daemon: &Daemon, is_it: impl Fn(&SignShown) -> bool) -> Arc<SignShown> {
    let mut sign = daemon.kiosk.sign("sign-2").unwrap();
    let seen = tokio::time::timeout(PATIENCE, sign.wait_for(|shown| is_it(shown))).await;
    seen.expect("never shown").unwrap().clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn k12_lamp_and_buzzer_of_a_post_answer_although_the_hall_hears_nobody() {
    let hall = StubHall::start().await;
    hall.set(Mood::RefusesGuides);
    let daemon = daemon(&hall, POST).await;
    let front = daemon.kiosk.front("post-lobby").unwrap();
    daemon.press("post-lobby", &KeyMeaning::Help);
    comes_true(&daemon, || front.is_lit(LampMeaning::Help)).await;
    let buzzer = front.buzzers[0].clone();
    comes_true(&daemon, || buzzer.times_lit() == 2 && !buzzer.is_lit()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn k12_a_kiosk_sounds_when_help_is_touched_and_not_when_a_ticket_is_taken() {
    let hall = StubHall::start().await;
    let daemon = daemon(&hall, &format!("{KIOSK}{BUZZER}")).await;
    let buzzer = daemon.kiosk.front("kiosk-a1").unwrap().buzzers[0].clone();
    daemon.press("kiosk-a1", &super::service("A01"));
    daemon.shows("A001").await;
    assert_eq!(buzzer.times_lit(), 0);
    daemon.choose("help").await;
    comes_true(&daemon, || buzzer.times_lit() == 2 && !buzzer.is_lit()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_device_whose_volume_is_zero_has_a_silent_buzzer_and_a_lamp() {
    let hall = StubHall::start().await;
    let device = format!("{POST}\n[sounds]\nvolume_percent = 0\n");
    let daemon = daemon(&hall, &device).await;
    let front = daemon.kiosk.front("post-lobby").unwrap().clone();
    daemon.press("post-lobby", &KeyMeaning::Help);
    comes_true(&daemon, || front.is_lit(LampMeaning::Help)).await;
    // The turn in which the lamp was lit has come to its end, and with it what it had to say to the buzzer.
    daemon.kiosk.stop().await;
    assert_eq!(front.buzzers[0].times_lit(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_panel_shows_a_buzzer_like_a_lamp_and_a_signs_digits() {
    let hall = StubHall::start().await;
    hall.board_shows("called", Some("P007"));
    let folder = tempfile::tempdir().unwrap();
    let daemon = Daemon::start_as(&hall, folder, &[POST, SIGN]).await;
    sign_shows(&daemon, |shown| shown.digits() == "P007").await;
    let front = daemon.kiosk.front("sign-2").unwrap();
    comes_true(&daemon, || front.digits.as_ref().unwrap().text() == "P007").await;
    let page = reqwest::get(daemon.kiosk.panel_url().unwrap()).await.unwrap();
    let html = page.text().await.unwrap();
    for said in ["蜂鳴", "P007", "/sign/sign-2", "2 號窗口屏"] {
        assert!(html.contains(said), "{said}: {html}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_of_a_number_pad_calls_like_a_button() {
    let hall = StubHall::start().await;
    let daemon = daemon(&hall, NUMBER_PAD).await;
    let front = daemon.kiosk.front("pad-3").unwrap();
    assert_eq!(front.keys.len(), 1);
    // A press before the window's first view has come means nothing, so it is pressed until it is heard.
    let heard = async {
        loop {
            daemon.press("pad-3", &KeyMeaning::Pad(PadKey::Next));
            let called =
                tokio::time::timeout(std::time::Duration::from_secs(1), hall.wait_for_post("call-next"));
            if called.await.is_ok() {
                break;
            }
        }
    };
    tokio::time::timeout(PATIENCE, heard).await.expect("a call");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sign_follows_its_window_and_says_after_five_silent_seconds_that_it_is_delayed() {
    let hall = StubHall::start().await;
    let daemon = daemon(&hall, SIGN).await;
    sign_shows(&daemon, |shown| shown.face == SignFace::Free).await;
    hall.board_shows("called", Some("P007"));
    let called = sign_shows(&daemon, |shown| shown.face == SignFace::Called("P007".to_owned())).await;
    assert!(!called.is_delayed);
    daemon.clock.wind(STALE_AFTER);
    let delayed = sign_shows(&daemon, |shown| shown.is_delayed).await;
    assert_eq!(delayed.face, SignFace::Called("P007".to_owned()));
    assert_eq!(delayed.digits(), "--------");
    hall.board_shows("paused", None);
    let paused = sign_shows(&daemon, |shown| !shown.is_delayed).await;
    assert_eq!(paused.digits(), "- -");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_signs_page_is_served_plain_and_live_and_only_for_a_sign() {
    let hall = StubHall::start().await;
    hall.board_shows("serving", Some("P007"));
    let daemon = daemon(&hall, SIGN).await;
    sign_shows(&daemon, |shown| shown.face.ticket().is_some()).await;
    let url = daemon.kiosk.sign_url("sign-2").unwrap();
    let html = reqwest::get(&url).await.unwrap().text().await.unwrap();
    assert!(
        html.contains("<!doctype html>") && html.contains(">P007<"),
        "{html}"
    );
    let mut events = reqwest::get(format!("{url}/events")).await.unwrap();
    let mut heard = String::new();
    let live = async {
        while !heard.contains(">P008<") {
            if heard.contains(">P007<") {
                hall.board_shows("called", Some("P008"));
            }
            let chunk = events.chunk().await.unwrap().expect("the stream goes on");
            heard.push_str(&String::from_utf8_lossy(&chunk));
        }
    };
    tokio::time::timeout(PATIENCE, live).await.expect("a live page");
    assert!(daemon.kiosk.sign_url("pad-3").is_none());
    let none = reqwest::get(url.replace("sign-2", "pad-3")).await.unwrap();
    assert_eq!(none.status(), 404);
}
