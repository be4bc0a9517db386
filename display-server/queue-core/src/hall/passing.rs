//! Who was called before somebody who waits longer, and until when that can happen: what the phone says.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::{Day, Hall};
use crate::ids::{ClassCode, LegId, Seq};
use crate::leg::{Leg, add_seconds};

/// A call that was not undone, as the day remembers it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Logged {
    pub(super) seq: Seq,
    pub(super) at: Timestamp,
    pub(super) leg: LegId,
    pub(super) anchor: Timestamp,
    pub(super) class: ClassCode,
}

impl Hall {
    /// The classes of those with a later anchor who were called from a waiting leg's queue before it.
    #[must_use]
    pub fn passed_by(&self, leg: &Leg) -> Vec<&ClassCode> {
        let Some(day) = &self.day else { return Vec::new() };
        let calls = day
            .call_log
            .get(&leg.opened.group)
            .map(Vec::as_slice)
            .unwrap_or_default();
        let since = calls.partition_point(|call| call.at < leg.opened.ready_at);
        let later = calls.iter().skip(since);
        later
            .filter(|call| call.leg.visit != leg.opened.id.visit && call.anchor > leg.opened.anchor)
            .map(|call| &call.class)
            .collect()
    }

    /// From when nobody new can pass a leg: anchor + its promise − the shortest promise + σ, later by its stops.
    ///
    /// Bound 3 of the promise clock; before its promise has run as long as the shortest, its anchor.
    #[must_use]
    pub fn passed_until(&self, leg: &Leg) -> Option<Timestamp> {
        let day = self.day.as_ref()?;
        let latest = add_seconds(leg.deadline(), day.plan.rules().sigma_s);
        let shortest = SignedDuration::from_secs(i64::from(day.shortest_promise_s()));
        latest
            .checked_sub(shortest)
            .ok()
            .map(|at| at.max(leg.opened.anchor))
    }
}

impl Day {
    /// The shortest promise of the plan.
    pub(super) fn shortest_promise_s(&self) -> u32 {
        let classes = self.plan.parts().classes.iter();
        classes.map(|class| class.promise_s).min().unwrap_or_default()
    }
}
