//! The calling order: the promise clock, and nothing else decides who is next.
//!
//! `key(window, leg) = anchor + promise + σ·[the window serves the service only as a secondary skill]`; the
//! smallest (key, anchor, arrival) is next. One ordered queue per group; a window compares heads only.
//! Invariant I10: call-next, the clerk's list and any forecast take their order from [`order`].

use std::collections::{BTreeMap, VecDeque};

use jiff::Timestamp;

use crate::ids::{GroupLetter, LegId, ServiceCode};
use crate::leg::{Leg, add_seconds};
use crate::plan::{HallPlan, Skill, WindowPlan};

/// A leg's place in its queue.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Anchor + promise.
    pub deadline: Timestamp,
    /// Breaks ties of the deadline.
    pub anchor: Timestamp,
    /// Breaks ties of the anchor.
    pub arrival: u64,
    /// Which leg.
    pub leg: LegId,
    /// For what; a window's rights may exclude it.
    pub service: ServiceCode,
}

impl Place {
    /// The place of a leg, whether it stands in its queue or not.
    #[must_use]
    pub fn of(leg: &Leg) -> Self {
        Self {
            deadline: leg.deadline(),
            anchor: leg.opened.anchor,
            arrival: leg.arrival,
            leg: leg.opened.id,
            service: leg.opened.service.clone(),
        }
    }
}

/// The one ordered queue of a group.
///
/// A sorted ring: arrivals stand near its end and calls take its head, so both move few places, and a rank is
/// a binary search.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Queue {
    places: VecDeque<Place>,
    by_service: BTreeMap<ServiceCode, u32>,
}

impl Queue {
    pub(crate) fn insert(&mut self, place: Place) {
        *self.by_service.entry(place.service.clone()).or_default() += 1;
        let at = self.rank(&place);
        self.places.insert(at, place);
    }

    pub(crate) fn remove(&mut self, place: &Place) {
        let at = self.rank(place);
        if self.places.get(at) == Some(place) {
            self.places.remove(at);
            if let Some(count) = self.by_service.get_mut(&place.service) {
                *count -= 1;
            }
        }
    }

    /// How many wait for each service of the group that somebody waits for.
    pub fn by_service(&self) -> impl Iterator<Item = (&ServiceCode, u32)> {
        self.by_service
            .iter()
            .filter(|(_, count)| **count > 0)
            .map(|(service, count)| (service, *count))
    }

    /// How many stand before a place.
    #[must_use]
    pub fn rank(&self, place: &Place) -> usize {
        self.places.partition_point(|other| other < place)
    }

    /// How many stand before a window's key, by the deadline alone.
    fn before(&self, deadline: Timestamp) -> usize {
        self.places.partition_point(|other| other.deadline < deadline)
    }

    /// How many wait.
    #[must_use]
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether nobody waits.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// Those who wait, in order.
    pub fn iter(&self) -> impl Iterator<Item = &Place> {
        self.places.iter()
    }
}

/// One who may be called, as a window sees it. Orders by (key, anchor, arrival).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Candidate {
    /// Deadline, σ later for a secondary skill.
    pub key: Timestamp,
    /// Breaks ties of the key.
    pub anchor: Timestamp,
    /// Breaks ties of the anchor.
    pub arrival: u64,
    /// Which leg.
    pub leg: LegId,
    /// Whether the window only helps with this service.
    pub secondary: bool,
}

/// The first `limit` of those a window may call, in calling order.
#[must_use]
pub fn order(
    plan: &HallPlan,
    window: &WindowPlan,
    queues: &BTreeMap<GroupLetter, Queue>,
    limit: usize,
) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    for (group, skill) in skills(window) {
        let Some(queue) = queues.get(&group) else { continue };
        let allowed = queue
            .iter()
            .filter(|place| !window.excludes.contains(&place.service));
        candidates.extend(allowed.take(limit).map(|place| candidate(plan, skill, place)));
    }
    candidates.sort_unstable();
    candidates.truncate(limit);
    candidates
}

/// How many a window would have called before a candidate.
#[must_use]
pub fn count_before(
    plan: &HallPlan,
    window: &WindowPlan,
    queues: &BTreeMap<GroupLetter, Queue>,
    chosen: &Candidate,
) -> usize {
    skills(window)
        .filter_map(|(group, skill)| Some((queues.get(&group)?, skill)))
        .map(|(queue, skill)| {
            // Exclusions are rare, and then everybody before is looked at; otherwise the deadline finds the place.
            let surely = if window.excludes.is_empty() {
                queue.before(
                    chosen
                        .key
                        .saturating_sub(sigma(plan, skill))
                        .unwrap_or(Timestamp::MIN),
                )
            } else {
                0
            };
            let rest = queue
                .iter()
                .skip(surely)
                .take_while(|place| candidate(plan, skill, place) < *chosen);
            surely
                + rest
                    .filter(|place| !window.excludes.contains(&place.service))
                    .count()
        })
        .sum()
}

/// A place as a window with this skill sees it.
#[must_use]
pub fn candidate(plan: &HallPlan, skill: Skill, place: &Place) -> Candidate {
    Candidate {
        key: place
            .deadline
            .saturating_add(sigma(plan, skill))
            .unwrap_or(Timestamp::MAX),
        anchor: place.anchor,
        arrival: place.arrival,
        leg: place.leg,
        secondary: skill == Skill::Secondary,
    }
}

fn sigma(plan: &HallPlan, skill: Skill) -> jiff::SignedDuration {
    let seconds = if skill == Skill::Secondary {
        plan.rules().sigma_s
    } else {
        0
    };
    jiff::SignedDuration::from_secs(i64::from(seconds))
}

fn skills(window: &WindowPlan) -> impl Iterator<Item = (GroupLetter, Skill)> {
    let primary = window.primary.iter().map(|group| (*group, Skill::Primary));
    primary.chain(window.secondary.iter().map(|group| (*group, Skill::Secondary)))
}

/// From when a booked visitor may be called although others wait.
#[must_use]
pub fn callable_from(plan: &HallPlan, booked_at: Timestamp, checked_in_at: Timestamp) -> Timestamp {
    match plan.rules().early_call_s {
        None => checked_in_at,
        Some(early) => {
            let early = jiff::SignedDuration::from_secs(i64::from(early));
            booked_at
                .saturating_sub(early)
                .unwrap_or(Timestamp::MIN)
                .max(checked_in_at)
        }
    }
}

/// Whether a check-in is too late for its appointment.
#[must_use]
pub fn is_late(plan: &HallPlan, booked_at: Timestamp, checked_in_at: Timestamp) -> bool {
    checked_in_at > add_seconds(booked_at, plan.rules().late_check_in_s)
}
