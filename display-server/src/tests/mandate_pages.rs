//! The pages of agents and mandates: registered, kept and handed over by forms, followed and revoked by the principal.

use axum::http::StatusCode;

use super::DAY;
use super::identity::{CLERK, MANAGER};
use super::mandates::{hall, wanted};

const LANGUAGES: [&str; 3] = ["zh-Hant", "zh-Hans", "en"];
const FORM: &str = "agent=D1&kind=village&principal=%E8%B6%99%E6%A8%99%E8%A8%98&project=&contact=&evidence=letter&until=2026-12-31&services=M02";

fn hidden<'a>(page: &'a str, name: &str) -> &'a str {
    let field = format!("name=\"{name}\" value=\"");
    let (_, rest) = page.split_once(&field).expect(name);
    rest.split_once('"').expect("a value").0
}

#[tokio::test]
async fn a_mandate_is_registered_by_a_form_once_and_printed_with_its_code() {
    let bench = hall();
    let clerk = bench.person(CLERK).await;
    let page = bench
        .browse("GET", "/mandates/new?principal=x", Some(&clerk), "")
        .await;
    assert!(
        !page.text.contains("value=\"x\""),
        "a name never comes from an address"
    );
    let form = format!("press={}&{FORM}", hidden(&page.text, "press"));
    let first = bench.browse("POST", "/mandates/new", Some(&clerk), &form).await;
    assert_eq!(first.status, StatusCode::SEE_OTHER, "{}", first.text);
    let again = bench.browse("POST", "/mandates/new", Some(&clerk), &form).await;
    assert_eq!(again.location(), first.location(), "the same press");
    let code = first.location().trim_start_matches("/mandates/").to_owned();
    for language in LANGUAGES {
        let list = bench
            .browse("GET", &format!("/mandates?lang={language}"), Some(&clerk), "")
            .await;
        assert!(
            list.text.contains(&code) && !list.text.contains("標記"),
            "no names"
        );
        let desk = bench
            .browse(
                "GET",
                &format!("/mandates/{code}?lang={language}"),
                Some(&clerk),
                "",
            )
            .await;
        assert!(desk.text.contains("趙標記"));
        let paper = format!("/mandates/{code}/paper?lang={language}");
        let paper = bench.browse("GET", &paper, Some(&clerk), "").await;
        assert!(paper.text.contains("趙標記") && paper.text.contains("<svg"));
    }
    let free = bench
        .browse("GET", &format!("/mandates/{code}/paper"), Some(&clerk), "")
        .await;
    assert!(free.text.contains("免費代辦"), "it says that it is free");
    for (filter, is_there) in [
        ("agent=D1", true),
        ("agent=K1", false),
        ("kind=village", true),
        ("kind=investment", false),
    ] {
        let list = bench
            .browse("GET", &format!("/mandates?{filter}"), Some(&clerk), "")
            .await;
        assert_eq!(list.text.contains(&code), is_there, "{filter}");
    }
}

#[tokio::test]
async fn a_form_with_faults_comes_back_as_it_was_sent_with_each_fault_at_its_field() {
    let bench = hall();
    let clerk = bench.person(CLERK).await;
    let page = bench.browse("GET", "/mandates/new", Some(&clerk), "").await.text;
    let press = hidden(&page, "press");
    for (fields, at_fault) in [
        (
            "agent=D1&kind=&principal=&evidence=&until=2026-12-31",
            vec!["kind", "principal", "evidence"],
        ),
        (
            "agent=D1&kind=village&principal=x&evidence=y&until=soon",
            vec!["until"],
        ),
        (
            "agent=K1&kind=village&principal=x&evidence=y&until=2026-12-31",
            vec!["agent"],
        ),
        (
            "agent=D1&kind=village&principal=x&project=z&evidence=y&until=2026-12-31",
            vec!["project"],
        ),
        (
            "agent=D1&kind=village&principal=x&evidence=y&until=2031-12-31",
            vec!["until"],
        ),
    ] {
        let form = format!("press={press}&{fields}");
        let got = bench.browse("POST", "/mandates/new", Some(&clerk), &form).await;
        assert_eq!(got.status, StatusCode::UNPROCESSABLE_ENTITY, "{fields}");
        for field in at_fault {
            assert!(
                got.text.contains(&format!("id=\"{field}-fault\"")),
                "{field}: {}",
                got.text
            );
        }
        assert_eq!(hidden(&got.text, "press"), press);
    }
    let form = format!("press={press}&{FORM}");
    let mended = bench.browse("POST", "/mandates/new", Some(&clerk), &form).await;
    assert_eq!(mended.status, StatusCode::SEE_OTHER, "{}", mended.text);
}

