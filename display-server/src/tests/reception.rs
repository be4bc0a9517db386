//! Reception's console, the guides' numbers, and what is entered after an hour without power; all as plain forms.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::identity::{CLERK, MANAGER};
use super::pages::Got;
use super::{Bench, DAY, id};

const TOMORROW: &str = "2026-03-03";

/// Reception at its desk.
struct Desk {
    bench: Bench,
    session: String,
}

impl Desk {
    async fn open() -> Self {
        let bench = Bench::open();
        let session = bench.person("301").await;
        Self { bench, session }
    }

    async fn send(&self, path: &str, form: &str) -> Got {
        self.bench.browse("POST", path, Some(&self.session), form).await
    }

    async fn get(&self, path: &str) -> Got {
        self.bench.browse("GET", path, Some(&self.session), "").await
    }

    /// The digits of a booking.
    async fn booked(&self, number: u32, day: &str, at: &str) -> String {
        let body = json!({
            "request": id(number), "token": id(number + 500), "services": ["S01"], "day": day,
            "at": format!("{day}T{at}:00Z"),
        });
        let heard = self
            .bench
            .ask("POST", "/api/v1/bookings", None, Some(&body))
            .await;
        heard.body["code"].as_str().expect("a code").to_owned()
    }
}

/// A form of the console with ids of its own.
fn form(number: u32, rest: &str) -> String {
    format!(
        "request={}&token={}&on={DAY}&{rest}",
        id(number),
        id(number + 100)
    )
}

fn shown(number: u32, what: &str, verb: &str) -> String {
    form(number, &format!("shown={what}&verb={verb}"))
}

#[tokio::test]
async fn several_matters_are_one_ticket_on_paper_or_told() {
    let desk = Desk::open().await;
    let sent = form(
        1,
        "service=S01&service=S02&cases=3&class=&language=en&assist=walking",
    );
    let slip = desk.send("/reception/issue", &sent).await;
    assert_eq!(slip.status, StatusCode::OK, "{}", slip.text);
    assert!(slip.text.contains("S001") && slip.text.contains("class=\"also\""));
    let entries = desk.bench.entries();
    desk.send("/reception/issue", &sent).await;
    assert_eq!(desk.bench.entries(), entries, "sent twice");
    let told = desk
        .send("/reception/issue", &form(2, "service=S01&slip=no"))
        .await;
    assert_eq!(told.location(), "/reception?issued=S002");
    assert!(desk.get(told.location()).await.text.contains("S002"));
}

