//! The day report: what the finished legs of a day amount to. Pure: rows in, figures out.
//!
//! A quantile is the nearest-rank one: the smallest value that at least that share of the values does not exceed.

mod agency;
mod cases;
mod csv;
mod elsewhere;
mod escorts;
mod fees;
mod followups;
mod mandates;
mod period;
mod ratings;
mod sheet;

use std::collections::{BTreeMap, BTreeSet};

use hall_protocol::report::{
    AdviceFigures, ClassFigures, DayReport, Figures, LegRow, NamedFigures, OutOfOrder, OutcomeCount,
};
use jiff::Timestamp;
use queue_core::leg::Outcome;
use queue_core::{HallPlan, ServiceDay};

pub use agency::comparison_csv;
pub use csv::{
    cases_csv, classes_csv, elsewhere_csv, escorts_csv, figures_csv, followups_csv, legs_csv, ratings_csv,
};
pub use fees::{fees_csv, notices_csv};
pub use ratings::clerk_figures;
pub(crate) use ratings::department_figures;
pub(crate) use ratings::mine as my_ratings;

pub(crate) use followups::counted;

pub(crate) use mandates::sheet as mandates_sheet;
pub(crate) use period::{Compared, period_report};
pub(crate) use sheet::{Cell, Sheet, csv, xlsx};

use crate::store::{AdviceLine, DayContents, LegLine, OutOfOrderCall};
use crate::views::outcome_name;

/// A day's report from what the journal and the finished legs say.
#[must_use]
pub fn day_report(contents: &DayContents, day: ServiceDay, as_of: Timestamp) -> DayReport {
    let legs = &contents.legs;
    DayReport {
        day: day.0,
        as_of,
        head_seq: contents.head_seq,
        head_hash: hex::encode(contents.head_hash),
        total: figures(legs.iter()),
        by_service: by_service(legs, contents.plan.as_deref()),
        by_window: by_window(legs),
        tickets: tickets(legs),
        by_class: by_class(legs),
        advice: contents.advice.iter().map(advice).collect(),
        elsewhere: elsewhere::asked(&contents.elsewhere, contents.plan.as_deref()),
        out_of_order: contents.out_of_order.iter().map(out_of_order).collect(),
        legs: legs.iter().map(leg_row).collect(),
        outcomes: outcomes(legs),
        ratings: with_plan(contents, |plan| ratings::of_hall(&contents.ratings, plan)),
        case_total: with_plan(contents, |plan| cases::total(&contents.cases, plan, day.0)),
        cases: with_plan(contents, |plan| {
            cases::by_department(&contents.cases, plan, day.0)
        }),
        fee_total: with_plan(contents, |plan| fees::total(contents, plan, day.0)),
        fees: with_plan(contents, |plan| fees::by_department(contents, plan, day.0)),
        paid_without_notice: with_plan(contents, |plan| fees::paid_without_notice(contents, plan, day.0)),
        followups: with_plan(contents, |plan| {
            followups::by_kind(&contents.followups, plan, day.0)
        }),
        causes: followups::causes(&contents.followups),
        escort_total: escorts::figures(&contents.escorts.iter()),
        escorts: escorts::by_kind_and_place(&contents.escorts),
        without_authority: with_plan(contents, |plan| {
            let times = contents.times.as_ref();
            times.map_or_else(Vec::new, |times| {
                agency::without_authority(&contents.authority, times, plan, as_of)
            })
        }),
        unaccepted: contents.unaccepted.iter().map(agency::unaccepted).collect(),
        mandates: mandates::figures(&mandates::through(&contents.cases), &contents.mandates),
        handler_legs: contents.handlers,
        home_visits: with_plan(contents, |plan| {
            agency::home_visits(&contents.home_visits, plan, day.0)
        }),
    }
}

/// What follows from the plan of the day; nothing where its first entry cannot be read.
fn with_plan<T: Default>(contents: &DayContents, found: impl FnOnce(&HallPlan) -> T) -> T {
    contents.plan.as_deref().map(found).unwrap_or_default()
}

/// In the console's order; outcomes that ended no leg are left out.
fn outcomes(legs: &[LegLine]) -> Vec<OutcomeCount> {
    let by_system = [
        Outcome::Transferred,
        Outcome::Withdrawn,
        Outcome::NoShow,
        Outcome::Voided,
        Outcome::Postponed,
    ];
    let all = Outcome::FOR_CLERKS.into_iter().chain(by_system).map(outcome_name);
    let counted = all.map(|outcome| OutcomeCount {
        outcome: outcome.to_owned(),
        legs: count(legs.iter().filter(|leg| leg.outcome == outcome)),
    });
    counted.filter(|line| line.legs > 0).collect()
}

fn by_service(legs: &[LegLine], plan: Option<&HallPlan>) -> Vec<NamedFigures> {
    let mut by_code: BTreeMap<&str, Vec<&LegLine>> = BTreeMap::new();
    for leg in legs {
        by_code.entry(&leg.service).or_default().push(leg);
    }
    let planned = plan
        .into_iter()
        .flat_map(|plan| &plan.parts().services)
        .map(|service| service.code.as_str());
    let mut named: Vec<NamedFigures> = planned
        .filter_map(|code| by_code.remove_entry(code))
        .map(named_figures)
        .collect();
    // A service that has left the plan since is still of that day.
    named.extend(by_code.into_iter().map(named_figures));
    named
}

fn by_window(legs: &[LegLine]) -> Vec<NamedFigures> {
    let mut by_number: BTreeMap<u16, Vec<&LegLine>> = BTreeMap::new();
    for (leg, window) in legs.iter().filter_map(|leg| Some((leg, leg.window?))) {
        by_number.entry(window).or_default().push(leg);
    }
    let named = by_number
        .into_iter()
        .map(|(number, legs)| (number.to_string(), legs));
    named
        .map(|(name, legs)| NamedFigures {
            name,
            figures: figures(legs.into_iter()),
        })
        .collect()
}

