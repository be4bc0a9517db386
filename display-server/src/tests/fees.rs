//! Fees over HTTP: issued where the visitor is served, collected at another window, compared with the bank, audited.

use axum::http::StatusCode;
use queue_core::fee::FeeNotice;
use queue_core::plan::{Exemption, Fee, FeeKind, Names, PayerKind};
use queue_core::shelf::Kept;
use queue_core::{Entry, ExemptionCode, FeeCode, HallPlan, PayerCode, Seq, Shelf};
use serde_json::{Value, json};

use super::identity::CLERK;
use super::issuing::is_in_files;
use super::{Bench, DAY, id};
use crate::config::ServerConfig;

pub(super) const CASHIER: &str = "103";
pub(super) const AUDITOR: &str = "911";

/// M02 is charged: a certificate at 5 yuan, free for whoever is poor, an area between 0.30 and 0.60 yuan, a tax; Z01 at
/// window 3 collects.
pub(super) fn with_fees(config: &mut ServerConfig) {
    let mut parts = config.plan.parts().clone();
    let names = |text: &str| Names {
        zh_hant: text.to_owned(),
        zh_hans: text.to_owned(),
        en: text.to_owned(),
    };
    let fee = |code: &str, kind: FeeKind| Fee {
        code: FeeCode::new(code),
        names: names(code),
        kind,
        unit: Names::default(),
        wording: Names::default(),
        basis: "=1+1 號".to_owned(),
        lower_limit_for: Vec::new(),
        exemptions: Vec::new(),
        channels: Vec::new(),
    };
    let poor = Exemption {
        code: ExemptionCode::new("poor"),
        names: names("low income"),
        basis: None,
    };
    let certificate = Fee {
        exemptions: vec![poor],
        ..fee("certificate", FeeKind::Fixed { amount_fen: 500 })
    };
    let area = Fee {
        unit: names("sqm"),
        lower_limit_for: vec![PayerCode::new("key_project")],
        ..fee(
            "area",
            FeeKind::Range {
                lower_fen: 30,
                upper_fen: 60,
            },
        )
    };
    parts.payer_kinds = vec![PayerKind {
        code: PayerCode::new("key_project"),
        names: names("key project"),
    }];
    for service in &mut parts.services {
        service.collects = service.code.as_str() == "Z01";
        if service.code.as_str() == "M02" {
            service.fees = vec![certificate.clone(), area.clone(), fee("stamp", FeeKind::Tax)];
        }
    }
    config.plan = HallPlan::new(parts).expect("a sound plan");
}

pub(super) fn open() -> Bench {
    Bench::open_as("2026-03-02T00:30:00Z", with_fees)
}

pub(super) fn certificates(quantity: u32) -> Value {
    json!([{"fee": "certificate", "quantity": quantity}])
}

impl Bench {
    /// Serves one visitor for M02 at window 1, and charges the visitor so.
    pub(super) async fn charge(&self, clerk: &str, number: u32, items: Value) -> super::Heard {
        let ticket = self.called(clerk, number).await;
        self.charge_served(clerk, number, &ticket, items).await
    }

    pub(super) async fn charge_served(
        &self,
        clerk: &str,
        number: u32,
        ticket: &str,
        items: Value,
    ) -> super::Heard {
        let body = json!({"press": id(number + 500), "ticket": ticket, "items": items});
        self.post("/api/v1/windows/1/fee-notices", clerk, &body).await
    }

    /// A notice of 10 yuan whose visitor is gone, the matter accepted.
    pub(super) async fn noticed(&self, clerk: &str, number: u32) -> String {
        let ticket = self.called(clerk, number).await;
        let heard = self.charge_served(clerk, number, &ticket, certificates(2)).await;
        assert_eq!(heard.status, StatusCode::CREATED, "{:?}", heard.body);
        let ended = self.finish(clerk, number, &ticket, &json!({})).await;
        assert_eq!(ended.status, StatusCode::OK, "{:?}", ended.body);
        heard.body["code"].as_str().expect("a code").to_owned()
    }

