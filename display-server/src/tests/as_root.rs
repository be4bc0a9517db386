//! Commands beside a hall's service, run as root as its README says: what they read is left as it was, and what they make
//! belongs to whoever the folder belongs to.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{MetadataExt, chown};
use std::path::Path;
use std::sync::Arc;

use jiff::Timestamp;
use queue_core::ServiceDay;
use serde_json::json;
use tempfile::TempDir;

use super::{Bench, DAY, PIN, config, id, instant, open_journal};
use crate::backup;
use crate::clock::Clock;
use crate::identity::Identities;
use crate::plan_in_force::PlanInForce;
use crate::restore::{Asked, restore};
use crate::store::{read_day, read_plan, verify};
use crate::take_up::{KioskFile, read, take_up};

const LATER: &str = "2026-03-02T02:30:00Z";

fn traces(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = fs::read_dir(folder).expect("a folder").flatten();
    let files = files.filter(|entry| entry.path().is_file());
    let trace = |entry: fs::DirEntry| {
        let name = entry.file_name().to_string_lossy().into_owned();
        (name, fs::read(entry.path()).expect("a file"))
    };
    files.map(trace).collect()
}

fn names(folder: &Path) -> Vec<String> {
    traces(folder).into_keys().collect()
}

/// The folder as it stands, as if its server were killed now.
fn killed(bench: &Bench) -> TempDir {
    let twin = tempfile::tempdir().expect("a folder");
    for (name, bytes) in traces(bench.folder.path()) {
        fs::write(twin.path().join(name), bytes).expect("written");
    }
    twin
}

/// Everything that only reads; how many entries it found.
fn read_all(folder: &Path) -> u64 {
    let day = ServiceDay(DAY.parse().expect("a day"));
    assert!(read_day(folder, day).expect("a report").is_some());
    assert!(read_plan(folder, None).expect("a plan").is_some());
    let backups = tempfile::tempdir().expect("a folder");
    let made = backup::make(folder, backups.path(), None, instant(LATER)).expect("a backup");
    assert_eq!(made.label.files.len(), 2);
    let proof = verify(folder).expect("a chain");
    assert_eq!(made.label.head_seq, proof.head_seq);
    proof.head_seq
}

#[tokio::test]
async fn what_only_reads_leaves_a_hall_that_runs_or_not_as_it_was() {
    let bench = Bench::open();
    bench.ticket(1).await;
    bench.person("901").await;
    let (entries, before) = (bench.entries(), names(bench.folder.path()));
    let (killed, without_index) = (killed(&bench), killed(&bench));
    assert_eq!(
        read_all(bench.folder.path()),
        entries,
        "beside a hall that serves"
    );
    assert_eq!(names(bench.folder.path()), before);
    bench.ticket(2).await;
    assert_eq!(read_all(bench.folder.path()), bench.entries());

    for database in ["hall.db", "identities.db"] {
        let index = without_index.path().join(format!("{database}-shm"));
        fs::remove_file(index).expect("there is one");
    }
    for folder in [killed.path(), without_index.path()] {
        let before = traces(folder);
        assert!(before.contains_key("hall.db-wal"), "{:?}", before.keys());
        assert_eq!(read_all(folder), entries);
        assert!(traces(folder) == before, "{:?}", names(folder));
    }
    // One that ended in order has the databases alone.
    for database in ["hall.db", "identities.db"] {
        let connection = rusqlite::Connection::open(killed.path().join(database)).expect("it opens");
        connection
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", (), |_| Ok(()))
            .expect("the log is cut");
    }
    let before = traces(killed.path());
    assert!(!before.contains_key("hall.db-wal"), "{:?}", before.keys());
    assert_eq!(read_all(killed.path()), entries);
    assert!(traces(killed.path()) == before, "{:?}", names(killed.path()));
}

/// Whoever owns each file and folder in a folder.
fn owners(folder: &Path) -> Vec<(String, u32)> {
    let entries = fs::read_dir(folder).expect("a folder").flatten();
    let of = |entry: fs::DirEntry| {
        let found = entry.metadata().expect("it is there");
        let own = (entry.path().display().to_string(), found.uid());
        let within = if found.is_dir() {
            owners(&entry.path())
        } else {
            Vec::new()
        };
        std::iter::once(own).chain(within)
    };
    entries.flat_map(of).collect()
}

/// A folder of the service's user where root runs the test; else one's own, where the rule has nothing to do.
fn folder_of_service() -> (TempDir, u32) {
    let folder = tempfile::tempdir().expect("a folder");
    let uid = || fs::metadata(folder.path()).expect("it is there").uid();
    if uid() == 0 {
        chown(folder.path(), Some(4711), Some(4712)).expect("given away");
    }
    let owner = uid();
    (folder, owner)
}

async fn set_pin(data: &Path) {
    let plan = PlanInForce::new(Arc::new(config(data).plan));
    let identities = Identities::open(data, plan, Clock::wound(Timestamp::UNIX_EPOCH));
    let identities = identities.expect("identities");
    identities.set_pin("901", PIN).await.expect("a PIN");
    assert!(data.join("identities.db-wal").is_file(), "while it is open");
    all_belong_to(data, fs::metadata(data).expect("it is there").uid());
}

fn all_belong_to(folder: &Path, owner: u32) {
    let owners = owners(folder);
    let strangers = owners.iter().filter(|(_, uid)| *uid != owner);
    assert_eq!(strangers.collect::<Vec<_>>(), Vec::<&(String, u32)>::new());
}

#[tokio::test]
async fn what_a_command_makes_belongs_to_whoever_the_folder_belongs_to() {
    let bench = Bench::open();
    bench.ticket(1).await;
    bench.person("901").await;
    let (backups, owner_of_backups) = folder_of_service();
    let made = backup::make(bench.folder.path(), backups.path(), None, instant(LATER)).expect("a backup");
    let backup_folder = fs::metadata(&made.folder).expect("it is there");
    assert_eq!(
        backup_folder.uid(),
        owner_of_backups,
        "or nobody but root removes it"
    );

    let (data, owner) = folder_of_service();
    set_pin(data.path()).await;
    // What is there is moved aside, and what the hall begins anew is made.
    let asked = Asked {
        backup: &made.folder,
        to: data.path(),
        high_water: None,
        anchor: None,
        above: Some(9),
        anyway: false,
    };
    let restored = restore(&asked, instant(LATER)).expect("restored");
    assert!(restored.replaced.is_some_and(|folder| folder.is_dir()));
    all_belong_to(data.path(), owner);

    let row = json!({"request": id(9), "token": id(1_000_009), "day": DAY, "number": "S601", "epoch": 1,
        "services": ["S01"], "clock": "2026-03-02T01:30:00Z", "heard": "2026-03-02T01:00:00Z"});
    let file = backups.path().join("kiosk-1.json");
    fs::write(&file, json!({"rows": [row]}).to_string()).expect("written");
    let from = KioskFile {
        kiosk: "kiosk-1".to_owned(),
        file,
    };
    let brought = read(&[from]).expect("read");
    let taken = take_up(data.path(), None, brought, &Clock::wound(instant(LATER))).await;
    assert_eq!(taken.expect("taken up")[0].tickets[0].1.result, "accepted");
    assert!(data.path().join("personal.db").is_file());
    all_belong_to(data.path(), owner);
    drop(open_journal(data.path()));
    all_belong_to(data.path(), owner);
}
