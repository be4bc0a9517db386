//! The times at which a visitor may be booked, and how many a half day has room for.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{DayTimes, HalfDay, HallPlan, QueueGroup, Service, Session};
use crate::leg::{add_seconds, milliseconds};

/// How many tickets of a group a half day has at most, and for whom. A case counts as one ticket does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct HalfDayCap {
    /// All together, 1–9,999.
    pub total: u32,
    /// Of these at kiosks at most; none: as long as there are any.
    #[serde(default)]
    pub kiosk: Option<u32>,
    /// Of these on the phone at most; none: as long as there are any.
    #[serde(default)]
    pub remote: Option<u32>,
    /// Of these kept for reception: for people without a phone, and whoever cannot use a kiosk.
    #[serde(default)]
    pub reserve: u32,
}

impl HallPlan {
    /// The times of a day at which a service may be booked, ascending.
    #[must_use]
    pub fn slots(&self, service: &Service, times: &DayTimes) -> Vec<Timestamp> {
        if !service.bookable {
            return Vec::new();
        }
        let sessions = times
            .sessions
            .iter()
            .filter(|session| session.serves(service.group));
        let starts = sessions.flat_map(|session| self.starts(session));
        starts
            .filter(|at| times.is_issued_at(&service.code, *at))
            .collect()
    }

    /// Whether a time is still to come, and not too far ahead to be booked.
    #[must_use]
    pub fn is_within_reach(&self, at: Timestamp, now: Timestamp) -> bool {
        let ahead_s = self.rules().bookings.days_ahead.saturating_mul(86_400);
        at > now && at <= add_seconds(now, ahead_s)
    }

    fn starts(&self, session: &Session) -> impl Iterator<Item = Timestamp> {
        let (to, apart_s) = (session.to, self.rules().bookings.slot_s.max(1));
        std::iter::successors(Some(session.from), move |at| Some(add_seconds(*at, apart_s)))
            .take_while(move |at| *at < to)
    }

    /// How many of a group may be booked in a half day: the plan's share of its cap, or of what its windows can serve.
    #[must_use]
    pub fn bookable_in(&self, group: &QueueGroup, times: &DayTimes, half: HalfDay) -> u32 {
        let capacity = match group.half_day {
            Some(cap) => cap.total,
            None => self.capacity(group, times, half),
        };
        capacity.saturating_mul(self.rules().bookings.share_percent) / 100
    }

    /// How many its windows can serve in a half day: each window's time, shared among its primary groups, by the mean
    /// minutes of the group's services.
    #[must_use]
    pub fn capacity(&self, group: &QueueGroup, times: &DayTimes, half: HalfDay) -> u32 {
        let services = self
            .parts()
            .services
            .iter()
            .filter(|service| service.group == group.letter);
        let minutes: Vec<u32> = services.map(|service| service.usual_minutes).collect();
        let count = u32::try_from(minutes.len()).unwrap_or(u32::MAX).max(1);
        let mean_ms = i64::from(minutes.iter().sum::<u32>().max(1)) * 60_000 / i64::from(count);
        let sessions = times
            .sessions
            .iter()
            .filter(|session| session.serves(group.letter));
        let served_ms: i64 = sessions
            .map(|session| self.window_ms(group, session, times, half))
            .sum();
        u32::try_from(served_ms / mean_ms.max(1)).unwrap_or(u32::MAX)
    }

    /// The window time that a session has for a group in a half day, in milliseconds.
    fn window_ms(&self, group: &QueueGroup, session: &Session, times: &DayTimes, half: HalfDay) -> i64 {
        let (from, to) = match half {
            HalfDay::Morning => (session.from, session.to.min(times.noon)),
            HalfDay::Afternoon => (session.from.max(times.noon), session.to),
        };
        let length_ms = milliseconds(from, to).max(0);
        let windows = self.parts().windows.iter();
        windows
            .filter(|window| window.primary.contains(&group.letter) && session.staffs(window.number))
            .map(|window| length_ms / i64::try_from(window.primary.len()).unwrap_or(i64::MAX).max(1))
            .sum()
    }
}

impl DayTimes {
    /// Whether a service's tickets are issued at an instant of this day.
    #[must_use]
    pub fn is_issued_at(&self, service: &crate::ids::ServiceCode, at: Timestamp) -> bool {
        matches!(self.issuing(service, at), super::Issuing::Now { .. })
    }
}
