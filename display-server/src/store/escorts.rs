//! The record of finished escorts: written once, at a job's end; nothing takes it back.

use queue_core::escort::{Escort, EscortState};
use queue_core::{DeviceId, LanguageCode, PersonCode, Seq, ServiceDay, TicketNumber};
use rusqlite::{Connection, Row, named_params};

use super::day_number;
use crate::views;

/// A finished escort with the ticket of its visitor.
#[derive(Debug)]
pub struct EndedEscort<'a> {
    /// The job.
    pub escort: &'a Escort,
    /// The visitor's ticket, if any.
    pub number: Option<&'a TicketNumber>,
    /// The entry that ended it.
    pub ended: Seq,
}

/// A finished escort as it was kept. Lengths in milliseconds, from the first press.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EscortLine {
    /// The job's number of its day.
    pub escort: u32,
    /// The kind.
    pub kind: String,
    /// The language of an interpreter.
    pub language: Option<String>,
    /// Where the button is.
    pub place: String,
    /// The visitor's ticket.
    pub number: Option<String>,
    /// Who had it at last.
    pub guide: Option<String>,
    /// Who stood in.
    pub left_to: Option<String>,
    /// The first press, in milliseconds since 1970.
    pub requested_at_ms: i64,
    /// How often it was pressed.
    pub presses: u32,
    /// Until somebody accepted.
    pub accept_ms: Option<i64>,
    /// Until the visitor was met.
    pub meet_ms: Option<i64>,
    /// Until the visitor was handed over, or else until it was done.
    pub whole_ms: Option<i64>,
    /// The end, in milliseconds since 1970.
    pub ended_at_ms: i64,
    /// The limits that passed, as `accept meet done`.
    pub over: String,
    /// Whether it was done; else it was cancelled or left over.
    pub done: bool,
}

pub(super) fn insert(
    connection: &Connection,
    day: ServiceDay,
    line: &EndedEscort<'_>,
) -> rusqlite::Result<()> {
    let EndedEscort {
        escort,
        number,
        ended,
    } = line;
    let over: Vec<_> = escort
        .overdue
        .iter()
        .map(|stage| views::stage_name(*stage))
        .collect();
    let ended_at = escort.ended_at().unwrap_or(escort.requested_at);
    let mut statement = connection.prepare_cached(include_str!("escorts/insert.sql"))?;
    statement.execute(named_params! {
        ":day": day_number(day),
        ":ended_seq": ended.0,
        ":escort": escort.id.0,
        ":kind": views::escort_kind(escort.need.kind).name(),
        ":language": escort.need.language.as_ref().map(LanguageCode::as_str),
        ":place": DeviceId::as_str(&escort.place),
        ":number": number.map(TicketNumber::as_str),
        ":guide": escort.guide.as_ref().map(PersonCode::as_str),
        ":left_to": escort.left_to.map(views::stand_in_name),
        ":requested_at_ms": escort.requested_at.as_millisecond(),
        ":presses": escort.presses,
        ":accept_ms": escort.accept_ms(),
        ":meet_ms": escort.meet_ms(),
        ":whole_ms": escort.whole_ms(),
        ":ended_at_ms": ended_at.as_millisecond(),
        ":over": over.join(" "),
        ":done": matches!(escort.state, EscortState::Done { .. }),
    })?;
    Ok(())
}

pub(super) fn of_day(connection: &Connection, day: ServiceDay) -> rusqlite::Result<Vec<EscortLine>> {
    let mut statement = connection.prepare_cached(include_str!("escorts/of_day.sql"))?;
    let rows = statement.query_map(named_params! { ":day": day_number(day) }, EscortLine::read)?;
    rows.collect()
}

impl EscortLine {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            escort: row.get("escort")?,
            kind: row.get("kind")?,
            language: row.get("language")?,
            place: row.get("place")?,
            number: row.get("number")?,
            guide: row.get("guide")?,
            left_to: row.get("left_to")?,
            requested_at_ms: row.get("requested_at_ms")?,
            presses: row.get("presses")?,
            accept_ms: row.get("accept_ms")?,
            meet_ms: row.get("meet_ms")?,
            whole_ms: row.get("whole_ms")?,
            ended_at_ms: row.get("ended_at_ms")?,
            over: row.get("over")?,
            done: row.get("done")?,
        })
    }
}
