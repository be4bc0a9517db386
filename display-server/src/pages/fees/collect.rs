//! The fee window: a notice's code is typed or scanned, and leads to the notice.

use askama::Template;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use queue_core::NoticeCode;
use queue_core::fee::FeeNotice;

use crate::http::fees::may_look;
use crate::pages::filled::Filled;
use crate::pages::frame::Frame;
use crate::pages::guard::{Shown, drawn};
use crate::pages::reader::Reader;

#[derive(Template)]
#[template(path = "fees/collect.html")]
struct Page<'a> {
    f: Frame<'a>,
    window: Option<u16>,
    /// Who is served there.
    ticket: Option<String>,
    form: Filled,
}

pub(in crate::pages) async fn page(reader: Reader) -> Shown {
    may_look(&reader.state, &reader.caller).await?;
    show(&reader, Filled::default()).await
}

pub(in crate::pages) async fn find(reader: Reader, Query(fields): Query<Vec<(String, String)>>) -> Shown {
    may_look(&reader.state, &reader.caller).await?;
    let mut form = Filled::sent(fields);
    let fault = match NoticeCode::parse(form.one("code")) {
        Err(_) => "fee-bad-code",
        Ok(code)
            if reader
                .state
                .reports
                .record::<FeeNotice>(code.clone())
                .await?
                .is_none() =>
        {
            "fee-unknown"
        }
        Ok(code) => {
            let window: Option<u16> = form.one("window").parse().ok();
            let window = window.map_or_else(String::new, |window| format!("?window={window}"));
            return Ok(Redirect::to(&format!("/fees/{code}{window}")).into_response());
        }
    };
    form.add_fault("code", reader.locale().say(fault));
    let page = show(&reader, form).await?;
    Ok((StatusCode::NOT_FOUND, page).into_response())
}

async fn show(reader: &Reader, form: Filled) -> Shown {
    let locale = reader.locale();
    let window = reader.asked("window").and_then(|window| window.parse().ok());
    let mut frame = reader.frame(&locale, locale.say("fee-collect-title"));
    "/fees/collect".clone_into(&mut frame.path);
    if let Some(window) = window {
        frame.kept = format!("window={window}&");
    }
    let console = match window {
        Some(window) => super::console(reader, window).await?,
        None => None,
    };
    drawn(&Page {
        ticket: console.as_ref().and_then(super::served).map(|(ticket, _)| ticket),
        window,
        form,
        f: frame,
    })
}
