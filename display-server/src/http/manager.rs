//! The manager's reading: the live queue, reports as JSON or CSV, the journal.

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use hall_protocol::report::DayReport;
use jiff::Timestamp;
use jiff::civil::Date;
use queue_core::ServiceDay;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::answers::{self, Answered};
use super::events as streams;
use super::problems::Refused;
use crate::report;
use crate::state::HallState;
use crate::store::JournalLine;
use crate::views::Topic;

/// How many journal entries a page has at most.
const JOURNAL_PAGE: u32 = 200;

/// Which report, in which form.
#[derive(Debug, Deserialize)]
pub(super) struct ReportQuery {
    day: Option<Date>,
    #[serde(default)]
    format: Format,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Format {
    #[default]
    Json,
    Csv,
}

/// Which page of the journal.
#[derive(Debug, Deserialize)]
pub(super) struct JournalQuery {
    before: Option<u64>,
    limit: Option<u32>,
}

/// One entry of the journal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub(super) struct JournalEntry {
    /// Its place.
    seq: u64,
    /// When it was decided.
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    /// What it says: who asked, and what happened.
    #[schema(value_type = Object)]
    body: serde_json::Value,
    /// The chain's hash at this entry: 64 hex digits.
    hash: String,
}

pub(super) async fn live(State(state): State<HallState>) -> Answered {
    answers::view(&state, Topic::Live).await
}

pub(super) async fn live_events(State(state): State<HallState>) -> Answered {
    streams::stream(&state, Topic::Live).await
}

pub(super) async fn day_report(
    State(state): State<HallState>,
    query: Result<Query<ReportQuery>, QueryRejection>,
) -> Answered {
    let query = asked(query)?;
    let report = report_of(&state, query.day).await?;
    Ok(match query.format {
        Format::Json => Json(report).into_response(),
        Format::Csv => csv(&report, "day", report::figures_csv(&report)),
    })
}

pub(super) async fn legs(
    State(state): State<HallState>,
    query: Result<Query<ReportQuery>, QueryRejection>,
) -> Answered {
    let query = asked(query)?;
    let report = report_of(&state, query.day).await?;
    Ok(match query.format {
        Format::Json => Json(report.legs).into_response(),
        Format::Csv => csv(&report, "legs", report::legs_csv(&report.legs)),
    })
}

pub(super) async fn journal(
    State(state): State<HallState>,
    query: Result<Query<JournalQuery>, QueryRejection>,
) -> Answered {
    let query = asked(query)?;
    let limit = query.limit.unwrap_or(JOURNAL_PAGE).min(JOURNAL_PAGE);
    let lines = state
        .reports
        .journal(query.before.unwrap_or(u64::MAX), limit)
        .await?;
    Ok(Json(lines.into_iter().map(JournalEntry::from).collect::<Vec<_>>()).into_response())
}

/// The report of a day; without one named, of the open day.
pub(crate) async fn report_of(state: &HallState, day: Option<Date>) -> Result<DayReport, Refused> {
    let day = match day {
        Some(day) => ServiceDay(day),
        None => state.owner.open_day().await?.ok_or_else(Refused::no_such)?,
    };
    let contents = state.reports.day(day).await?.ok_or_else(Refused::no_such)?;
    Ok(report::day_report(&contents, day, state.clock.now()))
}

fn asked<T>(query: Result<Query<T>, QueryRejection>) -> Result<T, Refused> {
    query
        .map(|Query(query)| query)
        .map_err(|error| Refused::bad_field("query", error.body_text()))
}

fn csv(report: &DayReport, kind: &str, text: String) -> Response {
    let name = format!("attachment; filename=\"{kind}-{}.csv\"", report.day);
    let headers = [
        (CONTENT_TYPE, "text/csv; charset=utf-8"),
        (CONTENT_DISPOSITION, name.as_str()),
    ];
    (headers, text).into_response()
}

impl From<JournalLine> for JournalEntry {
    fn from(line: JournalLine) -> Self {
        Self {
            seq: line.seq,
            at: Timestamp::from_millisecond(line.at_ms).unwrap_or_default(),
            body: serde_json::from_str(&line.payload).unwrap_or(serde_json::Value::String(line.payload)),
            hash: report::hex(&line.hash),
        }
    }
}
