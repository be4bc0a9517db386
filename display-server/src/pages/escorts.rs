//! The guides' page, made for a phone in the hand: duty, what is offered to this guide, and the one press each job
//! needs next. Reception and the manager see every open job, and take those that are left to them.

use askama::Template;
use axum::Form;
use axum::extract::Path;
use axum::extract::rejection::FormRejection;
use axum::response::{IntoResponse, Redirect};
use hall_protocol::escort::{EscortView, EscortsView, GuideJob, GuideView, Turn};
use jiff::civil::Date;
use queue_core::command::{Command, EscortCommand, EscortVerb, VisitVerb};
use queue_core::plan::Role;
use queue_core::{DeviceId, EscortId, Rejection, RequestId, ServiceDay, TicketNumber, WindowNumber};
use serde::Deserialize;

use super::frame::LivePage;
use super::guard::{Shown, drawn};
use super::locale::Locale;
use super::pressing::{bad_field, press_id, pressed, submit, visit_command};
use super::reader::Reader;
use super::services::{need_of, place_choices};
use super::streams;
use crate::http::Refused;
use crate::identity::Caller;
use crate::views::Topic;

pub(super) async fn page(reader: Reader) -> Shown {
    let fragment = streams::fragment(&reader, topic(&reader)).await?;
    let locale = reader.locale();
    let mut frame = reader.frame(&locale, locale.say("escorts-title"));
    frame.note = reader.note_about_number().or(frame.note);
    drawn(&LivePage {
        f: frame,
        css: "escorts.css",
        script: "guide.js",
        stream: reader.stream(),
        fragment: &fragment,
    })
}

pub(super) async fn events(reader: Reader) -> Shown {
    let topic = topic(&reader);
    streams::stream(reader, topic).await
}

/// A guide's own page; whoever else may look sees all jobs.
fn topic(reader: &Reader) -> Topic {
    match &reader.caller {
        Caller::Person(person) if person.role == Role::Guide => Topic::Guide(person.code.clone()),
        Caller::Person(_) | Caller::Device(_) | Caller::Nobody => Topic::Escorts,
    }
}

/// A press at one escort.
#[derive(Debug, Deserialize)]
pub(super) struct PressForm {
    seq: u64,
    day: Date,
    verb: String,
    window: Option<u16>,
}

pub(super) async fn press(
    reader: Reader,
    Path(escort): Path<u32>,
    form: Result<Form<PressForm>, FormRejection>,
) -> Shown {
    let outcome = match form {
        Ok(Form(form)) => submit_press(&reader, escort, &form).await,
        Err(problem) => Err(bad_field("form", &problem)),
    };
    pressed(&reader, "/escorts", outcome)
}

async fn submit_press(reader: &Reader, escort: u32, form: &PressForm) -> Result<(), Refused> {
    let verb = verb(EscortId(escort), form)?;
    let seq = form.seq.to_string();
    let press = press_id(reader, &["escort", &escort.to_string(), &seq, &form.verb]);
    let command = Command::Escort(EscortCommand { press, verb });
    submit(reader, ServiceDay(form.day), command).await.map(drop)
}

fn verb(escort: EscortId, form: &PressForm) -> Result<EscortVerb, Refused> {
    Ok(match form.verb.as_str() {
        "accept" => EscortVerb::Accept { escort },
        "decline" => EscortVerb::Decline { escort },
        "release" => EscortVerb::Release { escort },
        "meet" => EscortVerb::Meet { escort },
        "fetch" => EscortVerb::Fetch { escort },
        "done" => EscortVerb::Done { escort },
        "cancel" => EscortVerb::Cancel { escort },
        "hand-over" => {
            let window = form.window.ok_or_else(|| bad_field("window", &"choose one"))?;
            EscortVerb::HandOver {
                escort,
                window: WindowNumber::new(window),
            }
        }
        _ => return Err(bad_field("verb", &"unknown")),
    })
}

/// Somebody whom a guide meets: called in vain and here now, or going home.
#[derive(Debug, Deserialize)]
pub(super) struct NumberForm {
    day: Date,
    number: String,
    verb: String,
}

pub(super) async fn number(reader: Reader, form: Result<Form<NumberForm>, FormRejection>) -> Shown {
    let outcome = match form {
        Ok(Form(form)) => submit_number(&reader, &form).await,
        Err(problem) => Err(bad_field("form", &problem)),
    };
    match outcome {
        Ok(to) => Ok(Redirect::to(&to).into_response()),
        Err(refused) => pressed(&reader, "/escorts", Err(refused)),
    }
}

