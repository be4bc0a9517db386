//! A kiosk as a host: the watch over the hall, the issuing and its journal, and visitors who press.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use jiff::Timestamp;
use kiosk::clock::{BootMoment, Clock};
use kiosk::hall_watch::{HallPicture, HallWatch};
use kiosk::issuing::{Errand, Errands, IssuingParts, IssuingWork, SlipPrinter};
use kiosk::journal::Journal;
use kiosk::meters::{Meters, SincePress};
use kiosk::server_link::ServerLink;
use kiosk::session::{Basket, Comfort, Input, Matter, Order, Wish};
use machine::watchdog::Vigil;
use tokio::sync::{mpsc, oneshot, watch};
use whole_hall::dice::Dice;

use crate::hall_site::HallSite;
use crate::network::{HALL_URL, SimulatedNetwork};
use crate::plan::SERVICES;

/// Between two visitors of a kiosk, in the network's time.
const BETWEEN_VISITORS_S: f64 = 8.0;
/// Longer than any press takes.
const PATIENCE: Duration = Duration::from_secs(20);

/// The machine and its card, which outlive the daemon.
pub(crate) struct KioskSite {
    pub(crate) id: &'static str,
    /// The machine's name; a card that is put into another one finds another.
    machine: &'static str,
    pub(crate) hall: Arc<HallSite>,
    /// None: the machine is off.
    card: Mutex<Option<Card>>,
    clock: Mutex<Clock>,
    dice: Mutex<Dice>,
}

/// A card and the identity on it.
struct Card {
    folder: PathBuf,
    secret: String,
}

impl KioskSite {
    pub(crate) fn new((id, machine): (&'static str, &'static str), hall: Arc<HallSite>, dice: Dice) -> Self {
        Self {
            id,
            machine,
            hall,
            card: Mutex::default(),
            clock: Mutex::new(Clock::wound()),
            dice: Mutex::new(dice),
        }
    }

    /// Its journal's folder; none: no card is in.
    pub(crate) fn folder(&self) -> Option<PathBuf> {
        let card = self.card.lock().unwrap();
        card.as_ref().map(|card| card.folder.clone())
    }

    /// Puts a card in, with the identity that the kiosk has now.
    pub(crate) fn put_in(&self, folder: PathBuf) {
        let secret = self.hall.secret_of_kiosk(self.id);
        *self.card.lock().unwrap() = Some(Card { folder, secret });
    }

    /// Takes the card out.
    pub(crate) fn take_out(&self) {
        *self.card.lock().unwrap() = None;
    }

    /// Whether the hall knows the identity on its card no more.
    pub(crate) fn is_unpaired(&self) -> bool {
        let card = self.card.lock().unwrap();
        let secret = card.as_ref().map(|card| card.secret.as_str());
        secret.is_some_and(|secret| secret != self.hall.secret_of_kiosk(self.id))
    }

    /// Time passes.
    pub(crate) fn wind(&self, length: Duration) {
        self.clock.lock().unwrap().wind(length);
    }

    /// Only the daemon begins again: the machine has gone on meanwhile.
    pub(crate) fn start_daemon_anew(&self) {
        let mut clock = self.clock.lock().unwrap();
        *clock = Clock::wound_in(clock.boot_moment(), clock.wall());
    }

    /// The machine was started anew, and its wall clock may say anything.
    pub(crate) fn start_machine_anew(&self, boot: String, wall: Timestamp) {
        let moment = BootMoment { boot, ms: 0 };
        *self.clock.lock().unwrap() = Clock::wound_in(moment, wall);
    }

    /// The host's work: a daemon from its start to its crash.
    pub(crate) async fn run(&self) -> turmoil::Result {
        let card = {
            let card = self.card.lock().unwrap();
            card.as_ref()
                .map(|card| (card.folder.clone(), card.secret.clone()))
        };
        let Some((folder, secret)) = card else {
            return std::future::pending().await;
        };
        let clock = self.clock.lock().unwrap().clone();
        let mut dice = Dice::seeded(self.dice.lock().unwrap().bits());
        std::fs::create_dir_all(&folder)?;
        let journal = Journal::open(&folder)?;
        let journal_name = journal.move_in(self.machine, &dice.id())?;
        let link = ServerLink::carried_by(Arc::new(SimulatedNetwork), HALL_URL, self.id, &secret)?;
        let watch = HallWatch::new(link.clone(), journal.clone(), clock.clone());
        let picture = watch.picture();
        let (told, heard) = mpsc::unbounded_channel();
        let (errands, work) = IssuingWork::new(IssuingParts {
            link,
            journal,
            journal_name,
            clock,
            hall: picture.clone(),
            printer: SlipPrinter::none(),
            tell: self.screen(told),
            meters: Meters::default(),
            pulse: Vigil::default().watch("issuing"),
        });
        let (_stop, stopped) = oneshot::channel();
        let settling = settle(picture.clone(), errands.clone());
        let visitors = visitors(picture, errands, heard, &mut dice);
        tokio::join!(work.run(stopped), watch.run(), settling, visitors);
        Ok(())
    }

    /// What is shown is in somebody's hand.
    fn screen(&self, told: mpsc::UnboundedSender<()>) -> kiosk::issuing::Tell {
        let (kiosk, hall) = (self.machine, Arc::clone(&self.hall));
        Arc::new(move |input| match input {
            Input::Issued(ticket) | Input::Recovered(ticket) => {
                let at = hall.latest();
                hall.truth.lock().show(kiosk, &ticket, at);
                let _ = told.send(());
            }
            Input::NotIssued(_) | Input::LetIn(_) => {
                let _ = told.send(());
            }
            _ => {}
        })
    }
}

/// Tells the hall what it is owed whenever it answers, as the touch screen does.
async fn settle(mut picture: watch::Receiver<HallPicture>, errands: Errands) {
    while picture.changed().await.is_ok() {
        if picture.borrow_and_update().answers {
            let _ = errands.send(Errand::Settle);
        }
    }
}

/// One after the other, as long as tickets are given.
async fn visitors(
    picture: watch::Receiver<HallPicture>,
    errands: Errands,
    mut heard: mpsc::UnboundedReceiver<()>,
    dice: &mut Dice,
) {
    loop {
        tokio::time::sleep(Duration::from_secs_f64(dice.exponential(BETWEEN_VISITORS_S))).await;
        let wanted = SERVICES[usize::try_from(dice.bits() % 4).unwrap()];
        if !picture.borrow().gives() {
            continue;
        }
        while heard.try_recv().is_ok() {}
        let order = Order {
            wish: Wish::Matters {
                basket: Basket::of(Matter::Service(wanted.to_owned())),
                cases: 1,
                class: None,
            },
            comfort: Comfort::default(),
            holder: None,
        };
        if errands.send(Errand::Issue(order, SincePress::begin())) {
            let _ = tokio::time::timeout(PATIENCE, heard.recv()).await;
        }
    }
}
