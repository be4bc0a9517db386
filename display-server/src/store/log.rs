//! SQLite's log of what was written, the `-wal`: when it is written back into the database.
//!
//! The owner does so when nobody asks it anything; what stands in the log is as durable as what stands in the database.

use super::Store;

/// After so many entries the log is long: some 4 MB.
const LONG: u32 = 500;

impl Store {
    /// Whether the log should be written back at the next quiet moment.
    pub(crate) fn has_long_log(&self) -> bool {
        self.in_log >= LONG
    }

    /// Writes what is in the log into the database, as far as no reader needs the log.
    pub(crate) fn write_log_back(&mut self) {
        self.in_log = 0;
        let written = self
            .connection
            .query_row("PRAGMA wal_checkpoint(PASSIVE)", (), |_| Ok(()));
        if let Err(error) = written {
            tracing::warn!(%error, "the journal's log could not be written back; nothing is lost, and it is tried again");
        }
    }
}
