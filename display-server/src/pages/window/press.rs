//! A press at a console: the form that holds all of them, read as the one that was pressed.

use std::collections::BTreeMap;

use axum::Form;
use axum::extract::Path;
use axum::extract::rejection::FormRejection;
use jiff::civil::Date;
use queue_core::command::{
    Advice, Command, Correction, Ending, EscortCommand, EscortVerb, HallCommand, HallVerb, NextService,
    Onward, WindowCommand, WindowVerb,
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
use crate::http::cases::code_of;
use crate::http::windows::for_whom;
use crate::texts::Brought;

/// The choice that nothing follows.
const NOTHING_NEXT: &str = "-";
/// What stands between two codes that are typed or scanned one after the other.
const BETWEEN: &[char] = &[' ', '\n', '\r', '\t', ',', ';', '，', '；', '、', '\u{3000}'];

/// The console's form: the state that it showed, the button, and every choice; each verb reads its own.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::pages) struct PressForm {
    seq: String,
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
    cover: String,
    /// The code of the matter that the visitor came back for; empty: a new one.
    matter: String,
    /// For whom the visitor came; empty: for oneself.
    whom: String,
    /// The codes of the mandates of those for whom an agent came, however they are separated.
    mandates: String,
    /// What else is to be corrected.
    remark: String,
    /// Not empty: the file is taken in, and looked through later.
    look_through: String,
    /// The documents that are ticked as missing, each a field of its own: `missing-0`.
    #[serde(flatten)]
    ticked: BTreeMap<String, String>,
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
    } else if !form.cover.is_empty() {
        cover(reader, window, form)?
    } else if form.verb == "guide" {
        call_a_guide(window, form)?
    } else if form.verb == "advice" {
        advice(reader, window, form)
    } else {
        return at_window(reader, window, day, form).await;
    };
    submit(reader, day, command).await.map(drop)
}

/// A verb of the window itself. The texts of a press that is refused are forgotten.
async fn at_window(
    reader: &Reader,
    window: WindowNumber,
    day: ServiceDay,
    form: &PressForm,
) -> Result<(), Refused> {
    let about = format!("{}{}{}", form.ticket, form.pick, form.resume_ticket);
    let press = press_id(
        reader,
        &[
            "window",
            &window.to_string(),
            &day.to_string(),
            &form.seq,
            &form.verb,
            &about,
        ],
    );
    let press_of = |verb| Command::Window(WindowCommand { window, press, verb });
    let texts = &reader.state.texts;
    let submitted = texts.with(
        press,
        |texts| form.verb(texts),
        |verb| submit(reader, day, press_of(verb)),
    );
    submitted.await.map(drop)
}

/// The deputy's clerk makes this window serve for a closed one too.
fn cover(reader: &Reader, by: WindowNumber, form: &PressForm) -> Result<Command, Refused> {
    let covered = form
        .cover
        .parse()
        .map_err(|problem| bad_field("cover", &problem))?;
    let press = press_id(reader, &["cover", &form.seq, &by.to_string(), &form.cover]);
    let window = WindowNumber::new(covered);
    let verb = HallVerb::Cover { window, by };
    Ok(Command::Hall(HallCommand { press, verb }))
}

/// 諮詢 +1. Each moves the console on, so the next one is a press of its own.
fn advice(reader: &Reader, window: WindowNumber, form: &PressForm) -> Command {
    Command::Advice(Advice {
        press: press_id(
            reader,
            &["advice", &window.to_string(), &form.seq, &form.elsewhere],
        ),
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
    let press = press_id(reader, &["escort", number, &form.seq, verb]);
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
    fn verb(&self, texts: &mut Brought) -> Result<WindowVerb, Refused> {
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
                ending: self.ending(self.outcome()?, texts)?,
            },
            "call-this" => WindowVerb::CallThis {
                ticket: TicketNumber::new(&*self.pick),
                reason: self.call_reason.clone(),
            },
            "recall" => WindowVerb::Recall { ticket },
            "start" => WindowVerb::Start { ticket },
            "finish" => WindowVerb::Finish {
                ticket,
                ending: self.ending(self.outcome()?, texts)?,
            },
            "correction" => WindowVerb::Finish {
                ticket,
                ending: self.ending(Some(Outcome::AwaitingCorrection), texts)?,
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

    fn ending(&self, outcome: Option<Outcome>, texts: &mut Brought) -> Result<Ending, Refused> {
        let matter = self.matter.trim();
        Ok(Ending {
            outcome,
            next: self.next(),
            matter: (!matter.is_empty()).then(|| code_of(matter)).transpose()?,
            correction: self.correction(texts)?,
            whom: for_whom(
                &self.whom,
                self.mandates.split(BETWEEN).filter(|code| !code.is_empty()),
            )?,
        })
    }

    /// What is ticked or written of what is missing; none: nothing.
    fn correction(&self, texts: &mut Brought) -> Result<Option<Correction>, Refused> {
        let ticked = self
            .ticked
            .keys()
            .filter_map(|name| name.strip_prefix("missing-")?.parse().ok());
        let documents: Vec<u16> = ticked.collect();
        let remark = self.remark.trim();
        let says_what = !documents.is_empty() || !remark.is_empty();
        let look_through = !self.look_through.is_empty();
        if look_through && says_what {
            return Err(Refused::named_field(
                "either-missing",
                "look_through",
                "stands beside what is missing".to_owned(),
            ));
        }
        if look_through {
            return Ok(Some(Correction::LookThrough));
        }
        if !says_what {
            return Ok(None);
        }
        let remark = (!remark.is_empty())
            .then(|| texts.keep("remark", remark))
            .transpose()?;
        Ok(Some(Correction::Missing { documents, remark }))
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
