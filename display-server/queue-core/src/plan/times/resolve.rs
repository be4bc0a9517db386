//! From a plan's civil times to the instants of one day.
//!
//! Invariant: the instants of a day ascend, whatever the clocks do in its night.

use jiff::civil::{Date, time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::super::walk::{Moment, Walk};
use super::super::{HallPlan, Service, Tide, TideTimes};
use super::{DayTimes, IssuingEnd, IssuingSpan, IssuingTimes, Session};
use crate::ids::ServiceDay;

/// How many days ahead a service that has ended for today is looked for.
pub(super) const NEXT_DAYS: usize = 31;

/// What a date keeps, its services aside.
struct Hours {
    date: Date,
    walk: Walk,
    doors_open_at: Timestamp,
    sessions: Vec<Session>,
    /// Until when tickets of the hall as a whole are issued.
    issue_until: Timestamp,
    day_ends_at: Timestamp,
    turns: bool,
}

/// When a service's tickets are issued on a date.
struct Spans {
    spans: Vec<IssuingSpan>,
    ends_by: IssuingEnd,
}

impl HallPlan {
    /// The instants of a day; none when the hall keeps no hours on that date.
    ///
    /// A civil time that a clock change skips or repeats resolves as RFC 5545 says (jiff's "compatible"), but never
    /// before the time that stands before it.
    #[must_use]
    pub fn day_times(&self, day: ServiceDay, zone: &TimeZone) -> Option<DayTimes> {
        let hours = self.hours(day.0, zone)?;
        let issuing = self.issuing_times(&hours, zone);
        let tides = self.tide_times(&hours, zone);
        let last = issuing.iter().filter_map(|times| times.spans.last());
        let issue_until = last.map(|span| span.to).max().unwrap_or(hours.issue_until);
        Some(DayTimes {
            doors_open_at: hours.doors_open_at,
            sessions: hours.sessions,
            issuing,
            issue_until,
            day_ends_at: hours.day_ends_at,
            noon: zone.to_timestamp(day.0.to_datetime(time(12, 0, 0, 0))).ok()?,
            turns: hours.turns,
            closes_early: false,
            tides,
        })
    }

    /// The sessions of a day in order; none when the hall keeps no hours on that date.
    #[must_use]
    pub fn sessions_on(&self, day: ServiceDay, zone: &TimeZone) -> Option<Vec<Session>> {
        self.hours(day.0, zone).map(|hours| hours.sessions)
    }

    fn hours(&self, date: Date, zone: &TimeZone) -> Option<Hours> {
        let table = self.parts.timetable_on(date)?;
        let walk = Walk::of(table);
        let instant = |moment: Moment| zone.to_timestamp(moment.on(date)?).ok();
        let doors_open_at = instant(walk.doors)?;
        let mut last = doors_open_at;
        let mut sessions = Vec::new();
        for (session, (from, to)) in table.sessions.iter().zip(&walk.sessions) {
            let from = instant(*from)?.max(last);
            let to = instant(*to)?.max(from);
            last = to;
            sessions.push(Session {
                from,
                to,
                groups: session.groups.clone(),
                windows: session.windows.clone(),
            });
        }
        let early = self.parts.early_stop_on(date).map(|stop| stop.issue_until);
        let mut issue_until = last;
        for latest in [table.issue_until, early].into_iter().flatten() {
            issue_until = issue_until.min(instant(walk.moment(latest))?);
        }
        let day_ends_at = instant(walk.day_ends)?.max(last);
        let turns =
            issue_until == day_ends_at && self.opens_at(date.tomorrow().ok()?, zone) == Some(day_ends_at);
        Some(Hours {
            date,
            walk,
            doors_open_at,
            sessions,
            issue_until,
            day_ends_at,
            turns,
        })
    }

    /// When the doors open on a date; none: not at all.
    fn opens_at(&self, date: Date, zone: &TimeZone) -> Option<Timestamp> {
        let walk = Walk::of(self.parts.timetable_on(date)?);
        zone.to_timestamp(walk.doors.on(date)?).ok()
    }

    /// Every service once, those with the same times together.
    fn issuing_times(&self, today: &Hours, zone: &TimeZone) -> Vec<IssuingTimes> {
        let mut next = NextDays::new(self, today.date, zone);
        let mut all: Vec<IssuingTimes> = Vec::new();
        for service in &self.parts.services {
            let Spans { spans, ends_by } = self.spans(service, today, zone);
            let again_at = next.first_of(service);
            let same = all
                .iter_mut()
                .find(|times| times.spans == spans && times.ends_by == ends_by && times.again_at == again_at);
            if let Some(times) = same {
                times.services.push(service.code.clone());
            } else {
                all.push(IssuingTimes {
                    services: vec![service.code.clone()],
                    spans,
                    ends_by,
                    again_at,
                });
            }
        }
        all
    }

    fn spans(&self, service: &Service, hours: &Hours, zone: &TimeZone) -> Spans {
        let served = self.served(service, hours, zone);
        let Some(end) = served.last().map(|span| span.to) else {
            return Spans {
                spans: Vec::new(),
                ends_by: IssuingEnd::NotToday,
            };
        };
        let is_last = hours.sessions.last().is_some_and(|last| end == last.to);
        // Where the next day takes over, nothing has to be finished before.
        let stop_s = if hours.turns && is_last {
            0
        } else {
            self.ticket_stop_s(service)
        };
        let stop = end
            .saturating_sub(SignedDuration::from_secs(stop_s.into()))
            .unwrap_or(end);
        let ends_by = if hours.issue_until <= stop {
            IssuingEnd::HallCloses
        } else if !is_last {
            IssuingEnd::HoursOver
        } else if stop_s > self.rules().ticket_stop_s {
            IssuingEnd::ServiceStops
        } else {
            IssuingEnd::HallCloses
        };
        Spans {
            spans: until(served, stop.min(hours.issue_until)),
            ends_by,
        }
    }

    /// How long before the end of its last session of the day a service's tickets stop, in seconds: its own, its
    /// group's, or the hall's.
    #[must_use]
    pub fn ticket_stop_s(&self, service: &Service) -> u32 {
        let of_group = || self.group(service.group)?.ticket_stop_s;
        service
            .ticket_stop_s
            .or_else(of_group)
            .unwrap_or(self.rules().ticket_stop_s)
    }

    /// When a service is served, its wait for the first session included.
    fn served(&self, service: &Service, hours: &Hours, zone: &TimeZone) -> Vec<IssuingSpan> {
        let sessions = hours.sessions.iter();
        let mut served: Vec<IssuingSpan> = sessions
            .filter(|session| session.serves(service.group) && self.has_window(service, session))
            .map(|session| IssuingSpan {
                from: session.from,
                to: session.to,
            })
            .collect();
        let begins = served.first().map(|first| first.from);
        if let Some(first) = served.first_mut() {
            first.from = first.from.min(hours.doors_open_at);
        }
        if service.hours.is_empty() {
            return served;
        }
        let own = self.own_hours(service, hours, zone);
        let mut both: Vec<IssuingSpan> = Vec::new();
        for span in served {
            for mut own in own.iter().copied() {
                // Who waits for the very first session takes a ticket at the doors.
                if begins.is_some_and(|begins| own.from <= begins) {
                    own.from = own.from.min(hours.doors_open_at);
                }
                let (from, to) = (own.from.max(span.from), own.to.min(span.to));
                both.extend((from < to).then_some(IssuingSpan { from, to }));
            }
        }
        both
    }

    /// The tides of a date, within its hours; one that began the evening before may still run.
    fn tide_times(&self, hours: &Hours, zone: &TimeZone) -> Vec<TideTimes> {
        let dates = [hours.date.yesterday().ok(), Some(hours.date)];
        let mut times = Vec::new();
        for window in &self.parts.windows {
            for (index, tide) in window.tides.iter().enumerate() {
                let spans = dates
                    .iter()
                    .flatten()
                    .filter_map(|date| self.tide_on(tide, *date, hours, zone));
                times.extend(spans.map(|(from, to)| TideTimes {
                    window: window.number,
                    tide: u16::try_from(index).unwrap_or(u16::MAX),
                    from,
                    to,
                }));
            }
        }
        times
    }

    /// The part of a tide that begins on a date and lies within a day's hours.
    fn tide_on(
        &self,
        tide: &Tide,
        date: Date,
        hours: &Hours,
        zone: &TimeZone,
    ) -> Option<(Timestamp, Timestamp)> {
        let kept = self.parts.kept_weekday(date);
        let is_kept = tide.days.is_empty() || kept.is_some_and(|day| tide.days.contains(&day));
        let instant = |moment: Moment| zone.to_timestamp(moment.on(date)?).ok();
        let (from, to) = hours.walk.span(tide.from, tide.to);
        let from = instant(from)?.max(hours.doors_open_at);
        let to = instant(to)?.min(hours.day_ends_at);
        (is_kept && from < to).then_some((from, to))
    }

    fn has_window(&self, service: &Service, session: &Session) -> bool {
        let mut windows = self.parts.windows.iter();
        windows.any(|window| session.staffs(window.number) && window.skill(service).is_some())
    }

    fn own_hours(&self, service: &Service, hours: &Hours, zone: &TimeZone) -> Vec<IssuingSpan> {
        let kept = self.parts.kept_weekday(hours.date);
        let today = service
            .hours
            .iter()
            .filter(|own| kept.is_some_and(|kept| own.days.contains(&kept)));
        let instant = |moment: Moment| zone.to_timestamp(moment.on(hours.date)?).ok();
        let mut own: Vec<IssuingSpan> = today
            .filter_map(|own| {
                let (from, to) = hours.walk.own(own);
                Some(IssuingSpan {
                    from: instant(from)?,
                    to: instant(to)?,
                })
            })
            .collect();
        own.sort_by_key(|span| span.from);
        own
    }
}

/// Spans that end by an instant, those that touch made one.
fn until(spans: Vec<IssuingSpan>, end: Timestamp) -> Vec<IssuingSpan> {
    let mut joined: Vec<IssuingSpan> = Vec::new();
    for mut span in spans {
        span.to = span.to.min(end);
        if span.from >= span.to {
            continue;
        }
        match joined.last_mut().filter(|last| span.from <= last.to) {
            Some(last) => last.to = last.to.max(span.to),
            None => joined.push(span),
        }
    }
    joined
}

/// The service days after one, resolved as far as they are asked for.
struct NextDays<'p> {
    plan: &'p HallPlan,
    zone: &'p TimeZone,
    dates: Vec<Date>,
    resolved: Vec<Option<Hours>>,
}

impl<'p> NextDays<'p> {
    fn new(plan: &'p HallPlan, today: Date, zone: &'p TimeZone) -> Self {
        let dates = std::iter::successors(today.tomorrow().ok(), |date| date.tomorrow().ok());
        let dates = dates
            .take(NEXT_DAYS)
            .filter(|date| plan.is_service_day(*date))
            .collect();
        Self {
            plan,
            zone,
            dates,
            resolved: Vec::new(),
        }
    }

    /// When a service's first ticket of a later day is issued.
    fn first_of(&mut self, service: &Service) -> Option<Timestamp> {
        for (place, date) in self.dates.iter().enumerate() {
            if self.resolved.len() == place {
                self.resolved.push(self.plan.hours(*date, self.zone));
            }
            let hours = self.resolved.get(place).and_then(Option::as_ref);
            let spans = hours.map(|hours| self.plan.spans(service, hours, self.zone).spans);
            if let Some(first) = spans.as_ref().and_then(|spans| spans.first()) {
                return Some(first.from);
            }
        }
        None
    }
}
