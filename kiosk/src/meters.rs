//! What a daemon counts, and its text for Prometheus.
//!
//! Invariant: no name, number or token is a label; every label has a handful of values.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use machine::{database, disk, process};
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::{Registry, Unit};
use tokio::sync::watch;

use crate::clock::{Clock, steady};
use crate::hall_watch::HallPicture;
use crate::journal::{JOURNAL_DB, Journal};
use crate::station::DeviceHealth;

/// What a visitor waits for: a hall in the same building answers in some milliseconds, a slip takes one to three seconds,
/// and after four the kiosk has given up.
const BOUNDS_S: [f64; 10] = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 4.0, 8.0];
/// The protocol's words for a printer.
const PRINTER_WORDS: [&str; 7] = [
    "ready",
    "paper_low",
    "paper_out",
    "cover_open",
    "cutter_jam",
    "offline",
    "none",
];

/// What became of a press.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// A ticket.
    Ticket,
    /// Somebody with a number was let in.
    LetIn,
    /// The hall's rules gave none.
    Refused,
    /// The hall did not answer in time.
    HallAway,
    /// The kiosk cannot keep or ask what it must.
    OutOfService,
}

/// What became of a slip.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SlipEnding {
    /// Paper came out.
    Printed,
    /// Nobody knows.
    Uncertain,
    /// Nothing was sent.
    Blocked,
}

impl Ending {
    fn word(self) -> &'static str {
        match self {
            Self::Ticket => "ticket",
            Self::LetIn => "let_in",
            Self::Refused => "refused",
            Self::HallAway => "hall_away",
            Self::OutOfService => "out_of_service",
        }
    }
}

