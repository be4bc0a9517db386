//! Ratings over HTTP: at the window's keys and by the ticket's token, kept in their table, told without their raters.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::identity::{CLERK, MANAGER};
use super::issuing::is_in_files;
use super::{Bench, DAY, Heard, id};
use crate::identity::DeviceRole;

/// What a visitor wrote, to be found wherever it is.
const WORDS: &str = "不願透露姓名的辦事人";

impl Bench {
    /// A hall where visitors may say why.
    pub(super) fn where_one_rates() -> Self {
        Self::open_as("2026-03-02T00:30:00Z", |config| {
            let mut parts = config.plan.parts().clone();
            let names = parts.hall.names.clone();
            parts.ratings.reasons = ["slow", "rude"]
                .map(|code| queue_core::plan::CallReason {
                    code: code.to_owned(),
                    names: names.clone(),
                })
                .into();
            config.plan = queue_core::HallPlan::new(parts).expect("a sound plan");
        })
    }

    /// The device that stands at window 1, turned to visitors.
    pub(super) fn keys_at(&self, window: u16) -> String {
        let identities = &self.house.state.identities;
        let grant = identities.grant_device(&format!("rate-{window}"), DeviceRole::Pad, Some(window));
        grant.expect("a device").bearer
    }

    /// Serves one visitor to the end at window 1, half a minute ago.
    pub(super) async fn served(&self, clerk: &str, number: u32) -> String {
        let ticket = self.called(clerk, number).await;
        let done = self.finish(clerk, number, &ticket, &json!({})).await;
        assert_eq!(done.status, StatusCode::OK, "{:?}", done.body);
        self.wind_on(30);
        ticket
    }

    pub(super) async fn keys(&self, keys: &str, press: u32, level: &str) -> Heard {
        let body = json!({"press": id(press), "day": DAY, "level": level});
        self.post("/api/v1/windows/1/rate", keys, &body).await
    }

    /// What the holder of a ticket says.
    pub(super) async fn by_token(&self, number: u32, verb: &str, press: u32, more: Value) -> Heard {
        let mut body = json!({"press": id(press), "day": DAY, "leg": 0});
        for (name, value) in more.as_object().expect("fields") {
            body[name] = value.clone();
        }
        let path = format!("/api/v1/visits/{}/{verb}", id(number + 1_000_000));
        self.ask("POST", &path, None, Some(&body)).await
    }

    pub(super) async fn ratings(&self, who: &str) -> Value {
        let heard = self.get("/api/v1/ratings", who).await;
        assert_eq!(heard.status, StatusCode::OK, "{:?}", heard.body);
        heard.body
    }
}

#[tokio::test]
async fn the_keys_rate_whoever_was_served_last_once_and_a_repeat_has_the_first_answer() {
    let bench = Bench::where_one_rates();
    let clerk = bench.person(CLERK).await;
    let keys = bench.keys_at(1);
    let nobody = bench.keys(&keys, 9_001, "satisfied").await;
    assert_eq!(
        (nobody.status, nobody.problem()),
        (StatusCode::CONFLICT, "nobody-to-rate")
    );
    bench.served(&clerk, 1).await;
    let rated = bench.keys(&keys, 9_002, "satisfied").await;
    assert_eq!(rated.body, json!({"done": "rated", "level": "satisfied"}));
    let entries = bench.entries();
    assert_eq!(bench.keys(&keys, 9_002, "satisfied").await, rated);
    assert_eq!(bench.entries(), entries);
    let again = bench.keys(&keys, 9_003, "dissatisfied").await;
    assert_eq!(again.problem(), "rated-already");
    let bad = bench.keys(&keys, 9_004, "good").await;
    assert_eq!(
        (bad.status, bad.fields()),
        (StatusCode::UNPROCESSABLE_ENTITY, vec!["level"])
    );
}

#[tokio::test]
async fn keys_rate_at_their_own_window_only_and_no_person_does() {
    let bench = Bench::where_one_rates();
    let clerk = bench.person(CLERK).await;
    bench.served(&clerk, 1).await;
    for who in [bench.keys_at(2), clerk, bench.kiosk.clone()] {
        let heard = bench.keys(&who, 9_001, "very_satisfied").await;
        assert_eq!(heard.status, StatusCode::FORBIDDEN, "{:?}", heard.body);
    }
}

