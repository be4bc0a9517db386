//! An entry in words: who did it, and a line for each event, with the facts that every reader knows by sight.
//!
//! An event of another release is named by its tag, so that nothing is left out.

mod offline;

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::Value;

use crate::pages::locale::Locale;
use crate::store::{JournalLine, day_of};

/// How many events of an entry are told; an opening day has hundreds of legs to get ready.
const TOLD: usize = 20;

/// An entry, in words.
pub(super) struct Entry {
    pub(super) seq: u64,
    pub(super) at: Timestamp,
    /// The service day to which it belongs.
    pub(super) day: Option<Date>,
    pub(super) who: String,
    pub(super) lines: Vec<Line>,
    /// How many events are not told.
    pub(super) more: usize,
    pub(super) hash: String,
}

/// An event, in words.
pub(super) struct Line {
    pub(super) what: String,
    pub(super) facts: Vec<String>,
    /// Where what it is about can be looked at.
    pub(super) to: Option<(String, String)>,
}

/// The numbers of tickets, by day and visit.
type Numbers = BTreeMap<(i64, u64), String>;

impl Entry {
    /// The entry of a row; none: it cannot be read.
    pub(super) fn of(locale: &Locale<'_>, row: &JournalLine, numbers: &Numbers) -> Option<Self> {
        let body: Value = serde_json::from_str(&row.payload).ok()?;
        let events = body.get("events")?.as_array()?;
        let telling = Telling {
            locale,
            numbers,
            day: row.day,
        };
        Some(Self {
            seq: row.seq,
            at: Timestamp::from_millisecond(row.at_ms).ok()?,
            day: day_of(row.day).map(|day| day.0),
            who: who(locale, body.get("by").unwrap_or(&Value::Null)),
            lines: events
                .iter()
                .take(TOLD)
                .map(|event| telling.line(event))
                .collect(),
            more: events.len().saturating_sub(TOLD),
            hash: hex::encode(row.hash),
        })
    }
}

fn who(locale: &Locale<'_>, by: &Value) -> String {
    match by["who"].as_str().unwrap_or_default() {
        "person" => {
            let role = locale.of("role", by["role"].as_str().unwrap_or_default());
            format!("{role} {}", by["code"].as_str().unwrap_or_default())
        }
        "device" => by["id"].as_str().unwrap_or_default().to_owned(),
        other => locale.of_or_as_it_is("journal-by", other),
    }
}

struct Telling<'a> {
    locale: &'a Locale<'a>,
    numbers: &'a Numbers,
    day: i64,
}

impl Telling<'_> {
    fn line(&self, event: &Value) -> Line {
        let tag = event["event"].as_str().unwrap_or_default();
        let happened = &event["happened"];
        // A home visit's events call it a visit.
        let inner = [tag, "visit", "was"];
        let inner = inner.into_iter().find_map(|name| happened[name].as_str());
        let what = match inner {
            Some(inner) => self
                .locale
                .of_or_as_it_is(&format!("journal-{}", tag.replace('_', "-")), inner),
            None => self.locale.of_or_as_it_is("journal-event", tag),
        };
        let facts = [
            event,
            &event["leg"],
            &event["ticket"],
            &event["line"],
            happened,
            &happened["desk"],
            &happened["raised"],
            &happened["decision"],
            &happened["next"],
        ];
        let facts = facts.into_iter().flat_map(|part| self.facts(part));
        Line {
            what,
            facts: self
                .ticket(event)
                .into_iter()
                .chain(facts)
                .chain(offline::facts(self.locale, happened))
                .collect(),
            to: page_of(tag, event),
        }
    }

    /// The number of the ticket that an event is about.
    fn ticket(&self, event: &Value) -> Option<String> {
        let places = ["/visit", "/leg/visit", "/ticket/visit"].into_iter();
        let visit = places
            .filter_map(|place| event.pointer(place))
            .find_map(Value::as_u64)?;
        let number = self.numbers.get(&(self.day, visit)).cloned();
        Some(number.unwrap_or_else(|| format!("№ {visit}")))
    }

    fn facts(&self, part: &Value) -> Vec<String> {
        let Some(fields) = part.as_object() else {
            return Vec::new();
        };
        fields
            .iter()
            .filter_map(|(name, value)| self.fact(name, value))
            .collect()
    }

    /// A field in words; none: it is for machines, or told already.
    fn fact(&self, name: &str, value: &Value) -> Option<String> {
        let locale = self.locale;
        let number = value.as_u64();
        let text = value.as_str().unwrap_or_default();
        match name {
            "window" => Some(locale.window(&u16::try_from(number?).ok()?)),
            "service" | "to" if locale.plan.service(&queue_core::ServiceCode::new(text)).is_some() => {
                Some(format!("{text} {}", locale.service(text)))
            }
            "to" | "agent" | "clerk" | "guide" | "about" | "place" | "addressee" if !text.is_empty() => {
                Some(text.to_owned())
            }
            "outcome" if !text.is_empty() => Some(locale.of_or_as_it_is("outcome", text)),
            "verdict" if !text.is_empty() => Some(locale.of_or_as_it_is("verdict", text)),
            "kind" if !text.is_empty() => {
                let agent = locale.words.known("agent-kind", text);
                Some(agent.unwrap_or_else(|| locale.of_or_as_it_is("followup-kind", text)))
            }
            "reason" if !text.is_empty() && !is_id(text) => Some(self.reason(text)),
            "choice" => self.out_of_order(value),
            _ => None,
        }
    }

    /// Why a kiosk gave a press up, or a reason of the plan.
    fn reason(&self, code: &str) -> String {
        let of_kiosk = self.locale.words.known("void-reason", code);
        of_kiosk.unwrap_or_else(|| self.locale.reason(code))
    }

    /// Why somebody was called before others, and how many those were.
    fn out_of_order(&self, choice: &Value) -> Option<String> {
        let passed = choice["passed_count"].as_u64()?;
        let reason = self.locale.reason(choice["reason"].as_str()?);
        let passed = passed.to_string();
        let blanks = [("reason", reason.as_str()), ("passed", passed.as_str())];
        Some(self.locale.fill("journal-out-of-order", &blanks))
    }
}

/// Whether a text is the id of a text, which says nothing to anybody.
fn is_id(text: &str) -> bool {
    text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Where a case or a follow-up can be looked at, and its code.
fn page_of(tag: &str, event: &Value) -> Option<(String, String)> {
    let code = event["code"].as_str()?;
    match tag {
        "case" => Some((format!("/cases/{code}"), code.to_owned())),
        "followup" => Some((format!("/followups/{code}"), code.to_owned())),
        _ => None,
    }
}
