//! The pages of fees: the form at the accepting window, the notice and its payment, the paper, the list, the bank's lists.

use axum::http::StatusCode;
use serde_json::json;

use super::Bench;
use super::DAY;
use super::fees::{AUDITOR, CASHIER, open};
use super::identity::{CLERK, MANAGER};

/// A hidden field's value.
fn hidden<'a>(page: &'a str, name: &str) -> &'a str {
    let (_, rest) = page
        .split_once(&format!("name=\"{name}\" value=\""))
        .expect("a form");
    rest.split_once('"').expect("a value").0
}

impl Bench {
    /// The form at window 1, with who is served there.
    async fn form(&self, clerk: &str) -> (String, String) {
        let ticket = self.called(clerk, 1).await;
        let page = self
            .browse("GET", "/windows/1/fees?lang=en", Some(clerk), "")
            .await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.text.contains(&ticket), "{}", page.text);
        let head = format!("seen={}&ticket={ticket}&service=M02", hidden(&page.text, "seen"));
        (head, page.text)
    }
}

#[tokio::test]
async fn the_form_offers_what_is_charged_and_leads_to_one_notice_however_often_it_is_sent() {
    let bench = open();
    let clerk = bench.person(CLERK).await;
    let (head, page) = bench.form(&clerk).await;
    assert!(page.contains("value=\"certificate\"") && page.contains("value=\"area\""));
    assert!(!page.contains("value=\"stamp\""), "a tax is no fee");
    let form = format!(
        "{head}&payer=key_project&fee=certificate&quantity-certificate=2&fee=area&quantity-area=100&amount-area="
    );
    let mut led = Vec::new();
    for _ in 0..2 {
        let got = bench.browse("POST", "/windows/1/fees", Some(&clerk), &form).await;
        assert_eq!(got.status, StatusCode::SEE_OTHER, "{}", got.text);
        led.push(got.location().to_owned());
    }
    assert_eq!(led[0], led[1], "one press, one notice");
    let notice = bench
        .browse("GET", &format!("{}?lang=en", led[0]), Some(&clerk), "")
        .await
        .text;
    assert!(notice.contains("CNY 40.00"), "{notice}");
    assert!(notice.contains("Lower limit compulsory"));
    assert!(
        !notice.contains("value=\"pay\""),
        "no payment at the accepting window"
    );
    assert!(notice.contains("pay at window 3"));
}

#[tokio::test]
async fn a_form_with_faults_comes_back_as_it_was_sent_with_each_fault_and_its_bounds_at_its_field() {
    let bench = open();
    let clerk = bench.person(CLERK).await;
    let (head, _) = bench.form(&clerk).await;
    let form = format!(
        "{head}&fee=area&quantity-area=100&amount-area=29.99&fee=certificate&quantity-certificate=1&exempt-certificate=poor&reason-certificate="
    );
    let got = bench
        .browse("POST", "/windows/1/fees?lang=en", Some(&clerk), &form)
        .await;
    assert_eq!(got.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(got.text.contains("value=\"29.99\""), "{}", got.text);
    assert!(
        got.text
            .contains("id=\"amount-area-fault\">Under the lower limit: charge CNY 30.00 to 60.00.")
    );
    assert!(
        got.text
            .contains("id=\"reason-certificate-fault\">An exemption needs its reason")
    );
    assert!(got.text.contains("<option value=\"poor\" selected>"));
    let form = format!("{head}&fee=area&quantity-area=many&amount-area=1,5");
    let got = bench
        .browse("POST", "/windows/1/fees?lang=en", Some(&clerk), &form)
        .await
        .text;
    assert!(
        got.contains("id=\"quantity-area-fault\"") && got.contains("id=\"amount-area-fault\""),
        "both at once"
    );
    let nothing = bench
        .browse("POST", "/windows/1/fees?lang=en", Some(&clerk), &head)
        .await;
    assert!(nothing.text.contains("Tick 1 to 20 fees."), "{}", nothing.text);
    let long = format!(
        "{head}&fee=certificate&exempt-certificate=poor&reason-certificate={}",
        "x".repeat(501)
    );
    let got = bench
        .browse("POST", "/windows/1/fees?lang=en", Some(&clerk), &long)
        .await;
    assert!(
        got.text.contains("id=\"reason-certificate-fault\""),
        "{}",
        got.text
    );
}

#[tokio::test]
async fn without_anybody_served_there_is_no_form_and_the_collecting_window_has_its_own() {
    let bench = open();
    let clerk = bench.person(CLERK).await;
    let page = bench
        .browse("GET", "/windows/1/fees?lang=en", Some(&clerk), "")
        .await
        .text;
    assert!(page.contains("Nobody is being served at this window"), "{page}");
    let led = bench.browse("GET", "/windows/3/fees", Some(&clerk), "").await;
    assert_eq!(led.location(), "/fees/collect?window=3");
}

#[tokio::test]
async fn the_fee_window_scans_a_code_records_the_receipt_and_sees_what_is_wrong_with_it() {
    let bench = open();
    let clerk = bench.person(CLERK).await;
    let code = bench.noticed(&clerk, 1).await;
    let cashier = bench.cashier().await;
    let scanned = format!(
        "/fees/find?window=3&code=http%3A%2F%2Fhall.example%2Fn%2F{}",
        code.to_lowercase()
    );
    let found = bench.browse("GET", &scanned, Some(&cashier), "").await;
    assert_eq!(found.location(), format!("/fees/{code}?window=3"));
    let lost = bench
        .browse(
            "GET",
            "/fees/find?window=3&code=F260302-000000&lang=en",
            Some(&cashier),
            "",
        )
        .await;
    assert_eq!(lost.status, StatusCode::NOT_FOUND);
    assert!(lost.text.contains("value=\"F260302-000000\"") && lost.text.contains("no such payment code"));
    let path = format!("/fees/{code}");
    let page = bench
        .browse("GET", &format!("{path}?window=3"), Some(&cashier), "")
        .await
        .text;
    let form = |receipt: &str| {
        format!(
            "verb=pay&seen={}&window=3&receipt={receipt}",
            hidden(&page, "seen")
        )
    };
    let bad = bench.browse("POST", &path, Some(&cashier), &form("a+b")).await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        bad.text.contains("id=\"receipt-fault\"") && bad.text.contains("value=\"a b\""),
        "{}",
        bad.text
    );
    for _ in 0..2 {
        let got = bench.browse("POST", &path, Some(&cashier), &form("cz-77")).await;
        assert_eq!(
            (got.status, got.location()),
            (StatusCode::SEE_OTHER, format!("{path}?window=3").as_str())
        );
    }
    let paid = bench
        .browse("GET", &format!("{path}?lang=en"), Some(&cashier), "")
        .await
        .text;
    assert!(paid.contains("CZ-77") && paid.contains(CASHIER), "{paid}");
    assert!(
        !paid.contains("value=\"pay\"") && !paid.contains("value=\"cancel\""),
        "it does not change any more"
    );
}

