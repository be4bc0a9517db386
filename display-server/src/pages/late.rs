//! 補錄: the lines of the manual-call sheets, typed in after the power is back.
//!
//! Invariant: every line stands for itself. What is entered leaves the form; a line with a fault stays as it was typed, with the
//! fault at its field.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect};
use hall_protocol::Problem;
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use queue_core::command::{Command, EnterLater, SheetLine};
use queue_core::leg::Outcome;
use queue_core::plan::Role;
use queue_core::{PersonCode, ServiceCode, ServiceDay, TicketNumber, WindowNumber};
use serde::Deserialize;
use serde::de::value::{Error as WordError, StrDeserializer};

use super::filled::Filled;
use super::frame::Frame;
use super::guard::Shown;
use super::pressing::{bad_field, press_id, submit};
use super::reader::Reader;
use super::services::{GroupChoices, service_choices};
use super::window::clerk_outcomes;
use crate::http::{Refused, clean};
use crate::identity::Caller;

/// How many lines a form has.
const LINES: usize = 8;

#[derive(Template)]
#[template(path = "late/page.html")]
struct Page<'a> {
    f: Frame<'a>,
    day: Option<ServiceDay>,
    form: Filled,
    lines: Vec<usize>,
    services: Vec<GroupChoices>,
    outcomes: [&'static str; Outcome::FOR_CLERKS.len()],
    /// A clerk enters what this clerk served; a manager, whatever stands on the sheets.
    clerk: Option<String>,
    /// What was entered just now.
    entered: String,
}

impl Page<'_> {
    fn value(&self, name: &str, line: &usize) -> &str {
        self.form.one(&format!("{name}{line}"))
    }

    fn fault(&self, name: &str, line: &usize) -> Option<&str> {
        self.form.fault(&format!("{name}{line}"))
    }
}

pub(super) async fn page(reader: Reader) -> Shown {
    let entered = reader
        .asked("entered")
        .map(clean)
        .unwrap_or_default()
        .replace('.', " ");
    show(&reader, Filled::default(), StatusCode::OK, entered).await
}

pub(super) async fn enter(reader: Reader, mut form: Filled) -> Shown {
    let day: Date = form
        .one("on")
        .parse()
        .map_err(|problem| bad_field("on", &problem))?;
    let mut entered = Vec::new();
    for line in 0..LINES {
        if is_empty(&form, line) {
            continue;
        }
        match enter_line(&reader, &mut form, ServiceDay(day), line).await {
            Ok(Some(number)) => {
                form.forget(|field| field.ends_with(&line.to_string()));
                entered.push(number);
            }
            Ok(None) => {}
            Err(refused) => {
                place_fault(&reader, &mut form, line, refused.problem());
                if refused.problem().status == 503 {
                    // The hall takes nothing just now: what is typed waits on the page.
                    break;
                }
            }
        }
    }
    if form.is_at_fault() {
        return show(&reader, form, StatusCode::UNPROCESSABLE_ENTITY, entered.join(" ")).await;
    }
    Ok(Redirect::to(&format!("/late?entered={}", entered.join("."))).into_response())
}

/// What somebody types of a line; the outcome has a choice of its own from the beginning.
const TYPED: [&str; 6] = ["number", "service", "taken", "called", "ended", "window"];

fn is_empty(form: &Filled, line: usize) -> bool {
    TYPED
        .iter()
        .all(|name| form.one(&format!("{name}{line}")).is_empty())
}

/// Enters a line; none: some of its fields are at fault, and all of them are noted.
async fn enter_line(
    reader: &Reader,
    form: &mut Filled,
    day: ServiceDay,
    line: usize,
) -> Result<Option<String>, Refused> {
    let Some(read) = Reading {
        reader,
        form,
        day,
        line,
    }
    .line() else {
        return Ok(None);
    };
    let number = read.number.to_string();
    let words = format!("{read:?}");
    let press = press_id(reader, &["late", &day.to_string(), &words]);
    submit(reader, day, Command::EnterLater(EnterLater { press, line: read })).await?;
    Ok(Some(number))
}

