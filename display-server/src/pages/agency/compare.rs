//! `/compare`: a department's own list of what it completed, chosen or pasted, compared with the hall.

use askama::Template;
use axum::body::Bytes;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use hall_protocol::agency::{ComparisonPressed, ComparisonView, ComparisonsView};
use jiff::civil::Date;
use queue_core::RequestId;
use queue_core::agency::Differs;

use crate::http::agency::code_of;
use crate::http::agency::comparisons::{KIND, ListOf, all, csv, made, view};
use crate::http::{PLAN_LIMIT, Refused, clean};
use crate::pages::faults::place_faults;
use crate::pages::filled::Filled;
use crate::pages::frame::Frame;
use crate::pages::guard::{Shown, drawn};
use crate::pages::multipart::WithFile;
use crate::pages::pressing::{bad_field, random_id};
use crate::pages::reader::Reader;
use crate::views::differs_name;

#[derive(Template)]
#[template(path = "agency/compare.html")]
struct Page<'a> {
    f: Frame<'a>,
    press: RequestId,
    form: Filled,
    /// Code and name.
    departments: Vec<(String, String)>,
    list: &'a ComparisonsView,
    today: Date,
}

#[derive(Template)]
#[template(path = "agency/comparison.html")]
struct One<'a> {
    f: Frame<'a>,
    view: &'a ComparisonView,
    department: String,
    /// Each kind of difference that there is, and how many.
    counts: Vec<(&'static str, usize)>,
}

pub(in crate::pages) async fn page(reader: Reader) -> Shown {
    show(&reader, Filled::default(), StatusCode::OK, None).await
}

async fn show(reader: &Reader, form: Filled, status: StatusCode, note: Option<String>) -> Shown {
    let list = all(&reader.state, &reader.caller).await?;
    let locale = reader.locale();
    let mut frame = reader.frame(&locale, locale.say("compare-title"));
    frame.note = note;
    let departments = reader.plan.parts().departments.iter();
    let page = drawn(&Page {
        press: RequestId::parse(form.one("press")).or_else(|_| random_id())?,
        departments: departments
            .map(|one| (one.code.clone(), locale.plan_name(&one.names)))
            .collect(),
        today: crate::http::records::standing(&reader.state).await?.day,
        list: &list,
        form,
        f: frame,
    })?;
    Ok((status, page).into_response())
}

pub(in crate::pages) async fn take(reader: Reader, WithFile { mut form, file }: WithFile) -> Shown {
    let file = file.map(|file| file.bytes).filter(|bytes| !bytes.is_empty());
    match compared(&reader, &form, file.as_ref()).await {
        Ok(code) => Ok(Redirect::to(&format!("/compare/{code}")).into_response()),
        Err(refused) => {
            let note = place_faults(&reader, &mut form, &refused, &["department", "from", "to", "csv"]);
            show(&reader, form, refused.status(), note).await
        }
    }
}

async fn compared(reader: &Reader, form: &Filled, file: Option<&Bytes>) -> Result<String, Refused> {
    let press = RequestId::parse(form.one("press")).map_err(|problem| bad_field("press", &problem))?;
    let date = |field: &'static str| -> Result<Date, Refused> {
        let text = form.one(field);
        text.parse()
            .map_err(|_| Refused::bad_field(field, "expected a date such as 2026-03-02"))
    };
    let list = ListOf {
        department: clean(form.one("department")),
        from: date("from")?,
        to: date("to")?,
    };
    let text = match file {
        Some(bytes) if bytes.len() > PLAN_LIMIT => return Err(no_text()),
        Some(bytes) => std::str::from_utf8(bytes).map_err(|_| no_text())?,
        None => form.one("csv"),
    };
    let answer = made(&reader.state, &reader.caller, press, &list, text).await?;
    let made: ComparisonPressed = serde_json::from_slice(&answer.body)?;
    Ok(made.code)
}

/// Spreadsheets like to save in another encoding.
fn no_text() -> Refused {
    let problem = "is no text in UTF-8, or larger than 1 MiB; save it as CSV UTF-8";
    Refused::named_field("list-no-text", "csv", problem.to_owned())
}

pub(in crate::pages) async fn one(reader: Reader, Path(code): Path<String>) -> Shown {
    let code = code_of(KIND, &code)?;
    let view = view(&reader.state, &reader.caller, &code).await?;
    if reader.asked("format") == Some("csv") {
        return Ok(csv(&view));
    }
    let locale = reader.locale();
    let counts = Differs::ALL.map(|what| {
        let name = differs_name(what);
        (
            name,
            view.differences.iter().filter(|one| one.what == name).count(),
        )
    });
    drawn(&One {
        department: locale.department(&view.line.department),
        counts: counts.into_iter().filter(|(_, count)| *count > 0).collect(),
        f: reader.frame(&locale, locale.say("compare-one")),
        view: &view,
    })
}

impl Page<'_> {
    fn fault(&self, field: &str) -> Option<&str> {
        self.form.fault(field)
    }

    fn department(&self, code: &str) -> String {
        self.f.s.department(code)
    }

    fn date(&self, field: &str) -> String {
        let sent = self.form.one(field);
        if sent.is_empty() {
            self.today.to_string()
        } else {
            sent.to_owned()
        }
    }
}

impl One<'_> {
    fn day(&self, on: &Option<Date>) -> String {
        on.map_or_else(|| "–".to_owned(), |on| self.f.s.short_day(&on))
    }

    fn how(&self, how: &Option<String>) -> String {
        how.as_ref()
            .map_or_else(String::new, |how| self.f.s.of("completion", how))
    }

    fn mark(&self, what: &str) -> &'static str {
        match what {
            "unknown_here" => "overdue",
            "not_done_here" | "not_done_there" | "other_end" => "warned",
            _ => "",
        }
    }
}
