//! A visitor served, undone, withdrawn, helped; and the rows that remain.

use axum::http::StatusCode;
use serde_json::json;

use super::{Bench, DAY, id};

const CLERK: &str = super::identity::CLERK;

async fn finished(bench: &Bench, clerk: &str) -> String {
    let ticket = bench.ticket(1).await;
    bench
        .at_window(clerk, "open", json!({"press": id(10), "day": DAY}))
        .await;
    let called = bench
        .at_window(clerk, "call-next", json!({"call": id(11), "day": DAY}))
        .await;
    assert_eq!(called["ticket"], json!(ticket));
    bench
        .at_window(
            clerk,
            "start",
            json!({"press": id(12), "day": DAY, "ticket": ticket}),
        )
        .await;
    bench
        .at_window(
            clerk,
            "finish",
            json!({"press": id(13), "day": DAY, "ticket": ticket}),
        )
        .await;
    ticket
}

fn legs(bench: &Bench) -> u32 {
    bench
        .journal()
        .query_row("SELECT count(*) FROM legs", (), |row| row.get(0))
        .expect("a count")
}

#[tokio::test]
async fn a_finished_leg_is_in_the_report_and_an_undo_takes_it_out() {
    let bench = Bench::open();
    let clerk = bench.person(CLERK).await;
    let ticket = finished(&bench, &clerk).await;
    let manager = bench.person(super::identity::MANAGER).await;
    let report = bench
        .get(&format!("/api/v1/reports/day?day={DAY}"), &manager)
        .await;
    assert_eq!(report.body["legs"][0]["ticket"], json!(ticket));
    assert_eq!(report.body["total"]["served"], json!(1));
    bench
        .at_window(&clerk, "undo", json!({"press": id(14), "day": DAY}))
        .await;
    assert_eq!(legs(&bench), 0);
}

#[tokio::test]
async fn a_call_pressed_again_calls_nobody_else() {
    let bench = Bench::open();
    let clerk = bench.person(CLERK).await;
    bench.ticket(1).await;
    bench.ticket(2).await;
    bench
        .at_window(&clerk, "open", json!({"press": id(10), "day": DAY}))
        .await;
    let call = json!({"call": id(11), "day": DAY});
    let first = bench.at_window(&clerk, "call-next", call.clone()).await;
    let again = bench.at_window(&clerk, "call-next", call).await;
    assert_eq!(first, again);
}

#[tokio::test]
async fn the_end_of_the_day_keeps_a_row_of_every_leg() {
    let bench = Bench::open();
    bench.ticket(1).await;
    bench.ticket(2).await;
    bench
        .clock
        .advance_to("2026-03-02T11:00:00Z".parse().expect("an instant"));
    let day = bench.get("/api/v1/day", &bench.kiosk).await;
    assert!(day.body["day"].is_null(), "{:?}", day.body);
    assert_eq!(legs(&bench), 2);
}

#[tokio::test]
async fn a_visitor_looks_asks_for_help_and_withdraws_by_token() {
    let bench = Bench::open();
    let ticket = bench.ticket(1).await;
    let path = format!("/api/v1/visits/{}", id(1_000_001));
    let visit = bench.ask("GET", &path, None, None).await;
    assert_eq!(
        (&visit.body["number"], &visit.body["estimate"]),
        (&json!(ticket), &json!(null))
    );
    let press = json!({"press": id(20), "day": DAY});
    let help = bench
        .ask("POST", &format!("{path}/help"), None, Some(&press))
        .await;
    assert_eq!(
        (help.status, &help.body["ticket"]),
        (StatusCode::CREATED, &json!(ticket)),
        "{:?}",
        help.body
    );
    let press = json!({"press": id(21), "day": DAY});
    let done = bench
        .ask("POST", &format!("{path}/withdraw"), None, Some(&press))
        .await;
    assert_eq!(
        (done.status, &done.body["done"]),
        (StatusCode::OK, &json!(ticket)),
        "{:?}",
        done.body
    );
    let again = bench
        .ask("POST", &format!("{path}/withdraw"), None, Some(&press))
        .await;
    assert_eq!((again.status, again.body), (done.status, done.body));
    let other = bench
        .ask("POST", &format!("{path}/reactivate"), None, Some(&press))
        .await;
    assert_eq!(other.problem(), "same-id-another-body");
    assert_eq!(
        bench
            .ask("POST", &format!("{path}/withdraw"), None, Some(&json!({})))
            .await
            .status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
}

#[tokio::test]
async fn a_kiosk_asks_for_a_guide_only_where_it_stands() {
    let bench = Bench::open();
    let ask = |place: &str| json!({"request": id(40), "day": DAY, "place": place});
    let elsewhere = bench
        .post("/api/v1/escorts", &bench.kiosk, &ask("window-1"))
        .await;
    assert_eq!(elsewhere.status, StatusCode::FORBIDDEN);
    let here = bench.post("/api/v1/escorts", &bench.kiosk, &ask("kiosk-1")).await;
    assert_eq!(here.status, StatusCode::CREATED, "{:?}", here.body);
}

#[tokio::test]
async fn a_call_out_of_order_is_in_the_report_with_its_ticket_while_the_visitor_is_here() {
    let bench = Bench::open();
    let (clerk, manager) = (
        bench.person(CLERK).await,
        bench.person(super::identity::MANAGER).await,
    );
    bench.ticket(1).await;
    let second = bench.ticket(2).await;
    bench
        .at_window(&clerk, "open", json!({"press": id(10), "day": DAY}))
        .await;
    let plan = bench.house.state.plan.now();
    let reason = &plan.rules().call_reasons[0].code;
    bench
        .at_window(
            &clerk,
            "call",
            json!({"call": id(11), "day": DAY, "ticket": second, "reason": reason}),
        )
        .await;
    let report = bench
        .get(&format!("/api/v1/reports/day?day={DAY}"), &manager)
        .await;
    assert_eq!(report.body["out_of_order"][0]["ticket"], json!(second));
}
