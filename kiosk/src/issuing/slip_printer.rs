//! The printer of a kiosk as the rest of it knows it: what draws for it, what is sent to it, and what staff are told.
//!
//! Invariant: whatever is sent uses up the roll before its first byte.

use std::sync::Arc;

use tokio::sync::watch;

use super::Roll;
use crate::id::random;
use machine::watchdog::Pulse;
use slip::{DrawError, JobId, PrintSize, Raster, SlipLook, Typesetter};
use slip_printer::{
    PrintJob, PrintState, PrinterHealth, PrinterPort, PrinterProfile, PrinterThread, StateHook,
};

const NO_PRINTER: &str = "no printer";

/// What staff are told of a printer (K16).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PrinterNews {
    /// The word of the protocol for how it is.
    pub word: &'static str,
    /// About how many metres of paper are left.
    pub paper_left_m: Option<u16>,
}

impl PrinterNews {
    /// Whether a slip asked for now would be printed, or nobody expects one.
    #[must_use]
    pub fn is_as_expected(&self) -> bool {
        matches!(self.word, "ready" | "paper_low" | "none")
    }

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
        pulse: Pulse,
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
        let on_turn = Arc::new(move || pulse.beat());
        let thread = PrinterThread::start(port, profile, on_health, on_turn)?;
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

    /// Whether there is one; it may be out of order all the same.
    pub(super) fn is_there(&self) -> bool {
        self.thread.is_some()
    }

    /// Draws for its paper.
    pub(super) fn draw(
        &mut self,
        is_large: bool,
        draw: impl FnOnce(&mut Typesetter, SlipLook) -> Result<Raster, DrawError>,
    ) -> Result<Raster, &'static str> {
        if self.thread.is_none() {
            return Err(NO_PRINTER);
        }
        let size = if is_large {
            PrintSize::Large
        } else {
            PrintSize::Ordinary
        };
        let paper = self.paper;
        draw(&mut self.typesetter, SlipLook { paper, size }).map_err(|error| {
            tracing::error!(%error, "a slip cannot be drawn");
            "not drawn"
        })
    }

    /// Sends a slip; its states come through the hook, and none when it is refused.
    pub(super) fn send(&self, raster: Raster, mut on_state: StateHook) -> Result<(), &'static str> {
        let thread = self.thread.as_ref().ok_or(NO_PRINTER)?;
        let id = JobId::from_random(random().map_err(|_| "no random bits")?);
        let (roll, news, rows) = (
            self.roll.clone(),
            self.news.clone(),
            raster.bitmap().height_dots(),
        );
        let on_state = Box::new(move |state| {
            on_state(state)?;
            if let (PrintState::Sending, Some(roll)) = (state, &roll) {
                let left = roll.use_up(rows);
                news.send_modify(|news| news.paper_left_m = left);
            }
            Ok(())
        });
        let job = PrintJob { id, raster, on_state };
        thread.print(job).map_err(|_| "the printer is busy")
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