#[tokio::test]
async fn the_phone_shows_what_the_keys_said_and_takes_that_it_was_not_me() {
    let bench = Bench::where_one_rates();
    let clerk = bench.person(CLERK).await;
    bench.served(&clerk, 1).await;
    bench.keys(&bench.keys_at(1), 9_001, "very_satisfied").await;
    let look = async || {
        let path = format!("/api/v1/visits/{}", id(1_000_001));
        bench.ask("GET", &path, None, None).await.body["ratings"][0].clone()
    };
    let shown = look().await;
    assert_eq!(
        (&shown["level"], &shown["at_window"]),
        (&json!("very_satisfied"), &json!(true))
    );
    let disowned = bench.by_token(1, "disown-rating", 9_002, json!({})).await;
    assert_eq!(disowned.body["done"], "disowned");
    let mine = json!({"level": "dissatisfied", "reasons": ["rude"], "text": WORDS});
    let said = bench.by_token(1, "rate", 9_003, mine).await;
    assert_eq!(said.status, StatusCode::OK, "{:?}", said.body);
    let shown = look().await;
    assert_eq!(
        (&shown["disowned"], &shown["instead"]),
        (&json!(true), &json!("dissatisfied"))
    );
    let manager = bench.wind_to("2026-03-03", MANAGER).await;
    let waiting = &bench.ratings(&manager).await["waiting"];
    assert_eq!(waiting[0]["flags"], json!(["disowned"]));
    assert_eq!(waiting[0]["instead"], "dissatisfied");
}

#[tokio::test]
async fn a_second_person_strikes_what_was_not_the_holders_and_the_holders_own_is_followed_up() {
    let bench = Bench::where_one_rates();
    let clerk = bench.person(CLERK).await;
    bench.served(&clerk, 1).await;
    bench.keys(&bench.keys_at(1), 9_001, "very_satisfied").await;
    bench.by_token(1, "disown-rating", 9_002, json!({})).await;
    bench
        .by_token(1, "rate", 9_003, json!({"level": "dissatisfied"}))
        .await;
    let clerk = bench.wind_to("2026-03-03", CLERK).await;
    let manager = bench.person(MANAGER).await;
    let code = bench.ratings(&manager).await["waiting"][0]["code"]
        .as_str()
        .expect("a code")
        .to_owned();
    let path = format!("/api/v1/ratings/{code}/look-at");
    let strike = json!({"press": id(9_004), "upheld": false});
    assert_eq!(
        bench.post(&path, &clerk, &strike).await.status,
        StatusCode::FORBIDDEN
    );
    let struck = bench.post(&path, &manager, &strike).await;
    assert_eq!(struck.body, json!({"done": "struck"}));
    let now = bench.ratings(&manager).await;
    assert_eq!(now["waiting"], json!([]));
    let bad = &now["bad"][0];
    assert_eq!(
        (&bad["level"], &bad["instead"]),
        (&json!("very_satisfied"), &json!("dissatisfied"))
    );
    let followup = bad["followup"].as_str().expect("a follow-up");
    let heard = bench
        .get(&format!("/api/v1/followups/{followup}"), &manager)
        .await;
    assert_eq!(
        (heard.status, &heard.body["line"]["kind"]),
        (StatusCode::OK, &json!("bad_rating"))
    );
    let unknown = bench
        .post("/api/v1/ratings/260302-0000000000/look-at", &manager, &strike)
        .await;
    assert_eq!(unknown.problem(), "unknown-rating");
}

#[tokio::test]
async fn nobody_of_the_staff_finds_ticket_visit_or_second_of_a_rating() {
    let bench = Bench::where_one_rates();
    let clerk = bench.person(CLERK).await;
    let ticket = bench.served(&clerk, 1).await;
    let why = json!({"level": "very_dissatisfied", "reasons": ["slow"], "text": WORDS});
    let rated = bench.by_token(1, "rate", 9_001, why).await;
    assert_eq!(rated.status, StatusCode::OK, "{:?}", rated.body);
    let manager = bench.wind_to("2026-03-03", MANAGER).await;
    let lists = bench.ratings(&manager).await;
    assert_eq!(
        lists["bad"][0]["text"], WORDS,
        "what was written is for whoever follows it up"
    );
    let report = bench
        .get(&format!("/api/v1/reports/ratings?day={DAY}"), &manager)
        .await
        .body;
    let code = lists["bad"][0]["followup"].as_str().expect("a follow-up");
    let followup = bench
        .get(&format!("/api/v1/followups/{code}"), &manager)
        .await
        .body;
    assert_eq!(followup["changes"], 1, "no place in the journal: {followup}");
    for told in [&lists, &report, &followup] {
        let told = told.to_string();
        for secret in [ticket.as_str(), "260302-1-0", "\"visit\"", "\"seq\"", &id(9_001)] {
            assert!(!told.contains(secret), "{secret}: {told}");
        }
    }
    for question in [
        String::new(),
        "event=rating".to_owned(),
        "event=followup".to_owned(),
        format!("day={DAY}"),
        format!("number={ticket}"),
        "window=1".to_owned(),
        format!("person={CLERK}"),
    ] {
        let found = bench
            .get(&format!("/api/v1/journal?{question}"), &manager)
            .await
            .body;
        let entries = found.as_array().expect("entries");
        assert_eq!(entries.is_empty(), question.starts_with("event="), "{question}");
        let of_ratings = entries
            .iter()
            .filter(|entry| entry["body"].to_string().contains("\"rating\""));
        assert_eq!(of_ratings.count(), 0, "{question}");
    }
    assert_eq!(lists["bad"][0]["at"], Value::Null);
}

