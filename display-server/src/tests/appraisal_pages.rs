//! The pages of appraisals: a sum that can be checked by hand, forms, the ledger, the one page for superiors.

use axum::http::StatusCode;
use serde_json::json;

use super::identity::{CLERK, MANAGER};
use super::{Bench, id};

const OVERSEER: &str = "911";

#[tokio::test]
async fn a_clerk_sees_every_number_that_the_sum_needs() {
    let (bench, manager) = Bench::drafted_march().await;
    bench.pressed(&manager, "show", json!({"press": id(51)})).await;
    let clerk = bench.person(CLERK).await;
    let page = bench
        .browse("GET", "/appraisal/mine?month=2026-03&lang=en", Some(&clerk), "")
        .await
        .text;
    // Promises 1 of 1: 100; of each day due only one morning was kept, so the marks of attendance stand on the page; no points.
    assert!(page.contains("100 × 1 ÷ 1 = <b>100.00 %</b>"), "{page}");
    assert!(page.contains("60 × 100.00 = <b>6000.00</b>"), "{page}");
    assert!(
        page.contains("100 × (0.00 − (−5)) ÷ (5 − (−5)) → <b>50.00</b>"),
        "{page}"
    );
    assert!(page.contains("10 × 50.00 = <b>500.00</b>"), "{page}");
    assert!(page.contains("÷ 100 ="), "the whole sum");
    assert!(
        page.contains("name=\"criterion\" value=\"attendance\""),
        "an appeal is in time"
    );
    let total = bench.march(&manager).await;
    let clerk = total["clerks"]
        .as_array()
        .expect("a list")
        .iter()
        .find(|one| one["person"] == CLERK);
    let total = clerk.expect("the clerk")["sheet"]["total_hundredths"]
        .as_u64()
        .expect("a total");
    assert!(
        page.contains(&format!("<b>{}.{:02}</b>", total / 100, total % 100)),
        "{total}"
    );
}

#[tokio::test]
async fn an_appeal_sent_twice_is_one_and_waits_on_the_managers_page() {
    let (bench, manager) = Bench::drafted_march().await;
    bench.pressed(&manager, "show", json!({"press": id(51)})).await;
    let clerk = bench.person(CLERK).await;
    let form = "month=2026-03&criterion=attendance&text=%E6%94%AF%E6%8F%B4";
    for _ in 0..2 {
        let got = bench.browse("POST", "/appraisal/mine", Some(&clerk), form).await;
        assert_eq!(
            (got.status, got.location()),
            (StatusCode::SEE_OTHER, "/appraisal/mine?month=2026-03")
        );
    }
    let empty = "month=2026-03&criterion=promises&text=";
    let got = bench.browse("POST", "/appraisal/mine", Some(&clerk), empty).await;
    assert_eq!(got.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(got.text.contains("role=\"alert\""), "{}", got.text);
    let overseer = bench.person(OVERSEER).await;
    let page = bench
        .browse("GET", "/appraisal?month=2026-03", Some(&overseer), "")
        .await
        .text;
    assert_eq!(page.matches("<blockquote>支援</blockquote>").count(), 1, "{page}");
    let decide = "month=2026-03&seen=1&verb=correct&person=101&criterion=attendance&marks=90.5&reason=ok";
    let bad = decide.replace("90.5", "190");
    let got = bench.browse("POST", "/appraisal", Some(&overseer), &bad).await;
    assert_eq!(got.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(got.text.contains("value=\"190\""), "what was typed stays");
    let got = bench.browse("POST", "/appraisal", Some(&overseer), decide).await;
    assert_eq!(got.status, StatusCode::SEE_OTHER, "{}", got.text);
    let page = bench
        .browse(
            "GET",
            "/appraisal/of/101?month=2026-03&lang=en",
            Some(&manager),
            "",
        )
        .await
        .text;
    assert!(page.contains("→ 90.50"), "{page}");
    assert!(
        !page.contains("value=\"attendance\""),
        "whoever looks at others has no form"
    );
}

#[tokio::test]
async fn the_managers_page_offers_the_next_step_only_and_the_form_is_one_press() {
    let bench = Bench::worked_morning().await;
    let manager = bench.wind_to("2026-04-01", MANAGER).await;
    let page = bench.browse("GET", "/appraisal", Some(&manager), "").await.text;
    assert!(
        page.contains("value=\"draft\"") && !page.contains("value=\"show\""),
        "the newest month that is over"
    );
    for _ in 0..2 {
        let got = bench
            .browse(
                "POST",
                "/appraisal",
                Some(&manager),
                "month=2026-03&seen=0&verb=draft",
            )
            .await;
        assert_eq!(got.status, StatusCode::SEE_OTHER, "{}", got.text);
    }
    let page = bench
        .browse("GET", "/appraisal?month=2026-03", Some(&manager), "")
        .await
        .text;
    assert!(
        page.contains("value=\"show\"") && !page.contains("value=\"publish\""),
        "{page}"
    );
    let overseer = bench.person(OVERSEER).await;
    let page = bench
        .browse("GET", "/appraisal?month=2026-03", Some(&overseer), "")
        .await
        .text;
    assert!(!page.contains("value=\"show\""), "an overseer does not show it");
    let clerk = bench.person(CLERK).await;
    let page = bench.browse("GET", "/appraisal", Some(&clerk), "").await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_line_of_the_ledger_is_entered_once_and_offered_to_others_to_strike() {
    let bench = Bench::worked_morning().await;
    let manager = bench.person(MANAGER).await;
    let page = bench
        .browse("GET", "/appraisal/points", Some(&manager), "")
        .await
        .text;
    let (_, rest) = page.split_once("name=\"press\" value=\"").expect("a form");
    let press = rest.split_once('"').expect("a value").0;
    let form =
        format!("verb=enter&month=2026-03&press={press}&person=101&why=praise&points=2.5&evidence=flag");
    for _ in 0..2 {
        let got = bench
            .browse("POST", "/appraisal/points", Some(&manager), &form)
            .await;
        assert_eq!(got.status, StatusCode::SEE_OTHER, "{}", got.text);
    }
    let page = bench
        .browse("GET", "/appraisal/points?month=2026-03", Some(&manager), "")
        .await
        .text;
    assert_eq!(page.matches("<td class=\"n\">2.50</td>").count(), 1, "{page}");
    assert!(!page.contains("value=\"strike\""), "not by whoever entered it");
    let overseer = bench.person(OVERSEER).await;
    let page = bench
        .browse("GET", "/appraisal/points?month=2026-03", Some(&overseer), "")
        .await
        .text;
    assert!(page.contains("value=\"strike\""));
    let bad = form.replace("points=2.5", "points=two");
    let got = bench
        .browse("POST", "/appraisal/points", Some(&manager), &bad)
        .await;
    assert_eq!(got.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(got.text.contains("value=\"two\""), "what was typed stays");
}

#[tokio::test]
async fn the_page_for_superiors_says_what_it_is_compared_with_and_is_signed() {
    let bench = Bench::worked_morning().await;
    let manager = bench.person(MANAGER).await;
    for (path, compared) in [
        ("/reports/month?month=2026-03", "2025-03"),
        ("/reports/year?year=2026", "2025"),
    ] {
        for language in ["zh-Hant", "zh-Hans", "en"] {
            let page = bench
                .browse("GET", &format!("{path}&lang={language}"), Some(&manager), "")
                .await;
            assert_eq!(page.status, StatusCode::OK);
            assert!(
                page.text.contains(compared) && page.text.contains("class=\"signatures\""),
                "{}",
                page.text
            );
            assert!(!page.text.contains(">period-"), "no key shows");
        }
    }
}