/// A line that is being read.
struct Reading<'a> {
    reader: &'a Reader,
    form: &'a mut Filled,
    day: ServiceDay,
    line: usize,
}

impl Reading<'_> {
    fn line(mut self) -> Option<SheetLine> {
        let number = self.word("number", "late-fault-number");
        let service = self.word("service", "late-fault-service");
        let [taken, called, ended] = ["taken", "called", "ended"].map(|name| self.time(name));
        let window = self.word("window", "late-fault-window");
        let window = window.and_then(|window| self.read("window", window.parse().ok(), "late-fault-window"));
        let clerk = match own_code(self.reader) {
            Some(code) => Some(code),
            None => self.word("clerk", "late-fault-clerk"),
        };
        let outcome = self.outcome(service.as_deref());
        Some(SheetLine {
            number: TicketNumber::new(number?.to_ascii_uppercase()),
            service: ServiceCode::new(service?.to_ascii_uppercase()),
            window: WindowNumber::new(window?),
            clerk: PersonCode::new(clerk?),
            taken_at: taken?,
            called_at: called?,
            ended_at: ended?,
            outcome: outcome?,
        })
    }

    fn word(&mut self, name: &str, fault: &str) -> Option<String> {
        let text = clean(self.form.one(&format!("{name}{}", self.line)));
        self.read(name, Some(text).filter(|text| !text.is_empty()), fault)
    }

    fn time(&mut self, name: &str) -> Option<Timestamp> {
        let time: Option<Time> = self.form.one(&format!("{name}{}", self.line)).parse().ok();
        let locale = self.reader.locale();
        let times = self.reader.plan.day_times(self.day, &locale.zone);
        let at = time.and_then(|time| locale.instant(self.day.0, times.as_ref(), time));
        self.read(name, at, "today-fault-time")
    }

    /// An empty outcome is the service's usual one.
    fn outcome(&mut self, service: Option<&str>) -> Option<Outcome> {
        let word = self.form.one(&format!("outcome{}", self.line));
        if word.is_empty() {
            let code = ServiceCode::new(service?.to_ascii_uppercase());
            let usual = self
                .reader
                .plan
                .service(&code)
                .map(|service| service.usual_outcome);
            // A service that is none is a fault of its own, said by the hall.
            return Some(usual.unwrap_or(Outcome::AdviceOnly));
        }
        let word: StrDeserializer<'_, WordError> = StrDeserializer::new(word);
        let outcome = Outcome::deserialize(word).ok();
        self.read("outcome", outcome, "late-fault-outcome")
    }

    fn read<T>(&mut self, name: &str, value: Option<T>, fault: &str) -> Option<T> {
        if value.is_none() {
            let words = self.reader.locale().say(fault);
            self.form.add_fault(format!("{name}{}", self.line), words);
        }
        value
    }
}

/// Puts what the hall refuses at the field that it is about.
fn place_fault(reader: &Reader, form: &mut Filled, line: usize, problem: &Problem) {
    let field = match problem.name() {
        "unknown-service" => "service",
        "unknown-window" | "no-skill" => "window",
        "unknown-clerk" | "not-yours" => "clerk",
        "outcome-not-for-clerks" => "outcome",
        "bad-sheet-times" => "taken",
        _ => "number",
    };
    form.add_fault(format!("{field}{line}"), reader.say_problem(problem));
}

fn own_code(reader: &Reader) -> Option<String> {
    match &reader.caller {
        Caller::Person(person) if person.role == Role::Clerk => Some(person.code.to_string()),
        Caller::Person(_) | Caller::Device(_) | Caller::Nobody => None,
    }
}

async fn show(reader: &Reader, form: Filled, status: StatusCode, entered: String) -> Shown {
    let locale = reader.locale();
    let mut frame = reader.frame(&locale, locale.say("late-title"));
    "/late".clone_into(&mut frame.path);
    let page = Page {
        day: reader.state.owner.open_day().await?,
        lines: (0..LINES).collect(),
        services: service_choices(&locale),
        outcomes: clerk_outcomes(),
        clerk: own_code(reader),
        entered,
        form,
        f: frame,
    };
    Ok((status, Html(page.render()?)).into_response())
}
