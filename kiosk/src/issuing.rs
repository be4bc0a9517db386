//! From a press to a ticket in a hand: one thread takes one order at a time through hall, journal and printer.
//!
//! Invariant: the journal knows a step before it is taken; without a journal nothing is asked and nothing printed.
//! Invariant: a press is asked again under its own id, at most [`TRIES`] times while its visitor waits.
//! Invariant: while the hall is away a ticket is given of the numbers that it leased, and of no others (I6).
//! Invariant: after a restart nothing is printed by itself; the ticket is shown, and a copy offered.

mod alone;
mod asking;
mod debts;
mod escort;
mod leasing;
mod printing;
mod recovery;
mod roll;
mod slip_printer;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use hall_protocol::arrival::Arrived;
use tokio::runtime::Handle;
use tokio::sync::{mpsc, oneshot, watch};

use crate::clock::Clock;
use crate::hall_watch::HallPicture;
use crate::id::new_id;
use crate::journal::{Journal, JournalError, KeptPress, NewPress};
use crate::meters::{Ending, Meters, SincePress};
use crate::server_link::{LinkError, ServerLink};
use crate::session::{GivenTicket, Input, LetIn, Order, Refusal};
use machine::watchdog::Pulse;

use leasing::Leasing;

pub use escort::EscortErrand;
pub use roll::Roll;
pub use slip_printer::{PrinterNews, SlipPrinter};

/// How often a press is sent while its visitor waits: 800 ms each.
const TRIES: usize = 5;
/// Orders that may wait. One visitor stands before the kiosk; more is a mistake.
const QUEUE_LIMIT: usize = 8;

/// How often an idle thread says that it lives.
const BEAT: Duration = Duration::from_secs(1);

/// What the thread is asked to do.
#[derive(Debug)]
pub enum Errand {
    /// A ticket, or an arrival, and since when its visitor waits.
    Issue(Order, SincePress),
    /// The slip of the ticket that answered this press again.
    Reprint(String),
    /// The slip of an escort that the hall has heard of.
    Escort(EscortErrand),
    /// The hall answers: tell it what it is owed.
    Settle,
}

/// Takes news to the screen, from any thread.
pub type Tell = Arc<dyn Fn(Input) + Send + Sync>;

/// What the thread works with.
pub struct IssuingParts {
    /// The device's link.
    pub link: ServerLink,
    /// The journal.
    pub journal: Journal,
    /// The journal's name, as the hall is to know it.
    pub journal_name: String,
    /// The kiosk's clock.
    pub clock: Clock,
    /// The hall as known.
    pub hall: watch::Receiver<HallPicture>,
    /// Where slips are printed.
    pub printer: SlipPrinter,
    /// The screen.
    pub tell: Tell,
    /// Beats while the thread works, and while it waits for work.
    pub pulse: Pulse,
    /// Counts what presses and slips come to.
    pub meters: Meters,
}

