//! After a restart: presses without an answer are asked again under their ids, slips cut short become uncertain.

use jiff::SignedDuration;

use super::{Worker, asking};
use crate::journal::{JournalError, KeptPress, PressState};
use crate::server_link::LinkError;
use crate::session::Input;

/// A ticket younger than this may still have its visitor before the kiosk.
const STILL_THERE: SignedDuration = SignedDuration::from_mins(3);

impl Worker {
    /// Once after the start, as soon as the hall's day is known.
    pub(super) async fn recover(&mut self) {
        if self.is_recovered || self.parts.hall.borrow().day.is_none() {
            return;
        }
        match self.finish_what_was_begun().await {
            Ok(()) => self.is_recovered = true,
            Err(error) => tracing::error!(%error, "the journal cannot be read after the restart"),
        }
    }

    async fn finish_what_was_begun(&self) -> Result<(), JournalError> {
        for kept in self.parts.journal.unanswered()? {
            self.ask_again(&kept).await?;
        }
        for kept in self.parts.journal.unproved()? {
            self.parts
                .journal
                .note_print(&kept.press.request, PressState::Uncertain, None)?;
            if self.visitor_may_be_there(&kept)
                && let Some(given) = self.given(&kept)
            {
                (self.parts.tell)(Input::Recovered(Box::new(given)));
            }
        }
        Ok(())
    }

    async fn ask_again(&self, kept: &KeptPress) -> Result<(), JournalError> {
        let (journal, request) = (&self.parts.journal, &kept.press.request);
        if self.parts.hall.borrow().service_day() != Some(kept.press.day) {
            return journal.give_up(request);
        }
        match self.ask(&kept.press, 1).await {
            Ok(arrived) => match asking::apart(arrived) {
                Ok(ticket) => journal.note_reply(request, &ticket),
                Err(_) => journal.note_let_in(request),
            },
            Err(LinkError::Refused(_)) => journal.note_refusal(request),
            Err(LinkError::Away | LinkError::Unknown | LinkError::Garbled { .. }) => journal.give_up(request),
        }
    }

    fn visitor_may_be_there(&self, kept: &KeptPress) -> bool {
        let hall = self.parts.hall.borrow();
        let (Some(day), Some(ticket)) = (&hall.day, &kept.reply) else {
            return false;
        };
        day.now.duration_since(ticket.issued_at) < STILL_THERE
    }
}
