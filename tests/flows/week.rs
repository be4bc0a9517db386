//! A scripted week of the sample hall: five service days about the National Day holidays, with everything that belongs to
//! a hall's day, and their reports figure by figure against a table that was worked out by hand.
//!
//! The days are Tuesday 29 and Wednesday 30 September 2026 (summer hours; the second stops early), Thursday 8 and Friday
//! 9 October (winter hours), and Saturday 10 October, which keeps Monday's hours (調休).

mod days;
mod hall;
mod table;

use std::collections::BTreeMap;

use anyhow::Result;
use hall_protocol::report::{DayReport, Figures};
use jiff::civil::date;

use self::hall::Week;
use self::table::{Expected, TABLE};

#[test]
fn a_week_is_reported_as_it_was() -> Result<()> {
    let mut week = Week::begin()?;
    days::tuesday(&mut week)?;
    week.dawn(date(2026, 9, 30))?;
    days::wednesday(&mut week)?;
    week.dawn(date(2026, 10, 8))?;
    days::thursday(&mut week)?;
    week.dawn(date(2026, 10, 9))?;
    days::friday(&mut week)?;
    week.dawn(date(2026, 10, 10))?;
    days::saturday(&mut week)?;
    week.dawn(date(2026, 10, 12))?;
    for (day, expected) in TABLE {
        let report = week.report(*day)?;
        assert_eq!(Seen::of(&report), Seen::expected(expected), "{day}");
    }
    week.hall.stop()
}

/// What a report says, in the form of the table.
#[derive(Debug, PartialEq)]
struct Seen {
    tickets: u32,
    counts: [u32; 5],
    waits_s: [Option<f64>; 4],
    to_start_s: Option<f64>,
    handling_s: Option<f64>,
    outcomes: BTreeMap<String, u32>,
    windows: Vec<(String, u32)>,
    classes: Vec<(String, [u32; 3])>,
    out_of_order: Vec<(String, Vec<String>)>,
    advice: Vec<(Option<u16>, u32, u32)>,
    escorts: [u32; 5],
    escort_s: [Option<f64>; 6],
}

impl Seen {
    fn of(report: &DayReport) -> Self {
        let mut outcomes = BTreeMap::new();
        for leg in &report.legs {
            *outcomes.entry(leg.outcome.clone()).or_default() += 1;
        }
        let total = &report.total;
        let escorts = &report.escort_total;
        Self {
            tickets: report.tickets,
            counts: counts(total),
            waits_s: [
                total.wait_mean_s,
                total.wait_p50_s,
                total.wait_p90_s,
                total.wait_max_s,
            ]
            .map(to_ms),
            to_start_s: to_ms(total.call_to_start_mean_s),
            handling_s: to_ms(total.handling_mean_s),
            outcomes,
            windows: report
                .by_window
                .iter()
                .map(|window| (window.name.clone(), window.figures.served))
                .collect(),
            classes: report
                .by_class
                .iter()
                .map(|class| {
                    (
                        class.class.clone(),
                        [class.claimed, class.verified, class.refused],
                    )
                })
                .collect(),
            out_of_order: report
                .out_of_order
                .iter()
                .map(|call| (call.ticket.clone(), call.passed.clone()))
                .collect(),
            advice: report
                .advice
                .iter()
                .map(|line| (line.window, line.times, line.with_missing))
                .collect(),
            escorts: [
                escorts.requests,
                escorts.merged,
                escorts.cancelled,
                escorts.without_guide,
                escorts.over_limit,
            ],
            escort_s: [
                escorts.accept_p50_s,
                escorts.accept_p90_s,
                escorts.meet_p50_s,
                escorts.meet_p90_s,
                escorts.whole_p50_s,
                escorts.whole_p90_s,
            ],
        }
    }

    fn expected(row: &Expected) -> Self {
        let text = |text: &&str| (*text).to_owned();
        Self {
            tickets: row.tickets,
            counts: row.counts,
            waits_s: row.waits_s.map(Some).map(to_ms),
            to_start_s: to_ms(Some(row.to_start_s)),
            handling_s: to_ms(Some(row.handling_s)),
            outcomes: row
                .outcomes
                .iter()
                .map(|(name, count)| (text(name), *count))
                .collect(),
            windows: row
                .windows
                .iter()
                .map(|(number, served)| (number.to_string(), *served))
                .collect(),
            classes: row
                .classes
                .iter()
                .map(|(class, figures)| (text(class), *figures))
                .collect(),
            out_of_order: row
                .out_of_order
                .iter()
                .map(|(ticket, passed)| (text(ticket), passed.iter().map(text).collect()))
                .collect(),
            advice: row.advice.to_vec(),
            escorts: row.escorts,
            escort_s: row.escort_s,
        }
    }
}

/// Legs, served, no-shows, called, called within their promise.
fn counts(figures: &Figures) -> [u32; 5] {
    [
        figures.legs,
        figures.served,
        figures.no_shows,
        figures.called,
        figures.within_promise,
    ]
}

/// To the millisecond, begun ones left out, as the report has its means.
fn to_ms(seconds: Option<f64>) -> Option<f64> {
    seconds.map(|seconds| (seconds * 1000.0 + 1e-6).floor() / 1000.0)
}