/// The thread's one owner. Dropping it lets the order at hand finish, then waits for the thread, which needs the
/// runtime for that: so it is no work for a runtime's own threads, and everybody else holds [`Errands`].
#[derive(Debug)]
pub struct Issuing {
    errands: Errands,
    /// Dropped to end the thread, once it has done what waits.
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Issuing {
    /// Starts the thread; the runtime carries the link.
    pub fn start(parts: IssuingParts, runtime: Handle) -> std::io::Result<Self> {
        let (errands, work) = IssuingWork::new(parts);
        let (stop, stopped) = oneshot::channel();
        let thread = std::thread::Builder::new()
            .name("issuing".to_owned())
            .spawn(move || runtime.block_on(work.run(stopped)))?;
        Ok(Self {
            errands,
            stop: Some(stop),
            thread: Some(thread),
        })
    }

    /// A way to the thread.
    #[must_use]
    pub fn errands(&self) -> Errands {
        self.errands.clone()
    }
}

/// The way to the thread; clones lead to the same one, and none of them keeps it or waits for it.
#[derive(Debug, Clone)]
pub struct Errands {
    sender: mpsc::Sender<Errand>,
    /// One settling does for all that ask for it while it waits.
    settle_waits: Arc<AtomicBool>,
}

impl Errands {
    /// Hands an errand over; false when too many wait already, or the thread has ended.
    #[must_use]
    pub fn send(&self, errand: Errand) -> bool {
        let is_settle = matches!(errand, Errand::Settle);
        if is_settle && self.settle_waits.swap(true, Ordering::AcqRel) {
            return true;
        }
        let is_taken = self.sender.try_send(errand).is_ok();
        if is_settle && !is_taken {
            self.settle_waits.store(false, Ordering::Release);
        }
        is_taken
    }
}

impl Drop for Issuing {
    fn drop(&mut self) {
        drop(self.stop.take());
        let _ended = self.thread.take().map(JoinHandle::join);
    }
}

/// The thread's work, for whoever has a thread for it: it writes to the disk and draws slips, so it is nothing for a
/// runtime that others share.
pub struct IssuingWork {
    worker: Worker,
    inbox: mpsc::Receiver<Errand>,
}

impl IssuingWork {
    /// The work, and the way to it.
    #[must_use]
    pub fn new(parts: IssuingParts) -> (Errands, Self) {
        let (sender, inbox) = mpsc::channel(QUEUE_LIMIT);
        let errands = Errands {
            sender,
            settle_waits: Arc::default(),
        };
        let worker = Worker {
            parts,
            again: errands.clone(),
            is_recovered: false,
            leasing: Leasing::default(),
        };
        (errands, Self { worker, inbox })
    }

    /// Works until it is stopped, by a message or by the end of whoever could send one; what waits then is done before.
    pub async fn run(mut self, mut stopped: oneshot::Receiver<()>) {
        loop {
            self.worker.parts.pulse.beat();
            tokio::select! {
                biased;
                Some(errand) = self.inbox.recv() => self.worker.run(errand).await,
                _ = &mut stopped => return,
                () = tokio::time::sleep(BEAT) => self.worker.lease().await,
            }
        }
    }
}

struct Worker {
    parts: IssuingParts,
    /// Its own inbox, for what the printer's thread finds out.
    again: Errands,
    is_recovered: bool,
    leasing: Leasing,
}

/// What an order came to.
enum Outcome {
    /// A ticket, as it is kept and as it is shown.
    Ticket(Box<(KeptPress, GivenTicket)>),
    /// Somebody with a number is let in.
    LetIn(LetIn),
}

impl Worker {
    async fn run(&mut self, errand: Errand) {
        match errand {
            Errand::Issue(order, press) => self.issue(order, press).await,
            Errand::Reprint(request) => self.reprint(&request).await,
            Errand::Escort(errand) => self.print_escort(&errand),
            Errand::Settle => {
                self.again.settle_waits.store(false, Ordering::Release);
                self.recover().await;
                self.settle().await;
                self.lease().await;
            }
        }
    }

    async fn issue(&mut self, order: Order, press: SincePress) {
        // What was cut short before the start is told from what begins now.
        self.recover().await;
        let outcome = self.come_to(order).await;
        self.parts.meters.answered(ending_of(&outcome), press);
        match outcome {
            Ok(Outcome::Ticket(ticket)) => {
                let (kept, given) = *ticket;
                (self.parts.tell)(Input::Issued(Box::new(given)));
                self.print(&kept, Some(press)).await;
            }
            Ok(Outcome::LetIn(let_in)) => (self.parts.tell)(Input::LetIn(let_in)),
            Err(refusal) => (self.parts.tell)(Input::NotIssued(refusal)),
        }
    }

