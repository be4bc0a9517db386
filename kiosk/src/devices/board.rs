//! A device's buttons, lamps and buzzers, and the one thread of the process that reads, lights and sounds them.
//!
//! Invariant: pins are touched by this thread alone.
//! Invariant: when the thread ends, no buzzer goes on sounding.

use std::fmt::Display;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use firmware_config::{KeyMeaning, LampMeaning};
use tokio::sync::{mpsc, watch};

use super::button::Button;
use super::buzzer::Beeps;
use super::debounce::{Debounce, KeyEvent};
use super::faults::{FaultKind, Faults};
use super::lamp::Lamp;
use crate::clock::{Clock, Moment};
use machine::watchdog::Pulse;

/// How often the pins are read.
const EVERY: Duration = Duration::from_millis(5);

/// The lamps that are lit.
pub type Lit = std::collections::BTreeSet<LampMeaning>;

/// The pins of one device.
#[derive(Default)]
pub struct Board {
    /// Its buttons, and what each means.
    pub buttons: Vec<(KeyMeaning, Box<dyn Button>)>,
    /// Its lamps, and what each says.
    pub lamps: Vec<(LampMeaning, Box<dyn Lamp>)>,
    /// Its buzzers: outputs like a lamp's, sounding when high.
    pub buzzers: Vec<Box<dyn Lamp>>,
}

/// A board at work: where its presses go, and what its lamps and buzzers shall say.
pub struct BoardAtWork {
    /// The device's id, for the log.
    pub device: String,
    /// The pins.
    pub board: Board,
    /// Takes the presses.
    pub presses: mpsc::Sender<KeyMeaning>,
    /// What is lit.
    pub lit: watch::Receiver<Lit>,
    /// How often the buzzers were asked to sound.
    pub sounds: watch::Receiver<u64>,
    /// Where keys that do not work are noted.
    pub faults: Faults,
}

/// The thread's handle; dropping it ends the thread.
#[derive(Debug)]
pub struct PinThread {
    is_over: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl PinThread {
    /// Starts the thread for all boards of a process; every turn is a beat.
    pub fn start(boards: Vec<BoardAtWork>, pulse: Pulse) -> std::io::Result<Self> {
        let is_over = Arc::new(AtomicBool::new(false));
        let over = Arc::clone(&is_over);
        let mut boards: Vec<Pins> = boards.into_iter().map(Pins::new).collect();
        // Contacts bounce in real time, whatever clock a test winds for its visitors.
        let clock = Clock::running();
        let thread = std::thread::Builder::new()
            .name("pins".to_owned())
            .spawn(move || {
                while !over.load(Ordering::Relaxed) {
                    let now = clock.moment();
                    for pins in &mut boards {
                        pins.read(now);
                        pins.light();
                        pins.sound(now);
                    }
                    pulse.beat();
                    std::thread::park_timeout(EVERY);
                }
                for pins in &mut boards {
                    pins.let_sound(false);
                }
            })?;
        Ok(Self {
            is_over,
            thread: Some(thread),
        })
    }
}

impl Drop for PinThread {
    fn drop(&mut self) {
        self.is_over.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            thread.thread().unpark();
            // A thread that panicked has already said so on its way out.
            let _ended = thread.join();
        }
    }
}

/// What is known of a button.
#[derive(Clone, Default)]
struct Key {
    debounce: Debounce,
    is_unread: bool,
}

struct Pins {
    at_work: BoardAtWork,
    keys: Vec<Key>,
    beeps: Beeps,
    sounds_heard: u64,
    is_sounding: bool,
}

impl Pins {
    fn new(mut at_work: BoardAtWork) -> Self {
        at_work.lit.mark_changed();
        Self {
            keys: vec![Key::default(); at_work.board.buttons.len()],
            at_work,
            beeps: Beeps::default(),
            sounds_heard: 0,
            is_sounding: false,
        }
    }

