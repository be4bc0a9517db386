//! Escorts over HTTP: duty, offers, kinds, stand-ins, refusals; and nothing of them on a public screen.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::identity::{CLERK, MANAGER};
use super::{Bench, DAY, Heard, id};

const GUIDE: &str = "201";

/// A hall, its people, and ids that are each their own.
struct Floor {
    bench: Bench,
    guide: String,
    clerk: String,
    manager: String,
    presses: std::cell::Cell<u32>,
}

impl Floor {
    async fn open() -> Self {
        let bench = Bench::open();
        Self {
            guide: bench.person(GUIDE).await,
            clerk: bench.person(CLERK).await,
            manager: bench.person(MANAGER).await,
            bench,
            presses: std::cell::Cell::new(500),
        }
    }

    fn id(&self) -> String {
        self.presses.set(self.presses.get() + 1);
        id(self.presses.get())
    }

    async fn press(&self, bearer: &str, verb: &str) -> Heard {
        let body = json!({"press": self.id(), "day": DAY});
        self.bench
            .post(&format!("/api/v1/escorts/{verb}"), bearer, &body)
            .await
    }

    async fn sign_on(&self) {
        let body = json!({"press": self.id(), "day": DAY, "place": "post-door"});
        let heard = self
            .bench
            .post("/api/v1/escorts/on-duty", &self.guide, &body)
            .await;
        assert_eq!(
            (heard.status, &heard.body["on_duty"], &heard.body["place"]),
            (StatusCode::OK, &json!(true), &json!("post-door")),
            "{:?}",
            heard.body
        );
    }

    async fn ask(&self, more: &Value) -> Heard {
        let mut body = json!({"request": self.id(), "day": DAY, "place": "kiosk-1"});
        for (name, value) in more.as_object().expect("fields") {
            body[name] = value.clone();
        }
        self.bench.post("/api/v1/escorts", &self.bench.kiosk, &body).await
    }

    /// Window 1 opens and calls whoever is next.
    async fn call(&self) {
        let open = json!({"press": id(10), "day": DAY});
        self.bench.at_window(&self.clerk, "open", open).await;
        let call = json!({"call": id(11), "day": DAY});
        self.bench.at_window(&self.clerk, "call-next", call).await;
    }

    async fn hand_over(&self, bearer: &str, job: u32) -> Heard {
        let body = json!({"press": self.id(), "day": DAY, "window": 1});
        let path = format!("/api/v1/escorts/{job}/hand-over");
        self.bench.post(&path, bearer, &body).await
    }
}

#[tokio::test]
async fn a_guide_on_duty_is_offered_a_job_and_the_page_says_so() {
    let floor = Floor::open().await;
    floor.sign_on().await;
    let asked = floor.ask(&json!({})).await;
    assert_eq!(
        (
            &asked.body["kind"],
            &asked.body["offered_to"],
            &asked.body["left_to"]
        ),
        (&json!("escort"), &json!(GUIDE), &json!(null))
    );
    let mine = floor.bench.get("/api/v1/escorts/mine", &floor.guide).await;
    assert_eq!(mine.body["jobs"][0]["turn"], json!("offered"), "{:?}", mine.body);
    assert_eq!(floor.press(&floor.guide, "1/accept").await.status, StatusCode::OK);
    let mine = floor.bench.get("/api/v1/escorts/mine", &floor.guide).await;
    assert_eq!(mine.body["jobs"][0]["turn"], json!("mine"));
}

