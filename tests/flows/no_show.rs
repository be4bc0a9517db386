//! A visitor who does not come.

use hall_protocol::window::WindowView;

use crate::stand::{Stand, WINDOW};

#[test]
fn silence_until_the_end_of_patience_is_a_no_show_by_itself() -> anyhow::Result<()> {
    let mut stand = Stand::at_nine()?;
    stand.ticket()?;
    stand.ticket()?;
    stand.call()?;
    let patience = i64::from(stand.hall.plan().rules.answer_s);
    stand.hall.wind_on(patience - 1)?;
    let path = format!("/api/v1/windows/{WINDOW}");
    let before: WindowView = stand.hands.fetch(&path, Some(&stand.clerk))?;
    assert_eq!(before.current.map(|current| current.ticket), Some("A001".into()));
    stand.hall.wind_on(2)?;
    let after: WindowView = stand.hands.fetch(&path, Some(&stand.clerk))?;
    assert_eq!(after.current, None);
    assert_eq!(stand.call()?.ticket, "A002", "the window calls whoever is next");
    stand.hall.stop()
}

#[test]
fn a_held_no_show_is_not_called_again() -> anyhow::Result<()> {
    let mut stand = Stand::at_nine()?;
    stand.ticket()?;
    stand.call()?;
    stand.press("no-show", "A001")?;
    let refused = stand.hands.call_next(&stand.clerk, WINDOW, None)?;
    assert_eq!(refused.status, 409);
    assert!(refused.text().contains("nobody-waiting"), "{}", refused.text());
    stand.hall.stop()
}
