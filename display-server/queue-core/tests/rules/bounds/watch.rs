//! Looks at every call and every state of a generated day.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use queue_core::calling::Queue;
use queue_core::event::{Choice, EntryBody, Event, RunnerUp};
use queue_core::leg::{AnchorReason, Leg, LegState, NewLeg};
use queue_core::visit::{Confirmation, Visit};
use queue_core::{Entry, Hall, LegId, Seq, TicketNumber, VisitId, WindowNumber};

use super::calls::{Arrival, Call, Clock};
use super::plain::{Ledger, Line, sorted};
use super::seen::Seen;

/// How many of those passed by a call out of order the hall names.
const NAMED: usize = 20;

/// What is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// The bounds of the promise clock.
    Bounds,
    /// The order against a plain sort, and who may be called at all.
    Order,
    /// Nobody is in two places, and everybody ends once.
    Sums,
}

/// Somebody who watches the hall.
pub struct Watch {
    look: Look,
    pub ledger: Ledger,
    /// The ledger before each entry that a window can take back.
    before: BTreeMap<Seq, Ledger>,
    pub calls: Vec<Call>,
    pub arrivals: Vec<Arrival>,
    pub seen: Seen,
}

impl Watch {
    pub fn new(look: Look) -> Self {
        Self {
            look,
            ledger: Ledger::default(),
            before: BTreeMap::new(),
            calls: Vec::new(),
            arrivals: Vec::new(),
            seen: Seen::default(),
        }
    }

    /// An entry; the hall as it was before, and as it is.
    pub fn hears(&mut self, before: Hall, after: &Hall, entry: &Entry) -> TestCaseResult {
        self.before.insert(entry.seq, self.ledger.clone());
        let mut then = before;
        for event in &entry.body.events {
            self.hears_event(&then, entry, event)?;
            self.ledger.hears(&then, event);
            self.seen.hears(&then, event);
            then.apply(&alone(entry, event));
        }
        if let [Event::Undone { entry: undone, .. }, ..] = entry.body.events[..] {
            self.takes_back(after, undone, entry);
        }
        Ok(())
    }

    fn hears_event(&mut self, then: &Hall, entry: &Entry, event: &Event) -> TestCaseResult {
        self.arrives(then, entry.seq, event);
        if let Event::CallTakenBack { leg } = event {
            self.calls.retain(|call| call.called.who.leg != *leg);
        }
        if let Event::Called {
            leg, window, choice, ..
        } = event
        {
            is_here(then, *leg, entry.at, choice)?;
            return self.called(then, entry, (*leg, *window), choice);
        }
        Ok(())
    }

    fn takes_back(&mut self, after: &Hall, undone: Seq, undo: &Entry) {
        self.calls.retain(|call| call.seq != undone);
        self.arrivals.retain(|arrival| arrival.seq != undone);
        let press = self.seen.entry(undone).expect("a press that was heard").clone();
        let before = self.before.get(&undone).expect("a ledger");
        self.ledger.takes_back(before, after, &press, undo.at);
    }

    /// Whose promise begins to run by an event.
    fn arrives(&mut self, then: &Hall, seq: Seq, event: &Event) {
        let mut comes = |leg: &NewLeg, anchor: Timestamp, promise_s: u32, by_transfer: bool| {
            self.arrivals.push(Arrival {
                seq,
                leg: leg.id,
                anchor,
                promise: SignedDuration::from_secs(i64::from(promise_s)),
                by_transfer,
            });
        };
        if let Event::TicketIssued { leg, .. } | Event::LegOpened { leg } = event {
            comes(
                leg,
                leg.anchor,
                leg.promise_s,
                leg.anchor_reason == AnchorReason::Transfer,
            );
        } else if let Event::CheckedIn { visit, anchor } = event {
            for leg in then.visit(*visit).into_iter().flat_map(Visit::open_legs) {
                comes(&leg.opened, *anchor, leg.opened.promise_s, false);
            }
        } else if let Event::Reactivated {
            leg,
            anchor,
            promise_s,
        } = event
        {
            let leg = then.leg(*leg).expect("a leg");
            comes(&leg.opened, *anchor, *promise_s, false);
        } else if let Event::ClassVerified { visit, promise_s, .. } = event {
            let promise = SignedDuration::from_secs(i64::from(*promise_s));
            for arrival in self
                .arrivals
                .iter_mut()
                .filter(|arrival| arrival.leg.visit == *visit)
            {
                arrival.promise = arrival.promise.min(promise);
            }
        }
    }

