//! A scripted month of the sample hall, March 2026: every outcome, rating, complaint, fee and case once, through real
//! sockets, and the reports figure by figure against tables that were worked out by hand from the script.

mod days;
mod hall;
mod table;

use anyhow::{Context, Result};
use serde_json::Value;

pub(crate) use self::hall::Month;
use self::table::{DAYS, MONTH};

#[test]
fn a_month_is_reported_as_it_was() -> Result<()> {
    let mut month = Month::begin()?;
    days::monday_2(&mut month)?;
    let report = month.look("/api/v1/reports/month?month=2026-03")?;
    // Some of this day's cases are late when the month ends; today none is.
    let running = [("now/cases/accepted", 2), ("now/cases/overdue", 0)];
    let mut wrong = differences("2026-03 on its first day", &report, &running)?;
    days::tuesday_3(&mut month)?;
    days::wednesday_4(&mut month)?;
    days::the_rest(&mut month)?;
    for (day, figures) in DAYS {
        let report = month.look(&format!("/api/v1/reports/day?day={day}"))?;
        wrong.extend(differences(day, &report, figures)?);
    }
    let report = month.look("/api/v1/reports/month?month=2026-03")?;
    wrong.extend(differences("2026-03", &report, MONTH)?);
    assert!(wrong.is_empty(), "{wrong:#?}");
    month.hall.stop()
}

/// What a report says otherwise than the table.
fn differences(of: &str, report: &Value, figures: &[(&str, i64)]) -> Result<Vec<String>> {
    let mut wrong = Vec::new();
    for (path, expected) in figures {
        let figure = figure(report, path).with_context(|| format!("{of}: {path}"))?;
        if figure != *expected {
            wrong.push(format!("{of}: {path} is {figure}, not {expected}"));
        }
    }
    Ok(wrong)
}

/// A figure by its path, such as `cases/department=GA/figures/accepted`; what a list does not have is 0.
fn figure(report: &Value, path: &str) -> Result<i64> {
    let mut at = report;
    for step in path.split('/') {
        at = match step.split_once('=') {
            Some((field, wanted)) => {
                let list = at.as_array().context("a list")?;
                match list.iter().find(|row| is_named(&row[field], wanted)) {
                    Some(row) => row,
                    None => return Ok(0),
                }
            }
            None => at.get(step).with_context(|| format!("no {step}"))?,
        };
    }
    match at {
        Value::Array(rows) => Ok(i64::try_from(rows.len())?),
        Value::Number(number) => number.as_i64().context("a whole number"),
        Value::Null | Value::Bool(_) | Value::String(_) | Value::Object(_) => {
            anyhow::bail!("{at} is no figure")
        }
    }
}

fn is_named(value: &Value, wanted: &str) -> bool {
    value.as_str() == Some(wanted)
        || wanted
            .parse::<i64>()
            .is_ok_and(|wanted| value.as_i64() == Some(wanted))
}
