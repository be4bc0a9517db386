//! The ratings of some days, and what could be rated on them.

use std::collections::BTreeSet;

use jiff::civil::Date;
use queue_core::followup::{Followup, FollowupCode};
use queue_core::leg::Outcome;
use queue_core::rating::Rating;
use queue_core::visit::Channel;
use queue_core::{PersonCode, Record, ServiceDay};
use rusqlite::{Connection, Row, named_params};

use super::{day_number, records};
use crate::views::{channel_name, outcome_name};

/// Legs of one day that could be rated: served to their end, by one clerk at one window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RateableLine {
    /// The service day, as yyyymmdd.
    pub day: u32,
    /// What for.
    pub service: String,
    /// Where.
    pub window: u16,
    /// Who served.
    pub clerk: String,
    /// How many.
    pub legs: u32,
}

/// The ratings of some days, and what could be rated on them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RatingsOfDays {
    /// The ratings, in the order of their days.
    pub ratings: Vec<Rating>,
    /// What could be rated.
    pub rateable: Vec<RateableLine>,
    /// The follow-ups of bad ratings that found the clerk at fault, with no appeal open.
    pub at_fault: BTreeSet<FollowupCode>,
}

impl RatingsOfDays {
    /// Whether a bad rating was verified as the clerk's fault.
    #[must_use]
    pub fn is_fault(&self, rating: &Rating) -> bool {
        rating
            .followup
            .as_ref()
            .is_some_and(|code| self.at_fault.contains(code))
    }
}

/// Those of one clerk, or of all: every one, since figures are made of them.
pub(super) fn of_days(
    connection: &Connection,
    (from, to): (Date, Date),
    clerk: Option<&PersonCode>,
) -> rusqlite::Result<RatingsOfDays> {
    let mut statement = connection.prepare_cached(include_str!("ratings/of_days.sql"))?;
    let params = named_params! {
        ":kind": Rating::KIND,
        ":from": day_number(ServiceDay(from)),
        ":to": day_number(ServiceDay(to)),
        ":person": clerk.map(PersonCode::as_str),
    };
    let ratings = statement.query_map(params, |row| records::read(&row.get::<_, String>("record")?))?;
    let ratings: Vec<Rating> = ratings.collect::<rusqlite::Result<_>>()?;
    Ok(RatingsOfDays {
        at_fault: at_fault(connection, &ratings)?,
        ratings,
        rateable: rateable(connection, (from, to), clerk)?,
    })
}

fn at_fault(connection: &Connection, ratings: &[Rating]) -> rusqlite::Result<BTreeSet<FollowupCode>> {
    let mut found = BTreeSet::new();
    for code in ratings.iter().filter_map(|rating| rating.followup.as_ref()) {
        let followup = records::one::<Followup>(connection, code)?;
        if followup.is_some_and(|(_, followup)| followup.clerk_at_fault()) {
            found.insert(code.clone());
        }
    }
    Ok(found)
}

fn rateable(
    connection: &Connection,
    (from, to): (Date, Date),
    clerk: Option<&PersonCode>,
) -> rusqlite::Result<Vec<RateableLine>> {
    let mut statement = connection.prepare_cached(include_str!("ratings/rateable.sql"))?;
    let params = named_params! {
        ":from": day_number(ServiceDay(from)),
        ":to": day_number(ServiceDay(to)),
        ":not_holder": outcome_name(Outcome::NotHolder),
        ":by_hand": channel_name(Channel::Pad),
        ":clerk": clerk.map(PersonCode::as_str),
    };
    statement.query_map(params, read_line)?.collect()
}

fn read_line(row: &Row<'_>) -> rusqlite::Result<RateableLine> {
    Ok(RateableLine {
        day: row.get("day")?,
        service: row.get("service")?,
        window: row.get("window")?,
        clerk: row.get("clerk")?,
        legs: row.get("legs")?,
    })
}
