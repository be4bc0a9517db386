//! A backup is put back: drilled as it would be on a bad morning.

use std::fs;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};

use axum::http::StatusCode;
use jiff::Timestamp;
use serde_json::json;
use tempfile::TempDir;

use super::identity::MANAGER;
use super::{Bench, DAY, id, issue};
use crate::anchor::read_anchors;
use crate::backup;
use crate::high_water::HIGH_WATER;
use crate::restore::{Asked, RestoreError, Restored, restore};
use crate::store::{read_end, verify, verify_anchored};

const LATER: &str = "2026-03-02T02:30:00Z";

/// A hall that was backed up after two tickets, and gave two more.
struct Drill {
    folder: TempDir,
    backups: TempDir,
    backup: PathBuf,
}

impl Drill {
    async fn new() -> Self {
        let bench = Bench::open();
        let backups = tempfile::tempdir().expect("a folder");
        for number in [1, 2] {
            bench.ticket(number).await;
        }
        let made = backup::make(
            bench.folder.path(),
            backups.path(),
            None,
            at("2026-03-02T01:00:00Z"),
        );
        let backup = made.expect("a backup").folder;
        for number in [3, 4] {
            bench.ticket(number).await;
        }
        let folder = bench.close();
        Self {
            folder,
            backups,
            backup,
        }
    }

    fn asked(&self) -> Asked<'_> {
        Asked {
            backup: &self.backup,
            to: self.folder.path(),
            high_water: None,
            anchor: None,
            above: None,
            anyway: false,
        }
    }

    fn restore(&self) -> Result<Restored, RestoreError> {
        restore(&self.asked(), at(LATER))
    }

    /// A page of the journal is not what it was.
    fn damage(&self) {
        let journal = self.folder.path().join("hall.db");
        let file = fs::OpenOptions::new()
            .write(true)
            .open(&journal)
            .expect("a journal");
        let length = file.metadata().expect("a length").len();
        file.write_all_at(&[0x5e; 4096], length - 4096).expect("written");
    }
}

fn at(text: &str) -> Timestamp {
    text.parse().expect("an instant")
}

fn numbers_of(folder: &Path) -> Vec<String> {
    let journal = super::open_journal(folder);
    let mut statement = journal
        .prepare("SELECT number FROM journal WHERE number IS NOT NULL ORDER BY seq")
        .expect("a table");
    let numbers = statement.query_map((), |row| row.get(0)).expect("rows");
    numbers.collect::<Result<_, _>>().expect("numbers")
}

#[tokio::test]
async fn a_damaged_hall_is_restored_says_what_is_missing_and_gives_no_number_twice() {
    let drill = Drill::new().await;
    let last = read_end(drill.folder.path()).expect("read").expect("an end").seq;
    drill.damage();
    let restored = drill.restore().expect("restored");
    assert_eq!((restored.label.head_seq + 4, restored.last_known), (last, last));
    assert_eq!((restored.epoch, restored.above), (3, 2000));
    let replaced = restored.replaced.expect("what was there is kept");
    assert!(replaced.join("hall.db").is_file());
    assert!(
        drill.folder.path().join("personal.db").is_file(),
        "no backup has it"
    );

    let bench = Bench::open_in(drill.folder, LATER).expect("a server");
    assert_eq!(bench.ticket(5).await, "S2001");
    // A kiosk brings what the backup does not know.
    let row = json!({"request": id(3), "token": id(3 + 1_000_000), "day": DAY, "number": "S003", "epoch": 0,
        "services": ["S01"], "language": "en", "clock": "2026-03-02T01:30:00Z", "heard": "2026-03-02T01:30:00Z"});
    let rows = json!({"rows": [row]});
    let heard = bench.post("/api/v1/offline-tickets", &bench.kiosk, &rows).await;
    assert_eq!(heard.body["results"][0]["result"], "accepted");
    // Its people need no new PIN.
    assert_eq!(bench.house.state.epoch, 3);
    assert!(!bench.person(MANAGER).await.is_empty());
    let folder = bench.close();
    assert_eq!(numbers_of(folder.path()), ["S001", "S002", "S2001", "S003"]);
    assert_eq!(verify(folder.path()).expect("a chain").epoch, 3);
}

#[tokio::test]
async fn a_journal_that_is_whole_and_newer_is_kept_unless_somebody_insists() {
    let drill = Drill::new().await;
    let refused = drill.restore().expect_err("there is nothing to restore");
    assert!(matches!(refused, RestoreError::NotNeeded { .. }), "{refused}");
    assert_eq!(numbers_of(drill.folder.path()).len(), 4, "nothing was touched");
    let anyway = Asked {
        anyway: true,
        ..drill.asked()
    };
    restore(&anyway, at(LATER)).expect("restored");
    assert_eq!(numbers_of(drill.folder.path()), ["S001", "S002"]);
}

