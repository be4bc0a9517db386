//! What a generated day had in it: a property over days in which nothing happens would prove nothing.

use std::collections::BTreeMap;

use queue_core::event::{Choice, Event};
use queue_core::leg::AnchorReason;
use queue_core::{Entry, Hall, Seq};

use super::calls::Call;

/// What happened, how often; and every entry, by its number.
#[derive(Debug, Clone, Default)]
pub struct Seen {
    counts: BTreeMap<&'static str, usize>,
    entries: BTreeMap<Seq, Entry>,
}

impl Seen {
    /// The last entry that was kept.
    pub fn heard(&self) -> Option<Seq> {
        self.entries.keys().next_back().copied()
    }

    pub fn keep(&mut self, entry: &Entry) {
        self.entries.insert(entry.seq, entry.clone());
    }

    pub fn entry(&self, seq: Seq) -> Option<&Entry> {
        self.entries.get(&seq)
    }

    pub fn counts(&self) -> &BTreeMap<&'static str, usize> {
        &self.counts
    }

    pub fn count(&mut self, what: &'static str) {
        *self.counts.entry(what).or_default() += 1;
    }

    pub fn times(&self, what: &str) -> usize {
        self.counts.get(what).copied().unwrap_or_default()
    }

    pub fn add(&mut self, other: &Self) {
        for (what, times) in &other.counts {
            *self.counts.entry(what).or_default() += times;
        }
    }

    pub fn calls(&mut self, call: &Call) {
        let what = match call.called.who.reason {
            AnchorReason::Booked => "appointment called",
            AnchorReason::LateCheckIn => "late appointment called",
            AnchorReason::CheckedIn => "remote ticket called",
            AnchorReason::Ready => "next leg called",
            AnchorReason::Transfer => "transfer called",
            AnchorReason::Reactivated => "reactivated called",
            AnchorReason::Issue | AnchorReason::Revisit => "walk-in called",
        };
        self.count(what);
        for passed in call.passed() {
            self.count("passed");
            if passed.secondary != call.called.secondary {
                self.count("passed across skills");
            }
        }
        let longer = call
            .others
            .iter()
            .chain([&call.called])
            .any(|line| line.who.promise.subsec_nanos() != 0 || line.who.promise.as_secs() % 60 != 0);
        if longer {
            self.count("called after a stop");
        }
    }

    pub fn hears(&mut self, then: &Hall, event: &Event) {
        if let Event::Called { leg, choice, .. } = event {
            let visit = then.visit(leg.visit).expect("a visit");
            if visit.open_legs().count() > 1 {
                self.count("one of several matters called");
            }
            match choice {
                Choice::EarliestPromise { .. } => {}
                Choice::EarlyAppointment { .. } => self.count("called early"),
                Choice::ThisOne { .. } => self.count("called out of order"),
                Choice::Resumed => self.count("taken up again"),
            }
        }
        if let Event::Undone { .. } = event {
            self.count("undone");
        }
        if let Event::CallTakenBack { .. } = event {
            self.count("call taken back");
        }
        if let Event::LegOpened { leg } = event
            && leg.step.as_ref().is_some_and(|step| step.stage == 1)
        {
            self.count("parallel leg");
        }
    }
}
