//! Months and years in figures: one fixed page for superiors, which is what is printed, and tables to look closer on screen.

use askama::Template;
use hall_protocol::period::{NamedPeriod, PeriodFigures, PeriodReport, PeriodTotal};

use super::appraisal::share;
use super::frame::Frame;
use super::guard::{Shown, drawn};
use super::locale::Locale;
use super::reader::Reader;
use crate::http::Refused;
use crate::http::appraisals::month_of;
use crate::http::periods::{Year, month_report, year_report};

#[derive(Template)]
#[template(path = "period/page.html")]
struct Page<'a> {
    f: Frame<'a>,
    /// `month` or `year`.
    kind: &'static str,
    report: &'a PeriodReport,
    lines: Vec<Line>,
    /// Caption, head and rows.
    parts: Vec<Part<'a>>,
}

/// Caption, head and rows of figures.
type Part<'a> = (String, String, Vec<(String, &'a PeriodFigures)>);

/// A line's text, and how its figure is taken from a period.
type Measure = (&'static str, fn(&PeriodTotal) -> Figure);

/// One figure, and what it is compared with.
struct Line {
    label: String,
    now: String,
    previous: String,
    change: String,
    before: Option<(String, String)>,
}

/// A figure of a period.
enum Figure {
    Count(u64),
    Seconds(Option<u32>),
    Share(u64, u64),
}

pub(super) async fn month(reader: Reader) -> Shown {
    let asked = reader.asked("month").filter(|text| !text.is_empty());
    let month = asked.map(month_of).transpose()?;
    let report = month_report(&reader.state, month).await?;
    show(&reader, "month", &report)
}

pub(super) async fn year(reader: Reader) -> Shown {
    let asked = reader.asked("year").filter(|text| !text.is_empty());
    let bad = |()| Refused::bad_field("year", "expected a year such as 2026");
    let year = asked.map(str::parse::<Year>).transpose().map_err(bad)?;
    let report = year_report(&reader.state, year).await?;
    show(&reader, "year", &report)
}

fn show(reader: &Reader, kind: &'static str, report: &PeriodReport) -> Shown {
    let locale = reader.locale();
    let mut frame = reader.frame(&locale, locale.of("period-title", kind));
    frame.path = format!("/reports/{kind}");
    frame.kept = format!("{kind}={}&", report.now.name);
    let named = |caption: &str, head: &str, rows: &'_ [NamedPeriod], name: &dyn Fn(&str) -> String| {
        let rows = rows.iter().map(|row| (name(&row.name), row.figures.clone()));
        (locale.say(caption), locale.say(head), rows.collect::<Vec<_>>())
    };
    let owned = [
        named(
            "period-by-department",
            "report-department",
            &report.by_department,
            &|code| locale.department(code),
        ),
        named("period-by-clerk", "clerk", &report.by_clerk, &str::to_owned),
        named("report-by-window", "window", &report.by_window, &str::to_owned),
        named("report-by-service", "service", &report.by_service, &|code| {
            format!("{code} {}", locale.service(code))
        }),
    ];
    let parts = owned.iter().map(|(caption, head, rows)| {
        let rows = rows.iter().map(|(name, figures)| (name.clone(), figures));
        (caption.clone(), head.clone(), rows.collect())
    });
    drawn(&Page {
        kind,
        lines: lines(&locale, report),
        parts: parts.collect(),
        report,
        f: frame,
    })
}

