//! Anchors: there, of this journal, fresh, and on another medium.

use std::path::{Path, PathBuf};

use jiff::{SignedDuration, Timestamp};
use machine::lock::Held;
use machine::{Findings, folder};
use rusqlite::{OptionalExtension, named_params};

use super::Medium;
use super::journal::Journal;
use crate::anchor::{Anchor, read_anchors};
use crate::store::look_for_anchors;

/// One is written a minute, if the journal has moved; a medium that is slow once is forgiven.
const STALE: SignedDuration = SignedDuration::from_mins(3);

/// The anchors that were named.
pub(super) struct Anchors {
    file: PathBuf,
    /// At least one.
    all: Vec<Anchor>,
}

pub(super) fn read(file: Option<&Path>, findings: &mut Findings) -> Option<Anchors> {
    let Some(file) = file else {
        findings.not_looked_at("anchors (--anchor FILE)");
        return None;
    };
    match read_anchors(file) {
        Ok(all) => Some(Anchors {
            file: file.to_owned(),
            all,
        }),
        Err(error) => {
            findings.to_do(
                error.to_string(),
                "is its medium there, and is the server started with `--anchor` and this file?",
            );
            None
        }
    }
}

pub(super) fn judge(medium: &Medium<'_>, anchors: Option<&Anchors>, server: Held, findings: &mut Findings) {
    let Some(Anchors { file, all }) = anchors else {
        return;
    };
    if folder::are_on_one_medium(file, medium.data) == Some(true) {
        findings.to_do(
            format!(
                "the anchors {} lie on the medium of the data: whoever loses one loses both",
                file.display()
            ),
            "let the server write them to another medium",
        );
    }
    let (Some(journal), Some(last)) = (medium.journal, all.iter().max_by_key(|anchor| anchor.end.seq)) else {
        return;
    };
    match compare(journal, all, last) {
        Ok(Ok(waiting_since)) => {
            findings.looked_at(format!("{} anchors (every one holds)", all.len()));
            let is_stale = |since: &Timestamp| medium.now.duration_since(*since) > STALE;
            if let Some(since) = waiting_since.filter(is_stale) {
                stale(last, since, server, findings);
            }
        }
        Ok(Err(unlike)) => findings.broken(
            unlike,
            "somebody changed the journal, or these are another hall's anchors: keep copies of both, and compare with \
             the backups (`display-server verify FOLDER --anchor BACKUP/backup.json`)",
        ),
        Err(error) => findings.broken(format!("the anchors cannot be compared: {error}"), "look at the medium"),
    }
}

/// Since when an entry waits for an anchor, none: none does; or why these are not this journal's.
fn compare(
    journal: &Journal,
    all: &[Anchor],
    last: &Anchor,
) -> rusqlite::Result<Result<Option<Timestamp>, String>> {
    if let Err(unlike) = look_for_anchors(&journal.connection, journal.end.seq, all)? {
        return Ok(Err(unlike.to_string()));
    }
    let next = named_params! { ":seq": last.end.seq + 1 };
    let mut statement = journal
        .connection
        .prepare(include_str!("../store/journal/at.sql"))?;
    let at_ms: Option<i64> = statement.query_row(next, |row| row.get("at_ms")).optional()?;
    Ok(Ok(at_ms.and_then(|at_ms| Timestamp::from_millisecond(at_ms).ok())))
}

fn stale(last: &Anchor, since: Timestamp, server: Held, findings: &mut Findings) {
    let seq = last.end.seq;
    let wrong = format!("entries after {seq} have not been anchored since {since}");
    match server {
        Held::By(_) => findings.to_do(
            wrong,
            "a running server anchors every minute: is it started with --anchor and this file, and can the file be \
             written to? Its log says why not",
        ),
        Held::No | Held::Unknown => findings.to_do(
            wrong,
            "the server was ended before its last anchor; started with --anchor, it makes up for it",
        ),
    }
}
