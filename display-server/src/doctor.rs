//! What is wrong with a hall's data folder, its backups and anchors, and with the link to it: in plain words.
//!
//! Invariant: it only looks. Databases are opened by `machine::database`, which leaves no trace; the lock of the folder is
//! never asked for; of a running hall nothing is asked that anybody may not ask.

mod anchors;
mod backups;
mod high_water;
mod journal;
mod link;
mod plan;

use std::path::{Path, PathBuf};

use machine::lock::{self, Held};
use machine::{Findings, clocks, database, disk, folder};

use crate::clock::Clock;
use crate::high_water::HIGH_WATER;
use crate::identity::{IDENTITIES_DB, IDENTITIES_VERSION};
use crate::personal::{PERSONAL_DB, PERSONAL_VERSION};
use crate::store::LOCK;

/// What is looked at.
#[derive(Debug, Clone, Default)]
pub struct Patient {
    /// The data folder.
    pub folder: PathBuf,
    /// The plan's file that the server is started with.
    pub plan: Option<PathBuf>,
    /// The folder of backups.
    pub backups: Option<PathBuf>,
    /// The file of anchors.
    pub anchor: Option<PathBuf>,
    /// The high-water file; none: the one in the data folder.
    pub high_water: Option<PathBuf>,
    /// Where the hall answers.
    pub url: Option<String>,
}

/// Looks at all of it.
pub async fn examine(patient: &Patient, clock: &Clock) -> Findings {
    let mut findings = Findings::default();
    let findings = &mut findings;
    // Read before the journal: every anchor is of an entry that is there already.
    let anchors = anchors::read(patient.anchor.as_deref(), findings);
    let server = lock::holder_of(&patient.folder.join(LOCK));
    let mut journal = None;
    if folder::look_at(&patient.folder, findings) {
        disk::look_at(&patient.folder, findings);
        say_who_runs(server, findings);
        look_beside(&patient.folder, findings);
        journal = journal::look_at(&patient.folder, clock.now(), server, findings);
    }
    let medium = Medium {
        data: &patient.folder,
        journal: journal.as_ref(),
        now: clock.now(),
    };
    let file = patient.high_water.clone();
    let file = file.unwrap_or_else(|| patient.folder.join(HIGH_WATER));
    high_water::look_at(&file, journal.as_ref(), findings);
    anchors::judge(&medium, anchors.as_ref(), server, findings);
    backups::look_at(&medium, patient.backups.as_deref(), findings);
    plan::look_at(&medium, patient.plan.as_deref(), findings);
    clocks::look_at(findings);
    match &patient.url {
        Some(url) => link::look_at(url, clock, findings).await,
        None => findings.not_looked_at("the link to the hall (--url http://127.0.0.1:8080)"),
    }
    std::mem::take(findings)
}

/// What copies and anchors are compared with.
struct Medium<'a> {
    data: &'a Path,
    /// None: it cannot be read.
    journal: Option<&'a journal::Journal>,
    now: jiff::Timestamp,
}

fn say_who_runs(server: Held, findings: &mut Findings) {
    match server {
        Held::By(0) => findings.looked_at("the lock: a server runs here"),
        Held::By(pid) => findings.looked_at(format!("the lock: a server runs here, process {pid}")),
        Held::No => findings.looked_at("the lock: no server runs here"),
        Held::Unknown => findings.not_looked_at("whether a server runs here: /proc/locks may not be read"),
    }
}

/// A hall that was brought back from a backup has neither yet; its server makes them.
fn look_beside(folder: &Path, findings: &mut Findings) {
    for (name, version) in [
        (IDENTITIES_DB, IDENTITIES_VERSION),
        (PERSONAL_DB, PERSONAL_VERSION),
    ] {
        let file = folder.join(name);
        if file.exists() {
            // Closed at once: an open reader would hold up the overwriting of what is to be forgotten.
            drop(database::look_at(&file, version, findings));
        }
    }
}
