//! Reports as CSV (RFC 4180), for a spreadsheet.
//!
//! Invariant: a cell never begins like a formula, whatever a plan or a person wrote.

use std::fmt::Write;

use hall_protocol::agency::ComparisonView;
use hall_protocol::rating::{LevelFigures, RatingsOf};
use hall_protocol::report::{CaseFigures, DayReport, EscortFigures, Figures, LegRow, NamedFigures};

/// Every finished leg, one a line.
#[must_use]
pub fn legs_csv(legs: &[LegRow]) -> String {
    let header = [
        "ticket",
        "leg",
        "service",
        "group",
        "class",
        "channel",
        "issued_at",
        "ready_at",
        "anchor",
        "anchor_reason",
        "deadline",
        "first_called_at",
        "last_called_at",
        "started_at",
        "ended_at",
        "wait_s",
        "call_to_start_s",
        "handling_s",
        "window",
        "clerk",
        "reason",
        "outcome",
    ];
    let mut out = line(header.map(str::to_owned));
    for leg in legs {
        out.push_str(&line([
            leg.ticket.clone(),
            leg.leg.to_string(),
            leg.service.clone(),
            leg.group.clone(),
            leg.class.clone(),
            leg.channel.clone(),
            leg.issued_at.to_string(),
            leg.ready_at.to_string(),
            leg.anchor.to_string(),
            leg.anchor_reason.clone(),
            leg.deadline.to_string(),
            optional(leg.first_called_at),
            optional(leg.last_called_at),
            optional(leg.started_at),
            leg.ended_at.to_string(),
            optional(leg.wait_s),
            optional(leg.call_to_start_s),
            optional(leg.handling_s),
            optional(leg.window),
            optional(leg.clerk.as_ref()),
            optional(leg.reason.as_ref()),
            leg.outcome.clone(),
        ]));
    }
    out
}

/// What the day did to follow-ups, a kind a line.
#[must_use]
pub fn followups_csv(report: &DayReport) -> String {
    let header = [
        "kind", "opened", "answered", "in_time", "founded", "appealed", "open", "overdue",
    ];
    let mut out = line(header.map(str::to_owned));
    for row in &report.followups {
        out.push_str(&line([
            row.kind.name().to_owned(),
            row.opened.to_string(),
            row.answered.to_string(),
            row.in_time.to_string(),
            row.founded.to_string(),
            row.appealed.to_string(),
            row.open.to_string(),
            row.overdue.to_string(),
        ]));
    }
    out
}

/// What the day did to cases: the whole hall, then each department, one a line.
#[must_use]
pub fn cases_csv(report: &DayReport) -> String {
    let header = [
        "department",
        "received",
        "told",
        "told_again",
        "accepted",
        "deemed",
        "granted",
        "refused",
        "given_back",
        "late",
        "collected",
        "supervised",
        "life_s",
        "outside_s",
        "open",
        "overdue",
        "stopped",
        "waiting",
    ];
    let of = |department: &str, figures: &CaseFigures| {
        let counts = [
            figures.received,
            figures.told,
            figures.told_again,
            figures.accepted,
            figures.deemed,
            figures.granted,
            figures.refused,
            figures.given_back,
            figures.late,
            figures.collected,
            figures.supervised,
        ];
        let ends = [figures.open, figures.overdue, figures.stopped, figures.waiting];
        let lengths = [figures.life_s.to_string(), figures.outside_s.to_string()];
        let counts = counts.map(|count| count.to_string()).into_iter();
        let cells = counts.chain(lengths).chain(ends.map(|count| count.to_string()));
        line(std::iter::once(department.to_owned()).chain(cells))
    };
    let mut out = line(header.map(str::to_owned));
    out.push_str(&of("", &report.case_total));
    for one in &report.cases {
        out.push_str(&of(&one.department, &one.figures));
    }
    out
}

