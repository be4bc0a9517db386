//! The plan on one page: its sections, what the draft changes and what is wrong with it, and letting it hold.

use askama::Template;
use axum::Form;
use axum::extract::rejection::FormRejection;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect};
use hall_protocol::Problem;
use hall_protocol::plan_version::PlanFaultView;
use jiff::civil::Date;
use queue_core::VersionNumber;
use serde_json::Value;

use super::desk::{Desk, place_of, value_of};
use super::diff::{Change, changes};
use super::form::Filled;
use super::rows::{rows_of, title_of};
use super::sections::{SECTIONS, Shape};
use super::twice::{gist, moved};
use crate::http::Refused;
use crate::http::plans::{plan_of, submit_proposal};
use crate::pages::frame::Frame;
use crate::pages::guard::Shown;
use crate::pages::locale::Locale;
use crate::pages::pressing::{bad_field, press_id};
use crate::pages::reader::Reader;
use crate::plan_file::document_of;

#[derive(Template)]
#[template(path = "plan/page.html")]
struct Page<'a> {
    f: Frame<'a>,
    desk: &'a Desk,
    sections: Vec<SectionLine>,
    changes: Vec<Change>,
    faults: Vec<FaultLine>,
    limits: Vec<String>,
    /// Another version holds than the one that the draft was begun from.
    moved_on: bool,
    waiting: Option<u32>,
    has_opened: bool,
    is_open: bool,
    sent: Filled,
    refusal: Option<Refusal>,
    fault_day: Option<String>,
}

struct SectionLine {
    name: &'static str,
    count: Option<usize>,
    faults: usize,
}

struct FaultLine {
    link: String,
    place: String,
    text: String,
}

/// Why a plan does not take effect, and whom that is about.
pub(super) struct Refusal {
    what: String,
    concerned: Vec<String>,
}

pub(in crate::pages) async fn page(reader: Reader) -> Shown {
    let desk = Desk::of(&reader).await?;
    show(&reader, &desk, Filled::default(), None, StatusCode::OK)
}

fn show(reader: &Reader, desk: &Desk, sent: Filled, refused: Option<&Problem>, status: StatusCode) -> Shown {
    let locale = reader.locale();
    let value = desk.value();
    let faults = desk.faults();
    let by_section = Desk::faults_by_section(&faults);
    let sections = SECTIONS.iter().map(|section| SectionLine {
        name: section.name,
        count: (section.shape != Shape::One).then(|| rows_of(&value, section).len()),
        faults: by_section.get(section.name).copied().unwrap_or_default(),
    });
    let limits = plan_of(desk.document()).map(|plan| desk.now.plan.limits_changed_by(&plan));
    let mut frame = reader.frame(&locale, locale.say("plan-title"));
    "/plan".clone_into(&mut frame.path);
    let page = Page {
        sections: sections.collect(),
        changes: changes(&value_of(&desk.held), &value, &locale),
        faults: fault_lines(&faults, &value, &locale),
        limits: limits
            .unwrap_or_default()
            .iter()
            .map(|path| limit(path, &locale))
            .collect(),
        moved_on: desk.base() != desk.now.book.in_force,
        waiting: desk.now.book.waiting.as_ref().map(|waiting| waiting.number.0),
        has_opened: desk.now.last.is_some(),
        is_open: desk.now.open.is_some(),
        fault_day: refused
            .filter(|problem| problem.name() == "bad-effect-day")
            .map(|problem| reader.say_problem(problem)),
        refusal: refused
            .filter(|problem| problem.name() != "bad-effect-day")
            .map(|problem| refusal(reader, problem)),
        sent,
        desk,
        f: frame,
    };
    let html = page.render().map_err(Refused::from)?;
    Ok((status, Html(html)).into_response())
}

impl Page<'_> {
    /// What the draft says, in short.
    fn gist(&self) -> String {
        gist(self.desk.document())
    }

    fn in_force(&self) -> String {
        self.desk.now.book.in_force.to_string()
    }

    /// The first day on which another plan can begin.
    fn earliest(&self) -> String {
        let next = self.desk.now.last.and_then(|last| last.0.tomorrow().ok());
        next.map(|day| day.to_string()).unwrap_or_default()
    }
}

/// A refusal in words, with each ticket, booking or thing that it is about.
pub(super) fn refusal(reader: &Reader, problem: &Problem) -> Refusal {
    let locale = reader.locale();
    let name = |field: &str, text: &str| {
        locale.fill(
            "plan-concerned",
            &[("kind", &locale.of("plan-thing", field)), ("name", text)],
        )
    };
    Refusal {
        what: reader.say_problem(problem),
        concerned: problem
            .fields
            .iter()
            .map(|fault| name(&fault.field, &fault.problem))
            .collect(),
    }
}

