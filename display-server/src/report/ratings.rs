//! What visitors said: by department, service and window, and of one clerk. Pure.
//!
//! Invariant: no figure by level is told of so few that a rater could be recognised.

use std::collections::BTreeMap;

use hall_protocol::rating::{MyRatings, OwnRatings, RatingsOf};
use jiff::civil::Date;
use queue_core::plan::RatingRules;
use queue_core::rating::{Rating, RatingFigures};
use queue_core::{HallPlan, PersonCode};

use crate::store::{RateableLine, RatingsOfDays};
use crate::views::rating_figures;

/// The hall, its departments and services in the plan's order, and the windows that have enough ratings to be compared.
pub(super) fn of_hall(ratings: &RatingsOfDays, plan: &HallPlan) -> Vec<RatingsOf> {
    let rules = plan.ratings();
    let mut told = Vec::new();
    let mut tell = |by: &str, name: &str, figures: &RatingFigures| {
        told.push(RatingsOf {
            by: by.to_owned(),
            name: name.to_owned(),
            figures: rating_figures(figures, rules.shown_from),
        });
    };
    let any = |figures: &RatingFigures| figures.rateable > 0;
    let hall = figures(rules, ratings, |_| true, |_| true);
    tell("hall", "", &hall);
    let department = |service: &str| {
        let service = plan.service(&queue_core::ServiceCode::new(service));
        service.map(|service| service.department.as_str())
    };
    for one in &plan.parts().departments {
        let code = Some(one.code.as_str());
        let of = figures(
            rules,
            ratings,
            |rating| department(rating.service.as_str()) == code,
            |line| department(&line.service) == code,
        );
        Some(of)
            .filter(any)
            .iter()
            .for_each(|of| tell("department", &one.code, of));
    }
    for one in &plan.parts().services {
        let of = figures(
            rules,
            ratings,
            |rating| rating.service == one.code,
            |line| line.service == one.code.as_str(),
        );
        Some(of)
            .filter(any)
            .iter()
            .for_each(|of| tell("service", one.code.as_str(), of));
    }
    for one in &plan.parts().windows {
        let of = figures(
            rules,
            ratings,
            |rating| rating.window == one.number,
            |line| line.window == one.number.get(),
        );
        if of.is_enough(rules) {
            tell("window", &one.number.to_string(), &of);
        }
    }
    told
}

/// A clerk's own page, on a day: months that are over, and days that are over and have enough ratings. What grows while one
/// looks would tell who has just rated.
pub(crate) fn mine(ratings: &RatingsOfDays, rules: &RatingRules, today: Date) -> MyRatings {
    let this_month = month(day_number(today));
    let today = day_number(today);
    let mut days: BTreeMap<u32, RatingFigures> = BTreeMap::new();
    let mut months: BTreeMap<u32, RatingFigures> = BTreeMap::new();
    let known = ratings.ratings.iter().map(|rating| day_number(rating.key.day.0));
    for day in known.chain(ratings.rateable.iter().map(|line| line.day)) {
        let of = |is: &dyn Fn(u32) -> bool| {
            let rated = |rating: &Rating| is(day_number(rating.key.day.0));
            figures(rules, ratings, rated, |line| is(line.day))
        };
        days.entry(day).or_insert_with(|| of(&|other| other == day));
        months
            .entry(month(day))
            .or_insert_with(|| of(&|other| month(other) == month(day)));
    }
    let own = |time: String, figures: &RatingFigures| OwnRatings {
        time,
        figures: rating_figures(figures, rules.shown_from),
    };
    let months = months.iter().rev().filter(|(month, _)| **month < this_month);
    let enough = |figures: &RatingFigures| figures.levels.sum() >= rules.shown_from;
    let days = days.iter().rev().filter(|(day, of)| **day < today && enough(of));
    MyRatings {
        shown_from: rules.shown_from,
        months: months
            .map(|(month, of)| own(format!("{:04}-{:02}", month / 100, month % 100), of))
            .collect(),
        days: days
            .map(|(day, of)| {
                own(
                    format!("{:04}-{:02}-{:02}", day / 10_000, day / 100 % 100, day % 100),
                    of,
                )
            })
            .collect(),
    }
}

/// One clerk's figures of a month or of any other days, for whoever assesses: `rateable`, `rated`, by level, bad, verified as
/// the clerk's fault, doubtful. Below [`RatingFigures::is_enough`] nobody is ranked.
#[must_use]
pub fn clerk_figures(ratings: &RatingsOfDays, rules: &RatingRules, clerk: &PersonCode) -> RatingFigures {
    figures(
        rules,
        ratings,
        |rating| rating.clerk == *clerk,
        |line| line.clerk == clerk.as_str(),
    )
}

/// One department's figures of some days, for whoever assesses it.
pub(crate) fn department_figures(ratings: &RatingsOfDays, plan: &HallPlan, code: &str) -> RatingFigures {
    let is_its = |service: &str| {
        let service = plan.service(&queue_core::ServiceCode::new(service));
        service.is_some_and(|service| service.department == code)
    };
    figures(
        plan.ratings(),
        ratings,
        |rating| is_its(rating.service.as_str()),
        |line| is_its(&line.service),
    )
}

fn figures(
    rules: &RatingRules,
    ratings: &RatingsOfDays,
    rated: impl Fn(&Rating) -> bool,
    rateable: impl Fn(&RateableLine) -> bool,
) -> RatingFigures {
    let of: Vec<&Rating> = ratings.ratings.iter().filter(|rating| rated(rating)).collect();
    let lines = ratings.rateable.iter().filter(|line| rateable(line));
    let rateable = lines.map(|line| line.legs).sum();
    RatingFigures::of(rules, rateable, &of, |rating| ratings.is_fault(rating))
}

fn month(day: u32) -> u32 {
    day / 100
}

/// A date as yyyymmdd.
fn day_number(date: Date) -> u32 {
    let number = |part: i32| u32::try_from(part).unwrap_or_default();
    number(date.year().into()) * 10_000 + number(date.month().into()) * 100 + number(date.day().into())
}