/// The figures of the fixed page, in its order.
fn lines(locale: &Locale<'_>, report: &PeriodReport) -> Vec<Line> {
    let figures: [Measure; 18] = [
        ("days", |total| Figure::Count(u64::from(total.days))),
        ("tickets", |total| Figure::Count(u64::from(total.tickets))),
        ("served", |total| Figure::Count(u64::from(total.figures.served))),
        ("left", |total| {
            Figure::Share(u64::from(total.figures.left), u64::from(total.figures.legs))
        }),
        ("promise", |total| {
            Figure::Share(
                u64::from(total.figures.within_promise),
                u64::from(total.figures.called),
            )
        }),
        ("wait-mean", |total| Figure::Seconds(total.figures.wait_mean_s)),
        ("wait-p50", |total| Figure::Seconds(total.figures.wait_p50_s)),
        ("wait-p90", |total| Figure::Seconds(total.figures.wait_p90_s)),
        ("wait-max", |total| Figure::Seconds(total.figures.wait_max_s)),
        ("handling-mean", |total| {
            Figure::Seconds(total.figures.handling_mean_s)
        }),
        ("handling-p90", |total| {
            Figure::Seconds(total.figures.handling_p90_s)
        }),
        ("utilisation", |total| {
            Figure::Share(
                u64::from(total.figures.handling_min),
                u64::from(total.figures.open_min),
            )
        }),
        ("accepted", |total| Figure::Count(u64::from(total.cases.accepted))),
        ("in-time", |total| {
            Figure::Share(u64::from(total.cases.in_time), u64::from(total.cases.done))
        }),
        ("overdue", |total| Figure::Count(u64::from(total.cases.overdue))),
        ("supervised", |total| {
            Figure::Count(u64::from(total.cases.supervised))
        }),
        ("second-notices", |total| {
            Figure::Count(u64::from(total.cases.second_notices))
        }),
        ("outside", |total| {
            Figure::Share(total.cases.outside_min, total.cases.life_min)
        }),
    ];
    let line = |(name, of): &(&str, fn(&PeriodTotal) -> Figure)| {
        let (now, previous) = (of(&report.now), of(&report.previous));
        let before = report.year_before.as_ref().map(of);
        Line {
            label: locale.of("period", name),
            now: now.text(locale),
            previous: previous.text(locale),
            change: now.change_from(&previous),
            before: before.map(|before| (before.text(locale), now.change_from(&before))),
        }
    };
    figures.iter().map(line).collect()
}

impl Figure {
    fn text(&self, locale: &Locale<'_>) -> String {
        match self {
            Self::Count(count) => count.to_string(),
            Self::Seconds(seconds) => locale.whole(seconds),
            Self::Share(part, whole) => share(*part, *whole),
        }
    }

    /// A share changes by points, anything else in percent; from nothing there is no change to tell.
    fn change_from(&self, other: &Self) -> String {
        let changed = match (self, other) {
            (Self::Share(part, whole), Self::Share(old_part, old_whole)) => mille(*part, *whole)
                .zip(mille(*old_part, *old_whole))
                .map(|(now, old)| (now - old, "")),
            _ => self.number().zip(other.number()).and_then(|(now, old)| {
                let change = ((now - old) * 2000 + old).checked_div_euclid(2 * old)?;
                Some((change, " %"))
            }),
        };
        changed.map_or_else(|| "–".to_owned(), |(mille, unit)| signed(mille, unit))
    }

    fn number(&self) -> Option<i64> {
        match self {
            Self::Count(count) => i64::try_from(*count).ok(),
            Self::Seconds(seconds) => seconds.map(i64::from),
            Self::Share(..) => None,
        }
    }
}

/// A share in thousandths, half up.
fn mille(part: u64, whole: u64) -> Option<i64> {
    let mille = (2000 * part + whole).checked_div(2 * whole)?;
    i64::try_from(mille).ok()
}

fn signed(mille: i64, unit: &str) -> String {
    let sign = match mille.signum() {
        1 => "+",
        -1 => "−",
        _ => "±",
    };
    let mille = mille.unsigned_abs();
    format!("{sign}{}.{}{unit}", mille / 10, mille % 10)
}

impl Page<'_> {
    fn department(&self, code: &str) -> String {
        self.f.s.department(code)
    }

    fn share(&self, part: &u32, whole: &u32) -> String {
        share(u64::from(*part), u64::from(*whole))
    }

    fn outside(&self, cases: &hall_protocol::period::PeriodCases) -> String {
        share(cases.outside_min, cases.life_min)
    }

    /// Standard minutes in an open hour, with one decimal.
    fn rate(&self, figures: &PeriodFigures) -> String {
        let (standard, open) = (u64::from(figures.standard_min), u64::from(figures.open_min));
        match (2 * standard * 600 + open).checked_div(2 * open) {
            None => "–".to_owned(),
            Some(tenths) => format!("{}.{}", tenths / 10, tenths % 10),
        }
    }

    fn hours(&self, minutes: &u32) -> String {
        if *minutes == 0 {
            "–".to_owned()
        } else {
            format!("{}:{:02}", minutes / 60, minutes % 60)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Figure, signed};

    #[test]
    fn a_change_is_in_percent_and_that_of_a_share_in_points() {
        assert_eq!(Figure::Count(110).change_from(&Figure::Count(100)), "+10.0 %");
        assert_eq!(Figure::Count(90).change_from(&Figure::Count(100)), "−10.0 %");
        assert_eq!(Figure::Count(5).change_from(&Figure::Count(0)), "–");
        assert_eq!(Figure::Seconds(None).change_from(&Figure::Seconds(Some(60))), "–");
        assert_eq!(Figure::Share(9, 10).change_from(&Figure::Share(17, 20)), "+5.0");
        assert_eq!(signed(0, " %"), "±0.0 %");
    }
}
