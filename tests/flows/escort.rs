//! An escort, from the button to the report.

use hall_protocol::escort::{EscortView, EscortsView, GuideView, Turn};
use hall_protocol::plan_document::PlanRole;
use hall_protocol::report::DayReport;
use whole_hall::hall::PIN;

use crate::stand::{KIOSK, Stand, WINDOW};

/// A guide by work number, on duty at a place.
fn guide_at(stand: &mut Stand, code: &str, place: &str) -> anyhow::Result<String> {
    let guide = stand.hands.sign_in(code, PIN)?;
    stand.hands.sign_on(&guide, place)?;
    Ok(guide)
}

fn own_page(stand: &mut Stand, guide: &str) -> anyhow::Result<GuideView> {
    stand.hands.fetch("/api/v1/escorts/mine", Some(guide))
}

#[test]
fn a_pressed_button_becomes_the_nearest_guides_job_and_is_in_the_report() -> anyhow::Result<()> {
    let mut stand = Stand::at_nine()?;
    // The kiosk is at (16, 20): 8 m from the seats, 22 m from the lobby.
    let far = guide_at(&mut stand, "2001", "post-lobby")?;
    let near = guide_at(&mut stand, "2002", "post-seats-a")?;
    let job = stand.hands.ask_for_guide(&stand.kiosk, KIOSK, None)?;
    assert_eq!(job.offered_to.as_deref(), Some("2002"));
    assert_eq!(own_page(&mut stand, &near)?.jobs[0].turn, Turn::Offered);
    assert_eq!(own_page(&mut stand, &far)?.jobs[0].turn, Turn::Others);
    let again = stand.hands.ask_for_guide(&stand.kiosk, KIOSK, None)?;
    assert_eq!(
        (again.id, again.presses),
        (job.id, 2),
        "a repeat joins the open job"
    );

    stand.hall.wind_on(10)?;
    assert!(
        stand.hands.escort(&far, job.id, "accept").is_err(),
        "not while it is offered"
    );
    assert_eq!(stand.hands.escort(&near, job.id, "accept")?.state, "accepted");
    stand.hall.wind_on(60)?;
    assert_eq!(stand.hands.escort(&near, job.id, "meet")?.state, "met");
    stand.hall.wind_on(80)?;
    let at_window = stand.hands.hand_over(&near, job.id, WINDOW)?;
    assert_eq!(at_window.window, Some(WINDOW));
    stand.hall.wind_on(400)?;
    assert_eq!(stand.hands.escort(&near, job.id, "done")?.state, "done");
    let open: EscortsView = stand.hands.fetch("/api/v1/escorts", Some(&near))?;
    assert!(open.open.is_empty());

    let report = report(&mut stand)?;
    let line = &report.escorts[0];
    assert_eq!((line.kind.name(), line.place.as_str()), ("escort", KIOSK));
    let figures = &line.figures;
    assert_eq!((figures.requests, figures.merged, figures.cancelled), (1, 1, 0));
    // By hand: accepted after 10 s, met 60 s later, at the window 80 s after that; nothing over a limit.
    assert_eq!(
        (figures.accept_p50_s, figures.accept_p90_s),
        (Some(10.0), Some(10.0))
    );
    assert_eq!(
        (figures.meet_p50_s, figures.whole_p50_s),
        (Some(70.0), Some(150.0))
    );
    assert_eq!((figures.over_limit, figures.without_guide), (0, 0));
    stand.hall.stop()
}

fn report(stand: &mut Stand) -> anyhow::Result<DayReport> {
    let path = format!("/api/v1/reports/day?day={}", stand.hands.day);
    stand.hands.fetch(&path, Some(&stand.manager))
}

#[test]
fn a_job_that_its_guide_gives_back_goes_to_the_next() -> anyhow::Result<()> {
    let mut stand = Stand::at_nine()?;
    let near = guide_at(&mut stand, "2002", "post-seats-a")?;
    guide_at(&mut stand, "2001", "post-lobby")?;
    let job = stand.hands.ask_for_guide(&stand.kiosk, KIOSK, None)?;
    stand.hands.escort(&near, job.id, "accept")?;
    let back = stand.hands.escort(&near, job.id, "release")?;
    assert_eq!(
        (back.state.as_str(), back.offered_to.as_deref()),
        ("requested", Some("2001"))
    );
    stand.hall.stop()
}

#[test]
fn without_a_guide_reception_stands_in_and_the_kiosk_is_told() -> anyhow::Result<()> {
    let mut stand = Stand::at_nine()?;
    let reception = stand
        .hands
        .sign_in(stand.hall.first_of(PlanRole::Reception)?, PIN)?;
    let job = stand.hands.ask_for_guide(&stand.kiosk, KIOSK, None)?;
    assert_eq!(job.left_to.as_deref(), Some("reception"));
    stand.hall.wind_on(20)?;
    for verb in ["accept", "meet"] {
        stand.hands.escort(&reception, job.id, verb)?;
    }
    let done: EscortView = stand.hands.escort(&reception, job.id, "done")?;
    assert_eq!(done.state, "done");
    assert_eq!(report(&mut stand)?.escort_total.without_guide, 1);
    stand.hall.stop()
}

#[test]
fn an_escort_that_nobody_accepts_alerts_the_manager() -> anyhow::Result<()> {
    let mut stand = Stand::at_nine()?;
    stand.hands.ask_for_guide(&stand.kiosk, KIOSK, None)?;
    let patience = i64::from(stand.hall.plan().rules.escort_accept_s);
    stand.hall.wind_on(patience + 1)?;
    let live: hall_protocol::live::LiveView = stand.hands.fetch("/api/v1/live", Some(&stand.manager))?;
    assert!(live.escorts.iter().any(|escort| escort.overdue));
    assert!(
        live.alerts.iter().any(|alert| alert.kind == "escort_overdue"),
        "{:?}",
        live.alerts
    );
    stand.hall.stop()
}
