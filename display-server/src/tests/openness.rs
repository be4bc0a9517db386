//! What everybody can read before they come, and how often they ask for what is not handled here.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::identity::{CLERK, MANAGER};
use super::{Bench, DAY, id};

impl Bench {
    /// A whole city's hall.
    fn in_a_city() -> Self {
        Self::open_as("2026-03-02T01:00:00Z", |config| {
            let plan = concat!(env!("CARGO_MANIFEST_DIR"), "/plans/sample-hall/hall.toml");
            config.plan = crate::plan_file::read(std::path::Path::new(plan)).expect("a good plan");
        })
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
    let kiosk = &bench.kiosk;
    let ask = json!({"press": id(1), "entry": "marriage"});
    let heard = bench.post("/api/v1/elsewhere", kiosk, &ask).await;
    assert_eq!(
        (heard.status, &heard.body),
        (StatusCode::OK, &json!({"done": "marriage"}))
    );
    let again = bench.post("/api/v1/elsewhere", kiosk, &ask).await;
    assert_eq!(again.body, heard.body);
    let unknown = bench
        .post(
            "/api/v1/elsewhere",
            kiosk,
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

#[tokio::test]
async fn a_quiet_board_shows_cards_and_a_call_puts_the_call_back_at_once() {
    let bench = Bench::open();
    let board = async || bench.browse("GET", "/boards/hall?lang=en", None, "").await.text;
    let has_card = |html: &str| html.contains("class=\"card\"");
    assert!(has_card(&board().await), "nobody was called yet");
    let number = bench.ticket(1).await;
    let clerk = bench.person(CLERK).await;
    bench
        .at_window(&clerk, "open", json!({"press": id(10), "day": DAY}))
        .await;
    bench
        .at_window(&clerk, "call-next", json!({"call": id(11), "day": DAY}))
        .await;
    let called = board().await;
    assert!(
        !has_card(&called) && called.contains(&format!(">{number}<")),
        "{called}"
    );
    bench.wind_on(59);
    assert!(!has_card(&board().await));
    bench.wind_on(1);
    let quiet = board().await;
    assert!(has_card(&quiet) && quiet.contains("class=\"line"), "{quiet}");
    let recall = json!({"press": id(12), "day": DAY, "ticket": number});
    bench.at_window(&clerk, "recall", recall).await;
    assert!(!has_card(&board().await), "a recall is a call");
}

/// Everything that a phone loads for a page, against the 15 KB of a slow line.
#[tokio::test]
async fn public_pages_of_a_whole_city_hall_weigh_less_than_15_kilobytes() {
    let bench = Bench::in_a_city();
    let asset = |name: &str| {
        let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("assets")
            .join(name);
        std::fs::metadata(file).expect("an asset").len()
    };
    let assets: u64 = ["tokens.css", "open.css", "icon.svg"].map(asset).iter().sum();
    let services = ["C04", "F04", "J04", "X06", "Z04"].map(|code| format!("/services/{code}"));
    let lists = [
        "/services",
        "/services?by=department",
        "/elsewhere",
        "/elsewhere/marriage",
    ]
    .map(str::to_owned);
    for path in lists.iter().chain(&services) {
        for language in ["zh-Hant", "zh-Hans", "en"] {
            let end = if path.contains('?') { '&' } else { '?' };
            let got = bench
                .browse("GET", &format!("{path}{end}lang={language}"), None, "")
                .await;
            assert_eq!(got.status, StatusCode::OK, "{path}");
            let all = got.text.len() as u64 + assets;
            assert!(all < 15_000, "{path} {language}: {all} bytes");
            assert!(
                !got.text.contains("<script") && !got.text.contains("style=\""),
                "{path}"
            );
        }
    }
}

#[tokio::test]
async fn a_services_page_says_each_kind_of_fee_its_ground_and_who_supervises() {
    let bench = Bench::in_a_city();
    let rows: [(&str, &[&str]); 6] = [
        (
            "A01",
            &[
                "CNY 20 per card",
                "Ground: 發改價格〔2003〕2322 號",
                "Hotline 12345",
                "15 working days",
                "Windows 1, 2, 3",
            ],
        ),
        (
            "X06",
            &[
                "CNY 0.30–0.60 per m² and day",
                "Government-invested project, Key project: always at the lower limit",
            ],
        ),
        (
            "F04",
            &[
                "CNY 550 per case",
                "Small and micro companies: free (財稅〔2019〕45 號)",
            ],
        ),
        (
            "N03",
            &["Tax, not a fee", "Tax hotline 12366", "Decided at the window"],
        ),
        (
            "J05",
            &[
                "As the enterprise publishes",
                "Supervised by: Complaints about prices 12315",
            ],
        ),
        (
            "Z04",
            &[
                "Tuesday, Thursday 08:30–12:00",
                "Free of charge",
                "Supervision office (by window 14)",
            ],
        ),
    ];
    for (code, facts) in rows {
        let page = bench
            .browse("GET", &format!("/services/{code}?lang=en"), None, "")
            .await
            .text;
        for fact in facts {
            assert!(page.contains(fact), "{fact} of {code} in {page}");
        }
    }
    let other = bench.browse("GET", "/services/A01?lang=en", None, "").await.text;
    assert!(!other.contains("12366") && !other.contains("12315"), "{other}");
}
