//! The journal counted again, from its bytes: plain JSON, none of the hall's types, none of its rules.
//!
//! What was undone is left out with the entry that it was; everything else is taken as it happened, in order.

mod agents;
mod calendar;
mod cases;
mod escorts;
mod fees;
mod followups;
mod legs;
mod ratings;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Context, Result};
use jiff::civil::Date;
use rusqlite::{Connection, OpenFlags};
use serde_json::Value;

use self::agents::Agents;
use self::calendar::Calendar;
use self::cases::Cases;
use self::escorts::Escorts;
use self::fees::Fees;
use self::followups::Followups;
use self::legs::Legs;
use self::ratings::Ratings;

/// Figures by name: `total.legs`, `cases.GA.accepted` …
pub(super) type Lines = BTreeMap<String, String>;

/// One entry of the journal.
struct Entry {
    day: Date,
    at_ms: i64,
    events: Vec<Value>,
}

/// What the journal says of each day.
pub(super) struct Recount {
    days: BTreeMap<Date, Day>,
    agents: Agents,
    cases: Cases,
    fees: Fees,
    followups: Followups,
    ratings: Ratings,
    calendar: Calendar,
}

/// One service day.
#[derive(Default)]
struct Day {
    legs: Legs,
    escorts: Escorts,
    advice: BTreeMap<Option<u64>, [u32; 2]>,
    elsewhere: BTreeMap<String, BTreeMap<String, u32>>,
}

impl Recount {
    /// Reads the journal of a data folder.
    pub(super) fn of(folder: &Path) -> Result<Self> {
        let mut recount = Self {
            days: BTreeMap::new(),
            agents: Agents::default(),
            cases: Cases::default(),
            fees: Fees::default(),
            followups: Followups::default(),
            ratings: Ratings::default(),
            calendar: Calendar::default(),
        };
        for entry in entries(folder)? {
            for event in &entry.events {
                recount.count(&entry, event).context("an event")?;
            }
        }
        Ok(recount)
    }

    fn count(&mut self, entry: &Entry, event: &Value) -> Result<()> {
        let day = self.days.entry(entry.day).or_default();
        match text(event, "event") {
            "day_opened" => {
                self.calendar = Calendar::of(&event["plan"])?;
                self.cases.services_of(&event["plan"]);
            }
            "case" => {
                self.agents.count_case(entry.day, event);
                self.cases.count(entry.day, entry.at_ms, event)?;
            }
            "mandate" => self.agents.count_mandate(entry.day, event),
            "handler_came" => self.agents.count_handler(entry.day),
            "fee" => self.fees.count(entry.day, event),
            "followup" => self.followups.count(entry.day, event),
            "rating" => self.ratings.count(event),
            "advice_given" => {
                let missing = event["missing"].as_array().is_some_and(|list| !list.is_empty());
                let counted = day.advice.entry(event["window"].as_u64()).or_default();
                counted[0] += 1;
                counted[1] += u32::from(missing);
            }
            "elsewhere_asked" => {
                let of = day.elsewhere.entry(text(event, "entry").to_owned()).or_default();
                *of.entry(text(event, "channel").to_owned()).or_default() += 1;
            }
            name if name.starts_with("escort_") => day.escorts.count(name, event),
            name => day.legs.count(name, entry.at_ms, event)?,
        }
        Ok(())
    }

    /// A day's figures.
    pub(super) fn day(&self, date: Date) -> Lines {
        let mut lines = Lines::new();
        let Some(day) = self.days.get(&date) else {
            return lines;
        };
        day.legs.write(&mut lines);
        day.escorts.write(&mut lines);
        for (window, [times, missing]) in &day.advice {
            let place = window.map_or("reception".to_owned(), |window| window.to_string());
            lines.insert(format!("advice.{place}"), format!("{times} {missing}"));
        }
        for (entry, channels) in &day.elsewhere {
            for (channel, times) in channels {
                lines.insert(format!("elsewhere.{entry}.{channel}"), times.to_string());
            }
        }
        self.agents.write(date, &mut lines);
        self.cases.write(date, &self.calendar, &mut lines);
        self.fees.write(date, self.cases.departments(), &mut lines);
        self.followups.write(date, &mut lines);
        self.ratings.write(date, &mut lines);
        lines
    }
}

/// The entries that still hold.
fn entries(folder: &Path) -> Result<Vec<Entry>> {
    let file = folder.join("hall.db");
    let connection = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let mut statement = connection.prepare("SELECT seq, day, at_ms, payload FROM journal ORDER BY seq")?;
    let rows = statement.query_map((), |row| {
        Ok((
            row.get::<_, u64>(0)?,
            row.get::<_, i64>(1)?,
            row.get::<_, i64>(2)?,
            row.get::<_, String>(3)?,
        ))
    })?;
    let mut all = Vec::new();
    let mut undone = BTreeSet::new();
    for row in rows {
        let (seq, day, at_ms, payload) = row?;
        let payload: Value = serde_json::from_str(&payload)?;
        let events = payload["events"].as_array().cloned().unwrap_or_default();
        let takes_back = events.iter().filter(|event| text(event, "event") == "undone");
        undone.extend(takes_back.filter_map(|event| event["entry"].as_u64()));
        let day = date_of(day)?;
        all.push((seq, Entry { day, at_ms, events }));
    }
    all.retain(|(seq, _)| !undone.contains(seq));
    Ok(all.into_iter().map(|(_, entry)| entry).collect())
}

/// A date as the journal's table has it: yyyymmdd.
fn date_of(number: i64) -> Result<Date> {
    let (year, month, day) = (number / 10_000, number / 100 % 100, number % 100);
    Ok(Date::new(year.try_into()?, month.try_into()?, day.try_into()?)?)
}

fn text<'a>(value: &'a Value, field: &str) -> &'a str {
    value[field].as_str().unwrap_or_default()
}

/// An instant in milliseconds since 1970.
fn instant_ms(value: &Value) -> Result<i64> {
    let text = value.as_str().context("an instant")?;
    Ok(text.parse::<jiff::Timestamp>()?.as_millisecond())
}

/// A mean as the report has it: whole milliseconds, the rest left out.
fn mean_s(lengths_ms: &[i64]) -> String {
    match i64::try_from(lengths_ms.len()) {
        Ok(count) if count > 0 => seconds(lengths_ms.iter().sum::<i64>() / count),
        Ok(_) | Err(_) => "none".to_owned(),
    }
}

fn seconds(ms: i64) -> String {
    format!("{}.{:03}", ms / 1000, ms % 1000)
}
