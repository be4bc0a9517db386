//! A SQLite file that keeps what it was told: opened durable or not at all, brought up to date in one transaction.
//!
//! Invariant: a file of a newer version is refused, never touched.

use std::path::{Path, PathBuf};

use machine::owner::open_or_make;
use rusqlite::{Connection, ErrorCode, OpenFlags};

/// One step of a schema, applied once; its place in the list is its version.
pub(crate) type Migration = &'static str;

/// Why a database is not used.
#[derive(Debug, thiserror::Error)]
pub enum DatabaseError {
    /// A newer program wrote it.
    #[error(
        "{file} has version {found}, this program knows up to {known}; install the newer program, or restore an older backup"
    )]
    Newer {
        /// Which file.
        file: PathBuf,
        /// Its version.
        found: usize,
        /// The newest this program knows.
        known: usize,
    },
    /// It would not survive a power cut.
    #[error("{file} would not be durable: {setting} is {found}; use a local disk")]
    NotDurable {
        /// Which file.
        file: PathBuf,
        /// The setting that does not hold.
        setting: &'static str,
        /// What it is instead.
        found: String,
    },
    /// It is no whole database.
    #[error(
        "{file} is damaged: {source}; keep it for whoever may repair it, and start on a copy of the newest backup"
    )]
    Damaged {
        /// Which file.
        file: PathBuf,
        /// How that shows.
        source: rusqlite::Error,
    },
    /// The system refuses.
    #[error("{file} cannot be opened: {source}")]
    NotMade {
        /// Which file.
        file: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// SQLite refuses.
    #[error("{file} cannot be opened: {source}")]
    Sqlite {
        /// Which file.
        file: PathBuf,
        /// Why.
        source: rusqlite::Error,
    },
}

impl DatabaseError {
    /// What a failure to open a file means.
    pub(crate) fn of(file: &Path, source: rusqlite::Error) -> Self {
        let file = file.to_owned();
        if is_damage(&source) {
            Self::Damaged { file, source }
        } else {
            Self::Sqlite { file, source }
        }
    }
}

/// Opens a database for the one who writes it.
pub(crate) fn open_database(file: &Path, migrations: &[Migration]) -> Result<Connection, DatabaseError> {
    let sqlite = |source| DatabaseError::of(file, source);
    // SQLite would make it too; but what root makes it leaves to root.
    open_or_make(file).map_err(|source| DatabaseError::NotMade {
        file: file.to_owned(),
        source,
    })?;
    let mut connection = Connection::open(file).map_err(sqlite)?;
    refuse_newer(&connection, file, migrations.len())?;
    make_durable(&connection, file)?;
    migrate(&mut connection, migrations).map_err(sqlite)?;
    connection.set_prepared_statement_cache_capacity(32);
    Ok(connection)
}

/// Opens a database for reading only, beside the one in this process who writes it. Whoever is not that process reads by
/// `machine::database`, which leaves no trace.
pub(crate) fn open_for_reading(file: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(file, flags)?;
    connection
        .execute_batch("PRAGMA cache_size = -4000; PRAGMA query_only = ON; PRAGMA busy_timeout = 2000;")?;
    Ok(connection)
}

/// Whether a failure means that the disk lies or dies: the process must end, an fsync is never retried.
pub(crate) fn is_disk_failure(error: &rusqlite::Error) -> bool {
    error.sqlite_error_code() == Some(ErrorCode::SystemIoFailure)
}

/// Whether SQLite itself found that a file is not what was written. While a hall is served nothing else counts as damage: what
/// one command alone trips over must not end the work of all.
pub(crate) fn is_corrupt(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase)
    )
}

/// Whether a failure means that a file is not what was written: a page, the schema, or a value of another kind.
pub(super) fn is_damage(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        None | Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase | ErrorCode::Unknown)
    )
}

fn version(connection: &Connection) -> rusqlite::Result<usize> {
    let version: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    Ok(usize::try_from(version).unwrap_or(usize::MAX))
}

fn refuse_newer(connection: &Connection, file: &Path, known: usize) -> Result<(), DatabaseError> {
    let found = version(connection).map_err(|source| DatabaseError::of(file, source))?;
    if found > known {
        return Err(DatabaseError::Newer {
            file: file.to_owned(),
            found,
            known,
        });
    }
    Ok(())
}

/// Sets what durability needs, and reads it back: a setting that does not hold is a refusal.
fn make_durable(connection: &Connection, file: &Path) -> Result<(), DatabaseError> {
    let read = |pragma: &str| -> Result<String, DatabaseError> {
        connection
            .pragma_query_value(None, pragma, |row| row.get::<_, rusqlite::types::Value>(0))
            .map(|value| match value {
                rusqlite::types::Value::Text(text) => text,
                rusqlite::types::Value::Integer(number) => number.to_string(),
                rusqlite::types::Value::Null
                | rusqlite::types::Value::Real(_)
                | rusqlite::types::Value::Blob(_) => String::new(),
            })
            .map_err(|source| DatabaseError::of(file, source))
    };
    // The log is written back when it is quiet; by a commit, which somebody waits for, only when it never was for 64 MB.
    let set = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;
               PRAGMA cache_size = -4000; PRAGMA mmap_size = 0; PRAGMA busy_timeout = 100;
               PRAGMA wal_autocheckpoint = 16000;";
    connection
        .execute_batch(set)
        .map_err(|source| DatabaseError::of(file, source))?;
    for (setting, wanted) in [("journal_mode", "wal"), ("synchronous", "2")] {
        let found = read(setting)?;
        if found != wanted {
            return Err(DatabaseError::NotDurable {
                file: file.to_owned(),
                setting,
                found,
            });
        }
    }
    Ok(())
}

/// Brings a database up to date, in one transaction.
pub(crate) fn migrate(connection: &mut Connection, migrations: &[Migration]) -> rusqlite::Result<()> {
    let found = version(connection)?;
    if found == migrations.len() {
        return Ok(());
    }
    let transaction = connection.transaction()?;
    for migration in migrations.iter().skip(found) {
        transaction.execute_batch(migration)?;
    }
    transaction.pragma_update(
        None,
        "user_version",
        i64::try_from(migrations.len()).unwrap_or(i64::MAX),
    )?;
    transaction.commit()
}

/// Writes the log back and cuts it, so that what was deleted is in no file any more. A reader that holds it up is waited for
/// by the next who cuts.
pub(crate) fn cut_the_log(connection: &Connection) -> rusqlite::Result<()> {
    let is_busy = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", (), |row| row.get::<_, i64>(0))?;
    if is_busy != 0 {
        tracing::warn!(
            "a reader holds up the cutting of a log: what was deleted is still in it until the next time"
        );
    }
    Ok(())
}
