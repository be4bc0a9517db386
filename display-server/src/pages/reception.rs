//! Reception: a ticket for somebody without phone or document, and what becomes of a number.
//!
//! Invariant: the form carries the ids that the server made for it, so that sending it twice issues one ticket.

use askama::Template;
use axum::Form;
use axum::extract::rejection::FormRejection;
use axum::response::{IntoResponse, Redirect};
use hall_protocol::Language as WireLanguage;
use hall_protocol::ticket::TicketIssued;
use jiff::civil::Date;
use queue_core::command::{Command, Issue, Matter, VisitVerb};
use queue_core::plan::Language;
use queue_core::visit::{Assistance, Channel};
use queue_core::{ClassCode, RequestId, ServiceCode, ServiceDay, TicketNumber};
use serde::Deserialize;

use super::board::Marks;
use super::frame::Frame;
use super::guard::{Shown, drawn};
use super::pressing::{bad_field, random_id, submit, visit_command};
use super::qr::qr;
use super::reader::Reader;
use super::services::{GroupChoices, class_choices, need_choices, place_choices, service_choices};
use crate::http::Refused;
use crate::identity::token_hash;
use crate::views::Topic;

#[derive(Template)]
#[template(path = "reception/page.html")]
struct Page<'a> {
    f: Frame<'a>,
    day: Option<ServiceDay>,
    request: RequestId,
    token: RequestId,
    services: Vec<GroupChoices>,
    classes: Vec<(String, String)>,
    places: Vec<(String, String)>,
    needs: Vec<(String, String)>,
    /// The open escorts, as they stand; none while the hall is closed.
    escorts: Option<String>,
    stream: String,
}

#[derive(Template)]
#[template(path = "reception/slip.html")]
struct Slip<'a> {
    f: Frame<'a>,
    marks: Marks<'a>,
    ticket: TicketIssued,
    windows: String,
    url: String,
    qr: String,
}

/// A ticket for somebody; a box that is not ticked is not sent.
#[derive(Debug, Deserialize)]
pub(super) struct IssueForm {
    request: String,
    token: String,
    day: Date,
    service: String,
    #[serde(default)]
    class: String,
    #[serde(default)]
    language: WireLanguage,
    assist_walking: Option<String>,
    assist_seeing: Option<String>,
    assist_hearing: Option<String>,
    assist_reading: Option<String>,
    assist_language: Option<String>,
}

/// What is to become of a number.
#[derive(Debug, Deserialize)]
pub(super) struct TicketForm {
    day: Date,
    number: String,
    verb: String,
}

pub(super) async fn page(reader: Reader) -> Shown {
    let note = reader.note_about_number();
    show(&reader, note).await
}

pub(super) async fn issue(reader: Reader, form: Result<Form<IssueForm>, FormRejection>) -> Shown {
    let issued = match form {
        Ok(Form(form)) => submit_issue(&reader, &form)
            .await
            .map(|ticket| (ticket, form.token)),
        Err(problem) => Err(bad_field("form", &problem)),
    };
    match issued {
        Ok((ticket, token)) => slip(&reader, ticket, &token),
        Err(refused) => show(&reader, Some(reader.say_problem(refused.problem()))).await,
    }
}

pub(super) async fn ticket(reader: Reader, form: Result<Form<TicketForm>, FormRejection>) -> Shown {
    let done = match form {
        Ok(Form(form)) => submit_ticket(&reader, &form).await,
        Err(problem) => Err(bad_field("form", &problem)),
    };
    match done {
        Ok(to) => Ok(Redirect::to(&to).into_response()),
        Err(refused) => show(&reader, Some(reader.say_problem(refused.problem()))).await,
    }
}

async fn submit_issue(reader: &Reader, form: &IssueForm) -> Result<TicketIssued, Refused> {
    let command = Command::Issue(Issue {
        request: RequestId::parse(&form.request).map_err(|problem| bad_field("request", &problem))?,
        token: token_hash(&form.token).map_err(|problem| bad_field("token", &problem))?,
        matters: vec![Matter::Service(ServiceCode::new(&*form.service))],
        cases: 1,
        class: (!form.class.is_empty()).then(|| ClassCode::new(&*form.class)),
        booked_at: None,
        booking: None,
        holder: None,
        language: form.language(),
        assistance: form.assistance(),
        notify: Vec::new(),
        channel: Channel::Reception,
    });
    let answer = submit(reader, ServiceDay(form.day), command).await?;
    Ok(serde_json::from_slice(&answer.body)?)
}

/// Where to go when it is done: back, with a word about the number.
async fn submit_ticket(reader: &Reader, form: &TicketForm) -> Result<String, Refused> {
    let number = TicketNumber::new(form.number.trim().to_ascii_uppercase());
    let unknown = |_| Refused::from(queue_core::Rejection::UnknownTicket);
    let found = reader.state.owner.find_number(number).await.map_err(unknown)?;
    let (verb, done) = match form.verb.as_str() {
        "reactivate" => (VisitVerb::Reactivate, "reactivated"),
        "withdraw" => (VisitVerb::Withdraw, "withdrawn"),
        _ => return Err(bad_field("verb", &"unknown")),
    };
    let command = visit_command(reader, &found, form.day, verb);
    submit(reader, ServiceDay(form.day), command).await?;
    Ok(format!("/reception?{done}={}", found.number))
}

async fn show(reader: &Reader, note: Option<String>) -> Shown {
    let locale = reader.locale();
    let mut frame = reader.frame(&locale, locale.say("reception-title"));
    "/reception".clone_into(&mut frame.path);
    frame.note = note.or(frame.note);
    drawn(&Page {
        day: reader.state.owner.open_day().await?,
        request: random_id()?,
        token: random_id()?,
        services: service_choices(&locale),
        classes: class_choices(&locale),
        places: place_choices(&locale),
        needs: need_choices(&locale),
        escorts: super::streams::fragment(reader, Topic::Escorts).await.ok(),
        stream: format!("/escorts/events?lang={}", locale.tag()),
        f: frame,
    })
}

fn slip(reader: &Reader, ticket: TicketIssued, token: &str) -> Shown {
    let locale = reader.locale();
    let mut frame = reader.frame(&locale, locale.say("reception-title"));
    "/reception".clone_into(&mut frame.path);
    let windows = ticket.windows.iter().map(u16::to_string).collect::<Vec<_>>();
    let url = format!("{}/v/{token}", reader.plan.parts().hall.public_url);
    drawn(&Slip {
        marks: Marks(&locale),
        windows: windows.join(&locale.say("list-comma")),
        qr: qr(&url)?,
        url,
        ticket,
        f: frame,
    })
}

impl IssueForm {
    fn language(&self) -> Language {
        match self.language {
            WireLanguage::ZhHant => Language::ZhHant,
            WireLanguage::ZhHans => Language::ZhHans,
            WireLanguage::En => Language::En,
        }
    }

    fn assistance(&self) -> Vec<Assistance> {
        let boxes = [
            (&self.assist_walking, Assistance::Walking),
            (&self.assist_seeing, Assistance::Seeing),
            (&self.assist_hearing, Assistance::Hearing),
            (&self.assist_reading, Assistance::Reading),
            (&self.assist_language, Assistance::Language),
        ];
        boxes
            .into_iter()
            .filter(|(ticked, _)| ticked.is_some())
            .map(|(_, help)| help)
            .collect()
    }
}
