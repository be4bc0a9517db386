//! A service day's civil times, resolved once to instants when the day opens.

use jiff::tz::TimeZone;
use jiff::{Timestamp, civil};
use serde::{Deserialize, Serialize};

use super::{HallPlan, Timetable, WeekDay};
use crate::ids::{GroupLetter, ServiceDay};

/// The instants of one service day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayTimes {
    /// From when tickets are issued.
    pub doors_open_at: Timestamp,
    /// The day's sessions, in order.
    pub sessions: Vec<Session>,
    /// Until when tickets are issued.
    pub issue_until: Timestamp,
    /// When the day closes at the latest.
    pub day_ends_at: Timestamp,
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
}

impl Session {
    /// Whether a group is served in this session.
    #[must_use]
    pub fn serves(&self, group: GroupLetter) -> bool {
        self.groups.is_empty() || self.groups.contains(&group)
    }
}

impl DayTimes {
    /// When a group's next ticket can be taken, at `now` or later; none: not today any more.
    ///
    /// Before its first session a group's tickets are issued from the opening of the doors.
    #[must_use]
    pub fn issues_from(&self, group: GroupLetter, now: Timestamp) -> Option<Timestamp> {
        let mut first = true;
        for session in self.sessions.iter().filter(|session| session.serves(group)) {
            let from = if first {
                self.doors_open_at.min(session.from)
            } else {
                session.from
            };
            first = false;
            let to = session.to.min(self.issue_until);
            if now < to {
                return Some(from.max(now));
            }
        }
        // Between the end of the last session and `issue_until` nobody can be promised a window.
        None
    }
}

impl HallPlan {
    /// The instants of a day; none when the hall keeps no hours on that weekday.
    ///
    /// A civil time that a clock change skips or repeats resolves as RFC 5545 says (jiff's "compatible").
    #[must_use]
    pub fn day_times(&self, day: ServiceDay, zone: &TimeZone) -> Option<DayTimes> {
        let weekday = WeekDay::of(day.0);
        let timetable = self
            .parts
            .timetables
            .iter()
            .find(|table| table.days.contains(&weekday))?;
        timetable.on(day.0, zone)
    }
}

impl Timetable {
    fn on(&self, date: civil::Date, zone: &TimeZone) -> Option<DayTimes> {
        let instant = |time: civil::Time| zone.to_timestamp(date.to_datetime(time)).ok();
        let mut sessions = Vec::new();
        for session in &self.sessions {
            sessions.push(Session {
                from: instant(session.from)?,
                to: instant(session.to)?,
                groups: session.groups.clone(),
            });
        }
        Some(DayTimes {
            doors_open_at: instant(self.doors_open_at)?,
            sessions,
            issue_until: instant(self.issue_until)?,
            day_ends_at: instant(self.day_ends_at)?,
        })
    }
}

impl WeekDay {
    /// The weekday of a date.
    #[must_use]
    pub fn of(date: civil::Date) -> Self {
        match date.weekday() {
            civil::Weekday::Monday => Self::Mon,
            civil::Weekday::Tuesday => Self::Tue,
            civil::Weekday::Wednesday => Self::Wed,
            civil::Weekday::Thursday => Self::Thu,
            civil::Weekday::Friday => Self::Fri,
            civil::Weekday::Saturday => Self::Sat,
            civil::Weekday::Sunday => Self::Sun,
        }
    }
}
