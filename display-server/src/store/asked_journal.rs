//! The journal as it is read by people: newest first, narrowed to a day and to what an entry is about.
//!
//! Invariant: of a follow-up that somebody may not see, no entry is shown, whatever is asked.
//! Invariant: who rated stays hidden: an entry about a rating is shown only when a member of staff looked at one, and nothing
//! of it but who.
//! Invariant I9: one question looks at [`LOOKED_AT`] entries at most, and says where to go on.

use std::collections::BTreeMap;

use queue_core::followup::Followup;
use queue_core::{FollowupCode, ServiceDay};
use rusqlite::{Connection, OptionalExtension, Row, named_params};
use serde_json::Value;

use super::journal::JournalLine;
use super::{day_number, records};
use crate::views::{is_about_rating, without_rater};

/// How many entries one question looks at.
const LOOKED_AT: u32 = 20_000;

/// What is asked of the journal.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct JournalQuestion {
    /// Entries before this one.
    pub before: Option<u64>,
    /// How many at most.
    pub limit: u32,
    /// Of this day.
    pub day: Option<ServiceDay>,
    /// With an event of this kind, by its tag.
    pub event: Option<String>,
    /// By this member of staff, or naming them.
    pub person: Option<String>,
    /// By this device, or naming it.
    pub device: Option<String>,
    /// At this window.
    pub window: Option<u16>,
    /// About the ticket of this number.
    pub number: Option<String>,
}

/// Entries, and where to go on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct JournalPage {
    /// Newest first.
    pub lines: Vec<JournalLine>,
    /// The numbers of the tickets that they speak of, by day and visit.
    pub numbers: BTreeMap<(i64, u64), String>,
    /// Older ones stand before this entry; none: there are none.
    pub next: Option<u64>,
}

/// Answers a question for somebody who may see some follow-ups and not others.
pub(super) fn page(
    connection: &Connection,
    question: &JournalQuestion,
    may_see: &dyn Fn(&Followup) -> bool,
) -> rusqlite::Result<JournalPage> {
    let Some((first, end)) = bounds(connection, question)? else {
        return Ok(JournalPage::default());
    };
    let visits = visits_of(connection, question)?;
    let wanted = Wanted { question, visits };
    let mut seen = Seen {
        connection,
        may_see,
        known: BTreeMap::new(),
    };
    let mut page = JournalPage::default();
    let mut statement = connection.prepare_cached(include_str!("journal/between.sql"))?;
    let mut rows = statement.query(named_params! { ":first": first, ":end": end, ":limit": LOOKED_AT })?;
    let (mut looked_at, mut last) = (0, end);
    while let Some(row) = rows.next()? {
        if page.lines.len() >= question.limit as usize {
            page.next = Some(last);
            break;
        }
        looked_at += 1;
        let mut line = line(row)?;
        last = line.seq;
        // An entry that cannot be read makes the hall read-only at start; nobody knows whose it is to see.
        let Ok(mut body) = serde_json::from_str::<Value>(&line.payload) else {
            continue;
        };
        // Before anything is compared: nobody finds out by asking for a number, a window or a clerk either.
        if is_about_rating(&body) {
            let Some(hidden) = without_rater(&body) else {
                continue;
            };
            line.payload = hidden.to_string();
            body = hidden;
        }
        if wanted.is(&line, &body) && seen.all(&body)? {
            page.lines.push(line);
        }
    }
    if looked_at == LOOKED_AT {
        page.next = Some(last);
    }
    page.numbers = numbers(connection, &page.lines)?;
    Ok(page)
}

fn line(row: &Row<'_>) -> rusqlite::Result<JournalLine> {
    Ok(JournalLine {
        seq: row.get("seq")?,
        day: row.get("day")?,
        at_ms: row.get("at_ms")?,
        payload: row.get("payload")?,
        hash: row.get("hash")?,
    })
}

/// The first entry that may be shown, and the one before which they stand; none: there was no such day.
fn bounds(connection: &Connection, question: &JournalQuestion) -> rusqlite::Result<Option<(u64, u64)>> {
    let newest = u64::try_from(i64::MAX).unwrap_or(u64::MAX);
    let before = question.before.unwrap_or(newest).min(newest);
    let Some(day) = question.day else {
        return Ok(Some((0, before)));
    };
    let key = named_params! { ":day": day_number(day) };
    let mut first = connection.prepare_cached(include_str!("day/first_entry.sql"))?;
    let Some(first) = first.query_row(key, |row| row.get::<_, u64>(0)).optional()? else {
        return Ok(None);
    };
    let mut last = connection.prepare_cached(include_str!("journal/last_of_day.sql"))?;
    let last: u64 = last.query_row(key, |row| row.get("seq"))?;
    Ok(Some((first, before.min(last + 1))))
}