#[tokio::test]
async fn a_kind_and_a_language_are_asked_for_and_an_unknown_one_names_the_field() {
    let floor = Floor::open().await;
    floor.sign_on().await;
    let known = floor
        .ask(&json!({"kind": "interpreter", "language": "yue"}))
        .await;
    assert_eq!(
        (&known.body["language"], &known.body["language_names"]["en"]),
        (&json!("yue"), &json!("Cantonese"))
    );
    assert_eq!(known.body["offered_to"], json!(GUIDE));
    let unknown = floor.ask(&json!({"kind": "interpreter", "language": "fr"})).await;
    assert_eq!(
        (unknown.status, unknown.problem(), unknown.fields()),
        (
            StatusCode::UNPROCESSABLE_ENTITY,
            "unknown-language",
            vec!["language"]
        )
    );
    let detail = unknown.body["detail"].as_str().expect("a sentence");
    assert!(detail.contains("yue"), "it says what there is: {detail}");
    let signing = floor.ask(&json!({"kind": "signing"})).await;
    assert_eq!(
        (&signing.body["offered_to"], &signing.body["left_to"]),
        (&json!(null), &json!("manager")),
        "nobody signs, so somebody stands in"
    );
    let nonsense = floor.ask(&json!({"kind": "carrying"})).await;
    assert_eq!(
        (nonsense.status, nonsense.fields()),
        (StatusCode::UNPROCESSABLE_ENTITY, vec!["kind"])
    );
}

#[tokio::test]
async fn a_visitors_phone_asks_for_an_interpreter() {
    let floor = Floor::open().await;
    let ticket = floor.bench.ticket(1).await;
    let path = format!("/api/v1/visits/{}", id(1_000_001));
    let body = json!({"press": floor.id(), "day": DAY, "kind": "interpreter", "language": "yue"});
    let help = floor
        .bench
        .ask("POST", &format!("{path}/help"), None, Some(&body))
        .await;
    assert_eq!(
        (&help.body["kind"], &help.body["ticket"]),
        (&json!("interpreter"), &json!(ticket))
    );
    let visit = floor.bench.ask("GET", &path, None, None).await;
    assert_eq!(
        (&visit.body["escort"], &visit.body["escort_left_to"]),
        (&json!("requested"), &json!("manager"))
    );
}

#[tokio::test]
async fn every_refusal_has_its_name_and_says_what_to_do() {
    let floor = Floor::open().await;
    floor.ask(&json!({})).await;
    let (guide, manager) = (&floor.guide, &floor.manager);
    for (bearer, verb, problem, advice) in [
        (guide, "1/accept", "not-on-duty", "sign on"),
        (guide, "off-duty", "not-on-duty", "sign on"),
        (&floor.clerk, "1/accept", "not-yours", "right role"),
        (manager, "9/accept", "unknown-escort", "look at the list"),
        (manager, "1/meet", "escort-stage", "look at the list"),
    ] {
        let heard = floor.press(bearer, verb).await;
        let detail = heard.body["detail"].as_str().unwrap_or_default();
        assert!(
            heard.problem() == problem && detail.contains(advice),
            "{verb}: {detail}"
        );
    }
    assert_eq!(floor.press(manager, "1/accept").await.status, StatusCode::OK);
    floor.sign_on().await;
    let taken = floor.press(guide, "1/accept").await;
    let detail = taken.body["detail"].as_str().unwrap_or_default();
    assert!(
        taken.problem() == "already-accepted" && detail.contains(MANAGER),
        "{detail}"
    );
    floor.ask(&json!({"kind": "signing"})).await;
    assert_eq!(floor.press(guide, "2/accept").await.problem(), "skill-missing");
    floor
        .ask(&json!({"kind": "interpreter", "language": "yue"}))
        .await;
    assert_eq!(floor.press(guide, "3/accept").await.status, StatusCode::OK);
    let leading = floor.press(guide, "off-duty").await;
    let detail = leading.body["detail"].as_str().unwrap_or_default();
    assert!(
        leading.problem() == "still-leading" && detail.contains("give it back"),
        "{detail}"
    );
}

#[tokio::test]
async fn the_window_sees_who_is_brought_and_says_that_they_arrived() {
    let floor = Floor::open().await;
    floor.sign_on().await;
    let ticket = floor.bench.ticket(1).await;
    floor.ask(&json!({"ticket": ticket})).await;
    floor.press(&floor.guide, "1/accept").await;
    let clerk = &floor.clerk;
    floor.call().await;
    let window = floor.bench.get("/api/v1/windows/1", clerk).await;
    let escort = &window.body["escorts"][0];
    assert_eq!(
        (&escort["part"], &escort["job"]["ticket"]),
        (&json!("arriving"), &json!(ticket))
    );
    let arrived = floor.hand_over(clerk, 1).await;
    assert_eq!(
        (arrived.status, &arrived.body["state"]),
        (StatusCode::OK, &json!("handed_over"))
    );
    let window = floor.bench.get("/api/v1/windows/1", clerk).await;
    assert_eq!(window.body["escorts"][0]["part"], json!("here"));
}

