//! What the owner does when the disk fails.

use std::path::PathBuf;
use std::sync::mpsc::sync_channel;

use rusqlite::ffi;

use crate::high_water::HighWater;
use crate::personal::Personal;

use super::*;
use crate::hall_owner::OwnerHandle;
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