#[tokio::test]
async fn a_backup_that_is_not_what_it_was_is_not_put_back() {
    let drill = Drill::new().await;
    drill.damage();
    let file = drill.backup.join("hall.db");
    let bytes = fs::read(&file).expect("read");
    let mut changed = bytes.clone();
    *changed.last_mut().expect("a byte") ^= 1;
    fs::write(&file, &changed).expect("written");
    let refused = drill.restore().expect_err("it was changed").to_string();
    assert!(refused.contains("hall.db is not what it was"), "{refused}");
    fs::write(&file, &bytes).expect("written");
    fs::remove_file(drill.backup.join("backup.json")).expect("removed");
    let refused = drill.restore().expect_err("it has no label").to_string();
    assert!(refused.contains("is no backup"), "{refused}");
    assert!(
        drill.folder.path().join("hall.db").is_file(),
        "what is there stays"
    );
    assert!(drill.backups.path().is_dir());
}

#[tokio::test]
async fn nothing_is_restored_under_a_running_server() {
    let drill = Drill::new().await;
    let Drill {
        folder,
        backup,
        backups: _backups,
    } = drill;
    let bench = Bench::open_in(folder, LATER).expect("a server");
    let asked = Asked {
        backup: &backup,
        to: bench.folder.path(),
        high_water: None,
        anchor: None,
        above: None,
        anyway: true,
    };
    let refused = restore(&asked, at(LATER)).expect_err("somebody has it");
    assert!(matches!(refused, RestoreError::Lock(_)), "{refused}");
    let heard = bench.post("/api/v1/tickets", &bench.kiosk, &issue(9)).await;
    assert_eq!(heard.status, StatusCode::CREATED);
}

#[tokio::test]
async fn without_the_high_water_file_somebody_must_say_which_numbers_were_given() {
    let drill = Drill::new().await;
    let new_disk = tempfile::tempdir().expect("a folder");
    let asked = Asked {
        to: new_disk.path(),
        ..drill.asked()
    };
    let refused = restore(&asked, at(LATER)).expect_err("nobody knows").to_string();
    assert!(refused.contains("--numbers-above"), "{refused}");
    assert_eq!(fs::read_dir(new_disk.path()).expect("a folder").count(), 0);
    let said = Asked {
        above: Some(3142),
        ..asked
    };
    let restored = restore(&said, at(LATER)).expect("restored");
    assert_eq!((restored.above, restored.replaced), (5000, None));
    let bench = Bench::open_in(new_disk, LATER).expect("a server");
    assert_eq!(bench.ticket(5).await, "S5001");
}

#[tokio::test]
async fn the_high_water_file_of_another_medium_leads_above_what_it_says() {
    let drill = Drill::new().await;
    drill.damage();
    let medium = tempfile::tempdir().expect("a folder");
    let file = medium.path().join(HIGH_WATER);
    fs::rename(drill.folder.path().join(HIGH_WATER), &file).expect("moved");
    let asked = Asked {
        high_water: Some(&file),
        ..drill.asked()
    };
    let restored = restore(&asked, at(LATER)).expect("restored");
    assert_eq!(restored.above, 2000);
    assert!(
        !drill.folder.path().join(HIGH_WATER).exists(),
        "it stays on its medium"
    );
}

#[tokio::test]
async fn anchors_of_what_is_missing_are_explained_by_the_epoch_that_began() {
    let drill = Drill::new().await;
    let end = read_end(drill.folder.path()).expect("read").expect("an end");
    let medium = tempfile::tempdir().expect("a folder");
    let file = medium.path().join("anchors");
    let anchor = crate::anchor::Anchor { end, at: at(LATER) };
    fs::write(&file, format!("{anchor}\n")).expect("written");
    drill.damage();
    drill.restore().expect("restored");
    let anchors = read_anchors(&file).expect("anchors");
    let proof = verify_anchored(drill.folder.path(), &anchors).expect("explained");
    let left = proof.left_behind.expect("an epoch left something behind");
    assert_eq!((left.seq, left.epoch), (end.seq, 3));
    // A tail that is cut without an epoch is a tail that was cut.
    let restored = read_end(drill.folder.path()).expect("read").expect("an end");
    let later = crate::anchor::Anchor {
        end: crate::store::JournalEnd {
            seq: restored.seq + 1,
            ..restored
        },
        at: at(LATER),
    };
    let cut = verify_anchored(drill.folder.path(), &[later]).expect_err("a cut tail");
    assert!(cut.to_string().contains("its tail was cut off"), "{cut}");
}