    /// The cashier, signed in at window 3.
    pub(super) async fn cashier(&self) -> String {
        let cashier = self.person(CASHIER).await;
        let open = json!({"press": id(9_000), "day": DAY});
        self.post("/api/v1/windows/3/open", &cashier, &open).await;
        cashier
    }

    pub(super) async fn pay(&self, who: &str, code: &str, press: u32, receipt: &str) -> super::Heard {
        let body = json!({"press": id(press), "window": 3, "receipt": receipt});
        self.post(&format!("/api/v1/fees/{code}/pay"), who, &body).await
    }

    pub(super) async fn notice(&self, who: &str, code: &str) -> Value {
        let heard = self.get(&format!("/api/v1/fees/{code}"), who).await;
        assert_eq!(heard.status, StatusCode::OK, "{:?}", heard.body);
        heard.body
    }

    /// I3 for notices: the table is what the journal gives.
    fn notices_are_as_the_journal_says(&self) {
        let journal = self.journal();
        let mut from_journal = Shelf::default();
        for entry in entries(&journal) {
            from_journal.apply(&entry);
        }
        let mut rows = journal
            .prepare("SELECT seq, record, before FROM records WHERE kind = 'fee' ORDER BY code")
            .expect("a table");
        let kept = rows
            .query_map((), |row| {
                let read = |text: String| serde_json::from_str::<FeeNotice>(&text).expect("a record");
                Ok(Kept {
                    now: Some(read(row.get("record")?)),
                    seq: Seq(row.get("seq")?),
                    before: row.get::<_, Option<String>>("before")?.map(read),
                })
            })
            .expect("rows");
        let kept: Vec<_> = kept.map(|row| row.expect("a row")).collect();
        let known: Vec<_> = from_journal.fees.iter().map(|(_, kept)| kept.clone()).collect();
        assert!(!kept.is_empty());
        assert_eq!(kept, known);
    }
}

fn entries(journal: &rusqlite::Connection) -> Vec<Entry> {
    let mut rows = journal
        .prepare("SELECT seq, at_ms, payload FROM journal ORDER BY seq")
        .expect("a journal");
    let rows = rows.query_map((), |row| {
        let payload: String = row.get("payload")?;
        Ok(Entry {
            seq: Seq(row.get("seq")?),
            at: jiff::Timestamp::from_millisecond(row.get("at_ms")?).expect("an instant"),
            body: serde_json::from_str(&payload).expect("a body"),
        })
    });
    rows.expect("rows").map(|row| row.expect("a row")).collect()
}

#[tokio::test]
async fn a_notice_is_issued_collected_at_another_window_and_survives_a_restart() {
    let bench = open();
    let clerk = bench.person(CLERK).await;
    let code = bench.noticed(&clerk, 1).await;
    let cashier = bench.cashier().await;
    let paid = bench.pay(&cashier, &code.to_lowercase(), 600, "cz-0001").await;
    assert_eq!(
        (paid.status, &paid.body["standing"], &paid.body["total_fen"]),
        (StatusCode::OK, &json!("paid"), &json!(1_000))
    );
    let bench = bench.restart();
    let notice = bench.notice(&clerk, &code).await;
    assert_eq!(
        (
            &notice["payment"]["receipt"],
            &notice["payment"]["clerk"],
            &notice["clerk"],
            &notice["pay_at"],
            &notice["without_acceptance"],
        ),
        (
            &json!("CZ-0001"),
            &json!(CASHIER),
            &json!(CLERK),
            &json!([3]),
            &json!(false)
        )
    );
    bench.notices_are_as_the_journal_says();
}

