//! An escort, from the button to its end.

use hall_protocol::escort::EscortsView;
use hall_protocol::plan_document::PlanRole;
use whole_hall::hall::PIN;

use crate::stand::{KIOSK, Stand, WINDOW};

#[test]
fn a_pressed_button_becomes_a_job_that_one_guide_accepts_and_finishes() -> anyhow::Result<()> {
    let mut stand = Stand::at_nine()?;
    let guide = stand.hands.sign_in(stand.hall.first_of(PlanRole::Guide)?, PIN)?;
    let job = stand.hands.ask_for_guide(&stand.kiosk, KIOSK, None)?;
    let again = stand.hands.ask_for_guide(&stand.kiosk, KIOSK, None)?;
    assert_eq!(
        (again.id, again.presses),
        (job.id, 2),
        "a repeat joins the open job"
    );

    stand.hall.wind_on(30)?;
    assert_eq!(stand.hands.escort(&guide, job.id, "accept")?.state, "accepted");
    stand.hall.wind_on(60)?;
    assert_eq!(stand.hands.escort(&guide, job.id, "meet")?.state, "met");
    assert_eq!(
        stand.hands.hand_over(&guide, job.id, WINDOW)?.window,
        Some(WINDOW)
    );
    assert_eq!(stand.hands.escort(&guide, job.id, "done")?.state, "done");
    let open: EscortsView = stand.hands.fetch("/api/v1/escorts", Some(&guide))?;
    assert!(open.open.is_empty());
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
