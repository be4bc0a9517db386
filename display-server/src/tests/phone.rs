//! What a visitor does on the phone before coming: booking, moving, giving back, taking a number; all as plain forms.

use axum::http::StatusCode;
use serde_json::json;

use super::pages::Got;
use super::{Bench, DAY, id};

const TOMORROW: &str = "2026-03-03";

fn slot(day: &str, at: &str) -> String {
    format!("{day}%2F{day}T{at}:00Z")
}

fn form(token: u32, day: &str, at: &str) -> String {
    format!("service=S01&token={}&cases=1&slot={}", id(token), slot(day, at))
}

impl Bench {
    async fn on_phone(&self, method: &str, path: &str, form: &str) -> Got {
        self.browse(method, path, None, form).await
    }

    /// Books on the phone; the booking's page.
    async fn booked_on_phone(&self, token: u32, day: &str, at: &str) -> String {
        let got = self.on_phone("POST", "/book", &form(token, day, at)).await;
        assert_eq!(got.status, StatusCode::SEE_OTHER, "{}", got.text);
        got.location().to_owned()
    }

    async fn state_of(&self, token: u32) -> serde_json::Value {
        let path = format!("/api/v1/bookings/{}", id(token));
        self.ask("GET", &path, None, None).await.body
    }
}

