//! Tickets of a kiosk that will never run again: taken up from a file as they would be from the kiosk.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Parser;
use serde_json::{Value, json};
use tempfile::TempDir;

use super::{Bench, DAY, id, instant, open_journal};
use crate::backup;
use crate::clock::Clock;
use crate::commands::{CommandLine, CommandWord, restore as restore_command};
use crate::restore::{Asked, restore};
use crate::store::verify;
use crate::take_up::{KioskFile, TakeUpError, Taken, read, take_up};

const LATER: &str = "2026-03-02T02:30:00Z";

/// A ticket as `kiosk export-tickets` prints it.
fn row(number: u32, printed: &str, epoch: u32) -> Value {
    json!({"request": id(number), "token": id(number + 1_000_000), "day": DAY, "number": printed, "epoch": epoch,
        "services": ["S01"], "journeys": [], "cases": 1, "language": "en",
        "clock": "2026-03-02T01:30:00Z", "heard": "2026-03-02T01:00:00Z"})
}

/// What the card of a kiosk holds: what the hall gave before and after its backup, what was given alone, more than travel at
/// once, and two rows that are not as they should be.
fn rows() -> Vec<Value> {
    let of_hall = [1, 3, 4].map(|number| row(number, &format!("S00{number}"), 0));
    let alone = (0..25).map(|number| row(100 + number, &format!("S{}", 601 + number), 1));
    let twice = row(200, "S001", 0);
    let not_read = json!({"request": "no id", "number": "S777"});
    of_hall
        .into_iter()
        .chain(alone)
        .chain([twice, not_read])
        .collect()
}

/// A hall that was backed up after two tickets, gave two more, and was put back.
struct Drill {
    folder: TempDir,
    _card: TempDir,
    file: KioskFile,
}

impl Drill {
    async fn new() -> Self {
        let bench = Bench::open();
        let backups = tempfile::tempdir().expect("a folder");
        for number in [1, 2] {
            bench.ticket(number).await;
        }
        let at = instant("2026-03-02T01:00:00Z");
        let backup = backup::make(bench.folder.path(), backups.path(), None, at).expect("a backup");
        for number in [3, 4] {
            bench.ticket(number).await;
        }
        let folder = bench.close();
        let asked = Asked {
            backup: &backup.folder,
            to: folder.path(),
            high_water: None,
            anchor: None,
            above: None,
            anyway: true,
        };
        restore(&asked, instant(LATER)).expect("restored");
        let card = tempfile::tempdir().expect("a folder");
        let file = card.path().join("kiosk-1.json");
        fs::write(&file, json!({ "rows": rows() }).to_string()).expect("written");
        Self {
            folder,
            _card: card,
            file: KioskFile {
                kiosk: "kiosk-1".to_owned(),
                file,
            },
        }
    }

    async fn take_up(&self) -> Result<Vec<Taken>, TakeUpError> {
        let brought = read(std::slice::from_ref(&self.file))?;
        take_up(self.folder.path(), None, brought, &Clock::wound(instant(LATER))).await
    }

    fn numbers(&self) -> Vec<String> {
        let journal = open_journal(self.folder.path());
        let mut statement = journal
            .prepare("SELECT number FROM journal WHERE number IS NOT NULL ORDER BY seq")
            .expect("a table");
        let numbers = statement.query_map((), |row| row.get(0)).expect("rows");
        numbers.collect::<Result<_, _>>().expect("numbers")
    }
}

/// The hall's folder, copied file by file.
fn twin_of(folder: &Path) -> TempDir {
    let twin = tempfile::tempdir().expect("a folder");
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        if entry.path().is_file() {
            fs::copy(entry.path(), twin.path().join(entry.file_name())).expect("copied");
        }
    }
    twin
}

fn told(taken: &[Taken]) -> Vec<(String, String)> {
    let tickets = taken.iter().flat_map(|taken| &taken.tickets);
    tickets
        .map(|(number, told)| (number.clone(), told.result.clone()))
        .collect()
}

