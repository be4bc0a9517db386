//! Pages through the router: who is let in, forms that work without a script, refusals in words.

use axum::body::{Body, to_bytes};
use axum::http::header::{CONTENT_TYPE, COOKIE, HOST, LOCATION, ORIGIN};
use axum::http::{HeaderMap, Request, StatusCode};
use futures_util::StreamExt;
use serde_json::json;
use tower::ServiceExt;

use super::identity::{CLERK, MANAGER};
use super::{Bench, DAY, id};

/// What a browser gets.
pub(super) struct Got {
    pub(super) status: StatusCode,
    headers: HeaderMap,
    pub(super) text: String,
}

/// Method, path, and who is let in, in the order of [`PEOPLE`]; `*` is anyone.
const RIGHTS: &[(&str, &str, &str)] = &[
    ("GET", "/", "*"),
    ("GET", "/sign-in", "*"),
    ("POST", "/sign-out", "*"),
    ("GET", "/boards/hall", "*"),
    ("GET", "/v/0", "*"),
    ("GET", "/book", "*"),
    ("POST", "/book", "*"),
    ("GET", "/b/0", "*"),
    ("POST", "/b/0", "*"),
    ("GET", "/services", "*"),
    ("GET", "/services/S01", "*"),
    ("GET", "/elsewhere", "*"),
    ("GET", "/elsewhere/marriage", "*"),
    ("POST", "/elsewhere/marriage", "*"),
    ("GET", "/take", "*"),
    ("POST", "/take", "*"),
    ("GET", "/reception/bookings/12345678", "..R.."),
    ("POST", "/reception/bookings/12345678", "..R.."),
    ("GET", "/windows/1", "C..M."),
    ("GET", "/windows/1/events", "C..M."),
    ("POST", "/windows/1/press", "C..M."),
    ("GET", "/cases", "C.RMO"),
    ("GET", "/cases/find", "C.RMO"),
    ("GET", "/cases/260302-S001-000000", "C.RMO"),
    ("POST", "/cases/260302-S001-000000", "C.RMO"),
    ("GET", "/cases/260302-S001-000000/paper", "C.RMO"),
    ("GET", "/responsible", "CGRMO"),
    ("GET", "/responsible/events", "CGRMO"),
    ("GET", "/m", "*"),
    ("GET", "/m/260302-S001-000000", "*"),
    ("GET", "/complain", "*"),
    ("POST", "/complain", "*"),
    ("GET", "/f", "*"),
    ("GET", "/f/260302-C-00000000", "*"),
    ("POST", "/f/260302-C-00000000", "*"),
    ("GET", "/followups", "CGRMO"),
    ("GET", "/followups/find", "CGRMO"),
    ("GET", "/followups/new", "CGRMO"),
    ("POST", "/followups/new", "CGRMO"),
    ("GET", "/followups/260302-C-00000000", "CGRMO"),
    ("POST", "/followups/260302-C-00000000", "CGRMO"),
    ("GET", "/oversight", "....O"),
    ("GET", "/oversight/discipline", "....O"),
    ("GET", "/oversight/centre", "....."),
    ("GET", "/oversight/legal", "....."),
    ("GET", "/oversight/audit", "....."),
    ("GET", "/journal", "...MO"),
    ("GET", "/reception", "..R.."),
    ("POST", "/reception/issue", "..R.."),
    ("POST", "/reception/check", "..R.."),
    ("POST", "/reception/missing", "..R.."),
    ("POST", "/reception/number", "..R.."),
    ("POST", "/reception/advice", "..R.."),
    ("GET", "/escorts", ".GRM."),
    ("GET", "/escorts/events", ".GRM."),
    ("POST", "/escorts/1/press", ".GRM."),
    ("POST", "/escorts/duty", ".G..."),
    ("POST", "/escorts/request", "..R.."),
    ("GET", "/live", "...M."),
    ("GET", "/live/events", "...M."),
    ("GET", "/today", "...M."),
    ("GET", "/today/events", "...M."),
    ("POST", "/today/press", "...M."),
    ("GET", "/late", "C..M."),
    ("POST", "/late", "C..M."),
    ("GET", "/paper", "...M."),
    ("GET", "/paper/pad", "...M."),
    ("GET", "/paper/sheet", "...M."),
    ("POST", "/escorts/number", ".G..."),
    ("GET", "/reports/day", "...MO"),
    ("GET", "/plan", "...M."),
    ("GET", "/plan/draft", "...M."),
    ("POST", "/plan/draft", "...M."),
    ("GET", "/plan/import", "...M."),
    ("POST", "/plan/import", "...M."),
    ("GET", "/plan/versions", "...M."),
    ("GET", "/plan/versions/1", "...M."),
    ("POST", "/plan/versions/1", "...M."),
    ("GET", "/plan/versions/1/file", "...M."),
    ("GET", "/plan/service", "...M."),
    ("GET", "/plan/service/0", "...M."),
    ("POST", "/plan/service/0", "...M."),
    ("POST", "/plan/service/0/remove", "...M."),
    ("GET", "/devices", "...M."),
    ("POST", "/devices", "...M."),
];
/// The last oversees discipline alone.
const PEOPLE: [&str; 5] = [CLERK, "201", "301", MANAGER, super::followups::OVERSEER];

