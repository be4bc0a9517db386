//! Versions of the plan over the API: proposed, checked, approved, held through a restart.

use axum::body::Body;
use axum::http::header::{ACCEPT, AUTHORIZATION};
use axum::http::{Request, StatusCode};
use serde_json::{Value, json};

use super::{Bench, Heard, id, issue};

async fn document(bench: &Bench, manager: &str) -> Value {
    let heard = bench.get("/api/v1/plan", manager).await;
    assert_eq!(heard.status, StatusCode::OK, "{:?}", heard.body);
    heard.body["document"].clone()
}

async fn propose(bench: &Bench, manager: &str, number: u32, base: u32, document: &Value) -> Heard {
    let body = json!({"press": id(number), "base": base, "document": document});
    bench.post("/api/v1/plan/versions", manager, &body).await
}

/// A bench whose plan has a second manager.
async fn two_managers() -> (Bench, String, String) {
    let bench = Bench::open();
    let first = bench.person("901").await;
    let mut plan = document(&bench, &first).await;
    let people = plan["person"].as_array_mut().unwrap();
    people.push(json!({"code": "902", "role": "manager", "windows": []}));
    let heard = propose(&bench, &first, 900, 1, &plan).await;
    assert_eq!(heard.body["state"], "in_force", "{:?}", heard.body);
    let second = bench.person("902").await;
    (bench, first, second)
}

#[tokio::test]
async fn somebody_who_is_added_can_sign_in_at_once_and_a_restart_knows() {
    let (bench, first, second) = two_managers().await;
    let versions = bench.get("/api/v1/plan/versions", &second).await.body;
    assert_eq!(versions["in_force"], 2);
    assert_eq!(versions["versions"][0]["by"], "901");
    assert_eq!(versions["versions"][1]["state"], "replaced");
    assert_eq!(versions["versions"][1]["by"], Value::Null);
    let before = document(&bench, &first).await;
    let bench = bench.restart();
    assert_eq!(document(&bench, &second).await, before);
}

#[tokio::test]
async fn limits_wait_for_the_second_person_through_a_restart() {
    let (bench, first, second) = two_managers().await;
    let mut plan = document(&bench, &first).await;
    plan["rules"]["answer_s"] = json!(77);
    let heard = propose(&bench, &first, 1, 2, &plan).await;
    assert_eq!(
        (&heard.body["state"], &heard.body["version"]),
        (&json!("proposed"), &json!(3))
    );
    let bench = bench.restart();
    let own = bench
        .post(
            "/api/v1/plan/versions/3/approve",
            &first,
            &json!({"press": id(2)}),
        )
        .await;
    assert_eq!(
        (own.status, own.problem()),
        (StatusCode::CONFLICT, "needs-second-person")
    );
    let approved = bench
        .post(
            "/api/v1/plan/versions/3/approve",
            &second,
            &json!({"press": id(3)}),
        )
        .await;
    assert_eq!(approved.body["state"], "in_force", "{:?}", approved.body);
    assert_eq!(document(&bench, &first).await["rules"]["answer_s"], 77);
    let line = &bench.get("/api/v1/plan/versions", &first).await.body["versions"][0];
    assert_eq!(line["decided_by"], "902");
    assert_eq!(line["limits"], json!(["rules.answer_s"]));
}

