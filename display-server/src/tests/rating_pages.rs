//! The pages of ratings: on the phone, beside the window, for managers and for the clerk.

use axum::http::StatusCode;
use serde_json::json;

use super::identity::{CLERK, MANAGER};
use super::{Bench, DAY, id};
use crate::identity::DeviceRole;

fn phone() -> String {
    format!("/v/{}", id(1_000_001))
}

async fn served() -> (Bench, String) {
    let bench = Bench::where_one_rates();
    let clerk = bench.person(CLERK).await;
    bench.served(&clerk, 1).await;
    (bench, clerk)
}

#[tokio::test]
async fn the_phone_rates_with_one_of_five_words_and_then_asks_why() {
    let (bench, _) = served().await;
    let page = bench.browse("GET", &phone(), None, "").await.text;
    for level in [
        "very_satisfied",
        "satisfied",
        "basically_satisfied",
        "dissatisfied",
        "very_dissatisfied",
    ] {
        assert!(page.contains(&format!("value=\"rate-{level}\"")), "{level}");
    }
    assert!(
        page.contains("非常滿意") && page.contains("非常不滿意"),
        "words, not colour alone"
    );
    let form = format!("day={DAY}&leg=0&verb=rate-dissatisfied");
    for _ in 0..2 {
        let got = bench.browse("POST", &phone(), None, &form).await;
        assert_eq!(
            (got.status, got.location()),
            (StatusCode::SEE_OTHER, phone().as_str()),
            "a double click is one press"
        );
    }
    let page = bench.browse("GET", &phone(), None, "").await.text;
    assert!(
        page.contains("您的評價：不滿意") && !page.contains("value=\"rate-"),
        "{page}"
    );
    let form = format!("day={DAY}&leg=0&verb=explain&reason=slow&reason=rude&text=");
    let got = bench.browse("POST", &phone(), None, &form).await;
    assert_eq!(got.location(), phone());
    let page = bench.browse("GET", &phone(), None, "").await.text;
    assert!(!page.contains("value=\"explain\""));
}

#[tokio::test]
async fn the_phone_says_what_the_window_recorded_and_takes_it_back() {
    let (bench, _) = served().await;
    bench.keys(&bench.keys_at(1), 9_001, "very_satisfied").await;
    let page = bench.browse("GET", &phone(), None, "").await.text;
    assert!(
        page.contains("已在窗口評價：非常滿意") && page.contains("value=\"disown\""),
        "{page}"
    );
    assert!(!page.contains("value=\"rate-"));
    bench
        .browse("POST", &phone(), None, &format!("day={DAY}&leg=0&verb=disown"))
        .await;
    let page = bench.browse("GET", &phone(), None, "").await.text;
    assert!(
        page.contains("您已說明") && page.contains("value=\"rate-satisfied\""),
        "{page}"
    );
}

#[tokio::test]
async fn a_phone_page_with_everything_to_rate_weighs_less_than_15_kilobytes() {
    let (bench, _) = served().await;
    bench
        .browse(
            "POST",
            &phone(),
            None,
            &format!("day={DAY}&leg=0&verb=rate-dissatisfied"),
        )
        .await;
    for language in ["zh-Hant", "zh-Hans", "en"] {
        let page = bench
            .browse("GET", &format!("{}?lang={language}", phone()), None, "")
            .await
            .text;
        let mut all = page.len();
        for asset in page.split('"').filter(|part| part.starts_with("/assets/")) {
            all += bench.browse("GET", asset, None, "").await.text.len();
        }
        assert!(all < 15_000, "{language}: {all} bytes");
    }
}