    fn read(&mut self, now: Moment) {
        for ((meaning, button), key) in self.at_work.board.buttons.iter_mut().zip(&mut self.keys) {
            let level = button.is_down();
            if level.is_err() != std::mem::replace(&mut key.is_unread, level.is_err()) {
                let trouble = level.as_ref().err().map(|error| error as &dyn Display);
                self.at_work
                    .faults
                    .note(FaultKind::KeyUnread, &meaning.to_string(), trouble);
            }
            let event = key.debounce.read(now, level.unwrap_or(false));
            if let Some(event) = event {
                self.at_work.faults.note_key(event, &meaning.to_string());
            }
            if event == Some(KeyEvent::Pressed) {
                // Full: the device is busy with the presses before, and more would only follow too late.
                let _ = self.at_work.presses.try_send(meaning.clone());
            }
        }
    }

    fn light(&mut self) {
        if !self.at_work.lit.has_changed().unwrap_or(false) {
            return;
        }
        let lit = self.at_work.lit.borrow_and_update().clone();
        for (meaning, lamp) in &mut self.at_work.board.lamps {
            if let Err(error) = lamp.show(lit.contains(meaning)) {
                tracing::error!(%error, device = self.at_work.device, lamp = meaning.name(), "a lamp is not lit");
            }
        }
    }

    fn sound(&mut self, now: Moment) {
        // By its count, so that what a task asked for with its last breath is heard too.
        let asked = *self.at_work.sounds.borrow();
        if std::mem::replace(&mut self.sounds_heard, asked) != asked {
            self.beeps.begin(now);
        }
        let sounds = self.beeps.sounds(now);
        self.let_sound(sounds);
    }

    fn let_sound(&mut self, sounds: bool) {
        if std::mem::replace(&mut self.is_sounding, sounds) == sounds {
            return;
        }
        for buzzer in &mut self.at_work.board.buzzers {
            if let Err(error) = buzzer.show(sounds) {
                tracing::error!(%error, device = self.at_work.device, "a buzzer does not sound");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use embedded_hal::digital::ErrorKind;
    use firmware_config::PadKey;

    use super::*;
    use crate::devices::button::PinFault;

    /// A button that reads what it is told to.
    struct Told(Arc<Mutex<Result<bool, PinFault>>>);

    impl Button for Told {
        fn is_down(&mut self) -> Result<bool, PinFault> {
            *self.0.lock().unwrap()
        }
    }

    #[test]
    fn staff_hear_of_a_key_that_is_stuck_or_cannot_be_read_until_it_works_again() {
        let level = Arc::new(Mutex::new(Ok(true)));
        let button = Box::new(Told(Arc::clone(&level)));
        let (presses, mut pressed) = mpsc::channel(4);
        let faults = Faults::of("pad-3");
        let heard = faults.watch();
        let mut pins = Pins::new(BoardAtWork {
            device: "pad-3".to_owned(),
            board: Board {
                buttons: vec![(KeyMeaning::Pad(PadKey::Next), button)],
                ..Board::default()
            },
            presses,
            lit: watch::channel(Lit::new()).1,
            sounds: watch::channel(0).1,
            faults,
        });
        let mut after = |ms: u64, told: Result<bool, PinFault>| {
            *level.lock().unwrap() = told;
            pins.read(Moment::from_ms(ms));
            let faults = heard.borrow();
            faults.iter().map(|fault| fault.fault.clone()).collect::<Vec<_>>()
        };
        for ms in 0..200 {
            assert!(after(ms, Ok(true)).is_empty());
        }
        assert_eq!(after(11_000, Ok(true)), ["key_stuck"]);
        let unread = Err(PinFault(ErrorKind::Other));
        assert_eq!(after(11_001, unread), ["key_stuck", "key_unread"]);
        for ms in 11_200..11_400 {
            after(ms, Ok(false));
        }
        assert!(after(11_500, Ok(false)).is_empty());
        assert_eq!(pressed.try_recv(), Ok(KeyMeaning::Pad(PadKey::Next)));
        assert!(pressed.try_recv().is_err(), "held is one press");
    }
}
