//! Beyond the windows over HTTP: home visits and their texts, who may decide, lists compared, pick-ups that are flagged.

use axum::http::StatusCode;
use queue_core::PersonCode;
use serde_json::{Value, json};

use super::identity::{CLERK, MANAGER};
use super::issuing::is_in_files;
use super::{Bench, DAY, Heard, id};

const OVERSEER: &str = "911";

/// 101 heads the department of S01, and 102 is the deputy; 901 oversees for discipline, beside 911; M02 is decided elsewhere.
pub(super) fn with_heads(config: &mut crate::config::ServerConfig) {
    let mut parts = config.plan.parts().clone();
    parts.departments[0].chief = Some(PersonCode::new(CLERK));
    parts.departments[0].deputies = vec![PersonCode::new("102")];
    let service = parts.services.iter_mut().find(|one| one.code.as_str() == "M02");
    service.expect("the service").decided_by = Some("NY".to_owned());
    let elsewhere = parts.departments.iter_mut().find(|one| one.code == "NY");
    elsewhere.expect("the department").on_behalf = true;
    config.plan = queue_core::HallPlan::new(parts).expect("a sound plan");
}

pub(super) fn hall() -> Bench {
    Bench::open_as("2026-03-02T00:30:00Z", with_heads)
}

pub(super) fn wanted(number: u32) -> Value {
    json!({
        "press": id(number), "service": "S01", "for_whom": "elderly", "wished_on": "2026-03-04",
        "name": "趙標記", "address": "標記路 7 號", "phone": "0931-1234567"
    })
}

impl Bench {
    pub(super) async fn home_visit(&self, number: u32) -> String {
        let heard = self
            .ask("POST", "/api/v1/home-visits", None, Some(&wanted(number)))
            .await;
        assert_eq!(heard.status, StatusCode::CREATED, "{:?}", heard.body);
        heard.body["code"].as_str().expect("a code").to_owned()
    }

    async fn at_home(&self, who: &str, code: &str, verb: &str, body: Value) -> Heard {
        self.post(&format!("/api/v1/home-visits/{code}/{verb}"), who, &body)
            .await
    }

    async fn says(&self, who: &str, number: u32, person: &str, present: bool) -> Heard {
        let body = json!({"press": id(number), "day": DAY, "person": person, "present": present});
        self.post("/api/v1/departments/RS/authority", who, &body).await
    }

    async fn compared(&self, who: &str, number: u32, csv: &str) -> Heard {
        let body = json!({"press": id(number), "department": "NY", "from": DAY, "to": DAY, "csv": csv});
        self.post("/api/v1/comparisons", who, &body).await
    }
}

#[tokio::test]
async fn a_home_visit_is_arranged_done_and_survives_a_restart() {
    let bench = hall();
    let code = bench.home_visit(1).await;
    let reception = bench.person("301").await;
    let guide = bench.person("201").await;
    let assigned = bench
        .at_home(&reception, &code, "assign", json!({"press": id(2), "to": "201"}))
        .await;
    assert_eq!(
        assigned.body["standing"],
        json!("assigned"),
        "{:?}",
        assigned.body
    );
    let date = json!({"press": id(3), "on": "2026-03-04", "half": "morning"});
    assert_eq!(
        bench.at_home(&guide, &code, "date", date).await.status,
        StatusCode::OK
    );
    let bench = bench.restart();
    let seen = bench.get(&format!("/api/v1/home-visits/{code}"), &guide).await;
    assert_eq!(
        (&seen.body["name"], &seen.body["dated_on"], &seen.body["half"]),
        (&json!("趙標記"), &json!("2026-03-04"), &json!("morning"))
    );
    let followed = bench
        .ask("GET", &format!("/api/v1/home-visits/{code}/progress"), None, None)
        .await;
    assert_eq!(followed.body["standing"], json!("dated"));
    assert!(
        !followed.body.to_string().contains("標記"),
        "nobody's name: {}",
        followed.body
    );
    let done = bench
        .at_home(&guide, &code, "done", json!({"press": id(4)}))
        .await;
    assert_eq!(done.body["standing"], json!("done"));
    let list = bench.get("/api/v1/home-visits", &reception).await;
    assert_eq!(list.body["total"], json!(0));
    let manager = bench.person(MANAGER).await;
    let report = bench
        .get(&format!("/api/v1/reports/day?day={DAY}"), &manager)
        .await;
    let figures = &report.body["home_visits"];
    assert_eq!(
        (
            &figures["asked"],
            &figures["done"],
            &figures["days"],
            &figures["open"]
        ),
        (&json!(1), &json!(1), &json!(0), &json!(0))
    );
}

