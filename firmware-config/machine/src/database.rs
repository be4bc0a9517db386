//! Looking into a SQLite file of another process, without leaving a trace.
//!
//! Invariant: nothing is written: neither the file, nor its log (`-wal`), nor the index of its log (`-shm`), which SQLite
//! would otherwise make for any reader. Whoever opens the file next finds it as it was.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, ffi};

use crate::disk::mib;
use crate::findings::Findings;

/// Whoever writes cuts or overwrites the log at 16 MiB; beyond this it could not for long.
const LARGE_LOG_BYTES: u64 = 64 << 20;
/// How long a reader waits for a lock, which in this mode nobody holds for long.
const PATIENCE: Duration = Duration::from_secs(2);

/// Why a database is not looked into.
#[derive(Debug, thiserror::Error)]
pub enum NotOpened {
    /// There is none.
    #[error("there is no {0}")]
    Missing(PathBuf),
    /// SQLite refuses.
    #[error("{file} cannot be opened: {source}")]
    Sqlite {
        /// Which file.
        file: PathBuf,
        /// Why.
        source: rusqlite::Error,
    },
}

/// How large a file is, in bytes; 0: it is not there.
#[must_use]
pub fn size_of(file: &Path) -> u64 {
    fs::metadata(file).map_or(0, |found| found.len())
}

/// The log of a database.
#[must_use]
pub fn log_of(file: &Path) -> PathBuf {
    beside(file, "-wal")
}

impl From<NotOpened> for rusqlite::Error {
    fn from(not_opened: NotOpened) -> Self {
        let words = not_opened.to_string();
        match not_opened {
            NotOpened::Sqlite { source, .. } => source,
            NotOpened::Missing(_) => Self::SqliteFailure(ffi::Error::new(ffi::SQLITE_CANTOPEN), Some(words)),
        }
    }
}

const READING: OpenFlags = OpenFlags::SQLITE_OPEN_READ_ONLY
    .union(OpenFlags::SQLITE_OPEN_NO_MUTEX)
    .union(OpenFlags::SQLITE_OPEN_URI);

/// How a database is opened so that nothing is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Untouched {
    /// Its name for `ATTACH`, which says how.
    pub uri: String,
    has_log_alone: bool,
}

impl Untouched {
    /// Looks how a database stands just now.
    ///
    /// # Errors
    /// [`NotOpened::Missing`].
    pub fn of(file: &Path) -> Result<Self, NotOpened> {
        if !file.is_file() {
            return Err(NotOpened::Missing(file.to_owned()));
        }
        let (has_log, has_index) = (size_of(&log_of(file)) > 0, !is_alone(file));
        let mode = match (has_log, has_index) {
            // Its index is read, and if nobody has it open, made anew in memory.
            (_, true) => "readonly_shm=1",
            // Everything is in the file, and nobody has it open: whoever opens it makes an index first.
            (false, false) => "immutable=1",
            // As on a card whose power was cut: the index is made in memory, which SQLite does for whoever has the file
            // alone; without locks it needs none to write.
            (true, false) => "vfs=unix-none",
        };
        Ok(Self {
            uri: uri(file, mode),
            has_log_alone: has_log && !has_index,
        })
    }

    /// Makes a connection ready to attach it.
    ///
    /// # Errors
    /// When SQLite refuses.
    pub fn prepare(&self, connection: &Connection) -> rusqlite::Result<()> {
        if self.has_log_alone {
            connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
            connection.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
        }
        Ok(())
    }

    fn open(&self) -> rusqlite::Result<Connection> {
        let connection = Connection::open_with_flags(&self.uri, READING)?;
        self.prepare(&connection)?;
        to_read(connection)
    }
}

/// Opens a database as it stands, for reading only, beside a program that writes it or not.
///
/// # Errors
/// [`NotOpened`].
pub fn open_untouched(file: &Path) -> Result<Connection, NotOpened> {
    Untouched::of(file)?.open().map_err(|source| NotOpened::Sqlite {
        file: file.to_owned(),
        source,
    })
}

/// Reads a database as it stands, and once more if its program begins to write it meanwhile.
///
/// # Errors
/// Whatever the reading comes to.
pub fn read_untouched<T, E: From<rusqlite::Error>>(
    file: &Path,
    mut read: impl FnMut(Connection) -> Result<T, E>,
) -> Result<T, E> {
    undisturbed(file, || {
        let opened = open_untouched(file).map_err(rusqlite::Error::from)?;
        read(opened)
    })
}