    fn called(
        &mut self,
        then: &Hall,
        entry: &Entry,
        (leg, window): (LegId, WindowNumber),
        choice: &Choice,
    ) -> TestCaseResult {
        let lines = sorted(then, window, &self.ledger.standing(then, entry.at));
        if self.look == Look::Order {
            self.chosen_plainly(then, entry.at, (leg, window), &lines, choice)?;
        }
        let Choice::EarliestPromise { .. } = choice else {
            return Ok(());
        };
        let (called, others): (Vec<Line>, Vec<Line>) =
            lines.into_iter().partition(|line| line.who.leg == leg);
        let called = called.into_iter().next();
        let called =
            called.ok_or_else(|| TestCaseError::fail(format!("{leg:?} may not be called at {window}")))?;
        let call = Call {
            seq: entry.seq,
            window,
            called,
            others,
        };
        if self.look == Look::Bounds {
            let clock = Clock::of(then);
            call.passes_within_the_bound(clock)?;
            call.keeps_the_order_within_a_class()?;
            call.nobody_new_passes(clock)?;
        }
        self.seen.calls(&call);
        self.calls.push(call);
        Ok(())
    }

    /// The call is the head of the plain list, and its reason says so.
    fn chosen_plainly(
        &self,
        then: &Hall,
        at: Timestamp,
        (leg, window): (LegId, WindowNumber),
        lines: &[Line],
        choice: &Choice,
    ) -> TestCaseResult {
        match choice {
            Choice::EarliestPromise { .. } => {
                let head = lines.first();
                let head = head.ok_or_else(|| TestCaseError::fail("called, and nobody stands there"))?;
                prop_assert_eq!(
                    head.who.leg,
                    leg,
                    "window {}: the plain list is\n{}",
                    window,
                    text(lines)
                );
                let runner_up = lines.get(1);
                let plainly = Choice::EarliestPromise {
                    key: head.key,
                    secondary: head.secondary,
                    runner_up: runner_up.map(|line| RunnerUp {
                        ticket: line.who.ticket.clone(),
                        key: line.key,
                    }),
                };
                prop_assert_eq!(choice, &plainly);
            }
            Choice::EarlyAppointment { key } => {
                prop_assert!(
                    lines.is_empty(),
                    "called early although others wait:\n{}",
                    text(lines)
                );
                let early = sorted(then, window, &self.ledger.early(then, at));
                let head = early.first().map(|line| (line.who.leg, line.key));
                prop_assert_eq!(head, Some((leg, *key)));
            }
            Choice::ThisOne {
                passed, passed_count, ..
            } => {
                let before: Vec<&TicketNumber> = lines
                    .iter()
                    .take_while(|line| line.who.leg != leg)
                    .map(|line| &line.who.ticket)
                    .collect();
                prop_assert_eq!(usize::try_from(*passed_count).expect("few"), before.len());
                let named: Vec<&TicketNumber> = before.into_iter().take(NAMED).collect();
                prop_assert_eq!(passed.iter().collect::<Vec<_>>(), named);
            }
            Choice::Resumed => {
                let parked = then
                    .leg(leg)
                    .is_some_and(|leg| matches!(leg.state, LegState::Parked { .. }));
                prop_assert!(parked, "{:?} was not set aside", leg);
            }
        }
        Ok(())
    }

    /// Everything that holds at any moment.
    pub fn looks(&self, hall: &Hall, now: Timestamp) -> TestCaseResult {
        match self.look {
            Look::Bounds => Ok(()),
            Look::Order => self.order_is_plain(hall, now),
            Look::Sums => one_place_each(hall),
        }
    }

