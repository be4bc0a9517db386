//! What people hold in their hands and were told: what the hall says in the end is held against it.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard};

use jiff::Timestamp;
use jiff::civil::Date;
use kiosk::session::GivenTicket;

/// A ticket that was shown: somebody has it.
#[derive(Debug, Clone)]
pub(crate) struct Shown {
    pub(crate) day: Date,
    pub(crate) number: String,
    pub(crate) kiosk: &'static str,
    /// By the hall's clock.
    pub(crate) at: Timestamp,
    pub(crate) is_alone: bool,
    /// The kiosk's journal may not have it any more, so a hall that does not have it cannot be told of it.
    pub(crate) is_forgotten: bool,
}

/// A call that a clerk was told of.
#[derive(Debug, Clone)]
pub(crate) struct Told {
    pub(crate) day: Date,
    pub(crate) number: String,
    pub(crate) at: Timestamp,
}

#[derive(Debug, Default)]
pub(crate) struct Truth {
    /// By the press.
    pub(crate) shown: BTreeMap<String, Shown>,
    by_number: BTreeMap<(Date, String), String>,
    pub(crate) told: Vec<Told>,
    /// What must not be, in words.
    pub(crate) wrong: Vec<String>,
}

/// Shared by all hosts of one world.
#[derive(Debug, Clone, Default)]
pub(crate) struct SharedTruth(Arc<Mutex<Truth>>);

impl SharedTruth {
    pub(crate) fn lock(&self) -> MutexGuard<'_, Truth> {
        self.0.lock().unwrap()
    }
}

impl Truth {
    /// A kiosk shows a ticket, or shows it again.
    pub(crate) fn show(&mut self, kiosk: &'static str, ticket: &GivenTicket, at: Timestamp) {
        let (request, number) = (ticket.request.clone(), ticket.issued.number.clone());
        let day = ticket.issued.day;
        let holder = self
            .by_number
            .entry((day, number.clone()))
            .or_insert_with(|| request.clone());
        if *holder != request {
            let wrong = format!(
                "{number} of {day} was given twice, now by {kiosk} at {at}: for the presses {holder} and {request}"
            );
            self.wrong.push(wrong);
        }
        let shown = self.shown.entry(request.clone()).or_insert_with(|| Shown {
            day,
            number: number.clone(),
            kiosk,
            at,
            is_alone: ticket.issued.is_offline(),
            is_forgotten: false,
        });
        if shown.number != number {
            let wrong = format!("the press {request} was given {} and {number}", shown.number);
            self.wrong.push(wrong);
        }
    }

    /// The hall goes on from a copy of an earlier day: kiosks bring the open day again, and have forgotten those before.
    pub(crate) fn lose_days(&mut self, first: Date, open: Date) {
        let shown = self.shown.values_mut();
        shown
            .filter(|shown| (first..open).contains(&shown.day))
            .for_each(|shown| shown.is_forgotten = true);
    }

    /// What a kiosk gave so far is known to no journal of its own any more.
    pub(crate) fn lose_journal(&mut self, kiosk: &str) {
        let shown = self.shown.values_mut();
        shown
            .filter(|shown| shown.kiosk == kiosk)
            .for_each(|shown| shown.is_forgotten = true);
    }
}