/// Does something with a database that nobody seems to have open, and once more if somebody begins to write it meanwhile:
/// what was read then is of two states.
///
/// # Errors
/// Whatever it comes to.
pub fn undisturbed<T, E>(file: &Path, mut look: impl FnMut() -> Result<T, E>) -> Result<T, E> {
    let trace = || {
        let found = fs::metadata(file);
        let written = found.map(|found| (found.len(), found.modified().ok()));
        (is_alone(file), written.ok())
    };
    let before = trace();
    let come_to = look();
    if before.0 && trace() != before {
        return look();
    }
    come_to
}

/// Whether nobody has a database open who writes it, or died over it.
fn is_alone(file: &Path) -> bool {
    !beside(file, "-shm").is_file()
}

fn to_read(connection: Connection) -> rusqlite::Result<Connection> {
    connection.busy_timeout(PATIENCE)?;
    connection
        .execute_batch("PRAGMA query_only = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -4000;")?;
    // SQLite opens nothing before it has to: what is wrong with the file is told here.
    connection.query_row("SELECT count(*) FROM sqlite_master", (), |_| Ok(()))?;
    Ok(connection)
}

/// A path as a name that may have parameters.
fn uri(file: &Path, mode: &str) -> String {
    let path = file.display().to_string();
    let path = path.replace('%', "%25").replace('?', "%3f").replace('#', "%23");
    format!("file:{path}?mode=ro&{mode}")
}

fn beside(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

/// Looks into a database: whether it can be opened, was not written by a newer program, and is sound. What may be read
/// further is handed on; none: nothing may.
pub fn look_at(file: &Path, known_version: usize, findings: &mut Findings) -> Option<Connection> {
    let name = file.display();
    look_at_the_log(file, findings);
    let was_alone = is_alone(file);
    let connection = match open_untouched(file) {
        Ok(connection) => connection,
        Err(error) => {
            not_opened(&error, findings);
            return None;
        }
    };
    let is_known = connection
        .pragma_query_value(None, "user_version", |row| row.get::<_, usize>(0))
        .map(|version| (version, version <= known_version));
    match is_known {
        Ok((_, true)) => {}
        Ok((version, false)) => {
            findings.broken(
                format!("{name} was written by a newer program (version {version}, this one knows {known_version})"),
                "install the newer program again, or go back to a backup that is older than it",
            );
            return None;
        }
        Err(error) => {
            unsound(file, &error.to_string(), findings);
            return None;
        }
    }
    match quick_check(&connection) {
        Ok(()) => {
            findings.looked_at(format!("{name} ({} MiB, every page sound)", mib(size_of(file))));
            Some(connection)
        }
        // Its program has started meanwhile and writes into what nobody else seemed to have open.
        Err(_) if was_alone && !is_alone(file) => look_at(file, known_version, findings),
        Err(cause) => {
            unsound(file, &cause, findings);
            None
        }
    }
}

fn look_at_the_log(file: &Path, findings: &mut Findings) {
    let log = log_of(file);
    let bytes = size_of(&log);
    if bytes > LARGE_LOG_BYTES {
        findings.to_do(
            format!(
                "the log {} has grown to {} MiB: something has been reading for long",
                log.display(),
                mib(bytes)
            ),
            "end reports and copies that hang; restarting the program writes the log back",
        );
    }
}

fn not_opened(error: &NotOpened, findings: &mut Findings) {
    match error {
        NotOpened::Missing(_) => findings.to_do(
            error.to_string(),
            "if the program has run here before, this is another folder or the file was removed; else start it",
        ),
        NotOpened::Sqlite { file, source } => unsound(file, &source.to_string(), findings),
    }
}

fn unsound(file: &Path, cause: &str, findings: &mut Findings) {
    findings.broken(
        format!("{} is damaged or cannot be read: {cause}", file.display()),
        "keep a copy of the folder as it is, look at the medium (dmesg), and go back to the newest backup",
    );
}

/// Whether SQLite finds every page sound.
///
/// # Errors
/// What it finds instead, in its own words.
pub fn quick_check(connection: &Connection) -> Result<(), String> {
    let found = connection.query_row("PRAGMA quick_check(1)", (), |row| row.get::<_, String>(0));
    match found {
        Ok(found) if found == "ok" => Ok(()),
        Ok(found) => Err(found),
        Err(error) => Err(error.to_string()),
    }
}

#[cfg(test)]
mod tests;
