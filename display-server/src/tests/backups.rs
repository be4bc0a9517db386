//! Backups: whole or not there, of the right files, and of the journal as it was.

use std::fs;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};
use tempfile::TempDir;

use super::{Bench, instant, open_journal};
use crate::backup::{self, BackupError, Label, Made};
use crate::store::verify;

const NOW: &str = "2026-03-02T01:00:00Z";

/// A folder for backups.
struct Shelf(TempDir);

impl Shelf {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn make(&self, data: &Path, minute: i64) -> Result<Made, BackupError> {
        self.make_and_keep(data, minute, None)
    }

    fn make_and_keep(
        &self,
        data: &Path,
        minute: i64,
        keep: Option<NonZeroUsize>,
    ) -> Result<Made, BackupError> {
        backup::make(data, self.path(), keep, at(minute))
    }
}

fn at(minute: i64) -> Timestamp {
    instant(NOW) + SignedDuration::from_mins(minute)
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    let mut names: Vec<String> = entries
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .into_string()
                .expect("a name")
        })
        .collect();
    names.sort();
    names
}

fn count(folder: &Path, table: &str) -> u64 {
    let connection = rusqlite::Connection::open(folder.join("identities.db")).expect("identities");
    let rows = format!("SELECT count(*) FROM {table}");
    connection
        .query_row(&rows, (), |row| row.get(0))
        .expect("a count")
}

fn holds(file: &Path, bytes: &[u8]) -> bool {
    let text = fs::read(file).expect("a file");
    text.windows(bytes.len()).any(|window| window == bytes)
}

#[tokio::test]
async fn a_backup_made_while_the_hall_writes_is_proved_and_is_how_the_journal_began() {
    let bench = Bench::open();
    bench.ticket(1).await;
    let shelf = Shelf::new();
    let (data, to) = (bench.folder.path().to_owned(), shelf.path().to_owned());
    // The hall is a ticket or two ahead: it writes while a copy is made, and between two copies it has written.
    let (written, mut heard) = tokio::sync::mpsc::channel(2);
    let copying = tokio::task::spawn_blocking(move || {
        let make = |minute| {
            let made = backup::make(&data, &to, None, at(minute)).expect("a backup");
            while heard.try_recv().is_ok() {}
            // One may have waited to be told since before the copy; the next was written after it.
            for _ in 0..2 {
                heard.blocking_recv().expect("the hall goes on");
            }
            made
        };
        (0..4).map(make).collect::<Vec<_>>()
    });
    let mut number = 1;
    while written.send(number).await.is_ok() {
        number += 1;
        bench.ticket(number).await;
    }
    let made = copying.await.expect("backups");
    for Made { folder, label, .. } in &made {
        let proof = verify(folder).expect("a chain that holds");
        assert_eq!(
            (proof.head_seq, proof.head_hash),
            (label.head_seq, label.head_hash)
        );
        let hash: [u8; 32] = bench
            .journal()
            .query_row(
                "SELECT hash FROM journal WHERE seq = ?1",
                [label.head_seq],
                |row| row.get(0),
            )
            .expect("the entry is in the journal");
        assert_eq!(hash, label.head_hash);
    }
    let (first, last) = (&made[0].label, &made[3].label);
    assert!(
        first.head_seq < last.head_seq,
        "the hall wrote meanwhile: {first:?}, {last:?}"
    );
}

#[tokio::test]
async fn a_backup_has_what_a_hall_is_set_up_from_again_and_nothing_that_ends() {
    let bench = Bench::open();
    bench.ticket(1).await;
    bench.person("901").await;
    let (_, key) = bench
        .house
        .state
        .owner
        .day_key()
        .await
        .expect("an owner")
        .expect("a day");
    let key = key.expect("a key");
    let data = bench.folder.path().to_owned();
    let known = ["hall.db", "identities.db", "personal.db"];
    let databases = names(&data)
        .into_iter()
        .filter(|name| Path::new(name).extension().is_some_and(|end| end == "db"));
    assert_eq!(
        databases.collect::<Vec<_>>(),
        known,
        "whether a backup has the new one is to be decided"
    );
    assert_eq!((count(&data, "sessions"), count(&data, "day_keys")), (1, 1));
    let shelf = Shelf::new();
    let made = shelf.make(&data, 0).expect("a backup").folder;
    assert_eq!(names(&made), ["backup.json", "hall.db", "identities.db"]);
    assert_eq!((count(&made, "sessions"), count(&made, "day_keys")), (0, 0));
    assert_eq!((count(&made, "pins"), count(&made, "devices")), (1, 1));
    let live = ["identities.db", "identities.db-wal"];
    assert!(live.iter().any(|name| holds(&data.join(name), &key)));
    for name in names(&made) {
        assert!(!holds(&made.join(&name), &key), "the day's key is in {name}");
    }
    // How it is put back, and what a hall makes of it, is in tests/restore.rs.
}

