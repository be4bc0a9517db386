//! What everybody can read before they come, and how often they ask for what is not handled here.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::identity::{CLERK, MANAGER};
use super::{Bench, DAY, id};

impl Bench {
    async fn kiosk(&self) -> String {
        let manager = self.person(MANAGER).await;
        let device = json!({"device": "kiosk-1", "role": "kiosk"});
        let code = self.post("/api/v1/devices/codes", &manager, &device).await;
        let redeem = json!({"code": code.body["code"]});
        let identity = self
            .ask("POST", "/api/v1/devices/redeem", None, Some(&redeem))
            .await;
        identity.body["bearer"].as_str().expect("a bearer").to_owned()
    }

    /// What the day's report says of marriages.
    async fn marriages(&self) -> Value {
        let manager = self.person(MANAGER).await;
        let report = self
            .get(&format!("/api/v1/reports/day?day={DAY}"), &manager)
            .await;
        report.body["elsewhere"][0].clone()
    }
}

fn asked(kiosk: u32, phone: u32, reception: u32, window: u32) -> Value {
    let total = kiosk + phone + reception + window;
    json!({
        "entry": "marriage", "kiosk": kiosk, "phone": phone, "reception": reception, "window": window, "total": total,
    })
}

#[tokio::test]
async fn each_service_is_found_by_its_group_its_department_and_a_word() {
    let bench = Bench::open();
    let list = |query: &'static str| bench.browse("GET", query, None, "");
    let all = list("/services?lang=en").await.text;
    assert!(
        all.contains("<summary>Social and medical insurance") && all.contains("/services/S01"),
        "{all}"
    );
    let by_department = list("/services?by=department&lang=en").await.text;
    assert!(
        by_department.contains("<summary>Human Resources"),
        "{by_department}"
    );
    // A word in whichever language, of the service or of its department.
    for word in ["pension", "PENSION", "%E5%85%BB%E8%80%81", "human", "s01"] {
        let path = format!("/services?find={word}&lang=en");
        let found = bench.browse("GET", &path, None, "").await.text;
        assert!(found.contains("/services/S01"), "{word}: {found}");
        assert!(!found.contains("/services/Z01"), "{word}");
    }
    let nothing = list("/services?find=%3Cpassport&lang=en").await.text;
    assert!(
        nothing.contains("Nothing found") && !nothing.contains("<passport"),
        "{nothing}"
    );
    let unknown = bench.browse("GET", "/services/Q99", None, "").await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_asking_on_the_phone_is_counted_once_however_often_it_is_sent() {
    let bench = Bench::open();
    let list = bench.browse("GET", "/elsewhere?lang=en", None, "").await.text;
    assert!(list.contains("Marriage registration"), "{list}");
    assert_eq!(
        bench.marriages().await,
        asked(0, 0, 0, 0),
        "to look at the list is to ask nothing"
    );
    let request = list.split_once("name=\"request\" value=\"").expect("a request").1;
    let request = request.split('"').next().expect("its end");
    for _ in 0..2 {
        let form = format!("request={request}");
        let got = bench.browse("POST", "/elsewhere/marriage", None, &form).await;
        assert_eq!(got.location(), "/elsewhere/marriage");
    }
    let shown = bench
        .browse("GET", "/elsewhere/marriage?lang=en", None, "")
        .await
        .text;
    assert!(shown.contains("marriage registry"), "{shown}");
    assert!(shown.contains("Another authority"), "{shown}");
    assert_eq!(bench.marriages().await, asked(0, 1, 0, 0));
    let unknown = bench
        .browse("POST", "/elsewhere/divorce", None, "request=0")
        .await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_kiosk_reception_and_a_window_count_too_and_the_report_says_where() {
    let bench = Bench::open();
    let kiosk = bench.kiosk().await;
    let ask = json!({"press": id(1), "entry": "marriage"});
    let heard = bench.post("/api/v1/elsewhere", &kiosk, &ask).await;
    assert_eq!(
        (heard.status, &heard.body),
        (StatusCode::OK, &json!({"done": "marriage"}))
    );
    let again = bench.post("/api/v1/elsewhere", &kiosk, &ask).await;
    assert_eq!(again.body, heard.body);
    let unknown = bench
        .post(
            "/api/v1/elsewhere",
            &kiosk,
            &json!({"press": id(2), "entry": "divorce"}),
        )
        .await;
    assert_eq!(
        (unknown.problem(), unknown.fields()),
        ("unknown-elsewhere", vec!["entry"])
    );
    let reception = bench.person("301").await;
    let form = format!(
        "request={}&token={}&on={DAY}&count=0&elsewhere=marriage",
        id(3),
        id(4)
    );
    for _ in 0..2 {
        let got = bench
            .browse("POST", "/reception/advice", Some(&reception), &form)
            .await;
        assert_eq!(got.location(), "/reception?advice=1");
    }
    let clerk = bench.person(CLERK).await;
    let opened = bench
        .at_window(&clerk, "open", json!({"press": id(5), "day": DAY}))
        .await;
    let form = format!("seq={}&day={DAY}&verb=advice&elsewhere=marriage", opened["seq"]);
    bench
        .browse("POST", "/windows/1/press", Some(&clerk), &form)
        .await;
    assert_eq!(bench.marriages().await, asked(1, 0, 1, 1));
    let manager = bench.person(MANAGER).await;
    let csv = format!("/api/v1/reports/elsewhere?day={DAY}&format=csv");
    let csv = bench.browse("GET", &csv, Some(&manager), "").await.text;
    assert_eq!(
        csv,
        "entry,kiosk,phone,reception,window,total\r\nmarriage,1,0,1,1,3\r\n"
    );
    let page = format!("/reports/day?day={DAY}&lang=en");
    let page = bench.browse("GET", &page, Some(&manager), "").await.text;
    assert!(
        page.contains("Marriage registration</th><td class=\"n\">1"),
        "{page}"
    );
}

#[tokio::test]
async fn a_closed_hall_counts_who_asks_in_the_evening() {
    let bench = Bench::open();
    bench.wind_on(12 * 3600);
    assert!(
        bench
            .browse("GET", "/api/v1/day", None, "")
            .await
            .text
            .contains("\"day\":null")
    );
    let form = format!("request={}", id(1));
    for _ in 0..2 {
        bench.browse("POST", "/elsewhere/marriage", None, &form).await;
    }
    assert_eq!(bench.marriages().await, asked(0, 1, 0, 0));
}