#[tokio::test]
async fn where_and_to_whom_is_in_no_file_but_one_and_in_none_after_the_day_on_which_it_was_done() {
    let bench = hall();
    let code = bench.home_visit(1).await;
    let waits = bench.home_visit(2).await;
    let manager = bench.person(MANAGER).await;
    bench
        .at_home(&manager, &code, "assign", json!({"press": id(3), "to": "201"}))
        .await;
    let remark = json!({"press": id(4), "reason": "nobody_home", "remark": "標記"});
    assert_eq!(
        bench.at_home(&manager, &code, "not-done", remark).await.status,
        StatusCode::OK
    );
    let view = bench.get(&format!("/api/v1/home-visits/{code}"), &manager).await;
    assert_eq!(view.body["name"], json!("趙標記"), "until the evening");
    assert!(is_in_files(&bench, "標記".as_bytes()), "the one file for it");
    let journal = std::fs::read(bench.folder.path().join("hall.db")).expect("a journal");
    let mark = "標記".as_bytes();
    assert!(
        !journal.windows(mark.len()).any(|part| part == mark),
        "not in the journal"
    );
    let manager = bench.wind_to("2026-03-03", MANAGER).await;
    let view = bench.get(&format!("/api/v1/home-visits/{code}"), &manager).await;
    assert_eq!(
        (&view.body["name"], &view.body["ended_remark"]),
        (&Value::Null, &Value::Null)
    );
    let view = bench.get(&format!("/api/v1/home-visits/{waits}"), &manager).await;
    assert_eq!(
        view.body["name"],
        json!("趙標記"),
        "the other is still to be done"
    );
    let off = bench
        .ask(
            "POST",
            &format!("/api/v1/home-visits/{waits}/cancel"),
            None,
            Some(&json!({"press": id(5)})),
        )
        .await;
    assert_eq!(off.body["standing"], json!("cancelled"));
    bench.wind_to("2026-03-04", MANAGER).await;
    assert!(!is_in_files(&bench, "標記".as_bytes()));
}

