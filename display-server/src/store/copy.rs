//! Copies of the hall's databases for a backup: made by readers of their own, never by the writer's connection.

use std::fs;
use std::path::Path;

use machine::database::read_untouched;
use rusqlite::{Connection, named_params};

use super::HALL_DB;

/// Copies the journal of a data folder into another folder, as it stands at one instant, while the hall goes on.
pub(crate) fn copy_journal(data: &Path, into: &Path) -> rusqlite::Result<()> {
    let copy = into.join(HALL_DB);
    read_untouched(&data.join(HALL_DB), |connection| {
        // The file stays open for reading only; without this SQLite would not write the copy either.
        connection.pragma_update(None, "query_only", false)?;
        // One that was made while the hall began; if it stays, SQLite says so.
        let _ = fs::remove_file(&copy);
        write_copy(&connection, &copy)
    })
}

/// Writes all of a connection's database into a new file.
pub(crate) fn write_copy(connection: &Connection, file: &Path) -> rusqlite::Result<()> {
    let name = file.to_string_lossy();
    connection
        .execute("VACUUM INTO :file", named_params! { ":file": name })
        .map(drop)
}

/// What SQLite finds wrong with a file, looking at all of it; none: nothing.
pub(crate) fn integrity(file: &Path) -> rusqlite::Result<Option<String>> {
    read_untouched(file, |connection| {
        let found = connection.query_row("PRAGMA integrity_check(1)", (), |row| row.get::<_, String>(0))?;
        Ok(Some(found).filter(|found| found != "ok"))
    })
}
