//! The bounds of the promise clock, each as its inequality, over the calls of a day.
//!
//! `a` is an anchor, `T` a promise (longer by as long as a stop held it: nobody could call meanwhile), `i` somebody who
//! could have been called, `j` the one who was. Calls out of order have a reason of the plan and are no part of this,
//! nor is a ticket that its window set aside and takes up again; transfers keep their anchor and are counted apart.

use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use queue_core::leg::AnchorReason;
use queue_core::{Hall, LegId, Seq, WindowNumber};

use super::plain::{Line, Stands};

/// A call by the promise clock: the one called, and those who could have been.
#[derive(Debug, Clone)]
pub struct Call {
    pub seq: Seq,
    pub window: WindowNumber,
    pub called: Line,
    pub others: Vec<Line>,
}

/// Somebody whose promise began to run.
#[derive(Debug, Clone)]
pub struct Arrival {
    pub seq: Seq,
    pub leg: LegId,
    pub anchor: Timestamp,
    pub promise: SignedDuration,
    pub by_transfer: bool,
}

/// What the bounds take from the plan.
#[derive(Debug, Clone, Copy)]
pub struct Clock {
    sigma: SignedDuration,
    shortest: SignedDuration,
}

impl Clock {
    pub fn of(hall: &Hall) -> Self {
        let plan = hall.last_plan().expect("a plan");
        let promises = plan.parts().classes.iter().map(|class| class.promise_s);
        let seconds = |length_s: u32| SignedDuration::from_secs(i64::from(length_s));
        Self {
            sigma: seconds(plan.rules().sigma_s),
            shortest: seconds(promises.min().expect("classes")),
        }
    }

    /// `a_i + T_i − T_min + σ`.
    fn until(self, i: &Stands) -> Timestamp {
        i.anchor + (i.promise - self.shortest + self.sigma)
    }
}

impl Call {
    /// Those with an earlier anchor, whom the one called passes.
    pub fn passed(&self) -> impl Iterator<Item = &Line> {
        self.others
            .iter()
            .filter(|i| i.who.anchor < self.called.who.anchor)
    }

    fn by_transfer(&self) -> bool {
        self.called.who.reason == AnchorReason::Transfer
    }

    fn text(&self, i: &Line) -> String {
        let line = |line: &Line| {
            let Stands {
                ticket,
                service,
                anchor,
                promise,
                ..
            } = &line.who;
            format!(
                "{ticket} ({service}, {anchor} + {promise:?}, secondary: {})",
                line.secondary
            )
        };
        format!(
            "window {}: {} before {}",
            self.window,
            line(&self.called),
            line(i)
        )
    }

    /// Bound 1: `j` with a later anchor passes `i` only if
    /// `a_j < a_i + (T_i − T_j) + σ·[i secondary, j primary here]`.
    pub fn passes_within_the_bound(&self, clock: Clock) -> TestCaseResult {
        let j = &self.called;
        for i in self.passed() {
            let sigma = if i.secondary && !j.secondary {
                clock.sigma
            } else {
                SignedDuration::ZERO
            };
            let until = i.who.anchor + (i.who.promise - j.who.promise + sigma);
            prop_assert!(j.who.anchor < until, "bound 1, {}", self.text(i));
        }
        Ok(())
    }

    /// Bound 2, its last sentence: within one class and service the order is strict by anchor,
    /// `class_j = class_i ∧ service_j = service_i ∧ T_j = T_i ⇒ a_j ≤ a_i`. A visitor who missed a call and came back
    /// has the smallest promise, once, and so is of no class; whom a stop held longer is held by the longer `T`.
    pub fn keeps_the_order_within_a_class(&self) -> TestCaseResult {
        let j = &self.called.who;
        let like = self
            .others
            .iter()
            .filter(|i| (&i.who.class, &i.who.service, i.who.promise) == (&j.class, &j.service, j.promise));
        for i in like {
            prop_assert!(j.anchor <= i.who.anchor, "within a class, {}", self.text(i));
        }
        Ok(())
    }

    /// Bound 3: nobody new passes after the window, `a_j ≤ max(a_i, a_i + T_i − T_min + σ)`. So whoever waits is
    /// passed by a finite number, and a skilled window that stays open calls everybody, in overload too.
    pub fn nobody_new_passes(&self, clock: Clock) -> TestCaseResult {
        for i in self.passed() {
            prop_assert!(
                self.called.who.anchor <= clock.until(&i.who),
                "bound 3, {}",
                self.text(i)
            );
        }
        Ok(())
    }
}

/// Bound 2: those who pass `i` are at most the arrivals in `(a_i, a_i + T_i − T_min + σ]` of classes that are faster, or
/// that σ makes as fast: `|{j passes i}| ≤ |{j : a_i < a_j ≤ a_i + T_i − T_min + σ ∧ T_j < T_i + σ}|`; those who were
/// transferred are counted on both sides apart.
pub fn no_more_pass_than_arrive(calls: &[Call], arrivals: &[Arrival], clock: Clock) -> TestCaseResult {
    for i in calls.iter().flat_map(Call::passed) {
        let is_i = |other: &&Line| (other.who.leg, other.who.anchor) == (i.who.leg, i.who.anchor);
        for by_transfer in [false, true] {
            let passes = calls
                .iter()
                .filter(|call| call.by_transfer() == by_transfer && call.passed().any(|other| is_i(&other)));
            let did: Vec<_> = passes.map(|call| call.called.who.ticket.as_str()).collect();
            // What a stop, or a claim that was refused, made longer meanwhile counts as long as it became.
            let all = calls
                .iter()
                .flat_map(Call::passed)
                .filter(is_i)
                .map(|other| &other.who);
            let longest = all.max_by_key(|who| who.promise).expect("i itself");
            let could = arrivals.iter().filter(|j| {
                j.by_transfer == by_transfer
                    && i.who.anchor < j.anchor
                    && j.anchor <= clock.until(longest)
                    && j.promise < longest.promise + clock.sigma
            });
            let could = could.count();
            prop_assert!(
                did.len() <= could,
                "bound 2: {did:?} passed {} (anchor {}), and only {could} could (transfers: {by_transfer})",
                i.who.ticket,
                i.who.anchor
            );
        }
    }
    Ok(())
}
