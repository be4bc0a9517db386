//! Who is kept out of what: staff who would speak for a visitor, overseers of something else, strangers who try codes.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use queue_core::plan::{Oversight, Role};
use serde_json::json;
use tower::ServiceExt;

use super::followups::{LEGAL, OVERSEER, hall, press, with_overseers};
use super::identity::{CLERK, MANAGER};
use super::{Bench, Heard, PIN, id};
use crate::config::ServerConfig;
use crate::identity::DeviceRole;

/// Oversees fees alone.
const AUDITOR: &str = "915";
/// A clerk who sits at the fee window only.
const ELSEWHERE: &str = "104";

fn with_an_auditor(config: &mut ServerConfig) {
    super::fees::with_fees(config);
    with_overseers(config);
    let mut parts = config.plan.parts().clone();
    let legal = parts.people.iter().find(|person| person.code.as_str() == LEGAL);
    let mut auditor = legal.expect("an overseer").clone();
    auditor.code = queue_core::PersonCode::new(AUDITOR);
    auditor.oversees = vec![Oversight::Audit];
    assert_eq!(auditor.role, Role::Overseer);
    let clerk = parts.people.iter().find(|person| person.code.as_str() == CLERK);
    let mut elsewhere = clerk.expect("a clerk").clone();
    elsewhere.code = queue_core::PersonCode::new(ELSEWHERE);
    elsewhere.windows = vec![queue_core::WindowNumber::new(3)];
    parts.people.extend([auditor, elsewhere]);
    config.plan = queue_core::HallPlan::new(parts).expect("a sound plan");
}

impl Bench {
    /// Copies the one record of a kind, each time under another code.
    fn copy_record(&self, kind: &str, prefix: &str, times: usize) {
        let copied = self.journal().execute(
            "WITH RECURSIVE many(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM many WHERE n < ?3)
             INSERT INTO records (kind, code, seq, record, before, standing, service, person, began_on, acts_on,
                 due_on, warned_on, closed_on, has_texts)
             SELECT kind, printf('%s%08d', ?2, 50000000 + n), seq, record, before, standing, service, person, began_on, acts_on,
                 due_on, warned_on, closed_on, has_texts FROM records, many WHERE kind = ?1",
            (kind, prefix, times),
        );
        assert_eq!(copied.expect("copies"), times);
    }

    /// A request, as a proxy on this machine passes it on from an address.
    async fn through_a_proxy(
        &self,
        address: &str,
        method: &str,
        path: &str,
        body: &serde_json::Value,
    ) -> Heard {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("x-forwarded-for", address)
            .header("content-type", "application/json");
        let body = Body::from(body.to_string());
        self.send(request.body(body).expect("a request")).await
    }
}

#[tokio::test]
async fn whoever_handles_a_complaint_says_nothing_in_the_name_of_who_complained() {
    let bench = hall();
    let code = bench.complained(1, json!({})).await;
    let manager = bench.person(MANAGER).await;
    bench.decides(&manager, &code, 2, "unfounded").await;
    let clerk = bench.person(CLERK).await;
    for who in [&manager, &clerk] {
        let back = json!({"press": press(3), "how": "satisfied"});
        let path = format!("/api/v1/complaints/{code}/call-back");
        let heard = bench.post(&path, who, &back).await;
        assert_eq!(
            (heard.status, heard.problem()),
            (StatusCode::FORBIDDEN, "not-yours")
        );
        let page = format!("/f/{code}");
        let shown = bench.browse("GET", &page, Some(who), "").await;
        assert!(!shown.text.contains("value=\"satisfied\""), "{}", shown.text);
        assert!(shown.text.contains("只由反映人本人"), "{}", shown.text);
        let form = "verb=satisfied&stage=call_back&text=";
        let pressed = bench.browse("POST", &page, Some(who), form).await;
        assert_eq!(pressed.status, StatusCode::FORBIDDEN);
        assert!(pressed.text.contains("只由反映人本人"), "{}", pressed.text);
    }
    let page = format!("/f/{code}");
    let shown = bench.browse("GET", &page, None, "").await;
    assert!(shown.text.contains("value=\"satisfied\"") && !shown.text.contains("只由反映人本人"));
    let form = "verb=satisfied&stage=call_back&text=";
    let pressed = bench.browse("POST", &page, None, form).await;
    assert_eq!(pressed.status, StatusCode::SEE_OTHER, "{}", pressed.text);
    let appeal = json!({"press": press(4), "text": "no"});
    let path = format!("/api/v1/complaints/{code}/appeal");
    assert_eq!(
        bench.post(&path, &manager, &appeal).await.status,
        StatusCode::FORBIDDEN
    );
    assert_eq!(
        bench.ask("POST", &path, None, Some(&appeal)).await.status,
        StatusCode::OK
    );
}

