//! The pages beyond the windows: asking for a home visit, arranging it, who decides, lists compared.

use axum::http::StatusCode;
use serde_json::json;

use super::agency::hall;
use super::identity::{CLERK, MANAGER};
use super::{DAY, id};

fn hidden<'a>(page: &'a str, name: &str) -> &'a str {
    let field = format!("name=\"{name}\" value=\"");
    let (_, rest) = page.split_once(&field).expect(name);
    rest.split_once('"').expect("a value").0
}

const FORM: &str =
    "service=S01&for_whom=ill&name=%E8%B6%99%E6%A8%99%E8%A8%98&address=7&phone=0931+1234567&wished_on=";

#[tokio::test]
async fn the_form_works_without_a_script_once_and_leads_to_its_code() {
    let bench = hall();
    let page = bench.browse("GET", "/home-visit?lang=en", None, "").await.text;
    let form = format!("press={}&{FORM}", hidden(&page, "press"));
    let first = bench.browse("POST", "/home-visit", None, &form).await;
    assert_eq!(first.status, StatusCode::SEE_OTHER, "{}", first.text);
    let again = bench.browse("POST", "/home-visit", None, &form).await;
    assert_eq!(again.location(), first.location(), "the same press");
    for language in ["zh-Hant", "zh-Hans", "en"] {
        let address = format!("{}?lang={language}", first.location());
        let follow = bench.browse("GET", &address, None, "").await;
        assert_eq!(follow.status, StatusCode::OK);
        assert!(
            !follow.text.contains("標記"),
            "no name on a page that a code opens"
        );
        assert!(follow.text.len() < 15_000, "{} bytes", follow.text.len());
    }
    let off = bench.browse("POST", first.location(), None, "").await;
    assert_eq!(off.location(), first.location());
    let follow = bench
        .browse("GET", &format!("{}?lang=en", first.location()), None, "")
        .await;
    assert!(
        follow.text.contains("Called off") && !follow.text.contains("<form method=\"post\" action=\"/h/")
    );
}

#[tokio::test]
async fn a_form_with_faults_comes_back_as_it_was_sent_with_each_fault_at_its_field() {
    let bench = hall();
    let page = bench.browse("GET", "/home-visit?name=x", None, "").await.text;
    assert!(
        !page.contains("value=\"x\""),
        "a name never comes from an address"
    );
    let form = format!(
        "press={}&service=S01&name=&address=%3Cb%3E&phone=12",
        hidden(&page, "press")
    );
    let got = bench.browse("POST", "/home-visit", None, &form).await;
    assert_eq!(got.status, StatusCode::UNPROCESSABLE_ENTITY);
    for field in ["name", "phone"] {
        assert!(
            got.text.contains(&format!("id=\"{field}-fault\"")),
            "{field}: {}",
            got.text
        );
    }
    assert!(
        got.text.contains("&#60;b&#62;") || got.text.contains("&lt;b&gt;"),
        "what was written stays, as text"
    );
    assert_eq!(hidden(&got.text, "press"), hidden(&page, "press"));
}

#[tokio::test]
async fn a_visit_is_assigned_dated_and_done_by_forms_and_stands_on_the_sheet_of_its_day() {
    let bench = hall();
    let code = bench.home_visit(1).await;
    let reception = bench.person("301").await;
    let path = format!("/home-visits/{code}");
    let list = bench
        .browse("GET", "/home-visits", Some(&reception), "")
        .await
        .text;
    assert!(
        list.contains(&code) && !list.contains("標記"),
        "a list shows no name"
    );
    let press = async |form: &str| {
        let page = bench.browse("GET", &path, Some(&reception), "").await.text;
        let form = format!("seen={}&{form}", hidden(&page, "seen"));
        bench.browse("POST", &path, Some(&reception), &form).await
    };
    let nobody = press("verb=assign&to=").await;
    assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nobody.text.contains("class=\"fault\""));
    assert_eq!(press("verb=assign&to=201").await.location(), path);
    let past = press("verb=date&on=2026-02-01&half=morning").await;
    assert_eq!(past.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        press("verb=date&on=2026-03-04&half=morning").await.location(),
        path
    );
    let sheet = bench
        .browse("GET", "/home-visits/sheet?day=2026-03-04", Some(&reception), "")
        .await
        .text;
    assert!(
        sheet.contains("趙標記") && sheet.contains("0931-1234567"),
        "{sheet}"
    );
    let other = bench
        .browse("GET", "/home-visits/sheet?day=2026-03-05", Some(&reception), "")
        .await
        .text;
    assert!(!other.contains("標記"));
    let clerk = bench.person(CLERK).await;
    let theirs = bench
        .browse("GET", "/home-visits/sheet?day=2026-03-04", Some(&clerk), "")
        .await
        .text;
    assert!(!theirs.contains("標記"), "it is not this clerk's visit");
    assert_eq!(
        bench.browse("GET", &path, Some(&clerk), "").await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(press("verb=done").await.location(), "/home-visits");
}

