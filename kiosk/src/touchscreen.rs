//! The owner of the visitor's session: inputs in, effects out, and the page as it now is.
//!
//! Invariant: nobody else holds the session; the page that is shown is drawn from it and from the hall's picture.

use std::sync::Arc;

use firmware_config::DeviceConfig;
use tokio::sync::{mpsc, oneshot, watch};

use crate::clock::{Clock, Moment};
use crate::devices::buzzer::Sounder;
use crate::guide_call::GuideWish;
use crate::hall_watch::HallPicture;
use crate::issuing::{Errand, Errands, EscortErrand, PrinterNews};
use crate::meters::SincePress;
use crate::pages::screen::{Machine, Shown, draw};
use crate::session::{Effect, EscortAsked, Input, Paper, Refusal, Screen, Session};

/// Inputs that may wait; a finger makes no more.
const QUEUE_LIMIT: usize = 64;

/// An input, and who wants to know when it was taken.
type Request = (Input, Option<oneshot::Sender<Arc<Shown>>>);

/// The way to the session, for pages, keys and threads.
#[derive(Debug, Clone)]
pub struct TouchscreenHandle {
    inputs: mpsc::Sender<Request>,
    shown: watch::Receiver<Arc<Shown>>,
}

impl TouchscreenHandle {
    /// Hands an input over from any thread; one too many is dropped, as a finger's tenth press a second would be.
    pub fn tell(&self, input: Input) {
        if self.inputs.try_send((input, None)).is_err() {
            tracing::warn!("an input is lost: too many wait, or the screen has ended");
        }
    }

    /// Hands an input over, and waits for the page after it.
    pub async fn take(&self, input: Input) -> Arc<Shown> {
        let (done, answer) = oneshot::channel();
        if self.inputs.send((input, Some(done))).await.is_ok()
            && let Ok(shown) = answer.await
        {
            return shown;
        }
        self.shown.borrow().clone()
    }

    /// The page, as it changes.
    #[must_use]
    pub fn shown(&self) -> watch::Receiver<Arc<Shown>> {
        self.shown.clone()
    }
}

/// What the session's owner works with.
pub struct Touchscreen {
    clock: Clock,
    device: String,
    has_scanner: bool,
    hall: watch::Receiver<HallPicture>,
    printer: watch::Receiver<PrinterNews>,
    inputs: mpsc::Receiver<Request>,
    shown: watch::Sender<Arc<Shown>>,
    session: Session,
}

/// Who carries the session's effects out.
pub struct Hands {
    /// Tickets and slips.
    pub issuing: Errands,
    /// What people ask for that is not handled here.
    pub askings: mpsc::Sender<String>,
    /// Guides.
    pub guide: mpsc::Sender<GuideWish>,
    /// The lamps of the kiosk.
    pub lit: watch::Sender<crate::devices::board::Lit>,
    /// Its buzzers: heard when help is asked for, whether the hall answers or not (K12).
    pub sounder: Sounder,
}

impl Touchscreen {
    /// A session at its beginning, and the way to it.
    #[must_use]
    pub fn new(
        clock: Clock,
        device: &DeviceConfig,
        hall: watch::Receiver<HallPicture>,
        printer: watch::Receiver<PrinterNews>,
    ) -> (Self, TouchscreenHandle) {
        let (sender, inputs) = mpsc::channel(QUEUE_LIMIT);
        let (shown, watching) = watch::channel(Arc::default());
        let screen = Self {
            clock,
            device: device.id.clone(),
            has_scanner: device.scanner.is_some(),
            hall,
            printer,
            inputs,
            shown,
            session: Session::new(device.card_reader.is_some()),
        };
        screen.shown.send_replace(Arc::new(screen.draw()));
        let handle = TouchscreenHandle {
            inputs: sender,
            shown: watching,
        };
        (screen, handle)
    }

