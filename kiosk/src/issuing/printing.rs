//! A ticket's way to paper: draw, hand to the printer's thread, and write down every arrow before it is taken.

use std::sync::Arc;

use tokio::sync::watch;

use super::{Errand, Roll, Worker};
use crate::id::random;
use crate::journal::{Journal, KeptPress, PressState};
use crate::session::{Input, Paper};
use crate::ticket_slip;
use slip::{JobId, PrintSize, SlipLook, Typesetter};
use slip_printer::{
    Evidence, NotDurable, PrintJob, PrintState, PrinterHealth, PrinterPort, PrinterProfile, PrinterThread,
};

/// What staff are told of a printer (K16).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PrinterNews {
    /// The word of the protocol for how it is.
    pub word: &'static str,
    /// About how many metres of paper are left.
    pub paper_left_m: Option<u16>,
}

impl PrinterNews {
    /// Of a device without a printer.
    pub const NONE: Self = Self {
        word: "none",
        paper_left_m: None,
    };
}

/// The printer of a kiosk, if it has one, and what draws for it.
pub struct SlipPrinter {
    thread: Option<PrinterThread>,
    news: watch::Sender<PrinterNews>,
    roll: Option<Arc<Roll>>,
    paper: slip::Paper,
    typesetter: Typesetter,
}

impl SlipPrinter {
    /// A kiosk without a printer: numbers stay on the screen.
    #[must_use]
    pub fn none() -> Self {
        Self {
            thread: None,
            news: watch::Sender::new(PrinterNews::NONE),
            roll: None,
            paper: slip::Paper::Mm80,
            typesetter: Typesetter::new(),
        }
    }

    /// A printer somewhere; it may be plugged in or switched on later.
    pub fn at(
        port: impl PrinterPort + 'static,
        profile: PrinterProfile,
        paper: slip::Paper,
        roll: Roll,
    ) -> std::io::Result<Self> {
        let roll = Arc::new(roll);
        let news = watch::Sender::new(PrinterNews {
            word: "offline",
            paper_left_m: roll.left_m(),
        });
        let (told, heard_by) = (news.clone(), Arc::clone(&roll));
        let on_health = Box::new(move |health| {
            tracing::info!(printer.health = ?health, "printer");
            let is_new_roll = heard_by.hear(health);
            told.send_modify(|news| {
                news.word = word_of(health);
                if is_new_roll {
                    news.paper_left_m = heard_by.left_m();
                }
            });
        });
        let thread = PrinterThread::start(port, profile, on_health)?;
        Ok(Self {
            thread: Some(thread),
            news,
            roll: Some(roll),
            paper,
            typesetter: Typesetter::new(),
        })
    }

    /// What staff are told of it, as it changes (K16).
    #[must_use]
    pub fn news(&self) -> watch::Receiver<PrinterNews> {
        self.news.subscribe()
    }
}

fn word_of(health: PrinterHealth) -> &'static str {
    use slip_printer::PrinterFault as Fault;
    match health.fault {
        Some(Fault::CoverOpen) => "cover_open",
        Some(Fault::PaperOut) => "paper_out",
        Some(Fault::CutterJam) => "cutter_jam",
        Some(
            Fault::Unreachable
            | Fault::Silent
            | Fault::Unrecoverable
            | Fault::Overheated
            | Fault::Mechanical
            | Fault::Offline,
        ) => "offline",
        None if health.paper_near_end => "paper_low",
        None => "ready",
    }
}

impl Worker {
    /// Prints a ticket once more than it was printed so far.
    pub(super) fn print(&mut self, kept: &KeptPress) {
        if let Err(cause) = self.try_to_print(kept) {
            tracing::warn!(cause, press.request = kept.press.request, "nothing printed");
            let journal = &self.parts.journal;
            if let Err(error) = journal.note_print(&kept.press.request, PressState::Blocked, None) {
                tracing::error!(%error, "a blocked slip is not written down");
            }
            self.tell_not_printed(&kept.press.request);
            self.settle();
        }
    }

    /// "Print it again": the ticket that is shown, marked as a copy.
    pub(super) fn reprint(&mut self, request: &str) {
        match self.parts.journal.press(request) {
            Ok(Some(kept)) => self.print(&kept),
            Ok(None) => self.tell_not_printed(request),
            Err(error) => {
                tracing::error!(%error, press.request = request, "the ticket on the screen cannot be read");
                self.tell_not_printed(request);
            }
        }
    }

    fn tell_not_printed(&self, request: &str) {
        (self.parts.tell)(Input::Paper {
            request: request.to_owned(),
            paper: Paper::NotPrinted,
        });
    }

    fn try_to_print(&mut self, kept: &KeptPress) -> Result<(), &'static str> {
        let plan = self.parts.hall.borrow().plan.clone().ok_or("no plan")?;
        let ticket = kept.reply.as_ref().ok_or("no ticket")?;
        let (attempt, comfort) = (kept.attempt + 1, kept.press.order.comfort);
        let printer = &mut self.parts.printer;
        let thread = printer.thread.as_ref().ok_or("no printer")?;
        let url = plan.visit_url(&kept.press.token);
        let content = ticket_slip::compose(&plan, ticket, comfort.language, &url, attempt);
        let size = if comfort.large {
            PrintSize::Large
        } else {
            PrintSize::Ordinary
        };
        let look = SlipLook {
            paper: printer.paper,
            size,
        };
        let drawn = printer
            .typesetter
            .draw(&content, &ticket_slip::slip_words(comfort.language), look);
        let raster = drawn.map_err(|error| {
            tracing::error!(%error, service = kept.press.order.service, "the slip cannot be drawn");
            "not drawn"
        })?;
        let id = JobId::from_random(random().map_err(|_| "no random bits")?);
        let arrows = Arrows {
            journal: self.parts.journal.clone(),
            request: kept.press.request.clone(),
            attempt,
        };
        let (tell, again) = (Arc::clone(&self.parts.tell), self.again.clone());
        let (roll, news, rows) = (
            printer.roll.clone(),
            printer.news.clone(),
            raster.bitmap().height_dots(),
        );
        let on_state = Box::new(move |state| {
            arrows.write_down(state)?;
            if let (PrintState::Sending, Some(roll)) = (state, &roll) {
                let left = roll.use_up(rows);
                news.send_modify(|news| news.paper_left_m = left);
            }
            if let Some(paper) = news_of(state) {
                tell(Input::Paper {
                    request: arrows.request.clone(),
                    paper,
                });
                // When too much waits already, the next look at the hall settles it.
                let _ = again.try_send(Errand::Settle);
            }
            Ok(())
        });
        thread
            .print(PrintJob { id, raster, on_state })
            .map_err(|_| "the printer is busy")
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
            PrintState::Uncertain(_) => note(PressState::Uncertain, None),
            PrintState::Blocked(_) => note(PressState::Blocked, None),
        };
        written.map_err(|error| {
            tracing::error!(%error, press.request = self.request, "a printing state is not written down");
            NotDurable
        })
    }
}

fn news_of(state: PrintState) -> Option<Paper> {
    match state {
        PrintState::Sending | PrintState::AwaitProof => None,
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
        Evidence::None => "none",
    }
}
