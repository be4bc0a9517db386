//! The journal proves itself, and names the entry that somebody changed.

use anyhow::Result;
use whole_hall::hall::{HallSetup, WholeHall};
use whole_hall::hands::Wish;

use crate::stand::Stand;

#[test]
fn a_journal_proves_its_chain_and_names_an_entry_changed_by_hand() -> Result<()> {
    let folder = tempfile::TempDir::new()?;
    let mut stand = Stand::in_hall(WholeHall::start(HallSetup::sample()?.keep_in(folder.path()))?)?;
    for _ in 0..5 {
        stand.ticket()?;
    }
    stand.hall.stop()?;
    let proof = display_server::store::verify(folder.path())?;
    assert!(proof.head_seq > 10, "{proof:?}");

    let journal = rusqlite::Connection::open(folder.path().join("hall.db"))?;
    let changed = journal.execute(
        "UPDATE journal SET payload = replace(payload, 'A003', 'A033') WHERE number = 'A003'",
        (),
    )?;
    let seq: u64 = journal.query_row("SELECT seq FROM journal WHERE number = 'A003'", (), |row| {
        row.get("seq")
    })?;
    drop(journal);
    assert_eq!(changed, 1);
    let broken = display_server::store::verify(folder.path()).expect_err("the chain breaks");
    assert!(
        broken.to_string().contains(&format!("entry {seq} was changed")),
        "{broken}"
    );
    Ok(())
}

#[test]
fn a_hall_with_a_changed_entry_shows_the_cause_and_accepts_nothing() -> Result<()> {
    let folder = tempfile::TempDir::new()?;
    let setup = || -> Result<HallSetup> { Ok(HallSetup::sample()?.keep_in(folder.path())) };
    let mut stand = Stand::in_hall(WholeHall::start(setup()?)?)?;
    stand.ticket()?;
    let day = stand.hands.day;
    stand.hall.stop()?;
    let journal = rusqlite::Connection::open(folder.path().join("hall.db"))?;
    journal.execute("UPDATE journal SET at_ms = at_ms + 1 WHERE number = 'A001'", ())?;
    let seq: u64 = journal.query_row("SELECT seq FROM journal WHERE number = 'A001'", (), |row| {
        row.get("seq")
    })?;
    drop(journal);

    let hall = WholeHall::start(setup()?)?;
    let mut hands = hall.hands()?;
    hands.day = day;
    let request = hands.issue_request(&Wish {
        service: "A01".into(),
        ..Wish::default()
    });
    let refused = hands
        .connection
        .post("/api/v1/tickets", Some(&stand.kiosk), &request)?;
    assert_eq!(refused.status, 503, "{}", refused.text());
    assert!(refused.text().contains(&seq.to_string()), "{}", refused.text());
    let page = hands.connection.get("/boards/a", None)?;
    assert!(page.text().contains(&seq.to_string()), "the page names the entry");
    hall.stop()
}
