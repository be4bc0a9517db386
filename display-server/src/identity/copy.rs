//! What a backup has of the identities: PINs and devices, so that a restored hall pairs nothing anew.
//!
//! Invariant: sessions and the keys of days never reach a backup's medium, where they would outlive their time.

use std::path::Path;

use rusqlite::{Connection, named_params};

use super::{IDENTITIES_DB, MIGRATIONS};
use crate::store::{migrate, write_copy};

/// Copies PINs and devices of a data folder into another folder, by way of a database in memory.
pub(crate) fn copy_identities(data: &Path, into: &Path) -> rusqlite::Result<()> {
    let mut connection = Connection::open_in_memory()?;
    migrate(&mut connection, MIGRATIONS)?;
    let live = data.join(IDENTITIES_DB);
    connection.execute(
        include_str!("copy/attach.sql"),
        named_params! { ":file": live.to_string_lossy() },
    )?;
    let transaction = connection.transaction()?;
    transaction.execute_batch(include_str!("copy/take.sql"))?;
    transaction.commit()?;
    connection.execute_batch("DETACH live")?;
    write_copy(&connection, &into.join(IDENTITIES_DB))
}