#[tokio::test]
async fn a_refused_press_shows_nobody_a_fee_notice_that_is_not_theirs_to_read() {
    let bench = Bench::open_as("2026-03-02T00:30:00Z", with_an_auditor);
    let clerk = bench.person(CLERK).await;
    let code = bench.noticed(&clerk, 1).await;
    for (who, reads) in [(LEGAL, false), (OVERSEER, false), (AUDITOR, true), (CLERK, true)] {
        let session = bench.person(who).await;
        let page = format!("/fees/{code}");
        let shown = bench.browse("GET", &page, Some(&session), "").await;
        let pressed = bench.browse("POST", &page, Some(&session), "verb=x").await;
        for got in [&shown, &pressed] {
            assert_eq!(got.text.contains("certificate"), reads, "{who}: {}", got.status);
            assert_eq!(got.status != StatusCode::FORBIDDEN, reads, "{who}");
        }
        assert!(!pressed.status.is_success(), "{who}");
    }
}

#[tokio::test]
async fn who_oversees_fees_or_law_alone_reads_and_judges_nobodys_work() {
    let bench = Bench::open_as("2026-03-02T00:30:00Z", with_an_auditor);
    let reads = [
        "/api/v1/appraisals/2026-02",
        "/api/v1/appraisals/2026-02/table",
        "/api/v1/points",
        "/appraisal",
        "/appraisal/points",
        "/appraisal/of/101",
    ];
    let points = json!({"press": press(1), "person": CLERK, "month": "2026-03", "reason": "praise",
        "hundredths": 100, "evidence": "said so"});
    for (who, may) in [
        (MANAGER, true),
        (OVERSEER, true),
        (LEGAL, false),
        (AUDITOR, false),
    ] {
        let session = bench.person(who).await;
        for path in reads {
            let got = bench.browse("GET", path, Some(&session), "").await;
            assert_eq!(got.status != StatusCode::FORBIDDEN, may, "{who} {path}");
        }
        let entered = bench.post("/api/v1/points", &session, &points).await;
        assert_eq!(entered.status != StatusCode::FORBIDDEN, may, "{who}");
        let form = "month=2026-03&verb=x";
        for path in ["/appraisal", "/appraisal/points"] {
            let got = bench.browse("POST", path, Some(&session), form).await;
            assert_eq!(got.status != StatusCode::FORBIDDEN, may, "{who} {path}");
        }
    }
}

#[tokio::test]
async fn complaints_have_an_upper_number_and_staff_still_enter_them() {
    let bench = hall();
    let first = bench.complain(1, json!({})).await;
    bench.copy_record("followup", "260302-C-", 1999);
    let full = bench.complain(2, json!({})).await;
    assert_eq!(
        (full.status, full.problem()),
        (StatusCode::CONFLICT, "complaints-full")
    );
    assert_eq!(
        bench.complain(1, json!({})).await,
        first,
        "what was taken is answered again"
    );
    let page = bench.browse("GET", "/complain", None, "").await.text;
    let (_, rest) = page.split_once("name=\"press\" value=\"").expect("a form");
    let form = format!(
        "press={}&kind=complaint&text=shouted",
        rest.split_once('"').expect("a value").0
    );
    let got = bench.browse("POST", "/complain", None, &form).await;
    assert_eq!(got.status, StatusCode::CONFLICT);
    assert!(
        got.text.contains("請到服務台當面說") && got.text.contains("shouted"),
        "{}",
        got.text
    );
    let manager = bench.person(MANAGER).await;
    let entered = json!({"press": press(3), "kind": "complaint", "text": "by letter"});
    assert_eq!(
        bench.post("/api/v1/followups", &manager, &entered).await.status,
        StatusCode::CREATED
    );
}

#[tokio::test]
async fn however_many_home_visits_wait_reception_asks_for_one_more() {
    let bench = Bench::open();
    bench.home_visit(1).await;
    bench.copy_record("home_visit", "H260302-", 999);
    let wanted = super::agency::wanted(2);
    let full = bench
        .ask("POST", "/api/v1/home-visits", None, Some(&wanted))
        .await;
    assert_eq!(
        (full.status, full.problem()),
        (StatusCode::CONFLICT, "home-visits-full")
    );
    let reception = bench.person("301").await;
    let asked = bench.post("/api/v1/home-visits", &reception, &wanted).await;
    assert_eq!(asked.status, StatusCode::CREATED, "{:?}", asked.body);
}

