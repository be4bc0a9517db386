//! A press at a console: the form that holds all of them, read as the one that was pressed.

use axum::Form;
use axum::extract::Path;
use axum::extract::rejection::FormRejection;
use jiff::civil::Date;
use queue_core::command::{
    Advice, Command, EscortCommand, EscortVerb, HallCommand, HallVerb, NextService, Onward, WindowCommand,
    WindowVerb,
};
use queue_core::leg::Outcome;
use queue_core::{DeviceId, EscortId, ServiceCode, ServiceDay, TicketNumber, WindowNumber};
use serde::Deserialize;
use serde::de::value::{Error as WordError, StrDeserializer};

use super::super::guard::Shown;
use super::super::pressing::{bad_field, press_id, pressed, random_id, submit};
use super::super::reader::Reader;
use super::super::services::{entry_of, need_of};
use crate::http::Refused;

/// The choice that nothing follows.
const NOTHING_NEXT: &str = "-";

/// The console's form: the state that it showed, the button, and every choice; each verb reads its own.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::pages) struct PressForm {
    seq: u64,
    day: Option<Date>,
    verb: String,
    /// The ticket at the window when the page was drawn.
    ticket: String,
    /// How the visit to this window ends; empty: as usual.
    outcome: String,
    /// The service that follows; empty: as usual; [`NOTHING_NEXT`]: none.
    next: String,
    /// The service that takes over.
    to: String,
    pause_reason: String,
    call_reason: String,
    /// The one of the next five that is chosen.
    pick: String,
    /// The parked ticket whose button was pressed.
    resume_ticket: String,
    /// What a guide is called for.
    need: String,
    /// What was asked for and is not handled here; empty: something else.
    elsewhere: String,
    /// What is pressed of an escort, and its number: `arrived 5`.
    escort: String,
    /// The closed window whose button to serve for it was pressed.
    cover: Option<u16>,
}

pub(in crate::pages) async fn press(
    reader: Reader,
    Path(window): Path<u16>,
    form: Result<Form<PressForm>, FormRejection>,
) -> Shown {
    let outcome = match form {
        Ok(Form(form)) => submit_press(&reader, WindowNumber::new(window), &form).await,
        Err(problem) => Err(bad_field("form", &problem)),
    };
    pressed(&reader, &format!("/windows/{window}"), outcome)
}

async fn submit_press(reader: &Reader, window: WindowNumber, form: &PressForm) -> Result<(), Refused> {
    let day = ServiceDay(form.day.ok_or_else(|| bad_field("day", &"reload the page"))?);
    let command = if !form.escort.is_empty() {
        of_escort(reader, window, form)?
    } else if let Some(covered) = form.cover {
        cover(reader, window, WindowNumber::new(covered), form)
    } else if form.verb == "guide" {
        call_a_guide(window, form)?
    } else if form.verb == "advice" {
        advice(reader, window, form)
    } else {
        let verb = form.verb()?;
        let about = format!("{}{}{}", form.ticket, form.pick, form.resume_ticket);
        let (number, seq) = (window.to_string(), form.seq.to_string());
        let press = press_id(
            reader,
            &["window", &number, &day.to_string(), &seq, &form.verb, &about],
        );
        Command::Window(WindowCommand { window, press, verb })
    };
    submit(reader, day, command).await.map(drop)
}

/// The deputy's clerk makes this window serve for a closed one too.
fn cover(reader: &Reader, by: WindowNumber, window: WindowNumber, form: &PressForm) -> Command {
    let [seq, by_number, number] = [form.seq.to_string(), by.to_string(), window.to_string()];
    let press = press_id(reader, &["cover", &seq, &by_number, &number]);
    let verb = HallVerb::Cover { window, by };
    Command::Hall(HallCommand { press, verb })
}

/// 諮詢 +1. Each moves the console on, so the next one is a press of its own.
fn advice(reader: &Reader, window: WindowNumber, form: &PressForm) -> Command {
    let [seq, number] = [form.seq.to_string(), window.to_string()];
    Command::Advice(Advice {
        press: press_id(reader, &["advice", &number, &seq, &form.elsewhere]),
        window: Some(window),
        service: None,
        missing: None,
        elsewhere: entry_of(&form.elsewhere),
    })
}