impl Refusal {
    pub(super) fn what(&self) -> &str {
        &self.what
    }

    pub(super) fn concerned(&self) -> &[String] {
        &self.concerned
    }
}

fn fault_lines(faults: &[PlanFaultView], document: &Value, locale: &Locale<'_>) -> Vec<FaultLine> {
    let line = |fault: &PlanFaultView| {
        let (section, row, field) = place_of(&fault.field);
        let first = field.split('.').next().unwrap_or_default();
        let label = if first.is_empty() {
            String::new()
        } else {
            super::inputs::label(locale, section, first)
        };
        let rows = super::sections::section(section).map(|known| (known, rows_of(document, known)));
        let title = rows
            .zip(row)
            .and_then(|((known, rows), row)| Some(title_of(known, rows.get(row)?, row, locale)));
        let place = title.unwrap_or_default();
        FaultLine {
            link: row.map_or_else(
                || format!("/plan/{section}"),
                |row| format!("/plan/{section}/{row}"),
            ),
            place: [locale.of("plan-section", section), place, label].join(" "),
            text: format!("{}; {}", fault.problem, fault.hint),
        }
    };
    faults.iter().map(line).collect()
}

/// A limit's path in words: `service.A01.limit_days` → section, key, field.
pub(super) fn limit(path: &str, locale: &Locale<'_>) -> String {
    let mut parts = path.split('.');
    let (section, last) = (
        parts.next().unwrap_or_default(),
        parts.next_back().unwrap_or_default(),
    );
    let key: Vec<&str> = parts.collect();
    let label = super::inputs::label(locale, section, last);
    let named = [locale.of("plan-section", section), key.join("."), label];
    named
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

pub(in crate::pages) async fn press(
    reader: Reader,
    sent: Result<Form<Vec<(String, String)>>, FormRejection>,
) -> Shown {
    let Form(sent) = sent.map_err(|problem| bad_field("form", &problem))?;
    let sent = Filled(sent);
    let mut desk = Desk::of(&reader).await?;
    match sent.one("verb") {
        "discard" => return discard(&reader, desk, sent),
        "take-up" => desk.take_up(&reader)?,
        "take-effect" => return let_hold(&reader, desk, sent).await,
        _ => return Err(bad_field("verb", &"unknown").into()),
    }
    Ok(Redirect::to("/plan").into_response())
}

/// Throws away what the page showed; what another page has added since is looked at first.
fn discard(reader: &Reader, mut desk: Desk, sent: Filled) -> Shown {
    if desk.draft.is_some() && gist(desk.document()) != sent.one("seen") {
        return show(reader, &desk, sent, Some(moved().problem()), StatusCode::CONFLICT);
    }
    desk.throw_away(reader)?;
    Ok(Redirect::to("/plan").into_response())
}

/// Lets hold what the page showed, once.
async fn let_hold(reader: &Reader, mut desk: Desk, sent: Filled) -> Shown {
    if !is_let_hold(&desk, sent.one("seen"))
        && let Err(refused) = take_effect(reader, &desk, &sent).await
    {
        let problem = refused.problem();
        let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::CONFLICT);
        return show(reader, &desk, sent, Some(problem), status);
    }
    desk.be_done_with(reader, sent.one("seen"))?;
    Ok(Redirect::to("/plan/versions").into_response())
}

/// Whether the same press has let the draft hold already: what the page showed holds or waits. The draft may be there
/// still: the first press throws it away after the hall has taken the plan.
fn is_let_hold(desk: &Desk, seen: &str) -> bool {
    let waiting = desk.now.book.waiting.as_ref();
    gist(&desk.held) == seen || waiting.is_some_and(|waiting| gist(&document_of(&waiting.plan)) == seen)
}

async fn take_effect(reader: &Reader, desk: &Desk, sent: &Filled) -> Result<(), Refused> {
    let says = gist(desk.document());
    if says != sent.one("seen") {
        return Err(moved());
    }
    let plan = plan_of(desk.document()).map_err(|_| bad_field("form", &"see the faults"))?;
    let from = match sent.one("when") {
        "day" => {
            let day = sent.one("from").parse::<Date>();
            Some(day.map_err(|_| no_day())?)
        }
        _ => None,
    };
    let VersionNumber(newest) = desk.now.book.newest;
    let parts = [
        "plan".to_owned(),
        newest.to_string(),
        says,
        from.map(|day| day.to_string()).unwrap_or_default(),
    ];
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    let press = press_id(reader, &parts);
    submit_proposal(&reader.state, &reader.caller, press, desk.base(), plan, from)
        .await
        .map(drop)
}

fn no_day() -> Refused {
    let detail = "choose the day from which the plan is to hold";
    Refused::new("bad-effect-day", StatusCode::UNPROCESSABLE_ENTITY, detail)
}