fn named_figures((name, legs): (&str, Vec<&LegLine>)) -> NamedFigures {
    NamedFigures {
        name: name.to_owned(),
        figures: figures(legs.into_iter()),
    }
}

fn advice(line: &AdviceLine) -> AdviceFigures {
    AdviceFigures {
        window: line.window,
        times: line.times,
        with_missing: line.with_missing,
    }
}

fn tickets(legs: &[LegLine]) -> u32 {
    let visits: BTreeSet<u32> = legs.iter().map(|leg| leg.visit).collect();
    count(visits.iter())
}

/// Claims are of tickets: a visit counts once, by its last finished leg.
fn by_class(legs: &[LegLine]) -> Vec<ClassFigures> {
    let claims: BTreeMap<u32, (&str, Option<bool>)> = legs
        .iter()
        .filter_map(|leg| Some((leg.visit, (leg.claimed.as_deref()?, leg.verified))))
        .collect();
    let mut classes: BTreeMap<&str, ClassFigures> = BTreeMap::new();
    for (class, verified) in claims.into_values() {
        let none = ClassFigures {
            class: class.to_owned(),
            claimed: 0,
            verified: 0,
            refused: 0,
        };
        let figures = classes.entry(class).or_insert(none);
        figures.claimed += 1;
        figures.verified += u32::from(verified == Some(true));
        figures.refused += u32::from(verified == Some(false));
    }
    classes.into_values().collect()
}

fn figures<'a>(legs: impl Iterator<Item = &'a LegLine> + Clone) -> Figures {
    let of = |wanted: fn(&LegLine) -> bool| count(legs.clone().filter(|leg| wanted(leg)));
    let mut waits: Vec<i64> = legs.clone().filter_map(|leg| leg.wait_ms).collect();
    waits.sort_unstable();
    Figures {
        legs: of(|_| true),
        served: of(|leg| leg.served),
        no_shows: of(|leg| leg.outcome == outcome_name(Outcome::NoShow)),
        within_promise: of(|leg| leg.promise_kept == Some(true)),
        called: of(|leg| leg.first_called_at_ms.is_some()),
        wait_mean_s: mean_s(&waits),
        wait_p50_s: quantile_s(&waits, 50),
        wait_p90_s: quantile_s(&waits, 90),
        wait_max_s: waits.last().copied().map(seconds),
        call_to_start_mean_s: mean_s(
            &legs
                .clone()
                .filter_map(|leg| leg.call_to_start_ms)
                .collect::<Vec<_>>(),
        ),
        handling_mean_s: mean_s(&legs.filter_map(|leg| leg.handling_ms).collect::<Vec<_>>()),
    }
}

fn out_of_order(call: &OutOfOrderCall) -> OutOfOrder {
    OutOfOrder {
        at: call.at,
        ticket: call.ticket.clone(),
        window: call.window,
        clerk: call.clerk.clone(),
        reason: call.reason.clone(),
        passed: call.passed.clone(),
        passed_count: call.passed_count,
    }
}

fn leg_row(leg: &LegLine) -> LegRow {
    LegRow {
        ticket: leg.number.clone(),
        leg: leg.leg,
        service: leg.service.clone(),
        group: leg.group.clone(),
        class: leg.class.clone(),
        channel: leg.channel.clone(),
        issued_at: instant(leg.issued_at_ms),
        ready_at: instant(leg.ready_at_ms),
        anchor: instant(leg.anchor_ms),
        anchor_reason: leg.anchor_reason.clone(),
        deadline: instant(leg.deadline_ms),
        first_called_at: leg.first_called_at_ms.map(instant),
        last_called_at: leg.last_called_at_ms.map(instant),
        started_at: leg.started_at_ms.map(instant),
        ended_at: instant(leg.ended_at_ms),
        wait_s: leg.wait_ms.map(seconds),
        call_to_start_s: leg.call_to_start_ms.map(seconds),
        handling_s: leg.handling_ms.map(seconds),
        window: leg.window,
        clerk: leg.clerk.clone(),
        reason: leg.reason.clone(),
        outcome: leg.outcome.clone(),
    }
}

fn count(legs: impl Iterator) -> u32 {
    u32::try_from(legs.count()).unwrap_or(u32::MAX)
}

fn instant(ms: i64) -> Timestamp {
    Timestamp::from_millisecond(ms).unwrap_or_default()
}

#[expect(
    clippy::cast_precision_loss,
    reason = "milliseconds of a day are far below 2^53"
)]
fn seconds(ms: i64) -> f64 {
    ms as f64 / 1000.0
}

fn mean_s(lengths_ms: &[i64]) -> Option<f64> {
    let count = i64::try_from(lengths_ms.len()).ok().filter(|count| *count > 0)?;
    Some(seconds(lengths_ms.iter().sum::<i64>() / count))
}

fn quantile_s(sorted_ms: &[i64], percent: usize) -> Option<f64> {
    let rank = (sorted_ms.len() * percent).div_ceil(100);
    sorted_ms.get(rank.checked_sub(1)?).copied().map(seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quantile_is_a_value_that_was_measured() {
        let waits = [1_000, 2_000, 3_000, 4_000, 10_500];
        assert_eq!(quantile_s(&waits, 50), Some(3.0));
        assert_eq!(quantile_s(&waits, 90), Some(10.5));
        assert_eq!(mean_s(&waits), Some(4.1));
        assert_eq!(quantile_s(&[], 50), None);
        assert_eq!(mean_s(&[]), None);
    }
}
