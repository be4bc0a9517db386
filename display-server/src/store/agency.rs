//! What a day's journal says beyond its windows: who may decide, who came for their company, and what was handed out that was never accepted here.

use std::collections::BTreeSet;

use jiff::Timestamp;
use queue_core::case::CaseEvent;
use queue_core::event::EntryBody;
use queue_core::plan::DayTimes;
use queue_core::{Event, LegId};
use rusqlite::{Connection, named_params};

use super::out_of_order::number_of;

/// Somebody who may decide for a department came, or left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuthoritySaid {
    /// When.
    pub at: Timestamp,
    /// Which department.
    pub department: String,
    /// Who.
    pub person: String,
    /// Whether they were here then.
    pub present: bool,
}

/// Something that was handed out although nothing here says that it was accepted, or done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnacceptedLine {
    /// When.
    pub at: Timestamp,
    /// The visitor's ticket.
    pub ticket: String,
    /// Where.
    pub window: u16,
    /// By whom.
    pub clerk: String,
    /// The matter that was named.
    pub matter: Option<String>,
}

/// What there is to report.
#[derive(Debug, Default)]
pub(super) struct Beyond {
    pub(super) authority: Vec<AuthoritySaid>,
    pub(super) unaccepted: Vec<UnacceptedLine>,
    pub(super) handlers: u32,
    pub(super) times: Option<DayTimes>,
}

pub(super) fn of_entries(connection: &Connection, first_seq: u64, last_seq: u64) -> rusqlite::Result<Beyond> {
    let mut statement = connection.prepare_cached(include_str!("journal/agency_of_day.sql"))?;
    let mut rows = statement.query(named_params! { ":first_seq": first_seq, ":last_seq": last_seq })?;
    let (mut beyond, mut undone) = (Beyond::default(), BTreeSet::new());
    let (mut handed_out, mut handlers) = (Vec::new(), Vec::new());
    while let Some(row) = rows.next()? {
        let (seq, at_ms): (u64, i64) = (row.get("seq")?, row.get("at_ms")?);
        let at = Timestamp::from_millisecond(at_ms).unwrap_or_default();
        // An entry that cannot be read makes the hall read-only at start; a report shows what it can.
        let Ok(body) = serde_json::from_str::<EntryBody>(row.get_ref("payload")?.as_str()?) else {
            continue;
        };
        for event in body.events {
            if let Event::Undone { entry, .. } = event {
                undone.insert(entry.0);
            } else if let Event::HandlerCame { .. } = event {
                handlers.push(seq);
            } else if let Some((leg, line)) = unaccepted(&event, at) {
                handed_out.push((seq, leg, line));
            } else {
                beyond.take(event, at);
            }
        }
    }
    handlers.retain(|seq| !undone.contains(seq));
    beyond.handlers = u32::try_from(handlers.len()).unwrap_or(u32::MAX);
    for (seq, leg, mut line) in handed_out {
        if !undone.contains(&seq) {
            line.ticket = number_of(connection, leg, first_seq, last_seq)?;
            beyond.unaccepted.push(line);
        }
    }
    Ok(beyond)
}

impl Beyond {
    fn take(&mut self, event: Event, at: Timestamp) {
        if let Event::AuthoritySaid {
            department,
            person,
            present,
        } = event
        {
            self.authority.push(AuthoritySaid {
                at,
                department,
                person: person.to_string(),
                present,
            });
        } else if let Event::DayOpened { times, .. } = event {
            self.times = Some(times);
        }
    }
}

/// A pick-up without an acceptance here, or before the case was done.
fn unaccepted(event: &Event, at: Timestamp) -> Option<(LegId, UnacceptedLine)> {
    let line = |window: queue_core::WindowNumber, clerk: &queue_core::PersonCode, matter| UnacceptedLine {
        at,
        ticket: String::new(),
        window: window.get(),
        clerk: clerk.to_string(),
        matter,
    };
    if let Event::CollectedUnaccepted { leg, window, clerk } = event {
        Some((*leg, line(*window, clerk, None)))
    } else if let Event::Case {
        code,
        happened: CaseEvent::Collected {
            desk,
            before_done: true,
        },
        ..
    } = event
    {
        Some((desk.leg, line(desk.window, &desk.clerk, Some(code.to_string()))))
    } else {
        None
    }
}
