//! The replay: a trace's days through the real server, and whether it chose and recorded the same.
//!
//! The hall runs in this process with a clock that is wound to each instant; every press is an HTTP request. The trace
//! was served by the same rule as another author wrote it, so a server that understood the rule agrees with it.

pub mod compare;
pub mod outcome;
pub mod plan;
pub mod player;
pub mod script;
pub mod trace;

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result};
use hall_protocol::report::LegRow;
use jiff::ToSpan;
use jiff::civil::Date;

use outcome::{DayOutcome, TraceOutcome};
use player::{Player, Staff, instant};
use trace::{Trace, TraceDay};

use crate::hall::{HallSetup, PIN, WholeHall};
use crate::hands::Hands;

/// The date of a trace's day 0: a Monday.
const DAY_0: Date = Date::constant(2026, 3, 2);

/// Plays the first days of a trace, all when `days` is none; `told` hears of each day that is done.
///
/// # Errors
/// When the trace cannot be read, or the hall refuses a press.
pub fn replay(
    dir: &Path,
    name: &str,
    days: Option<usize>,
    told: &mut dyn FnMut(&DayOutcome, &TraceOutcome),
) -> Result<TraceOutcome> {
    let trace = Trace::read(dir, name)?;
    let doors_s = plan::doors_s(&trace);
    let setup = HallSetup::new(plan::plan_of(&format!("trace-{name}"), &trace.config, doors_s)?)?;
    let hall = WholeHall::start(setup.on_day(DAY_0).opened_at("00:00:00")?)?;
    let mut hands = hall.hands()?;
    hands.dice = crate::dice::Dice::seeded(0);
    let mut all = TraceOutcome {
        name: name.to_owned(),
        ..TraceOutcome::default()
    };
    let mut kiosk = None;
    for day in trace.days.iter().take(days.unwrap_or(usize::MAX)) {
        let date = DAY_0.checked_add(i64::from(day.number).days())?;
        hall.clock().advance_to(instant(date, doors_s * 1000)?);
        hands.day = date;
        let manager = hands.sign_in(plan::MANAGER, PIN)?;
        if kiosk.is_none() {
            kiosk = Some(hands.pair(&manager, plan::KIOSK, "kiosk", None)?);
        }
        let staff = Staff {
            kiosk: kiosk.clone().unwrap_or_default(),
            clerks: sign_in(&mut hands, &trace, day)?,
        };
        let mut outcome = play(&hall, &mut hands, &trace, day, &staff)?;
        let manager = evening(&mut hands)?;
        let rows: Vec<LegRow> = hands.fetch(&format!("/api/v1/reports/legs?day={date}"), Some(&manager))?;
        compare::compare(&trace.config, day, date, &rows, &mut outcome)?;
        all.add(outcome.clone());
        told(&outcome, &all);
    }
    hall.stop()?;
    Ok(all)
}

/// The clerks of the windows that open on a day.
fn sign_in(hands: &mut Hands, trace: &Trace, day: &TraceDay) -> Result<BTreeMap<u16, String>> {
    let mut clerks = BTreeMap::new();
    for (window, code) in player::clerks(&trace.config) {
        if day.windows.iter().any(|change| change.window == window) {
            clerks.insert(window, hands.sign_in(&code, PIN)?);
        }
    }
    Ok(clerks)
}

/// The manager signs in again: a service day may be longer than a session.
fn evening(hands: &mut Hands) -> Result<String> {
    hands.sign_in(plan::MANAGER, PIN)
}

fn play(
    hall: &WholeHall,
    hands: &mut Hands,
    trace: &Trace,
    day: &TraceDay,
    staff: &Staff,
) -> Result<DayOutcome> {
    let player = Player {
        config: &trace.config,
        day,
        date: hands.day,
        clock: hall.clock(),
        hands,
        staff,
        tickets: BTreeMap::new(),
        outcome: DayOutcome::default(),
    };
    player
        .play(&script::script(day))
        .with_context(|| format!("trace {}, day {}", trace.name, day.number))
}
