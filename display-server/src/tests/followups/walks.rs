//! Each kind over HTTP, from its opening to its end.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::{CLERK, CONTACT, MANAGER, MANAGER_2, OVERSEER, hall, press};

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one walk")]
async fn a_complaint_is_answered_called_back_appealed_against_once_and_closed_by_another() {
    let bench = hall();
    let code = bench.complained(1, json!({"service": "M02"})).await;
    let manager = bench.person(MANAGER).await;
    let assign = json!({"press": press(2), "to": MANAGER});
    assert_eq!(
        bench.does(&manager, &code, "assign", assign).await.status,
        StatusCode::OK
    );
    assert_eq!(
        bench.decides(&manager, &code, 3, "unfounded").await.body["stage"],
        json!("call_back")
    );
    let visitor = async |verb: &str, body: Value| {
        bench
            .ask(
                "POST",
                &format!("/api/v1/complaints/{code}/{verb}"),
                None,
                Some(&body),
            )
            .await
    };
    let said = visitor(
        "call-back",
        json!({"press": press(4), "how": "dissatisfied", "text": "nobody asked me"}),
    )
    .await;
    assert_eq!(said.body["stage"], json!("appeal_period"), "{:?}", said.body);
    let appeal = json!({"press": press(5), "text": "ask the witness"});
    assert_eq!(
        visitor("appeal", appeal.clone()).await.body["stage"],
        json!("appeal")
    );
    let own = bench.decides(&manager, &code, 6, "unfounded").await;
    assert_eq!(
        (own.status, own.problem()),
        (StatusCode::FORBIDDEN, "followup-needs-another")
    );
    let overseer = bench.person(OVERSEER).await;
    let seen = bench
        .get(&format!("/api/v1/followups/{code}"), &overseer)
        .await
        .body;
    assert_eq!(
        (&seen["appeal"], &seen["called_back"]["remark"], &seen["can"]),
        (
            &json!("ask the witness"),
            &json!("nobody asked me"),
            &json!(["decide", "assign"])
        )
    );
    assert_eq!(
        bench.decides(&overseer, &code, 7, "founded").await.body["stage"],
        json!("closed")
    );
    let again = visitor("appeal", json!({"press": press(8), "text": "once more"})).await;
    assert_eq!(
        (again.status, again.problem()),
        (StatusCode::CONFLICT, "followup-stage")
    );
    let day = bench.get("/api/v1/reports/day", &manager).await.body;
    assert_eq!(
        day["followups"][0],
        json!({"kind": "complaint", "opened": 1, "answered": 1, "in_time": 1, "founded": 0, "appealed": 1, "open": 0, "overdue": 0})
    );
}

#[tokio::test]
async fn a_finding_hears_whom_it_is_about_and_is_decided_by_others() {
    let bench = hall();
    let manager = bench.person(MANAGER).await;
    let finding =
        json!({"press": press(1), "kind": "finding", "about": CLERK, "text": "left the window", "entry": 3});
    let code = bench.open_by(&manager, finding).await;
    let clerk = bench.person(CLERK).await;
    let said = json!({"press": press(2), "text": "I fetched a file"});
    assert_eq!(
        bench.does(&clerk, &code, "state", said).await.body["stage"],
        json!("verdict")
    );
    assert_eq!(
        bench.decides(&manager, &code, 3, "not_upheld").await.problem(),
        "followup-needs-another"
    );
    let second = bench.person(MANAGER_2).await;
    let without = bench.decides(&second, &code, 4, "upheld").await;
    assert_eq!(
        (without.problem(), without.fields()),
        ("unknown-measure", vec!["measure"])
    );
    let upheld =
        json!({"press": press(5), "verdict": "upheld", "measure": "reprimand", "text": "all the same"});
    assert_eq!(
        bench.does(&second, &code, "decide", upheld).await.body["stage"],
        json!("appeal_period")
    );
    let appeal = json!({"press": press(6), "text": "nobody was waiting"});
    assert_eq!(
        bench.does(&clerk, &code, "appeal", appeal).await.body["stage"],
        json!("appeal")
    );
    let overseer = bench.person(OVERSEER).await;
    assert_eq!(
        bench.decides(&overseer, &code, 7, "not_upheld").await.body["stage"],
        json!("closed")
    );
    let seen = bench.get(&format!("/api/v1/followups/{code}"), &clerk).await.body;
    assert_eq!(seen["line"]["verdict"], json!("not_upheld"));
    assert_eq!(seen["decisions"].as_array().map(Vec::len), Some(2));
}

