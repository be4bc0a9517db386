//! The versions of the plan: who proposed what and when, what each changed, and the second person's word.

use askama::Template;
use axum::Form;
use axum::extract::Path;
use axum::extract::rejection::FormRejection;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect};
use hall_protocol::Problem;
use hall_protocol::plan_version::{PlanVersionView, PlanVersions};
use queue_core::VersionNumber;
use queue_core::command::PlanVerb;

use super::desk::{Desk, value_of};
use super::diff::{Change, changes};
use super::form::Filled;
use super::overview::{Refusal, limit, refusal};
use crate::http::Refused;
use crate::http::plans::{submit, submit_approval, toml, versions_of};
use crate::pages::frame::Frame;
use crate::pages::guard::{Shown, drawn};
use crate::pages::pressing::{bad_field, press_id};
use crate::pages::reader::Reader;
use crate::plan_file::document_of;

#[derive(Template)]
#[template(path = "plan/versions.html")]
struct List<'a> {
    f: Frame<'a>,
    versions: PlanVersions,
}

#[derive(Template)]
#[template(path = "plan/version.html")]
struct One<'a> {
    f: Frame<'a>,
    version: &'a PlanVersionView,
    /// The version that held before it; none: it is the first.
    before: Option<u32>,
    changes: Vec<Change>,
    limits: Vec<String>,
    can_approve: bool,
    is_own: bool,
    waits: bool,
    refusal: Option<Refusal>,
}

pub(in crate::pages) async fn list(reader: Reader) -> Shown {
    let versions = versions_of(&reader.state).await?;
    let locale = reader.locale();
    drawn(&List {
        f: reader.frame(&locale, locale.say("plan-versions-title")),
        versions,
    })
}

pub(in crate::pages) async fn one(reader: Reader, Path(number): Path<u32>) -> Shown {
    show(&reader, number, None, StatusCode::OK).await
}

async fn show(reader: &Reader, number: u32, refused: Option<&Problem>, status: StatusCode) -> Shown {
    let desk = Desk::of(reader).await?;
    let versions = versions_of(&reader.state).await?;
    let found = versions.versions.iter().find(|version| version.version == number);
    let version = found.ok_or_else(Refused::no_such)?;
    let held_before = versions
        .versions
        .iter()
        .filter(|other| other.version < number && other.in_force_at.is_some());
    let before = held_before.map(|other| other.version).max();
    let plan = document(reader, number).await?;
    let locale = reader.locale();
    let changed = match before {
        Some(before) => changes(
            &value_of(&document(reader, before).await?),
            &value_of(&plan),
            &locale,
        ),
        None => Vec::new(),
    };
    let is_own = version.by.as_deref() == Some(desk.who.as_str());
    let page = One {
        version,
        before,
        changes: changed,
        limits: version.limits.iter().map(|path| limit(path, &locale)).collect(),
        can_approve: version.state == "proposed" && !is_own,
        is_own,
        waits: versions.waiting == Some(number),
        refusal: refused.map(|problem| refusal(reader, problem)),
        f: reader.frame(
            &locale,
            locale.fill("plan-version-title", &[("version", &number.to_string())]),
        ),
    };
    let html = page.render().map_err(Refused::from)?;
    Ok((status, Html(html)).into_response())
}

async fn document(reader: &Reader, number: u32) -> Result<hall_protocol::PlanDocument, Refused> {
    let plan = reader.state.reports.plan_version(number).await?;
    Ok(document_of(&*plan.ok_or_else(Refused::no_such)?))
}

/// A version as a plan file.
pub(in crate::pages) async fn export(reader: Reader, Path(number): Path<u32>) -> Shown {
    Ok(toml(&document(&reader, number).await?, number)?)
}

pub(in crate::pages) async fn press(
    reader: Reader,
    Path(number): Path<u32>,
    sent: Result<Form<Vec<(String, String)>>, FormRejection>,
) -> Shown {
    let Form(sent) = sent.map_err(|problem| bad_field("form", &problem))?;
    let version = VersionNumber(number);
    let verb = Filled(sent).one("verb").to_owned();
    let press = press_id(&reader, &["plan-version", &number.to_string(), &verb]);
    let outcome = match verb.as_str() {
        "approve" => submit_approval(&reader.state, &reader.caller, press, version).await,
        "reject" => submit(&reader.state, &reader.caller, press, PlanVerb::Reject { version }).await,
        _ => Err(bad_field("verb", &"unknown")),
    };
    match outcome {
        Ok(_) => Ok(Redirect::to("/plan/versions").into_response()),
        Err(refused) => {
            let problem = refused.problem();
            let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::CONFLICT);
            show(&reader, number, Some(problem), status).await
        }
    }
}
