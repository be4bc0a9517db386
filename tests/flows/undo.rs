//! A press that is taken back.

use crate::stand::{Stand, WINDOW};

#[test]
fn an_undone_call_is_not_the_first_call() -> anyhow::Result<()> {
    let mut stand = Stand::at_nine()?;
    stand.ticket()?;
    stand.hall.wind_to("09:02:00")?;
    stand.call()?;
    stand.hall.wind_on(5)?;
    let view = stand.hands.window(&stand.clerk, WINDOW, "undo")?;
    assert_eq!(view.ticket, None);
    stand.hall.wind_to("09:05:00")?;
    assert_eq!(stand.call()?.ticket, "A001");
    stand.press("start", "A001")?;
    stand.hands.finish(&stand.clerk, WINDOW, "A001", None)?;
    let waits: Vec<_> = stand.legs()?.iter().map(|leg| leg.wait_s).collect();
    assert_eq!(waits, [Some(300.0)]);
    stand.hall.stop()
}

#[test]
fn an_undone_finish_leaves_no_record() -> anyhow::Result<()> {
    let mut stand = Stand::at_nine()?;
    stand.ticket()?;
    stand.call()?;
    stand.press("start", "A001")?;
    stand.hall.wind_on(300)?;
    stand.hands.finish(&stand.clerk, WINDOW, "A001", None)?;
    assert_eq!(stand.legs()?.len(), 1);
    let view = stand.hands.window(&stand.clerk, WINDOW, "undo")?;
    assert_eq!(view.ticket, Some("A001".into()));
    assert_eq!(stand.legs()?.len(), 0);
    stand.hall.wind_on(60)?;
    stand.hands.finish(&stand.clerk, WINDOW, "A001", None)?;
    let handled: Vec<_> = stand.legs()?.iter().map(|leg| leg.handling_s).collect();
    assert_eq!(handled, [Some(360.0)]);
    stand.hall.stop()
}

#[test]
fn after_ten_seconds_nothing_is_undone() -> anyhow::Result<()> {
    let mut stand = Stand::at_nine()?;
    stand.ticket()?;
    stand.call()?;
    stand
        .hall
        .wind_on(i64::from(stand.hall.plan().rules.undo_s) + 1)?;
    assert!(stand.hands.window(&stand.clerk, WINDOW, "undo").is_err());
    stand.hall.stop()
}