#[tokio::test]
async fn what_a_clerk_is_not_heard_about_in_time_goes_on_by_itself_the_next_morning() {
    let bench = hall();
    let manager = bench.person(MANAGER).await;
    let finding = json!({"press": press(1), "kind": "finding", "about": CLERK, "text": "left the window"});
    let code = bench.open_by(&manager, finding).await;
    // Monday 2 March and five working days: Monday 9 March is the last.
    let manager = bench.wind_to("2026-03-09", MANAGER).await;
    let stage = async |who: &str| {
        bench.get(&format!("/api/v1/followups/{code}"), who).await.body["line"]["stage"].clone()
    };
    assert_eq!(stage(&manager).await, json!("statement"));
    let manager = bench.wind_to("2026-03-10", MANAGER).await;
    assert_eq!(stage(&manager).await, json!("verdict"));
    bench.followups_are_as_the_journal_says();
}

#[tokio::test]
async fn a_hotline_order_is_due_when_it_says_and_is_listed_as_overdue_afterwards() {
    let bench = hall();
    let reception = bench.person("301").await;
    let order = json!({
        "press": press(1), "kind": "hotline", "text": "asks for the fee list", "order": "marker-20260302-0001",
        "answer_by": "2026-03-04", "cross_province": true, "contact": CONTACT
    });
    let code = bench.open_by(&reception, order).await;
    assert_eq!(
        bench
            .get(&format!("/api/v1/followups/{code}"), &reception)
            .await
            .status,
        StatusCode::NOT_FOUND,
        "whoever enters it does not handle it"
    );
    assert!(!super::stands_in(&bench, "hall.db", "marker-20260302-0001"));
    bench.wind_to("2026-03-04", MANAGER).await;
    let manager = bench.wind_to("2026-03-05", MANAGER).await;
    let list = bench.get("/api/v1/followups", &manager).await.body;
    let line = &list["followups"][0];
    assert_eq!(
        (&line["due_on"], &line["limit"], &line["cross_province"]),
        (&json!("2026-03-04"), &json!("overdue"), &json!(true))
    );
    let day = bench
        .get("/api/v1/reports/day?day=2026-03-05", &manager)
        .await
        .body;
    assert_eq!(
        (&day["followups"][2]["open"], &day["followups"][2]["overdue"]),
        (&json!(1), &json!(1))
    );
    let before = bench
        .get("/api/v1/reports/day?day=2026-03-04", &manager)
        .await
        .body;
    assert_eq!(
        before["followups"][2]["overdue"],
        json!(0),
        "not yet on its last day"
    );
}

#[tokio::test]
async fn causes_of_what_could_not_be_done_are_counted_in_the_day_report() {
    let bench = hall();
    let manager = bench.person(MANAGER).await;
    for number in [1, 3, 5] {
        let code = bench.complained(number, json!({"kind": "unsolved"})).await;
        let body = json!({"press": press(number + 1), "verdict": "not_solved", "cause": "documents", "text": "asked twice"});
        assert_eq!(
            bench.does(&manager, &code, "decide", body).await.status,
            StatusCode::OK
        );
    }
    let day = bench.get("/api/v1/reports/day", &manager).await.body;
    assert_eq!(day["causes"], json!([{"cause": "documents", "times": 3}]));
    let csv = bench.get("/api/v1/reports/followups?format=csv", &manager).await;
    assert_eq!(csv.status, StatusCode::OK);
}

#[tokio::test]
async fn an_overseer_of_discipline_supervises_an_overdue_case_and_one_of_law_does_not() {
    let bench = hall();
    let clerk = bench.person(CLERK).await;
    let code = bench.accepted(&clerk, 1).await;
    let overseer = bench.wind_to("2026-03-17", OVERSEER).await;
    let legal = bench.person(super::LEGAL).await;
    let department = bench.get("/api/v1/cases", &overseer).await.body["cases"][0]["department"].clone();
    let letter =
        |number: u32| json!({"press": press(number), "addressee": department, "question": "why so late?"});
    assert_eq!(
        bench.about(&legal, &code, "supervise", letter(1)).await.problem(),
        "not-yours"
    );
    let asked = bench.about(&overseer, &code, "supervise", letter(2)).await;
    assert_eq!(asked.status, StatusCode::OK, "{:?}", asked.body);
}
