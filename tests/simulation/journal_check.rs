//! What the hall's journal says in the end, held against what people have in their hands.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use display_server::store::verify;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use queue_core::event::EntryBody;
use queue_core::offline::{NotTakenUp, OfflineEvent};
use queue_core::{Event, LegId, VisitId};
use rusqlite::Connection;

use crate::truth::{Shown, Told, Truth};

/// So long a ticket without a confirmation is not called; a little less, for the clocks here move in steps.
const UNCONFIRMED: SignedDuration = SignedDuration::from_secs(18);

#[derive(Debug, Clone)]
struct Given {
    request: String,
    number: String,
    at: Timestamp,
}

#[derive(Debug, Default)]
struct Kept {
    tickets: BTreeMap<(Date, VisitId), Given>,
    voided: BTreeSet<(Date, VisitId)>,
    not_taken_up: BTreeMap<String, NotTakenUp>,
    calls: BTreeMap<(Date, LegId), u32>,
}

/// What is wrong, in words; kiosks that were cut off over a night brought that day's tickets too late.
pub(crate) fn check(folder: &Path, truth: &Truth, nights: &BTreeSet<(Date, &'static str)>) -> Vec<String> {
    let mut wrong = Vec::new();
    if let Err(error) = verify(folder) {
        wrong.push(format!("the chain does not hold: {error}"));
    }
    let kept = read(folder, &mut wrong);
    let by_request: BTreeMap<&str, (&(Date, VisitId), &Given)> = kept
        .tickets
        .iter()
        .map(|(visit, given)| (given.request.as_str(), (visit, given)))
        .collect();
    for (request, shown) in &truth.shown {
        let given = by_request.get(request.as_str()).copied();
        let is_night = nights.contains(&(shown.day, shown.kiosk));
        wrong.extend(what_became_of(request, shown, given, &kept, is_night));
    }
    for told in &truth.told {
        wrong.extend(had_paper(told, &kept, truth));
    }
    let twice = kept.calls.iter().filter(|(_, calls)| **calls > 1);
    wrong.extend(twice.map(|((day, leg), calls)| format!("{leg:?} of {day} was called {calls} times")));
    wrong
}

fn what_became_of(
    request: &str,
    shown: &Shown,
    given: Option<(&(Date, VisitId), &Given)>,
    kept: &Kept,
    is_night: bool,
) -> Option<String> {
    let what = format!(
        "{} of {}, shown by {} at {}",
        shown.number, shown.day, shown.kiosk, shown.at
    );
    match given {
        Some((visit, _)) if kept.voided.contains(visit) => Some(format!("{what}, is void (press {request})")),
        Some((_, given)) if given.number != shown.number => {
            Some(format!("{what}, is {} in the journal", given.number))
        }
        Some(_) => None,
        None => match kept.not_taken_up.get(request) {
            Some(NotTakenUp::AnotherDay) if is_night => None,
            Some(why) => Some(format!("{what}, was not taken up: {why:?}")),
            None if shown.is_forgotten => None,
            None => Some(format!("{what}, is in no journal (press {request})")),
        },
    }
}

/// Whoever is called has paper, or had time enough to say otherwise.
fn had_paper(told: &Told, kept: &Kept, truth: &Truth) -> Option<String> {
    let mut tickets = kept.tickets.iter();
    let (_, given) = tickets.find(|((day, _), given)| *day == told.day && given.number == told.number)?;
    let shown = truth.shown.get(&given.request);
    let is_in_hand = shown.is_some_and(|shown| shown.at <= told.at);
    let waited = told.at.duration_since(given.at);
    // Given later than it was called: a restored hall was told of it anew, and when it was first given is forgotten.
    let is_too_soon = (SignedDuration::ZERO..UNCONFIRMED).contains(&waited);
    (!is_in_hand && is_too_soon).then(|| {
        format!(
            "{} of {} was called at {}, {waited:#} after it was given, and nobody had its paper",
            told.number, told.day, told.at
        )
    })
}

fn read(folder: &Path, wrong: &mut Vec<String>) -> Kept {
    let journal = Connection::open(folder.join("hall.db")).expect("a journal");
    let mut entries = journal
        .prepare("SELECT day, at_ms, payload FROM journal ORDER BY seq")
        .expect("entries");
    let mut rows = entries.query(()).expect("entries");
    let mut kept = Kept::default();
    let mut numbers = BTreeSet::new();
    while let Some(row) = rows.next().expect("an entry") {
        let day = date_of(row.get(0).expect("a day"));
        let at = Timestamp::from_millisecond(row.get(1).expect("an instant")).expect("an instant");
        let payload: String = row.get(2).expect("a payload");
        let body: EntryBody = serde_json::from_str(&payload).expect("an entry");
        for event in body.events {
            kept.note(day, at, event, &mut numbers, wrong);
        }
    }
    kept
}

impl Kept {
    fn note(
        &mut self,
        day: Date,
        at: Timestamp,
        event: Event,
        numbers: &mut BTreeSet<(Date, String)>,
        wrong: &mut Vec<String>,
    ) {
        match event {
            Event::TicketIssued { ticket, .. } => {
                let number = ticket.number.to_string();
                if !numbers.insert((day, number.clone())) {
                    wrong.push(format!("{number} of {day} stands in the journal twice"));
                }
                let request = ticket.request.to_string();
                let given = Given { request, number, at };
                self.tickets.insert((day, ticket.visit), given);
            }
            Event::TicketVoided { visit, .. } => drop(self.voided.insert((day, visit))),
            Event::Called { leg, .. } => *self.calls.entry((day, leg)).or_default() += 1,
            Event::Offline {
                happened: OfflineEvent::NotTakenUp { row, why },
            } => drop(self.not_taken_up.insert(row.request.to_string(), why)),
            _ => {}
        }
    }
}

/// A day as the journal writes it: yyyymmdd.
fn date_of(day: i64) -> Date {
    let text = day.to_string();
    Date::strptime("%Y%m%d", &text).expect("a day")
}
