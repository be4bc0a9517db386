//! Looking into databases that are written, were left, or are broken – and leaving them as they were.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::MetadataExt;

use tempfile::TempDir;

use super::*;
use crate::{Grade, ReportForm};

/// A folder with a database, and the program that writes it.
struct Bench {
    folder: TempDir,
    writer: Option<Connection>,
}

impl Bench {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let writer = Connection::open(folder.path().join("a?b#c%d.db")).unwrap();
        writer
            .execute_batch(
                "PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0; PRAGMA user_version = 3;
                 CREATE TABLE t (n INTEGER) STRICT; INSERT INTO t VALUES (1), (2);",
            )
            .unwrap();
        Self {
            folder,
            writer: Some(writer),
        }
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("a?b#c%d.db")
    }

    /// The program ends as if killed: its log stays.
    fn kill(&mut self) {
        let copy = tempfile::tempdir().unwrap();
        for entry in fs::read_dir(self.folder.path()).unwrap() {
            let entry = entry.unwrap();
            fs::copy(entry.path(), copy.path().join(entry.file_name())).unwrap();
        }
        self.writer = None;
        self.folder = copy;
    }

    /// The program ends in order: the log is written back and removed.
    fn end(&mut self) {
        self.writer = None;
    }

    /// Every file, its bytes, and when it was written last.
    fn traces(&self) -> BTreeMap<String, (Vec<u8>, i64, i64)> {
        let entries = fs::read_dir(self.folder.path()).unwrap().flatten();
        let trace = |entry: fs::DirEntry| {
            let found = entry.metadata().unwrap();
            // The index of a log that is in use has places for readers in it, which come and go.
            let bytes = fs::read(entry.path()).unwrap();
            (
                entry.file_name().to_string_lossy().into_owned(),
                (bytes, found.mtime(), found.mtime_nsec()),
            )
        };
        entries.map(trace).collect()
    }

    fn told(&self, version: usize) -> (Option<Grade>, String) {
        let mut findings = Findings::default();
        look_at(&self.file(), version, &mut findings);
        (findings.worst(), findings.text(ReportForm::Text))
    }

    fn rows(&self) -> i64 {
        let connection = open_untouched(&self.file()).unwrap();
        connection
            .query_row("SELECT count(*) FROM t", (), |row| row.get(0))
            .unwrap()
    }
}

#[test]
fn a_database_that_ended_in_order_is_read_and_left_as_it_was() {
    let mut bench = Bench::new();
    bench.end();
    let before = bench.traces();
    assert_eq!(before.len(), 1, "{:?}", before.keys());
    assert_eq!(bench.rows(), 2);
    assert_eq!(bench.told(3).0, None, "{}", bench.told(3).1);
    assert_eq!(bench.traces(), before);
}

#[test]
fn a_database_whose_program_was_killed_is_read_with_its_log_and_left_as_it_was() {
    let mut bench = Bench::new();
    bench.kill();
    let before = bench.traces();
    assert_eq!(before.len(), 3, "{:?}", before.keys());
    assert_eq!(bench.rows(), 2, "all of it is in the log");
    assert_eq!(bench.told(3).0, None, "{}", bench.told(3).1);
    assert_eq!(bench.traces(), before);
}

#[test]
fn a_database_that_is_written_is_read_as_it_stands_and_its_log_can_be_cut_afterwards() {
    let bench = Bench::new();
    let writer = bench.writer.as_ref().unwrap();
    assert_eq!(bench.rows(), 2);
    writer.execute("INSERT INTO t VALUES (3)", ()).unwrap();
    let names = |bench: &Bench| bench.traces().into_keys().collect::<Vec<_>>();
    let before = names(&bench);
    assert_eq!(bench.rows(), 3);
    assert_eq!(names(&bench), before);
    let busy: i64 = writer
        .query_row("PRAGMA wal_checkpoint(TRUNCATE)", (), |row| row.get(0))
        .unwrap();
    assert_eq!(busy, 0, "nobody holds the log up");
    assert_eq!(bench.rows(), 3);
}

#[test]
fn a_log_whose_index_is_gone_is_read_and_left_as_it_was() {
    let mut bench = Bench::new();
    bench.kill();
    fs::remove_file(bench.folder.path().join("a?b#c%d.db-shm")).unwrap();
    let before = bench.traces();
    assert_eq!(before.len(), 2, "{:?}", before.keys());
    assert_eq!(bench.rows(), 2, "all of it is in the log");
    assert_eq!(bench.told(3).0, None, "{}", bench.told(3).1);
    assert_eq!(bench.traces(), before);
    // One in which nothing stands, which SQLite would throw away.
    let mut bench = Bench::new();
    bench.end();
    fs::write(log_of(&bench.file()), [0; 4096]).unwrap();
    let before = bench.traces();
    assert_eq!(bench.rows(), 2);
    assert_eq!(bench.traces(), before);
}

#[test]
fn what_is_not_there_newer_or_damaged_is_said_so() {
    let mut bench = Bench::new();
    bench.end();
    let (grade, said) = bench.told(2);
    assert_eq!(grade, Some(Grade::Broken));
    assert!(said.contains("newer program (version 3"), "{said}");
    let bytes = fs::read(bench.file()).unwrap();
    fs::write(bench.file(), [&bytes[..4096], &[0x5e; 4096][..]].concat()).unwrap();
    let (grade, said) = bench.told(3);
    assert_eq!(grade, Some(Grade::Broken));
    assert!(said.contains("is damaged"), "{said}");
    fs::write(bench.file(), "no database").unwrap();
    assert!(bench.told(3).1.contains("is damaged"), "{}", bench.told(3).1);
    fs::remove_file(bench.file()).unwrap();
    assert_eq!(bench.told(3).0, Some(Grade::ToDo));
}

#[test]
fn a_log_that_has_grown_too_far_is_told() {
    let bench = Bench::new();
    let log = fs::OpenOptions::new()
        .write(true)
        .open(log_of(&bench.file()))
        .unwrap();
    log.set_len(LARGE_LOG_BYTES + 1).unwrap();
    let (grade, said) = bench.told(3);
    assert_eq!(grade, Some(Grade::ToDo));
    assert!(said.contains("has grown to 64 MiB"), "{said}");
}
