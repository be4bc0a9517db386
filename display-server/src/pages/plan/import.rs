//! A plan file pasted into the draft, with every fault by its line; and the draft as a plan file.

use askama::Template;
use axum::Form;
use axum::extract::rejection::FormRejection;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect};
use hall_protocol::plan_version::PlanFaultView;

use super::desk::Desk;
use super::form::Filled;
use crate::http::Refused;
use crate::http::plans::{plan_of_toml, toml};
use crate::pages::frame::Frame;
use crate::pages::guard::Shown;
use crate::pages::pressing::bad_field;
use crate::pages::reader::Reader;
use crate::plan_file::document_of;

#[derive(Template)]
#[template(path = "plan/import.html")]
struct Page<'a> {
    f: Frame<'a>,
    text: &'a str,
    faults: Vec<PlanFaultView>,
}

pub(in crate::pages) async fn page(reader: Reader) -> Shown {
    show(&reader, "", Vec::new(), StatusCode::OK)
}

fn show(reader: &Reader, text: &str, faults: Vec<PlanFaultView>, status: StatusCode) -> Shown {
    let locale = reader.locale();
    let mut frame = reader.frame(&locale, locale.say("plan-import-title"));
    frame.note = (!faults.is_empty()).then(|| locale.say("plan-import-faults"));
    let page = Page {
        f: frame,
        text,
        faults,
    };
    let html = page.render().map_err(Refused::from)?;
    Ok((status, Html(html)).into_response())
}

pub(in crate::pages) async fn take(
    reader: Reader,
    sent: Result<Form<Vec<(String, String)>>, FormRejection>,
) -> Shown {
    let Form(sent) = sent.map_err(|problem| bad_field("form", &problem))?;
    let sent = Filled(sent);
    let text = sent.one("toml");
    match plan_of_toml(text) {
        Ok(plan) => {
            let mut desk = Desk::of(&reader).await?;
            desk.keep(&reader, document_of(&plan))?;
            Ok(Redirect::to("/plan").into_response())
        }
        Err(faults) => show(&reader, text, faults, StatusCode::UNPROCESSABLE_ENTITY),
    }
}

/// What is being written, as a plan file.
pub(in crate::pages) async fn export(reader: Reader) -> Shown {
    let desk = Desk::of(&reader).await?;
    Ok(toml(desk.document(), desk.base().0)?)
}