/// Whoever looks again and again while the hall is open would see whom a rating falls to.
#[tokio::test]
async fn while_the_day_is_open_nobody_of_the_staff_sees_that_somebody_rated() {
    let bench = Bench::where_one_rates();
    let clerk = bench.person(CLERK).await;
    let manager = bench.person(MANAGER).await;
    let paths = [
        "/api/v1/ratings",
        "/api/v1/reports/ratings",
        "/api/v1/reports/followups",
        "/api/v1/followups",
        "/api/v1/journal",
        "/api/v1/live",
    ];
    bench.served(&clerk, 1).await;
    bench.served(&clerk, 2).await;
    let all = async || {
        let mut heard = Vec::new();
        for path in paths {
            let mut body = bench.get(path, &manager).await.body;
            // The live queue counts entries, not what they are.
            if let Some(live) = body.as_object_mut() {
                live.remove("seq");
            }
            heard.push((path, body));
        }
        heard.push(("mine", bench.get("/api/v1/followups", &clerk).await.body));
        heard
    };
    let before = all().await;
    bench
        .by_token(
            1,
            "rate",
            9_001,
            json!({"level": "very_dissatisfied", "reasons": ["rude"]}),
        )
        .await;
    bench.keys(&bench.keys_at(1), 9_002, "very_satisfied").await;
    bench.by_token(2, "disown-rating", 9_003, json!({})).await;
    assert_eq!(all().await, before);
    let manager = bench.wind_to("2026-03-03", MANAGER).await;
    let lists = bench.ratings(&manager).await;
    assert_eq!(lists["bad"].as_array().map(Vec::len), Some(1), "{lists}");
    assert_eq!(lists["waiting"].as_array().map(Vec::len), Some(1));
    let code = lists["bad"][0]["followup"].as_str().expect("a follow-up");
    let decide = json!({"press": id(9_004), "verdict": "not_the_clerk", "text": "the printer"});
    let clerk = bench.person(CLERK).await;
    let mine = async || bench.get("/api/v1/followups", &clerk).await.body["total"].clone();
    assert_eq!(mine().await, 0, "nor the clerk before it was looked into");
    let decided = bench
        .post(&format!("/api/v1/followups/{code}/decide"), &manager, &decide)
        .await;
    assert_eq!(decided.status, StatusCode::OK, "{:?}", decided.body);
    assert_eq!(mine().await, 1);
}

#[tokio::test]
async fn what_is_written_is_in_personal_db_alone_and_outlives_a_restart() {
    let bench = Bench::where_one_rates();
    let clerk = bench.person(CLERK).await;
    bench.served(&clerk, 1).await;
    let rated = bench
        .by_token(1, "rate", 9_001, json!({"level": "dissatisfied"}))
        .await;
    assert_eq!(rated.status, StatusCode::OK);
    let long = "長".repeat(501);
    let too_long = bench
        .by_token(1, "explain-rating", 9_002, json!({"text": long}))
        .await;
    assert_eq!(
        (too_long.problem(), too_long.fields()),
        ("text-length", vec!["text"])
    );
    let said = bench
        .by_token(
            1,
            "explain-rating",
            9_003,
            json!({"reasons": ["slow"], "text": WORDS}),
        )
        .await;
    assert_eq!(said.body, json!({"done": "explained"}));
    let bench = bench.restart();
    let path = format!("/api/v1/visits/{}", id(1_000_001));
    let visit = bench.ask("GET", &path, None, None).await.body;
    assert_eq!(
        visit["ratings"][0]["level"], "dissatisfied",
        "the day's hall knows it from the journal"
    );
    assert_eq!(visit["ratings"][0]["may_explain"], false);
    let folder = bench.folder.path().to_owned();
    let read = |name: &str| std::fs::read(folder.join(name)).unwrap_or_default();
    let holds = |bytes: &[u8]| bytes.windows(WORDS.len()).any(|part| part == WORDS.as_bytes());
    assert!(is_in_files(&bench, WORDS.as_bytes()), "somewhere it is");
    for name in ["hall.db", "hall.db-wal"] {
        assert!(!holds(&read(name)), "{name}");
    }
    let manager = bench.wind_to("2026-03-03", MANAGER).await;
    let bad = bench.ratings(&manager).await["bad"][0].clone();
    assert_eq!(
        (&bad["text"], bad["reasons"].as_array().map(Vec::len)),
        (&json!(WORDS), Some(1))
    );
}

