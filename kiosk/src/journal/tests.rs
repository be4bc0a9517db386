//! What the journal still knows after the power was cut.

mod export;

use hall_protocol::names::Names;
use hall_protocol::ticket::{AreaRef, ServiceRef, TicketIssued};

use super::{Debt, Journal, JournalError, KeptPlan, NewPress, PressState};
use crate::session::{Basket, Comfort, Matter, Order, Wish};

fn press(request: &str) -> NewPress {
    NewPress {
        request: request.to_owned(),
        token: format!("token-{request}"),
        day: "2026-11-24".parse().unwrap(),
        order: Order {
            wish: Wish::Matters {
                basket: Basket::of(Matter::Service("A01".to_owned())),
                cases: 1,
                class: Some("elderly".to_owned()),
            },
            comfort: Comfort::default(),
            holder: None,
        },
    }
}

fn reply(number: &str) -> TicketIssued {
    TicketIssued {
        number: number.to_owned(),
        day: "2026-11-24".parse().unwrap(),
        series: "A".to_owned(),
        issued_at: "2026-11-24T01:41:00Z".parse().unwrap(),
        ahead: 3,
        estimate: None,
        service: ServiceRef {
            code: "A01".to_owned(),
            names: Names::default(),
        },
        area: AreaRef {
            code: "a".to_owned(),
            names: Names::default(),
        },
        windows: vec![1],
        mark: "none".to_owned(),
        documents: Vec::new(),
        then: Vec::new(),
        also: Vec::new(),
        cases: 1,
    }
}

/// Opens a folder's journal again, as a restart would.
fn reopened(folder: &tempfile::TempDir) -> Journal {
    Journal::open(folder.path()).unwrap()
}

#[test]
fn a_press_that_was_never_answered_is_known_after_a_restart_under_its_own_id_and_token() {
    let folder = tempfile::tempdir().unwrap();
    reopened(&folder).begin(&press("r1")).unwrap();
    let unanswered = reopened(&folder).unanswered().unwrap();
    assert_eq!(
        unanswered.into_iter().map(|kept| kept.press).collect::<Vec<_>>(),
        [press("r1")]
    );
}

#[test]
fn a_ticket_cut_short_while_printing_is_known_with_its_attempt() {
    let folder = tempfile::tempdir().unwrap();
    let journal = reopened(&folder);
    journal.begin(&press("r1")).unwrap();
    journal.note_reply("r1", &reply("A001")).unwrap();
    journal.begin_attempt("r1", 1).unwrap();
    journal.note_print("r1", PressState::AwaitProof, None).unwrap();
    drop(journal);
    let unproved = reopened(&folder).unproved().unwrap();
    assert_eq!(unproved.len(), 1);
    assert_eq!(
        (unproved[0].state, unproved[0].attempt),
        (PressState::AwaitProof, 1)
    );
    assert_eq!(
        unproved[0].reply.as_ref().map(|reply| reply.number.as_str()),
        Some("A001")
    );
}

#[test]
fn a_confirmation_is_owed_until_it_is_settled() {
    let folder = tempfile::tempdir().unwrap();
    let journal = reopened(&folder);
    journal.begin(&press("r1")).unwrap();
    journal.note_reply("r1", &reply("A001")).unwrap();
    assert!(
        journal.debts().unwrap().is_empty(),
        "nothing is known of the paper yet"
    );
    journal
        .note_print("r1", PressState::Printed, Some("proof"))
        .unwrap();
    let debts = reopened(&folder).debts().unwrap();
    assert_eq!(
        (debts[0].debt, debts[0].evidence.as_str()),
        (Debt::Confirm, "proof")
    );
    journal.settle("r1", "proof").unwrap();
    assert!(reopened(&folder).debts().unwrap().is_empty());
}

