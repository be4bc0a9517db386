//! The manager's page for the ordinary and the bad day: what stands in the way now, and the presses that answer it.
//!
//! Invariant: what moves is a fragment with the presses that belong to it; the forms in which something is chosen or typed
//! stand beside it and do not move, so that nothing is taken from under anybody's hand.
//! Invariant: a form with a fault comes back as it was sent, and says at each field what is missing.

mod form;
mod press;

use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse};
use hall_protocol::notice::{HallDayView, HeldUp};
use queue_core::AreaCode;
use queue_core::plan::WindowPlan;

use super::filled::Filled;
use super::frame::Frame;
use super::guard::{Shown, Sorry};
use super::locale::Locale;
use super::reader::Reader;
use super::services::{GroupChoices, service_choices};
use super::streams;
use crate::http::Refused;
use crate::views::{Topic, ViewBody};

use form::{TEMPLATES, fresh};
pub(super) use press::press;

pub(super) async fn page(reader: Reader) -> Shown {
    show(&reader, StatusCode::OK, None, None).await
}

pub(super) async fn events(reader: Reader) -> Shown {
    streams::stream(reader, Topic::HallDay).await
}

#[derive(Template)]
#[template(path = "today/page.html")]
struct Page<'a> {
    f: Frame<'a>,
    stream: String,
    fragment: &'a str,
    view: &'a HallDayView,
    form: Filled,
    services: Vec<GroupChoices>,
    templates: [&'static str; TEMPLATES.len()],
    longest: usize,
}

/// The page; with a form as it was sent and its faults, or with a word about a press.
async fn show(reader: &Reader, status: StatusCode, sent: Option<Filled>, note: Option<String>) -> Shown {
    let fragment = streams::fragment(reader, Topic::HallDay).await?;
    let view = reader.state.owner.view(Topic::HallDay).await?;
    let ViewBody::HallDay(view) = &view.body else {
        return Err(Sorry::from(Refused::no_such()));
    };
    let locale = reader.locale();
    let mut frame = reader.frame(&locale, locale.say("today-title"));
    "/today".clone_into(&mut frame.path);
    frame.note = note.or(frame.note);
    let page = Page {
        stream: format!("/today/events?lang={}", locale.tag()),
        fragment: &fragment,
        view,
        form: sent.unwrap_or_default().over(fresh(reader, view, &locale)),
        services: service_choices(&locale),
        templates: TEMPLATES.map(|template| template.name),
        longest: crate::http::hall_day::LONGEST,
        f: frame,
    };
    let html = page.render().map_err(Refused::from)?;
    Ok((status, Html(html)).into_response())
}

#[derive(Template)]
#[template(path = "today/fragment.html")]
struct Fragment<'a> {
    s: &'a Locale<'a>,
    view: &'a HallDayView,
    stops: Vec<&'a HeldUp>,
    closed: Vec<Closed>,
}

/// A closed window for which nobody serves, and who could.
struct Closed {
    window: u16,
    name: String,
    groups: String,
    /// The windows with a clerk, the plan's deputy first.
    by: Vec<By>,
}

/// A window that could serve for another.
struct By {
    window: u16,
    is_deputy: bool,
}

/// Draws the part of the page that changes.
pub(super) fn fragment(view: &HallDayView, locale: &Locale<'_>) -> askama::Result<String> {
    let mut stops: Vec<&HeldUp> = view.stops.iter().collect();
    stops.sort_by_key(|held| (held.stop.cause != "evacuation", held.stop.since));
    Fragment {
        s: locale,
        view,
        stops,
        closed: closed(view, locale),
    }
    .render()
}

impl Fragment<'_> {
    /// An area's name.
    fn area(&self, code: &str) -> String {
        let area = self.s.plan.area(&AreaCode::new(code));
        area.map_or_else(|| code.to_owned(), |area| self.s.plan_name(&area.names))
    }

    /// The closed windows for which nobody serves.
    fn closed_numbers(&self) -> String {
        let mut numbers: Vec<u16> = self.closed.iter().map(|line| line.window).collect();
        numbers.sort_unstable();
        self.s.numbers(&numbers)
    }
}

fn closed(view: &HallDayView, locale: &Locale<'_>) -> Vec<Closed> {
    if view.staffed.is_empty() {
        return Vec::new();
    }
    let serves = |window: &&WindowPlan| {
        let number = window.number.get();
        view.staffed.contains(&number) || view.covers.iter().any(|cover| cover.window == number)
    };
    let windows = locale.plan.parts().windows.iter();
    let mut closed: Vec<Closed> = windows
        .filter(|window| !serves(window))
        .map(|window| closed_window(window, view, locale))
        .collect();
    // Whoever has a deputy in the hall is answered with one press, so they come first.
    closed.sort_by_key(|line| (!line.by.iter().any(|by| by.is_deputy), line.window));
    closed
}

fn closed_window(window: &WindowPlan, view: &HallDayView, locale: &Locale<'_>) -> Closed {
    let deputy = window.deputy.map(queue_core::WindowNumber::get);
    let mut by: Vec<By> = view
        .staffed
        .iter()
        .map(|number| By {
            window: *number,
            is_deputy: Some(*number) == deputy,
        })
        .collect();
    by.sort_by_key(|by| !by.is_deputy);
    Closed {
        window: window.number.get(),
        name: locale.plan_name(&window.names),
        groups: window
            .primary
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join(" "),
        by,
    }
}