/// Repeats at the same place merge by the hall's rules, so each press may have an id of its own.
fn call_a_guide(window: WindowNumber, form: &PressForm) -> Result<Command, Refused> {
    let place = DeviceId::new(format!("window-{window}"));
    let ticket = (!form.ticket.is_empty()).then(|| form.ticket());
    let need = need_of(&form.need);
    let verb = EscortVerb::Request { place, ticket, need };
    Ok(Command::Escort(EscortCommand {
        press: random_id()?,
        verb,
    }))
}

/// A press at an escort that has to do with the window.
fn of_escort(reader: &Reader, window: WindowNumber, form: &PressForm) -> Result<Command, Refused> {
    let (verb, number) = form.escort.split_once(' ').unwrap_or_default();
    let escort = number
        .parse()
        .map(EscortId)
        .map_err(|problem| bad_field("escort", &problem))?;
    let press = press_id(reader, &["escort", number, &form.seq.to_string(), verb]);
    let verb = match verb {
        "accept" => EscortVerb::Accept { escort },
        "meet" => EscortVerb::Meet { escort },
        "release" => EscortVerb::Release { escort },
        "arrived" => EscortVerb::HandOver { escort, window },
        "done" => EscortVerb::Done { escort },
        "cancel" => EscortVerb::Cancel { escort },
        _ => return Err(bad_field("escort", &"unknown")),
    };
    Ok(Command::Escort(EscortCommand { press, verb }))
}

impl PressForm {
    fn verb(&self) -> Result<WindowVerb, Refused> {
        if !self.resume_ticket.is_empty() {
            return Ok(WindowVerb::ResumeTicket {
                ticket: TicketNumber::new(&*self.resume_ticket),
            });
        }
        let ticket = self.ticket();
        Ok(match self.verb.as_str() {
            "open" => WindowVerb::Open,
            "close" => WindowVerb::Close,
            "resume" => WindowVerb::Resume,
            "undo" => WindowVerb::Undo,
            "pause" => WindowVerb::Pause {
                reason: self.pause_reason.clone(),
            },
            "call-next" => WindowVerb::CallNext {
                serving: (!self.ticket.is_empty()).then_some(ticket),
                outcome: self.outcome()?,
                next: self.next(),
            },
            "call-this" => WindowVerb::CallThis {
                ticket: TicketNumber::new(&*self.pick),
                reason: self.call_reason.clone(),
            },
            "recall" => WindowVerb::Recall { ticket },
            "start" => WindowVerb::Start { ticket },
            "finish" => WindowVerb::Finish {
                ticket,
                outcome: self.outcome()?,
                next: self.next(),
            },
            "no-show" => WindowVerb::NoShow { ticket },
            "park" => WindowVerb::Park { ticket },
            "transfer" => WindowVerb::Transfer {
                ticket,
                to: ServiceCode::new(&*self.to),
            },
            "verify-class" => WindowVerb::VerifyClass {
                ticket,
                verified: true,
            },
            "refuse-class" => WindowVerb::VerifyClass {
                ticket,
                verified: false,
            },
            _ => return Err(bad_field("verb", &"unknown")),
        })
    }

    fn ticket(&self) -> TicketNumber {
        TicketNumber::new(&*self.ticket)
    }

    fn outcome(&self) -> Result<Option<Outcome>, Refused> {
        if self.outcome.is_empty() {
            return Ok(None);
        }
        let word: StrDeserializer<'_, WordError> = StrDeserializer::new(&self.outcome);
        Outcome::deserialize(word)
            .map(Some)
            .map_err(|problem| bad_field("outcome", &problem))
    }

    fn next(&self) -> Onward {
        match self.next.as_str() {
            "" => Onward::AsUsual,
            NOTHING_NEXT => Onward::No,
            code => Onward::To(NextService {
                service: ServiceCode::new(code),
                ready_at: None,
            }),
        }
    }
}