#[tokio::test]
async fn who_issued_a_notice_is_told_that_another_must_record_its_payment() {
    let bench = open();
    let clerk = bench.person(CLERK).await;
    let code = bench.noticed(&clerk, 1).await;
    let open = json!({"press": super::id(9_001), "day": DAY});
    bench.post("/api/v1/windows/3/open", &clerk, &open).await;
    let path = format!("/fees/{code}");
    let form = "verb=pay&seen=1&window=3&receipt=R1";
    let got = bench
        .browse("POST", &format!("{path}?lang=en"), Some(&clerk), form)
        .await;
    assert_eq!(got.status, StatusCode::FORBIDDEN);
    assert!(got.text.contains("another person must"), "{}", got.text);
}

#[tokio::test]
async fn the_paper_says_item_amount_ground_lower_limit_exemption_where_to_pay_and_where_to_complain() {
    let bench = open();
    let clerk = bench.person(CLERK).await;
    let ticket = bench.called(&clerk, 1).await;
    let body = json!({
        "press": super::id(501), "ticket": ticket, "payer": "key_project",
        "items": [
            {"fee": "area", "quantity": 100},
            {"fee": "certificate", "quantity": 2},
            {"fee": "certificate", "quantity": 1, "exemption": "poor", "reason": "marker-5512"},
        ],
    });
    let heard = bench.post("/api/v1/windows/1/fee-notices", &clerk, &body).await;
    let code = heard.body["code"].as_str().expect("a code").to_owned();
    let paper = bench
        .browse("GET", &format!("/fees/{code}/paper?lang=en"), Some(&clerk), "")
        .await
        .text;
    for said in [
        code.as_str(),
        "CNY 40.00",
        "CNY 0.30–0.60 per sqm",
        "Lower limit compulsory",
        "low income: free",
        "=1+1 號",
        "pay at window 3",
        "Complaints:",
        "<svg",
    ] {
        assert!(paper.contains(said), "{said} is missing in {paper}");
    }
    assert!(!paper.contains("marker-5512"), "what people wrote is on no paper");
    let seen = bench.browse("GET", &format!("/n/{code}?lang=en"), None, "").await;
    assert_eq!(seen.status, StatusCode::OK);
    assert!(seen.text.contains("CNY 40.00") && seen.text.contains("pay at window 3"));
    assert!(
        !seen.text.contains("marker-5512") && !seen.text.contains(&format!(">{CLERK}<")),
        "{}",
        seen.text
    );
    let other = bench.browse("GET", "/n/F260302-000000", None, "").await;
    assert_eq!(other.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_cancelled_notice_says_why_and_needs_a_reason() {
    let bench = open();
    let clerk = bench.person(CLERK).await;
    let code = bench.noticed(&clerk, 1).await;
    let path = format!("/fees/{code}");
    let page = bench.browse("GET", &path, Some(&clerk), "").await.text;
    let form = |reason: &str| format!("verb=cancel&seen={}&reason={reason}", hidden(&page, "seen"));
    let empty = bench.browse("POST", &path, Some(&clerk), &form("")).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.text.contains("id=\"reason-fault\""));
    let done = bench
        .browse("POST", &path, Some(&clerk), &form("wrong+visitor"))
        .await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    let page = bench.browse("GET", &path, Some(&clerk), "").await.text;
    assert!(page.contains("wrong visitor"), "{page}");
}

#[tokio::test]
async fn the_list_shows_a_period_and_its_marks_and_exports_the_same() {
    let bench = open();
    let clerk = bench.person(CLERK).await;
    let code = bench.noticed(&clerk, 1).await;
    let auditor = bench.person(AUDITOR).await;
    let page = bench
        .browse("GET", "/fees?lang=en", Some(&auditor), "")
        .await
        .text;
    assert!(page.contains(&code) && page.contains("CNY 10.00"), "{page}");
    assert!(page.contains("format=csv"));
    let none = bench
        .browse("GET", "/fees?standing=paid&lang=en", Some(&auditor), "")
        .await
        .text;
    assert!(!none.contains(&code) && none.contains("No notices in this period."));
    let bad = bench
        .browse(
            "GET",
            "/fees?from=2026-03-09&to=2026-03-02&lang=en",
            Some(&auditor),
            "",
        )
        .await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        bad.text.contains("The first day must not be after the last"),
        "{}",
        bad.text
    );
}

