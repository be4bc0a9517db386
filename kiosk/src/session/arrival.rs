//! Somebody who is expected: by eight digits, or by a code held before the scanner.

use std::time::Duration;

use super::{CODE_DIGITS, Choice, CodeFault, Effect, Refusal, Screen, Session, Wish};
use crate::clock::Moment;

/// A code that stays before the scanner is read again and again; between two readings less than this passes.
const SAME_CODE: Duration = Duration::from_secs(3);

impl Session {
    /// The digits of a booking, one by one, and what follows when they are wrong, or late.
    pub(super) fn present(&mut self, now: Moment, choice: &Choice) -> Option<Effect> {
        match &self.screen {
            Screen::Arrival { digits, .. } => {
                let digits = digits.clone();
                self.edit(now, digits, choice)
            }
            Screen::Refused(Refusal::Late(shown)) if *choice == Choice::AcceptLate => {
                let wish = Wish::Arrival {
                    shown: shown.clone(),
                    accept_late: true,
                };
                Some(self.ask(now, wish))
            }
            Screen::Home
            | Screen::Group(_)
            | Screen::Detail(_)
            | Screen::Journey { .. }
            | Screen::Elsewhere(_)
            | Screen::Complain
            | Screen::Basket
            | Screen::Card { .. }
            | Screen::Issuing(_)
            | Screen::Ticket { .. }
            | Screen::LetIn(_)
            | Screen::Refused(_) => None,
        }
    }

    fn edit(&mut self, now: Moment, mut digits: String, choice: &Choice) -> Option<Effect> {
        let is_whole = digits.len() == CODE_DIGITS;
        let mut fault = None;
        if *choice == Choice::Present {
            if is_whole {
                return Some(self.come(now, digits));
            }
            fault = Some(CodeFault::TooFew);
        } else if *choice == Choice::Erase(digits.len()) {
            digits.pop();
        } else if let Choice::Digit { digit, .. } = choice
            && !is_whole
        {
            digits.push(*digit);
        }
        self.show_the_digits(now, digits, fault);
        None
    }

    /// A code counts wherever the visitor is, for it says by itself what is wanted.
    pub(super) fn scan(&mut self, now: Moment, text: String) -> Option<Effect> {
        if let Screen::Issuing(order) = &self.screen {
            // One visitor at a time; who holds a code up meanwhile is heard afterwards.
            if matches!(&order.wish, Wish::Arrival { shown, .. } if *shown == text) {
                self.last_scan = Some((text, now));
            }
            return None;
        }
        let last = self.last_scan.replace((text.clone(), now));
        let is_still_there = last.is_some_and(|(before, at)| {
            let is_answered = matches!(self.screen, Screen::Ticket { .. } | Screen::LetIn(_));
            before == text && (is_answered || now.since(at) < SAME_CODE)
        });
        if is_still_there {
            return None;
        }
        if self.screen.is_over() {
            self.wipe();
        }
        Some(self.come(now, text))
    }

    fn come(&mut self, now: Moment, shown: String) -> Effect {
        self.forget_the_basket();
        let wish = Wish::Arrival {
            shown,
            accept_late: false,
        };
        self.ask(now, wish)
    }

    pub(super) fn show_the_digits(&mut self, now: Moment, digits: String, fault: Option<CodeFault>) {
        self.show(now, Screen::Arrival { digits, fault });
    }

    /// Digits that the hall does not know are shown again, to be corrected; where a card is needed, it is asked for.
    pub(super) fn hear_of_a_refusal(&mut self, now: Moment, refusal: Refusal) {
        if let Some(wish) = self.wish_that_needs_a_card(&refusal) {
            self.ask_for_the_card(now, wish);
            return;
        }
        let is_unknown = refusal == Refusal::Rules("unknown-booking".to_owned());
        match self.screen.digits_asked().filter(|_| is_unknown) {
            Some(digits) => {
                let digits = digits.to_owned();
                self.show_the_digits(now, digits, Some(CodeFault::Unknown));
            }
            None => self.show(now, Screen::Refused(refusal)),
        }
    }
}
