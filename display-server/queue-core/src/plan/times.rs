//! A service day's civil times, resolved once to instants when the day opens.

mod resolve;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{TideTimes, WeekDay};
use crate::ids::{GroupLetter, ServiceCode, WindowNumber};

/// The instants of one service day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayTimes {
    /// From when tickets are issued.
    pub doors_open_at: Timestamp,
    /// The day's sessions, in order.
    pub sessions: Vec<Session>,
    /// When tickets of all services are issued; services with the same times stand together.
    pub issuing: Vec<IssuingTimes>,
    /// Until when any ticket is issued.
    pub issue_until: Timestamp,
    /// When the day closes at the latest.
    pub day_ends_at: Timestamp,
    /// 12:00 of the day's own date, between its two halves.
    pub noon: Timestamp,
    /// Whether the next day begins as this one ends: the hall never closes, and whoever is here stays.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub turns: bool,
    /// Whether the hall closes before its time.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub closes_early: bool,
    /// The tides of its windows.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tides: Vec<TideTimes>,
}

/// One session's instants.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// Its beginning.
    pub from: Timestamp,
    /// Its end.
    pub to: Timestamp,
    /// The groups served in it; empty: all.
    pub groups: Vec<GroupLetter>,
    /// The windows that staff it; empty: all that serve those groups.
    #[serde(default)]
    pub windows: Vec<WindowNumber>,
}

/// When tickets of some services are issued on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssuingTimes {
    /// Which services.
    pub services: Vec<ServiceCode>,
    /// When their tickets are issued, ascending, apart from one another; empty: not on this day.
    pub spans: Vec<IssuingSpan>,
    /// What ends the last of them, or why there is none.
    pub ends_by: IssuingEnd,
    /// When a later day issues them first; none: not in the next 31 days.
    pub again_at: Option<Timestamp>,
}

/// A length of time in which tickets are issued: from its beginning until just before its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssuingSpan {
    /// Its beginning.
    pub from: Timestamp,
    /// Its end.
    pub to: Timestamp,
}

/// Why a service's tickets are issued no more on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IssuingEnd {
    /// The hall closes soon.
    HallCloses,
    /// The service, or its group, stops earlier than the hall: 停號.
    ServiceStops,
    /// The service's, or its group's, hours of this day are over before the hall's.
    HoursOver,
    /// The service is not handled on this day.
    NotToday,
}

impl std::fmt::Display for IssuingEnd {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::HallCloses => "the hall closes soon",
            Self::ServiceStops => "this service stops taking tickets earlier than the hall",
            Self::HoursOver => "its hours are over",
            Self::NotToday => "it is not handled today",
        })
    }
}

/// Whether a service's tickets are issued.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Issuing {
    /// Now.
    Now {
        /// Until when.
        until: Timestamp,
    },
    /// Later today.
    NotBefore {
        /// From when.
        at: Timestamp,
    },
    /// Not today any more.
    Ended {
        /// Why.
        why: IssuingEnd,
        /// From when on a later day; none: not soon.
        again_at: Option<Timestamp>,
    },
}

/// The two halves of a service day, by which caps are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HalfDay {
    /// Until noon.
    Morning,
    /// From noon to the day's end, which may be past midnight.
    Afternoon,
}

impl Session {
    /// Whether a group is served in this session.
    #[must_use]
    pub fn serves(&self, group: GroupLetter) -> bool {
        self.groups.is_empty() || self.groups.contains(&group)
    }

    /// Whether a window is staffed in this session by its rota.
    #[must_use]
    pub fn staffs(&self, window: WindowNumber) -> bool {
        self.windows.is_empty() || self.windows.contains(&window)
    }
}

impl DayTimes {
    /// Whether a service's tickets are issued at `now`.
    ///
    /// Before its first session they are issued from the opening of the doors.
    #[must_use]
    pub fn issuing(&self, service: &ServiceCode, now: Timestamp) -> Issuing {
        let Some(times) = self.issuing.iter().find(|times| times.services.contains(service)) else {
            return Issuing::Ended {
                why: IssuingEnd::NotToday,
                again_at: None,
            };
        };
        match times.spans.iter().find(|span| now < span.to) {
            Some(span) if now < span.from => Issuing::NotBefore { at: span.from },
            Some(span) => Issuing::Now { until: span.to },
            None => Issuing::Ended {
                why: times.ends_by,
                again_at: times.again_at,
            },
        }
    }

    /// Closes before its time: no ticket is issued from `issue_until` on, whatever its service.
    pub(crate) fn close_early(&mut self, issue_until: Timestamp, day_ends_at: Timestamp) {
        self.issue_until = issue_until;
        self.day_ends_at = day_ends_at;
        self.turns = false;
        self.closes_early = true;
        for times in &mut self.issuing {
            let last = times.spans.last().map(|span| span.to);
            times.spans.retain(|span| span.from < issue_until);
            for span in &mut times.spans {
                span.to = span.to.min(issue_until);
            }
            if last.is_some_and(|last| last > issue_until) {
                times.ends_by = IssuingEnd::HallCloses;
            }
        }
    }

    /// The half of the day in which an instant lies.
    #[must_use]
    pub fn half(&self, at: Timestamp) -> HalfDay {
        if at < self.noon {
            HalfDay::Morning
        } else {
            HalfDay::Afternoon
        }
    }
}

impl WeekDay {
    /// The weekday of a date.
    #[must_use]
    pub fn of(date: jiff::civil::Date) -> Self {
        use jiff::civil::Weekday;
        match date.weekday() {
            Weekday::Monday => Self::Mon,
            Weekday::Tuesday => Self::Tue,
            Weekday::Wednesday => Self::Wed,
            Weekday::Thursday => Self::Thu,
            Weekday::Friday => Self::Fri,
            Weekday::Saturday => Self::Sat,
            Weekday::Sunday => Self::Sun,
        }
    }
}