#[tokio::test]
async fn a_complaint_from_the_code_on_a_kiosk_counts_as_one_at_a_kiosk() {
    let bench = hall();
    let manager = bench.person(MANAGER).await;
    for (number, (address, at)) in (1..).zip([("/complain?at=kiosk", "kiosk"), ("/complain", "phone")]) {
        let page = bench.browse("GET", address, None, "").await.text;
        let hidden = "name=\"at\" value=\"kiosk\"";
        let from = if page.contains(hidden) { "&at=kiosk" } else { "" };
        let form = format!("press={}&kind=complaint&text=slow{from}", press(number));
        let sent = bench.browse("POST", "/complain", None, &form).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
        let code = sent.location().trim_start_matches("/f/");
        let code = code.trim_end_matches("?new=1");
        let seen = bench
            .get(&format!("/api/v1/followups/{code}"), &manager)
            .await
            .body;
        assert_eq!(seen["at"], at);
    }
}

#[tokio::test]
async fn wrong_pins_from_one_address_lock_nobody_out_at_another() {
    let bench = Bench::open();
    bench.person(MANAGER).await;
    let sign_in = async |from: &str, pin: &str| {
        let body = json!({"code": MANAGER, "pin": pin});
        bench
            .through_a_proxy(from, "POST", "/api/v1/sessions", &body)
            .await
    };
    for _ in 0..5 {
        assert_eq!(sign_in("192.0.2.7", "000000").await.problem(), "wrong-pin");
    }
    assert_eq!(sign_in("192.0.2.7", PIN).await.problem(), "locked");
    assert_eq!(sign_in("192.0.2.8", PIN).await.status, StatusCode::CREATED);
    let mut last = sign_in("192.0.2.9", "000000").await;
    for _ in 0..60 {
        last = sign_in("192.0.2.9", "000000").await;
    }
    assert_eq!(last.problem(), "too-often", "PINs are not tried without end");
}