/// The figures of the hall, its services and its windows, one a line.
#[must_use]
pub fn figures_csv(report: &DayReport) -> String {
    let header = [
        "of",
        "name",
        "legs",
        "served",
        "no_shows",
        "called",
        "within_promise",
        "wait_mean_s",
        "wait_p50_s",
        "wait_p90_s",
        "wait_max_s",
        "call_to_start_mean_s",
        "handling_mean_s",
    ];
    let mut out = line(header.map(str::to_owned));
    out.push_str(&figures_line("hall", "", &report.total));
    let mut write = |of: &str, named: &[NamedFigures]| {
        for NamedFigures { name, figures } in named {
            out.push_str(&figures_line(of, name, figures));
        }
    };
    write("service", &report.by_service);
    write("window", &report.by_window);
    out
}

fn figures_line(of: &str, name: &str, figures: &Figures) -> String {
    line([
        of.to_owned(),
        name.to_owned(),
        figures.legs.to_string(),
        figures.served.to_string(),
        figures.no_shows.to_string(),
        figures.called.to_string(),
        figures.within_promise.to_string(),
        optional(figures.wait_mean_s),
        optional(figures.wait_p50_s),
        optional(figures.wait_p90_s),
        optional(figures.wait_max_s),
        optional(figures.call_to_start_mean_s),
        optional(figures.handling_mean_s),
    ])
}

/// How often people asked for what is not handled here, one entry a line.
#[must_use]
pub fn elsewhere_csv(report: &DayReport) -> String {
    let header = ["entry", "kiosk", "phone", "reception", "window", "total"];
    let mut out = line(header.map(str::to_owned));
    for row in &report.elsewhere {
        out.push_str(&line([
            row.entry.clone(),
            row.kiosk.to_string(),
            row.phone.to_string(),
            row.reception.to_string(),
            row.window.to_string(),
            row.total.to_string(),
        ]));
    }
    out
}

/// The figures of the escorts: of all, then by kind and place, one a line.
#[must_use]
pub fn escorts_csv(report: &DayReport) -> String {
    let header = [
        "kind",
        "place",
        "requests",
        "merged",
        "cancelled",
        "without_guide",
        "over_limit",
        "accept_p50_s",
        "accept_p90_s",
        "meet_p50_s",
        "meet_p90_s",
        "whole_p50_s",
        "whole_p90_s",
    ];
    let mut out = line(header.map(str::to_owned));
    out.push_str(&escorts_line("", "", &report.escort_total));
    for row in &report.escorts {
        out.push_str(&escorts_line(row.kind.name(), &row.place, &row.figures));
    }
    out
}

/// How each class was claimed and looked at, beside all the tickets of the day.
#[must_use]
pub fn classes_csv(report: &DayReport) -> String {
    let header = ["class", "tickets", "claimed", "verified", "refused"];
    let mut out = line(header.map(str::to_owned));
    for row in &report.by_class {
        out.push_str(&line([
            row.class.clone(),
            report.tickets.to_string(),
            row.claimed.to_string(),
            row.verified.to_string(),
            row.refused.to_string(),
        ]));
    }
    out
}

/// What visitors said: the hall, its departments, services and windows, one a line; levels of few are left empty.
#[must_use]
pub fn ratings_csv(ratings: &[RatingsOf]) -> String {
    let header = [
        "of",
        "name",
        "rateable",
        "rated",
        "unrated",
        "very_satisfied",
        "satisfied",
        "basically_satisfied",
        "dissatisfied",
        "very_dissatisfied",
        "bad",
        "verified_bad",
        "flagged",
        "struck",
    ];
    let mut out = line(header.map(str::to_owned));
    for row in ratings {
        let figures = &row.figures;
        let level = |of: fn(&LevelFigures) -> u32| optional(figures.levels.as_ref().map(of));
        out.push_str(&line([
            row.by.clone(),
            row.name.clone(),
            figures.rateable.to_string(),
            figures.rated.to_string(),
            figures.unrated.to_string(),
            level(|levels| levels.very_satisfied),
            level(|levels| levels.satisfied),
            level(|levels| levels.basically_satisfied),
            level(|levels| levels.dissatisfied),
            level(|levels| levels.very_dissatisfied),
            optional(figures.bad),
            optional(figures.verified_bad),
            figures.flagged.to_string(),
            figures.struck.to_string(),
        ]));
    }
    out
}

