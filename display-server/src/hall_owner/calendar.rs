//! When service days open, and by which plan: half an hour before the doors.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use queue_core::plan::{DayTimes, LOOK_AHEAD_DAYS};
use queue_core::{Event, Hall, HallPlan, ServiceDay};

/// How long before its doors a day opens, so that staff can sign in and kiosks know the day.
const BEFORE_DOORS: SignedDuration = SignedDuration::from_mins(30);

/// How many service days the next opening is looked for in: yesterday, today, tomorrow, and one to spare.
const LOOKED_AT: usize = 4;

/// The hall's calendar.
#[derive(Debug)]
pub(super) struct Calendar {
    /// The plan of the next opening: the hall's own, or that of the file in a hall that never opened.
    plan: Arc<HallPlan>,
    zone: TimeZone,
    next: Option<Opening>,
    /// The instants of days that were asked for, until plans change: resolving one takes a while.
    times: RefCell<BTreeMap<ServiceDay, Option<DayTimes>>>,
}

/// How many days' instants are kept (I9).
const DAYS_KEPT: usize = 128;

/// The next day that opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Opening {
    day: ServiceDay,
    opens_at: Timestamp,
    doors_open_at: Timestamp,
}

impl Calendar {
    pub(super) fn new(plan: Arc<HallPlan>, zone: TimeZone) -> Self {
        Self {
            plan,
            zone,
            next: None,
            times: RefCell::default(),
        }
    }

    /// The plan of the next opening.
    pub(super) fn plan(&self) -> &Arc<HallPlan> {
        &self.plan
    }

    /// Looks anew for the next opening; none while a day is open. Plans may have changed.
    pub(super) fn look(&mut self, hall: &Hall, now: Timestamp) {
        self.times.get_mut().clear();
        self.next = if hall.day().is_some() {
            None
        } else {
            self.next_after(hall, now)
        };
        let held = match self.next {
            Some(next) => hall.plan_on(next.day),
            None => hall.last_plan().map(AsRef::as_ref),
        };
        if let Some(held) = held.filter(|held| **held != *self.plan) {
            self.plan = Arc::new(held.clone());
            self.zone = zone_of(held).unwrap_or_else(|| self.zone.clone());
        }
    }

    fn plan_on<'a>(&'a self, hall: &'a Hall, day: ServiceDay) -> &'a HallPlan {
        hall.plan_on(day).unwrap_or(&self.plan)
    }

    /// When to wake up for the next opening.
    pub(super) fn wakes_at(&self) -> Option<Timestamp> {
        self.next.map(|next| next.opens_at)
    }

    /// When the doors open next; none while a day is open.
    pub(super) fn doors_open_at(&self) -> Option<Timestamp> {
        self.next.map(|next| next.doors_open_at)
    }

    /// The instants of a day: of the open one as they are now, of another as the plan has them; none: the hall keeps no
    /// hours on it.
    pub(super) fn times(&self, hall: &Hall, day: ServiceDay) -> Option<DayTimes> {
        if hall.day() == Some(day) {
            return hall.times().cloned();
        }
        let mut kept = self.times.borrow_mut();
        if kept.len() >= DAYS_KEPT {
            kept.clear();
        }
        kept.entry(day)
            .or_insert_with(|| times_by(self.plan_on(hall, day), day))
            .clone()
    }

    /// The date at an instant, on the hall's clock.
    pub(super) fn date(&self, at: Timestamp) -> Date {
        self.zone.to_datetime(at).date()
    }

    /// The opening of a day whose time has come.
    pub(super) fn opening(&self, hall: &Hall, now: Timestamp) -> Option<Event> {
        let next = self.next.filter(|next| next.opens_at <= now)?;
        hall.opening(&self.plan, next.day, &self.zone)
    }

    fn next_after(&self, hall: &Hall, now: Timestamp) -> Option<Opening> {
        let today = self.zone.to_datetime(now).date();
        // Yesterday's day may still last: it may pass midnight.
        let before = today.yesterday().ok()?.yesterday().ok()?;
        let last = hall.last_day();
        let days = std::iter::successors(before.tomorrow().ok(), |date| date.tomorrow().ok());
        let mut days = days
            .take(LOOK_AHEAD_DAYS)
            .map(ServiceDay)
            .filter(|day| last.is_none_or(|last| *day > last))
            .filter(|day| self.plan_on(hall, *day).is_service_day(day.0))
            .take(LOOKED_AT);
        days.find_map(|day| {
            let times = times_by(self.plan_on(hall, day), day)?;
            let opens_at = times.doors_open_at.saturating_sub(BEFORE_DOORS).ok()?;
            (now < times.day_ends_at).then_some(Opening {
                day,
                opens_at,
                doors_open_at: times.doors_open_at,
            })
        })
    }
}

/// The instants of a day by some plan, on that plan's clock; none: it keeps no hours on it.
pub(crate) fn times_by(plan: &HallPlan, day: ServiceDay) -> Option<DayTimes> {
    plan.day_times(day, &zone_of(plan)?)
}

/// A plan's time zone; none: the machine does not know it.
pub(crate) fn zone_of(plan: &HallPlan) -> Option<TimeZone> {
    TimeZone::get(&plan.parts().hall.zone).ok()
}
