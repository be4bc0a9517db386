//! What managers and overseers see: doubtful ratings that wait for them, bad ones, and the figures of a day.

use askama::Template;
use axum::http::Uri;
use hall_protocol::rating::{RatingLine, RatingsOf, RatingsView};
use jiff::civil::Date;
use queue_core::ServiceDay;

use super::{Row, or_few};
use crate::http::ratings::{decide, ratings};
use crate::http::{Refused, ReportQuestion, report_of};
use crate::pages::filled::Filled;
use crate::pages::frame::Frame;
use crate::pages::guard::{Shown, drawn};
use crate::pages::locale::Locale;
use crate::pages::pressing::{bad_field, press_id, pressed};
use crate::pages::reader::Reader;

#[derive(Template)]
#[template(path = "ratings/list.html")]
struct Page<'a> {
    f: Frame<'a>,
    view: &'a RatingsView,
    day: Date,
    /// Whether the day is still open, and so nothing of it is told.
    is_open: bool,
    parts: Vec<Part>,
    shown_from: u32,
}

/// Figures under one heading.
struct Part {
    caption: String,
    rows: Vec<Row>,
}

pub(in crate::pages) async fn page(reader: Reader, uri: Uri) -> Shown {
    let question = ReportQuestion::read(&uri)?;
    let view = ratings(&reader.state).await?;
    let day = question.day.unwrap_or(view.day);
    let told = match report_of(&reader.state, Some(day)).await {
        Ok(report) => report.ratings,
        Err(refused) if refused.problem().status == 404 => Vec::new(),
        Err(refused) => return Err(refused.into()),
    };
    let open = reader.state.owner.open_day().await?;
    let locale = reader.locale();
    let mut frame = reader.frame(&locale, locale.say("ratings-title"));
    frame.kept = question.day.map_or_else(String::new, |day| format!("day={day}&"));
    drawn(&Page {
        f: frame,
        view: &view,
        day,
        is_open: open == Some(ServiceDay(day)),
        parts: parts(&locale, &told),
        shown_from: reader.plan.ratings().shown_from,
    })
}

/// The whole hall with its departments, then services, then windows.
fn parts(locale: &Locale<'_>, told: &[RatingsOf]) -> Vec<Part> {
    let enough = locale.plan.ratings().enough.to_string();
    let part = |caption: String, by: &[&str]| {
        let rows = told.iter().filter(|of| by.contains(&of.by.as_str()));
        let rows = rows.map(|of| Row::new(name(locale, of), of.figures)).collect();
        Part { caption, rows }
    };
    let parts = [
        part(locale.say("ratings-by-department"), &["hall", "department"]),
        part(locale.say("ratings-by-service"), &["service"]),
        part(
            locale.fill("ratings-by-window", &[("enough", &enough)]),
            &["window"],
        ),
    ];
    let any = |part: &Part| part.rows.iter().any(|row| row.figures.rateable > 0);
    parts.into_iter().filter(any).collect()
}

fn name(locale: &Locale<'_>, of: &RatingsOf) -> String {
    match of.by.as_str() {
        "hall" => locale.say("ratings-whole-hall"),
        "department" => locale.department(&of.name),
        "service" => format!("{} {}", of.name, locale.service(&of.name)),
        _ => of
            .name
            .parse()
            .map_or_else(|_| of.name.clone(), |number| locale.window(&number)),
    }
}

pub(in crate::pages) async fn press(reader: Reader, form: Filled) -> Shown {
    let outcome = look_at(&reader, &form).await;
    pressed(&reader, "/ratings", outcome)
}

async fn look_at(reader: &Reader, form: &Filled) -> Result<(), Refused> {
    let (code, verb) = (form.one("code"), form.one("verb"));
    let upheld = match verb {
        "uphold" => true,
        "strike" => false,
        _ => return Err(bad_field("verb", &"unknown")),
    };
    // A rating of which a new doubt has come up since is another to look at.
    let press = press_id(reader, &["look-at", code, verb, form.one("doubts")]);
    decide(&reader.state, &reader.caller, (press, code), upheld)
        .await
        .map(drop)
}

impl Page<'_> {
    fn few(&self, number: &Option<u32>) -> String {
        or_few(self.f.s, *number, self.shown_from)
    }

    fn why(&self, line: &RatingLine) -> String {
        let reasons: Vec<_> = line.reasons.iter().map(|names| self.f.s.name(names)).collect();
        reasons.join(" · ")
    }

    fn doubts(&self, line: &RatingLine) -> String {
        line.flags.join(" ")
    }
}