    async fn come_to(&mut self, order: Order) -> Result<Outcome, Refusal> {
        let press = self.new_press(order)?;
        self.parts.journal.begin(&press).map_err(out_of_service)?;
        // Whoever can be given a number without the hall waits for it once.
        let tries = if self.can_give_alone(&press) { 1 } else { TRIES };
        match self.ask(&press, tries).await {
            Ok(arrived) => self.keep(&press, arrived),
            Err(LinkError::Refused(problem)) => {
                self.parts
                    .journal
                    .note_refusal(&press.request)
                    .map_err(out_of_service)?;
                Err(asking::refusal_of(&problem, &press.order.wish))
            }
            Err(error @ (LinkError::Away | LinkError::Unknown | LinkError::Garbled { .. })) => {
                tracing::warn!(%error, press.request, "no answer");
                if error == LinkError::Away
                    && let Some(outcome) = self.give_alone(&press)?
                {
                    return Ok(outcome);
                }
                self.parts
                    .journal
                    .give_up(&press.request)
                    .map_err(out_of_service)?;
                Err(match error {
                    LinkError::Away if self.has_numbers_for(press.day) => Refusal::NumbersGone,
                    LinkError::Away => Refusal::HallAway,
                    LinkError::Unknown | LinkError::Garbled { .. } | LinkError::Refused(_) => {
                        Refusal::OutOfService
                    }
                })
            }
        }
    }

    fn new_press(&self, order: Order) -> Result<NewPress, Refusal> {
        let hall = self.parts.hall.borrow();
        let day = match &hall.day {
            None => return Err(Refusal::HallAway),
            Some(day) => day.day.ok_or_else(|| Refusal::Rules("hall-closed".to_owned()))?,
        };
        // The day has turned since the card was read: it is to be read again.
        if order.holder.as_ref().is_some_and(|holder| holder.day() != day) {
            return Err(Refusal::Rules("card-needed".to_owned()));
        }
        let ids = new_id().and_then(|request| Ok((request, new_id()?)));
        let (request, token) = ids.map_err(|error| {
            tracing::error!(%error, "no ticket");
            Refusal::OutOfService
        })?;
        Ok(NewPress {
            request,
            token,
            day,
            order,
        })
    }

    /// Writes down what the hall answered.
    fn keep(&self, press: &NewPress, arrived: Arrived) -> Result<Outcome, Refusal> {
        let journal = &self.parts.journal;
        let ticket = match asking::apart(arrived) {
            Ok(ticket) => ticket,
            Err(let_in) => {
                journal.note_let_in(&press.request).map_err(out_of_service)?;
                return Ok(Outcome::LetIn(let_in));
            }
        };
        journal
            .note_reply(&press.request, &ticket)
            .map_err(out_of_service)?;
        self.as_kept(&press.request)
    }

    /// A ticket as the journal has it, ready to be printed.
    fn as_kept(&self, request: &str) -> Result<Outcome, Refusal> {
        let kept = self.parts.journal.press(request).map_err(out_of_service)?;
        kept.and_then(|kept| {
            let given = self.given(&kept)?;
            Some(Outcome::Ticket(Box::new((kept, given))))
        })
        .ok_or(Refusal::OutOfService)
    }

    /// A kept ticket as it is shown; none without a reply or a plan.
    fn given(&self, kept: &KeptPress) -> Option<GivenTicket> {
        let plan = self.parts.hall.borrow().plan.clone()?;
        let qr_url = plan.visit_url(&kept.press.token);
        kept.reply.clone().map(|issued| GivenTicket {
            request: kept.press.request.clone(),
            issued,
            qr_url,
        })
    }
}

fn ending_of(outcome: &Result<Outcome, Refusal>) -> Ending {
    match outcome {
        Ok(Outcome::Ticket(_)) => Ending::Ticket,
        Ok(Outcome::LetIn(_)) => Ending::LetIn,
        Err(Refusal::HallAway) => Ending::HallAway,
        Err(Refusal::OutOfService) => Ending::OutOfService,
        Err(_) => Ending::Refused,
    }
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "the end of an error, as map_err hands it over"
)]
fn out_of_service(error: JournalError) -> Refusal {
    tracing::error!(%error, "out of service");
    Refusal::OutOfService
}
