//! A hall that is opened again on the folder it kept.

use whole_hall::hall::{HallSetup, WholeHall};

fn clock_of(folder: &std::path::Path, close_at: Option<&str>) -> anyhow::Result<String> {
    let hall = WholeHall::start(HallSetup::sample()?.keep_in(folder))?;
    let opened = hall.zone().to_datetime(hall.clock().now());
    if let Some(time) = close_at {
        hall.wind_to(time)?;
    }
    hall.stop()?;
    Ok(opened.to_string())
}

#[test]
fn a_hall_goes_on_where_its_journal_ends_or_on_the_next_service_day() -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    assert_eq!(clock_of(folder.path(), Some("11:30:00"))?, "2026-03-02T09:00:00");
    let reopened = clock_of(folder.path(), Some("23:00:00"))?;
    assert!(reopened.starts_with("2026-03-02T"), "{reopened}");
    // The Monday was closed at its end: Tuesday follows.
    assert_eq!(clock_of(folder.path(), None)?, "2026-03-03T09:00:00");
    Ok(())
}
