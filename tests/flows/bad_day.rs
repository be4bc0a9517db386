//! Days on which something does not work: nobody loses a place, nobody is told less than the hall knows.

use anyhow::{Context, Result};
use hall_protocol::board::BoardView;
use hall_protocol::live::LiveView;
use hall_protocol::notice::HallDayView;
use hall_protocol::visit::VisitView;
use hall_protocol::window::{ConsoleView, WindowPressed, WindowStateName};
use jiff::SignedDuration;
use serde_json::{Value, json};
use whole_hall::hands::Wish;

use crate::stand::{Stand, WINDOW};

/// The other window of the flows: social insurance, group S.
const OTHER: u16 = 4;
/// The window whose deputy window 1 is; passports, group C.
const COVERED: u16 = 3;

impl Stand {
    /// Takes a ticket for a service; its number and its token.
    fn ticket_for(&mut self, service: &str) -> Result<(String, String)> {
        let wish = Wish {
            service: service.to_owned(),
            ..Wish::default()
        };
        let request = self.hands.issue_request(&wish);
        let issued: Value = self
            .hands
            .connection
            .post("/api/v1/tickets", Some(&self.kiosk), &request)?
            .expect()?;
        self.hands.confirm(&self.kiosk, &request.request)?.accepted()?;
        let number = issued["number"].as_str().context("a number")?.to_owned();
        Ok((number, request.token))
    }

    fn visit(&mut self, token: &str) -> Result<VisitView> {
        self.hands.fetch(&format!("/api/v1/visits/{token}"), None)
    }

    fn board(&mut self) -> Result<BoardView> {
        self.hands.fetch("/api/v1/boards/a", None)
    }

    fn console(&mut self) -> Result<ConsoleView> {
        let path = format!("/api/v1/windows/{WINDOW}");
        self.hands.fetch(&path, Some(&self.clerk))
    }

    /// What the manager decides, which must succeed.
    fn manager_decides(&mut self, path: &str, fields: &Value) -> Result<HallDayView> {
        let reply = self.hands.ask_hall(Some(&self.manager), path, fields)?;
        reply.expect().with_context(|| path.to_owned())
    }

    /// The problem of a ticket that is not issued.
    fn refused_issue(&mut self, service: &str) -> Result<String> {
        let wish = Wish {
            service: service.to_owned(),
            ..Wish::default()
        };
        let request = self.hands.issue_request(&wish);
        let reply = self
            .hands
            .connection
            .post("/api/v1/tickets", Some(&self.kiosk), &request)?;
        let problem: hall_protocol::Problem = reply.json()?;
        Ok(problem.name().to_owned())
    }
}

#[test]
fn a_system_that_is_down_stops_its_group_alone_and_costs_nobody_a_place() -> Result<()> {
    let mut stand = Stand::at_nine()?;
    let (first, first_token) = stand.ticket_for("A01")?;
    let (second, second_token) = stand.ticket_for("A01")?;
    let (third, _) = stand.ticket_for("A01")?;
    let (social, social_token) = stand.ticket_for("S01")?;
    let promised = stand.visit(&first_token)?.deadline;

    let stops = json!({ "cause": "system_down", "groups": ["A"] });
    let today = stand.manager_decides("hall/stops", &stops)?;
    assert_eq!(today.stops[0].waiting, 3);
    assert_eq!(stand.refused_issue("A01")?, "service-stopped");
    stand.ticket_for("S01")?;
    assert_eq!(stand.board()?.stops[0].about[0].en, "ID card");
    assert_eq!(stand.visit(&first_token)?.stop.map(|stop| stop.id), Some(1));
    assert_eq!(stand.visit(&social_token)?.stop, None);
    assert_eq!(stand.console()?.stops.len(), 1);
    let live: LiveView = stand.hands.fetch("/api/v1/live", Some(&stand.manager))?;
    assert_eq!(
        (live.alerts[0].kind.as_str(), live.alerts[0].subject.as_str()),
        ("system_down", "A")
    );
    let refused = stand.hands.call_next(&stand.clerk, WINDOW, None)?;
    assert!(refused.text().contains("nobody-waiting"), "{}", refused.text());
    let clerk = stand
        .hands
        .sign_in(stand.hall.clerk_of(OTHER)?, whole_hall::hall::PIN)?;
    stand.hands.window(&clerk, OTHER, "open")?;
    let called: WindowPressed = stand.hands.call_next(&clerk, OTHER, None)?.expect()?;
    assert_eq!(called.ticket.as_deref(), Some(social.as_str()));

    let home = format!("visits/{second_token}/postpone");
    stand.hands.ask_hall(None, &home, &json!({}))?.accepted()?;
    let sent_home = stand.visit(&second_token)?;
    assert_eq!(sent_home.outcome.as_deref(), Some("postponed"), "{second}");
    assert!(sent_home.revisit_until.is_some());

    stand.hall.wind_on(600)?;
    let works = stand.manager_decides("hall/stops/1/end", &json!({}))?;
    assert_eq!(works.stops, []);
    let later = promised + SignedDuration::from_secs(600);
    assert_eq!(
        stand.visit(&first_token)?.deadline,
        later,
        "the promise stood still"
    );
    assert_eq!(stand.call()?.ticket, first);
    stand.press("start", &first)?;
    stand.hands.finish(&stand.clerk, WINDOW, &first, None)?;
    assert_eq!(stand.call()?.ticket, third, "whoever went home is passed over");
    stand.hall.stop()
}