#[tokio::test]
async fn a_limit_that_passes_is_the_managers_alert_with_its_stage() {
    let floor = Floor::open().await;
    floor.sign_on().await;
    floor.ask(&json!({})).await;
    let kinds = async || -> Vec<String> {
        let live = floor.bench.get("/api/v1/live", &floor.manager).await;
        let alerts = live.body["alerts"].as_array().cloned().unwrap_or_default();
        let kinds = alerts.iter().filter_map(|alert| alert["kind"].as_str());
        kinds
            .filter(|kind| kind.starts_with("escort"))
            .map(str::to_owned)
            .collect()
    };
    floor.bench.wind_on(61);
    assert_eq!(kinds().await, ["escort_overdue"]);
    floor.press(&floor.guide, "1/accept").await;
    assert_eq!(kinds().await, Vec::<String>::new());
    floor.bench.wind_on(301);
    assert_eq!(kinds().await, ["escort_not_met"]);
    floor.press(&floor.guide, "1/meet").await;
    floor.bench.wind_on(1800);
    assert_eq!(kinds().await, ["escort_not_done"]);
    floor.press(&floor.guide, "1/done").await;
    floor.press(&floor.guide, "off-duty").await;
    floor.ask(&json!({})).await;
    assert_eq!(kinds().await, ["escort_without_guide"]);
}

/// What a board says, but for the entry it stands for and the clock.
async fn board(floor: &Floor) -> Value {
    let mut board = floor
        .bench
        .ask("GET", "/api/v1/boards/hall", None, None)
        .await
        .body;
    for moving in ["seq", "now"] {
        board.as_object_mut().expect("a board").remove(moving);
    }
    board
}

/// Every name that a board's JSON has, however deep.
fn names_in(value: &Value, found: &mut std::collections::BTreeSet<String>) {
    if let Some(fields) = value.as_object() {
        for (name, value) in fields {
            found.insert(name.clone());
            names_in(value, found);
        }
    }
    for item in value.as_array().into_iter().flatten() {
        names_in(item, found);
    }
}

#[tokio::test]
async fn a_board_has_no_field_that_could_carry_an_escort() {
    // Signs and the voice know nothing but the board of their area.
    let floor = Floor::open().await;
    floor.bench.ticket(1).await;
    floor.call().await;
    let mut names = std::collections::BTreeSet::new();
    names_in(&board(&floor).await, &mut names);
    let known = [
        "announcements",
        "area",
        "at",
        "calls",
        "code",
        "day",
        "en",
        "hall",
        "language",
        "mark",
        "names",
        "seq",
        "state",
        "stops",
        "ticket",
        "waiting",
        "window",
        "windows",
        "zh-Hans",
        "zh-Hant",
    ];
    assert_eq!(names, known.map(str::to_owned).into());
}

async fn board_page(floor: &Floor) -> String {
    let request = axum::http::Request::get("/boards/hall?lang=en")
        .body(axum::body::Body::empty())
        .expect("a request");
    let Ok(response) = tower::ServiceExt::oneshot(floor.bench.router.clone(), request).await;
    let body = axum::body::to_bytes(response.into_body(), 1 << 20)
        .await
        .expect("a page");
    // Only the clock moves.
    let page = String::from_utf8_lossy(&body).into_owned();
    page.lines()
        .filter(|line| !line.contains("data-clock"))
        .collect::<Vec<_>>()
        .join("\n")
}