#[tokio::test]
async fn a_tablet_joins_with_a_code_of_its_own_and_shows_five_faces_until_the_next_is_served() {
    let (bench, clerk) = served().await;
    let page = bench.browse("GET", "/rate/1", None, "").await;
    assert!(page.text.contains("/rate/1/join") && !page.text.contains("name=\"level\""));
    assert_eq!(
        bench.browse("GET", "/rate/99", None, "").await.status,
        StatusCode::NOT_FOUND
    );
    let wrong = bench.browse("POST", "/rate/1/join", None, "code=WRONGONE").await;
    assert!(wrong.status.is_client_error() && wrong.text.contains("/rate/1/join"));
    let code = bench
        .house
        .state
        .identities
        .new_code("tablet-1", DeviceRole::RatingScreen, Some(1))
        .expect("a code")
        .code;
    let joined = bench
        .browse("POST", "/rate/1/join", None, &format!("code={code}"))
        .await;
    assert_eq!(
        (joined.status, joined.location()),
        (StatusCode::SEE_OTHER, "/rate/1")
    );
    let tablet = bench
        .house
        .state
        .identities
        .grant_device("tablet-1", DeviceRole::RatingScreen, Some(1))
        .expect("a device")
        .bearer;
    let page = bench.browse("GET", "/rate/1", Some(&tablet), "").await.text;
    assert_eq!(page.matches("name=\"level\"").count(), 5);
    let press = format!("day={DAY}&level=satisfied");
    let got = bench.browse("POST", "/rate/1", Some(&tablet), &press).await;
    assert_eq!((got.status, got.location()), (StatusCode::SEE_OTHER, "/rate/1"));
    let page = bench.browse("GET", "/rate/1", Some(&tablet), "").await.text;
    assert!(page.contains("謝謝您的評價") && !page.contains("name=\"level\""));
    bench.called(&clerk, 2).await;
    let page = bench.browse("GET", "/rate/1", Some(&tablet), "").await.text;
    assert!(page.contains("歡迎光臨"), "the next one is served");
    let other = bench.browse("POST", "/rate/2", Some(&tablet), &press).await;
    assert_eq!(other.status, StatusCode::FORBIDDEN);
    assert_eq!(
        bench.browse("POST", "/rate/1", Some(&clerk), &press).await.status,
        StatusCode::FORBIDDEN
    );
}

#[tokio::test]
async fn a_manager_decides_on_the_page_and_a_clerk_never_sees_it() {
    let (bench, _) = served().await;
    bench.keys(&bench.keys_at(1), 9_001, "very_satisfied").await;
    bench.by_token(1, "disown-rating", 9_002, json!({})).await;
    let manager = bench.person(MANAGER).await;
    let page = bench.browse("GET", "/ratings", Some(&manager), "").await.text;
    assert!(
        page.contains("沒有待核的評價") && page.contains("當天的評價在收工後顯示"),
        "{page}"
    );
    let clerk_tomorrow = bench.wind_to("2026-03-03", CLERK).await;
    let manager = bench.person(MANAGER).await;
    let page = bench.browse("GET", "/ratings", Some(&manager), "").await.text;
    assert!(
        page.contains("持票人稱非本人") && page.contains("value=\"strike\""),
        "{page}"
    );
    assert!(!page.contains("260302-1-0"), "no leg");
    let (_, rest) = page.split_once("name=\"code\" value=\"").expect("a form");
    let code = rest.split_once('"').expect("a value").0;
    let form = format!("code={code}&doubts=disowned&verb=strike");
    for _ in 0..2 {
        let got = bench.browse("POST", "/ratings", Some(&manager), &form).await;
        assert_eq!((got.status, got.location()), (StatusCode::SEE_OTHER, "/ratings"));
    }
    let page = bench.browse("GET", "/ratings", Some(&manager), "").await.text;
    assert!(page.contains("沒有待核的評價"), "{page}");
    assert_eq!(
        bench
            .browse("GET", "/ratings", Some(&clerk_tomorrow), "")
            .await
            .status,
        StatusCode::FORBIDDEN
    );
}

#[tokio::test]
async fn every_page_of_ratings_is_drawn_in_every_language() {
    let (bench, clerk) = served().await;
    for number in 2..=6 {
        bench.served(&clerk, number).await;
        bench
            .by_token(number, "rate", 9_100 + number, json!({"level": "satisfied"}))
            .await;
    }
    let clerk = bench.wind_to("2026-03-03", CLERK).await;
    let manager = bench.person(MANAGER).await;
    for language in ["zh-Hant", "zh-Hans", "en"] {
        let list = bench
            .browse(
                "GET",
                &format!("/ratings?day={DAY}&lang={language}"),
                Some(&manager),
                "",
            )
            .await;
        assert_eq!(list.status, StatusCode::OK, "{}", list.text);
        assert!(list.text.contains("<svg class=\"bar\""), "figures with their bar");
        let mine = bench
            .browse("GET", &format!("/ratings/mine?lang={language}"), Some(&clerk), "")
            .await;
        assert_eq!(mine.status, StatusCode::OK, "{}", mine.text);
    }
    let mine = bench.browse("GET", "/ratings/mine", Some(&clerk), "").await.text;
    assert!(
        mine.contains("<svg class=\"bar\"") && mine.contains("3 月 2 日"),
        "{mine}"
    );
}