#[tokio::test]
async fn a_matter_is_attached_and_the_mandate_ends_by_forms() {
    let bench = hall();
    let clerk = bench.person(CLERK).await;
    let code = bench.mandate(&clerk, &wanted(1)).await;
    let matter = bench.accepted(&clerk, 10).await;
    let manager = bench.person(MANAGER).await;
    let path = format!("/mandates/{code}");
    let theirs = bench.browse("GET", &path, Some(&clerk), "").await.text;
    assert!(
        !theirs.contains("value=\"attach\""),
        "a clerk keeps no other agent's file"
    );
    let press = async |form: &str| {
        let page = bench.browse("GET", &path, Some(&manager), "").await.text;
        let form = format!("seen={}&{form}", hidden(&page, "seen"));
        bench.browse("POST", &path, Some(&manager), &form).await
    };
    for bad in [
        "verb=attach&matter=nonsense",
        "verb=attach&matter=260302-M009-000000",
    ] {
        let got = press(bad).await;
        assert!(got.status.is_client_error());
        assert!(got.text.contains("id=\"matter-fault\""), "{bad}: {}", got.text);
    }
    let nobody = press("verb=hand-over&to=").await;
    assert!(nobody.status.is_client_error(), "{}", nobody.text);
    assert_eq!(
        press(&format!("verb=attach&matter={matter}")).await.location(),
        path
    );
    let page = bench.browse("GET", &path, Some(&manager), "").await.text;
    assert!(page.contains(&matter));
    let case = format!("/cases/{matter}");
    let case = bench.browse("GET", &case, Some(&clerk), "").await.text;
    assert!(
        case.contains(&format!("href=\"{path}\"")),
        "its case leads back: {case}"
    );
    assert_eq!(press("verb=done").await.location(), path);
    let page = bench.browse("GET", &path, Some(&manager), "").await.text;
    assert!(!page.contains("name=\"verb\""), "nothing more to press");
}

#[tokio::test]
async fn the_principal_follows_and_revokes_with_the_code_alone() {
    let bench = hall();
    let clerk = bench.person(CLERK).await;
    let code = bench.mandate(&clerk, &wanted(1)).await;
    let path = format!("/w/{code}");
    for language in LANGUAGES {
        let page = bench
            .browse("GET", &format!("{path}?lang={language}"), None, "")
            .await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(!page.text.contains("標記"), "no name on a page that a code opens");
        assert!(page.text.len() < 15_000, "{} bytes", page.text.len());
    }
    assert_eq!(bench.browse("POST", &path, None, "").await.location(), path);
    assert_eq!(
        bench.browse("POST", &path, None, "").await.location(),
        path,
        "once"
    );
    let page = bench.browse("GET", &format!("{path}?lang=en"), None, "").await;
    assert!(page.text.contains("The mandate was revoked") && !page.text.contains("<form method=\"post\""));
    let unknown = bench.browse("GET", "/w/W260302-00000000", None, "").await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    let register = bench.browse("GET", "/agents?lang=en", None, "").await.text;
    assert!(register.contains("D1 village") && !register.contains("201"));
}

#[tokio::test]
async fn the_console_ends_a_leg_for_an_agent_and_shows_every_code() {
    let bench = hall();
    let clerk = bench.person(CLERK).await;
    let [first, second] = [
        bench.mandate(&clerk, &wanted(1)).await,
        bench.mandate(&clerk, &wanted(2)).await,
    ];
    let ticket = bench.called(&clerk, 10).await;
    let page = bench.browse("GET", "/windows/1", Some(&clerk), "").await.text;
    assert!(page.contains("name=\"whom\"") && page.contains("name=\"mandates\""));
    let seq = hidden(&page, "seq").to_owned();
    let press = async |more: &str| {
        let form = format!("seq={seq}&day={DAY}&verb=finish&ticket={ticket}&{more}");
        bench
            .browse("POST", "/windows/1/press", Some(&clerk), &form)
            .await
    };
    let forgotten = press(&format!("whom=&mandates={first}")).await;
    assert!(
        forgotten.location().ends_with("note=mandates-without-agent"),
        "{}",
        forgotten.location()
    );
    let wrong = press("whom=agent&mandates=W1").await;
    assert!(
        wrong.location().ends_with("note=bad-mandate-code"),
        "{}",
        wrong.location()
    );
    let scanned = format!("whom=agent&mandates=http%3A%2F%2Fhall%2Fw%2F{first}%20%20{second}%2C");
    let ended = press(&scanned).await;
    assert_eq!(ended.location(), "/windows/1");
    assert_eq!(press(&scanned).await.location(), "/windows/1", "the same press");
    let page = bench.browse("GET", "/windows/1", Some(&clerk), "").await.text;
    let (_, receipts) = page.split_once("/cases/receipts?").expect("a paper of all");
    let receipts = receipts
        .split_once('"')
        .expect("an address")
        .0
        .replace("&amp;", "&")
        .replace("&#38;", "&");
    assert_eq!(receipts.matches("code=").count(), 2);
    let paper = bench
        .browse("GET", &format!("/cases/receipts?{receipts}"), Some(&clerk), "")
        .await
        .text;
    for code in [&first, &second] {
        assert!(paper.contains(code.as_str()), "{paper}");
    }
}
