//! Another plan: proposed, approved by a second person where it touches limits and weights, rejected.

use jiff::Timestamp;

use super::hall_wide::manager;
use crate::command::{Actor, PlanVerb};
use crate::event::Event;
use crate::hall::{Day, Hall};
use crate::ids::{PersonCode, ServiceDay, VersionNumber};
use crate::plan::{DayTimes, HallPlan};
use crate::rejection::Rejection;
use crate::version::{PlanThing, PlanVersion};

impl Hall {
    pub(super) fn another_plan(
        &self,
        now: Timestamp,
        by: &Actor,
        verb: &PlanVerb,
    ) -> Result<Vec<Event>, Rejection> {
        let by = manager(by)?;
        match verb {
            PlanVerb::Propose {
                base,
                plan,
                from,
                times,
            } => self.propose(now, by, *base, plan, *from, times.as_deref()),
            PlanVerb::Approve { version, times } => self.approve(now, by, *version, times.as_deref()),
            PlanVerb::Reject { version } => {
                self.waiting(*version)?;
                Ok(vec![Event::PlanRejected { version: *version }])
            }
        }
    }

    fn propose(
        &self,
        now: Timestamp,
        by: &PersonCode,
        base: VersionNumber,
        plan: &HallPlan,
        from: Option<ServiceDay>,
        times: Option<&DayTimes>,
    ) -> Result<Vec<Event>, Rejection> {
        let held = self.plan.as_deref().ok_or(Rejection::HallClosed)?;
        if let Some(waiting) = &self.plans.waiting {
            return Err(Rejection::PlanWaits {
                version: waiting.number,
            });
        }
        if base != self.plans.in_force {
            return Err(Rejection::PlanMovedOn {
                in_force: self.plans.in_force,
            });
        }
        if plan == held {
            return Err(Rejection::NothingChanged);
        }
        let (ours, theirs) = (&held.parts().hall.code, &plan.parts().hall.code);
        if ours != theirs {
            // The data folder belongs to one hall: nothing of another would ever start on it.
            return Err(Rejection::OtherHall {
                ours: ours.clone(),
                theirs: theirs.clone(),
            });
        }
        let number = VersionNumber(self.plans.newest.0.saturating_add(1));
        let limits = held.limits_changed_by(plan);
        let takes_effect = self.takes_effect(now, number, plan, from, times)?;
        let alone = limits.is_empty();
        let mut events = vec![Event::PlanProposed {
            version: Box::new(PlanVersion {
                number,
                by: by.clone(),
                from,
                limits,
                accepted: false,
                plan: plan.clone(),
            }),
        }];
        if alone {
            events.extend(takes_effect);
        }
        Ok(events)
    }

    /// Whoever agrees to what is agreed already changes nothing.
    fn approve(
        &self,
        now: Timestamp,
        by: &PersonCode,
        version: VersionNumber,
        times: Option<&DayTimes>,
    ) -> Result<Vec<Event>, Rejection> {
        if version == self.plans.in_force {
            return Ok(Vec::new());
        }
        let waiting = self.waiting(version)?;
        if waiting.accepted {
            return Ok(Vec::new());
        }
        if waiting.by == *by {
            return Err(Rejection::NeedsSecondPerson { version });
        }
        // Whoever came meanwhile must not be left without a window either. A day that has come is the next opening: what was
        // meant for an opening is never put into the middle of a day.
        let last = self.last_known_day().ok_or(Rejection::HallClosed)?;
        let from = match waiting.from {
            Some(from) if from <= last => last.0.tomorrow().ok().map(ServiceDay),
            other => other,
        };
        self.takes_effect(now, version, &waiting.plan, from, times)
    }

    fn waiting(&self, version: VersionNumber) -> Result<&PlanVersion, Rejection> {
        let waiting = self.plans.waiting.as_deref();
        waiting
            .filter(|waiting| waiting.number == version)
            .ok_or(Rejection::UnknownVersion { version })
    }

    /// The open day, or the last one.
    fn last_known_day(&self) -> Option<ServiceDay> {
        self.day.as_ref().map(|day| day.name).or(self.last_day)
    }

    /// What an accepted version comes to: now, or with the opening of its day.
    fn takes_effect(
        &self,
        now: Timestamp,
        version: VersionNumber,
        plan: &HallPlan,
        from: Option<ServiceDay>,
        times: Option<&DayTimes>,
    ) -> Result<Vec<Event>, Rejection> {
        let last = self.last_known_day().ok_or(Rejection::HallClosed)?;
        if from.is_some_and(|from| from <= last) {
            return Err(Rejection::BadEffectDay { after: last });
        }
        let held = self.plan.as_deref().ok_or(Rejection::HallClosed)?;
        let mut strands = self.stranded_bookings(held, plan, from.unwrap_or(last));
        let mut events = vec![Event::PlanAccepted { version }];
        if let Some(day) = self.day.as_ref().filter(|_| from.is_none()) {
            let times = now_possible(day, plan, times)?;
            strands.tickets = day.stranded(plan, times, now).tickets;
            events.push(Event::PlanChanged {
                version,
                times: times.clone(),
            });
        }
        if strands.is_empty() {
            Ok(events)
        } else {
            Err(Rejection::WouldStrand { strands })
        }
    }
}

/// The instants of the open day by a plan that may take effect within it.
fn now_possible<'t>(
    day: &Day,
    plan: &HallPlan,
    times: Option<&'t DayTimes>,
) -> Result<&'t DayTimes, Rejection> {
    let mut things = day.held_fast(plan);
    // They were resolved before it was asked: the day may have closed, and another opened, meanwhile.
    let times = times.filter(|times| times.noon == day.times.noon);
    if times.is_none() && !things.contains(&PlanThing::Hours) {
        things.push(PlanThing::Hours);
    }
    match times {
        Some(times) if things.is_empty() => Ok(times),
        Some(_) | None => Err(Rejection::NotWithinDay { things }),
    }
}
