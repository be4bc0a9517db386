//! The day report as a page to read and to print.

use askama::Template;
use axum::http::Uri;
use axum::response::{Html, IntoResponse};
use hall_protocol::report::{
    AskedElsewhere, CaseFigures, ClassFigures, DayReport, EscortFigures, FeeFigures, Figures, LegRow,
    NamedFigures,
};
use jiff::Timestamp;
use queue_core::{DeviceId, ElsewhereCode};

use super::frame::Frame;
use super::guard::Shown;
use super::locale::Locale;
use super::reader::Reader;
use crate::http::{ReportQuestion, report_of};

pub(super) async fn show(reader: Reader, uri: Uri) -> Shown {
    let question = ReportQuestion::read(&uri)?;
    let report = report_of(&reader.state, question.day).await?;
    let locale = reader.locale();
    let frame = reader.frame(&locale, locale.say("report-title"));
    Ok(Html(page(&report, frame)?).into_response())
}

/// A day report in its frame.
#[derive(Template)]
#[template(path = "report/page.html")]
struct Page<'a> {
    f: Frame<'a>,
    parts: [Part<'a>; 2],
    escorts: Vec<EscortLine<'a>>,
    /// The whole hall, then each department.
    cases: Vec<(String, &'a CaseFigures)>,
    /// The whole hall, then each department.
    fees: Vec<(String, &'a FeeFigures)>,
    /// What is not handled here, and how often people asked for it.
    elsewhere: Vec<(String, &'a AskedElsewhere)>,
    report: &'a DayReport,
}

/// The escorts of one kind at one place, or all of them.
struct EscortLine<'a> {
    kind: String,
    place: String,
    figures: &'a EscortFigures,
}

/// Figures under one heading.
struct Part<'a> {
    caption: String,
    head: String,
    rows: Vec<(String, &'a Figures)>,
}

/// Draws a day report.
pub(super) fn page(report: &DayReport, frame: Frame<'_>) -> askama::Result<String> {
    let locale = frame.s;
    let part = |caption, head, rows| Part {
        caption: locale.say(caption),
        head: locale.say(head),
        rows,
    };
    let services = named(&report.by_service, |code| {
        format!("{code} {}", locale.service(code))
    });
    let windows = named(&report.by_window, str::to_owned);
    let parts = [
        part("report-by-service", "service", services),
        part("report-by-window", "window", windows),
    ];
    Page {
        parts,
        escorts: escorts(report, locale),
        cases: cases(report, locale),
        fees: fees(report, locale),
        elsewhere: elsewhere(report, locale),
        report,
        f: frame,
    }
    .render()
}

/// All of them first, then each kind at each place.
fn escorts<'a>(report: &'a DayReport, locale: &Locale<'_>) -> Vec<EscortLine<'a>> {
    let all = EscortLine {
        kind: locale.say("report-all-kinds"),
        place: locale.say("report-all-places"),
        figures: &report.escort_total,
    };
    let rows = report.escorts.iter().map(|row| {
        let named = locale.plan.place(&DeviceId::new(row.place.as_str()));
        EscortLine {
            kind: locale.of("escort-kind", row.kind.name()),
            place: named.map_or_else(|| row.place.clone(), |names| locale.plan_name(&names)),
            figures: &row.figures,
        }
    });
    [all].into_iter().chain(rows).collect()
}

/// The whole hall first, then each department.
fn cases<'a>(report: &'a DayReport, locale: &Locale<'_>) -> Vec<(String, &'a CaseFigures)> {
    let all = (locale.say("report-whole-hall"), &report.case_total);
    let rows = report.cases.iter();
    let rows = rows.map(|row| (locale.department(&row.department), &row.figures));
    [all].into_iter().chain(rows).collect()
}

/// The whole hall first, then each department.
fn fees<'a>(report: &'a DayReport, locale: &Locale<'_>) -> Vec<(String, &'a FeeFigures)> {
    let all = (locale.say("report-whole-hall"), &report.fee_total);
    let rows = report.fees.iter();
    let rows = rows.map(|row| (locale.department(&row.department), &row.figures));
    [all].into_iter().chain(rows).collect()
}

fn elsewhere<'a>(report: &'a DayReport, locale: &Locale<'_>) -> Vec<(String, &'a AskedElsewhere)> {
    let name = |row: &AskedElsewhere| {
        let known = locale.plan.elsewhere(&ElsewhereCode::new(row.entry.as_str()));
        known.map_or_else(|| row.entry.clone(), |entry| locale.plan_name(&entry.names))
    };
    report.elsewhere.iter().map(|row| (name(row), row)).collect()
}

fn named(rows: &[NamedFigures], name: impl Fn(&str) -> String) -> Vec<(String, &Figures)> {
    rows.iter().map(|row| (name(&row.name), &row.figures)).collect()
}

impl Page<'_> {
    fn locale(&self) -> &Locale<'_> {
        self.f.s
    }

    /// Why something could not be done; the code itself when the plan has none such any more.
    fn cause(&self, code: &str) -> String {
        let known = self.locale().plan.followups().causes.get(code);
        known.map_or_else(|| code.to_owned(), |known| self.locale().plan_name(&known.names))
    }

    fn at(&self, instant: &Option<Timestamp>) -> String {
        instant
            .as_ref()
            .map_or_else(|| "–".to_owned(), |at| self.locale().hm(at))
    }

    fn window(&self, leg: &LegRow) -> String {
        leg.window
            .map_or_else(|| "–".to_owned(), |window| window.to_string())
    }

    /// The share of the time of the cases done that day for which their files were outside the hall.
    fn outside(&self, row: &CaseFigures) -> String {
        match (row.outside_s * 1000).checked_div(row.life_s) {
            None => "–".to_owned(),
            Some(mille) => format!("{}.{} %", mille / 10, mille % 10),
        }
    }

    fn yuan(&self, fen: &u64) -> String {
        queue_core::fee::yuan(*fen)
    }

    /// The tickets that ended as paid although no notice of theirs was.
    fn without_notice(&self) -> String {
        self.report
            .paid_without_notice
            .join(&self.locale().say("list-comma"))
    }
    fn department(&self, code: &str) -> String {
        self.locale().department(code)
    }

    /// Hours and minutes.
    fn time(&self, seconds: &u64) -> String {
        let minutes = seconds / 60;
        format!("{}:{:02}", minutes / 60, minutes % 60)
    }

    /// From asking to done, in days with one place.
    fn mean_days(&self) -> String {
        let visits = &self.report.home_visits;
        match (visits.days * 10).checked_div(visits.done) {
            None => "–".to_owned(),
            Some(tenths) => format!("{}.{}", tenths / 10, tenths % 10),
        }
    }

    /// Claims at which no window looked.
    fn unseen(&self, row: &ClassFigures) -> u32 {
        row.claimed.saturating_sub(row.verified + row.refused)
    }

    fn is_late(&self, leg: &LegRow) -> bool {
        leg.first_called_at.is_some_and(|called| called > leg.deadline)
    }
}