#[test]
fn an_evacuation_takes_back_the_call_and_gives_it_again_first() -> Result<()> {
    let mut stand = Stand::at_nine()?;
    let (first, token) = stand.ticket_for("A01")?;
    stand.ticket_for("A01")?;
    stand.call()?;
    let all = json!({ "cause": "evacuation", "hall": true });
    stand.manager_decides("hall/stops", &all)?;
    let console = stand.console()?;
    assert_eq!(
        (console.window.state, console.window.current),
        (WindowStateName::Free, None)
    );
    let visit = stand.visit(&token)?;
    assert_eq!((visit.state.as_str(), visit.window), ("waiting", None));
    assert_eq!(visit.stop.map(|stop| stop.cause).as_deref(), Some("evacuation"));
    assert_eq!(stand.board()?.stops[0].cause, "evacuation");
    let page = stand.hands.connection.get("/boards/a?lang=en", None)?.text();
    assert!(page.contains("Please leave the hall now"), "{page}");
    assert!(
        !page.contains("class=\"windows\""),
        "nothing else stands on the board"
    );
    stand.manager_decides("hall/stops/1/end", &json!({}))?;
    assert_eq!(stand.call()?.ticket, first);
    stand.hall.stop()
}

#[test]
fn a_deputys_clerk_serves_for_a_closed_window_until_the_manager_ends_it() -> Result<()> {
    let mut stand = Stand::at_nine()?;
    let (passport, token) = stand.ticket_for("C01")?;
    assert!(!stand.visit(&token)?.staffed);
    let today: HallDayView = stand.hands.fetch("/api/v1/hall/today", Some(&stand.manager))?;
    assert_eq!(today.unserved[0].service.code, "C01");
    assert_eq!(
        (today.staffed, stand.console()?.may_cover),
        (vec![WINDOW], vec![COVERED])
    );
    let by = json!({ "by": WINDOW });
    let cover = format!("windows/{COVERED}/cover");
    stand
        .hands
        .ask_hall(Some(&stand.clerk), &cover, &by)?
        .accepted()?;
    let console = stand.console()?;
    assert_eq!((console.covers, console.may_cover), (vec![COVERED], vec![]));
    assert_eq!(console.window.waiting_by_service[0].service.code, "C01");
    assert!(stand.visit(&token)?.staffed);
    assert_eq!(stand.call()?.ticket, passport);
    stand.press("start", &passport)?;
    stand.hands.finish(&stand.clerk, WINDOW, &passport, None)?;
    stand.ticket_for("C01")?;
    stand.manager_decides(&format!("windows/{COVERED}/end-cover"), &json!({}))?;
    let refused = stand.hands.call_next(&stand.clerk, WINDOW, None)?;
    assert!(refused.text().contains("nobody-waiting"), "{}", refused.text());
    stand.hall.stop()
}

#[test]
fn a_hall_that_closes_early_issues_nothing_more_and_still_serves_who_waits() -> Result<()> {
    let mut stand = Stand::at_nine()?;
    let (waiting, _) = stand.ticket_for("A01")?;
    let at = |minutes: i64| stand.hall.clock().now() + SignedDuration::from_mins(minutes);
    let early = json!({ "issue_until": at(30), "day_ends_at": at(90) });
    let today = stand.manager_decides("hall/close-early", &early)?;
    assert_eq!(json!(today.issue_until), early["issue_until"]);
    stand.ticket_for("A01")?;
    stand.hall.wind_on(31 * 60)?;
    assert_eq!(stand.refused_issue("A01")?, "issuing-ended");
    assert_eq!(stand.call()?.ticket, waiting);
    stand.hall.stop()
}