/// A part of a form with files: its name, the file's name, what it holds.
pub(super) type Part<'a> = (&'a str, Option<&'a str>, &'a [u8]);

impl Bench {
    /// What a browser with this session gets.
    pub(super) async fn browse(&self, method: &str, path: &str, session: Option<&str>, form: &str) -> Got {
        let cookie = session.map(|session| format!("hall_session={session}"));
        self.browse_with(method, path, cookie, form).await
    }

    /// What the phone gets that remembers this.
    pub(super) async fn with_mine(&self, method: &str, path: &str, mine: &str, form: &str) -> Got {
        self.browse_with(method, path, Some(format!("hall_mine={mine}")), form)
            .await
    }

    /// A form with files, as browsers send it.
    pub(super) async fn browse_files(&self, path: &str, session: &str, parts: &[Part<'_>]) -> Got {
        let part = |(name, file, text): &Part<'_>| {
            let mut part =
                format!("--end-of-part\r\nContent-Disposition: form-data; name=\"{name}\"").into_bytes();
            let file =
                file.map(|file| format!("; filename=\"{file}\"\r\nContent-Type: application/octet-stream"));
            part.extend(file.unwrap_or_default().into_bytes());
            part.extend(b"\r\n\r\n".iter().chain(*text).chain(b"\r\n"));
            part
        };
        let mut form: Vec<u8> = parts.iter().flat_map(part).collect();
        form.extend(b"--end-of-part--\r\n");
        let media = "multipart/form-data; boundary=end-of-part";
        let cookie = format!("hall_session={session}");
        self.browse_as("POST", path, Some(cookie), media, form).await
    }

    async fn browse_with(&self, method: &str, path: &str, cookie: Option<String>, form: &str) -> Got {
        let media = "application/x-www-form-urlencoded";
        self.browse_as(method, path, cookie, media, form.to_owned().into_bytes())
            .await
    }

    async fn browse_as(
        &self,
        method: &str,
        path: &str,
        cookie: Option<String>,
        media: &str,
        form: Vec<u8>,
    ) -> Got {
        let mut request = Request::builder().method(method).uri(path);
        if let Some(cookie) = cookie {
            request = request.header(COOKIE, cookie);
        }
        let request = request
            .header(HOST, "hall.example")
            .header(ORIGIN, "http://hall.example")
            .header(CONTENT_TYPE, media)
            .body(Body::from(form));
        let Ok(response) = self.router.clone().oneshot(request.expect("a request")).await;
        let (parts, body) = response.into_parts();
        let is_page = !path.ends_with("/events");
        let body = if is_page {
            to_bytes(body, 1 << 20).await.expect("a page")
        } else {
            axum::body::Bytes::new()
        };
        Got {
            status: parts.status,
            headers: parts.headers,
            text: String::from_utf8_lossy(&body).into_owned(),
        }
    }
}

impl Got {
    pub(super) fn location(&self) -> &str {
        self.headers
            .get(LOCATION)
            .and_then(|to| to.to_str().ok())
            .unwrap_or_default()
    }

    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// A cookie that the browser is to keep.
    pub(super) fn cookie(&self, name: &str) -> Option<String> {
        let set = self.headers.get_all("set-cookie").iter();
        let mut set = set.filter_map(|line| line.to_str().ok()?.split(';').next()?.split_once('='));
        set.find(|(known, _)| *known == name)
            .map(|(_, value)| value.to_owned())
    }
}

#[tokio::test]
async fn each_page_lets_in_whom_it_is_for_and_leads_nobody_to_sign_in() {
    let bench = Bench::open_as("2026-03-02T00:30:00Z", super::followups::with_overseers);
    let mut sessions = Vec::new();
    for code in PEOPLE {
        sessions.push(bench.person(code).await);
    }
    for (method, path, let_in) in RIGHTS {
        let nobody = bench.browse(method, path, None, "").await;
        let is_led_away =
            nobody.location().starts_with("/sign-in") || nobody.status == StatusCode::UNAUTHORIZED;
        assert_eq!(!is_led_away, *let_in == "*", "{method} {path}: {}", nobody.status);
        for (place, session) in sessions.iter().enumerate() {
            // Whoever signs out is nobody afterwards.
            if *path == "/sign-out" {
                continue;
            }
            let allowed = *let_in == "*" || let_in.as_bytes()[place] != b'.';
            let got = bench.browse(method, path, Some(session), "").await;
            let who = PEOPLE[place];
            assert_eq!(
                got.status != StatusCode::FORBIDDEN,
                allowed,
                "{method} {path} by {who}: {}",
                got.status
            );
        }
    }
}