    /// What each window would call, and each queue, is a plain sort of all who may be called.
    fn order_is_plain(&self, hall: &Hall, now: Timestamp) -> TestCaseResult {
        let standing = self.ledger.standing(hall, now);
        for window in hall.windows() {
            let lines = sorted(hall, window.number, &standing);
            let next = hall.next_for(window.number, usize::MAX);
            let hall_says: Vec<_> = next.iter().map(|one| (one.key, one.leg, one.secondary)).collect();
            let plainly: Vec<_> = lines
                .iter()
                .map(|line| (line.key, line.who.leg, line.secondary))
                .collect();
            prop_assert_eq!(
                hall_says,
                plainly,
                "{} at window {}:\n{}",
                now,
                window.number,
                text(&lines)
            );
        }
        for group in &hall.last_plan().expect("a plan").parts().groups {
            let mut plainly: Vec<_> = standing.iter().filter(|who| who.group == group.letter).collect();
            plainly.sort_by_key(|who| (who.deadline(), who.anchor, who.arrival));
            let plainly: Vec<_> = plainly.iter().map(|who| who.leg).collect();
            let queue = hall.queue(group.letter).into_iter().flat_map(Queue::iter);
            prop_assert_eq!(
                queue.map(|place| place.leg).collect::<Vec<_>>(),
                plainly,
                "group {}",
                group.letter
            );
        }
        Ok(())
    }
}

/// Nobody is called before paper is out, before check-in, before the leg is ready, or while another window has the
/// visitor. Only an appointment may be called before it is ready: by the plan's early call, or when its window would idle,
/// and may be set aside there and taken up again.
fn is_here(then: &Hall, id: LegId, at: Timestamp, choice: &Choice) -> TestCaseResult {
    let visit = then.visit(id.visit).expect("a visit");
    let opened = &then.leg(id).expect("a leg").opened;
    let number = &visit.ticket.number;
    prop_assert!(visit.checked_in, "{number} is not in the hall");
    let awaited = matches!(visit.confirmation, Confirmation::Awaited { .. });
    prop_assert!(!awaited, "{number} has no paper yet");
    prop_assert!(!visit.is_at_window(), "{number} is at a window");
    let early = matches!(choice, Choice::EarlyAppointment { .. } | Choice::Resumed);
    prop_assert!(
        early || opened.callable_at <= at,
        "{number} is callable from {}",
        opened.callable_at
    );
    let booked = visit.ticket.booked_at.is_some();
    prop_assert!(
        booked || opened.ready_at <= at,
        "{number} is ready at {}",
        opened.ready_at
    );
    Ok(())
}

/// A window has the leg that says so, a visit is at one window at most, and the day's figures are those of the legs.
fn one_place_each(hall: &Hall) -> TestCaseResult {
    let mut at: BTreeMap<VisitId, WindowNumber> = BTreeMap::new();
    for window in hall.windows() {
        let Some(id) = window.current else { continue };
        let other = at.insert(id.visit, window.number);
        prop_assert_eq!(other, None, "{:?} is at two windows", id.visit);
    }
    for leg in hall.visits().flat_map(|visit| &visit.legs) {
        if let LegState::Called { window, .. } | LegState::Serving { window } = leg.state {
            let current = hall.window(window).and_then(|window| window.current);
            prop_assert_eq!(current, Some(leg.opened.id));
        }
    }
    let at_window = |leg: &&Leg| matches!(leg.state, LegState::Called { .. } | LegState::Serving { .. });
    let legs = hall.visits().flat_map(|visit| &visit.legs).filter(at_window);
    prop_assert_eq!(legs.count(), at.len(), "each window has a leg that is at it");
    for group in &hall.last_plan().expect("a plan").parts().groups {
        let of_group = hall
            .visits()
            .flat_map(|visit| &visit.legs)
            .filter(|leg| leg.opened.group == group.letter);
        let ended = of_group.filter(|leg| leg.is_ended()).count();
        let finished = hall.tally(group.letter).map_or(0, |tally| tally.finished);
        prop_assert_eq!(
            usize::try_from(finished).expect("few"),
            ended,
            "group {}",
            group.letter
        );
    }
    Ok(())
}

/// One event of an entry as an entry of its own.
fn alone(entry: &Entry, event: &Event) -> Entry {
    let body = EntryBody {
        events: vec![event.clone()],
        ..entry.body.clone()
    };
    Entry {
        body,
        ..entry.clone()
    }
}

fn text(lines: &[Line]) -> String {
    let line = |line: &Line| {
        let who = &line.who;
        format!(
            "  {} {} key {} anchor {} arrival {}\n",
            who.ticket, who.service, line.key, who.anchor, who.arrival
        )
    };
    lines.iter().map(line).collect()
}