/// The visits that a number was given to, by day.
fn visits_of(connection: &Connection, question: &JournalQuestion) -> rusqlite::Result<Vec<(i64, u64)>> {
    let Some(number) = &question.number else {
        return Ok(Vec::new());
    };
    let day = question.day.map(day_number);
    let mut statement = connection.prepare_cached(include_str!("journal/given.sql"))?;
    let mut rows = statement.query(named_params! { ":day": day, ":number": number })?;
    let mut visits = Vec::new();
    while let Some(row) = rows.next()? {
        let payload: String = row.get("payload")?;
        visits
            .extend(given(&payload).map(|(visit, _)| (row.get::<_, i64>("day").unwrap_or_default(), visit)));
    }
    Ok(visits)
}

/// The visit and the number of the ticket that an entry gave.
fn given(payload: &str) -> Option<(u64, String)> {
    let body: Value = serde_json::from_str(payload).ok()?;
    let ticket =
        events(&body).find_map(|event| event.get("ticket")?.get("visit").map(|_| &event["ticket"]))?;
    Some((ticket["visit"].as_u64()?, ticket["number"].as_str()?.to_owned()))
}

fn events(body: &Value) -> impl Iterator<Item = &Value> {
    body["events"].as_array().into_iter().flatten()
}

/// What a question is about, with the visits of its number.
struct Wanted<'a> {
    question: &'a JournalQuestion,
    visits: Vec<(i64, u64)>,
}

impl Wanted<'_> {
    fn is(&self, line: &JournalLine, body: &Value) -> bool {
        let asked = self.question;
        let is_of = |event: &String| events(body).any(|one| one["event"] == event.as_str());
        let is_about = |visit: u64| self.visits.contains(&(line.day, visit));
        asked.event.as_ref().is_none_or(is_of)
            && asked.person.as_ref().is_none_or(|person| says(body, person))
            && asked.device.as_ref().is_none_or(|device| says(body, device))
            && asked.window.is_none_or(|window| {
                any(body, &|key, value| {
                    key == "window" && value.as_u64() == Some(u64::from(window))
                })
            })
            && (asked.number.is_none()
                || any(body, &|key, value| {
                    key == "visit" && value.as_u64().is_some_and(is_about)
                }))
    }
}

/// Whether a text stands anywhere in an entry, but in the plans that some carry.
fn says(body: &Value, text: &str) -> bool {
    any(body, &|_, value| value.as_str() == Some(text))
}

/// Whether something holds of any value of an entry, by its key; what a day opens with is not looked into.
fn any(value: &Value, holds: &dyn Fn(&str, &Value) -> bool) -> bool {
    match value {
        Value::Object(fields) => fields.iter().any(|(key, value)| {
            holds(key, value)
                || (!matches!(key.as_str(), "plan" | "carried" | "bookings") && any(value, holds))
        }),
        Value::Array(values) => values.iter().any(|value| holds("", value) || any(value, holds)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}

/// Which follow-ups somebody may see, each looked up once.
struct Seen<'a> {
    connection: &'a Connection,
    may_see: &'a dyn Fn(&Followup) -> bool,
    known: BTreeMap<String, bool>,
}

impl Seen<'_> {
    /// Whether every follow-up that an entry speaks of may be seen.
    fn all(&mut self, body: &Value) -> rusqlite::Result<bool> {
        for event in events(body).filter(|event| event["event"] == "followup") {
            if !self.one(event["code"].as_str().unwrap_or_default())? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn one(&mut self, code: &str) -> rusqlite::Result<bool> {
        if let Some(known) = self.known.get(code) {
            return Ok(*known);
        }
        let found = match FollowupCode::parse(code) {
            Ok(code) => records::one::<Followup>(self.connection, &code)?,
            Err(_) => None,
        };
        let is_seen = found.is_some_and(|(_, followup)| (self.may_see)(&followup));
        self.known.insert(code.to_owned(), is_seen);
        Ok(is_seen)
    }
}

/// The numbers of the tickets given on the days of some entries.
fn numbers(connection: &Connection, lines: &[JournalLine]) -> rusqlite::Result<BTreeMap<(i64, u64), String>> {
    let mut numbers = BTreeMap::new();
    let mut days: Vec<_> = lines.iter().map(|line| line.day).collect();
    days.dedup();
    let mut statement = connection.prepare_cached(include_str!("journal/given_on.sql"))?;
    for day in days {
        let mut rows = statement.query(named_params! { ":day": day })?;
        while let Some(row) = rows.next()? {
            let payload = row.get_ref("payload")?.as_str()?;
            numbers.extend(given(payload).map(|(visit, number)| ((day, visit), number)));
        }
    }
    Ok(numbers)
}
