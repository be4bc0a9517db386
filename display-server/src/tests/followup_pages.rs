//! The pages of complaints, follow-ups, oversight and the journal, as a browser without scripts uses them.

use axum::http::StatusCode;
use serde_json::json;

use super::followups::{LEGAL, MANAGER_2, OVERSEER, hall, press};
use super::identity::{CLERK, MANAGER};
use super::{Bench, DAY, id};

/// What a page carries in a hidden field.
fn hidden<'a>(page: &'a str, name: &str) -> &'a str {
    let start = format!("name=\"{name}\" value=\"");
    let (_, rest) = page
        .split_once(start.as_str())
        .unwrap_or_else(|| panic!("no {name} in {page}"));
    rest.split_once('"').expect("a value").0
}

impl Bench {
    async fn page(&self, path: &str, who: Option<&str>) -> String {
        let got = self.browse("GET", path, who, "").await;
        assert_eq!(got.status, StatusCode::OK, "{path}: {}", got.text);
        got.text
    }
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one walk")]
async fn a_visitor_complains_on_a_plain_form_once_and_follows_it_by_its_code() {
    let bench = hall();
    let page = bench
        .page("/complain?service=M02&window=1&text=never&lang=en", None)
        .await;
    assert!(
        !page.contains("never"),
        "what is said never comes from an address"
    );
    assert!(page.contains("<option value=\"M02\" selected>"), "{page}");
    let form = format!(
        "press={}&kind=complaint&text=shouted+at&service=M02&window=1&about=&contact=",
        hidden(&page, "press")
    );
    let sent = bench.browse("POST", "/complain", None, &form).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
    let again = bench.browse("POST", "/complain", None, &form).await;
    assert_eq!(again.location(), sent.location(), "sent twice is one complaint");
    let code = sent
        .location()
        .trim_start_matches("/f/")
        .trim_end_matches("?new=1");
    let page = bench.page(&format!("{}&lang=en", sent.location()), None).await;
    assert!(
        page.contains(code) && page.contains("<svg") && page.contains("We look into it"),
        "{page}"
    );
    let manager = bench.person(MANAGER).await;
    assert_eq!(bench.codes(&manager).await, [code.to_owned()]);
    bench.decides(&manager, code, 2, "founded").await;
    let page = bench.page(&format!("/f/{code}?lang=en"), None).await;
    assert!(
        page.contains("we looked into it") && page.contains("value=\"dissatisfied\""),
        "{page}"
    );
    let back = bench
        .browse(
            "POST",
            &format!("/f/{code}"),
            None,
            "verb=dissatisfied&stage=call_back&text=nobody+asked",
        )
        .await;
    assert_eq!(back.status, StatusCode::SEE_OTHER, "{}", back.text);
    let empty = bench
        .browse(
            "POST",
            &format!("/f/{code}"),
            None,
            "verb=appeal&stage=appeal_period&text=",
        )
        .await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.text.contains("id=\"text-fault\""), "{}", empty.text);
    let appeal = bench
        .browse(
            "POST",
            &format!("/f/{code}"),
            None,
            "verb=appeal&stage=appeal_period&text=ask+her",
        )
        .await;
    assert_eq!(appeal.status, StatusCode::SEE_OTHER, "{}", appeal.text);
    let page = bench.page(&format!("/f/{code}"), None).await;
    assert!(!page.contains("value=\"appeal\""), "once only");
}

#[tokio::test]
async fn a_form_with_a_fault_comes_back_as_it_was_sent() {
    let bench = hall();
    let page = bench.page("/complain", None).await;
    let form = format!(
        "press={}&kind=unsolved&text=%E6%8E%A8%E8%AB%89&about=nobody&management=1&contact=me",
        hidden(&page, "press")
    );
    let got = bench.browse("POST", "/complain", None, &form).await;
    assert_eq!(got.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        got.text.contains("推諉</textarea>") && got.text.contains("value=\"nobody\" aria-invalid"),
        "{}",
        got.text
    );
    assert!(got.text.contains("value=\"unsolved\" checked") && got.text.contains("value=\"me\""));
    assert!(got.text.contains("name=\"management\" value=\"1\" checked"));
    assert_eq!(
        hidden(&got.text, "press"),
        hidden(&page, "press"),
        "it is the same press still"
    );
}