#[tokio::test]
async fn a_link_to_a_service_opens_its_times_and_any_other_the_choice() {
    let bench = Bench::open();
    let times = bench.on_phone("GET", "/book?service=S01", "").await;
    assert!(times.text.contains(r#"name="slot""#) && times.text.contains(r#"name="token""#));
    for path in ["/book", "/book?service=Q77"] {
        let choice = bench.on_phone("GET", path, "").await;
        assert!(choice.text.contains(r#"href="/book?service=S01""#), "{path}");
        assert_eq!(choice.status, StatusCode::OK);
    }
    let day = bench
        .on_phone("GET", &format!("/book?service=S01&cases=3&day={TOMORROW}"), "")
        .await;
    assert!(
        day.text.contains(&format!("{TOMORROW}/{TOMORROW}T01:00:00Z")),
        "the day that was pressed"
    );
    assert!(day.text.contains(r#"value="3""#), "and nothing typed is lost");
}

#[tokio::test]
async fn a_form_sent_twice_is_one_booking_and_its_page_shows_what_a_kiosk_takes() {
    let bench = Bench::open();
    let page = bench.booked_on_phone(1, DAY, "07:00").await;
    let entries = bench.entries();
    assert_eq!(bench.booked_on_phone(1, DAY, "07:00").await, page);
    // The back button, and another time in the same form.
    let other = bench.on_phone("POST", "/book", &form(1, DAY, "07:30")).await;
    assert_eq!(other.location(), format!("{page}?done=already"));
    assert_eq!(bench.entries(), entries);
    let shown = bench.on_phone("GET", &page, "").await;
    let code = bench.state_of(1).await["code"]
        .as_str()
        .expect("a code")
        .to_owned();
    assert!(shown.text.contains(&format!("{} {}", &code[..4], &code[4..])));
    assert!(shown.text.contains("<svg"));
    bench.wind_on(6 * 3_600);
    let arrival = json!({
        "request": id(5), "token": id(6), "day": DAY, "shown": format!("http://hall.example{page}"),
    });
    let arrived = bench.post("/api/v1/arrivals", &bench.kiosk, &arrival).await;
    assert_eq!(arrived.status, StatusCode::OK, "{:?}", arrived.body);
    let led = bench.on_phone("GET", &page, "").await;
    assert_eq!(
        led.location(),
        format!("/v/{}", id(1)),
        "the booking's page leads to the ticket's"
    );
    let ticket = bench.on_phone("GET", led.location(), "").await;
    let number = arrived.body["ticket"]["number"].as_str().expect("a number");
    assert!(ticket.text.contains(number), "{}", ticket.text);
}

#[tokio::test]
async fn what_cannot_be_booked_is_said_at_its_field_and_nothing_typed_is_lost() {
    let bench = Bench::open();
    let mut token = 1;
    while bench
        .on_phone("POST", "/book", &form(token, TOMORROW, "01:00"))
        .await
        .status
        == StatusCode::SEE_OTHER
    {
        token += 1;
    }
    let press = |slot: &str, cases: &str| format!("service=S01&token={}&cases={cases}&slot={slot}", id(90));
    let full = slot(TOMORROW, "01:00");
    let past = slot(DAY, "00:00");
    let cases = [
        (press(&full, "1"), StatusCode::CONFLICT, "slot-fault"),
        (press(&past, "1"), StatusCode::UNPROCESSABLE_ENTITY, "slot-fault"),
        (press("", "4"), StatusCode::UNPROCESSABLE_ENTITY, "slot-fault"),
        (
            press(&slot(TOMORROW, "02:00"), "many"),
            StatusCode::UNPROCESSABLE_ENTITY,
            "cases-fault",
        ),
        (
            press(&slot(TOMORROW, "02:00"), "100"),
            StatusCode::UNPROCESSABLE_ENTITY,
            "cases-fault",
        ),
    ];
    for (sent, status, fault) in cases {
        let got = bench.on_phone("POST", "/book", &sent).await;
        assert_eq!(got.status, status, "{sent}");
        assert!(got.text.contains(&format!(r#"id="{fault}""#)), "{sent}");
        assert!(got.text.contains(&id(90)), "the same form: {sent}");
    }
    let kept = bench.on_phone("POST", "/book", &press("", "4")).await;
    assert!(kept.text.contains(r#"value="4""#));
    let kept = bench
        .on_phone("POST", "/book", &press(&slot(TOMORROW, "02:00"), "100"))
        .await;
    assert!(kept.text.contains(&format!(
        r#"value="{TOMORROW}/{TOMORROW}T02:00:00Z" required checked"#
    )));
}

#[tokio::test]
async fn one_phone_has_one_live_booking_of_a_kind() {
    let bench = Bench::open();
    let first = bench.on_phone("POST", "/book", &form(1, TOMORROW, "01:00")).await;
    let cookie = first.cookie("hall_mine").expect("the phone remembers");
    assert_eq!(cookie, id(1));
    let again = bench
        .with_mine("POST", "/book", &cookie, &form(2, TOMORROW, "02:00"))
        .await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    assert!(
        again.text.contains(&format!(r#"href="/b/{}""#, id(1))),
        "it says where the first one is"
    );
    let repeat = bench
        .with_mine("POST", "/book", &cookie, &form(1, TOMORROW, "01:00"))
        .await;
    assert_eq!(repeat.status, StatusCode::SEE_OTHER, "a repeat is no second one");
    let cancel = format!("verb=cancel&from={TOMORROW}T01:00:00Z");
    bench.on_phone("POST", &format!("/b/{}", id(1)), &cancel).await;
    let after = bench
        .with_mine("POST", "/book", &cookie, &form(2, TOMORROW, "02:00"))
        .await;
    assert_eq!(
        after.location(),
        format!("/b/{}", id(2)),
        "what was given back is in nobody's way"
    );
}

#[tokio::test]
async fn a_booking_is_moved_and_given_back_from_its_page_once() {
    let bench = Bench::open();
    let page = bench.booked_on_phone(1, TOMORROW, "01:00").await;
    let to = |at: &str| format!("verb=move&from={TOMORROW}T01:00:00Z&slot={}", slot(TOMORROW, at));
    let missing = bench.on_phone("POST", &page, &to("03:17")).await;
    assert_eq!(missing.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(missing.text.contains("slot-fault"), "{}", missing.text);
    let moved = bench.on_phone("POST", &page, &to("02:00")).await;
    assert_eq!(moved.location(), format!("{page}?done=moved"));
    let entries = bench.entries();
    bench.on_phone("POST", &page, &to("02:00")).await;
    assert_eq!(bench.entries(), entries, "sent twice");
    assert_eq!(bench.state_of(1).await["at"], format!("{TOMORROW}T02:00:00Z"));
    let cancel = format!("verb=cancel&from={TOMORROW}T02:00:00Z");
    for _ in 0..2 {
        let given_back = bench.on_phone("POST", &page, &cancel).await;
        assert_eq!(given_back.location(), page, "{}", given_back.text);
    }
    assert_eq!(bench.state_of(1).await["state"], "cancelled");
    let late = bench.on_phone("POST", &page, &to("04:00")).await;
    assert_eq!(
        late.status,
        StatusCode::CONFLICT,
        "what was given back does not move"
    );
    let unknown = bench.on_phone("GET", &format!("/b/{}", id(77)), "").await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_number_taken_on_the_phone_is_called_only_after_its_holder_has_checked_in() {
    let bench = Bench::open();
    let sent = format!("service=S01&token={}&day={DAY}&cases=1", id(1));
    let taken = bench.on_phone("POST", "/take", &sent).await;
    assert_eq!(taken.location(), format!("/v/{}", id(1)), "{}", taken.text);
    let entries = bench.entries();
    assert_eq!(
        bench.on_phone("POST", "/take", &sent).await.location(),
        taken.location()
    );
    assert_eq!(bench.entries(), entries, "sent twice");
    let page = bench.on_phone("GET", taken.location(), "").await;
    assert!(
        page.text.contains("class=\"shown\""),
        "it shows what the kiosk reads"
    );
    let path = format!("/api/v1/visits/{}", id(1));
    let view = bench.ask("GET", &path, None, None).await.body;
    assert_eq!(view["checked_in"], false);
    let shown = format!("http://hall.example/v/{}", id(1));
    let arrival = json!({"request": id(5), "token": id(6), "day": DAY, "shown": shown});
    let arrived = bench.post("/api/v1/arrivals", &bench.kiosk, &arrival).await;
    assert_eq!(arrived.body["came_to"], "checked_in", "{:?}", arrived.body);
    assert_eq!(bench.ask("GET", &path, None, None).await.body["state"], "waiting");
    let page = bench.on_phone("GET", taken.location(), "").await;
    assert!(!page.text.contains("class=\"shown\""));
}

#[tokio::test]
async fn the_route_of_remote_tickets_asks_for_no_name_and_keeps_to_the_plan() {
    let bench = Bench::open();
    let request = |number: u32, service: &str| json!({"request": id(number), "token": id(number + 100), "day": DAY, "services": [service]});
    let path = "/api/v1/remote-tickets";
    let taken = bench.ask("POST", path, None, Some(&request(1, "S01"))).await;
    assert_eq!(taken.status, StatusCode::CREATED, "{:?}", taken.body);
    assert_eq!(
        bench.ask("POST", path, None, Some(&request(1, "S01"))).await,
        taken,
        "a repeat"
    );
    let plan = bench.house.state.plan.now();
    let others = plan.parts().services.iter();
    let here = others
        .map(|service| service.code.to_string())
        .find(|code| !code.starts_with('S'));
    let here = request(2, &here.expect("one"));
    assert_eq!(
        bench.ask("POST", path, None, Some(&here)).await.problem(),
        "not-remote"
    );
    let bad = json!({"request": "x", "token": "y", "day": DAY, "services": ["S01"]});
    assert_eq!(
        bench.ask("POST", path, None, Some(&bad)).await.fields(),
        ["request", "token"]
    );
}

#[tokio::test]
async fn one_address_that_asks_too_much_is_told_when_to_come_back() {
    let bench = Bench::open();
    let mut heard = StatusCode::OK;
    for number in 0..61 {
        let path = "/api/v1/remote-tickets";
        heard = bench
            .ask("POST", path, None, Some(&json!({"request": number})))
            .await
            .status;
    }
    assert_eq!(heard, StatusCode::TOO_MANY_REQUESTS);
    let page = bench.on_phone("POST", "/book", &form(1, TOMORROW, "01:00")).await;
    assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(page.header("retry-after"), Some("5"));
    let reception = bench.person("301").await;
    let staff = bench
        .browse("POST", "/book", Some(&reception), &form(1, TOMORROW, "01:00"))
        .await;
    assert_eq!(staff.status, StatusCode::SEE_OTHER, "reception is not held up");
    bench.wind_on(5);
    assert_eq!(
        bench
            .on_phone("POST", "/book", &form(2, TOMORROW, "02:00"))
            .await
            .status,
        StatusCode::SEE_OTHER
    );
}

#[tokio::test]
async fn a_page_of_booking_has_no_script_and_is_small() {
    let bench = Bench::open();
    let page = bench.booked_on_phone(1, TOMORROW, "01:00").await;
    for path in ["/book", "/book?service=S01", "/take", "/take?service=S01", &page] {
        let got = bench.on_phone("GET", path, "").await;
        assert_eq!(got.status, StatusCode::OK, "{path}");
        assert!(!got.text.contains("<script"), "{path}");
        assert!(got.text.len() < 30_000, "{path}: {}", got.text.len());
    }
}

#[tokio::test]
async fn an_address_that_is_passed_on_carries_nobodys_booking() {
    let bench = Bench::open();
    bench.booked_on_phone(1, TOMORROW, "01:00").await;
    for path in ["/book", "/take"] {
        let address = format!("{path}?service=S01&token={}&day={TOMORROW}", id(1));
        let got = bench.on_phone("GET", &address, "").await;
        assert_eq!(got.status, StatusCode::OK);
        assert!(
            got.text.contains(r#"name="token""#) && !got.text.contains(&id(1)),
            "{path}"
        );
    }
}

#[tokio::test]
async fn a_booking_can_be_moved_to_and_fro_on_one_day() {
    let bench = Bench::open();
    let page = bench.booked_on_phone(1, TOMORROW, "01:00").await;
    for (on, from, at) in [
        (11, "01:00", "02:00"),
        (12, "02:00", "01:00"),
        (13, "01:00", "02:00"),
    ] {
        let (from, to) = (format!("{TOMORROW}T{from}:00Z"), slot(TOMORROW, at));
        let press = format!("verb=move&from={from}&slot={to}&shown={}", id(on));
        let moved = bench.on_phone("POST", &page, &press).await;
        assert_eq!(moved.location(), format!("{page}?done=moved"));
        assert_eq!(bench.state_of(1).await["at"], format!("{TOMORROW}T{at}:00Z"));
    }
}