fn escorts_line(kind: &str, place: &str, figures: &EscortFigures) -> String {
    line([
        kind.to_owned(),
        place.to_owned(),
        figures.requests.to_string(),
        figures.merged.to_string(),
        figures.cancelled.to_string(),
        figures.without_guide.to_string(),
        figures.over_limit.to_string(),
        optional(figures.accept_p50_s),
        optional(figures.accept_p90_s),
        optional(figures.meet_p50_s),
        optional(figures.meet_p90_s),
        optional(figures.whole_p50_s),
        optional(figures.whole_p90_s),
    ])
}

/// What a comparison with a department's list found, one difference a line; then the rows that could not be read.
#[must_use]
pub fn comparison_csv(comparison: &ComparisonView) -> String {
    let header = [
        "line",
        "what",
        "matter",
        "number",
        "there_on",
        "there_how",
        "here_on",
        "here_how",
    ];
    let mut out = line(header.map(str::to_owned));
    for one in &comparison.differences {
        out.push_str(&line([
            optional(one.line),
            one.what.clone(),
            optional(one.matter.as_ref()),
            optional(one.number.as_ref()),
            optional(one.there_on),
            optional(one.there_how.as_ref()),
            optional(one.here_on),
            optional(one.here_how.as_ref()),
        ]));
    }
    for row in &comparison.unread_rows {
        let cells = [row.line.to_string(), format!("unread_{}", row.why)];
        out.push_str(&line(
            cells.into_iter().chain(std::iter::repeat_n(String::new(), 6)),
        ));
    }
    out
}

fn optional(value: Option<impl ToString>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

pub(super) fn line(cells: impl IntoIterator<Item = String>) -> String {
    let cells: Vec<_> = cells.into_iter().map(|cell| quoted(&cell)).collect();
    let mut out = cells.join(",");
    out.push_str("\r\n");
    out
}

fn quoted(cell: &str) -> String {
    let formula =
        cell.starts_with(['=', '+', '@', '\t']) || (cell.starts_with('-') && cell.parse::<f64>().is_err());
    let cell = if formula {
        format!("'{cell}")
    } else {
        cell.to_owned()
    };
    if !cell.contains([',', '"', '\r', '\n']) {
        return cell;
    }
    let mut out = String::with_capacity(cell.len() + 2);
    // Writing to a String cannot fail.
    let _ = write!(out, "\"{}\"", cell.replace('"', "\"\""));
    out
}

#[cfg(test)]
mod tests {
    use hall_protocol::escort::EscortKindName;
    use hall_protocol::report::{EscortFigures, EscortsOf};

    use super::{escorts_line, line, quoted};

    #[test]
    fn escorts_are_a_line_for_each_kind_and_place() {
        let row = EscortsOf {
            kind: EscortKindName::Signing,
            place: "post-1".to_owned(),
            figures: EscortFigures {
                requests: 3,
                merged: 2,
                over_limit: 1,
                accept_p50_s: Some(12.5),
                ..EscortFigures::default()
            },
        };
        assert_eq!(
            escorts_line(row.kind.name(), &row.place, &row.figures),
            line(
                [
                    "signing", "post-1", "3", "2", "0", "0", "1", "12.5", "", "", "", "", ""
                ]
                .map(str::to_owned)
            )
        );
    }

    #[test]
    fn a_cell_is_quoted_when_it_must_be_and_never_a_formula() {
        assert_eq!(quoted("A012"), "A012");
        assert_eq!(quoted("a \"b\", c"), "\"a \"\"b\"\", c\"");
        assert_eq!(quoted("=1+1"), "'=1+1");
        assert_eq!(quoted("-0.5"), "-0.5");
    }
}
