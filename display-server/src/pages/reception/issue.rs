//! A ticket at reception: one for all that somebody comes for, on paper or told.

use askama::Template;
use axum::response::{IntoResponse, Redirect};
use hall_protocol::Language as WireLanguage;
use hall_protocol::ticket::TicketIssued;
use queue_core::command::{Command, Issue};
use queue_core::visit::{Assistance, Channel};
use queue_core::{ClassCode, RequestId};
use serde::Deserialize;
use serde::de::value::{Error as WordError, StrDeserializer};

use super::{day, matters, refused};
use crate::http::{Refused, tickets};
use crate::identity::token_hash;
use crate::pages::board::Marks;
use crate::pages::filled::Filled;
use crate::pages::frame::Frame;
use crate::pages::guard::{Shown, drawn};
use crate::pages::pressing::{bad_field, submit};
use crate::pages::qr::qr;
use crate::pages::reader::Reader;

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

pub(in crate::pages) async fn issue(reader: Reader, mut form: Filled) -> Shown {
    match submit_issue(&reader, &mut form).await {
        Ok(ticket) if form.one("slip") == "no" => {
            Ok(Redirect::to(&format!("/reception?issued={}", ticket.number)).into_response())
        }
        Ok(ticket) => slip(&reader, ticket, form.one("token")),
        Err(problem) => refused(&reader, form, &problem).await,
    }
}

async fn submit_issue(reader: &Reader, form: &mut Filled) -> Result<TicketIssued, Refused> {
    let matters = matters(form);
    if matters.is_empty() {
        form.add_fault("service", reader.locale().say("problem-no-matter"));
    }
    let cases = form.one("cases");
    let cases: Result<u16, _> = if cases.is_empty() { Ok(1) } else { cases.parse() };
    if cases.is_err() {
        form.add_fault("cases", reader.locale().say("problem-bad-cases"));
    }
    let Some(cases) = cases.ok().filter(|_| !form.is_at_fault()) else {
        return Err(bad_field("form", &"incomplete"));
    };
    let class = form.one("class");
    let command = Command::Issue(Issue {
        cases,
        class: (!class.is_empty()).then(|| ClassCode::new(class)),
        assistance: form.all("assist").filter_map(assistance).collect(),
        prechecked: super::check::whole(&reader.plan, form),
        channel: Channel::Reception,
        ..tickets::remote(
            RequestId::parse(form.one("request")).map_err(|problem| bad_field("request", &problem))?,
            token_hash(form.one("token")).map_err(|problem| bad_field("token", &problem))?,
            matters,
            tickets::language(language(form)),
        )
    });
    let answer = submit(reader, day(form)?, command).await?;
    Ok(serde_json::from_slice(&answer.body)?)
}

/// The language of the slip.
pub(super) fn language(form: &Filled) -> WireLanguage {
    let known = WireLanguage::ALL.into_iter();
    known
        .into_iter()
        .find(|language| language.tag() == form.one("language"))
        .unwrap_or_default()
}

fn assistance(word: &str) -> Option<Assistance> {
    let word: StrDeserializer<'_, WordError> = StrDeserializer::new(word);
    Assistance::deserialize(word).ok()
}

/// The slip of a ticket, to print.
pub(super) fn slip(reader: &Reader, ticket: TicketIssued, token: &str) -> Shown {
    let locale = reader.locale();
    let mut frame = reader.frame(&locale, locale.say("reception-title"));
    "/reception".clone_into(&mut frame.path);
    let url = format!("{}/v/{token}", reader.plan.parts().hall.public_url);
    drawn(&Slip {
        marks: Marks(&locale),
        windows: locale.numbers(&ticket.windows),
        qr: qr(&url)?,
        url,
        ticket,
        f: frame,
    })
}
