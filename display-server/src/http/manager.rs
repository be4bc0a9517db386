//! The manager's reading: the live queue, reports as JSON or CSV.

use axum::Json;
use axum::extract::State;
use axum::http::Uri;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use hall_protocol::report::DayReport;
use jiff::civil::Date;
use queue_core::ServiceDay;

use super::answers::{self, Answered};
use super::events as streams;
use super::problems::Refused;
use super::query::{Format, ReportQuestion};
use crate::report;
use crate::state::HallState;
use crate::views::Topic;

pub(super) async fn live(State(state): State<HallState>) -> Answered {
    answers::view(&state, Topic::Live).await
}

pub(super) async fn live_events(State(state): State<HallState>) -> Answered {
    streams::stream(&state, Topic::Live).await
}

pub(super) async fn day_report(State(state): State<HallState>, uri: Uri) -> Answered {
    let query = ReportQuestion::read(&uri)?;
    let report = report_of(&state, query.day).await?;
    Ok(match query.format {
        Format::Json => Json(report).into_response(),
        Format::Csv => csv(&report, "day", report::figures_csv(&report)),
    })
}

pub(super) async fn legs(State(state): State<HallState>, uri: Uri) -> Answered {
    let query = ReportQuestion::read(&uri)?;
    let report = report_of(&state, query.day).await?;
    Ok(match query.format {
        Format::Json => Json(report.legs).into_response(),
        Format::Csv => csv(&report, "legs", report::legs_csv(&report.legs)),
    })
}

pub(super) async fn classes(State(state): State<HallState>, uri: Uri) -> Answered {
    let query = ReportQuestion::read(&uri)?;
    let report = report_of(&state, query.day).await?;
    Ok(match query.format {
        Format::Json => Json(report.by_class).into_response(),
        Format::Csv => csv(&report, "classes", report::classes_csv(&report)),
    })
}

pub(super) async fn cases(State(state): State<HallState>, uri: Uri) -> Answered {
    let query = ReportQuestion::read(&uri)?;
    let report = report_of(&state, query.day).await?;
    Ok(match query.format {
        Format::Json => Json(report.cases).into_response(),
        Format::Csv => csv(&report, "cases", report::cases_csv(&report)),
    })
}

pub(super) async fn fees(State(state): State<HallState>, uri: Uri) -> Answered {
    let query = ReportQuestion::read(&uri)?;
    let report = report_of(&state, query.day).await?;
    Ok(match query.format {
        Format::Json => Json(report.fees).into_response(),
        Format::Csv => csv(&report, "fees", report::fees_csv(&report)),
    })
}
pub(super) async fn followups(State(state): State<HallState>, uri: Uri) -> Answered {
    let query = ReportQuestion::read(&uri)?;
    let report = report_of(&state, query.day).await?;
    Ok(match query.format {
        Format::Json => Json(report.followups).into_response(),
        Format::Csv => csv(&report, "followups", report::followups_csv(&report)),
    })
}

pub(super) async fn escorts(State(state): State<HallState>, uri: Uri) -> Answered {
    let query = ReportQuestion::read(&uri)?;
    let report = report_of(&state, query.day).await?;
    Ok(match query.format {
        Format::Json => Json(report.escorts).into_response(),
        Format::Csv => csv(&report, "escorts", report::escorts_csv(&report)),
    })
}

pub(super) async fn elsewhere(State(state): State<HallState>, uri: Uri) -> Answered {
    let query = ReportQuestion::read(&uri)?;
    let report = report_of(&state, query.day).await?;
    Ok(match query.format {
        Format::Json => Json(report.elsewhere).into_response(),
        Format::Csv => csv(&report, "elsewhere", report::elsewhere_csv(&report)),
    })
}

pub(super) async fn mandates(State(state): State<HallState>, uri: Uri) -> Answered {
    let query = ReportQuestion::read(&uri)?;
    let report = report_of(&state, query.day).await?;
    Ok(match query.format {
        Format::Json => Json(report.mandates).into_response(),
        Format::Csv => {
            let table = report::csv(&[report::mandates_sheet(&report.mandates)]);
            csv(&report, "mandates", table)
        }
    })
}

/// The report of a day; without one named, of the open day.
pub(crate) async fn report_of(state: &HallState, day: Option<Date>) -> Result<DayReport, Refused> {
    let open = state.owner.open_day().await?;
    let day = day.map(ServiceDay).or(open).ok_or_else(Refused::no_such)?;
    let mut contents = state.reports.day(day).await?.ok_or_else(Refused::no_such)?;
    let followups = &mut contents.followups;
    followups
        .happened
        .retain(|(one, _)| !one.would_tell_who_rated(open));
    followups.open.retain(|one| !one.would_tell_who_rated(open));
    let mut report = report::day_report(&contents, day, state.clock.now());
    // What grows while one looks would tell who has just rated.
    if open == Some(day) {
        report.ratings.clear();
    }
    Ok(report)
}

pub(super) fn csv(report: &DayReport, kind: &str, text: String) -> Response {
    let name = format!("attachment; filename=\"{kind}-{}.csv\"", report.day);
    let headers = [
        (CONTENT_TYPE, "text/csv; charset=utf-8"),
        (CONTENT_DISPOSITION, name.as_str()),
    ];
    (headers, text).into_response()
}
