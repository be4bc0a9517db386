//! The journal of a kiosk that will never run again: what it would have brought, and not a byte changed.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use hall_protocol::offline::{LeaseBlock, LeasesGiven, OfflineTicket};
use jiff::civil::Date;

use super::{press, reopened, reply};
use crate::clock::BootMoment;
use crate::journal::{GivenAlone, Journal, PressState, RowState};
use crate::offline_rows::tickets_of_folder;

const DAY: &str = "2026-11-24";

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// A ticket of the hall's, on paper, of which the hall has heard everything.
fn give(journal: &Journal, request: &str, on: &str, number: &str) {
    let mut press = press(request);
    press.day = day(on);
    journal.begin(&press).unwrap();
    journal.note_reply(request, &reply(number)).unwrap();
    journal
        .note_print(request, PressState::Printed, Some("proof"))
        .unwrap();
    journal.settle(request, "proof").unwrap();
}

fn give_alone(journal: &Journal, request: &str, on: &str, voids: Option<&str>) {
    let mut press = press(request);
    press.day = day(on);
    let given = LeasesGiven {
        day: press.day,
        epoch: 1,
        until: "2026-11-25T10:00:00Z".parse().unwrap(),
        leases: vec![LeaseBlock {
            letter: "A".to_owned(),
            first: 601,
            last: 609,
        }],
    };
    let alone = GivenAlone {
        epoch: 0,
        voids: voids.map(ToOwned::to_owned),
        moment: BootMoment {
            boot: "wound".to_owned(),
            ms: 5,
        },
        clock: "2026-11-24T02:00:00Z".parse().unwrap(),
        heard: "2026-11-24T01:00:00Z".parse().unwrap(),
    };
    journal.keep_leases(&given, alone.heard).unwrap();
    let ticket = journal.give_alone(&press, 'A', alone, reply("")).unwrap();
    assert!(ticket.is_some(), "{request} has no number");
}

/// A day with a ticket of every kind, and what is left of two days before.
fn lived(journal: &Journal) {
    give_alone(journal, "never brought", "2026-11-22", None);
    give(journal, "settled long ago", "2026-11-23", "A007");
    give(journal, "of the hall", DAY, "A001");
    journal.begin(&press("refused")).unwrap();
    journal.note_refusal("refused").unwrap();
    journal.begin(&press("given up")).unwrap();
    journal.give_up("given up").unwrap();
    for request in ["brought", "not wanted", "alone"] {
        give_alone(
            journal,
            request,
            DAY,
            Some("given up").filter(|_| request == "alone"),
        );
    }
    journal.note_row("brought", RowState::Accepted).unwrap();
    journal.note_row("not wanted", RowState::Quarantined).unwrap();
}

/// The folder as it stands when the power is cut: with a log that nobody writes back.
fn cut(folder: &Path) -> tempfile::TempDir {
    let card = tempfile::tempdir().unwrap();
    for (name, _) in traces(folder) {
        fs::copy(folder.join(&name), card.path().join(&name)).unwrap();
    }
    card
}

fn traces(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder).unwrap().flatten();
    let trace = |entry: fs::DirEntry| {
        let name = entry.file_name().to_string_lossy().into_owned();
        (name, fs::read(entry.path()).unwrap())
    };
    entries.map(trace).collect()
}

fn exported(folder: &Path, on: Option<&str>) -> Vec<OfflineTicket> {
    let tickets = tickets_of_folder(folder, on.map(day)).unwrap();
    let rows = tickets.rows.into_iter();
    rows.map(|row| serde_json::from_value(row).unwrap()).collect()
}

fn requests(tickets: &[OfflineTicket]) -> Vec<&str> {
    tickets.iter().map(|ticket| ticket.request.as_str()).collect()
}

#[test]
fn what_a_dead_kiosk_would_bring_is_exported_and_its_card_is_left_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let journal = reopened(&folder);
    lived(&journal);
    let card = cut(folder.path());
    let before = traces(card.path());
    assert_eq!(before.len(), 3, "{:?}", before.keys());
    let tickets = exported(card.path(), None);
    assert_eq!(traces(card.path()), before);
    assert_eq!(
        requests(&tickets),
        ["never brought", "of the hall", "brought", "alone"]
    );
    // It is what the kiosk itself brings when the hall went on from an older copy.
    journal.note_epoch(2).unwrap();
    let rows = journal.rows_owed().unwrap();
    let brought: Vec<&str> = rows.iter().map(|kept| kept.press.request.as_str()).collect();
    assert_eq!(requests(&tickets), brought);

    let [_, of_hall, .., alone] = &tickets[..] else {
        panic!("{tickets:?}");
    };
    assert_eq!((of_hall.number.as_str(), of_hall.epoch), ("A001", 0));
    assert_eq!(of_hall.heard, reply("").issued_at);
    assert_eq!((alone.number.as_str(), alone.epoch), ("A603", 1));
    assert_eq!(alone.voids.as_deref(), Some("given up"));
    // How long ago it was is known to nobody: it is read on another machine, at another time.
    assert_eq!(alone.ago_ms, None);
    assert_eq!(
        alone.clock.map(|clock| clock.to_string()).as_deref(),
        Some("2026-11-24T02:00:00Z")
    );
}

#[test]
fn a_day_is_exported_alone_where_it_is_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    lived(&reopened(&folder));
    let of_day = |on| requests(&exported(folder.path(), Some(on))).join(", ");
    assert_eq!(of_day("2026-11-22"), "never brought");
    assert_eq!(of_day("2026-11-23"), "settled long ago");
    assert_eq!(of_day(DAY), "of the hall, brought, alone");
    assert_eq!(of_day("2026-11-25"), "");
}

#[test]
fn more_tickets_than_travel_at_once_are_exported_and_an_older_journal_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let journal = reopened(&folder);
    for number in 0..25 {
        give(&journal, &format!("r{number}"), DAY, &format!("A{number:03}"));
    }
    assert_eq!(exported(folder.path(), None).len(), 25);

    let old = tempfile::tempdir().unwrap();
    let connection = rusqlite::Connection::open(old.path().join("kiosk.db")).unwrap();
    connection
        .execute_batch(include_str!("../sql/schema_001.sql"))
        .unwrap();
    connection.pragma_update(None, "user_version", 1).unwrap();
    let given = serde_json::to_string(&reply("A042")).unwrap();
    connection.execute("INSERT INTO press (request, token, day, service, language, large, state, reply) VALUES ('r', 't', '2026-11-24', 'A01', 'en', 0, 'given', ?1)", [given]).unwrap();
    drop(connection);
    let before = traces(old.path());
    let tickets = exported(old.path(), None);
    assert_eq!((tickets.len(), tickets[0].number.as_str()), (1, "A042"));
    assert_eq!(traces(old.path()), before);
}

#[test]
fn a_folder_without_a_journal_is_said_so_and_gets_none() {
    let folder = tempfile::tempdir().unwrap();
    let refused = tickets_of_folder(folder.path(), None).unwrap_err().to_string();
    assert!(
        refused.contains("there is no") && refused.contains("--data"),
        "{refused}"
    );
    assert_eq!(traces(folder.path()).len(), 0);
}
