//! A trace as its files tell it: hall-days with every arrival, call, start and end.
//!
//! Instants are milliseconds since midnight; the files have tenths of a second. Windows count from 1, as over a window.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use flate2::read::GzDecoder;
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// A trace.
#[derive(Debug)]
pub struct Trace {
    /// Its name, as in the file names.
    pub name: String,
    /// How its hall was set up.
    pub config: Config,
    /// Its days, in order.
    pub days: Vec<TraceDay>,
}

/// How a trace's hall was set up. Lengths and instants in seconds.
#[derive(Debug, Clone, Deserialize)]
pub struct Config {
    /// The services, by the names the trace uses.
    pub services: Vec<String>,
    /// For each window and each service: 0 none, 1 primary, 2 secondary.
    pub skill: Vec<Vec<u8>>,
    /// The promise of each class, by its letter.
    pub targets: BTreeMap<String, f64>,
    /// By how much a window prefers its primary services.
    pub sigma: f64,
    /// When the windows open.
    pub open: f64,
    /// When issuing ends.
    pub stop: f64,
}

/// One day.
#[derive(Debug, Default)]
pub struct TraceDay {
    /// Its number, from 0.
    pub number: u16,
    /// Its legs, in the order of the file.
    pub legs: Vec<TraceLeg>,
    /// What its windows did.
    pub windows: Vec<WindowChange>,
}

/// Why a leg has its promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TraceClass {
    /// Ordinary.
    Ordinary,
    /// A special group.
    Priority,
    /// An appointment.
    Appointment,
    /// What followed on the same ticket.
    NextLeg,
}

impl TraceClass {
    /// The letter the files use.
    #[must_use]
    pub fn letter(self) -> &'static str {
        match self {
            Self::Ordinary => "N",
            Self::Priority => "P",
            Self::Appointment => "A",
            Self::NextLeg => "F",
        }
    }
}

/// One leg.
#[derive(Debug, Clone)]
pub struct TraceLeg {
    /// The trace's name for it.
    pub id: String,
    /// The visit it belongs to.
    pub journey: String,
    /// Its place in the visit, from 0.
    pub step: u16,
    /// What for.
    pub service: String,
    /// Why it has its promise.
    pub class: TraceClass,
    /// The time of its appointment.
    pub booked_ms: Option<i64>,
    /// When it could be waited for: taken, checked in, or ready.
    pub arrive_ms: i64,
    /// The deadline of its promise.
    pub deadline_ms: i64,
    /// When it was called.
    pub call_ms: i64,
    /// When serving began; none: did not come.
    pub start_ms: Option<i64>,
    /// When it ended.
    pub end_ms: i64,
    /// Where it was called.
    pub window: u16,
}

/// What a window did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WindowChange {
    /// When.
    pub at_ms: i64,
    /// Which.
    pub window: u16,
    /// What.
    pub change: Change,
}

/// What a window can do of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// Its clerk signs in.
    Open,
    /// It stops calling, as planned.
    PausePlanned,
    /// It stops calling.
    PauseUnplanned,
    /// It calls again.
    Resume,
}

impl Trace {
    /// Reads `trace_NAME_*` from a folder.
    ///
    /// # Errors
    /// When a file is missing or not in the format of `tests/traces/README.md`.
    pub fn read(dir: &Path, name: &str) -> Result<Self> {
        let config_path = dir.join(format!("trace_{name}_config.json"));
        let config = File::open(&config_path).with_context(|| config_path.display().to_string())?;
        let config: Config = serde_json::from_reader(config).context("config")?;
        let mut days: BTreeMap<u16, TraceDay> = BTreeMap::new();
        for row in rows::<TicketRow>(&dir.join(format!("trace_{name}_tickets.csv.gz")))? {
            let day = days.entry(row.day).or_insert_with(|| TraceDay {
                number: row.day,
                ..TraceDay::default()
            });
            day.legs.push(row.leg()?);
        }
        for row in rows::<WindowRow>(&dir.join(format!("trace_{name}_windows.csv.gz")))? {
            let Some(day) = days.get_mut(&row.day) else {
                continue;
            };
            row.changes(&mut day.windows)?;
        }
        ensure!(!days.is_empty(), "trace {name} holds no day");
        Ok(Self {
            name: name.to_owned(),
            config,
            days: days.into_values().collect(),
        })
    }
}

/// One row of the tickets file.
#[derive(Debug, Deserialize)]
struct TicketRow {
    day: u16,
    leg_id: String,
    journey_id: String,
    step: u16,
    service: String,
    class: String,
    appt_time: Option<f64>,
    arrive: f64,
    deadline: f64,
    call: f64,
    start: Option<f64>,
    end: f64,
    window: u16,
    outcome: String,
}

impl TicketRow {
    fn leg(self) -> Result<TraceLeg> {
        let class = match self.class.as_str() {
            "N" => TraceClass::Ordinary,
            "P" => TraceClass::Priority,
            "A" => TraceClass::Appointment,
            "F" => TraceClass::NextLeg,
            other => bail!("{}: no such class: {other:?}", self.leg_id),
        };
        let served = self.outcome == "served";
        ensure!(
            served == self.start.is_some(),
            "{}: served and started differ",
            self.leg_id
        );
        Ok(TraceLeg {
            id: self.leg_id,
            journey: self.journey_id,
            step: self.step,
            service: self.service,
            class,
            booked_ms: self.appt_time.map(milliseconds),
            arrive_ms: milliseconds(self.arrive),
            deadline_ms: milliseconds(self.deadline),
            call_ms: milliseconds(self.call),
            start_ms: self.start.map(milliseconds),
            end_ms: milliseconds(self.end),
            window: self.window + 1,
        })
    }
}

/// One row of the windows file.
#[derive(Debug, Deserialize)]
struct WindowRow {
    day: u16,
    window: u16,
    event: String,
    t_from: f64,
    t_to: Option<f64>,
}

impl WindowRow {
    fn changes(&self, into: &mut Vec<WindowChange>) -> Result<()> {
        let mut note = |seconds: f64, change| {
            into.push(WindowChange {
                at_ms: milliseconds(seconds),
                window: self.window + 1,
                change,
            });
        };
        let pause = match self.event.as_str() {
            "absent" => return Ok(()),
            "open" => {
                note(self.t_from, Change::Open);
                return Ok(());
            }
            "pause_planned" => Change::PausePlanned,
            "pause_unplanned" => Change::PauseUnplanned,
            other => bail!("a window cannot {other:?}"),
        };
        note(self.t_from, pause);
        note(self.t_to.context("a pause without an end")?, Change::Resume);
        Ok(())
    }
}

fn rows<T: DeserializeOwned>(path: &Path) -> Result<Vec<T>> {
    let file = File::open(path).with_context(|| path.display().to_string())?;
    let mut reader = csv::Reader::from_reader(GzDecoder::new(file));
    reader
        .deserialize()
        .collect::<Result<_, _>>()
        .with_context(|| path.display().to_string())
}

/// Seconds with tenths, as milliseconds.
#[must_use]
pub fn milliseconds(seconds: f64) -> i64 {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "instants of a day are far below 2^53 milliseconds"
    )]
    let whole = (seconds * 1000.0).round() as i64;
    whole
}
