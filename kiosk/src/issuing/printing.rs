//! A ticket's way to paper: draw, hand to the printer's thread, and write down every arrow before it is taken.

use std::sync::Arc;

use super::{Errand, Worker};
use crate::journal::{Journal, KeptPress, PressState};
use crate::meters::{SincePress, SlipEnding};
use crate::session::{Input, Paper};
use crate::ticket_slip;
use slip_printer::{Evidence, NotDurable, PrintState};

impl Worker {
    /// Prints a ticket once more than it was printed so far.
    pub(super) async fn print(&mut self, kept: &KeptPress, press: Option<SincePress>) {
        let without_paper = if self.parts.printer.is_there() {
            Paper::NotPrinted
        } else {
            Paper::None
        };
        if let Err(cause) = self.try_to_print(kept, press) {
            if self.parts.printer.is_there() {
                self.parts.meters.printed(SlipEnding::Blocked, None);
            }
            tracing::warn!(cause, press.request = kept.press.request, "nothing printed");
            let journal = &self.parts.journal;
            if kept.attempt == 0
                && let Err(error) = journal.note_print(&kept.press.request, PressState::Blocked, None)
            {
                tracing::error!(%error, "a blocked slip is not written down");
            }
            self.tell_of_paper(&kept.press.request, without_paper);
            self.settle().await;
        }
    }

    /// "Print it again": the ticket that is shown, marked as a copy.
    pub(super) async fn reprint(&mut self, request: &str) {
        match self.parts.journal.press(request) {
            Ok(Some(kept)) => self.print(&kept, None).await,
            Ok(None) => self.tell_not_printed(request),
            Err(error) => {
                tracing::error!(%error, press.request = request, "the ticket on the screen cannot be read");
                self.tell_not_printed(request);
            }
        }
    }

    fn tell_not_printed(&self, request: &str) {
        self.tell_of_paper(request, Paper::NotPrinted);
    }

    fn tell_of_paper(&self, request: &str, paper: Paper) {
        (self.parts.tell)(Input::Paper {
            request: request.to_owned(),
            paper,
        });
    }

    fn try_to_print(&mut self, kept: &KeptPress, press: Option<SincePress>) -> Result<(), &'static str> {
        let plan = self.parts.hall.borrow().plan.clone().ok_or("no plan")?;
        let ticket = kept.reply.as_ref().ok_or("no ticket")?;
        let (attempt, comfort) = (kept.attempt + 1, kept.press.order.comfort);
        let url = plan.visit_url(&kept.press.token);
        let content = ticket_slip::compose(&plan, ticket, comfort.language, &url, attempt);
        let words = ticket_slip::slip_words(comfort.language);
        let printer = &mut self.parts.printer;
        let raster = printer.draw(comfort.large, |typesetter, look| {
            typesetter.draw(&content, &words, look)
        })?;
        let arrows = Arrows {
            journal: self.parts.journal.clone(),
            request: kept.press.request.clone(),
            attempt,
        };
        let (tell, again) = (Arc::clone(&self.parts.tell), self.again.clone());
        let meters = self.parts.meters.clone();
        let on_state = Box::new(move |state| {
            let written = arrows.write_down(state);
            if let Some(ending) = ending_of(state) {
                meters.printed(ending, press);
            }
            let news = match (written, state) {
                // Without its arrow it is not sent.
                (Err(_), PrintState::Sending) => Some(Paper::NotPrinted),
                _ => news_of(state),
            };
            if let Some(paper) = news {
                tell(Input::Paper {
                    request: arrows.request.clone(),
                    paper,
                });
                // When too much waits already, the next look at the hall settles it.
                let _ = again.send(Errand::Settle);
            }
            written
        });
        printer.send(raster, on_state)
    }
}

/// Writes the printing states of one attempt down.
struct Arrows {
    journal: Journal,
    request: String,
    attempt: u32,
}

impl Arrows {
    fn write_down(&self, state: PrintState) -> Result<(), NotDurable> {
        let note = |state, evidence| self.journal.note_print(&self.request, state, evidence);
        let written = match state {
            PrintState::Sending => self.journal.begin_attempt(&self.request, self.attempt),
            PrintState::AwaitProof => note(PressState::AwaitProof, None),
            PrintState::Printed(evidence) => note(PressState::Printed, Some(word_for(evidence))),
            PrintState::Taken => self.journal.note_taken(&self.request, true),
            PrintState::NotTaken => self.journal.note_taken(&self.request, false),
            PrintState::Uncertain(_) => note(PressState::Uncertain, None),
            // What is known of the attempt before is worth more.
            PrintState::Blocked(_) if self.attempt > 1 => Ok(()),
            PrintState::Blocked(_) => note(PressState::Blocked, None),
        };
        written.map_err(|error| {
            tracing::error!(%error, press.request = self.request, "a printing state is not written down");
            NotDurable
        })
    }
}

/// None: the slip is on its way, or nobody counts what becomes of it afterwards.
fn ending_of(state: PrintState) -> Option<SlipEnding> {
    match state {
        PrintState::Sending | PrintState::AwaitProof | PrintState::Taken | PrintState::NotTaken => None,
        PrintState::Printed(_) => Some(SlipEnding::Printed),
        PrintState::Uncertain(_) => Some(SlipEnding::Uncertain),
        PrintState::Blocked(_) => Some(SlipEnding::Blocked),
    }
}

fn news_of(state: PrintState) -> Option<Paper> {
    match state {
        PrintState::Sending | PrintState::AwaitProof | PrintState::Taken | PrintState::NotTaken => None,
        PrintState::Printed(_) => Some(Paper::Printed),
        PrintState::Uncertain(_) => Some(Paper::Unsure),
        PrintState::Blocked(_) => Some(Paper::NotPrinted),
    }
}

fn word_for(evidence: Evidence) -> &'static str {
    match evidence {
        Evidence::Proof => "proof",
        Evidence::BufferAnswered => "buffer_answered",
        Evidence::Probably => "probably",
    }
}