/// A script that is refused in words has the fields and the seconds still.
#[tokio::test]
async fn whoever_is_told_in_words_that_it_is_too_often_is_told_when_to_come_back() {
    let bench = Bench::open();
    let press = async || {
        let request = Request::builder()
            .method("POST")
            .uri("/sign-in")
            .header("accept", "application/json")
            .header("content-type", "application/x-www-form-urlencoded");
        let request = request.body(Body::from("code=1&pin=2")).expect("a request");
        let Ok(response) = bench.router.clone().oneshot(request).await;
        response
    };
    let mut last = press().await;
    for _ in 0..60 {
        last = press().await;
    }
    assert_eq!(last.status(), StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(last.headers()["retry-after"], "5");
}

#[tokio::test]
async fn a_code_for_another_device_is_refused_at_a_rating_screen_and_stays_good() {
    let bench = Bench::where_one_rates();
    let identities = &bench.house.state.identities;
    let code = |device: &str, role| identities.new_code(device, role, Some(1)).expect("a code").code;
    let join = async |code: &str| {
        bench
            .browse("POST", "/rate/1/join", None, &format!("code={code}"))
            .await
    };
    for role in [DeviceRole::Kiosk, DeviceRole::Pad] {
        let others = code(role.name(), role);
        let refused = join(&others).await;
        assert_eq!(refused.status, StatusCode::CONFLICT);
        assert!(refused.text.contains("沒有用掉"), "{}", refused.text);
        let redeemed = bench
            .ask(
                "POST",
                "/api/v1/devices/redeem",
                None,
                Some(&json!({ "code": others })),
            )
            .await;
        assert_eq!(redeemed.body["role"], role.name(), "{:?}", redeemed.body);
    }
    assert!(join("WRONGONE").await.text.contains("無效或已過期"));
    let own = code("screen-1", DeviceRole::RatingScreen);
    assert_eq!(join(&own).await.status, StatusCode::SEE_OTHER);
    let screen = identities
        .grant_device("screen-2", DeviceRole::RatingScreen, Some(1))
        .expect("a device")
        .bearer;
    for (method, path) in [
        ("GET", "/api/v1/windows/1"),
        ("POST", "/api/v1/windows/1/call-next"),
        ("POST", "/api/v1/windows/1/pause"),
        ("POST", "/api/v1/advice"),
        ("GET", "/api/v1/escorts"),
    ] {
        let heard = bench.ask(method, path, Some(&screen), Some(&json!({}))).await;
        assert_eq!(heard.status, StatusCode::FORBIDDEN, "{method} {path}");
    }
}

#[tokio::test]
async fn what_was_written_about_a_case_is_read_by_those_who_handle_or_answer_for_it() {
    let bench = Bench::open_as("2026-03-02T00:30:00Z", with_an_auditor);
    let clerk = bench.person(CLERK).await;
    let told = json!({"outcome": "awaiting_correction",
        "correction": {"missing": [0], "remark": "marker-of-a-remark"}});
    let told = bench.end(&clerk, 1, &told).await;
    assert_eq!(told.status, StatusCode::OK, "{:?}", told.body);
    let list = bench.get("/api/v1/cases", &clerk).await.body;
    let code = list["cases"][0]["code"].as_str().expect("a code").to_owned();
    for (who, reads) in [
        (MANAGER, true),
        (OVERSEER, true),
        (LEGAL, true),
        (AUDITOR, false),
        (CLERK, true),
        (ELSEWHERE, false),
        ("301", false),
    ] {
        let session = bench.person(who).await;
        let seen = bench.get(&format!("/api/v1/cases/{code}"), &session).await;
        assert_eq!(seen.status, StatusCode::OK, "{who}: {:?}", seen.body);
        assert!(
            seen.body["standing"].is_string(),
            "{who} sees how it stands: {:?}",
            seen.body
        );
        let text = seen.body.to_string();
        assert_eq!(text.contains("marker-of-a-remark"), reads, "{who}: {text}");
        let page = bench
            .browse("GET", &format!("/cases/{code}"), Some(&session), "")
            .await;
        assert_eq!(page.text.contains("marker-of-a-remark"), reads, "{who}");
    }
}

#[tokio::test]
async fn whoever_tries_codes_is_soon_held_up_and_whoever_has_one_is_not() {
    let bench = hall();
    let code = bench.complained(1, json!({})).await;
    for (kind, unknown) in [
        ("/m", "260302-A012-000000"),
        ("/n", "F260302-000000"),
        ("/f", "260302-C-00000000"),
        ("/h", "H260302-00000000"),
    ] {
        let path = format!("{kind}/{unknown}");
        let from = format!("192.0.2.{}", 10 + kind.len() + usize::from(kind.as_bytes()[1]));
        let mut seen = Vec::new();
        for _ in 0..6 {
            seen.push(
                bench
                    .through_a_proxy(&from, "GET", &path, &json!({}))
                    .await
                    .status
                    .as_u16(),
            );
        }
        assert_eq!(seen.first(), Some(&404), "{path}");
        assert_eq!(seen.last(), Some(&429), "{path}: {seen:?}");
    }
    for _ in 0..20 {
        let path = format!("/api/v1/complaints/{code}");
        let heard = bench.through_a_proxy("192.0.2.9", "GET", &path, &json!({})).await;
        assert_eq!(heard.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn what_is_counted_is_for_programs_on_this_machine() {
    let bench = Bench::open();
    let here = bench.ask("GET", "/metrics", None, None).await;
    assert_eq!(here.status, StatusCode::OK);
    let afar = bench
        .through_a_proxy("192.0.2.7", "GET", "/metrics", &json!({}))
        .await;
    assert_eq!(afar.status, StatusCode::NOT_FOUND);
    let pretended = bench
        .through_a_proxy("127.0.0.1", "GET", "/metrics", &json!({}))
        .await;
    assert_eq!(pretended.status, StatusCode::NOT_FOUND, "a proxy asks for others");
}

#[tokio::test]
async fn tickets_and_one_time_codes_are_held_to_the_pace_of_an_address() {
    let bench = Bench::open();
    let token = id(1_000_001);
    for path in [
        format!("/api/v1/visits/{token}/rate"),
        "/api/v1/devices/redeem".to_owned(),
    ] {
        let mut last = StatusCode::OK;
        for _ in 0..61 {
            let from = if path.ends_with("redeem") {
                "192.0.2.20"
            } else {
                "192.0.2.21"
            };
            last = bench
                .through_a_proxy(from, "POST", &path, &json!({"code": "WRONGONE"}))
                .await
                .status;
        }
        assert_eq!(last, StatusCode::TOO_MANY_REQUESTS, "{path}");
    }
}
