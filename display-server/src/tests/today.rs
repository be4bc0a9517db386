//! The manager's page of the day and the phone on a bad day: forms that lose nothing, presses that are one press.

use axum::http::StatusCode;
use jiff::civil::time;
use queue_core::HallPlan;
use queue_core::plan::WeekDay;
use serde_json::{Value, json};

use super::identity::{CLERK, MANAGER};
use super::pages::Got;
use super::{Bench, DAY, id, issue};
use crate::config::ServerConfig;

impl Bench {
    /// Sends a form of the manager's page.
    async fn today(&self, manager: &str, form: &str) -> Got {
        let form = format!("seq=7&day={DAY}&{form}");
        self.browse("POST", "/today/press", Some(manager), &form).await
    }

    async fn hall_today(&self, manager: &str) -> Value {
        self.get("/api/v1/hall/today", manager).await.body
    }
}

/// The part of a page from an element's id to the end of its tag and what stands in it.
fn element<'a>(page: &'a str, id: &str) -> &'a str {
    let rest = page.split_once(&format!("id=\"{id}\"")).expect(id).1;
    rest.split_once("</").expect("an end").0
}

#[tokio::test]
async fn an_announcement_with_a_fault_comes_back_as_it_was_typed_and_names_each_field() {
    let bench = Bench::open();
    let manager = bench.person(MANAGER).await;
    let form = "verb=announce&kind=urgent&zh_hant=%E6%B0%B4%E7%AE%A1&zh_hans=&en=Water&minutes=0&area=hall";
    let got = bench.today(&manager, form).await;
    assert_eq!(got.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(element(&got.text, "zh_hant").ends_with(">水管"), "{}", got.text);
    assert!(element(&got.text, "en").ends_with(">Water"));
    assert!(got.text.contains("value=\"urgent\" checked"));
    assert!(got.text.contains("value=\"hall\" checked"));
    for field in ["zh-hans", "minutes"] {
        assert!(
            element(&got.text, &format!("fault-{field}")).contains("請填"),
            "{field}"
        );
    }
    assert!(
        !got.text.contains("id=\"fault-zh-hant\""),
        "what is right has no fault"
    );
    let closing = element(&got.text, "issue_until");
    assert!(
        closing.contains("value=\"17:00\""),
        "the other forms stand as before: {closing}"
    );
    assert_eq!(bench.hall_today(&manager).await["announcements"], json!([]));
}

#[tokio::test]
async fn a_text_too_long_for_a_board_is_said_at_its_field_with_its_length() {
    let bench = Bench::open();
    let manager = bench.person(MANAGER).await;
    let long = "x".repeat(121);
    let form = format!("verb=announce&kind=notice&zh_hant=a&zh_hans=a&en={long}&minutes=5");
    let got = bench.today(&manager, &form).await;
    assert!(element(&got.text, "fault-en").contains("121"), "{}", got.text);
    assert!(element(&got.text, "en").ends_with(&long));
}

#[tokio::test]
async fn what_is_not_chosen_is_said_at_its_field_in_the_managers_language() {
    let bench = Bench::open();
    let manager = bench.person(MANAGER).await;
    for (form, field, words) in [
        ("verb=stop-groups", "group", "請至少勾選一個類別"),
        ("verb=stop-department&department=", "department", "請選擇部門"),
        ("verb=stop-department&department=XX", "department", "請從列表裏選"),
        ("verb=reroute&from=S01&to=", "to", "請選擇事項"),
        ("verb=reroute&from=&to=S01", "from", "請選擇事項"),
        ("verb=reroute&from=S01&to=S01", "to", "請另選一個"),
        ("verb=reroute&from=S01&to=M01", "to", "沒有在崗窗口"),
        (
            "verb=close-early&issue_until=&day_ends_at=18:00",
            "issue-until",
            "請填時刻",
        ),
        (
            "verb=close-early&issue_until=17:00&day_ends_at=noon",
            "day-ends-at",
            "請填時刻",
        ),
        (
            "verb=close-early&issue_until=23:00&day_ends_at=23:30",
            "issue-until",
            "應早於原定時間",
        ),
    ] {
        let got = bench.today(&manager, form).await;
        assert!(got.status.is_client_error(), "{form}: {}", got.status);
        let fault = element(&got.text, &format!("fault-{field}"));
        assert!(fault.contains(words), "{form}: {fault}");
    }
    let today = bench.hall_today(&manager).await;
    assert_eq!(today["stops"], json!([]));
}

#[tokio::test]
async fn a_closing_time_that_was_refused_still_stands_in_its_field() {
    let bench = Bench::open();
    let manager = bench.person(MANAGER).await;
    let got = bench
        .today(&manager, "verb=close-early&issue_until=23:00&day_ends_at=23:30")
        .await;
    for (field, value) in [("issue_until", "23:00"), ("day_ends_at", "23:30")] {
        assert!(
            element(&got.text, field).contains(&format!("value=\"{value}\"")),
            "{}",
            got.text
        );
    }
}

/// The township's hall, open from the evening until two in the night.
fn past_midnight(config: &mut ServerConfig) {
    let mut parts = config.plan.parts().clone();
    parts.timetables.truncate(1);
    for table in &mut parts.timetables {
        table.days = WeekDay::ALL.to_vec();
        table.doors_open_at = time(17, 30, 0, 0);
        table.sessions.truncate(1);
        table.sessions[0].from = time(18, 0, 0, 0);
        table.sessions[0].to = time(2, 0, 0, 0);
        table.issue_until = None;
        table.day_ends_at = time(3, 0, 0, 0);
    }
    parts
        .services
        .iter_mut()
        .for_each(|service| service.hours.clear());
    config.plan = HallPlan::new(parts).expect("a sound plan");
}

#[tokio::test]
async fn a_closing_time_past_midnight_is_the_next_civil_days_while_the_session_lasts() {
    // Eight in the evening.
    let bench = Bench::open_as("2026-03-02T12:00:00Z", past_midnight);
    let manager = bench.person(MANAGER).await;
    bench.ticket(1).await;
    for refused in [
        "issue_until=04:00&day_ends_at=05:00",
        "issue_until=17:00&day_ends_at=19:00",
        "issue_until=00:30&day_ends_at=23:30",
    ] {
        let got = bench
            .today(&manager, &format!("verb=close-early&{refused}"))
            .await;
        assert!(
            element(&got.text, "fault-issue-until").contains("應早於原定時間"),
            "{refused}: {}",
            got.text
        );
    }
    let got = bench
        .today(&manager, "verb=close-early&issue_until=23:30&day_ends_at=00:30")
        .await;
    assert_eq!(got.status, StatusCode::SEE_OTHER, "{}", got.text);
    let today = bench.hall_today(&manager).await;
    assert_eq!(
        (&today["issue_until"], &today["day_ends_at"]),
        (&json!("2026-03-02T15:30:00Z"), &json!("2026-03-02T16:30:00Z"))
    );
    // Past midnight, while somebody waits, it may still be moved.
    bench.wind_on(4 * 3600 + 600);
    let got = bench
        .today(&manager, "verb=close-early&issue_until=23:30&day_ends_at=00:20")
        .await;
    assert_eq!(got.status, StatusCode::SEE_OTHER, "{}", got.text);
}

#[tokio::test]
async fn a_line_of_the_sheet_may_lead_over_midnight() {
    let bench = Bench::open_as("2026-03-02T12:00:00Z", past_midnight);
    let manager = bench.person(MANAGER).await;
    // Half past midnight.
    bench.wind_on(4 * 3600 + 1800);
    let line =
        "number0=SP001&service0=S01&taken0=23:50&called0=00:05&ended0=00:20&window0=1&clerk0=901&outcome0=";
    let line = line.replace("901", CLERK);
    let form = format!("on=2026-03-02&{line}");
    let got = bench.browse("POST", "/late", Some(&manager), &form).await;
    assert_eq!(got.location(), "/late?entered=SP001", "{}", got.text);
    let legs = bench.get("/api/v1/reports/legs", &manager).await.body;
    assert_eq!(legs[0]["wait_s"], json!(900.0), "{legs}");
}

#[tokio::test]
async fn a_stop_pressed_twice_on_the_same_page_is_one_and_works_again_with_one_press() {
    let bench = Bench::open();
    let manager = bench.person(MANAGER).await;
    bench.ticket(1).await;
    for _ in 0..2 {
        let got = bench.today(&manager, "verb=stop-groups&group=S&group=M").await;
        assert_eq!(
            (got.status, got.location()),
            (StatusCode::SEE_OTHER, "/today"),
            "{}",
            got.text
        );
    }
    let today = bench.hall_today(&manager).await;
    assert_eq!(today["stops"].as_array().map(Vec::len), Some(1));
    assert_eq!(today["stops"][0]["waiting"], json!(1));
    let refused = bench.post("/api/v1/tickets", &bench.kiosk, &issue(2)).await;
    assert_eq!(refused.problem(), "service-stopped");
    let page = bench.browse("GET", "/today", Some(&manager), "").await;
    assert!(
        page.text.contains("業務系統故障：社保與醫保、民政與救助暫停辦理"),
        "{}",
        page.text
    );
    let ended = bench.today(&manager, "verb=end-stop&id=1").await;
    assert_eq!(ended.status, StatusCode::SEE_OTHER);
    assert_eq!(bench.hall_today(&manager).await["stops"], json!([]));
    let again = bench.today(&manager, "verb=end-stop&id=9").await;
    assert_eq!(again.status, StatusCode::NOT_FOUND);
    assert!(again.text.contains("沒有這個停辦"), "{}", again.text);
}

#[tokio::test]
async fn a_kiosk_hears_what_is_stopped_and_why_and_when_it_is_over() {
    let bench = Bench::open();
    let manager = bench.person(MANAGER).await;
    bench.today(&manager, "verb=stop-groups&group=S").await;
    let group = async || {
        let day = bench.get("/api/v1/day", &bench.kiosk).await.body;
        let groups = day["groups"].as_array().expect("groups").clone();
        groups
            .into_iter()
            .find(|group| group["letter"] == "S")
            .expect("S")
    };
    let stopped = group().await;
    assert_eq!(
        (&stopped["open"], &stopped["ended"]),
        (&json!(false), &json!("system_down"))
    );
    bench.today(&manager, "verb=end-stop&id=1").await;
    let open = group().await;
    assert_eq!((&open["open"], &open["ended"]), (&json!(true), &json!(null)));
}

#[tokio::test]
async fn every_ready_made_announcement_fills_the_fields_and_can_be_announced_as_it_is() {
    let bench = Bench::open();
    let manager = bench.person(MANAGER).await;
    let templates = ["closing-soon", "system-down", "lost-child", "evacuation"];
    for (count, template) in templates.into_iter().enumerate() {
        let path = format!("/today?template={template}");
        let page = bench.browse("GET", &path, Some(&manager), "").await.text;
        let text = |field: &str| {
            let (_, text) = element(&page, field).split_once('>').expect("a text");
            assert!(
                (1..=120).contains(&text.chars().count()),
                "{template} {field}: {text}"
            );
            text.replace(' ', "+")
        };
        let [zh_hant, zh_hans, en] = ["zh_hant", "zh_hans", "en"].map(text);
        let kind = page
            .split("name=\"kind\"")
            .find(|input| input.contains(" checked"));
        let kind = kind.and_then(|input| input.split('"').nth(1)).expect("a kind");
        let form =
            format!("verb=announce&kind={kind}&zh_hant={zh_hant}&zh_hans={zh_hans}&en={en}&minutes=10");
        let got = bench.today(&manager, &form).await;
        assert_eq!(got.status, StatusCode::SEE_OTHER, "{template}: {}", got.text);
        let standing = bench.hall_today(&manager).await["announcements"].clone();
        assert_eq!(standing.as_array().map(Vec::len), Some(count + 1));
    }
    let fifth = bench
        .today(
            &manager,
            "verb=announce&kind=notice&zh_hant=a&zh_hans=b&en=c&minutes=1",
        )
        .await;
    assert_eq!(fifth.status, StatusCode::CONFLICT);
    assert!(fifth.text.contains("同時最多四條通告"), "{}", fifth.text);
    assert!(element(&fifth.text, "en").ends_with(">c"));
}

#[tokio::test]
async fn nobody_but_the_manager_presses_what_the_hall_does() {
    let bench = Bench::open();
    let clerk = bench.person(CLERK).await;
    let manager = bench.person(MANAGER).await;
    for verb in [
        "evacuate",
        "stop-all",
        "close-early&issue_until=16:00&day_ends_at=17:00",
    ] {
        let got = bench.today(&clerk, &format!("verb={verb}")).await;
        assert_eq!(got.status, StatusCode::FORBIDDEN, "{verb}");
    }
    assert_eq!(bench.hall_today(&manager).await["stops"], json!([]));
}

#[tokio::test]
async fn a_visitor_goes_home_only_while_a_stop_lasts_and_once() {
    let bench = Bench::open();
    let manager = bench.person(MANAGER).await;
    bench.ticket(1).await;
    let token = id(1_000_001);
    let path = format!("/v/{token}");
    let form = format!("day={DAY}&verb=postpone");
    let refused = bench.browse("POST", &path, None, &form).await;
    assert_eq!(refused.location(), format!("{path}?note=nothing-stopped"));
    bench.today(&manager, "verb=stop-groups&group=S").await;
    let page = bench.browse("GET", &path, None, "").await.text;
    assert!(page.contains("value=\"postpone\""), "{page}");
    for _ in 0..2 {
        let home = bench.browse("POST", &path, None, &form).await;
        assert_eq!(home.location(), path, "{}", home.text);
    }
    let visit = bench
        .ask("GET", &format!("/api/v1/visits/{token}"), None, None)
        .await;
    assert_eq!(visit.body["outcome"], json!("postponed"));
    assert_eq!(visit.body["revisit_until"], json!("2026-03-16"));
    let page = bench.browse("GET", &path, None, "").await.text;
    assert!(
        page.contains("2026年3月16日") && page.contains("優先辦理"),
        "{page}"
    );
    let again = json!({"press": id(77), "day": DAY});
    let path = format!("/api/v1/visits/{token}/postpone");
    assert_eq!(
        bench.ask("POST", &path, None, Some(&again)).await.problem(),
        "wrong-state"
    );
}