/// The hall's line of a day of six visitors, of whom so many rate.
async fn day_of_six(ratings: &[&str]) -> (Value, String) {
    let bench = Bench::where_one_rates();
    let clerk = bench.person(CLERK).await;
    for number in 1..=6 {
        bench.served(&clerk, number).await;
    }
    for (number, level) in (1..).zip(ratings) {
        bench
            .by_token(number, "rate", 9_000 + number, json!({"level": level}))
            .await;
    }
    let manager = bench.wind_to("2026-03-03", MANAGER).await;
    let path = format!("/api/v1/reports/ratings?day={DAY}");
    let told = bench.get(&path, &manager).await.body;
    let lines = told.as_array().expect("lines");
    let no_window = lines.iter().all(|line| line["by"] != "window");
    assert!(no_window, "no window below thirty");
    let csv = bench
        .browse("GET", &format!("{path}&format=csv"), Some(&manager), "")
        .await;
    (lines[0]["figures"].clone(), csv.text)
}

#[tokio::test]
async fn figures_count_the_unrated_apart_and_tell_no_level_of_fewer_than_five() {
    let (four, _) = day_of_six(&["satisfied"; 4]).await;
    assert_eq!(
        (&four["rateable"], &four["rated"], &four["unrated"]),
        (&json!(6), &json!(4), &json!(2))
    );
    assert_eq!((&four["levels"], &four["bad"]), (&Value::Null, &Value::Null));
    let levels = ["satisfied", "satisfied", "satisfied", "satisfied", "dissatisfied"];
    let (five, csv) = day_of_six(&levels).await;
    assert_eq!(
        (&five["levels"]["satisfied"], &five["bad"], &five["verified_bad"]),
        (&json!(4), &json!(1), &json!(0))
    );
    assert_eq!(five["unrated"], 1, "silence is no level");
    assert!(
        csv.starts_with("of,name,rateable,rated,unrated,very_satisfied,"),
        "{csv}"
    );
    assert!(csv.contains("hall,,6,5,1,0,4,0,1,0,1,0,0,0\r\n"), "{csv}");
}

#[tokio::test]
async fn a_clerk_sees_what_is_over_and_never_a_day_of_few() {
    let bench = Bench::where_one_rates();
    let clerk = bench.person(CLERK).await;
    for number in 1..=5 {
        bench.served(&clerk, number).await;
        bench
            .by_token(number, "rate", 9_000 + number, json!({"level": "satisfied"}))
            .await;
    }
    let today = bench.get("/api/v1/ratings/mine", &clerk).await.body;
    assert_eq!(
        (&today["days"], &today["months"]),
        (&json!([]), &json!([])),
        "today is not over"
    );
    let clerk = bench.wind_to("2026-03-03", CLERK).await;
    let tomorrow = bench.get("/api/v1/ratings/mine", &clerk).await.body;
    assert_eq!(tomorrow["days"][0]["time"], DAY);
    assert_eq!(tomorrow["days"][0]["figures"]["levels"]["satisfied"], 5);
    assert_eq!(tomorrow["months"], json!([]), "the month is not over");
    let clerk = bench.wind_to("2026-04-01", CLERK).await;
    let april = bench.get("/api/v1/ratings/mine", &clerk).await.body;
    assert_eq!(april["months"][0]["time"], "2026-03");
    assert_eq!(april["months"][0]["figures"]["rateable"], 5);
    let manager = bench.person(MANAGER).await;
    assert_eq!(
        bench.get("/api/v1/ratings/mine", &manager).await.status,
        StatusCode::FORBIDDEN
    );
}

#[tokio::test]
async fn a_token_of_another_day_rates_nothing() {
    let bench = Bench::where_one_rates();
    let clerk = bench.person(CLERK).await;
    bench.served(&clerk, 1).await;
    bench.wind_to("2026-03-03", CLERK).await;
    let late = bench
        .by_token(1, "rate", 9_001, json!({"level": "satisfied"}))
        .await;
    assert_eq!(late.status, StatusCode::NOT_FOUND, "{:?}", late.body);
}
