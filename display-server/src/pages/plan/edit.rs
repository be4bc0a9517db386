//! The things of a section: a list, and a form for each. What is saved is in the manager's draft, and holds nowhere yet.

use askama::Template;
use axum::Form;
use axum::extract::Path;
use axum::extract::rejection::FormRejection;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect};
use hall_protocol::PlanDocument;
use serde_json::Value;

use super::desk::{Desk, place_of};
use super::diff::say;
use super::form::{Filled, Reading};
use super::inputs::{Drawing, Fault, draw, label};
use super::rows::{key_of, put_rows, rows_of, title_of};
use super::sections::{Kind, Section, Shape, section};
use super::twice::{At, Gists, moved};
use crate::http::Refused;
use crate::pages::frame::Frame;
use crate::pages::guard::{Shown, Sorry, drawn};
use crate::pages::pressing::bad_field;
use crate::pages::reader::Reader;

/// How many columns a list shows.
const COLUMNS: usize = 6;

#[derive(Template)]
#[template(path = "plan/list.html")]
struct List<'a> {
    f: Frame<'a>,
    section: &'static Section,
    heads: Vec<String>,
    rows: Vec<Row>,
    /// What the list says.
    seen: String,
    has_draft: bool,
}

/// A line of a list.
struct Row {
    place: usize,
    cells: Vec<String>,
    title: String,
    faults: usize,
    was: String,
    /// What the list says without it.
    left: String,
}

#[derive(Template)]
#[template(path = "plan/form.html")]
struct FormPage<'a> {
    f: Frame<'a>,
    section: &'static Section,
    row: String,
    title: String,
    was: String,
    seen: String,
    inputs: String,
    /// What is wrong with the thing as a whole.
    faults: Vec<Fault>,
    is_new: bool,
}

fn known(name: &str) -> Result<&'static Section, Refused> {
    section(name).ok_or_else(Refused::no_such)
}

pub(in crate::pages) async fn list(reader: Reader, Path(name): Path<String>) -> Shown {
    let section = known(&name)?;
    if section.shape == Shape::One {
        return form(reader, Path((name, "0".to_owned()))).await;
    }
    let desk = Desk::of(&reader).await?;
    let locale = reader.locale();
    let faults = desk.faults();
    let columns: Vec<_> = section
        .fields
        .iter()
        .filter(|field| is_short(&field.kind))
        .take(COLUMNS)
        .collect();
    let rows = rows_of(&desk.value(), section);
    let gists = Gists::of(&rows);
    let row = |(place, row): (usize, &Value)| Row {
        cells: columns
            .iter()
            .map(|field| say(&field.kind, row.get(field.name).unwrap_or(&Value::Null), &locale))
            .collect(),
        title: title_of(section, row, place, &locale),
        faults: faults
            .iter()
            .filter(|fault| {
                let (of, index, _) = place_of(&fault.field);
                of == section.name && index == Some(place)
            })
            .count(),
        was: key_of(section, row, place),
        left: gists.without(place),
        place,
    };
    drawn(&List {
        heads: columns
            .iter()
            .map(|field| label(&locale, section.name, field.name))
            .collect(),
        rows: rows.iter().enumerate().map(row).collect(),
        seen: gists.all(),
        has_draft: desk.draft.is_some(),
        section,
        f: reader.frame(&locale, locale.of("plan-section", section.name)),
    })
}

/// Whether a list has room for it. A season has: without it two timetables look alike.
fn is_short(kind: &Kind) -> bool {
    if let Kind::Group(fields) = kind {
        return fields.iter().all(|field| matches!(field.kind, Kind::MonthDay));
    }
    !matches!(kind, Kind::Rows(_) | Kind::Codes)
}

