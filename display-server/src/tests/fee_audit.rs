//! Fees for those who audit them: the day report, the bank's lists, the export, and who may read all that.

use axum::http::StatusCode;
use queue_core::HallPlan;
use serde_json::{Value, json};

use super::fees::{AUDITOR, CASHIER, certificates, open, with_fees};
use super::identity::{CLERK, MANAGER};
use super::{Bench, DAY, id};
use crate::config::ServerConfig;

impl Bench {
    async fn bring(&self, who: &str, press: u32, text: &str) -> super::Heard {
        let body = json!({"press": id(press), "text": text});
        self.post("/api/v1/bank-lists", who, &body).await
    }
}

fn marked(list: &Value, field: &str) -> Vec<String> {
    let rows = list[field].as_array().expect("a list");
    let name = if field == "differences" { "verdict" } else { "code" };
    rows.iter()
        .map(|row| row[name].as_str().expect("a word").to_owned())
        .collect()
}

#[tokio::test]
async fn the_day_report_counts_fees_by_department_and_payments_without_a_notice() {
    let bench = open();
    let clerk = bench.person(CLERK).await;
    let paid = bench.noticed(&clerk, 1).await;
    let cancelled = bench.noticed(&clerk, 2).await;
    bench.noticed(&clerk, 3).await;
    let items = json!([{"fee": "certificate", "quantity": 1, "exemption": "poor", "reason": "seen"}]);
    let ticket = bench.called(&clerk, 4).await;
    bench.charge_served(&clerk, 4, &ticket, items).await;
    let press = json!({"press": id(700), "reason": "wrong visitor"});
    let heard = bench
        .post(&format!("/api/v1/fees/{cancelled}/cancel"), &clerk, &press)
        .await;
    assert_eq!(heard.status, StatusCode::OK, "{:?}", heard.body);
    let cashier = bench.cashier().await;
    bench.pay(&cashier, &paid, 701, "R-1").await;
    let lonely = bench.paid_at_the_fee_window(&cashier, 20).await;
    let manager = bench.person(MANAGER).await;
    let report = bench.get("/api/v1/reports/day", &manager).await.body;
    assert_eq!(
        report["fee_total"],
        json!({
            "notices": 3, "charged_fen": 2_000, "exempted": 1, "at_lowest": 0, "without_acceptance": 0,
            "paid": 1, "paid_fen": 1_000, "cancelled": 1, "open": 1, "paid_without_notice": 1,
        })
    );
    assert_eq!(report["paid_without_notice"], json!([lonely]));
    let departments: Vec<_> = report["fees"].as_array().expect("a list").iter().collect();
    let sum: u64 = departments
        .iter()
        .filter_map(|of| of["figures"]["paid_without_notice"].as_u64())
        .sum();
    assert_eq!((departments.len(), sum), (2, 1));
    let csv = bench
        .browse("GET", "/api/v1/reports/fees?format=csv", Some(&manager), "")
        .await
        .text;
    assert!(csv.contains("\r\n,3,20.00,1,0,0,1,10.00,1,1,1\r\n"), "{csv}");
    let page = bench
        .browse("GET", "/reports/day?lang=en", Some(&manager), "")
        .await
        .text;
    assert!(page.contains(&format!("was that day: {lonely}")), "{page}");
}

impl Bench {
    /// Serves one visitor at window 3, who ends as paid; gives the ticket.
    async fn paid_at_the_fee_window(&self, cashier: &str, number: u32) -> String {
        let mut issue = super::issue(number);
        issue["services"] = json!(["Z01"]);
        self.post("/api/v1/tickets", &self.kiosk, &issue).await;
        let confirm = json!({"day": DAY, "evidence": "proof"});
        let path = format!("/api/v1/tickets/{}/confirm", id(number));
        self.post(&path, &self.kiosk, &confirm).await;
        let call = json!({"call": id(number + 200), "day": DAY});
        let called = self.post("/api/v1/windows/3/call-next", cashier, &call).await;
        let ticket = called.body["ticket"].as_str().expect("a ticket").to_owned();
        let start = json!({"press": id(number + 300), "day": DAY, "ticket": ticket});
        self.post("/api/v1/windows/3/start", cashier, &start).await;
        let finish = json!({"press": id(number + 400), "day": DAY, "ticket": ticket, "outcome": "paid"});
        let finished = self.post("/api/v1/windows/3/finish", cashier, &finish).await;
        assert_eq!(finished.status, StatusCode::OK, "{:?}", finished.body);
        ticket
    }
}