#[tokio::test]
async fn an_unknown_code_and_what_is_no_complaint_look_the_same() {
    let bench = hall();
    let manager = bench.person(MANAGER).await;
    let finding = json!({"press": press(1), "kind": "finding", "about": CLERK, "text": "left"});
    let heard = bench.post("/api/v1/followups", &manager, &finding).await;
    let finding = heard.body["code"].as_str().expect("a code");
    let mut pages = Vec::new();
    for code in [finding, "260302-F-00000000"] {
        let got = bench.browse("GET", &format!("/f/{code}"), None, "").await;
        assert_eq!(got.status, StatusCode::NOT_FOUND);
        pages.push(got.text.replace(code, "CODE"));
    }
    assert_eq!(pages[0], pages[1]);
    let to = bench.browse("GET", "/f?code=+260302-c-00000001+", None, "").await;
    assert_eq!(to.location(), "/f/260302-C-00000001");
}

#[tokio::test]
async fn reception_enters_a_complaint_for_a_visitor_and_hears_its_code() {
    let bench = hall();
    let reception = bench.person("301").await;
    let page = bench.page("/followups/new", Some(&reception)).await;
    assert!(
        page.contains("value=\"hotline\"") && !page.contains("value=\"finding\""),
        "{page}"
    );
    let form = format!(
        "press={}&kind=complaint&text=too+slow&about={CLERK}",
        hidden(&page, "press")
    );
    let got = bench
        .browse("POST", "/followups/new", Some(&reception), &form)
        .await;
    assert!(
        got.location().starts_with("/followups?entered=260302-C-"),
        "{}",
        got.text
    );
    let page = bench.page(got.location(), Some(&reception)).await;
    let code = got.location().trim_start_matches("/followups?entered=");
    assert!(page.contains(code), "{page}");
    assert!(
        !page.contains(&format!("/followups/{code}\"")),
        "it is not reception's to handle"
    );
    let bad = format!("press={}&kind=hotline&text=x&order=7&answer_by=soon", id(77));
    let got = bench
        .browse("POST", "/followups/new", Some(&reception), &bad)
        .await;
    assert_eq!(got.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(got.text.contains("id=\"answer_by-fault\""), "{}", got.text);
}

#[tokio::test]
async fn the_desk_offers_to_each_what_is_theirs_to_do_now() {
    let bench = hall();
    let manager = bench.person(MANAGER).await;
    let finding = json!({"press": press(1), "kind": "finding", "about": CLERK, "text": "left the window"});
    let heard = bench.post("/api/v1/followups", &manager, &finding).await;
    let path = format!("/followups/{}", heard.body["code"].as_str().expect("a code"));
    let clerk = bench.person(CLERK).await;
    let page = bench.page(&path, Some(&clerk)).await;
    assert!(
        page.contains("value=\"state\"") && !page.contains("value=\"assign\""),
        "{page}"
    );
    let form = format!("verb=state&seen={}&text=I+fetched+a+file", hidden(&page, "seen"));
    for _ in 0..2 {
        let got = bench.browse("POST", &path, Some(&clerk), &form).await;
        assert_eq!(
            (got.status, got.location()),
            (StatusCode::SEE_OTHER, path.as_str()),
            "{}",
            got.text
        );
    }
    let page = bench.page(&path, Some(&manager)).await;
    assert!(
        !page.contains("value=\"decide\""),
        "whoever brought it does not decide it"
    );
    let second = bench.person(MANAGER_2).await;
    let page = bench.page(&path, Some(&second)).await;
    assert!(
        page.contains("value=\"decide\"") && page.contains("I fetched a file"),
        "{page}"
    );
    let form = format!(
        "verb=decide&seen={}&verdict=upheld&measure=&text=so",
        hidden(&page, "seen")
    );
    let got = bench.browse("POST", &path, Some(&second), &form).await;
    assert_eq!(got.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        got.text.contains(">so</textarea>") && got.text.contains("class=\"fault\""),
        "{}",
        got.text
    );
}

#[tokio::test]
async fn a_complaint_about_a_manager_is_on_no_page_that_managers_see() {
    let bench = hall();
    let code = bench.complained(1, json!({"about": MANAGER})).await;
    let overseer = bench.person(OVERSEER).await;
    bench.decides(&overseer, &code, 2, "partly").await;
    let manager = bench.person(MANAGER_2).await;
    for path in [
        "/followups",
        "/journal",
        "/journal?event=followup",
        "/reports/day",
        "/live",
        "/today",
    ] {
        let page = bench.page(path, Some(&manager)).await;
        assert!(!page.contains(&code), "{path}");
    }
    for path in [
        format!("/followups/{code}"),
        format!("/followups/find?code={code}"),
    ] {
        let got = bench.browse("GET", &path, Some(&manager), "").await;
        assert_eq!(got.status, StatusCode::NOT_FOUND, "{path}");
    }
    for path in ["/followups", "/journal?event=followup"] {
        assert!(bench.page(path, Some(&overseer)).await.contains(&code), "{path}");
    }
}

#[tokio::test]
async fn an_overseer_reads_what_is_theirs_to_oversee_and_nothing_else() {
    let bench = hall();
    let legal = bench.person(LEGAL).await;
    let got = bench.browse("GET", "/oversight", Some(&legal), "").await;
    assert_eq!(got.location(), "/oversight/legal");
    let page = bench.page("/oversight/legal?lang=en", Some(&legal)).await;
    assert!(
        page.contains("/services/M02") && page.contains("10 working days"),
        "{page}"
    );
    for kind in ["centre", "discipline", "audit"] {
        let got = bench
            .browse("GET", &format!("/oversight/{kind}"), Some(&legal), "")
            .await;
        assert_eq!(got.status, StatusCode::FORBIDDEN, "{kind}");
    }
    // The township's overseer oversees everything.
    let all = bench.person("911").await;
    for kind in ["centre", "legal", "discipline", "audit"] {
        bench.page(&format!("/oversight/{kind}"), Some(&all)).await;
    }
}

#[tokio::test]
async fn oversight_of_discipline_shows_calls_out_of_order_with_those_they_passed() {
    let bench = hall();
    let clerk = bench.person(CLERK).await;
    let first = bench.ticket(1).await;
    let second = bench.ticket(2).await;
    bench
        .at_window(&clerk, "open", json!({"press": id(100), "day": DAY}))
        .await;
    let call = json!({"call": id(101), "day": DAY, "ticket": second, "reason": "urgent"});
    bench.at_window(&clerk, "call", call).await;
    let overseer = bench.person(OVERSEER).await;
    let page = bench.page("/oversight/discipline", Some(&overseer)).await;
    assert!(page.contains(&format!("1: {first}")), "{page}");
    let before = bench
        .page(
            "/oversight/discipline?from=2026-02-01&to=2026-02-28",
            Some(&overseer),
        )
        .await;
    assert!(!before.contains(&format!("1: {first}")));
}

#[tokio::test]
async fn the_journal_says_in_words_what_happened_with_the_tickets_number_and_the_hash() {
    let bench = hall();
    let ticket = bench.ticket(1).await;
    let manager = bench.person(MANAGER).await;
    let page = bench
        .page(&format!("/journal?number={ticket}&lang=en"), Some(&manager))
        .await;
    assert!(
        page.contains("Ticket given") && page.contains(&format!("· {ticket}")),
        "{page}"
    );
    let entries = bench
        .get(&format!("/api/v1/journal?number={ticket}"), &manager)
        .await
        .body;
    let hash = entries[0]["hash"].as_str().expect("a hash");
    assert!(page.contains(hash));
    assert!(!page.contains("journal-event-"), "every event has its word");
}

#[tokio::test]
async fn why_a_kiosk_gave_a_press_up_is_said_in_words_of_the_readers_language() {
    let bench = hall();
    bench.ticket(1).await;
    let void = json!({"day": DAY, "reason": "no_answer_in_time"});
    for number in [1, 2] {
        let path = format!("/api/v1/tickets/{}/void", id(number));
        let heard = bench.post(&path, &bench.kiosk, &void).await;
        assert_eq!(heard.status, StatusCode::OK, "{:?}", heard.body);
    }
    let manager = bench.person(MANAGER).await;
    for (language, words) in [
        ("en", "the kiosk had no answer in time"),
        ("zh-Hans", "自助机未能及时得到答复"),
        ("zh-Hant", "自助機未能及時得到答覆"),
    ] {
        let path = format!("/journal?lang={language}");
        let page = bench.page(&path, Some(&manager)).await;
        assert!(!page.contains("no_answer_in_time"), "{page}");
        // A ticket that was given, and a press that was not heard of.
        assert_eq!(page.matches(words).count(), 2, "{page}");
    }
}

#[tokio::test]
async fn every_kind_of_event_that_a_journal_may_have_is_worded() {
    let bench = hall();
    let manager = bench.person(MANAGER).await;
    let page = bench.page("/journal?lang=en", Some(&manager)).await;
    for journal in [
        "0.1.0",
        "0.1.0-cases",
        "0.1.0-followups",
        "0.1.0-ratings",
        "0.1.0-fees",
        "0.1.0-appraisal",
    ] {
        let path = format!(
            "{}/queue-core/tests/golden/{journal}.jsonl",
            env!("CARGO_MANIFEST_DIR")
        );
        let golden = std::fs::read_to_string(path).expect("a golden journal");
        for line in golden.lines() {
            let line: serde_json::Value = serde_json::from_str(line).expect("JSON");
            for event in line["body"]["events"].as_array().expect("events") {
                let tag = event["event"].as_str().expect("a tag");
                assert!(page.contains(&format!("<option value=\"{tag}\"")), "{tag}");
            }
        }
    }
}
