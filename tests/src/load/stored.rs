//! What the journal holds after a run, counted without the server's help.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::{Context, Result};
use queue_core::Event;
use queue_core::event::EntryBody;
use rusqlite::Connection;

/// The counts.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Stored {
    /// Different numbers that were given.
    pub tickets: usize,
    /// Numbers that were given more than once.
    pub twice_given: u64,
    /// Legs that were called more than once.
    pub twice_called: u64,
}

/// Counts what stands in a data folder's journal, entry by entry.
///
/// # Errors
/// When it cannot be read.
pub fn read(data: &Path) -> Result<Stored> {
    let file = data.join("hall.db");
    let journal = Connection::open(&file).with_context(|| file.display().to_string())?;
    let mut statement = journal.prepare("SELECT payload FROM journal ORDER BY seq")?;
    let mut rows = statement.query(())?;
    let mut stored = Stored::default();
    let (mut numbers, mut called) = (BTreeSet::new(), BTreeSet::new());
    while let Some(row) = rows.next()? {
        let body: EntryBody = serde_json::from_str(row.get_ref("payload")?.as_str()?)?;
        for event in body.events {
            if let Event::TicketIssued { ticket, .. } = &event {
                stored.twice_given += u64::from(!numbers.insert(ticket.number.clone()));
            } else if let Event::Called { leg, .. } = event {
                stored.twice_called += u64::from(!called.insert(leg));
            }
        }
    }
    stored.tickets = numbers.len();
    Ok(stored)
}
