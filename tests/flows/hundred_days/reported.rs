//! What the hall's own day report says, figure by figure, under the names of the recount.

use hall_protocol::report::{CaseFigures, DayReport, FeeFigures, Figures};
use serde_json::Value;

use super::recount::Lines;

pub(super) fn lines(report: &DayReport) -> Lines {
    let mut lines = Lines::new();
    figures("total", &report.total, &mut lines);
    for service in &report.by_service {
        figures(&format!("service.{}", service.name), &service.figures, &mut lines);
    }
    for window in &report.by_window {
        figures(&format!("window.{}", window.name), &window.figures, &mut lines);
    }
    for outcome in &report.outcomes {
        lines.insert(format!("outcome.{}", outcome.outcome), outcome.legs.to_string());
    }
    lines.insert("tickets".to_owned(), report.tickets.to_string());
    for class in &report.by_class {
        let counted = [class.claimed, class.verified, class.refused];
        lines.insert(format!("class.{}", class.class), format!("{counted:?}"));
    }
    for (place, call) in report.out_of_order.iter().enumerate() {
        let text = format!("{} passed {}", call.ticket, call.passed_count);
        lines.insert(format!("out_of_order.{place}"), text);
    }
    beside_tickets(report, &mut lines);
    cases("all", &report.case_total, &mut lines);
    for of in &report.cases {
        cases(&of.department, &of.figures, &mut lines);
    }
    fees("all", &report.fee_total, &mut lines);
    for of in &report.fees {
        fees(&of.department, &of.figures, &mut lines);
    }
    what_people_said(report, &mut lines);
    agents(report, &mut lines);
    lines
}

/// Who came with what was accepted, mandates and trips, where they are not nothing.
fn agents(report: &DayReport, lines: &mut Lines) {
    let figures = &report.mandates;
    let mut all = vec![
        ("accepted.oneself".to_owned(), figures.oneself),
        ("accepted.handler".to_owned(), figures.handler),
        ("handler_legs".to_owned(), report.handler_legs),
    ];
    for of in &figures.kinds {
        let kind = &of.kind;
        all.push((format!("accepted.{kind}"), of.accepted));
        all.push((format!("{kind}.opened"), of.opened));
        all.push((format!("{kind}.ended"), of.ended));
        all.push((format!("{kind}.open"), of.open));
    }
    for of in &figures.agents {
        all.push((format!("{}.trips", of.agent), of.trips));
        all.push((format!("{}.principals", of.agent), of.principals));
    }
    let some = all.into_iter().filter(|(_, figure)| *figure > 0);
    lines.extend(some.map(|(name, figure)| (format!("agents.{name}"), figure.to_string())));
}

/// Those figures of fees that the day itself made.
fn fees(whose: &str, of: &FeeFigures, lines: &mut Lines) {
    let figures = [
        ("notices", u64::from(of.notices)),
        ("charged_fen", of.charged_fen),
        ("exempted", u64::from(of.exempted)),
        ("paid", u64::from(of.paid)),
        ("paid_fen", of.paid_fen),
        ("cancelled", u64::from(of.cancelled)),
    ];
    let some = figures.into_iter().filter(|(_, figure)| *figure > 0);
    lines.extend(some.map(|(name, figure)| (format!("fees.{whose}.{name}"), figure.to_string())));
}

/// Ratings and follow-ups.
fn what_people_said(report: &DayReport, lines: &mut Lines) {
    for of in &report.followups {
        let figures = [
            ("opened", of.opened),
            ("answered", of.answered),
            ("founded", of.founded),
            ("appealed", of.appealed),
        ];
        for (name, figure) in figures.into_iter().filter(|(_, figure)| *figure > 0) {
            let kind = serde_json::to_value(of.kind).unwrap_or_default();
            let kind = kind.as_str().unwrap_or_default();
            lines.insert(format!("followups.{kind}.{name}"), figure.to_string());
        }
    }
    let hall = report.ratings.iter().find(|of| of.by == "hall");
    let figures = hall.map_or([0; 3], |of| {
        [of.figures.rated, of.figures.flagged, of.figures.struck]
    });
    let names = ["rated", "flagged", "struck"].into_iter();
    lines.extend(
        names
            .zip(figures)
            .map(|(name, figure)| (format!("ratings.{name}"), figure.to_string())),
    );
}

fn beside_tickets(report: &DayReport, lines: &mut Lines) {
    for line in &report.advice {
        let place = line
            .window
            .map_or("reception".to_owned(), |window| window.to_string());
        lines.insert(
            format!("advice.{place}"),
            format!("{} {}", line.times, line.with_missing),
        );
    }
    for asked in &report.elsewhere {
        let channels = [
            ("kiosk", asked.kiosk),
            ("phone", asked.phone),
            ("reception", asked.reception),
            ("window", asked.window),
        ];
        for (channel, times) in channels.into_iter().filter(|(_, times)| *times > 0) {
            lines.insert(format!("elsewhere.{}.{channel}", asked.entry), times.to_string());
        }
    }
    let escorts = &report.escort_total;
    let figures = [
        ("requests", escorts.requests),
        ("merged", escorts.merged),
        ("cancelled", escorts.cancelled),
        ("without_guide", escorts.without_guide),
        ("over_limit", escorts.over_limit),
    ];
    lines.extend(figures.map(|(name, figure)| (format!("escorts.{name}"), figure.to_string())));
}

fn figures(whose: &str, of: &Figures, lines: &mut Lines) {
    let length = |seconds: Option<f64>| seconds.map_or("none".to_owned(), |seconds| format!("{seconds:.3}"));
    let figures = [
        ("legs", of.legs.to_string()),
        ("served", of.served.to_string()),
        ("no_shows", of.no_shows.to_string()),
        ("called", of.called.to_string()),
        ("within_promise", of.within_promise.to_string()),
        ("wait_mean", length(of.wait_mean_s)),
        ("wait_p50", length(of.wait_p50_s)),
        ("wait_p90", length(of.wait_p90_s)),
        ("wait_max", length(of.wait_max_s)),
        ("to_start_mean", length(of.call_to_start_mean_s)),
        ("handling_mean", length(of.handling_mean_s)),
    ];
    lines.extend(figures.map(|(name, figure)| (format!("{whose}.{name}"), figure)));
}

/// Every figure that is not nothing, by the wire's own names.
fn cases(whose: &str, of: &CaseFigures, lines: &mut Lines) {
    let Ok(Value::Object(fields)) = serde_json::to_value(of) else {
        return;
    };
    let some = fields.into_iter().filter(|(_, figure)| *figure != 0);
    lines.extend(some.map(|(name, figure)| (format!("cases.{whose}.{name}"), figure.to_string())));
}
