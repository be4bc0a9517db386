//! The journal: sound, proved, not of tomorrow, and no day left open.

use std::path::Path;

use jiff::{SignedDuration, Timestamp};
use machine::lock::Held;
use machine::{Findings, database};
use queue_core::plan::DayTimes;
use queue_core::{Hall, ServiceDay};
use rusqlite::Connection;

use crate::store::{HALL_DB, Head, JOURNAL_VERSION, VerifyError, head, prove, replay_last_day};

/// An entry is never later than the clock when it was written; a minute is forgiven to a clock that is being set.
const FORGIVEN: SignedDuration = SignedDuration::from_mins(1);
/// A day ends by itself at its instant; what is open after this will not end by itself.
const LATE: SignedDuration = SignedDuration::from_mins(5);

/// A journal that could be read, as it stands at one instant.
pub(super) struct Journal {
    /// Reads it.
    pub(super) connection: Connection,
    /// Its last entry.
    pub(super) end: Head,
    /// The hall after it, as far as the last day can be replayed.
    pub(super) hall: Hall,
}

pub(super) fn look_at(
    folder: &Path,
    now: Timestamp,
    server: Held,
    findings: &mut Findings,
) -> Option<Journal> {
    let connection = database::look_at(&folder.join(HALL_DB), JOURNAL_VERSION, findings)?;
    let journal = read(connection, findings).unwrap_or_else(|error| {
        findings.broken(
            format!("the journal in {} cannot be read: {error}", folder.display()),
            "keep a copy of the folder, and put the newest backup back with `display-server restore`",
        );
        None
    })?;
    of_tomorrow(&journal.end, now, findings);
    if let Some((day, times)) = journal.hall.day().zip(journal.hall.times()) {
        still_open(day, times, now, server, findings);
    }
    Some(journal)
}

fn read(connection: Connection, findings: &mut Findings) -> rusqlite::Result<Option<Journal>> {
    // One snapshot for all of it: a hall that is running goes on writing. It ends with the connection.
    connection.execute_batch("BEGIN")?;
    match prove(&connection, &[]) {
        Ok(proof) => findings.looked_at(format!(
            "the journal's chain (it holds, {} entries)",
            proof.head_seq
        )),
        Err(VerifyError::Sqlite(error)) => return Err(error),
        Err(
            error @ (VerifyError::Broken(_)
            | VerifyError::DayMissing { .. }
            | VerifyError::Mark(_)
            | VerifyError::Unanchored(_)),
        ) => {
            findings.broken(
                format!("the journal's chain is broken: {error}"),
                "a hall that finds it accepts nothing any more; keep a copy of the folder as evidence, and put the newest \
                 backup back with `display-server restore`",
            );
        }
    }
    let end = head(&connection)?;
    let hall = replay_last_day(&connection)?.hall;
    Ok(Some(Journal {
        connection,
        end,
        hall,
    }))
}

/// Entries never go back, so a hall whose clock was set back stands still until the clock has caught up.
fn of_tomorrow(end: &Head, now: Timestamp, findings: &mut Findings) {
    let Ok(at) = Timestamp::from_millisecond(end.at_ms) else {
        return;
    };
    let ahead = at.duration_since(now);
    if ahead > FORGIVEN {
        findings.broken(
            format!(
                "the journal's last entry is of {at}, which is {} min ahead of this machine's clock",
                ahead.as_mins()
            ),
            "set the clock of this machine (timedatectl); if the clock is right, the hall's time stands still until then",
        );
    }
}

fn still_open(day: ServiceDay, times: &DayTimes, now: Timestamp, server: Held, findings: &mut Findings) {
    let is_late = now.duration_since(times.day_ends_at) > LATE;
    let ended = times.day_ends_at;
    match server {
        Held::By(_) if is_late => findings.broken(
            format!("a server runs, and the service day {day}, which was to end at {ended}, is still open"),
            "look at its log, and start it anew",
        ),
        Held::No | Held::Unknown if is_late => findings.to_do(
            format!("the service day {day}, which was to end at {ended}, is still open"),
            "start the server: it closes the day and makes its report",
        ),
        Held::No => findings.broken(
            format!("the service day {day} is open, and no server runs here"),
            "start it: systemctl start hall-server",
        ),
        Held::By(_) | Held::Unknown => {}
    }
}
