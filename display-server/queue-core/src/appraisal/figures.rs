//! The figures of a month from which marks follow: whole numbers, each as it is published.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::ids::{PersonCode, ServiceCode, WindowNumber};
use crate::plan::ENOUGH_AT_LEAST;
use crate::points::PointCode;

/// What a rating of each of the three good levels is worth, in percent of the best.
const GOOD_LEVELS_PERCENT: [u32; 3] = [100, 80, 60];

/// The ratings of a clerk or a department in a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RatingFigures {
    /// Legs that could be rated.
    pub rateable: u32,
    /// Those that were; what is not rated counts neither as good nor as bad.
    pub rated: u32,
    /// How many of each level, from 非常滿意 to 非常不滿意.
    pub by_level: [u32; 5],
    /// 差評: the last two levels.
    pub bad: u32,
    /// Of these, those that were looked into and found to be somebody's fault here.
    pub verified_bad: u32,
    /// Ratings that look as if somebody else gave them.
    pub flagged: u32,
    /// So many verified ones are needed before ratings say anything, and before there is a rank: the plan's number.
    #[serde(default = "enough_once")]
    pub enough: u32,
}

/// What was enough before the plan said so.
fn enough_once() -> u32 {
    ENOUGH_AT_LEAST
}

impl Default for RatingFigures {
    /// No rating, of which there would have to be the fewest that a plan may ask for.
    fn default() -> Self {
        Self {
            rateable: 0,
            rated: 0,
            by_level: [0; 5],
            bad: 0,
            verified_bad: 0,
            flagged: 0,
            enough: ENOUGH_AT_LEAST,
        }
    }
}

impl RatingFigures {
    /// Those that count: the good ones, and the bad ones that were verified.
    #[must_use]
    pub fn verified(&self) -> u32 {
        self.good().map(|(count, _)| count).sum::<u32>() + self.verified_bad
    }

    /// Whether there are enough of them.
    #[must_use]
    pub fn are_enough(&self) -> bool {
        self.verified() >= self.enough
    }

    /// What they are worth together: hundreds for each of the best, nothing for a bad one that was verified.
    #[must_use]
    pub fn worth_percent(&self) -> u32 {
        self.good().map(|(count, worth)| count * worth).sum()
    }

    /// How many of each good level, with what one is worth.
    fn good(&self) -> impl Iterator<Item = (u32, u32)> {
        self.by_level.into_iter().zip(GOOD_LEVELS_PERCENT)
    }
}

/// A window at which a clerk sat, and what like windows do in an hour.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WindowTime {
    /// Which.
    pub window: WindowNumber,
    /// How long it was open there with the clerk, pauses left out, in minutes.
    pub open_min: u32,
    /// What windows with the same primary groups do in an open hour, in hundredths of a standard minute.
    pub like_rate_hundredths: u32,
    /// Those windows; empty: it is the only one of its kind, and the rate is the whole hall's.
    #[serde(default)]
    pub like: Vec<WindowNumber>,
}

/// A service whose legs take a clerk much longer, or much shorter, than like clerks: a hint, never a mark.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outlier {
    /// Which service.
    pub service: ServiceCode,
    /// How many legs.
    pub legs: u32,
    /// Their mean handling, in seconds.
    pub mean_s: u32,
    /// The median of the means of all clerks with enough legs of it, in seconds.
    pub median_s: u32,
}

/// What a clerk did in a month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClerkFigures {
    /// Who.
    pub person: PersonCode,
    /// The department that sent the clerk.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub home: Option<String>,
    /// Days on which the hall was open and the clerk was to be here, leave taken off.
    pub due_days: u32,
    /// Days on which the clerk signed in.
    pub present_days: u32,
    /// Days of leave, of the ledger.
    pub leave_days: u32,
    /// The hall's hours on the days due, in minutes.
    pub due_min: u32,
    /// Time signed in within those hours, pauses counted, in minutes.
    pub signed_in_min: u32,
    /// Where the clerk sat.
    pub windows: Vec<WindowTime>,
    /// Legs served to their end.
    pub served: u32,
    /// What these usually take, in minutes.
    pub standard_min: u32,
    /// Legs that were called.
    pub called: u32,
    /// Those first called within their promise.
    pub kept: u32,
    /// Correction notices.
    pub notices: u32,
    /// Those that asked for something that the first notice of the case did not.
    pub second_notices: u32,
    /// Cases with a limit that were done.
    pub cases_done: u32,
    /// Those done within it.
    pub cases_in_time: u32,
    /// Ratings.
    #[serde(default)]
    pub ratings: RatingFigures,
    /// The ledger's sum, in hundredths of a point.
    pub points_hundredths: i32,
    /// Services whose handling should be looked at.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub outliers: Vec<Outlier>,
}

impl ClerkFigures {
    /// A clerk of whom nothing is known.
    #[must_use]
    pub fn none(person: PersonCode) -> Self {
        Self {
            person,
            home: None,
            due_days: 0,
            present_days: 0,
            leave_days: 0,
            due_min: 0,
            signed_in_min: 0,
            windows: Vec::new(),
            served: 0,
            standard_min: 0,
            called: 0,
            kept: 0,
            notices: 0,
            second_notices: 0,
            cases_done: 0,
            cases_in_time: 0,
            ratings: RatingFigures::default(),
            points_hundredths: 0,
            outliers: Vec::new(),
        }
    }

    /// How long windows were open with the clerk, in minutes.
    #[must_use]
    pub fn open_min(&self) -> u32 {
        self.windows.iter().map(|time| time.open_min).sum()
    }
}

/// What happened to a department's cases in a month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DepartmentFigures {
    /// Which.
    pub department: String,
    /// Whether its matters are accepted on its behalf.
    pub on_behalf: bool,
    /// Cases accepted.
    pub accepted: u32,
    /// Cases with a limit that were done.
    pub done: u32,
    /// Those done within it.
    pub in_time: u32,
    /// Cases that were done late, or were late and not done when the month ended.
    pub overdue: u32,
    /// 督辦單 that the department received.
    pub supervised: u32,
    /// Correction notices.
    pub notices: u32,
    /// Those that asked for something that the first did not.
    pub second_notices: u32,
    /// The time from acceptance to the end of the cases done, in minutes.
    pub life_min: u64,
    /// For how much of it their files were outside the hall, in minutes.
    pub outside_min: u64,
    /// Ratings.
    #[serde(default)]
    pub ratings: RatingFigures,
}

impl DepartmentFigures {
    /// A department to which nothing happened.
    #[must_use]
    pub fn none(department: &str, on_behalf: bool) -> Self {
        Self {
            department: department.to_owned(),
            on_behalf,
            accepted: 0,
            done: 0,
            in_time: 0,
            overdue: 0,
            supervised: 0,
            notices: 0,
            second_notices: 0,
            life_min: 0,
            outside_min: 0,
            ratings: RatingFigures::default(),
        }
    }
}

/// The figures of a month.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MonthFigures {
    /// Of each clerk.
    pub clerks: Vec<ClerkFigures>,
    /// Of each department.
    pub departments: Vec<DepartmentFigures>,
    /// The lines of the ledger that count in them.
    pub ledger: BTreeSet<PointCode>,
}
