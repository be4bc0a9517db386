//! The list of follow-ups that whoever looks may see, in the order of their last day.

use askama::Template;
use axum::extract::Query;
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Redirect};
use hall_protocol::case::LimitName;
use hall_protocol::followup::{FollowupKindName, FollowupLine};
use jiff::civil::Date;
use queue_core::FollowupCode;
use queue_core::plan::Role;

use crate::http::Refused;
use crate::http::followups::{followup_view, followups, person_of};
use crate::pages::filled::Filled;
use crate::pages::frame::Frame;
use crate::pages::guard::{Shown, drawn};
use crate::pages::reader::Reader;
use crate::store::Which;

/// What a list can be narrowed to besides a kind, as its address spells it.
const VIEWS: [&str; 4] = ["all", "mine", "overdue", "warned"];

#[derive(Template)]
#[template(path = "followups/list.html")]
struct Page<'a> {
    f: Frame<'a>,
    views: Vec<View>,
    lines: Vec<FollowupLine>,
    /// The day on which those that are shown were over; none: they are not.
    closed_on: Option<Date>,
    day: Date,
    /// How many there are beyond the list's end.
    more: usize,
    /// Whether whoever looks handles them, or is only their subject.
    handles: bool,
    /// The code of what was entered just now.
    entered: Option<String>,
    /// What was looked for, and why it was not found.
    sought: Option<(String, String)>,
}

/// A narrower list, and how many are in it.
struct View {
    name: &'static str,
    label: String,
    count: usize,
    is_shown: bool,
}

pub(in crate::pages) async fn page(reader: Reader, uri: Uri) -> Shown {
    show(&reader, &uri, None).await
}

/// The code is typed, or scanned: on to its page.
pub(in crate::pages) async fn find(
    reader: Reader,
    uri: Uri,
    Query(fields): Query<Vec<(String, String)>>,
) -> Shown {
    let form = Filled::sent(fields);
    let typed = form.one("code").to_owned();
    let fault = match FollowupCode::parse(&typed) {
        Err(_) => "follow-bad-code",
        Ok(code) => match followup_view(&reader.state, &reader.caller, &code).await {
            Ok(_) => return Ok(Redirect::to(&format!("/followups/{code}")).into_response()),
            Err(refused) if refused.problem().status == 404 => "follow-unknown",
            Err(refused) => return Err(refused.into()),
        },
    };
    let fault = reader.locale().say(fault);
    let page = show(&reader, &uri, Some((typed, fault))).await?;
    Ok((StatusCode::NOT_FOUND, page).into_response())
}

async fn show(reader: &Reader, uri: &Uri, sought: Option<(String, String)>) -> Shown {
    let closed_on = closed_on(reader)?;
    let which = closed_on.map_or(Which::Open, |day| Which::Closed { from: day, to: day });
    let found = followups(&reader.state, &reader.caller, which).await?;
    let (me, role) = person_of(&reader.caller).ok_or_else(Refused::who_are_you)?;
    let asked = reader.asked("show").unwrap_or("all");
    let kinds = FollowupKindName::ALL.iter().map(|kind| kind.name());
    let locale = reader.locale();
    let views = VIEWS.into_iter().chain(kinds).map(|name| View {
        name,
        label: label(&locale, name),
        count: found
            .followups
            .iter()
            .filter(|line| belongs(name, line, me.as_str()))
            .count(),
        is_shown: name == asked,
    });
    let views: Vec<_> = views
        .filter(|view| view.count > 0 || view.name == "all")
        .collect();
    let mut frame = reader.frame(&locale, locale.say("followups-title"));
    "/followups".clone_into(&mut frame.path);
    frame.kept = kept(uri);
    let listed = found.followups.len();
    let lines = found.followups.into_iter();
    drawn(&Page {
        views,
        lines: lines.filter(|line| belongs(asked, line, me.as_str())).collect(),
        closed_on,
        day: found.day,
        more: (found.total as usize).saturating_sub(listed),
        handles: matches!(role, Role::Manager | Role::Overseer),
        entered: reader
            .asked("entered")
            .and_then(|code| FollowupCode::parse(code).ok())
            .map(|code| code.to_string()),
        sought,
        f: frame,
    })
}

fn label(locale: &crate::pages::locale::Locale<'_>, name: &str) -> String {
    if VIEWS.contains(&name) {
        locale.of("followups-view", name)
    } else {
        locale.of("followup-kind", name)
    }
}

/// Whether a follow-up belongs to a narrower list.
fn belongs(view: &str, line: &FollowupLine, me: &str) -> bool {
    match view {
        "mine" => line.assigned.as_deref() == Some(me),
        "overdue" => line.limit == Some(LimitName::Overdue),
        "warned" => line.limit == Some(LimitName::Warned),
        kind => FollowupKindName::of(kind).is_none_or(|kind| line.kind == kind),
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
    let kept = pairs.filter(|pair| pair.starts_with("show=") || pair.starts_with("closed_on="));
    kept.fold(String::new(), |kept, pair| kept + pair + "&")
}

impl Page<'_> {
    fn mark(&self, line: &FollowupLine) -> &'static str {
        super::mark(line)
    }

    fn about(&self, line: &FollowupLine) -> String {
        super::about(self.f.s, line)
    }
}