async fn submit_number(reader: &Reader, form: &NumberForm) -> Result<String, Refused> {
    let number = TicketNumber::new(form.number.trim().to_ascii_uppercase());
    let found = reader.state.owner.find_number(number).await;
    let found = found.map_err(|_| Refused::from(Rejection::UnknownTicket))?;
    let (verb, done) = match form.verb.as_str() {
        "reactivate" => (VisitVerb::Reactivate, "reactivated"),
        "withdraw" => (VisitVerb::Withdraw, "withdrawn"),
        _ => return Err(bad_field("verb", &"unknown")),
    };
    let command = visit_command(reader, &found, form.day, verb);
    submit(reader, ServiceDay(form.day), command).await?;
    Ok(format!("/escorts?{done}={}", found.number))
}

/// A guide signs on or off.
#[derive(Debug, Deserialize)]
pub(super) struct DutyForm {
    seq: u64,
    day: Date,
    verb: String,
    #[serde(default)]
    place: String,
}

pub(super) async fn duty(reader: Reader, form: Result<Form<DutyForm>, FormRejection>) -> Shown {
    let outcome = match form {
        Ok(Form(form)) => submit_duty(&reader, &form).await,
        Err(problem) => Err(bad_field("form", &problem)),
    };
    pressed(&reader, "/escorts", outcome)
}

async fn submit_duty(reader: &Reader, form: &DutyForm) -> Result<(), Refused> {
    let verb = match form.verb.as_str() {
        "on" => EscortVerb::OnDuty {
            place: DeviceId::new(&*form.place),
        },
        "off" => EscortVerb::OffDuty,
        _ => return Err(bad_field("verb", &"unknown")),
    };
    let press = press_id(reader, &["duty", &form.seq.to_string(), &form.verb, &form.place]);
    let command = Command::Escort(EscortCommand { press, verb });
    submit(reader, ServiceDay(form.day), command).await.map(drop)
}

/// Reception calls a guide for somebody.
#[derive(Debug, Deserialize)]
pub(super) struct RequestForm {
    request: String,
    day: Date,
    place: String,
    need: String,
    #[serde(default)]
    ticket: String,
}

pub(super) async fn request(reader: Reader, form: Result<Form<RequestForm>, FormRejection>) -> Shown {
    let outcome = match form {
        Ok(Form(form)) => submit_request(&reader, &form).await,
        Err(problem) => Err(bad_field("form", &problem)),
    };
    pressed(&reader, "/reception", outcome)
}

async fn submit_request(reader: &Reader, form: &RequestForm) -> Result<(), Refused> {
    // The page's id is a ticket's as well: this press has one of its own that follows from it.
    RequestId::parse(&form.request).map_err(|problem| bad_field("request", &problem))?;
    let ticket = form.ticket.trim().to_ascii_uppercase();
    let press = press_id(reader, &["help", &form.request, &form.place, &form.need, &ticket]);
    let verb = EscortVerb::Request {
        place: DeviceId::new(&*form.place),
        ticket: (!ticket.is_empty()).then(|| TicketNumber::new(ticket)),
        need: need_of(&form.need),
    };
    let command = Command::Escort(EscortCommand { press, verb });
    submit(reader, ServiceDay(form.day), command).await.map(drop)
}

#[derive(Template)]
#[template(path = "escorts/fragment.html")]
struct Fragment<'a> {
    s: &'a Locale<'a>,
    view: &'a EscortsView,
}

/// Draws all open jobs, for those who may stand in.
pub(super) fn fragment(view: &EscortsView, locale: &Locale<'_>) -> askama::Result<String> {
    Fragment { s: locale, view }.render()
}

impl Fragment<'_> {
    /// Whether somebody who looks may take the job in a guide's stead; the hall's rules say who.
    fn is_left(&self, job: &EscortView) -> bool {
        job.left_to.is_some() || job.overdue_stage.as_deref() == Some("accept")
    }
}

#[derive(Template)]
#[template(path = "escorts/guide.html")]
struct GuideFragment<'a> {
    s: &'a Locale<'a>,
    view: &'a GuideView,
    places: Vec<(String, String)>,
    own: Vec<&'a GuideJob>,
    others: Vec<&'a GuideJob>,
}

/// Draws the part of a guide's page that changes.
pub(super) fn guide_fragment(view: &GuideView, locale: &Locale<'_>) -> askama::Result<String> {
    let (others, own) = view.jobs.iter().partition(|job| job.turn == Turn::Others);
    GuideFragment {
        s: locale,
        view,
        places: place_choices(locale),
        own,
        others,
    }
    .render()
}

impl GuideFragment<'_> {
    /// The name by which a card is styled, and rings.
    fn turn(&self, job: &GuideJob) -> &'static str {
        match job.turn {
            Turn::Offered => "offered",
            Turn::Mine => "mine",
            Turn::Open => "open",
            Turn::AtWindow => "at-window",
            Turn::Others => "others",
        }
    }

    fn rings(&self, job: &GuideJob) -> bool {
        matches!(job.turn, Turn::Offered | Turn::Open)
    }
}
