//! Where a matter stands, for whoever has its code: nothing here says whose it is, or who handles it.

use askama::Template;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use hall_protocol::case::{MatterView, StandingName};
use queue_core::MatterCode;

use crate::http::Refused;
use crate::http::cases::matter_view;
use crate::pages::filled::Filled;
use crate::pages::frame::Frame;
use crate::pages::guard::{Shown, drawn};
use crate::pages::reader::Reader;

#[derive(Template)]
#[template(path = "cases/ask.html")]
struct Ask<'a> {
    f: Frame<'a>,
    form: Filled,
}

#[derive(Template)]
#[template(path = "cases/progress.html")]
struct Page<'a> {
    f: Frame<'a>,
    view: &'a MatterView,
    windows: String,
}

/// The code is typed, or scanned: on to its page.
pub(in crate::pages) async fn ask(reader: Reader, Query(fields): Query<Vec<(String, String)>>) -> Shown {
    let mut form = Filled::sent(fields);
    let typed = form.one("code");
    if typed.is_empty() {
        return asked(&reader, form, StatusCode::OK);
    }
    if let Ok(code) = MatterCode::parse(typed) {
        return Ok(Redirect::to(&format!("/m/{code}")).into_response());
    }
    form.add_fault("code", reader.locale().say("matter-bad-code"));
    asked(&reader, form, StatusCode::UNPROCESSABLE_ENTITY)
}

fn asked(reader: &Reader, form: Filled, status: StatusCode) -> Shown {
    let locale = reader.locale();
    let page = drawn(&Ask {
        f: reader.frame(&locale, locale.say("matter-title")),
        form,
    })?;
    Ok((status, page).into_response())
}

pub(in crate::pages) async fn page(reader: Reader, Path(code): Path<String>) -> Shown {
    let code = MatterCode::parse(&code).map_err(|_| Refused::no_such())?;
    let view = match matter_view(&reader.state, &code).await {
        Ok(view) => view,
        Err(refused) if refused.problem().status == 404 => {
            let mut form = Filled::sent(vec![("code".to_owned(), code.to_string())]);
            form.add_fault("code", reader.locale().say("matter-unknown"));
            return asked(&reader, form, StatusCode::NOT_FOUND);
        }
        Err(refused) => return Err(refused.into()),
    };
    let locale = reader.locale();
    let windows = crate::views::windows(&reader.plan, &view.service.code);
    drawn(&Page {
        windows: locale.numbers(&windows),
        f: reader.frame(&locale, locale.say("matter-title")),
        view: &view,
    })
}

impl Page<'_> {
    /// What the visitor should do, as the family of texts spells it.
    fn advice(&self) -> &'static str {
        match self.view.standing {
            StandingName::Received => "received",
            StandingName::AwaitingCorrection => "awaiting_correction",
            StandingName::Open if self.view.overdue => "overdue",
            StandingName::Open => "open",
            StandingName::Closed if self.view.collected_on.is_some() => "collected",
            StandingName::Closed => "closed",
        }
    }
}