    /// Works until the task is ended.
    pub async fn run(mut self, hands: Hands) {
        let mut hall_answers = false;
        let mut printer_may_change = true;
        loop {
            tokio::select! {
                request = self.inputs.recv() => {
                    let Some((input, done)) = request else { return };
                    self.take(&hands, input);
                    self.show(&hands);
                    if let Some(done) = done {
                        // The page may have been closed meanwhile.
                        let _ = done.send(self.shown.borrow().clone());
                    }
                }
                changed = self.printer.changed(), if printer_may_change => printer_may_change = changed.is_ok(),
                () = self.clock.reach(self.session.deadline()) => self.take(&hands, Input::Tick),
                changed = self.hall.changed() => {
                    if changed.is_err() {
                        return;
                    }
                    let answers = self.hall.borrow_and_update().answers;
                    if answers {
                        // Full: it is settled at the next look.
                        let _ = hands.issuing.send(Errand::Settle);
                    }
                    if answers != hall_answers {
                        tracing::info!(hall.answers = answers, "hall");
                        hall_answers = answers;
                    }
                }
            }
            self.show(&hands);
        }
    }

    fn take(&mut self, hands: &Hands, input: Input) {
        let now = self.clock.moment();
        let Some(effect) = self.session.take(now, input) else {
            return;
        };
        let was_taken = match effect {
            Effect::Issue(order) => hands.issuing.send(Errand::Issue(order, SincePress::begin())),
            Effect::Reprint(request) => {
                let was_taken = hands.issuing.send(Errand::Reprint(request.clone()));
                if !was_taken {
                    let paper = Paper::NotPrinted;
                    self.session.take(now, Input::Paper { request, paper });
                }
                was_taken
            }
            Effect::CountAsking(entry) => hands.askings.try_send(entry).is_ok(),
            Effect::AskGuide => {
                hands.sounder.sound();
                hands
                    .guide
                    .try_send(GuideWish::Ask(self.session.screen().number().map(str::to_owned)))
                    .is_ok()
            }
            Effect::PrintEscort(asked) => self
                .escort_errand(now, asked)
                .is_some_and(|errand| hands.issuing.send(Errand::Escort(errand))),
            Effect::CancelGuide => hands.guide.try_send(GuideWish::Cancel).is_ok(),
        };
        if !was_taken && matches!(self.session.screen(), Screen::Issuing(_)) {
            self.session.take(now, Input::NotIssued(Refusal::OutOfService));
        }
    }

    /// None before the hall was ever heard: then it has heard of no escort either.
    fn escort_errand(&self, now: Moment, asked: EscortAsked) -> Option<EscortErrand> {
        let since = jiff::SignedDuration::try_from(now.since(asked.at)).ok()?;
        let called_at = self.hall.borrow().hall_time(now)?.checked_sub(since).ok()?;
        Some(EscortErrand {
            place: self.device.clone(),
            called_at,
            number: asked.number,
            comfort: asked.comfort,
        })
    }

    fn draw(&self) -> Shown {
        let machine = Machine {
            id: &self.device,
            is_without_paper: !self.printer.borrow().is_as_expected(),
            has_scanner: self.has_scanner,
        };
        draw(&self.session, &self.hall.borrow(), machine, self.clock.moment())
    }

    fn show(&self, hands: &Hands) {
        use firmware_config::LampMeaning;
        let next = self.draw();
        self.shown.send_if_modified(|shown| {
            let is_new = **shown != next;
            if is_new {
                *shown = Arc::new(next);
            }
            is_new
        });
        let help = self
            .session
            .guide()
            .asked_at()
            .is_some()
            .then_some(LampMeaning::Help);
        let away = (!self.hall.borrow().answers).then_some(LampMeaning::Away);
        let lit = help.into_iter().chain(away).collect();
        hands.lit.send_if_modified(|shown| {
            let is_new = *shown != lit;
            *shown = lit;
            is_new
        });
    }
}