#[tokio::test]
async fn a_form_without_a_matter_comes_back_as_it_was_sent() {
    let desk = Desk::open().await;
    let got = desk
        .send(
            "/reception/issue",
            &form(1, "cases=many&language=en&assist=seeing"),
        )
        .await;
    assert_eq!(got.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        got.text.matches("class=\"fault\"").count(),
        2,
        "both faults at once"
    );
    assert!(got.text.contains(r#"value="many""#));
    assert!(got.text.contains(r#"value="seeing" checked"#));
}

#[tokio::test]
async fn documents_that_were_looked_through_are_marked_for_the_window_and_missing_ones_count_as_advice() {
    let desk = Desk::open().await;
    let clerk = desk.bench.person(CLERK).await;
    let check = desk
        .send("/reception/check", &form(1, "service=S01&class=&language=en"))
        .await;
    let count = check.text.matches(r#"name="has""#).count();
    assert!(count > 0, "{}", check.text);
    let has: Vec<String> = (0..count).map(|place| format!("has=S01:{place}")).collect();
    let missing = desk
        .send("/reception/missing", &form(1, "service=S01&has=S01:0"))
        .await;
    assert_eq!(
        missing.text.matches("<li>").count(),
        count - 1,
        "{}",
        missing.text
    );
    desk.send("/reception/missing", &form(1, "service=S01&has=S01:0"))
        .await;
    let advised = desk.send("/reception/advice", &form(1, "count=0")).await;
    assert_eq!(
        advised.location(),
        "/reception?advice=2",
        "printed twice is one advice"
    );
    let whole = format!("service=S01&slip=no&{}", has.join("&"));
    desk.send("/reception/issue", &form(2, &whole)).await;
    desk.send("/reception/issue", &form(3, "service=S01&slip=no&has=S01:0"))
        .await;
    desk.bench
        .at_window(&clerk, "open", json!({"press": id(10), "day": DAY}))
        .await;
    for (press, prechecked) in [(20, true), (30, count == 1)] {
        desk.bench
            .at_window(&clerk, "call-next", json!({"call": id(press), "day": DAY}))
            .await;
        let current = desk.bench.get("/api/v1/windows/1", &clerk).await.body["current"].clone();
        assert_eq!(current["prechecked"], Value::Bool(prechecked), "{current}");
        let page = desk
            .bench
            .browse("GET", "/windows/1?lang=en", Some(&clerk), "")
            .await;
        assert_eq!(page.text.contains("found these whole"), prechecked);
        let here = |verb: u32| json!({"press": id(press + verb), "day": DAY, "ticket": current["ticket"]});
        desk.bench.at_window(&clerk, "no-show", here(1)).await;
    }
}

#[tokio::test]
async fn one_field_takes_a_booking_a_phone_number_and_a_missed_call() {
    let desk = Desk::open().await;
    let clerk = desk.bench.person(CLERK).await;
    let code = desk.booked(1, DAY, "01:00").await;
    desk.bench.wind_on(26 * 60);
    let blanks = format!("{}+{}", &code[..4], &code[4..]);
    let slip = desk.send("/reception/number", &shown(2, &blanks, "arrive")).await;
    assert!(slip.text.contains("S001"), "{}", slip.text);
    let remote = json!({"request": id(3), "token": id(4), "day": DAY, "services": ["S01"]});
    desk.bench
        .ask("POST", "/api/v1/remote-tickets", None, Some(&remote))
        .await;
    let arrived = desk.send("/reception/number", &shown(5, "s002", "arrive")).await;
    assert_eq!(arrived.location(), "/reception?arrived=S002", "{}", arrived.text);
    desk.bench
        .at_window(&clerk, "open", json!({"press": id(10), "day": DAY}))
        .await;
    desk.bench
        .at_window(&clerk, "call-next", json!({"call": id(11), "day": DAY}))
        .await;
    desk.bench
        .at_window(
            &clerk,
            "no-show",
            json!({"press": id(12), "day": DAY, "ticket": "S001"}),
        )
        .await;
    let back = desk.send("/reception/number", &shown(6, "S001", "arrive")).await;
    assert_eq!(back.location(), "/reception?reactivated=S001", "{}", back.text);
    let again = desk.send("/reception/number", &shown(7, "S001", "arrive")).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    assert!(again.text.contains("shown-fault") && again.text.contains(r#"value="S001""#));
    let given_back = desk
        .send("/reception/number", &shown(8, "S002", "withdraw"))
        .await;
    assert_eq!(given_back.location(), "/reception?withdrawn=S002");
}

#[tokio::test]
async fn who_is_late_may_wait_as_a_walk_in_or_take_another_time() {
    let desk = Desk::open().await;
    let code = desk.booked(1, DAY, "01:00").await;
    desk.bench.wind_on(41 * 60);
    let late = desk.send("/reception/number", &shown(2, &code, "arrive")).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(
        late.text.contains(r#"value="late""#) && late.text.contains(&code),
        "{}",
        late.text
    );
    let page = desk.send("/reception/number", &shown(3, &code, "booking")).await;
    assert_eq!(page.location(), format!("/reception/bookings/{code}"));
    let open = desk.get(page.location()).await;
    assert!(open.text.contains(r#"value="move""#), "{}", open.text);
    let walk_in = desk.send("/reception/number", &shown(2, &code, "late")).await;
    assert!(walk_in.text.contains("S001"), "{}", walk_in.text);
    let unknown = desk
        .send("/reception/number", &shown(4, "00000000", "arrive"))
        .await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn reception_moves_and_cancels_a_booking_by_its_digits_in_its_own_name() {
    let desk = Desk::open().await;
    let code = desk.booked(1, TOMORROW, "01:00").await;
    let page = format!("/reception/bookings/{code}");
    let to = format!("verb=move&from={TOMORROW}T01:00:00Z&slot={TOMORROW}%2F{TOMORROW}T02:00:00Z");
    assert_eq!(
        desk.send(&page, &to).await.location(),
        format!("{page}?done=moved")
    );
    let by: String = desk
        .bench
        .journal()
        .query_row(
            "SELECT payload FROM journal ORDER BY seq DESC LIMIT 1",
            (),
            |row| row.get(0),
        )
        .expect("an entry");
    assert!(by.contains("301"), "{by}");
    let cancel = format!("verb=cancel&from={TOMORROW}T02:00:00Z");
    assert_eq!(desk.send(&page, &cancel).await.location(), page);
    assert!(desk.get(&page).await.text.contains("/book?service=S01"));
    let nobody = desk.get("/reception/bookings/00000000").await;
    assert_eq!(nobody.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn advice_is_counted_by_each_press_and_once_however_often_it_is_sent() {
    let desk = Desk::open().await;
    let clerk = desk.bench.person(CLERK).await;
    for (count, today) in [(0, 1), (0, 1), (1, 2)] {
        let got = desk
            .send("/reception/advice", &form(1, &format!("count={count}")))
            .await;
        assert_eq!(got.location(), format!("/reception?advice={today}"));
    }
    let opened = desk
        .bench
        .at_window(&clerk, "open", json!({"press": id(10), "day": DAY}))
        .await;
    let mut seq = opened["seq"].clone();
    for today in [1, 2] {
        let form = format!("seq={seq}&day={DAY}&verb=advice");
        for _ in 0..2 {
            desk.bench
                .browse("POST", "/windows/1/press", Some(&clerk), &form)
                .await;
        }
        let view = desk.bench.get("/api/v1/windows/1", &clerk).await.body;
        assert_eq!(view["advice_today"], today);
        assert_ne!(view["seq"], seq, "the next press is one of its own");
        seq = view["seq"].clone();
    }
}

#[tokio::test]
async fn a_guide_brings_a_missed_visitor_back_once() {
    let desk = Desk::open().await;
    let (clerk, guide) = (desk.bench.person(CLERK).await, desk.bench.person("201").await);
    let ticket = desk.bench.ticket(1).await;
    desk.bench
        .at_window(&clerk, "open", json!({"press": id(10), "day": DAY}))
        .await;
    for press in [20, 30] {
        desk.bench
            .at_window(&clerk, "call-next", json!({"call": id(press), "day": DAY}))
            .await;
        let missed = json!({"press": id(press + 1), "day": DAY, "ticket": ticket});
        desk.bench.at_window(&clerk, "no-show", missed).await;
        let back = format!("day={DAY}&number={ticket}&verb=reactivate");
        let got = desk
            .bench
            .browse("POST", "/escorts/number", Some(&guide), &back)
            .await;
        if press == 20 {
            assert_eq!(got.location(), format!("/escorts?reactivated={ticket}"));
            let page = desk.bench.browse("GET", got.location(), Some(&guide), "").await;
            assert!(page.text.contains(&ticket));
        } else {
            let view = desk
                .bench
                .ask("GET", &format!("/api/v1/visits/{}", id(1_000_001)), None, None)
                .await;
            assert_eq!(view.body["state"], "ended", "a second missed call is the last");
        }
    }
}

#[tokio::test]
async fn lines_of_the_sheet_are_entered_and_each_fault_is_at_its_field() {
    let desk = Desk::open().await;
    desk.bench.wind_on(3 * 3_600);
    let manager = desk.bench.person(MANAGER).await;
    let line = |place: u32, number: &str, window: &str| {
        format!(
            "number{place}={number}&service{place}=S01&taken{place}=09:00&called{place}=09:10&ended{place}=09:20\
             &window{place}={window}&clerk{place}={CLERK}&outcome{place}="
        )
    };
    let send = async |lines: &str| {
        let form = format!("on={DAY}&{lines}");
        desk.bench.browse("POST", "/late", Some(&manager), &form).await
    };
    let both = send(&format!(
        "{}&{}&number7=SP009&taken7=nine",
        line(0, "sp001", "1"),
        line(1, "S002", "1")
    ))
    .await;
    assert_eq!(both.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(both.text.contains("SP001"), "what is entered is named");
    assert!(!both.text.contains(r#"value="sp001""#), "and leaves the form");
    assert!(both.text.contains("fault-number1") && both.text.contains(r#"value="S002""#));
    for field in ["service7", "taken7", "called7", "ended7", "window7", "clerk7"] {
        assert!(both.text.contains(&format!("id=\"fault-{field}\"")), "{field}");
    }
    let entries = desk.bench.entries();
    let again = send(&line(0, "sp001", "1")).await;
    assert_eq!(again.location(), "/late?entered=SP001", "sent twice");
    assert_eq!(desk.bench.entries(), entries);
    let wrong = send(&line(0, "SP004", "99")).await;
    assert!(wrong.text.contains("fault-window0"), "{}", wrong.text);
    let clerk = desk.bench.person(CLERK).await;
    let own = format!("on={DAY}&{}", line(0, "SP005", "1"));
    let own = desk.bench.browse("POST", "/late", Some(&clerk), &own).await;
    assert_eq!(own.location(), "/late?entered=SP005");
    let legs = desk.bench.get("/api/v1/reports/legs", &manager).await;
    let pads = legs
        .body
        .as_array()
        .expect("legs")
        .iter()
        .filter(|leg| leg["channel"] == "pad");
    assert_eq!(pads.count(), 2, "marked as entered later");
}

#[tokio::test]
async fn pad_and_sheet_have_the_numbers_that_were_asked_for() {
    let bench = Bench::open();
    let manager = bench.person(MANAGER).await;
    for (page, last) in [("pad", "SP060"), ("sheet", "SP060")] {
        let path = format!("/paper/{page}?group=S&from=41&to=60");
        let got = bench.browse("GET", &path, Some(&manager), "").await;
        assert!(got.text.contains("SP041") && got.text.contains(last), "{page}");
        assert!(
            !got.text.contains("SP040") && !got.text.contains("SP061"),
            "{page}"
        );
    }
    let many = bench
        .browse("GET", "/paper/pad?group=S&from=1&to=9999", Some(&manager), "")
        .await;
    assert!(
        many.text.contains("SP200") && !many.text.contains("SP201"),
        "paper has a limit"
    );
}

#[tokio::test]
async fn the_report_says_how_often_each_class_was_claimed_and_what_came_of_it() {
    let bench = Bench::open();
    let (clerk, manager) = (bench.person(CLERK).await, bench.person(MANAGER).await);
    bench
        .at_window(&clerk, "open", json!({"press": id(900), "day": DAY}))
        .await;
    for (number, verified) in [
        (1, Some(true)),
        (2, Some(true)),
        (3, Some(false)),
        (4, None),
        (5, None),
    ] {
        let mut wish = super::issue(number);
        if number < 5 {
            wish["class"] = json!("elderly");
        }
        let ticket = bench.post("/api/v1/tickets", &bench.kiosk, &wish).await.body["number"].clone();
        let confirm = format!("/api/v1/tickets/{}/confirm", id(number));
        bench
            .post(&confirm, &bench.kiosk, &json!({"day": DAY, "evidence": "proof"}))
            .await;
        let press = |verb: u32| json!({"press": id(number * 10 + verb), "day": DAY, "ticket": ticket});
        bench
            .at_window(&clerk, "call-next", json!({"call": id(number * 10), "day": DAY}))
            .await;
        bench.at_window(&clerk, "start", press(1)).await;
        if let Some(verified) = verified {
            let mut class = press(2);
            class["verified"] = json!(verified);
            bench.at_window(&clerk, "class", class).await;
        }
        bench.at_window(&clerk, "finish", press(3)).await;
    }
    let report = bench.get("/api/v1/reports/day", &manager).await.body;
    assert_eq!(report["tickets"], 5);
    let classes = json!([{"class": "elderly", "claimed": 4, "verified": 2, "refused": 1}]);
    assert_eq!(report["by_class"], classes);
    assert_eq!(bench.get("/api/v1/reports/classes", &manager).await.body, classes);
    let csv = bench
        .browse("GET", "/api/v1/reports/classes?format=csv", Some(&manager), "")
        .await;
    assert!(csv.text.contains("elderly,5,4,2,1"), "{}", csv.text);
    let page = bench.browse("GET", "/reports/day", Some(&manager), "").await;
    assert!(page.text.contains("80 %") && page.text.contains("2 (50 %)") && page.text.contains("1 (25 %)"));
}
