//! A plan file taken into the draft, chosen or pasted, with every fault by its line; and the draft as a plan file.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect};
use hall_protocol::plan_version::PlanFaultView;

use super::desk::Desk;
use crate::http::plans::{plan_of_toml, toml};
use crate::http::{PLAN_LIMIT, Refused};
use crate::pages::frame::Frame;
use crate::pages::guard::Shown;
use crate::pages::multipart::{Chosen, WithFile};
use crate::pages::reader::Reader;
use crate::plan_file::document_of;

#[derive(Template)]
#[template(path = "plan/import.html")]
struct Page<'a> {
    f: Frame<'a>,
    sent: Sent,
    /// What is wrong with what was chosen, before any of it is read.
    fault: Option<String>,
    /// What is wrong within the file, by line.
    faults: Vec<PlanFaultView>,
}

/// What the form sent.
#[derive(Default)]
struct Sent {
    /// What was pasted.
    text: String,
    /// The file that was chosen.
    file: Option<Chosen>,
}

pub(in crate::pages) async fn page(reader: Reader) -> Shown {
    show(&reader, Sent::default(), None, Vec::new(), StatusCode::OK)
}

fn show(
    reader: &Reader,
    sent: Sent,
    fault: Option<&str>,
    faults: Vec<PlanFaultView>,
    status: StatusCode,
) -> Shown {
    let locale = reader.locale();
    let mut frame = reader.frame(&locale, locale.say("plan-import-title"));
    let note = match (fault, faults.is_empty()) {
        (Some(_), _) => Some("problem-bad-form"),
        (None, false) => Some("plan-import-faults"),
        (None, true) => None,
    };
    frame.note = note.map(|note| locale.say(note));
    let page = Page {
        fault: fault.map(|fault| locale.say(fault)),
        f: frame,
        sent,
        faults,
    };
    let html = page.render().map_err(Refused::from)?;
    Ok((status, Html(html)).into_response())
}

pub(in crate::pages) async fn take(reader: Reader, WithFile { form, file }: WithFile) -> Shown {
    let text = form.as_sent("toml").to_owned();
    let sent = Sent { text, file };
    let plan = sent.plan_text().map(plan_of_toml);
    match plan {
        Ok(Ok(plan)) => {
            let mut desk = Desk::of(&reader).await?;
            desk.keep(&reader, document_of(&plan))?;
            Ok(Redirect::to("/plan").into_response())
        }
        Ok(Err(faults)) => show(&reader, sent, None, faults, StatusCode::UNPROCESSABLE_ENTITY),
        Err(fault) => show(
            &reader,
            sent,
            Some(fault),
            Vec::new(),
            StatusCode::UNPROCESSABLE_ENTITY,
        ),
    }
}

impl Sent {
    /// The text of the one plan that was sent; else the key of what is wrong. Nobody knows which of two is meant.
    fn plan_text(&self) -> Result<&str, &'static str> {
        let is_pasted = !self.text.trim().is_empty();
        let Some(file) = &self.file else {
            return if is_pasted {
                Ok(&self.text)
            } else {
                Err("plan-import-nothing")
            };
        };
        if is_pasted {
            return Err("plan-import-both");
        }
        if file.bytes.len() > PLAN_LIMIT {
            return Err("plan-import-too-large");
        }
        let text = std::str::from_utf8(&file.bytes).map_err(|_| "plan-import-no-text")?;
        // Some editors begin a text with a mark of its byte order.
        Ok(text.trim_start_matches('\u{FEFF}'))
    }

    /// The name of the file that was chosen.
    fn name(&self) -> &str {
        self.file.as_ref().map_or("", |file| &file.name)
    }
}

/// What is being written, as a plan file.
pub(in crate::pages) async fn export(reader: Reader) -> Shown {
    let desk = Desk::of(&reader).await?;
    Ok(toml(desk.document(), desk.base().0)?)
}
