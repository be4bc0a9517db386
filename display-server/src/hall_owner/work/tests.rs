//! What the owner does when the disk fails.

use std::os::unix::fs::FileExt;
use std::path::PathBuf;
use std::sync::mpsc::sync_channel;

use queue_core::command::Matter;
use queue_core::plan::Language;
use queue_core::{RequestId, ServiceCode, TicketNumber, TokenHash};
use rusqlite::ffi;

use crate::high_water::HighWater;
use crate::personal::Personal;

use super::*;
use crate::hall_owner::OwnerHandle;
use crate::http::tickets::remote;
use crate::plan_file;

const NOTHING: HighWater = HighWater {
    mark: None,
    epoch: 1,
    end: None,
};

/// An owner on a folder of its own, and where its failure shows.
fn owner(folder: &tempfile::TempDir) -> (Owner, watch::Receiver<Option<String>>) {
    let plan = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/plans/township/hall.toml"));
    let plan = Arc::new(plan_file::read(&plan).expect("a good plan"));
    let (failure, failed) = watch::channel(None);
    let (_, receiver) = sync_channel(1);
    let clock = Clock::wound(Timestamp::UNIX_EPOCH);
    let identities = Identities::open(folder.path(), PlanInForce::new(Arc::clone(&plan)), clock.clone());
    let owner = Owner::new(OwnerParts {
        store: Store::open(folder.path()).expect("a store"),
        hall: Hall::empty(),
        damage: None,
        in_force: PlanInForce::new(Arc::clone(&plan)),
        plan,
        zone: TimeZone::UTC,
        clock,
        meters: Arc::default(),
        condition: Arc::default(),
        devices: Devices::default(),
        identities: identities.expect("identities"),
        personal: Personal::open(folder.path()).expect("the file"),
        high_water: HighWaterFile::start(folder.path().join("high-water"), NOTHING).expect("a file"),
        failure,
        receiver,
    });
    (owner, failed)
}

fn failed_with(code: i32) -> (Next, Option<String>, Option<String>) {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut owner, failure) = owner(&folder);
    let error = rusqlite::Error::SqliteFailure(ffi::Error::new(code), None);
    let next = owner.note(&mut Batch::default(), Err(error));
    let failure = failure.borrow().clone();
    (next, failure, owner.condition.trouble())
}

#[test]
fn a_failed_fsync_ends_the_owner_and_says_so() {
    let (next, failure, trouble) = failed_with(ffi::SQLITE_IOERR_FSYNC);
    assert_eq!(next, Next::End);
    assert!(failure.is_some());
    assert!(trouble.is_some());
}

#[test]
fn a_full_disk_is_waited_for() {
    let (next, failure, trouble) = failed_with(ffi::SQLITE_FULL);
    assert_eq!((next, failure), (Next::Again, None));
    assert!(trouble.is_some());
}

/// Writes over the page at the root of a table or index, in a file whose log was written back.
fn write_over(folder: &tempfile::TempDir, name: &str) {
    let file = folder.path().join("hall.db");
    let journal = rusqlite::Connection::open(&file).expect("a journal");
    let root = "SELECT rootpage FROM sqlite_schema WHERE name = ?1";
    let root: u64 = journal.query_row(root, [name], |row| row.get(0)).expect("a root");
    let is_busy: i64 = journal
        .query_row("PRAGMA wal_checkpoint(TRUNCATE)", (), |row| row.get(0))
        .expect("the log is cut");
    assert_eq!(is_busy, 0);
    let file = std::fs::OpenOptions::new().write(true).open(file);
    file.expect("the file")
        .write_all_at(&[0xFF; 4096], (root - 1) * 4096)
        .expect("written over");
}

fn press(number: u8) -> Command {
    let (request, token) = (RequestId::new([number; 16]), TokenHash::new([number; 32]));
    let matter = Matter::Service(ServiceCode::new("S01"));
    Command::Issue(remote(request, token, vec![matter], Language::En))
}

#[tokio::test]
async fn a_page_that_a_write_finds_damaged_makes_the_serving_hall_read_only_with_the_cause() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut owner, failure) = owner(&folder);
    owner
        .clock
        .advance_to("2026-03-02T09:00:00Z".parse().expect("an instant"));
    let (sender, receiver) = sync_channel(8);
    owner.receiver = receiver;
    let handle = OwnerHandle::new(sender, Arc::clone(&owner.condition), Arc::default());
    let serving = std::thread::spawn(move || owner.run());
    let day = ServiceDay("2026-03-02".parse().expect("a day"));
    let first = handle.submit(Actor::Public, day, press(1)).await;
    assert_eq!(first.expect("a ticket").status, 201);
    assert_eq!(handle.trouble(), None);

    write_over(&folder, "journal_number");
    let refused = handle.submit(Actor::Public, day, press(2)).await;
    let Err(SubmitError::ReadOnly { cause }) = refused else {
        panic!("{refused:?}");
    };
    assert!(cause.contains("hall.db is damaged"), "{cause}");
    assert_eq!(handle.footing(), "read_only");
    assert!(handle.trouble().expect("trouble").contains(&cause));
    // What is on disk is shown, and nothing of what was refused; it stays so.
    let shown = async |number| handle.find_number(TicketNumber::new(number)).await;
    assert_eq!(
        shown("S001").await.expect("the first").number,
        TicketNumber::new("S001")
    );
    assert_eq!(shown("S002").await, Err(SubmitError::NoSuch));
    let again = handle.submit(Actor::Public, day, press(3)).await;
    assert_eq!(again, Err(SubmitError::ReadOnly { cause }));
    assert_eq!(*failure.borrow(), None, "a restart mends nothing");
    handle.stop();
    serving.join().expect("it ends well");
}

#[tokio::test]
async fn an_owner_is_there_only_once_its_thread_has_taken_the_question_up() {
    let (sender, receiver) = sync_channel(1);
    let handle = OwnerHandle::new(sender, Arc::default(), Arc::default());
    let asked = tokio::spawn({
        let handle = handle.clone();
        async move { handle.is_there().await }
    });
    tokio::task::yield_now().await;
    assert!(!asked.is_finished(), "nobody has looked yet");
    assert!(!handle.is_there().await, "so much waits that nobody can ask");
    let folder = tempfile::tempdir().expect("a folder");
    let (mut hanging, _) = owner(&folder);
    hanging.receiver = receiver;
    let next = hanging.round(&mut Batch::default());
    assert_eq!(next, Next::Again);
    assert!(asked.await.expect("an answer"));
    drop(hanging);
    assert!(!handle.is_there().await, "it has ended");
}