#[test]
fn its_label_says_what_it_holds() {
    let folder = Bench::open().close();
    let shelf = Shelf::new();
    let made = shelf.make(folder.path(), 0).expect("a backup");
    let proof = verify(folder.path()).expect("a chain");
    let name = format!("20260302T010000Z-{}", proof.head_seq);
    assert_eq!(
        made.folder,
        shelf.path().canonicalize().expect("a path").join(name)
    );
    let text = fs::read_to_string(made.folder.join(backup::LABEL)).expect("a label");
    assert!(text.contains(&hex::encode(proof.head_hash)), "{text}");
    let label: Label = serde_json::from_str(&text).expect("a label");
    assert_eq!(label, made.label);
    assert_eq!((label.epoch, label.at), (1, at(0)));
    for file in &label.files {
        let bytes = fs::read(made.folder.join(&file.name)).expect("a file");
        assert_eq!(file.bytes, bytes.len() as u64);
        assert_eq!(file.sha256, hex::encode(Sha256::digest(&bytes)));
    }
    assert_eq!(label.files.len(), 2);
}

#[test]
fn what_an_interrupted_backup_left_is_removed_by_the_next() {
    let folder = Bench::open().close();
    let shelf = Shelf::new();
    for left in [
        ".20260301T010000Z.part",
        ".20260301T010000Z-12.part",
        ".notes.part",
    ] {
        fs::create_dir(shelf.path().join(left)).expect("a folder");
        fs::write(shelf.path().join(left).join("hall.db"), "half").expect("half a file");
    }
    let made = shelf.make(folder.path(), 0).expect("a backup");
    let made = made.folder.file_name().and_then(|name| name.to_str());
    assert_eq!(
        names(shelf.path()),
        [".notes.part", made.expect("a name")],
        "only what a backup left goes"
    );
}

#[tokio::test]
async fn the_oldest_make_way_only_once_the_new_one_is_whole() {
    let bench = Bench::open();
    let data = bench.folder.path().to_owned();
    let shelf = Shelf::new();
    let keep = NonZeroUsize::new(2);
    let mut made: Vec<PathBuf> = Vec::new();
    for minute in 0..3 {
        bench.ticket(u32::try_from(minute).expect("small") + 1).await;
        made.push(shelf.make(&data, minute).expect("a backup").folder);
    }
    fs::create_dir(shelf.path().join("notes")).expect("a folder");
    let folder = bench.close();
    let damage = "UPDATE journal SET at_ms = at_ms + 1 WHERE seq = 3";
    open_journal(folder.path()).execute(damage, ()).expect("a change");
    let refused = shelf.make_and_keep(folder.path(), 3, keep).expect_err("damaged");
    let told = refused.to_string();
    assert!(told.contains("entry 3 was changed"), "{told}");
    let newest = made[2]
        .file_name()
        .and_then(|name| name.to_str())
        .expect("a name");
    assert!(told.contains(&format!("stays: {newest}")), "{told}");
    assert_eq!(
        names(shelf.path()).len(),
        4,
        "nothing went, and nothing half-made stays"
    );
    let mend = "UPDATE journal SET at_ms = at_ms - 1 WHERE seq = 3";
    open_journal(folder.path()).execute(mend, ()).expect("mended");
    let fourth = shelf.make_and_keep(folder.path(), 4, keep).expect("a backup");
    assert_eq!(fourth.removed.len(), 2, "{:?}", fourth.removed);
    assert!(!made[0].exists() && !made[1].exists() && made[2].exists());
    assert!(fourth.folder.exists() && shelf.path().join("notes").exists());
}

#[tokio::test]
async fn backups_of_another_journal_never_make_way() {
    let shelf = Shelf::new();
    let other = Bench::open_at("2026-03-02T00:40:00Z").close();
    let theirs = shelf.make(other.path(), 0).expect("a backup").folder;
    let folder = Bench::open().close();
    let first = shelf.make(folder.path(), 1).expect("a backup").folder;
    let made = shelf.make_and_keep(folder.path(), 2, NonZeroUsize::new(1));
    assert_eq!(made.expect("a backup").removed.len(), 1);
    assert!(theirs.exists() && !first.exists());
}

#[test]
fn whatever_is_named_wrongly_is_said() {
    let folder = Bench::open().close();
    let shelf = Shelf::new();
    let nowhere = shelf.path().join("nowhere");
    assert!(matches!(
        shelf.make(&nowhere, 0),
        Err(BackupError::NoFolder { .. })
    ));
    assert!(matches!(
        shelf.make(shelf.path(), 0),
        Err(BackupError::NoJournal { .. })
    ));
    for inside in [folder.path().to_owned(), folder.path().join("backups")] {
        let refused = backup::make(folder.path(), &inside, None, at(0));
        assert!(matches!(refused, Err(BackupError::Inside { .. })), "{refused:?}");
        assert!(!folder.path().join("backups").exists());
    }
    let busy = fs::File::open(shelf.path()).expect("a folder");
    busy.try_lock().expect("a lock");
    let refused = shelf.make(folder.path(), 0);
    assert!(matches!(refused, Err(BackupError::Busy { .. })), "{refused:?}");
    drop(busy);
    shelf.make(folder.path(), 0).expect("a backup");
    let again = shelf.make(folder.path(), 0).expect_err("the same second");
    assert!(again.to_string().contains("try again"), "{again}");
    assert_eq!(names(shelf.path()).len(), 1);
}