#[tokio::test]
async fn a_dead_kiosks_tickets_are_in_the_restored_hall_with_their_numbers() {
    let drill = Drill::new().await;
    let taken = drill.take_up().await.expect("taken up");
    let told = told(&taken);
    assert_eq!(told.len(), rows().len());
    assert_eq!(told[0], ("S001".to_owned(), "already".to_owned()));
    assert!(
        told[1..28].iter().all(|(_, result)| result == "accepted"),
        "{told:?}"
    );
    assert_eq!(told[28], ("S001".to_owned(), "quarantined".to_owned()));
    assert_eq!(told[29], ("S777".to_owned(), "unreadable".to_owned()));
    let numbers = drill.numbers();
    let alone = (601..626).map(|number| format!("S{number}"));
    let expected: Vec<String> = ["S001", "S002", "S003", "S004"]
        .map(ToOwned::to_owned)
        .into_iter()
        .chain(alone)
        .collect();
    assert_eq!(numbers, expected);
    verify(drill.folder.path()).expect("the chain holds");
    // A server goes on from it, in the same epoch.
    let bench = Bench::open_in(drill.folder, LATER).expect("a server");
    assert_eq!(bench.house.state.epoch, 3);
    // Nobody says what became of the paper: a while later they wait all the same.
    bench.wind_on(21);
    let manager = bench.person(super::identity::MANAGER).await;
    let live = bench.get("/api/v1/live", &manager).await;
    assert_eq!(
        (&live.body["issued"], &live.body["waiting"]),
        (&json!(29), &json!(29))
    );
}

#[tokio::test]
async fn each_is_decided_as_if_the_kiosk_had_brought_it_and_may_be_brought_again() {
    let drill = Drill::new().await;
    let twin = twin_of(drill.folder.path());
    let taken = drill.take_up().await.expect("taken up");
    let bench = Bench::open_in(twin, LATER).expect("a server");
    let mut brought = Vec::new();
    for rows in rows().chunks(20) {
        let sent = json!({ "rows": rows });
        let heard = bench.post("/api/v1/offline-tickets", &bench.kiosk, &sent).await;
        brought.extend(heard.body["results"].as_array().expect("results").clone());
    }
    let results = taken[0].tickets.iter();
    let results: Vec<Value> = results
        .map(|(_, told)| serde_json::to_value(told).expect("JSON"))
        .collect();
    assert_eq!(results, brought);
    // What was interrupted half-way is done again, and nothing is in the journal twice.
    let numbers = drill.numbers();
    assert_eq!(drill.take_up().await.expect("taken up"), taken);
    assert_eq!(drill.numbers(), numbers);
}

#[tokio::test]
async fn what_cannot_be_taken_up_is_refused_with_what_to_do_and_changes_nothing() {
    let mut drill = Drill::new().await;
    let numbers = drill.numbers();
    drill.file.kiosk = "kiosk-9".to_owned();
    let refused = drill.take_up().await.expect_err("no such kiosk").to_string();
    assert!(
        refused.contains("no kiosk \"kiosk-9\"") && refused.contains("kiosk-1"),
        "{refused}"
    );
    drill.file.kiosk = "kiosk-1".to_owned();
    assert_eq!(drill.numbers(), numbers);
    let Drill {
        folder, _card, file, ..
    } = drill;
    let bench = Bench::open_in(folder, LATER).expect("a server");
    let brought = read(std::slice::from_ref(&file)).expect("read");
    let refused = take_up(bench.folder.path(), None, brought, &Clock::wound(instant(LATER)))
        .await
        .expect_err("a server has it")
        .to_string();
    assert!(refused.contains("stop that server"), "{refused}");
    fs::write(&file.file, "{\"rows\": [").expect("written");
    let refused = read(&[file]).expect_err("half a file").to_string();
    assert!(refused.contains("export it again"), "{refused}");
}

#[tokio::test]
async fn a_restore_reads_every_file_before_it_touches_anything() {
    let drill = Drill::new().await;
    let numbers = drill.numbers();
    let missing: PathBuf = drill.folder.path().join("nowhere.json");
    let line = format!(
        "display-server restore {0} --to {0} --anyway --kiosk-tickets kiosk-1={1}",
        drill.folder.path().display(),
        missing.display()
    );
    let word = CommandLine::try_parse_from(line.split(' '))
        .expect("a command")
        .word();
    let Some(CommandWord::Restore(words)) = word else {
        panic!("{line}");
    };
    let refused = restore_command(&words).await.expect_err("no file").to_string();
    assert!(
        refused.contains("nowhere.json") && refused.contains("Nothing was restored"),
        "{refused}"
    );
    assert_eq!(drill.numbers(), numbers);
    let line = line.replace("kiosk-1=", "");
    let refused = CommandLine::try_parse_from(line.split(' ')).expect_err("whose tickets?");
    assert!(refused.to_string().contains("KIOSK=FILE"), "{refused}");
}
