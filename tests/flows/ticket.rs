//! From the ticket to the report.

use hall_protocol::board::BoardView;
use hall_protocol::report::DayReport;
use hall_protocol::window::NextService;
use whole_hall::wire::EventStream;

use crate::stand::{Stand, WINDOW};

#[test]
fn a_visitor_is_called_on_the_board_served_and_recorded_to_the_second() -> anyhow::Result<()> {
    let mut stand = Stand::at_nine()?;
    let area = stand
        .hall
        .plan()
        .window
        .iter()
        .find(|window| window.number == WINDOW)
        .map(|w| w.area.clone());
    let board = format!("/api/v1/boards/{}/events", area.unwrap_or_default());
    let mut board = EventStream::open(stand.hall.addr(), &board, None)?;

    let ticket = stand.ticket()?;
    assert_eq!(ticket.number, "A001");
    stand.hall.wind_to("09:10:00")?;
    let called = stand.call()?;
    assert_eq!(called.ticket, ticket.number);
    let shown = loop {
        let view: BoardView = serde_json::from_str(&board.next_named("board")?.data)?;
        if let Some(call) = view.calls.first() {
            break call.clone();
        }
    };
    assert_eq!((shown.ticket.as_str(), shown.window), ("A001", WINDOW));

    stand.hall.wind_to("09:10:20")?;
    stand.press("start", "A001")?;
    stand.hall.wind_to("09:18:20")?;
    stand.hands.finish(&stand.clerk, WINDOW, "A001", None)?;

    let legs = stand.legs()?;
    let leg = legs.first().expect("the leg is on record");
    assert_eq!(
        (leg.wait_s, leg.call_to_start_s, leg.handling_s),
        (Some(600.0), Some(20.0), Some(480.0))
    );
    assert_eq!(
        (leg.window, leg.reason.as_deref()),
        (Some(WINDOW), Some("earliest_promise"))
    );
    let day = stand.hands.day;
    let report: DayReport = stand
        .hands
        .fetch(&format!("/api/v1/reports/day?day={day}"), Some(&stand.manager))?;
    assert_eq!((report.total.served, report.total.wait_mean_s), (1, Some(600.0)));
    stand.hall.stop()
}

#[test]
fn a_next_leg_keeps_the_number_and_waits_from_when_it_is_ready() -> anyhow::Result<()> {
    let mut stand = Stand::at_nine()?;
    stand.ticket()?;
    stand.call()?;
    stand.press("start", "A001")?;
    let ended = stand.hall.wind_to("09:05:00")?;
    let ready_at = Some(ended.checked_add(jiff::SignedDuration::from_mins(2))?);
    let next = NextService {
        service: "A02".into(),
        ready_at,
    };
    stand.hands.finish(&stand.clerk, WINDOW, "A001", Some(next))?;

    let too_early = stand.hands.call_next(&stand.clerk, WINDOW, None)?;
    assert_eq!(too_early.status, 409, "{}", too_early.text());
    stand.hall.wind_to("09:12:00")?;
    let again = stand.call()?;
    assert_eq!(
        (again.ticket.as_str(), again.service.code.as_str()),
        ("A001", "A02")
    );
    stand.press("start", "A001")?;
    stand.hands.finish(&stand.clerk, WINDOW, "A001", None)?;
    let legs = stand.legs()?;
    let waits: Vec<_> = legs
        .iter()
        .map(|leg| (leg.leg, leg.wait_s, leg.anchor_reason.as_str()))
        .collect();
    assert_eq!(waits, [(0, Some(0.0), "issue"), (1, Some(300.0), "ready")]);
    stand.hall.stop()
}

#[test]
fn a_retried_press_issues_one_ticket() -> anyhow::Result<()> {
    let mut stand = Stand::at_nine()?;
    let wish = whole_hall::hands::Wish {
        service: "A01".into(),
        ..Default::default()
    };
    let request = stand.hands.issue_request(&wish);
    let first = stand
        .hands
        .connection
        .post("/api/v1/tickets", Some(&stand.kiosk), &request)?;
    let second = stand
        .hands
        .connection
        .post("/api/v1/tickets", Some(&stand.kiosk), &request)?;
    first.accepted()?;
    assert_eq!(first.text(), second.text());
    let mut other = request.clone();
    other.services = vec!["A02".into()];
    let refused = stand
        .hands
        .connection
        .post("/api/v1/tickets", Some(&stand.kiosk), &other)?;
    assert_eq!(refused.status, 409, "{}", refused.text());
    assert_eq!(stand.ticket()?.number, "A002");
    stand.hall.stop()
}