#[tokio::test]
async fn everything_wrong_with_a_request_is_said_at_once_and_nothing_is_kept() {
    let bench = hall();
    let body = json!({
        "press": id(1), "service": "S01", "for_whom": "bored",
        "name": " ", "address": "x".repeat(501), "phone": "call me"
    });
    let heard = bench.ask("POST", "/api/v1/home-visits", None, Some(&body)).await;
    assert_eq!(heard.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(heard.fields(), ["for_whom", "name", "address", "phone"]);
    let mut unknown = wanted(2);
    unknown["service"] = json!("Q99");
    let heard = bench
        .ask("POST", "/api/v1/home-visits", None, Some(&unknown))
        .await;
    assert_eq!(heard.problem(), "unknown-service");
    let mut late = wanted(3);
    late["wished_on"] = json!("2027-03-04");
    let heard = bench.ask("POST", "/api/v1/home-visits", None, Some(&late)).await;
    assert_eq!(heard.problem(), "bad-visit-date");
    assert!(
        !is_in_files(&bench, "標記".as_bytes()),
        "a refused press takes its texts with it"
    );
    let manager = bench.person(MANAGER).await;
    assert_eq!(
        bench.get("/api/v1/home-visits", &manager).await.body["total"],
        json!(0)
    );
}

#[tokio::test]
async fn whoever_goes_sees_their_own_visits_and_a_code_of_another_kind_is_nothing() {
    let bench = hall();
    let code = bench.home_visit(1).await;
    let clerk = bench.person(CLERK).await;
    let path = format!("/api/v1/home-visits/{code}");
    assert_eq!(bench.get(&path, &clerk).await.status, StatusCode::NOT_FOUND);
    assert_eq!(
        bench.get("/api/v1/home-visits", &clerk).await.body["total"],
        json!(0)
    );
    let manager = bench.person(MANAGER).await;
    bench
        .at_home(&manager, &code, "assign", json!({"press": id(2), "to": CLERK}))
        .await;
    assert_eq!(
        bench.get(&path, &clerk).await.body["phone"],
        json!("0931-1234567")
    );
    let other = code.replace('H', "B");
    assert_eq!(
        bench
            .get(&format!("/api/v1/home-visits/{other}"), &manager)
            .await
            .status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn a_press_sent_twice_asks_for_one_visit() {
    let bench = hall();
    let code = bench.home_visit(1).await;
    assert_eq!(bench.home_visit(1).await, code);
    let manager = bench.person(MANAGER).await;
    assert_eq!(
        bench.get("/api/v1/home-visits", &manager).await.body["total"],
        json!(1)
    );
}

#[tokio::test]
async fn absence_shows_wherever_it_matters_and_is_counted_by_the_day() {
    let bench = hall();
    let clerk = bench.person(CLERK).await;
    let manager = bench.person(MANAGER).await;
    let alert = async || {
        let live = bench.get("/api/v1/live", &manager).await;
        let alerts = live.body["alerts"].as_array().expect("a list").clone();
        alerts
            .iter()
            .any(|alert| alert["kind"] == json!("no_authority") && alert["subject"] == json!("RS"))
    };
    assert!(!alert().await, "nobody has said anything");
    bench
        .at_window(&clerk, "open", json!({"press": id(1), "day": DAY}))
        .await;
    let seen = bench.get("/api/v1/departments", &clerk).await;
    assert_eq!(
        (
            &seen.body["departments"][0]["authority"],
            &seen.body["departments"][0]["decides"]
        ),
        (&json!("present"), &json!(CLERK))
    );
    assert_eq!(bench.says(&clerk, 2, CLERK, false).await.status, StatusCode::OK);
    assert!(alert().await);
    let day = bench.ask("GET", "/api/v1/day", None, None).await;
    assert_eq!(day.body["without_authority"], json!(["S01", "S03"]));
    let console = bench.get("/api/v1/windows/1", &clerk).await;
    assert_eq!(console.body["without_authority"][0]["code"], json!("S01"));
    bench.wind_on(3600);
    assert_eq!(bench.says(&manager, 3, "102", true).await.status, StatusCode::OK);
    assert!(!alert().await);
    let day = bench.ask("GET", "/api/v1/day", None, None).await;
    assert_eq!(day.body["without_authority"], Value::Null);
    let report = bench
        .get(&format!("/api/v1/reports/day?day={DAY}"), &manager)
        .await;
    assert_eq!(report.body["without_authority"][0]["absent_s"], json!(3600));
    let other = bench.says(&clerk, 4, "102", false).await;
    assert_eq!(other.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_pick_up_without_an_acceptance_here_is_on_the_day_report() {
    let bench = hall();
    let clerk = bench.person(CLERK).await;
    let manager = bench.person(MANAGER).await;
    let code = bench.accepted(&clerk, 1).await;
    bench.end(&clerk, 2, &json!({"outcome": "collected"})).await;
    bench
        .end(&clerk, 3, &json!({"outcome": "collected", "matter": code}))
        .await;
    let report = bench
        .get(&format!("/api/v1/reports/day?day={DAY}"), &manager)
        .await;
    let flagged = report.body["unaccepted"].as_array().expect("a list").clone();
    let matters: Vec<_> = flagged.iter().map(|one| one["matter"].clone()).collect();
    assert_eq!(matters, [Value::Null, json!(code)]);
    assert_eq!(flagged[0]["clerk"], json!(CLERK));
    let undo = json!({"press": id(900), "day": DAY});
    bench.at_window(&clerk, "undo", undo).await;
    let report = bench
        .get(&format!("/api/v1/reports/day?day={DAY}"), &manager)
        .await;
    assert_eq!(
        report.body["unaccepted"].as_array().map(Vec::len),
        Some(1),
        "what was undone is not told"
    );
}

#[tokio::test]
async fn what_another_department_decides_is_to_leave_the_hall_and_counts_there() {
    let bench = hall();
    let clerk = bench.person(CLERK).await;
    let code = bench.accepted(&clerk, 1).await;
    let console = bench.get("/api/v1/windows/1", &clerk).await;
    assert_eq!(console.body["last_matter_decided_by"], json!("NY"));
    let case = bench.case(&clerk, &code).await;
    assert_eq!(
        (&case["department"], &case["accepted_by"], &case["hand_over"]),
        (&json!("NY"), &json!("MZ"), &json!(true))
    );
    let leave = json!({"press": id(50), "to": "NY", "holder": "農業科"});
    bench.about(&clerk, &code, "leave-hall", leave).await;
    assert_eq!(bench.case(&clerk, &code).await["hand_over"], json!(false));
    let manager = bench.person(MANAGER).await;
    let report = bench
        .get(&format!("/api/v1/reports/cases?day={DAY}"), &manager)
        .await;
    assert_eq!(
        (
            &report.body[0]["department"],
            &report.body[0]["figures"]["accepted"]
        ),
        (&json!("NY"), &json!(1))
    );
    // Ten working days after Monday 2 March: late on the 17th. Day, month and appraisal say it of the same department.
    let manager = bench.wind_to("2026-03-17", MANAGER).await;
    let day = bench
        .get("/api/v1/reports/cases?day=2026-03-17", &manager)
        .await
        .body;
    assert_eq!(
        (&day[0]["department"], &day[0]["figures"]["overdue"]),
        (&json!("NY"), &json!(1))
    );
    let month = bench
        .get("/api/v1/reports/month?month=2026-03", &manager)
        .await
        .body;
    assert_eq!(month["cases"].as_array().map(Vec::len), Some(1));
    assert_eq!(
        (
            &month["cases"][0]["department"],
            &month["cases"][0]["on_behalf"],
            &month["cases"][0]["cases"]["accepted"],
            &month["cases"][0]["cases"]["overdue"],
        ),
        (&json!("NY"), &json!(true), &json!(1), &json!(1))
    );
    let appraised = bench.march(&manager).await["departments"].clone();
    let late = appraised
        .as_array()
        .expect("a list")
        .iter()
        .filter(|one| one["overdue"] == 1);
    let late: Vec<_> = late.map(|one| (&one["department"], &one["on_behalf"])).collect();
    assert_eq!(late, [(&json!("NY"), &json!(true))]);
}

#[tokio::test]
async fn a_list_is_compared_kept_and_given_as_csv() {
    let bench = hall();
    let clerk = bench.person(CLERK).await;
    let code = bench.accepted(&clerk, 1).await;
    let overseer = bench.person(OVERSEER).await;
    let csv =
        format!("matter,number,completed_on,how\n{code},,{DAY},granted\n,MZ-2026-7,{DAY},\nA01,,{DAY},\n");
    let heard = bench.compared(&overseer, 60, &csv).await;
    assert_eq!(heard.status, StatusCode::CREATED, "{:?}", heard.body);
    let made = heard.body["code"].as_str().expect("a code").to_owned();
    let bench = bench.restart();
    let kept = bench.get(&format!("/api/v1/comparisons/{made}"), &overseer).await;
    let what: Vec<_> = kept.body["differences"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|one| one["what"].as_str().expect("a word"))
        .collect();
    assert_eq!(what, ["not_done_here", "unknown_here"]);
    assert_eq!(kept.body["unread_rows"], json!([{"line": 4, "why": "matter"}]));
    let got = bench
        .browse("GET", &format!("/compare/{made}?format=csv"), Some(&overseer), "")
        .await;
    assert!(
        got.text
            .contains(&format!("2,not_done_here,{code},,{DAY},granted,,")),
        "{}",
        got.text
    );
    let again = bench.compared(&overseer, 60, &csv).await;
    assert_eq!(again.body["code"], json!(made), "the same press");
    let list = bench.get("/api/v1/comparisons", &overseer).await;
    assert_eq!(list.body["comparisons"].as_array().map(Vec::len), Some(1));
}

/// As many cases of another department as a list is made of at most, all done on the same day and earlier in every order.
const A_FULL_LIST: &str = "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 19999)
    INSERT INTO records SELECT kind, printf('260301-A%03d-%06d', i % 1000, i), seq,
        json_set(record, '$.code', printf('260301-A%03d-%06d', i % 1000, i), '$.service', 'S01'), before, standing, 'S01',
        person, began_on, acts_on, 20200101, warned_on, closed_on, has_texts
    FROM records, n WHERE kind = 'case' AND code = ?1";

#[tokio::test]
async fn what_is_missing_in_a_list_is_found_however_much_the_hall_has_done() {
    let bench = hall();
    let clerk = bench.person(CLERK).await;
    let code = bench.accepted(&clerk, 1).await;
    let done = json!({"press": id(50), "how": "granted"});
    let heard = bench.about(&clerk, &code, "complete", done).await;
    assert_eq!(heard.status, StatusCode::OK, "{:?}", heard.body);
    bench.journal().execute(A_FULL_LIST, [&code]).expect("rows");
    let overseer = bench.person(OVERSEER).await;
    let csv = format!("number,completed_on\nNY-2026-7,{DAY}\n");
    let heard = bench.compared(&overseer, 60, &csv).await;
    assert_eq!(heard.status, StatusCode::CREATED, "{:?}", heard.body);
    let made = heard.body["code"].as_str().expect("a code").to_owned();
    // A repeat is the same press, although the hall has moved on meanwhile.
    bench.accepted(&clerk, 2).await;
    let named = format!("{csv}NY-2026-8,{DAY}\n");
    assert_eq!(bench.compared(&overseer, 60, &csv).await.body, heard.body);
    let other = bench.compared(&overseer, 60, &named).await;
    assert_eq!(other.status, StatusCode::CONFLICT, "another list is no repeat");
    let kept = bench.get(&format!("/api/v1/comparisons/{made}"), &overseer).await;
    let differences = kept.body["differences"].as_array().expect("a list");
    let said: Vec<_> = differences
        .iter()
        .map(|one| (&one["what"], &one["matter"]))
        .collect();
    assert_eq!(
        said,
        [
            (&json!("unknown_here"), &Value::Null),
            (&json!("not_done_there"), &json!(code))
        ]
    );
}

#[tokio::test]
async fn a_list_that_cannot_be_read_says_why_and_nothing_is_kept() {
    let bench = hall();
    let manager = bench.person(MANAGER).await;
    for (number, csv, problem) in [
        (70, "", "list-no-header"),
        (71, "matter,how\n", "list-no-date"),
        (72, "completed_on\n", "list-no-code"),
        (73, "matter,completed_on\n", "nothing-to-compare"),
    ] {
        let heard = bench.compared(&manager, number, csv).await;
        assert_eq!(
            (heard.status, heard.problem()),
            (StatusCode::UNPROCESSABLE_ENTITY, problem)
        );
        assert_eq!(heard.fields(), ["csv"]);
    }
    let clerk = bench.person(CLERK).await;
    assert_eq!(
        bench.compared(&clerk, 74, "x").await.status,
        StatusCode::FORBIDDEN
    );
    let list = bench.get("/api/v1/comparisons", &manager).await;
    assert_eq!(list.body["comparisons"], json!([]));
}
