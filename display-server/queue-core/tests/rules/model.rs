//! A small reference model: a hall is a list, and the next one is found by looking at everybody.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use queue_core::WindowNumber;
use queue_core::command::{Ending, Onward, VisitVerb, WindowVerb};

use crate::support::{Driven, generated, kiosk, letter, ticket};

/// What the model knows of somebody who waits: group, deadline, anchor, order of arrival.
type Waiting = (char, Timestamp, Timestamp, usize);

#[derive(Debug, Default)]
struct Model {
    waiting: BTreeMap<String, Waiting>,
    counters: BTreeMap<char, u32>,
    at_window: BTreeMap<u16, String>,
    arrivals: usize,
}

impl Model {
    fn arrive(&mut self, group: char, promise_s: i64, now: Timestamp) -> String {
        let count = self.counters.entry(group).or_default();
        *count += 1;
        let number = format!("{group}{count:03}");
        self.arrivals += 1;
        let deadline = now + SignedDuration::from_secs(promise_s);
        self.waiting
            .insert(number.clone(), (group, deadline, now, self.arrivals));
        number
    }

    fn next(&self, window: u16) -> Option<String> {
        let own = if window == 1 { 'X' } else { 'Y' };
        let key = |waiting: &Waiting| {
            let sigma = SignedDuration::from_secs(if waiting.0 == own { 0 } else { 300 });
            (waiting.1 + sigma, waiting.2, waiting.3)
        };
        self.waiting
            .iter()
            .min_by_key(|(_, waiting)| key(waiting))
            .map(|(number, _)| number.clone())
    }
}

#[derive(Debug, Clone)]
enum Step {
    Wait(i64),
    Arrive { y: bool, elderly: bool },
    Call(u16),
    Serve(u16),
    NoShow(u16),
    Withdraw(usize),
    Undo(u16),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        (1..40i64).prop_map(Step::Wait),
        (any::<bool>(), any::<bool>()).prop_map(|(y, elderly)| Step::Arrive { y, elderly }),
        (1..=2u16).prop_map(Step::Call),
        (1..=2u16).prop_map(Step::Serve),
        (1..=2u16).prop_map(Step::NoShow),
        (0..50usize).prop_map(Step::Withdraw),
        (1..=2u16).prop_map(Step::Undo),
    ]
}

/// The hall and its model side by side; `before` is the model as it stood before the last undoable press.
struct Pair {
    hall: Driven,
    model: Model,
    undo: BTreeMap<u16, (Timestamp, Vec<(String, Waiting)>)>,
}

impl Pair {
    fn step(&mut self, step: &Step) {
        match step {
            // Silence ends a call by itself, which the model does not know: waits stay shorter than patience.
            Step::Wait(seconds) => self
                .hall
                .wind(self.hall.now + SignedDuration::from_secs(*seconds)),
            Step::Arrive { y, elderly } => self.arrive(*y, *elderly),
            Step::Call(window) => self.call(*window),
            Step::Serve(window) => self.serve(*window),
            Step::NoShow(window) => self.no_show(*window),
            Step::Withdraw(index) => self.withdraw(*index),
            Step::Undo(window) => self.undo(*window),
        }
        self.reap_unanswered();
    }

    fn arrive(&mut self, y: bool, elderly: bool) {
        let (service, group) = if y { ("Y01", 'Y') } else { ("X01", 'X') };
        let promise_s = if elderly { 900 } else { 1800 };
        let number = self
            .hall
            .take(service, elderly.then_some("elderly"), None)
            .expect("a ticket");
        assert_eq!(number, self.model.arrive(group, promise_s, self.hall.now));
    }

    fn call(&mut self, window: u16) {
        if self.model.at_window.contains_key(&window) {
            assert!(self.hall.call(window).is_err(), "called, not started");
            return;
        }
        match self.model.next(window) {
            None => assert!(self.hall.call(window).is_err()),
            Some(next) => {
                assert_eq!(self.hall.call(window).as_ref(), Ok(&next));
                let waiting = self.model.waiting.remove(&next).expect("waits");
                self.model.at_window.insert(window, next.clone());
                self.undo.insert(window, (self.hall.now, vec![(next, waiting)]));
            }
        }
    }

    fn serve(&mut self, window: u16) {
        let Some(number) = self.model.at_window.remove(&window) else {
            return;
        };
        let code = if window == 1 { "c1" } else { "c2" };
        self.hall
            .press(
                code,
                window,
                WindowVerb::Start {
                    ticket: ticket(&number),
                },
            )
            .expect("start");
        let finish = WindowVerb::Finish {
            ticket: ticket(&number),
            ending: Ending::usual(Onward::No),
        };
        self.hall.press(code, window, finish).expect("finish");
        self.undo.remove(&window);
    }

    fn no_show(&mut self, window: u16) {
        let Some(number) = self.model.at_window.remove(&window) else {
            return;
        };
        let code = if window == 1 { "c1" } else { "c2" };
        self.hall
            .press(
                code,
                window,
                WindowVerb::NoShow {
                    ticket: ticket(&number),
                },
            )
            .expect("no-show");
        self.undo.remove(&window);
    }

    fn withdraw(&mut self, index: usize) {
        let Some(number) = self.model.waiting.keys().nth(index).cloned() else {
            return;
        };
        let visit = self.hall.visit(&number).ticket.visit;
        self.hall
            .visit_press(kiosk(), visit, VisitVerb::Withdraw)
            .expect("withdrawn");
        self.model.waiting.remove(&number);
    }

    /// Only the undo of a call is modelled; after a finish or a no-show the model lets it be.
    fn undo(&mut self, window: u16) {
        let Some((pressed_at, before)) = self.undo.remove(&window) else {
            return;
        };
        let code = if window == 1 { "c1" } else { "c2" };
        let undone = self.hall.press(code, window, WindowVerb::Undo);
        assert_eq!(
            undone.is_ok(),
            self.hall.now <= pressed_at + SignedDuration::from_secs(10)
        );
        if undone.is_ok() {
            self.model.at_window.remove(&window);
            self.model.waiting.extend(before);
        } else {
            self.undo.clear();
        }
    }

    /// Calls that the clock ended.
    fn reap_unanswered(&mut self) {
        for window in 1..=2 {
            if self.hall.at_window(window).is_none() && self.model.at_window.remove(&window).is_some() {
                self.undo.remove(&window);
            }
        }
    }

    fn compare(&self) {
        for window in 1..=2u16 {
            assert_eq!(
                self.hall.at_window(window).as_ref(),
                self.model.at_window.get(&window)
            );
            let first = self.hall.hall.next_for(WindowNumber::new(window), 1);
            let first = first
                .first()
                .and_then(|next| self.hall.hall.visit(next.leg.visit));
            let first = first.map(|visit| visit.ticket.number.to_string());
            assert_eq!(first, self.model.next(window));
        }
        for group in ['X', 'Y'] {
            let queue = self.hall.hall.queue(letter(group)).expect("a queue");
            let waiting = self
                .model
                .waiting
                .values()
                .filter(|waiting| waiting.0 == group)
                .count();
            assert_eq!(queue.len(), waiting);
        }
    }
}

proptest! {
    #![proptest_config(generated(128))]

    #[test]
    fn the_hall_agrees_with_a_plain_list(steps in proptest::collection::vec(step(), 1..150)) {
        let mut pair = Pair { hall: Driven::staffed(), model: Model::default(), undo: BTreeMap::new() };
        for step in &steps {
            pair.step(step);
            pair.compare();
        }
    }
}