#[tokio::test]
async fn a_press_of_a_plain_form_calls_once_however_often_it_is_sent() {
    let bench = Bench::open();
    let clerk = bench.person(CLERK).await;
    bench.ticket(1).await;
    bench.ticket(2).await;
    let opened = bench
        .at_window(&clerk, "open", json!({"press": id(10), "day": DAY}))
        .await;
    let form = format!("seq={}&day={DAY}&verb=call-next", opened["seq"]);
    for _ in 0..3 {
        let got = bench
            .browse("POST", "/windows/1/press", Some(&clerk), &form)
            .await;
        assert_eq!(got.status, StatusCode::SEE_OTHER);
        assert_eq!(got.location(), "/windows/1");
    }
    let window = bench.get("/api/v1/windows/1", &clerk).await.body;
    assert_eq!(window["current"]["ticket"], json!("S001"));
    assert_eq!(window["waiting"], json!(1));
}

#[tokio::test]
async fn a_refused_press_comes_back_to_its_page_with_the_reason_in_words() {
    let bench = Bench::open();
    let clerk = bench.person(CLERK).await;
    let form = format!("seq=1&day={DAY}&verb=call-next");
    let got = bench
        .browse("POST", "/windows/1/press", Some(&clerk), &form)
        .await;
    assert_eq!(got.location(), "/windows/1?note=window-closed");
    let page = bench.browse("GET", got.location(), Some(&clerk), "").await;
    assert!(page.text.contains("窗口未開放"), "{}", page.text);
}

#[tokio::test]
async fn a_day_that_is_none_is_said_on_the_page_and_in_the_problem() {
    let bench = Bench::open();
    let manager = bench.person(MANAGER).await;
    let page = bench
        .browse("GET", "/reports/day?day=zzz", Some(&manager), "")
        .await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    let open_day = bench.browse("GET", "/reports/day?day=", Some(&manager), "").await;
    assert_eq!(open_day.status, StatusCode::OK);
    let both = bench
        .get("/api/v1/reports/day?day=zzz&format=xml", &manager)
        .await;
    let fields: Vec<_> = both.body["fields"]
        .as_array()
        .expect("fields")
        .iter()
        .map(|fault| fault["field"].as_str().unwrap_or_default())
        .collect();
    assert_eq!(fields, ["day", "format"]);
}

#[tokio::test]
async fn a_console_is_told_when_its_day_is_over_and_looks_again_until_the_next() {
    let bench = Bench::open();
    let clerk = bench.person(CLERK).await;
    let request = Request::get("/windows/1/events").header(COOKIE, format!("hall_session={clerk}"));
    let request = request.body(Body::empty()).expect("a request");
    let Ok(response) = bench.router.clone().oneshot(request).await;
    let mut events = response.into_body().into_data_stream();
    bench
        .clock
        .advance_to("2026-03-02T11:00:00Z".parse().expect("an instant"));
    let mut heard = String::new();
    while !heard.contains("event: gone") {
        let event = events.next().await.expect("the stream says that it ends");
        heard.push_str(std::str::from_utf8(&event.expect("bytes")).expect("text"));
    }
    assert!(events.next().await.is_none());
    let page = bench.browse("GET", "/windows/1", Some(&clerk), "").await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    assert!(page.text.contains("http-equiv=\"refresh\""), "{}", page.text);
}

#[tokio::test]
async fn a_visitor_missed_on_two_legs_comes_back_on_both() {
    let bench = Bench::open();
    let (clerk, reception) = (bench.person(CLERK).await, bench.person("301").await);
    let ticket = bench.ticket(1).await;
    bench
        .at_window(&clerk, "open", json!({"press": id(10), "day": DAY}))
        .await;
    let back = |leg: u32| format!("on={DAY}&request={}&shown={ticket}&verb=arrive", id(90 + leg));
    for leg in 0..2 {
        let press = |verb: u32| id(20 + 10 * leg + verb);
        let call = |call: u32| json!({"call": press(call), "day": DAY});
        let here = |verb: u32| json!({"press": press(verb), "day": DAY, "ticket": ticket});
        bench.at_window(&clerk, "call-next", call(0)).await;
        bench.at_window(&clerk, "no-show", here(1)).await;
        let got = bench
            .browse("POST", "/reception/number", Some(&reception), &back(leg))
            .await;
        assert_eq!(got.status, StatusCode::SEE_OTHER, "{}", got.text);
        bench.at_window(&clerk, "call-next", call(2)).await;
        bench.at_window(&clerk, "start", here(3)).await;
        let finish = json!({"press": press(4), "day": DAY, "ticket": ticket, "next": {"service": "S01"}});
        bench.at_window(&clerk, "finish", finish).await;
    }
}

