//! Months and years in figures, and appraisals for superiors: as JSON, CSV or XLSX.

mod appraisal_sheets;
mod sheets;

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::Uri;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use hall_protocol::period::PeriodReport;
use jiff::civil::Date;
use queue_core::HallPlan;
use queue_core::appraisal::Month;

use super::answers::Answered;
use super::appraisals::{may_appraise, month_of, month_view};
use super::problems::Refused;
use super::query::Fields;
use super::records::{Standing, standing};
use crate::identity::Caller;
use crate::period::LegTable;
use crate::report::{Compared, Sheet, csv, period_report, xlsx};
use crate::state::HallState;
use crate::store::PeriodContents;

/// How a table is wanted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum TableFormat {
    /// As it is on the wire.
    #[default]
    Json,
    /// Comma-separated values.
    Csv,
    /// A workbook.
    Xlsx,
}

impl std::str::FromStr for TableFormat {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        match text {
            "json" => Ok(Self::Json),
            "csv" => Ok(Self::Csv),
            "xlsx" => Ok(Self::Xlsx),
            _ => Err(()),
        }
    }
}

/// A year from a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Year(pub(crate) i16);

impl std::str::FromStr for Year {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let month = Month::parse(&format!("{text}-01")).map_err(|_| ())?;
        Ok(Self(month.year()))
    }
}

pub(super) async fn month(State(state): State<HallState>, uri: Uri) -> Answered {
    let mut fields = Fields::of(&uri);
    let month = fields.read("month", "a month such as 2026-11");
    let format = fields.read("format", "json, csv or xlsx");
    let (month, format) = fields.done((month, format))?;
    let report = month_report(&state, month).await?;
    answered(&report, &report.now.name, format.unwrap_or_default())
}

pub(super) async fn year(State(state): State<HallState>, uri: Uri) -> Answered {
    let mut fields = Fields::of(&uri);
    let year = fields.read("year", "a year such as 2026");
    let format = fields.read("format", "json, csv or xlsx");
    let (year, format) = fields.done((year, format))?;
    let report = year_report(&state, year).await?;
    answered(&report, &report.now.name, format.unwrap_or_default())
}

fn answered(report: &PeriodReport, name: &str, format: TableFormat) -> Answered {
    let sheets = || sheets::of_period(report);
    match format {
        TableFormat::Json => Ok(Json(report).into_response()),
        TableFormat::Csv | TableFormat::Xlsx => file("report", name, &sheets(), format),
    }
}

/// The appraisal of a month as a table; of one home department, or of all.
pub(super) async fn appraisal(
    State(state): State<HallState>,
    Extension(caller): Extension<Caller>,
    Path(month): Path<String>,
    uri: Uri,
) -> Answered {
    let mut fields = Fields::of(&uri);
    let format = fields.read("format", "csv or xlsx");
    let department: Option<String> = fields.read("department", "a department's code");
    let (format, department) = fields.done((format, department))?;
    may_appraise(&state, &caller).await?;
    let mut view = month_view(&state, month_of(&month)?).await?;
    if let Some(department) = &department {
        view.clerks
            .retain(|clerk| clerk.home.as_ref() == Some(department));
        view.departments.retain(|one| one.department == *department);
    }
    let format = format.unwrap_or(TableFormat::Csv);
    let standing = match view.standing.as_str() {
        "none" => "so-far",
        standing => standing,
    };
    let name = format!("{}-{standing}", view.month);
    file("appraisal", &name, &appraisal_sheets::of_appraisal(&view), format)
}

/// A month, the one before, and the same a year before; without one named, the month of the service day.
pub(crate) async fn month_report(state: &HallState, month: Option<Month>) -> Result<PeriodReport, Refused> {
    let Standing { plan, day } = standing(state).await?;
    let month = month.unwrap_or_else(|| Month::of(day));
    let previous = month.before(1).unwrap_or(month);
    let before = month.before(12).unwrap_or(month);
    let now = of_month(state, &plan, (month, day)).await?;
    let of_previous = of_month(state, &plan, (previous, day)).await?;
    let of_before = of_month(state, &plan, (before, day)).await?;
    let compared = Compared {
        now: (month.to_string(), &now),
        previous: (previous.to_string(), &of_previous),
        year_before: Some((before.to_string(), &of_before)),
        months: Vec::new(),
    };
    let days = (month.first(), month.last());
    Ok(period_report(&plan, days, state.clock.now(), &compared))
}

