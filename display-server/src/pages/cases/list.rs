//! The list of cases: those that are not done, in the order of their last day, with what needs somebody first.

use askama::Template;
use axum::extract::Query;
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Redirect};
use hall_protocol::case::{CaseLine, LimitName, StandingName};
use jiff::civil::Date;
use queue_core::MatterCode;
use queue_core::case::Case;

use crate::http::Refused;
use crate::http::cases::{CASES_LISTED, cases};
use crate::identity::Caller;
use crate::pages::filled::Filled;
use crate::pages::frame::Frame;
use crate::pages::guard::{Shown, drawn};
use crate::pages::locale::Locale;
use crate::pages::reader::Reader;
use crate::store::Which;

/// What a list can be narrowed to, as its address spells it; the first is all that are not done.
const VIEWS: [&str; 10] = [
    "all",
    "mine",
    "overdue",
    "warned",
    "received",
    "awaiting_correction",
    "stopped",
    "away",
    "asks",
    "supervised",
];

#[derive(Template)]
#[template(path = "cases/list.html")]
struct Page<'a> {
    f: Frame<'a>,
    views: Vec<View>,
    cases: Vec<CaseLine>,
    /// The day whose finished cases are shown; none: those that are not done.
    closed_on: Option<Date>,
    day: Date,
    /// How many are not shown, since a list has an end.
    more: usize,
    /// What was looked for, and why it was not found.
    sought: Option<(String, String)>,
}

/// A narrower list, and how many are in it.
struct View {
    name: &'static str,
    count: usize,
    is_shown: bool,
}

pub(in crate::pages) async fn page(reader: Reader, uri: Uri) -> Shown {
    show(&reader, &uri, None).await
}

/// The code is typed, or scanned: on to its case.
pub(in crate::pages) async fn find(
    reader: Reader,
    uri: Uri,
    Query(fields): Query<Vec<(String, String)>>,
) -> Shown {
    let form = Filled::sent(fields);
    let typed = form.one("code").to_owned();
    let fault = match MatterCode::parse(&typed) {
        Err(_) => "matter-bad-code",
        Ok(code) if reader.state.reports.record::<Case>(code.clone()).await?.is_none() => "matter-unknown",
        Ok(code) => return Ok(Redirect::to(&format!("/cases/{code}")).into_response()),
    };
    let fault = reader.locale().say(fault);
    let page = show(&reader, &uri, Some((typed, fault))).await?;
    Ok((StatusCode::NOT_FOUND, page).into_response())
}

async fn show(reader: &Reader, uri: &Uri, sought: Option<(String, String)>) -> Shown {
    let shown = VIEWS
        .into_iter()
        .find(|view| reader.asked("show") == Some(*view))
        .unwrap_or("all");
    let closed_on = closed_on(reader)?;
    let which = closed_on.map_or(Which::Open, |day| Which::Closed { from: day, to: day });
    let found = cases(&reader.state, &reader.caller, which).await?;
    let me = me(reader);
    let views = VIEWS.map(|name| View {
        name,
        count: found.cases.iter().filter(|case| belongs(name, case, &me)).count(),
        is_shown: name == shown,
    });
    let locale = reader.locale();
    let mut frame = reader.frame(&locale, locale.say("cases-title"));
    "/cases".clone_into(&mut frame.path);
    frame.kept = kept(uri);
    let mut lines: Vec<_> = found
        .cases
        .into_iter()
        .filter(|case| belongs(shown, case, &me))
        .collect();
    let more = lines.len().saturating_sub(CASES_LISTED as usize);
    lines.truncate(CASES_LISTED as usize);
    drawn(&Page {
        f: frame,
        views: views
            .into_iter()
            .filter(|view| view.count > 0 || view.name == "all")
            .collect(),
        cases: lines,
        closed_on,
        day: found.day,
        more,
        sought,
    })
}

/// Who looks.
fn me(reader: &Reader) -> String {
    match &reader.caller {
        Caller::Person(person) => person.code.to_string(),
        Caller::Device(_) | Caller::Nobody => String::new(),
    }
}

fn closed_on(reader: &Reader) -> Result<Option<Date>, Refused> {
    let asked = reader.asked("closed_on").filter(|text| !text.is_empty());
    asked
        .map(|text| {
            text.parse()
                .map_err(|_| Refused::bad_field("closed_on", "expected a date such as 2026-03-02"))
        })
        .transpose()
}

/// The question in the address, without the language, for the links to other languages.
fn kept(uri: &Uri) -> String {
    let pairs = uri.query().unwrap_or_default().split('&');
    let kept = pairs.filter(|pair| !pair.is_empty() && !pair.starts_with("lang="));
    kept.fold(String::new(), |kept, pair| kept + pair + "&")
}

/// Whether a case belongs to a narrower list.
fn belongs(view: &str, case: &CaseLine, me: &str) -> bool {
    match view {
        "mine" => case.clerk == me,
        "overdue" => case.limit == Some(LimitName::Overdue),
        "warned" => case.limit == Some(LimitName::Warned),
        "received" => case.standing == StandingName::Received,
        "awaiting_correction" => case.standing == StandingName::AwaitingCorrection,
        "stopped" => case.stopped.is_some(),
        "away" => case.away.is_some(),
        "asks" => case.asks,
        "supervised" => case.supervised,
        _ => true,
    }
}

impl Page<'_> {
    fn mark(&self, case: &CaseLine) -> &'static str {
        super::mark(case.standing, case.limit)
    }

    fn department(&self, code: &str) -> String {
        self.f.s.department(code)
    }

    fn reason(&self, code: &str) -> String {
        reason(self.f.s, code)
    }
}

/// A reason for a clock to stand still; the code itself when the plan has none.
pub(super) fn reason(locale: &Locale<'_>, code: &str) -> String {
    let known = locale.plan.cases().stop_reason(code);
    known.map_or_else(|| code.to_owned(), |known| locale.plan_name(&known.names))
}
