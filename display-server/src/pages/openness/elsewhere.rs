//! `/elsewhere`: what is not handled here. The list says what; a press on it says where and why, and is counted: the hall
//! sees what people miss.
//!
//! Invariant: whoever asks is told, although the hall could not count it.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect};
use queue_core::command::{Actor, AskElsewhere, Command};
use queue_core::plan::Elsewhere;
use queue_core::{ElsewhereCode, RequestId};

use crate::http::{Refused, clean};
use crate::pages::filled::Filled;
use crate::pages::frame::Frame;
use crate::pages::guard::{Shown, drawn};
use crate::pages::locale::Locale;
use crate::pages::pressing::{press_id, random_id};
use crate::pages::reader::Reader;
use crate::plan_file::elsewhere_reason;

#[derive(Template)]
#[template(path = "openness/elsewhere.html")]
struct Directory<'a> {
    f: Frame<'a>,
    /// A press on this list is counted once, however often it is sent.
    request: RequestId,
    /// Code and name.
    entries: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "openness/entry.html")]
struct Entry<'a> {
    f: Frame<'a>,
    place: String,
    phone: Option<String>,
    reason: String,
    approval: String,
}

pub(in crate::pages) async fn directory(reader: Reader) -> Shown {
    let locale = reader.locale();
    let entries = locale.plan.parts().elsewhere.iter();
    drawn(&Directory {
        request: random_id()?,
        entries: entries
            .map(|entry| (entry.code.to_string(), locale.plan_name(&entry.names)))
            .collect(),
        f: reader.frame(&locale, locale.say("elsewhere-title")),
    })
}

pub(in crate::pages) async fn entry(reader: Reader, Path(code): Path<String>) -> Shown {
    let locale = reader.locale();
    let entry = named(&locale, &code)?;
    drawn(&Entry {
        place: locale.plan_name(&entry.place),
        phone: entry.phone.clone(),
        reason: locale.of("elsewhere-reason", elsewhere_reason(entry.reason).name()),
        approval: approval(&locale, entry),
        f: reader.frame(&locale, locale.plan_name(&entry.names)),
    })
}

/// A press on the list: counted, then shown.
pub(in crate::pages) async fn ask(reader: Reader, Path(code): Path<String>, form: Filled) -> Shown {
    let locale = reader.locale();
    let entry = named(&locale, &code)?.code.clone();
    if let Ok(request) = RequestId::parse(form.one("request")) {
        count(&reader, request, &entry).await;
    }
    Ok(Redirect::to(&format!("/elsewhere/{entry}")).into_response())
}

async fn count(reader: &Reader, request: RequestId, entry: &ElsewhereCode) {
    // Staff that looks something up for somebody counts it with the advice.
    if reader.is_signed_in() {
        return;
    }
    let press = press_id(reader, &["elsewhere", &request.to_string(), entry.as_str()]);
    let command = Command::AskElsewhere(AskElsewhere {
        press,
        entry: entry.clone(),
    });
    if let Err(error) = reader.state.owner.submit_any_day(Actor::Public, command).await {
        tracing::warn!(%error, %entry, "somebody asked for what is not handled here, and was not counted");
    }
}

fn named<'a>(locale: &Locale<'a>, code: &str) -> Result<&'a Elsewhere, Refused> {
    let entry = locale.plan.elsewhere(&ElsewhereCode::new(clean(code)));
    entry.ok_or_else(Refused::no_such)
}

/// Who agreed, and until when: `本級政府核准，有效至 2026 年 12 月 31 日`.
fn approval(locale: &Locale<'_>, entry: &Elsewhere) -> String {
    let by = locale.plan_name(&entry.approved_by);
    match entry.approved_until {
        Some(until) => {
            let until = locale.day(&until);
            locale.fill("elsewhere-approved-until", &[("by", &by), ("until", &until)])
        }
        None => locale.fill("elsewhere-approved", &[("by", &by)]),
    }
}
