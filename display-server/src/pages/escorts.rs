//! The guides' page, made for a phone in the hand: open escorts, and the one press each needs next.

use askama::Template;
use axum::Form;
use axum::extract::Path;
use axum::extract::rejection::FormRejection;
use hall_protocol::escort::EscortsView;
use jiff::civil::Date;
use queue_core::command::{Command, EscortCommand, EscortVerb};
use queue_core::{EscortId, ServiceDay, WindowNumber};
use serde::Deserialize;

use super::frame::LivePage;
use super::guard::{Shown, drawn};
use super::locale::Locale;
use super::pressing::{bad_field, press_id, pressed, submit};
use super::reader::Reader;
use super::streams;
use crate::http::Refused;
use crate::views::Topic;

pub(super) async fn page(reader: Reader) -> Shown {
    let fragment = streams::fragment(&reader, Topic::Escorts).await?;
    let locale = reader.locale();
    let frame = reader.frame(&locale, locale.say("escorts-title"));
    drawn(&LivePage {
        f: frame,
        css: "escorts.css",
        script: "press.js",
        stream: reader.stream(),
        fragment: &fragment,
    })
}

pub(super) async fn events(reader: Reader) -> Shown {
    streams::stream(reader, Topic::Escorts).await
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
        "meet" => EscortVerb::Meet { escort },
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

#[derive(Template)]
#[template(path = "escorts/fragment.html")]
struct Fragment<'a> {
    s: &'a Locale<'a>,
    view: &'a EscortsView,
}

/// Draws the part of the guides' page that changes.
pub(super) fn fragment(view: &EscortsView, locale: &Locale<'_>) -> askama::Result<String> {
    Fragment { s: locale, view }.render()
}