#[tokio::test]
async fn a_repeated_approval_is_answered_like_the_first_whenever_it_comes() {
    let (bench, first, second) = two_managers().await;
    let approve = async |bench: &Bench, version: u32, press: u32| {
        let path = format!("/api/v1/plan/versions/{version}/approve");
        bench.post(&path, &second, &json!({"press": id(press)})).await
    };
    let mut plan = document(&bench, &first).await;
    plan["rules"]["answer_s"] = json!(77);
    propose(&bench, &first, 1, 2, &plan).await;
    let approved = approve(&bench, 3, 2).await;
    assert_eq!(approved.body["state"], "in_force", "{:?}", approved.body);
    assert_eq!(approve(&bench, 3, 2).await, approved, "the same press");
    assert_eq!(
        approve(&bench, 3, 3).await,
        approved,
        "the same person's other press"
    );
    let bench = bench.restart();
    assert_eq!(approve(&bench, 3, 2).await, approved, "after a restart");
    plan["hall"]["name"]["en"] = json!("Renamed");
    propose(&bench, &first, 4, 3, &plan).await;
    assert_eq!(
        approve(&bench, 3, 2).await,
        approved,
        "the first answer, whatever came since"
    );
    assert_eq!(approve(&bench, 3, 5).await.status, StatusCode::NOT_FOUND);
    assert_eq!(approve(&bench, 9, 6).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_repeated_approval_of_a_later_days_version_is_answered_like_the_first() {
    let (bench, first, second) = two_managers().await;
    let mut plan = document(&bench, &first).await;
    plan["rules"]["answer_s"] = json!(77);
    let body = json!({"press": id(1), "base": 2, "document": plan, "from": "2026-03-03"});
    bench.post("/api/v1/plan/versions", &first, &body).await;
    let path = "/api/v1/plan/versions/3/approve";
    let approved = bench.post(path, &second, &json!({"press": id(2)})).await;
    assert_eq!(approved.body["state"], "accepted", "{:?}", approved.body);
    for press in [2, 3] {
        let again = bench.post(path, &second, &json!({"press": id(press)})).await;
        assert_eq!(again, approved);
    }
    // The doors have closed: today's instants are no part of what is asked.
    bench.wind_on(12 * 3600);
    let second = bench.person("902").await;
    assert_eq!(
        bench.post(path, &second, &json!({"press": id(2)})).await,
        approved
    );
}

#[tokio::test]
async fn who_waits_keeps_a_window() {
    let (bench, first, _) = two_managers().await;
    let number = bench.ticket(1).await;
    let mut plan = document(&bench, &first).await;
    // The group's own service stays, for a new one takes the only window that serves it.
    let mut other = plan["service"][0].clone();
    other["code"] = json!("S99");
    plan["service"].as_array_mut().unwrap().push(other);
    let mut window = plan["window"][0].clone();
    window["number"] = json!(9);
    plan["window"].as_array_mut().unwrap().push(window);
    for window in plan["window"].as_array_mut().unwrap() {
        let serves = |field: &str| {
            let groups = window[field].as_array();
            groups.is_some_and(|groups| groups.contains(&json!("S")))
        };
        if window["number"] != 9 && (serves("primary") || serves("secondary")) {
            window["excludes"] = json!(["S01"]);
        }
    }
    let refused = propose(&bench, &first, 2, 2, &plan).await;
    assert_eq!(
        (refused.status, refused.problem()),
        (StatusCode::CONFLICT, "would-strand")
    );
    assert_eq!(refused.body["fields"][0]["problem"], format!("{number} S01"));
}

#[tokio::test]
async fn every_fault_comes_at_once_with_its_path_and_by_line_for_toml() {
    let (bench, first, _) = two_managers().await;
    let mut plan = document(&bench, &first).await;
    plan["service"][1]["group"] = json!("X");
    plan["window"][0]["area"] = json!("nowhere");
    plan["hall"]["zone"] = json!("Mars/Olympus");
    let checked = bench
        .post("/api/v1/plan/check", &first, &json!({"document": plan}))
        .await;
    let faults = checked.body["faults"].as_array().unwrap();
    let fields: Vec<&str> = faults
        .iter()
        .map(|fault| fault["field"].as_str().unwrap())
        .collect();
    assert!(
        fields.contains(&"service[1].group") && fields.contains(&"window[0].area"),
        "{fields:?}"
    );
    let refused = propose(&bench, &first, 1, 2, &plan).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.fields().contains(&"window[0].area"), "{:?}", refused.body);
    let toml = bench
        .post(
            "/api/v1/plan/check",
            &first,
            &json!({"toml": "[hall]\nzone = 3\n"}),
        )
        .await;
    assert_eq!(toml.body["faults"][0]["field"], "line 1", "{:?}", toml.body);
    let neither = bench.post("/api/v1/plan/check", &first, &json!({})).await;
    assert_eq!(neither.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn an_unknown_time_zone_is_a_fault() {
    let (bench, first, _) = two_managers().await;
    let mut plan = document(&bench, &first).await;
    plan["hall"]["zone"] = json!("Mars/Olympus");
    let refused = propose(&bench, &first, 1, 2, &plan).await;
    assert_eq!(refused.fields(), ["hall.zone"], "{:?}", refused.body);
}

#[tokio::test]
async fn a_plan_of_a_later_day_opens_that_day() {
    let (bench, first, _) = two_managers().await;
    let mut plan = document(&bench, &first).await;
    plan["hall"]["name"]["en"] = json!("Renamed");
    let body = json!({"press": id(1), "base": 2, "document": plan, "from": "2026-03-03"});
    let heard = bench.post("/api/v1/plan/versions", &first, &body).await;
    assert_eq!(heard.body["state"], "accepted", "{:?}", heard.body);
    let late = json!({"press": id(2), "base": 2, "document": plan, "from": "2026-03-02"});
    let late = bench.post("/api/v1/plan/versions", &first, &late).await;
    assert_eq!(late.problem(), "plan-waits");
    let name = |plan: &Value| plan["hall"]["name"]["en"].clone();
    assert_ne!(name(&document(&bench, &first).await), "Renamed");
    let bench = bench.restart();
    bench.wind_on(24 * 3600);
    let first = bench.person("901").await;
    assert_eq!(name(&document(&bench, &first).await), "Renamed");
    assert_eq!(
        bench.get("/api/v1/plan/versions", &first).await.body["in_force"],
        3
    );
}

#[tokio::test]
async fn a_rejected_version_is_on_record() {
    let (bench, first, second) = two_managers().await;
    let mut plan = document(&bench, &first).await;
    plan["class"][0]["promise_s"] = json!(60);
    propose(&bench, &first, 1, 2, &plan).await;
    let heard = bench
        .post(
            "/api/v1/plan/versions/3/reject",
            &second,
            &json!({"press": id(2)}),
        )
        .await;
    assert_eq!(heard.body["state"], "rejected", "{:?}", heard.body);
    let line = bench.get("/api/v1/plan/versions", &first).await.body["versions"][0].clone();
    assert_eq!(
        (&line["state"], &line["decided_by"]),
        (&json!("rejected"), &json!("902"))
    );
}

#[tokio::test]
async fn a_version_comes_out_as_toml_and_goes_in_again() {
    let (bench, first, second) = two_managers().await;
    let request = Request::builder()
        .uri("/api/v1/plan/versions/1")
        .header(AUTHORIZATION, format!("Bearer {first}"))
        .header(ACCEPT, "application/toml");
    let response = tower::ServiceExt::oneshot(bench.router.clone(), request.body(Body::empty()).unwrap())
        .await
        .unwrap();
    let text = axum::body::to_bytes(response.into_body(), 1 << 20).await.unwrap();
    let text = String::from_utf8(text.to_vec()).unwrap();
    let body = json!({"press": id(1), "base": 2, "toml": text});
    let heard = bench.post("/api/v1/plan/versions", &first, &body).await;
    assert_eq!(
        heard.body["state"], "proposed",
        "a manager goes by two persons: {:?}",
        heard.body
    );
    let agreed = json!({"press": id(2)});
    let heard = bench
        .post("/api/v1/plan/versions/3/approve", &second, &agreed)
        .await;
    assert_eq!(
        heard.body["state"], "in_force",
        "the first plan holds again: {:?}",
        heard.body
    );
}

#[tokio::test]
async fn a_new_service_is_issued_at_once_and_the_report_goes_by_the_newest_plan() {
    let (bench, first, _) = two_managers().await;
    let mut plan = document(&bench, &first).await;
    let mut other = plan["service"][0].clone();
    other["code"] = json!("S99");
    plan["service"].as_array_mut().unwrap().insert(0, other);
    assert_eq!(
        propose(&bench, &first, 1, 2, &plan).await.body["state"],
        "in_force"
    );
    for (number, service) in [(5, "S01"), (6, "S99")] {
        let mut wanted = issue(number);
        wanted["services"] = json!([service]);
        let heard = bench.post("/api/v1/tickets", &bench.kiosk, &wanted).await;
        assert_eq!(heard.status, StatusCode::CREATED, "{:?}", heard.body);
        let void = json!({"day": super::DAY, "reason": "test"});
        let path = format!("/api/v1/tickets/{}/void", id(number));
        bench.post(&path, &bench.kiosk, &void).await;
    }
    let report = bench.get("/api/v1/reports/day?day=2026-03-02", &first).await.body;
    let names: Vec<_> = report["by_service"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| &line["name"])
        .collect();
    assert_eq!(names, ["S99", "S01"], "in the order of the plan that holds");
}

#[tokio::test]
async fn only_managers_see_and_change_the_plan() {
    let bench = Bench::open();
    let clerk = bench.person("101").await;
    assert_eq!(
        bench.get("/api/v1/plan", &clerk).await.status,
        StatusCode::FORBIDDEN
    );
    let refused = propose(&bench, &clerk, 1, 1, &json!({})).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}
