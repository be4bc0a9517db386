//! The data folder and the journal in it.

use std::path::Path;

use machine::{Findings, database, disk, folder};
use rusqlite::Connection;

use crate::journal::{JOURNAL_DB, JOURNAL_VERSION};

pub(super) fn look_at(data: &Path, daemon_runs: bool, findings: &mut Findings) {
    if !folder::look_at(data, findings) {
        return;
    }
    disk::look_at(data, findings);
    let Some(journal) = database::look_at(&data.join(JOURNAL_DB), JOURNAL_VERSION, findings) else {
        return;
    };
    match owed(&journal) {
        Ok(0) => findings.looked_at("what the hall is owed (nothing)"),
        Ok(count) if daemon_runs => {
            findings.looked_at(format!(
                "what the hall is owed ({count} presses; told when it answers)"
            ));
        }
        Ok(count) => findings.to_do(
            format!("the hall is still to be told what became of {count} presses"),
            "start the daemon: it tells the hall as soon as that answers",
        ),
        Err(error) => findings.to_do(
            format!("what the hall is owed cannot be read: {error}"),
            "start the daemon once: it brings its journal up to date",
        ),
    }
}

fn owed(journal: &Connection) -> rusqlite::Result<u64> {
    journal.query_row(include_str!("../journal/sql/owed.sql"), (), |row| row.get(0))
}