/// A year, month by month, and the one before. Each month is read by itself, so that none takes too long, and merged.
pub(crate) async fn year_report(state: &HallState, year: Option<Year>) -> Result<PeriodReport, Refused> {
    let Standing { plan, day } = standing(state).await?;
    let year = year.map_or(day.year(), |year| year.0);
    let (months, now) = of_year(state, &plan, (year, day)).await?;
    let (_, previous) = of_year(state, &plan, (year.saturating_sub(1), day)).await?;
    let compared = Compared {
        now: (year.to_string(), &now),
        previous: (year.saturating_sub(1).to_string(), &previous),
        year_before: None,
        months: months
            .iter()
            .map(|(name, contents)| (name.clone(), contents))
            .collect(),
    };
    let first = Month::of_year(year).first().map(|month| month.first());
    let last = Month::of_year(year).last().map(|month| month.last());
    let days = (first.unwrap_or(day), last.unwrap_or(day));
    Ok(period_report(&plan, days, state.clock.now(), &compared))
}

/// A month as far as it has come: what is still within its limit today is not late because it will be. Of one that has not
/// begun there is nothing.
async fn of_month(
    state: &HallState,
    plan: &Arc<HallPlan>,
    (month, today): (Month, Date),
) -> Result<PeriodContents, Refused> {
    if today < month.first() {
        return Ok(PeriodContents::default());
    }
    let days = (month.first(), month.last().min(today));
    let now = state.clock.now();
    Ok(state.reports.period(Arc::clone(plan), days, now).await?)
}

async fn of_year(
    state: &HallState,
    plan: &Arc<HallPlan>,
    (year, today): (i16, Date),
) -> Result<(Vec<(String, PeriodContents)>, PeriodContents), Refused> {
    let mut months = Vec::new();
    let mut whole = PeriodContents::default();
    let mut legs = LegTable::default();
    for month in Month::of_year(year) {
        let contents = of_month(state, plan, (month, today)).await?;
        legs.merge(&contents.legs);
        whole.days.extend(&contents.days);
        whole.seats.extend(contents.seats.iter().cloned());
        months.push((month.to_string(), contents));
    }
    whole.legs = legs;
    // What is late at a year's end is late once, though it was late at the end of several of its months.
    let (first, last) = span(year)?;
    let days = (first, last.min(today));
    let records = state.reports.period_records(Arc::clone(plan), days).await?;
    (whole.cases, whole.mandates) = records;
    Ok((months, whole))
}

fn span(year: i16) -> Result<(Date, Date), Refused> {
    let day = |month, day| Date::new(year, month, day).map_err(|error| Refused::bad_field("year", error));
    Ok((day(1, 1)?, day(12, 31)?))
}

/// A table as a file to keep.
fn file(kind: &str, name: &str, sheets: &[Sheet], format: TableFormat) -> Answered {
    let (media, ending) = match format {
        TableFormat::Csv | TableFormat::Json => ("text/csv; charset=utf-8", "csv"),
        TableFormat::Xlsx => (
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "xlsx",
        ),
    };
    let bytes = match format {
        TableFormat::Csv | TableFormat::Json => csv(sheets).into_bytes(),
        TableFormat::Xlsx => xlsx(sheets).map_err(|error| Refused::internal(&error))?,
    };
    let name = format!("attachment; filename=\"{kind}-{name}.{ending}\"");
    let headers = [(CONTENT_TYPE, media.to_owned()), (CONTENT_DISPOSITION, name)];
    let response: Response = (headers, bytes).into_response();
    Ok(response)
}
