//! The civil times of one service day in the order in which they follow one another.
//!
//! A time that is not after the one before it belongs to the next day; two different things may share an instant (one
//! session's end, the next one's beginning), a beginning and its own end may not: those are 24 h apart.
//!
//! Invariant: nothing here knows a zone; instants are made of moments in `times`.

use jiff::civil::{Date, DateTime, Time};

use super::{OwnHours, Timetable};

/// A time of a service day: on its own date, or on a later one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Moment {
    /// How many dates after the service day's own.
    pub(super) days: i64,
    /// The time of that date.
    pub(super) time: Time,
}

impl Moment {
    /// The moment on the calendar; none at the end of all dates.
    pub(super) fn on(self, date: Date) -> Option<DateTime> {
        let date = date.checked_add(jiff::Span::new().try_days(self.days).ok()?);
        Some(date.ok()?.to_datetime(self.time))
    }

    fn first(time: Time) -> Self {
        Self { days: 0, time }
    }

    /// That time, at this moment or next after it.
    fn then(self, time: Time) -> Self {
        let days = self.days + i64::from(time < self.time);
        Self { days, time }
    }

    /// That time, next after this moment.
    fn past(self, time: Time) -> Self {
        let days = self.days + i64::from(time <= self.time);
        Self { days, time }
    }
}

/// A timetable's times, each on its date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Walk {
    pub(super) doors: Moment,
    /// Beginning and end of each session.
    pub(super) sessions: Vec<(Moment, Moment)>,
    pub(super) day_ends: Moment,
}

impl Walk {
    pub(super) fn of(table: &Timetable) -> Self {
        let doors = Moment::first(table.doors_open_at);
        let mut last = doors;
        let mut sessions = Vec::new();
        for session in &table.sessions {
            let from = last.then(session.from);
            last = from.past(session.to);
            sessions.push((from, last));
        }
        Self {
            doors,
            sessions,
            day_ends: last.then(table.day_ends_at),
        }
    }

    /// The last session's end; without sessions, the opening of the doors.
    pub(super) fn last_end(&self) -> Moment {
        self.sessions.last().map_or(self.doors, |(_, to)| *to)
    }

    /// A time of this day: at the opening of its doors or next after it.
    pub(super) fn moment(&self, time: Time) -> Moment {
        self.doors.then(time)
    }

    /// A service's own hours on this day.
    pub(super) fn own(&self, hours: &OwnHours) -> (Moment, Moment) {
        self.span(hours.from, hours.to)
    }

    /// A length of this day, from a time to the next such time.
    pub(super) fn span(&self, from: Time, to: Time) -> (Moment, Moment) {
        let mut start = Moment::first(from);
        // On a day that passes midnight, hours that are over before the doors open are the next morning's.
        if self.day_ends.days > 0 && start.past(to) <= self.doors {
            start = self.doors.then(from);
        }
        (start, start.past(to))
    }

    /// The latest moment that is still within 24 h of the opening of the doors.
    pub(super) fn limit(&self) -> Moment {
        Moment {
            days: 1,
            time: self.doors.time,
        }
    }
}