impl SlipEnding {
    fn word(self) -> &'static str {
        match self {
            Self::Printed => "printed",
            Self::Uncertain => "uncertain",
            Self::Blocked => "blocked",
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct EndingLabels {
    ending: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct DeviceLabels {
    device: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct PrinterLabels {
    device: String,
    state: &'static str,
}

/// The counters; clones count together.
#[derive(Debug, Clone)]
pub struct Meters {
    presses: Family<EndingLabels, Counter>,
    slips: Family<EndingLabels, Counter>,
    to_answer: Histogram,
    to_paper: Histogram,
}

impl Default for Meters {
    fn default() -> Self {
        Self {
            presses: Family::default(),
            slips: Family::default(),
            to_answer: Histogram::new(BOUNDS_S),
            to_paper: Histogram::new(BOUNDS_S),
        }
    }
}

/// Measures from a press on; clones began at the same moment.
#[derive(Debug, Clone, Copy)]
pub struct SincePress(Instant);

impl SincePress {
    /// The press has come.
    #[must_use]
    pub fn begin() -> Self {
        Self(steady())
    }

    fn so_far(self) -> Duration {
        steady().saturating_duration_since(self.0)
    }
}

impl Meters {
    /// A press has come to this.
    pub fn answered(&self, ending: Ending, press: SincePress) {
        let labels = EndingLabels {
            ending: ending.word(),
        };
        self.presses.get_or_create(&labels).inc();
        self.to_answer.observe(press.so_far().as_secs_f64());
    }

    /// A slip has come to this; of one that nobody pressed for just now – a copy – there is no time.
    pub fn printed(&self, ending: SlipEnding, press: Option<SincePress>) {
        let labels = EndingLabels {
            ending: ending.word(),
        };
        self.slips.get_or_create(&labels).inc();
        if let Some(press) = press.filter(|_| ending == SlipEnding::Printed) {
            self.to_paper.observe(press.so_far().as_secs_f64());
        }
    }
}

/// Everything that is told at `/metrics`.
#[derive(Debug, Clone)]
pub struct Measured {
    /// What is counted.
    pub meters: Meters,
    /// How each device is.
    pub devices: Arc<[DeviceHealth]>,
    /// What is known of the hall.
    pub hall: watch::Receiver<HallPicture>,
    /// What the hall is owed.
    pub journal: Journal,
    /// The clock by which the hall was heard.
    pub clock: Clock,
    /// Runs since the start, in real time.
    pub running: Clock,
    /// The folder of the journal.
    pub data: PathBuf,
}

impl Measured {
    /// The text, in OpenMetrics' form.
    ///
    /// # Errors
    /// When something cannot be written as text, which no value here can be.
    pub fn text(&self) -> Result<String, std::fmt::Error> {
        let mut registry = Registry::with_prefix("kiosk");
        self.register_counts(&mut registry);
        self.register_the_hall(&mut registry);
        self.register_devices(&mut registry);
        self.register_the_machine(&mut registry);
        let mut text = String::new();
        encode(&mut text, &registry)?;

        Ok(text)
    }

    fn register_counts(&self, registry: &mut Registry) {
        let Meters {
            presses,
            slips,
            to_answer,
            to_paper,
        } = self.meters.clone();
        let version = Info::new([("version", env!("CARGO_PKG_VERSION"))]);
        registry.register("build", "The daemon's version", version);
        registry.register("presses", "Presses for a ticket, by what they came to", presses);
        registry.register("slips", "Slips, by what is known of their paper", slips);
        let seconds = || Unit::Seconds;
        registry.register_with_unit(
            "press_to_answer",
            "From a press to the hall's answer",
            seconds(),
            to_answer,
        );
        registry.register_with_unit(
            "press_to_paper",
            "From a press to paper that came out",
            seconds(),
            to_paper,
        );
    }

    fn register_the_hall(&self, registry: &mut Registry) {
        let (answers, heard_ago_s) = {
            let hall = self.hall.borrow();
            let ago = self.clock.moment().since(hall.heard_at).as_secs_f64();
            (hall.answers, ago)
        };
        gauge(
            registry,
            "link_up",
            "Whether the hall answered when it was asked last",
            i64::from(answers),
        );
        let heard: Gauge<f64, std::sync::atomic::AtomicU64> = Gauge::default();
        heard.set(heard_ago_s);
        registry.register_with_unit(
            "hall_heard_ago",
            "Since the hall answered last",
            Unit::Seconds,
            heard,
        );
        if let Ok(owed) = self.journal.owed() {
            gauge(
                registry,
                "debts",
                "Presses of which the hall is still to be told",
                whole(owed),
            );
        }
    }

    fn register_devices(&self, registry: &mut Registry) {
        let (states, paper, faults) = (
            Family::<PrinterLabels, Gauge>::default(),
            Family::<DeviceLabels, Gauge>::default(),
            Family::<DeviceLabels, Gauge>::default(),
        );
        for of in &*self.devices {
            let (device, health) = (of.device.clone(), of.now());
            for state in PRINTER_WORDS {
                let labels = PrinterLabels {
                    device: device.clone(),
                    state,
                };
                states
                    .get_or_create(&labels)
                    .set(i64::from(health.printer == state));
            }
            let labels = DeviceLabels { device };
            if let Some(metres) = health.paper_left_m {
                paper.get_or_create(&labels).set(metres.into());
            }
            let count = i64::try_from(health.faults.len()).unwrap_or(i64::MAX);
            faults.get_or_create(&labels).set(count);
        }
        registry.register("printer_state", "1 for the state in which the printer is", states);
        let metres = Unit::Other("metres".to_owned());
        registry.register_with_unit("paper_left", "About how much paper is on the roll", metres, paper);
        registry.register("faults", "Parts that do not work", faults);
    }

    fn register_the_machine(&self, registry: &mut Registry) {
        let uptime = self.running.moment().since_start().as_secs();
        seconds_or_bytes(registry, "uptime", "Since the start", Unit::Seconds, Some(uptime));
        let resident = process::resident_bytes();
        seconds_or_bytes(
            registry,
            "resident_memory",
            "Memory in use",
            Unit::Bytes,
            resident,
        );
        let file = self.data.join(JOURNAL_DB);
        let sizes = [
            ("journal_size", "The journal's file", database::size_of(&file)),
            (
                "journal_log_size",
                "The log of the journal's file",
                database::size_of(&database::log_of(&file)),
            ),
        ];
        for (name, help, bytes) in sizes {
            seconds_or_bytes(registry, name, help, Unit::Bytes, Some(bytes));
        }
        let free = disk::Room::of(&self.data).ok().map(|room| room.free_bytes);
        seconds_or_bytes(
            registry,
            "disk_free",
            "Room on the journal's medium",
            Unit::Bytes,
            free,
        );
    }
}

fn gauge(registry: &mut Registry, name: &str, help: &str, value: i64) {
    let gauge: Gauge = Gauge::default();
    gauge.set(value);
    registry.register(name, help, gauge);
}

/// What is not known is not there: nought would be a value.
fn seconds_or_bytes(registry: &mut Registry, name: &str, help: &str, unit: Unit, value: Option<u64>) {
    if let Some(value) = value {
        let gauge: Gauge = Gauge::default();
        gauge.set(whole(value));
        registry.register_with_unit(name, help, unit, gauge);
    }
}

fn whole(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}
