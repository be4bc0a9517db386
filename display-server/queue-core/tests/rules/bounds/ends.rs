//! How each leg ended, counted in the journal alone.

use std::collections::{BTreeMap, BTreeSet};

use queue_core::event::Event;
use queue_core::leg::Outcome;
use queue_core::{Entry, LegId, Seq};

/// Of each leg that the journal opened and did not take back, how it ended: nothing while it is open, more than one
/// would be a matter counted twice.
pub fn endings(journal: &[Entry]) -> BTreeMap<LegId, Vec<Outcome>> {
    let events = journal.iter().flat_map(|entry| &entry.body.events);
    let undone: BTreeSet<Seq> = events.filter_map(undoes).collect();
    let mut endings: BTreeMap<LegId, Vec<Outcome>> = BTreeMap::new();
    let kept = journal.iter().filter(|entry| !undone.contains(&entry.seq));
    for event in kept.flat_map(|entry| &entry.body.events) {
        if let Event::TicketIssued { leg, .. } | Event::LegOpened { leg } = event {
            endings.entry(leg.id).or_default();
        }
        if let Some((leg, outcome)) = ends(event) {
            endings.entry(leg).or_default().push(outcome);
        }
    }
    endings
}

fn undoes(event: &Event) -> Option<Seq> {
    if let Event::Undone { entry, .. } = event {
        Some(*entry)
    } else {
        None
    }
}

fn ends(event: &Event) -> Option<(LegId, Outcome)> {
    if let Event::Finished { leg, outcome } = event {
        return Some((*leg, *outcome));
    }
    if let Event::Transferred { leg } = event {
        return Some((*leg, Outcome::Transferred));
    }
    if let Event::Withdrawn { leg } = event {
        return Some((*leg, Outcome::Withdrawn));
    }
    if let Event::Abandoned { leg } = event {
        return Some((*leg, Outcome::Abandoned));
    }
    if let Event::Postponed { leg } = event {
        return Some((*leg, Outcome::Postponed));
    }
    if let Event::NoShow { leg, held: false } = event {
        return Some((*leg, Outcome::NoShow));
    }
    None
}