#[tokio::test]
async fn every_item_at_fault_is_named_with_its_bounds_and_nothing_is_half_done() {
    let bench = open();
    let clerk = bench.person(CLERK).await;
    let ticket = bench.called(&clerk, 1).await;
    let before = bench.entries();
    let items = json!([
        {"fee": "area", "quantity": 100, "amount_fen": 2_999},
        {"fee": "stamp", "quantity": 1},
        {"fee": "certificate", "quantity": 1, "exemption": "poor"},
        {"fee": "nothing", "quantity": 1},
    ]);
    let refused = bench.charge_served(&clerk, 1, &ticket, items).await;
    assert_eq!(
        (refused.status, refused.problem(), refused.fields()),
        (
            StatusCode::UNPROCESSABLE_ENTITY,
            "bad-fee-items",
            vec![
                "items[0].amount_fen",
                "items[1].fee",
                "items[2].reason",
                "items[3].fee"
            ]
        )
    );
    let said = refused.body["fields"][0]["problem"].as_str().expect("words");
    assert!(said.contains("30.00 to 60.00"), "{said}");
    for (body, fields) in [
        (
            json!({"press": "1", "ticket": ticket, "items": []}),
            vec!["press"],
        ),
        (
            json!({"press": id(501), "ticket": ticket, "items": []}),
            vec!["items"],
        ),
        (
            json!({"press": id(501), "ticket": ticket, "items": certificates(1), "payer": "friend"}),
            vec!["payer"],
        ),
        (
            json!({"press": id(501), "ticket": ticket, "items": certificates(1), "matter": "x"}),
            vec!["matter"],
        ),
    ] {
        let refused = bench.post("/api/v1/windows/1/fee-notices", &clerk, &body).await;
        assert_eq!(
            (refused.status, refused.fields()),
            (StatusCode::UNPROCESSABLE_ENTITY, fields),
            "{body}"
        );
    }
    assert_eq!(bench.entries(), before);
}

#[tokio::test]
async fn a_lost_answer_is_given_again_and_no_second_notice_issued() {
    let bench = open();
    let clerk = bench.person(CLERK).await;
    let ticket = bench.called(&clerk, 1).await;
    let first = bench.charge_served(&clerk, 1, &ticket, certificates(2)).await;
    let again = bench.charge_served(&clerk, 1, &ticket, certificates(2)).await;
    assert_eq!(first, again);
    let other = bench.charge_served(&clerk, 1, &ticket, certificates(3)).await;
    assert_eq!(other.problem(), "same-id-another-body");
    let auditor = bench.person(AUDITOR).await;
    let list = bench.get("/api/v1/fees", &auditor).await;
    assert_eq!(
        (&list.body["total"], &list.body["sum_fen"]),
        (&json!(1), &json!(1_000))
    );
}

#[tokio::test]
async fn the_accepting_window_is_told_where_to_pay_and_a_receipt_is_recorded_once() {
    let bench = open();
    let clerk = bench.person(CLERK).await;
    let code = bench.noticed(&clerk, 1).await;
    let body = json!({"press": id(600), "window": 1, "receipt": "A"});
    let refused = bench
        .post(&format!("/api/v1/fees/{code}/pay"), &clerk, &body)
        .await;
    assert_eq!(
        (
            refused.status,
            refused.problem(),
            &refused.body["fields"][0]["problem"]
        ),
        (StatusCode::CONFLICT, "window-does-not-collect", &json!("3"))
    );
    let cashier = bench.cashier().await;
    for receipt in ["", "a b", "收據"] {
        let bad = bench.pay(&cashier, &code, 601, receipt).await;
        assert_eq!(bad.fields(), ["receipt"], "{receipt}");
    }
    assert_eq!(bench.pay(&cashier, &code, 601, "A").await.status, StatusCode::OK);
    let twice = bench.pay(&cashier, &code, 602, "A").await;
    assert_eq!(
        (twice.status, twice.problem()),
        (StatusCode::CONFLICT, "notice-paid")
    );
    let unknown = bench.pay(&cashier, "F260302-000000", 603, "A").await;
    assert_eq!(
        (unknown.status, unknown.problem()),
        (StatusCode::NOT_FOUND, "unknown-notice")
    );
}

