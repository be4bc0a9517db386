//! The high-water file: there, and of this journal.

use std::path::Path;

use machine::Findings;
use queue_core::offline::FIRST_EPOCH;

use super::journal::Journal;
use crate::high_water::{HighWater, read_high_water};
use crate::store::has_end;

pub(super) fn look_at(file: &Path, journal: Option<&Journal>, findings: &mut Findings) {
    let Some(journal) = journal.filter(|journal| journal.end.seq > 0) else {
        return;
    };
    match read_high_water(file) {
        Ok(Some(kept)) => judge(file, &kept, journal, findings),
        Ok(None) => findings.broken(
            format!("there is no high-water file {} beside the journal", file.display()),
            "a server does not start without it: put it back (or name it with --high-water); if it is lost, put the newest \
             backup back with `display-server restore` and --numbers-above",
        ),
        Err(error) => findings.broken(error.to_string(), "no server starts with it"),
    }
}

fn judge(file: &Path, kept: &HighWater, journal: &Journal, findings: &mut Findings) {
    let is_of_this_epoch = journal.end.epoch.unwrap_or(FIRST_EPOCH) == kept.epoch;
    let is_held = kept.end.map(|end| has_end(&journal.connection, &end)).transpose();
    match is_held {
        Ok(held) if is_of_this_epoch && held != Some(false) => findings.looked_at("the high-water file (it is this journal's)"),
        Ok(_) => findings.to_do(
            format!("{} was not written beside this journal: entries may be missing", file.display()),
            "look for the newer data before a server is started; one that is started begins a new series of numbers, so that \
             none is given twice",
        ),
        Err(error) => findings.broken(
            format!("the journal cannot be compared with {}: {error}", file.display()),
            "look at the disk",
        ),
    }
}