#[tokio::test]
async fn a_guide_signs_on_takes_a_job_and_hands_over_with_plain_forms() {
    let bench = Bench::open();
    let guide = bench.person("201").await;
    let page = async || {
        bench
            .browse("GET", "/escorts?lang=en", Some(&guide), "")
            .await
            .text
    };
    assert!(page().await.contains("You are not on duty"));
    let day = format!("seq=1&day={DAY}");
    let refused = bench
        .browse("POST", "/escorts/duty", Some(&guide), &format!("{day}&verb=off"))
        .await;
    assert_eq!(refused.location(), "/escorts?note=not-on-duty");
    let signed_on = bench
        .browse(
            "POST",
            "/escorts/duty",
            Some(&guide),
            &format!("{day}&verb=on&place=post-door"),
        )
        .await;
    assert_eq!(
        (signed_on.status, signed_on.location()),
        (StatusCode::SEE_OTHER, "/escorts")
    );
    let body =
        json!({"request": id(40), "day": DAY, "place": "kiosk-1", "kind": "interpreter", "language": "yue"});
    bench.post("/api/v1/escorts", &bench.kiosk, &body).await;
    let shown = page().await;
    assert!(
        shown.contains("Interpreter: Cantonese") && shown.contains("job offered"),
        "{shown}"
    );
    for (verb, next) in [
        ("accept", "value=\"meet\""),
        ("meet", "value=\"hand-over\""),
        ("hand-over&window=1", "value=\"fetch\""),
        ("done", "Nobody needs you just now"),
    ] {
        let form = format!("{day}&verb={verb}");
        let pressed = bench
            .browse("POST", "/escorts/1/press", Some(&guide), &form)
            .await;
        assert_eq!(pressed.location(), "/escorts", "{verb}");
        assert!(page().await.contains(next), "after {verb}");
    }
}

#[tokio::test]
async fn reception_calls_an_interpreter_and_a_window_a_signer_with_plain_forms() {
    let bench = Bench::open();
    let (reception, clerk) = (bench.person("301").await, bench.person(CLERK).await);
    let form = format!(
        "request={}&day={DAY}&place=post-door&need=interpreter%3Ayue&ticket=",
        id(41)
    );
    let asked = bench
        .browse("POST", "/escorts/request", Some(&reception), &form)
        .await;
    assert_eq!(asked.location(), "/reception");
    let shown = bench
        .browse("GET", "/reception?lang=en", Some(&reception), "")
        .await
        .text;
    assert!(
        shown.contains("Interpreter: Cantonese") && shown.contains("No guide: the manager stands in"),
        "{shown}"
    );
    let open = json!({"press": id(42), "day": DAY});
    bench.at_window(&clerk, "open", open).await;
    let form = format!("seq=3&day={DAY}&verb=guide&need=signing");
    bench
        .browse("POST", "/windows/1/press", Some(&clerk), &form)
        .await;
    let console = bench
        .browse("GET", "/windows/1?lang=en", Some(&clerk), "")
        .await
        .text;
    assert!(
        console.contains("Help was called here:") && console.contains("Sign language"),
        "{console}"
    );
    let cancel = format!("seq=4&day={DAY}&escort=cancel+2");
    bench
        .browse("POST", "/windows/1/press", Some(&clerk), &cancel)
        .await;
    let console = bench
        .browse("GET", "/windows/1?lang=en", Some(&clerk), "")
        .await
        .text;
    assert!(!console.contains("Help was called here:"));
}

#[tokio::test]
async fn the_manager_takes_what_no_guide_can_from_the_live_queue() {
    let bench = Bench::open();
    let manager = bench.person(MANAGER).await;
    let body = json!({"request": id(40), "day": DAY, "place": "kiosk-1", "kind": "signing"});
    bench.post("/api/v1/escorts", &bench.kiosk, &body).await;
    let live = bench
        .browse("GET", "/live?lang=en", Some(&manager), "")
        .await
        .text;
    assert!(
        live.contains("action=\"/escorts/1/press\"") && live.contains("An escort has no guide"),
        "{live}"
    );
    let form = format!("seq=2&day={DAY}&verb=accept");
    let pressed = bench
        .browse("POST", "/escorts/1/press", Some(&manager), &form)
        .await;
    assert_eq!(pressed.location(), "/escorts");
    let live = bench
        .browse("GET", "/live?lang=en", Some(&manager), "")
        .await
        .text;
    assert!(live.contains(&format!("Guide {MANAGER}")), "{live}");
}
