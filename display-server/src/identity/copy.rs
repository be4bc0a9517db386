//! What a backup has of the identities: PINs and devices, so that a restored hall pairs nothing anew.
//!
//! Invariant: sessions and the keys of days never reach a backup's medium, where they would outlive their time.

use std::path::Path;

use machine::database::{Untouched, undisturbed};
use rusqlite::{Connection, named_params};

use super::{IDENTITIES_DB, MIGRATIONS};
use crate::store::{migrate, write_copy};

/// Copies PINs and devices of a data folder into another folder, by way of a database in memory.
pub(crate) fn copy_identities(data: &Path, into: &Path) -> rusqlite::Result<()> {
    let live = data.join(IDENTITIES_DB);
    let copied = undisturbed(&live, || take(&live))?;
    write_copy(&copied, &into.join(IDENTITIES_DB))
}

/// What is copied, in memory.
fn take(live: &Path) -> rusqlite::Result<Connection> {
    let mut connection = Connection::open_in_memory()?;
    migrate(&mut connection, MIGRATIONS)?;
    let live = Untouched::of(live)?;
    live.prepare(&connection)?;
    connection.execute(
        include_str!("copy/attach.sql"),
        named_params! { ":file": live.uri },
    )?;
    let transaction = connection.transaction()?;
    transaction.execute_batch(include_str!("copy/take.sql"))?;
    transaction.commit()?;
    connection.execute_batch("DETACH live")?;
    Ok(connection)
}
