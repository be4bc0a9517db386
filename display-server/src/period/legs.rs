//! Finished legs, summed by service, window and clerk.

use std::collections::BTreeMap;

use queue_core::leg::Outcome;
use queue_core::{HallPlan, ServiceCode};

use super::Distribution;
use crate::views::outcome_name;

/// What a period's figures take from one finished leg.
#[derive(Debug, Clone, Copy)]
pub struct LegFact<'a> {
    /// Its place in its visit, from 0.
    pub leg: u32,
    /// Whether it was written on paper and entered later (補錄).
    pub is_by_hand: bool,
    /// What for.
    pub service: &'a str,
    /// Where it was called to last.
    pub window: Option<u16>,
    /// By whom.
    pub clerk: Option<&'a str>,
    /// How it ended.
    pub outcome: &'a str,
    /// Whether it was called.
    pub is_called: bool,
    /// Whether the first call kept the promise.
    pub promise_kept: Option<bool>,
    /// How long was waited.
    pub wait_ms: Option<i64>,
    /// How long it was handled.
    pub handling_ms: Option<i64>,
    /// Whether the visitor was served to the end.
    pub is_served: bool,
}

/// What some legs amount to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LegSums {
    /// How many.
    pub legs: u32,
    /// Those served to the end.
    pub served: u32,
    /// Those at whose call nobody came.
    pub no_shows: u32,
    /// Those that left: given back, not come, or given up.
    pub left: u32,
    /// Those that were called.
    pub called: u32,
    /// Those first called within their promise.
    pub kept: u32,
    /// How long was waited.
    pub waits: Distribution,
    /// How long they were handled.
    pub handling: Distribution,
    /// Those that the hall saw itself.
    pub seen: SeenSums,
}

/// What some legs amount to, without those that were entered from paper: their times are somebody's word, and nobody was
/// signed in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SeenSums {
    /// Those that were done here: neither transferred, nor another's ticket, nor given up. They make standard minutes, each
    /// matter once.
    pub done: u32,
    /// Those that were called.
    pub called: u32,
    /// Those first called within their promise.
    pub kept: u32,
}

impl SeenSums {
    fn add(&mut self, leg: &LegFact<'_>) {
        let is = |outcome| leg.outcome == outcome_name(outcome);
        let goes_on = is(Outcome::Transferred) || is(Outcome::NotHolder) || is(Outcome::Abandoned);
        self.done += u32::from(leg.is_served && !goes_on);
        self.called += u32::from(leg.is_called);
        self.kept += u32::from(leg.is_called && leg.promise_kept == Some(true));
    }

    fn merge(&mut self, other: Self) {
        self.done += other.done;
        self.called += other.called;
        self.kept += other.kept;
    }
}

/// What legs of a service usually take at a window, in minutes; of one that the plan does not know, nothing.
#[must_use]
pub fn standard_minutes(plan: &HallPlan, service: &str, sums: &LegSums) -> u32 {
    let usual = plan.service(&ServiceCode::new(service));
    usual.map_or(0, |service| sums.seen.done * service.usual_minutes)
}

impl LegSums {
    fn add(&mut self, leg: &LegFact<'_>) {
        let is = |outcome| leg.outcome == outcome_name(outcome);
        let is_no_show = is(Outcome::NoShow);
        let has_left = is_no_show || is(Outcome::Withdrawn) || is(Outcome::Abandoned);
        self.legs += 1;
        self.served += u32::from(leg.is_served);
        self.no_shows += u32::from(is_no_show);
        self.left += u32::from(has_left);
        self.called += u32::from(leg.is_called);
        self.kept += u32::from(leg.is_called && leg.promise_kept == Some(true));
        if !leg.is_by_hand {
            self.seen.add(leg);
        }
        if let Some(wait_ms) = leg.wait_ms {
            self.waits.add(wait_ms);
        }
        if let Some(handling_ms) = leg.handling_ms {
            self.handling.add(handling_ms);
        }
    }

    /// All of another.
    pub fn merge(&mut self, other: &Self) {
        self.legs += other.legs;
        self.served += other.served;
        self.no_shows += other.no_shows;
        self.left += other.left;
        self.called += other.called;
        self.kept += other.kept;
        self.waits.merge(&other.waits);
        self.handling.merge(&other.handling);
        self.seen.merge(other.seen);
    }
}

/// Who handled what where: the finest parts that are kept.
type Part = (Option<u16>, Option<String>);

/// Legs by service, window and clerk.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LegTable {
    by_service: BTreeMap<String, BTreeMap<Part, LegSums>>,
    /// How many tickets they belong to: each has one first leg, also one whose visit goes on after midnight.
    pub tickets: u32,
}

impl LegTable {
    /// One more.
    pub fn add(&mut self, leg: &LegFact<'_>) {
        self.tickets += u32::from(leg.leg == 0);
        if !self.by_service.contains_key(leg.service) {
            self.by_service.insert(leg.service.to_owned(), BTreeMap::new());
        }
        if let Some(parts) = self.by_service.get_mut(leg.service) {
            let part = (leg.window, leg.clerk.map(str::to_owned));
            parts.entry(part).or_default().add(leg);
        }
    }

    /// All of another period, which must not overlap this one.
    pub fn merge(&mut self, other: &Self) {
        self.tickets += other.tickets;
        for (service, parts) in &other.by_service {
            let mine = self.by_service.entry(service.clone()).or_default();
            for (part, sums) in parts {
                mine.entry(part.clone()).or_default().merge(sums);
            }
        }
    }

    /// Everything together.
    #[must_use]
    pub fn total(&self) -> LegSums {
        self.sum_by(|_, _, _| Some(())).remove(&()).unwrap_or_default()
    }

    /// Merged by whatever a part is counted under: its service, its window, its clerk; none: it is left out.
    #[must_use]
    pub fn sum_by<K: Ord>(
        &self,
        key: impl Fn(&str, Option<u16>, Option<&str>) -> Option<K>,
    ) -> BTreeMap<K, LegSums> {
        let mut sums: BTreeMap<K, LegSums> = BTreeMap::new();
        for (service, window, clerk, part) in self.parts() {
            if let Some(key) = key(service, window, clerk) {
                sums.entry(key).or_default().merge(part);
            }
        }
        sums
    }

    /// The finest parts.
    pub fn parts(&self) -> impl Iterator<Item = (&str, Option<u16>, Option<&str>, &LegSums)> {
        self.by_service.iter().flat_map(|(service, parts)| {
            parts
                .iter()
                .map(move |((window, clerk), sums)| (service.as_str(), *window, clerk.as_deref(), sums))
        })
    }
}