pub(in crate::pages) async fn form(reader: Reader, Path((name, row)): Path<(String, String)>) -> Shown {
    let section = known(&name)?;
    let desk = Desk::of(&reader).await?;
    let place = place(&row)?;
    let rows = rows_of(&desk.value(), section);
    let value = match place {
        Some(place) => rows.get(place).ok_or_else(Refused::no_such)?,
        None => &Value::Null,
    };
    let filled = Filled::of(section.fields, value);
    let faults = of_row(&desk, section, place);
    let at = At::now(section, &rows, place);
    show(&reader, &desk, &at, &filled, &faults, None, StatusCode::OK)
}

/// A row of the address: a place, or `new`.
fn place(row: &str) -> Result<Option<usize>, Refused> {
    if row == "new" {
        return Ok(None);
    }
    row.parse().map(Some).map_err(|_| Refused::no_such())
}

/// What the plan's check says of a thing.
fn of_row(desk: &Desk, section: &Section, row: Option<usize>) -> Vec<Fault> {
    let Some(row) = row else { return Vec::new() };
    let mut own = Vec::new();
    for fault in desk.faults() {
        let (of, index, field) = place_of(&fault.field);
        let is_own = of == section.name && (index == Some(row) || section.shape == Shape::One);
        if is_own && desk.draft.is_some() {
            own.push(Fault {
                name: field,
                text: format!("{}; {}", fault.problem, fault.hint),
                is_english: true,
            });
        }
    }
    own
}

fn show(
    reader: &Reader,
    desk: &Desk,
    at: &At,
    filled: &Filled,
    faults: &[Fault],
    note: Option<String>,
    status: StatusCode,
) -> Shown {
    let locale = reader.locale();
    let document = desk.value();
    let drawing = Drawing {
        locale: &locale,
        document: &document,
        filled,
        faults,
    };
    let inputs = draw(&locale, &drawing.inputs(at.section.fields, at.section.name, ""));
    let is_of_field = |fault: &Fault| {
        at.section
            .fields
            .iter()
            .any(|field| fault.name.split('.').next() == Some(field.name))
    };
    let section = locale.of("plan-section", at.section.name);
    let mut frame = reader.frame(&locale, section);
    frame.note = note;
    let page = FormPage {
        title: if at.section.shape == Shape::One {
            String::new()
        } else {
            at.was.clone()
        },
        row: at.row(),
        was: at.was.clone(),
        seen: at.seen.clone(),
        is_new: at.place.is_none(),
        section: at.section,
        inputs,
        faults: faults
            .iter()
            .filter(|fault| !is_of_field(fault))
            .cloned()
            .collect(),
        f: frame,
    };
    let html = page.render().map_err(Refused::from)?;
    Ok((status, Html(html)).into_response())
}

pub(in crate::pages) async fn save(
    reader: Reader,
    Path((name, row)): Path<(String, String)>,
    sent: Result<Form<Vec<(String, String)>>, FormRejection>,
) -> Shown {
    let section = known(&name)?;
    let Form(sent) = sent.map_err(|problem| bad_field("form", &problem))?;
    let mut desk = Desk::of(&reader).await?;
    let filled = Filled(sent);
    let at = At::sent(section, place(&row)?, &filled);
    let saved_at = match keep(&reader, &mut desk, &at, &filled)? {
        Kept::At(place) => place,
        Kept::Not { status, faults, note } => {
            return show(&reader, &desk, &at, &filled, &faults, Some(note), status);
        }
    };
    let faults = of_row(&desk, section, Some(saved_at));
    if faults.is_empty() {
        let of_list = section.shape != Shape::One;
        let back = if of_list {
            format!("/plan/{name}")
        } else {
            "/plan".to_owned()
        };
        return Ok(Redirect::to(&back).into_response());
    }
    let at = At::now(section, &rows_of(&desk.value(), section), Some(saved_at));
    let note = reader.locale().say("plan-kept-with-faults");
    show(&reader, &desk, &at, &filled, &faults, Some(note), StatusCode::OK)
}

/// What became of a form that was sent.
enum Kept {
    /// It is in the draft, at this place.
    At(usize),
    /// It is not.
    Not {
        status: StatusCode,
        faults: Vec<Fault>,
        note: String,
    },
}