#[tokio::test]
async fn a_list_is_brought_as_a_file_and_what_differs_is_shown_under_its_reason() {
    let bench = open();
    let clerk = bench.person(CLERK).await;
    let code = bench.noticed(&clerk, 1).await;
    let manager = bench.person(MANAGER).await;
    let text =
        format!("\u{FEFF}notice,receipt,amount_yuan,paid_on\n{code},R1,10.00,{DAY}\nbad,R 2,10,{DAY}\n");
    let file = [("file", Some("bank.csv"), text.as_bytes())];
    let got = bench.browse_files("/fees/bank?lang=en", &manager, &file).await;
    assert_eq!(got.status, StatusCode::OK, "{}", got.text);
    for said in [
        "In the bank, not recorded here",
        &code,
        "Not a payment code",
        "Yuan with exactly two decimals",
    ] {
        assert!(got.text.contains(said), "{said}: {}", got.text);
    }
    let all = bench
        .browse("GET", "/fees/bank?lang=en", Some(&manager), "")
        .await
        .text;
    let key = all
        .split("/fees/bank/")
        .nth(1)
        .and_then(|rest| rest.get(..13))
        .expect("a list");
    let one = bench
        .browse("GET", &format!("/fees/bank/{key}"), Some(&manager), "")
        .await;
    assert_eq!(one.status, StatusCode::OK);
    for (text, said) in [
        (&b""[..], "Choose a file."),
        (&b"\xFF\xFE"[..], "not UTF-8"),
        (&b"a,b\n1,2"[..], "must be the header"),
        (
            &b"notice,receipt,amount_yuan,paid_on\nx,y,z,0\n"[..],
            "2 <code>notice</code>",
        ),
    ] {
        let got = bench
            .browse_files(
                "/fees/bank?lang=en",
                &manager,
                &[("file", Some("bank.csv"), text)],
            )
            .await;
        assert_eq!(got.status, StatusCode::UNPROCESSABLE_ENTITY, "{said}");
        assert!(got.text.contains(said), "{said}: {}", got.text);
    }
    let large = vec![b'x'; (1 << 20) + 1];
    let got = bench
        .browse_files(
            "/fees/bank?lang=en",
            &manager,
            &[("file", Some("bank.csv"), &large)],
        )
        .await;
    assert!(got.text.contains("larger than 1 MiB"), "{}", got.text);
}

#[tokio::test]
async fn a_console_leads_to_the_form_while_somebody_is_served_who_is_charged() {
    let bench = open();
    let clerk = bench.person(CLERK).await;
    let before = bench.browse("GET", "/windows/1", Some(&clerk), "").await.text;
    assert!(!before.contains("/windows/1/fees"));
    bench.called(&clerk, 1).await;
    let serving = bench.browse("GET", "/windows/1", Some(&clerk), "").await.text;
    assert!(serving.contains("href=\"/windows/1/fees\""), "{serving}");
    let cashier = bench.cashier().await;
    let collecting = bench.browse("GET", "/windows/3", Some(&cashier), "").await.text;
    assert!(collecting.contains("href=\"/fees/collect?window=3\""));
}
