//! The pages of cases: the list, the desk with its forms, the papers, and what a visitor sees by the code.

use axum::http::StatusCode;
use serde_json::json;

use super::cases::with_reasons;
use super::identity::{CLERK, MANAGER};
use super::{Bench, DAY, id};

/// A hall with a case of M02 that was accepted today.
async fn with_case() -> (Bench, String, String) {
    let bench = Bench::open_as("2026-03-02T00:30:00Z", with_reasons);
    let clerk = bench.person(CLERK).await;
    let code = bench.accepted(&clerk, 1).await;
    (bench, clerk, code)
}

/// What the page shows the case as of.
fn seen(page: &str) -> &str {
    let (_, rest) = page.split_once("name=\"seen\" value=\"").expect("a form");
    rest.split_once('"').expect("a value").0
}

#[tokio::test]
async fn a_form_with_a_fault_comes_back_as_it_was_sent_with_the_fault_at_its_field() {
    let (bench, clerk, code) = with_case().await;
    let path = format!("/cases/{code}");
    let page = bench.browse("GET", &path, Some(&clerk), "").await;
    let form = format!(
        "verb=extend&seen={}&days=99&why=%E5%A4%96%E5%9C%B0%E5%8D%94%E6%9F%A5",
        seen(&page.text)
    );
    let got = bench.browse("POST", &path, Some(&clerk), &form).await;
    assert_eq!(got.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(got.text.contains("外地協查</textarea>"), "{}", got.text);
    assert!(
        got.text.contains("value=\"99\" aria-invalid=\"true\""),
        "{}",
        got.text
    );
    assert!(got.text.contains("id=\"days-fault\""));
    let empty = format!("verb=stop&seen={}&reason=laboratory&evidence=", seen(&page.text));
    let got = bench.browse("POST", &path, Some(&clerk), &empty).await;
    assert!(got.text.contains("id=\"stop-evidence-fault\""), "{}", got.text);
    assert!(
        bench.case(&clerk, &code).await["stops"]
            .as_array()
            .expect("a list")
            .is_empty()
    );
}

/// The plan may have changed since the page was drawn.
#[tokio::test]
async fn a_fault_that_no_field_shows_is_said_on_top_with_the_status_it_has() {
    let (bench, clerk, code) = with_case().await;
    let path = format!("/cases/{code}?lang=en");
    let press = async |who: &str, form: &str| bench.browse("POST", &path, Some(who), form).await;
    let gone = press(&clerk, "verb=leave&seen=1&to=nowhere&holder=Li").await;
    assert_eq!(gone.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        gone.text.contains("Choose a department of the list."),
        "{}",
        gone.text
    );
    let reason = press(&clerk, "verb=stop&seen=1&reason=gone&evidence=x").await;
    assert!(reason.text.contains("class=\"note bad\""), "{}", reason.text);
    let twice = press(&clerk, "verb=start&seen=1").await;
    assert_eq!(twice.status, StatusCode::CONFLICT, "{}", twice.text);
    let reception = bench.person("301").await;
    let not_theirs = press(&reception, "verb=take-over&seen=1").await;
    assert_eq!(not_theirs.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_form_sent_twice_is_one_press_and_what_is_offered_follows_the_case() {
    let (bench, clerk, code) = with_case().await;
    let path = format!("/cases/{code}");
    let page = bench.browse("GET", &path, Some(&clerk), "").await.text;
    assert!(page.contains("value=\"stop\"") && !page.contains("value=\"start\""));
    let form = format!("verb=stop&seen={}&reason=laboratory&evidence=paper", seen(&page));
    for _ in 0..2 {
        let got = bench.browse("POST", &path, Some(&clerk), &form).await;
        assert_eq!(
            (got.status, got.location()),
            (StatusCode::SEE_OTHER, path.as_str())
        );
    }
    let page = bench.browse("GET", &path, Some(&clerk), "").await.text;
    assert!(page.contains("value=\"start\"") && !page.contains("value=\"stop\""));
    assert_eq!(
        bench.case(&clerk, &code).await["stops"].as_array().map(Vec::len),
        Some(1)
    );
    let manager = bench.person(MANAGER).await;
    let page = bench.browse("GET", &path, Some(&manager), "").await.text;
    assert!(!page.contains("value=\"supervise\""), "it is not overdue");
    let reception = bench.person("301").await;
    let page = bench.browse("GET", &path, Some(&reception), "").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(
        !page.text.contains("<form class=\"card\""),
        "reception only reads"
    );
}

#[tokio::test]
async fn a_reason_is_offered_for_the_days_that_are_left_of_it_and_then_no_more() {
    let (bench, clerk, code) = with_case().await;
    let path = format!("/cases/{code}");
    let press = async |who: &str, verb: &str| {
        let page = bench.browse("GET", &path, Some(who), "").await.text;
        let form = format!(
            "verb={verb}&seen={}&reason=laboratory&evidence=paper",
            seen(&page)
        );
        let got = bench.browse("POST", &path, Some(who), &form).await;
        assert_eq!(got.status, StatusCode::SEE_OTHER, "{verb}: {}", got.text);
    };
    let page = bench.browse("GET", &path, Some(&clerk), "").await.text;
    assert!(page.contains("（至多 5 個工作日）"));
    press(&clerk, "stop").await;
    let clerk = bench.wind_to("2026-03-05", CLERK).await;
    press(&clerk, "start").await;
    let page = bench.browse("GET", &path, Some(&clerk), "").await.text;
    assert!(page.contains("（至多 2 個工作日）"), "three are used up");
    press(&clerk, "stop").await;
    let clerk = bench.wind_to("2026-03-10", CLERK).await;
    let page = bench.browse("GET", &path, Some(&clerk), "").await.text;
    assert!(page.contains("value=\"complete\"") && !page.contains("value=\"stop\""));
}

#[tokio::test]
async fn the_list_counts_what_needs_somebody_and_finds_by_code() {
    let (bench, clerk, code) = with_case().await;
    let told = json!({"outcome": "awaiting_correction", "correction": {"missing": [0]}});
    bench.end(&clerk, 2, &told).await;
    let list = bench
        .browse("GET", "/cases?show=awaiting_correction&lang=en", Some(&clerk), "")
        .await
        .text;
    assert!(
        list.contains("Awaiting correction <b>1</b>") && list.contains("All going on <b>2</b>"),
        "{list}"
    );
    assert!(!list.contains(&code), "the other is not in this list");
    let found = bench
        .browse(
            "GET",
            &format!("/cases/find?code={}", code.to_lowercase()),
            Some(&clerk),
            "",
        )
        .await;
    assert_eq!(found.location(), format!("/cases/{code}"));
    let lost = bench
        .browse("GET", "/cases/find?code=260302-M001-000000", Some(&clerk), "")
        .await;
    assert_eq!(lost.status, StatusCode::NOT_FOUND);
    assert!(
        lost.text.contains("value=\"260302-M001-000000\""),
        "what was typed stays"
    );
}

#[tokio::test]
async fn a_paper_lists_what_it_must_and_is_there_only_when_there_is_something_to_print() {
    let (bench, clerk, code) = with_case().await;
    let receipt = bench
        .browse(
            "GET",
            &format!("/cases/{code}/paper?kind=receipt"),
            Some(&clerk),
            "",
        )
        .await
        .text;
    assert!(receipt.contains("<svg") && receipt.contains(&code), "{receipt}");
    assert!(receipt.contains("2026年3月16日"), "its last day");
    let notice = bench
        .browse(
            "GET",
            &format!("/cases/{code}/paper?kind=notice"),
            Some(&clerk),
            "",
        )
        .await;
    assert_eq!(notice.status, StatusCode::NOT_FOUND);
    let told =
        json!({"outcome": "awaiting_correction", "correction": {"missing": [0, 2], "remark": "<b>簽名</b>"}});
    let heard = bench.end(&clerk, 2, &told).await;
    let told = heard.body["matter"].as_str().expect("a code");
    let notice = bench
        .browse(
            "GET",
            &format!("/cases/{told}/paper?kind=notice"),
            Some(&clerk),
            "",
        )
        .await
        .text;
    assert_eq!(notice.matches("<li>").count(), 3, "{notice}");
    assert!(!notice.contains("<b>簽名"), "what people write is text");
}

#[tokio::test]
async fn the_page_by_code_says_what_to_do_in_few_bytes_and_nobodys_name() {
    let (bench, _, code) = with_case().await;
    for language in ["zh-Hant", "zh-Hans", "en"] {
        let page = bench
            .browse("GET", &format!("/m/{code}?lang={language}"), None, "")
            .await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.text.len() < 15_000, "{} bytes", page.text.len());
        assert!(!page.text.contains(CLERK), "{}", page.text);
    }
    let asked = bench
        .browse(
            "GET",
            &format!("/m?code=http%3A%2F%2Fhall.example%2Fm%2F{code}"),
            None,
            "",
        )
        .await;
    assert_eq!(asked.location(), format!("/m/{code}"));
    let wrong = bench.browse("GET", "/m?code=A012", None, "").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text.contains("value=\"A012\"") && wrong.text.contains("id=\"code-fault\""));
    let unknown = bench.browse("GET", "/m/260302-M001-000000", None, "").await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    assert!(unknown.text.contains("id=\"code-fault\""));
}

#[tokio::test]
async fn the_console_tells_what_is_missing_with_one_press_and_then_shows_the_matter() {
    let bench = Bench::open();
    let clerk = bench.person(CLERK).await;
    let ticket = bench.called(&clerk, 1).await;
    let page = bench.browse("GET", "/windows/1", Some(&clerk), "").await.text;
    assert!(
        page.contains("name=\"missing-0\"") && page.contains("value=\"correction\""),
        "{page}"
    );
    let seq = page
        .split_once("name=\"seq\" value=\"")
        .expect("the form")
        .1
        .split_once('"')
        .expect("a value")
        .0;
    let form = |rest: &str| format!("seq={seq}&day={DAY}&ticket={ticket}&verb=correction&{rest}");
    let nothing = bench
        .browse("POST", "/windows/1/press", Some(&clerk), &form("remark="))
        .await;
    assert_eq!(nothing.location(), "/windows/1?note=nothing-missing");
    let told = bench
        .browse(
            "POST",
            "/windows/1/press",
            Some(&clerk),
            &form("missing-1=1&remark=x"),
        )
        .await;
    assert_eq!(told.location(), "/windows/1");
    let page = bench.browse("GET", "/windows/1", Some(&clerk), "").await.text;
    let code = page
        .split_once("href=\"/cases/")
        .expect("the last matter")
        .1
        .split_once('"')
        .expect("a link")
        .0;
    let case = bench.case(&clerk, code).await;
    assert_eq!(case["notices"][0]["missing"].as_array().map(Vec::len), Some(1));
    // The next press is about something else.
    bench
        .at_window(
            &clerk,
            "pause",
            json!({"press": id(90), "day": DAY, "reason": "rest"}),
        )
        .await;
    let page = bench.browse("GET", "/windows/1", Some(&clerk), "").await.text;
    assert!(!page.contains("href=\"/cases/"), "{page}");
}
