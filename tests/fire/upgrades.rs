//! A schema upgrade that is cut short at any of its calls leaves the old schema or the new one, never one in between.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use rusqlite::Connection;
use tempfile::TempDir;
use whole_hall::fire::children::Injection;

use crate::ground::{Came, Ground, PROGRAM};

/// The hall's schemas, oldest first.
const HALL: [&str; 4] = [
    include_str!("../../display-server/src/store/schema/001_journal.sql"),
    include_str!("../../display-server/src/store/schema/002_plan_versions.sql"),
    include_str!("../../display-server/src/store/schema/003_records.sql"),
    include_str!("../../display-server/src/store/schema/004_presses.sql"),
];
/// The kiosk's.
const KIOSK: [&str; 5] = [
    include_str!("../../kiosk/src/journal/sql/schema_001.sql"),
    include_str!("../../kiosk/src/journal/sql/schema_002.sql"),
    include_str!("../../kiosk/src/journal/sql/schema_003.sql"),
    include_str!("../../kiosk/src/journal/sql/schema_004.sql"),
    include_str!("../../kiosk/src/journal/sql/schema_005.sql"),
];
/// The most calls that an upgrade may take until it is through.
const MOST_CALLS: usize = 200;
/// Every how manieth call it is killed at: each run is a process.
const STRIDE: usize = 3;

/// A file as an older program left it.
struct Older {
    folder: TempDir,
    file: &'static str,
    life: &'static str,
}

/// What `sqlite_schema` says, and the version.
fn schema_of(file: &Path) -> Result<(usize, Vec<String>)> {
    let connection = Connection::open(file)?;
    let version: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let mut statement =
        connection.prepare("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name")?;
    let sql = statement.query_map((), |row| row.get(0))?;
    Ok((usize::try_from(version)?, sql.collect::<Result<_, _>>()?))
}

fn make(
    folder: &Path,
    file: &str,
    schemas: &[&str],
    filled: impl Fn(&Connection) -> Result<()>,
) -> Result<()> {
    let connection = Connection::open(folder.join(file))?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    for schema in schemas {
        connection.execute_batch(schema)?;
    }
    connection.pragma_update(None, "user_version", i64::try_from(schemas.len())?)?;
    filled(&connection)
}

impl Older {
    /// The program, which opens the file and ends; killed at its so-manieth call of a kind.
    fn open(&self, data: &Path, killed: Option<(&str, usize)>) -> Result<bool> {
        let file = data.canonicalize()?.join(self.file);
        let mut status = None;
        // Both the file and its log are written; each has its own run.
        let (log, call) = match killed {
            Some((call, at)) if call.starts_with("log ") => {
                (true, Some((call.trim_start_matches("log "), at)))
            }
            other => (false, other),
        };
        let mut path = file.clone().into_os_string();
        if log {
            path.push("-wal");
        }
        if let Some((call, at)) = call {
            let what = format!("{call}:signal=SIGKILL:when={at}");
            let injection = Injection::into(&PathBuf::from(path), &what)?;
            let mut command = Command::new("strace");
            command.args(injection.words()).arg(PROGRAM);
            command.args(["open", self.life, "--data"]).arg(data);
            status = Some(command.output().context("strace")?.status);
        }
        let status = match status {
            Some(status) => status,
            None => {
                Command::new(PROGRAM)
                    .args(["open", self.life, "--data"])
                    .arg(data)
                    .output()?
                    .status
            }
        };
        Ok(status.success())
    }

    /// Kills the upgrade at every call, until it is through; how often.
    fn kill_at_each(&self, whole: impl Fn(&Path) -> Result<()>) -> Result<usize> {
        let before = schema_of(&self.folder.path().join(self.file))?;
        let after = self.upgraded()?;
        ensure!(before.0 < after.0 && before.1 != after.1, "nothing to upgrade");
        let mut kills = 0;
        for call in ["pwrite64", "log pwrite64", "fsync", "log fsync", "ftruncate"] {
            for at in (1..MOST_CALLS).step_by(if call.contains("pwrite64") { STRIDE } else { 1 }) {
                let copy = self.copy()?;
                if self.open(copy.path(), Some((call, at)))? {
                    break;
                }
                kills += 1;
                let found = schema_of(&copy.path().join(self.file))?;
                ensure!(
                    found == before || found == after,
                    "{call} {at}: in between, {found:?}"
                );
                ensure!(
                    self.open(copy.path(), None)?,
                    "{call} {at}: it does not open again"
                );
                ensure!(schema_of(&copy.path().join(self.file))? == after, "{call} {at}");
                whole(copy.path()).with_context(|| format!("{call} {at}"))?;
            }
        }
        Ok(kills)
    }

    fn upgraded(&self) -> Result<(usize, Vec<String>)> {
        let copy = self.copy()?;
        ensure!(self.open(copy.path(), None)?, "it does not open");
        schema_of(&copy.path().join(self.file))
    }

    fn copy(&self) -> Result<TempDir> {
        let copy = TempDir::new()?;
        for entry in std::fs::read_dir(self.folder.path())? {
            let entry = entry?;
            std::fs::copy(entry.path(), copy.path().join(entry.file_name()))?;
        }
        Ok(copy)
    }
}

#[test]
fn a_halls_upgrade_killed_at_any_call_leaves_the_old_schema_or_the_new() -> Result<()> {
    let ground = Ground::closed()?;
    let now = ground.folder.path().join("hall.db").display().to_string();
    let folder = ground.copy()?;
    std::fs::remove_file(folder.path().join("hall.db"))?;
    // What the first version kept, as a hall of today wrote it.
    make(folder.path(), "hall.db", &HALL[..1], |old| {
        old.execute("ATTACH ?1 AS now", [&now])?;
        for table in ["journal", "days", "legs", "escorts"] {
            old.execute(&format!("INSERT INTO main.{table} SELECT * FROM now.{table}"), ())?;
        }
        Ok(old.execute_batch("UPDATE head SET seq = (SELECT max(seq) FROM journal); DETACH now;")?)
    })?;
    let older = Older {
        folder,
        file: "hall.db",
        life: "hall",
    };
    let kills = older.kill_at_each(|data| {
        display_server::store::verify(data)?;
        Ok(())
    })?;
    println!("hall: killed at {kills} calls of an upgrade");
    assert!(kills > 8, "{kills}");
    let copy = older.copy()?;
    assert_eq!(ground.look(copy.path())?, Came::Whole);
    Ok(())
}

#[test]
fn a_kiosks_upgrade_killed_at_any_call_leaves_the_old_schema_or_the_new() -> Result<()> {
    let folder = TempDir::new()?;
    make(folder.path(), "kiosk.db", &KIOSK[..1], |old| {
        old.execute(
            "INSERT INTO press (request, token, day, service, language, large, state)
             VALUES ('r', 't', '2026-11-24', 'A01', 'en', 0, 'asked')",
            (),
        )?;
        Ok(())
    })?;
    let older = Older {
        folder,
        file: "kiosk.db",
        life: "kiosk",
    };
    let kills = older.kill_at_each(|data| {
        let kept = kiosk::journal::Journal::open(data)?.unanswered()?;
        ensure!(kept.len() == 1 && kept[0].press.token == "t", "{kept:?}");
        Ok(())
    })?;
    println!("kiosk: killed at {kills} calls of an upgrade");
    assert!(kills > 8, "{kills}");
    Ok(())
}