#[tokio::test]
async fn a_visitor_whose_own_notice_was_paid_is_not_one_without() {
    let bench = open();
    let clerk = bench.person(CLERK).await;
    let ticket = bench.called(&clerk, 1).await;
    let heard = bench.charge_served(&clerk, 1, &ticket, certificates(2)).await;
    let code = heard.body["code"].as_str().expect("a code").to_owned();
    let next = json!({"next": {"service": "Z01"}});
    let ended = bench.finish(&clerk, 1, &ticket, &next).await;
    assert_eq!(ended.status, StatusCode::OK, "{:?}", ended.body);
    let cashier = bench.cashier().await;
    let call = json!({"call": id(900), "day": DAY});
    bench.post("/api/v1/windows/3/call-next", &cashier, &call).await;
    let start = json!({"press": id(901), "day": DAY, "ticket": ticket});
    bench.post("/api/v1/windows/3/start", &cashier, &start).await;
    bench.pay(&cashier, &code, 902, "R-1").await;
    let finish = json!({"press": id(903), "day": DAY, "ticket": ticket, "outcome": "paid"});
    bench.post("/api/v1/windows/3/finish", &cashier, &finish).await;
    let manager = bench.person(MANAGER).await;
    let report = bench.get("/api/v1/reports/day", &manager).await.body;
    assert_eq!(report["paid_without_notice"], json!([]));
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one walk")]
async fn a_banks_list_is_compared_row_by_row_and_again_without_harm() {
    let bench = open();
    let clerk = bench.person(CLERK).await;
    let mut codes = Vec::new();
    for number in 1..=4 {
        codes.push(bench.noticed(&clerk, number).await);
    }
    let cashier = bench.cashier().await;
    for (code, (press, receipt)) in codes.iter().zip([(601, "A"), (602, "B"), (603, "C"), (604, "C")]) {
        bench.pay(&cashier, code, press, receipt).await;
    }
    let auditor = bench.person(AUDITOR).await;
    let [one, two, ..] = codes.as_slice() else {
        panic!("four")
    };
    let text = format!(
        "notice,receipt,amount_yuan,paid_on\n{one},A,10.00,{DAY}\n{two},B,11.00,{DAY}\nF260302-000000,X,1.00,{DAY}\nnonsense,Y,1,today\n"
    );
    let brought = bench.bring(&auditor, 800, &text).await;
    assert_eq!(brought.status, StatusCode::OK, "{:?}", brought.body);
    let list = brought.body;
    assert_eq!(
        (&list["matched"], &list["differ"], &list["bad_rows"]),
        (&json!(1), &json!(2), &json!(1))
    );
    assert_eq!(marked(&list, "differences"), ["amount_differs", "unknown_notice"]);
    assert_eq!(list["differences"][0]["here_fen"], json!(1_000));
    let mut missing = marked(&list, "not_in_bank");
    let mut expected = codes[2..].to_vec();
    missing.sort();
    expected.sort();
    assert_eq!(missing, expected);
    assert_eq!(list["used_twice"][0]["receipt"], json!("C"));
    let lines: Vec<_> = list["faults"]
        .as_array()
        .expect("faults")
        .iter()
        .map(|fault| &fault["line"])
        .collect();
    assert_eq!(
        lines,
        [&json!(5), &json!(5), &json!(5)],
        "notice, amount and date"
    );
    let reconciled = bench.notice(&clerk, one).await["reconciled"].clone();
    assert_eq!(
        (&reconciled["on"], &reconciled["list"]),
        (&json!(DAY), &list["list"])
    );
    let entries = bench.entries();
    let again = bench.bring(&auditor, 801, &text.replace('\n', "\r\n")).await.body;
    assert_eq!(again, list);
    assert_eq!(bench.entries(), entries, "nothing happened");
    let key = list["list"].as_str().expect("a key");
    let looked = bench
        .get(&format!("/api/v1/bank-lists/{key}"), &auditor)
        .await
        .body;
    assert_eq!(
        marked(&looked, "differences"),
        ["amount_differs", "unknown_notice"]
    );
    let lists = bench.get("/api/v1/bank-lists", &auditor).await.body;
    assert_eq!(lists["lists"][0]["list"], json!(key));
}

#[tokio::test]
async fn a_long_list_comes_in_parts_of_one_press_each() {
    let bench = open();
    let auditor = bench.person(AUDITOR).await;
    let rows = (0..1_200).fold(String::new(), |rows, number| {
        rows + &format!("F260302-{number:06},R{number},1.00,{DAY}\n")
    });
    let text = format!("notice,receipt,amount_yuan,paid_on\n{rows}");
    bench.ticket(1).await;
    let before = bench.entries();
    let brought = bench.bring(&auditor, 800, &text).await;
    assert_eq!(
        brought.body["differ"],
        json!(1_200),
        "{:?}",
        brought.body["detail"]
    );
    assert_eq!(bench.entries() - before, 3, "500, 500 and 200 rows");
    let again = bench.bring(&auditor, 800, &text).await;
    assert_eq!(again.body, brought.body);
    assert_eq!(bench.entries() - before, 3);
}

#[tokio::test]
async fn a_text_that_is_no_list_is_refused_with_its_reason() {
    let bench = open();
    let auditor = bench.person(AUDITOR).await;
    let header = "notice,receipt,amount_yuan,paid_on\n";
    for (text, problem) in [
        ("a,b\n1,2\n".to_owned(), "bank-list-header"),
        (header.to_owned(), "bank-list-empty"),
        (format!("{header}x,y,z,0\n"), "bank-list-empty"),
        (
            header.to_owned() + &"F260302-000000,R,1.00,2026-03-02\n".repeat(5_001),
            "bank-list-too-long",
        ),
    ] {
        let refused = bench.bring(&auditor, 800, &text).await;
        assert_eq!(
            (refused.status, refused.problem()),
            (StatusCode::UNPROCESSABLE_ENTITY, problem)
        );
    }
    let named = bench.bring(&auditor, 800, &format!("{header}x,y,z,0\n")).await;
    assert_eq!(
        named.fields(),
        ["text", "line 2 notice", "line 2 amount_yuan", "line 2 paid_on"]
    );
}

#[tokio::test]
async fn the_audit_export_says_who_charged_and_who_collected_item_by_item_and_is_no_formula() {
    let bench = open();
    let clerk = bench.person(CLERK).await;
    let ticket = bench.called(&clerk, 1).await;
    let body = json!({
        "press": id(501), "ticket": ticket, "payer": "key_project",
        "items": [{"fee": "area", "quantity": 100}, {"fee": "certificate", "quantity": 1}],
    });
    let heard = bench.post("/api/v1/windows/1/fee-notices", &clerk, &body).await;
    let code = heard.body["code"].as_str().expect("a code").to_owned();
    bench.finish(&clerk, 1, &ticket, &json!({})).await;
    let cashier = bench.cashier().await;
    bench.pay(&cashier, &code, 601, "R-9").await;
    let auditor = bench.person(AUDITOR).await;
    let path = format!("/api/v1/fees?from={DAY}&to={DAY}&format=csv");
    let export = bench.browse("GET", &path, Some(&auditor), "").await;
    assert_eq!(export.header("content-type"), Some("text/csv; charset=utf-8"));
    let lines: Vec<&str> = export.text.lines().collect();
    assert_eq!(lines.len(), 3, "{}", export.text);
    let cells = |line: &str| line.split(',').map(str::to_owned).collect::<Vec<_>>();
    let (head, area) = (cells(lines[0]), cells(lines[1]));
    let cell = |name: &str| {
        let place = head.iter().position(|column| column == name).expect(name);
        area[place].clone()
    };
    for (name, expected) in [
        ("notice", code.as_str()),
        ("window", "1"),
        ("clerk", CLERK),
        ("payer_kind", "key_project"),
        ("fee", "area"),
        ("quantity", "100"),
        ("unit_lower_yuan", "0.30"),
        ("compulsory_lower", "yes"),
        ("amount_yuan", "30.00"),
        ("basis", "'=1+1 號"),
        ("standing", "paid"),
        ("receipt", "R-9"),
        ("collected_window", "3"),
        ("collected_by", CASHIER),
    ] {
        assert_eq!(cell(name), expected, "{name}");
    }
}

#[tokio::test]
async fn only_managers_and_who_oversees_the_fees_read_all_notices() {
    let only_discipline = |config: &mut ServerConfig| {
        with_fees(config);
        let mut parts = config.plan.parts().clone();
        let mut other = parts
            .people
            .iter()
            .find(|one| one.code.as_str() == AUDITOR)
            .cloned()
            .expect("an overseer");
        other.code = queue_core::PersonCode::new("912");
        other.oversees = vec![queue_core::plan::Oversight::Discipline];
        parts.people.push(other);
        config.plan = HallPlan::new(parts).expect("a sound plan");
    };
    let bench = Bench::open_as("2026-03-02T00:30:00Z", only_discipline);
    let clerk = bench.person(CLERK).await;
    let code = bench.noticed(&clerk, 1).await;
    let one = format!("/api/v1/fees/{code}");
    let list = json!({"press": id(800), "text": "notice,receipt,amount_yuan,paid_on\nF260302-000000,R,1.00,2026-03-02\n"});
    // Who, and whether all notices and lists, and one notice, are theirs.
    for (who, all, alone) in [
        (MANAGER, true, true),
        (AUDITOR, true, true),
        ("912", false, false),
        (CLERK, false, true),
        ("301", false, false),
        ("201", false, false),
    ] {
        let session = bench.person(who).await;
        for path in ["/api/v1/fees", "/api/v1/fees?format=csv", "/api/v1/bank-lists"] {
            let got = bench.get(path, &session).await;
            assert_eq!(got.status != StatusCode::FORBIDDEN, all, "{who} {path}");
        }
        let brought = bench.post("/api/v1/bank-lists", &session, &list).await;
        assert_eq!(
            brought.status != StatusCode::FORBIDDEN,
            all,
            "{who} brings a list"
        );
        let got = bench.get(&one, &session).await;
        assert_eq!(got.status != StatusCode::FORBIDDEN, alone, "{who} {one}");
        for path in ["/fees", "/fees/bank"] {
            let got = bench.browse("GET", path, Some(&session), "").await;
            assert_eq!(got.status == StatusCode::OK, all, "{who} {path}");
        }
    }
}

#[tokio::test]
async fn a_period_is_told_apart_and_a_bad_one_is_named() {
    let bench = open();
    let clerk = bench.person(CLERK).await;
    bench.noticed(&clerk, 1).await;
    let manager = bench.person(MANAGER).await;
    let total = async |query: &str| bench.get(&format!("/api/v1/fees{query}"), &manager).await;
    assert_eq!(total("?to=2026-03-01").await.body["total"], json!(0));
    assert_eq!(total("?standing=open").await.body["total"], json!(1));
    assert_eq!(total("?standing=paid").await.body["total"], json!(0));
    for (query, problem) in [
        ("?from=2026-03-03&to=2026-03-02", "bad-fee-period"),
        ("?from=2025-03-01&to=2026-03-02", "bad-fee-period"),
        ("?from=yesterday", "bad-body"),
        ("?standing=lost", "bad-body"),
    ] {
        let refused = total(query).await;
        assert_eq!(
            (refused.status, refused.problem()),
            (StatusCode::UNPROCESSABLE_ENTITY, problem),
            "{query}"
        );
    }
    assert_eq!(
        total("?from=2025-03-02&to=2026-03-02").await.status,
        StatusCode::OK,
        "a year"
    );
}