#[test]
fn a_press_that_was_given_up_is_owed_a_void() {
    let folder = tempfile::tempdir().unwrap();
    let journal = reopened(&folder);
    journal.begin(&press("r1")).unwrap();
    journal.give_up("r1").unwrap();
    assert_eq!(reopened(&folder).debts().unwrap()[0].debt, Debt::Void);
    assert!(journal.unanswered().unwrap().is_empty());
}

#[test]
fn settled_presses_of_days_gone_by_are_forgotten_and_debts_are_not() {
    let folder = tempfile::tempdir().unwrap();
    let journal = reopened(&folder);
    for request in ["settled", "owed"] {
        journal.begin(&press(request)).unwrap();
        journal.note_reply(request, &reply(request)).unwrap();
        journal
            .note_print(request, PressState::Printed, Some("proof"))
            .unwrap();
    }
    journal.settle("settled", "proof").unwrap();
    journal.forget_before("2026-11-25".parse().unwrap()).unwrap();
    assert_eq!(journal.press("settled").unwrap(), None);
    assert!(journal.press("owed").unwrap().is_some());
}

#[test]
fn the_plan_is_kept_for_a_start_without_the_hall() {
    let folder = tempfile::tempdir().unwrap();
    for etag in ["one", "two"] {
        let plan = KeptPlan {
            etag: etag.to_owned(),
            document: format!("{{\"{etag}\":1}}"),
        };
        reopened(&folder).keep_plan(&plan).unwrap();
        assert_eq!(reopened(&folder).kept_plan().unwrap(), Some(plan));
    }
}

#[test]
fn a_journal_of_a_newer_kiosk_is_not_opened() {
    let folder = tempfile::tempdir().unwrap();
    drop(reopened(&folder));
    let connection = rusqlite::Connection::open(folder.path().join("kiosk.db")).unwrap();
    connection.pragma_update(None, "user_version", 9).unwrap();
    drop(connection);
    assert!(matches!(
        Journal::open(folder.path()),
        Err(JournalError::Newer { found: 9 })
    ));
}

#[test]
fn proof_that_comes_after_the_hall_was_told_is_owed_again() {
    let folder = tempfile::tempdir().unwrap();
    let journal = reopened(&folder);
    journal.begin(&press("r1")).unwrap();
    journal.note_reply("r1", &reply("A001")).unwrap();
    journal.note_print("r1", PressState::Uncertain, None).unwrap();
    journal.settle("r1", "none").unwrap();
    assert_eq!(journal.debts().unwrap(), []);
    journal
        .note_print("r1", PressState::Printed, Some("proof"))
        .unwrap();
    // The hall's answer to what was told before comes now: it settles nothing of what has come since.
    journal.settle("r1", "none").unwrap();
    let debts = reopened(&folder).debts().unwrap();
    assert_eq!((debts.len(), debts[0].evidence.as_str()), (1, "proof"));
    journal.settle("r1", "proof").unwrap();
    assert_eq!(journal.debts().unwrap(), []);
}

#[test]
fn a_journal_of_the_first_schema_is_taken_over_with_its_presses() {
    let folder = tempfile::tempdir().unwrap();
    let old = rusqlite::Connection::open(folder.path().join("kiosk.db")).unwrap();
    old.execute_batch(include_str!("sql/schema_001.sql")).unwrap();
    old.pragma_update(None, "user_version", 1).unwrap();
    old.execute("INSERT INTO press (request, token, day, service, language, large, state) VALUES ('r', 't', '2026-11-24', 'A01', 'en', 0, 'asked')", ()).unwrap();
    drop(old);
    let journal = Journal::open(folder.path()).unwrap();
    let kept = journal.unanswered().unwrap();
    let wish = Wish::Matters {
        basket: Basket::of(Matter::Service("A01".to_owned())),
        cases: 1,
        class: None,
    };
    assert_eq!(
        kept.into_iter()
            .map(|kept| kept.press.order.wish)
            .collect::<Vec<_>>(),
        [wish]
    );
    assert_eq!(journal.use_paper(110).unwrap(), 110);
}