#[tokio::test]
async fn what_shows_an_exemption_is_kept_apart_and_goes_a_year_after_the_notice_was_over() {
    let bench = open();
    let clerk = bench.person(CLERK).await;
    let secret = "低保證 陳某 4413";
    let items = json!([{"fee": "certificate", "quantity": 1, "exemption": "poor", "reason": secret}]);
    let heard = bench.charge(&clerk, 1, items).await;
    assert_eq!(heard.body["standing"], json!("nothing_due"));
    let code = heard.body["code"].as_str().expect("a code").to_owned();
    let notice = bench.notice(&clerk, &code).await;
    assert_eq!(notice["items"][0]["exempt"]["reason"], json!(secret));
    let in_journal: i64 = bench
        .journal()
        .query_row(
            "SELECT count(*) FROM journal WHERE instr(payload, '陳某')",
            (),
            |row| row.get(0),
        )
        .expect("a count");
    assert_eq!(in_journal, 0);
    let auditor = bench.person(AUDITOR).await;
    let export = bench
        .browse("GET", "/api/v1/fees?format=csv", Some(&auditor), "")
        .await;
    assert!(!export.text.contains("陳某"), "what people wrote is not exported");
    bench.wind_to("2027-03-01", &clerk_code()).await;
    assert!(
        is_in_files(&bench, secret.as_bytes()),
        "the audit of the year may ask"
    );
    bench.wind_to("2027-03-09", &clerk_code()).await;
    assert!(!is_in_files(&bench, secret.as_bytes()), "its purpose has ended");
}

fn clerk_code() -> String {
    CLERK.to_owned()
}

#[tokio::test]
async fn a_refused_notice_takes_its_texts_with_it() {
    let bench = open();
    let clerk = bench.person(CLERK).await;
    let items = json!([{"fee": "certificate", "quantity": 0, "exemption": "poor", "reason": "marker-7781"}]);
    let refused = bench.charge(&clerk, 1, items).await;
    assert_eq!(refused.problem(), "bad-fee-items");
    assert!(!is_in_files(&bench, b"marker-7781"));
}

#[tokio::test]
async fn a_notice_whose_matter_was_never_accepted_is_flagged_once_its_leg_has_ended() {
    let bench = open();
    let clerk = bench.person(CLERK).await;
    let mut codes = Vec::new();
    for (number, ending) in [
        (1, json!({"outcome": "accepted"})),
        (2, json!({"outcome": "done_on_spot"})),
        (
            3,
            json!({"outcome": "awaiting_correction", "correction": {"missing": [0]}}),
        ),
        (4, json!({"outcome": "advice_only"})),
    ] {
        let ticket = bench.called(&clerk, number).await;
        let heard = bench
            .charge_served(&clerk, number, &ticket, certificates(1))
            .await;
        let code = heard.body["code"].as_str().expect("a code").to_owned();
        let before = bench.notice(&clerk, &code).await;
        assert_eq!(
            before["without_acceptance"],
            json!(false),
            "it may be accepted yet"
        );
        bench.finish(&clerk, number, &ticket, &ending).await;
        codes.push(code);
    }
    let mut flagged = Vec::new();
    for code in &codes {
        flagged.push(bench.notice(&clerk, code).await["without_acceptance"].clone());
    }
    assert_eq!(flagged, [false, false, true, true].map(Value::from));
}

#[test]
fn the_sample_halls_hold_what_they_must_and_one_of_them_collects() {
    for (hall, collecting) in [("sample-hall", vec![13, 14]), ("township", vec![])] {
        let path = format!("{}/plans/{hall}/hall.toml", env!("CARGO_MANIFEST_DIR"));
        let plan = crate::plan_file::read(std::path::Path::new(&path)).expect("a good plan");
        let windows: Vec<_> = plan
            .collecting_windows()
            .iter()
            .map(|window| window.get())
            .collect();
        assert_eq!(windows, collecting, "{hall}");
    }
}
