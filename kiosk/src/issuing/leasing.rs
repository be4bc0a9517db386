//! Numbers for when the hall is away, asked for while it answers; and what was given of them, brought when it is back.

use std::time::Duration;

use hall_protocol::offline::LeaseRequest;
use jiff::civil::Date;

use super::Worker;
use crate::clock::Moment;
use crate::id::new_id;
use crate::journal::{JournalError, KeptPress, RowState};
use crate::offline_rows::offline_tickets;
use crate::server_link::LinkError;

/// How long after a lease that was not given the next is asked for.
const BETWEEN_TRIES: Duration = Duration::from_secs(10);

/// What is known of the numbers that were asked for.
#[derive(Debug, Default)]
pub(super) struct Leasing {
    /// The day and the epoch for which everything was asked that there is.
    leased_for: Option<(Date, u64)>,
    /// The request that may not have been answered: it is asked again as it was.
    asked: Option<LeaseRequest>,
    /// When it is tried again at the earliest.
    not_before: Moment,
}

impl Worker {
    /// Asks for numbers of every letter that has none, once a day and epoch, and again when some are gone.
    pub(super) async fn lease(&mut self) {
        let (answers, day) = {
            let hall = self.parts.hall.borrow();
            (hall.answers, hall.day.clone())
        };
        let Some((day, epoch)) = day
            .filter(|_| answers)
            .and_then(|day| Some((day.day?, day.epoch)))
        else {
            return;
        };
        let now = self.parts.clock.moment();
        if self.leasing.leased_for == Some((day, epoch)) || now < self.leasing.not_before {
            return;
        }
        match self.ask_for_leases(day).await {
            Ok(()) => self.leasing.leased_for = Some((day, epoch)),
            Err(error) => {
                tracing::warn!(
                    error,
                    "no numbers for when the hall is away; they are asked for again"
                );
                self.leasing.not_before = now.plus(BETWEEN_TRIES);
            }
        }
    }

    /// A number was given alone, or the hall has heard of some: there may be fewer than there should be.
    pub(super) fn look_at_leases_again(&mut self) {
        self.leasing.leased_for = None;
    }

    async fn ask_for_leases(&mut self, day: Date) -> Result<(), String> {
        let words = |error: JournalError| error.to_string();
        let leased = self.leased_letters(day);
        let letters = self
            .letters()
            .into_iter()
            .filter(|letter| !leased.contains(letter));
        let letters: Vec<String> = letters.collect();
        if letters.is_empty() {
            return Ok(());
        }
        let fresh = |request: &LeaseRequest| request.day == day && request.letters == letters;
        let request = match self.leasing.asked.take().filter(fresh) {
            Some(request) => request,
            None => LeaseRequest {
                request: new_id().map_err(|error| error.to_string())?,
                day,
                journal: self.parts.journal_name.clone(),
                letters,
            },
        };
        let given = self.parts.link.lease(&request).await;
        match given {
            Ok(given) => {
                let heard = self.parts.hall.borrow().day.as_ref().map(|day| day.now);
                let journal = &self.parts.journal;
                journal
                    .keep_leases(&given, heard.unwrap_or_default())
                    .map_err(words)
            }
            Err(error) => {
                // Whether it was heard is not known: the same numbers are asked for by the same id.
                if error == LinkError::Away {
                    self.leasing.asked = Some(request);
                }
                Err(error.to_string())
            }
        }
    }

    fn letters(&self) -> Vec<String> {
        let plan = self.parts.hall.borrow().plan.clone();
        let groups = plan.iter().flat_map(|plan| plan.groups());
        groups.map(|group| group.letter.as_char().to_string()).collect()
    }

    /// Brings what was given alone, in the order in which it was given; false: the hall does not take it now.
    pub(super) async fn bring(&mut self) -> bool {
        loop {
            self.parts.pulse.beat();
            let rows = self.parts.journal.rows_owed().unwrap_or_else(|error| {
                tracing::error!(%error, "what was given alone cannot be read");
                Vec::new()
            });
            if rows.is_empty() {
                return true;
            }
            self.look_at_leases_again();
            if let Err(error) = self.bring_these(&rows).await {
                tracing::warn!(error, "what was given alone is not taken up yet");
                return false;
            }
        }
    }

    async fn bring_these(&self, rows: &[KeptPress]) -> Result<(), String> {
        let now = self.parts.clock.boot_moment();
        let tickets = offline_tickets(rows, Some(&now)).map_err(|error| error.to_string())?;
        let taken = self.parts.link.bring(&tickets).await;
        let taken = taken.map_err(|error| error.to_string())?;
        if taken.results.len() != rows.len() {
            return Err("the hall did not answer for every ticket".to_owned());
        }
        for (kept, result) in rows.iter().zip(taken.results) {
            let state = RowState::from_result(&result.result);
            if state != RowState::Accepted {
                let why = result.why.as_deref().unwrap_or_default();
                tracing::error!(
                    press.request = kept.press.request,
                    why,
                    "the hall cannot take up a ticket"
                );
            }
            let noted = self.parts.journal.note_row(&kept.press.request, state);
            noted.map_err(|error| error.to_string())?;
        }
        Ok(())
    }
}