#[test]
fn whether_a_slip_was_taken_is_known_after_a_restart_and_owed_to_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let journal = reopened(&folder);
    let taken_of = |request: &str| reopened(&folder).press(request).unwrap().unwrap().taken;
    for request in ["r1", "r2", "r3"] {
        journal.begin(&press(request)).unwrap();
        journal.note_reply(request, &reply("A001")).unwrap();
        journal
            .note_print(request, PressState::Printed, Some("proof"))
            .unwrap();
        journal.settle(request, "proof").unwrap();
    }
    journal.note_taken("r2", true).unwrap();
    journal.note_taken("r3", false).unwrap();
    assert_eq!(["r1", "r2", "r3"].map(taken_of), [None, Some(true), Some(false)]);
    assert!(journal.debts().unwrap().is_empty());
}

#[test]
fn a_journal_of_the_third_schema_keeps_the_class_of_its_presses() {
    let folder = tempfile::tempdir().unwrap();
    let old = rusqlite::Connection::open(folder.path().join("kiosk.db")).unwrap();
    for schema in [
        include_str!("sql/schema_001.sql"),
        include_str!("sql/schema_002.sql"),
        include_str!("sql/schema_003.sql"),
    ] {
        old.execute_batch(schema).unwrap();
    }
    old.pragma_update(None, "user_version", 3).unwrap();
    old.execute("INSERT INTO press (request, token, day, service, class, language, large, state, debt) VALUES ('r1', 'token-r1', '2026-11-24', 'A01', 'elderly', 'zh-Hant', 0, 'given_up', 'void')", ()).unwrap();
    drop(old);
    let debts = Journal::open(folder.path()).unwrap().debts().unwrap();
    assert_eq!(
        debts.into_iter().map(|kept| kept.press).collect::<Vec<_>>(),
        [press("r1")]
    );
}

#[test]
fn an_arrival_is_kept_with_what_was_shown_and_owes_nothing_when_its_visitor_is_let_in() {
    let folder = tempfile::tempdir().unwrap();
    let mut arrival = press("r1");
    arrival.order.wish = Wish::Arrival {
        shown: "12345678".to_owned(),
        accept_late: true,
    };
    reopened(&folder).begin(&arrival).unwrap();
    let kept = reopened(&folder).unanswered().unwrap();
    assert_eq!(
        kept.into_iter().map(|kept| kept.press).collect::<Vec<_>>(),
        [arrival]
    );
    let journal = reopened(&folder);
    journal.note_let_in("r1").unwrap();
    let kept = reopened(&folder).press("r1").unwrap().unwrap();
    assert_eq!((kept.state, kept.debt), (PressState::LetIn, Debt::Nothing));
    assert_eq!(journal.unanswered().unwrap(), []);
}

#[test]
fn what_was_begun_on_another_machine_is_neither_asked_again_nor_shown_nor_void() {
    let folder = tempfile::tempdir().unwrap();
    let journal = Journal::open(folder.path()).unwrap();
    journal.move_in("one", "first").unwrap();
    for request in ["asked", "given"] {
        journal.begin(&press(request)).unwrap();
    }
    journal.note_reply("given", &reply("A001")).unwrap();
    assert_eq!(journal.move_in("one", "another").unwrap(), "first");
    assert_eq!(
        journal.unanswered().unwrap().len(),
        1,
        "at home it is asked again"
    );
    assert_eq!(journal.move_in("two", "second").unwrap(), "second");
    assert_eq!(journal.unanswered().unwrap(), []);
    assert_eq!(journal.unproved().unwrap(), []);
    let debts = journal.debts().unwrap();
    let owed: Vec<_> = debts
        .iter()
        .map(|kept| (kept.press.request.as_str(), kept.debt))
        .collect();
    assert_eq!(owed, [("given", Debt::Confirm)]);
}