#[tokio::test]
async fn no_public_screen_carries_an_escort_of_any_kind_in_any_state() {
    for kind in [
        json!({"kind": "escort"}),
        json!({"kind": "interpreter", "language": "yue"}),
        json!({"kind": "signing"}),
    ] {
        let floor = Floor::open().await;
        floor.sign_on().await;
        let ticket = floor.bench.ticket(1).await;
        floor.call().await;
        let clerk = &floor.clerk;
        let (before, page_before) = (board(&floor).await, board_page(&floor).await);
        assert!(before.to_string().contains(&ticket), "the board shows the call");
        let mut asked = kind.clone();
        asked["ticket"] = json!(ticket);
        let mut states = vec![floor.ask(&asked).await.body["state"].clone()];
        let who = if kind["kind"] == "signing" {
            &floor.manager
        } else {
            &floor.guide
        };
        let check = async |states: &[Value]| {
            assert_eq!(board(&floor).await, before, "{kind} {states:?}");
            assert_eq!(board_page(&floor).await, page_before, "{kind} {states:?}");
        };
        check(&states).await;
        for verb in ["accept", "release", "accept", "meet"] {
            states.push(floor.press(who, &format!("1/{verb}")).await.body["state"].clone());
            check(&states).await;
        }
        states.push(floor.hand_over(who, 1).await.body["state"].clone());
        check(&states).await;
        for verb in ["fetch", "done"] {
            states.push(floor.press(who, &format!("1/{verb}")).await.body["state"].clone());
            check(&states).await;
        }
        assert_eq!(
            states,
            [
                "requested",
                "accepted",
                "requested",
                "accepted",
                "met",
                "handed_over",
                "met",
                "done"
            ]
            .map(Value::from)
        );
        let job = floor.ask(&asked).await.body["id"].clone();
        let cancelled = floor.press(clerk, &format!("{job}/cancel")).await;
        assert_eq!(cancelled.body["state"], json!("cancelled"));
        check(&states).await;
    }
}

#[tokio::test]
async fn the_report_counts_the_escorts_of_the_day_by_kind_and_place() {
    let floor = Floor::open().await;
    floor.sign_on().await;
    floor.ask(&json!({})).await;
    floor.ask(&json!({})).await;
    floor.bench.wind_on(12);
    floor.press(&floor.guide, "1/accept").await;
    floor.bench.wind_on(30);
    floor.press(&floor.guide, "1/meet").await;
    floor.bench.wind_on(60);
    floor.hand_over(&floor.guide, 1).await;
    floor.bench.wind_on(600);
    floor.press(&floor.guide, "1/done").await;
    floor.ask(&json!({"kind": "signing"})).await;
    floor.bench.wind_on(90);
    floor.press(&floor.manager, "2/cancel").await;
    let path = format!("/api/v1/reports/escorts?day={DAY}");
    let rows = floor.bench.get(&path, &floor.manager).await.body;
    assert_eq!(
        rows,
        json!([
            {"kind": "escort", "place": "kiosk-1", "figures": {
                "requests": 1, "merged": 1, "cancelled": 0, "without_guide": 0, "over_limit": 0,
                "accept_p50_s": 12.0, "accept_p90_s": 12.0, "meet_p50_s": 42.0, "meet_p90_s": 42.0,
                "whole_p50_s": 102.0, "whole_p90_s": 102.0}},
            {"kind": "signing", "place": "kiosk-1", "figures": {
                "requests": 1, "merged": 0, "cancelled": 1, "without_guide": 1, "over_limit": 1,
                "accept_p50_s": null, "accept_p90_s": null, "meet_p50_s": null, "meet_p90_s": null,
                "whole_p50_s": null, "whole_p90_s": null}},
        ])
    );
    let day = floor
        .bench
        .get(&format!("/api/v1/reports/day?day={DAY}"), &floor.manager)
        .await
        .body;
    assert_eq!(
        (
            &day["escorts"],
            &day["escort_total"]["requests"],
            &day["escort_total"]["merged"]
        ),
        (&rows, &json!(2), &json!(1))
    );
}

#[tokio::test]
async fn a_restart_keeps_who_is_on_duty_and_what_is_offered() {
    let floor = Floor::open().await;
    floor.sign_on().await;
    floor.ask(&json!({})).await;
    let before = floor.bench.get("/api/v1/escorts/mine", &floor.guide).await.body;
    let bench = floor.bench.restart();
    let guide = bench.person(GUIDE).await;
    assert_eq!(bench.get("/api/v1/escorts/mine", &guide).await.body, before);
}