/// Reads a form and keeps the thing in the draft.
fn keep(reader: &Reader, desk: &mut Desk, at: &At, filled: &Filled) -> Result<Kept, Refused> {
    let (section, place) = (at.section, at.place);
    let not = |status, faults, note| Kept::Not { status, faults, note };
    let mut document = desk.value();
    let mut rows = rows_of(&document, section);
    let (value, mut faults) = read(reader, section, filled);
    // What was typed wrong is left out of the value, which can then say what the draft says already.
    if faults.is_empty()
        && let Some(done) = at.done_at(&document, &rows, &value)
    {
        return Ok(Kept::At(done));
    }
    if !at.holds(&rows) {
        let note = reader.locale().say("plan-moved");
        return Ok(not(StatusCode::CONFLICT, Vec::new(), note));
    }
    let key = key_of(section, &value, 0);
    let is_taken = |(other, row): (usize, &Value)| Some(other) != place && key_of(section, row, 0) == key;
    if section.shape == Shape::Map && rows.iter().enumerate().any(is_taken) {
        // Of a list the plan's own check says so; a second name under a key would take the first one's place.
        faults.push(Fault {
            name: "key".to_owned(),
            text: reader.locale().say("plan-fault-taken"),
            is_english: false,
        });
    }
    let note = reader.locale().say("problem-bad-form");
    if !faults.is_empty() {
        return Ok(not(StatusCode::UNPROCESSABLE_ENTITY, faults, note));
    }
    match place.and_then(|place| rows.get_mut(place)) {
        Some(row) => *row = value,
        None => rows.push(value),
    }
    let last = rows.len().saturating_sub(1);
    put_rows(&mut document, section, rows);
    match serde_json::from_value::<PlanDocument>(document) {
        Ok(document) => desk.keep(reader, document)?,
        Err(problem) => {
            let note = format!("{note} {problem}");
            return Ok(not(StatusCode::UNPROCESSABLE_ENTITY, Vec::new(), note));
        }
    }
    // Names by their key stand in the key's order.
    let rows = rows_of(&desk.value(), section);
    let by_key = rows
        .iter()
        .position(|row| section.shape == Shape::Map && key_of(section, row, 0) == key);
    Ok(Kept::At(by_key.or(place).unwrap_or(last)))
}

/// The thing as it was typed, and what is wrong with it.
fn read(reader: &Reader, section: &Section, filled: &Filled) -> (Value, Vec<Fault>) {
    let mut reading = Reading {
        filled,
        faults: Vec::new(),
    };
    let value = reading.thing(section.fields, "");
    let locale = reader.locale();
    let faults = reading.faults.into_iter().map(|(name, fault)| Fault {
        name,
        text: locale.of("plan-fault", fault),
        is_english: false,
    });
    (value, faults.collect())
}

pub(in crate::pages) async fn remove(
    reader: Reader,
    Path((name, row)): Path<(String, String)>,
    sent: Result<Form<Vec<(String, String)>>, FormRejection>,
) -> Shown {
    let section = known(&name)?;
    let Form(sent) = sent.map_err(|problem| bad_field("form", &problem))?;
    let place = place(&row)?.ok_or_else(Refused::no_such)?;
    if section.shape == Shape::One {
        return Err(Sorry::from(Refused::no_such()));
    }
    let sent = Filled(sent);
    let mut desk = Desk::of(&reader).await?;
    let mut document = desk.value();
    let mut rows = rows_of(&document, section);
    if Gists::of(&rows).all() != sent.one("left") {
        if !At::sent(section, Some(place), &sent).holds(&rows) {
            return Err(Sorry::from(moved()));
        }
        rows.remove(place);
        put_rows(&mut document, section, rows);
        desk.keep(&reader, serde_json::from_value(document)?)?;
    }
    Ok(Redirect::to(&format!("/plan/{name}")).into_response())
}