#[tokio::test]
async fn a_head_says_present_or_away_and_visitors_are_told_that_it_takes_longer() {
    let bench = hall();
    let clerk = bench.person(CLERK).await;
    let page = bench
        .browse("GET", "/departments?lang=en", Some(&clerk), "")
        .await
        .text;
    assert_eq!(
        page.matches("action=\"/departments/press\"").count(),
        1,
        "for oneself"
    );
    let form = format!(
        "seq={}&day={DAY}&department=RS&person={CLERK}&present=no",
        hidden(&page, "seq")
    );
    let said = bench
        .browse("POST", "/departments/press", Some(&clerk), &form)
        .await;
    assert_eq!(said.location(), "/departments");
    let page = bench
        .browse("GET", "/departments?lang=en", Some(&clerk), "")
        .await
        .text;
    assert!(
        page.contains("Nobody here") && page.contains("Marked for visitors"),
        "{page}"
    );
    let service = bench.browse("GET", "/services/S01?lang=en", None, "").await.text;
    assert!(service.contains("may take longer today"), "{service}");
    let service = bench.browse("GET", "/services/S02?lang=en", None, "").await.text;
    assert!(!service.contains("may take longer today"), "another department's");
    let manager = bench.person(MANAGER).await;
    let page = bench.browse("GET", "/departments", Some(&manager), "").await.text;
    assert_eq!(
        page.matches("action=\"/departments/press\"").count(),
        2,
        "for everybody"
    );
    let live = bench
        .browse("GET", "/live?lang=en", Some(&manager), "")
        .await
        .text;
    assert!(live.contains("Nobody may decide on the spot"), "{live}");
    let overseer = bench.person("911").await;
    let page = bench.browse("GET", "/departments", Some(&overseer), "").await;
    assert_eq!(
        (page.status, page.text.contains("/departments/press")),
        (StatusCode::OK, false)
    );
}

#[tokio::test]
async fn a_list_is_chosen_or_pasted_and_what_was_found_stays() {
    let bench = hall();
    let manager = bench.person(MANAGER).await;
    let page = bench
        .browse("GET", "/compare?lang=en", Some(&manager), "")
        .await
        .text;
    let press = hidden(&page, "press").to_owned();
    let csv = format!("\u{FEFF}辦結日期,部門文號\r\n{DAY},農〔2026〕7號\r\n{DAY},王小明\r\n");
    let parts: [super::pages::Part<'_>; 5] = [
        ("press", None, press.as_bytes()),
        ("department", None, b"NY"),
        ("from", None, DAY.as_bytes()),
        ("to", None, DAY.as_bytes()),
        ("file", Some("list.csv"), csv.as_bytes()),
    ];
    let got = bench.browse_files("/compare", &manager, &parts).await;
    assert_eq!(got.status, StatusCode::SEE_OTHER, "{}", got.text);
    let found = bench
        .browse("GET", &format!("{}?lang=en", got.location()), Some(&manager), "")
        .await
        .text;
    assert!(
        found.contains("handled outside the hall") && found.contains("農〔2026〕7號"),
        "{found}"
    );
    assert!(!found.contains("王小明"), "a name is no number, and is not kept");
    let bad: [super::pages::Part<'_>; 5] = [
        ("press", None, press.as_bytes()),
        ("department", None, b"NY"),
        ("from", None, DAY.as_bytes()),
        ("to", None, b""),
        ("csv", None, b"x"),
    ];
    let got = bench.browse_files("/compare", &manager, &bad).await;
    assert_eq!(got.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        got.text.contains(">x</textarea>") && got.text.contains("class=\"fault\""),
        "{}",
        got.text
    );
}

#[tokio::test]
async fn a_case_that_another_department_decides_says_so_on_its_page_and_at_the_window() {
    let bench = hall();
    let clerk = bench.person(CLERK).await;
    let code = bench.accepted(&clerk, 1).await;
    let page = bench
        .browse("GET", &format!("/cases/{code}?lang=en"), Some(&clerk), "")
        .await
        .text;
    assert!(page.contains("hand the file over"), "{page}");
    let console = bench
        .browse("GET", "/windows/1?lang=en", Some(&clerk), "")
        .await
        .text;
    assert!(console.contains("decides this: hand the file over"), "{console}");
    let leave = json!({"press": id(50), "to": "NY", "holder": "x"});
    bench.about(&clerk, &code, "leave-hall", leave).await;
    let page = bench
        .browse("GET", &format!("/cases/{code}?lang=en"), Some(&clerk), "")
        .await
        .text;
    assert!(!page.contains("hand the file over"));
}
