//! From screen to screen, and to the ticket: one matter at once, or several put together first.
//!
//! Invariant: what is chosen is on the screen before it is taken; a press on metal takes nothing unseen with it.

use super::order::CASES_LIMIT;
use super::{Basket, Choice, Effect, Matter, Order, Paper, Screen, Session, Wish};
use crate::clock::Moment;
use crate::holder::Holder;

impl Session {
    /// Moves between screens. While a ticket is being taken there is nowhere to go: one tap, one ticket (K8).
    pub(super) fn walk(&mut self, now: Moment, choice: Choice) -> Option<Effect> {
        if matches!(self.screen, Screen::Issuing(_)) {
            return None;
        }
        if choice == Choice::Reprint {
            return self.reprint(now);
        }
        // What was refused is not forgotten: it can be changed.
        if self.screen.is_over() && choice != Choice::Basket {
            self.wipe();
        }
        match choice {
            Choice::Group(letter) => self.show(now, Screen::Group(letter)),
            Choice::Service(code) => self.show(now, Screen::Detail(code)),
            Choice::Journey { code, from } => self.show(now, Screen::Journey { code, from }),
            Choice::Elsewhere(entry) => return self.look_elsewhere(now, entry),
            Choice::Complain => self.show(now, Screen::Complain),
            Choice::Home => self.show(now, Screen::Home),
            Choice::Basket => self.look_into_the_basket(now),
            Choice::Arrive => self.show_the_digits(now, String::new(), None),
            Choice::Page(page) => self.page = page,
            Choice::Claim(class) => self.claim = class,
            Choice::Cases(cases) => self.more_cases = cases.clamp(1, CASES_LIMIT) - 1,
            Choice::Remove(matter) => self.take_out(now, &matter),
            Choice::Add(matter) if self.is_on_screen(&matter) => {
                self.basket.put(matter);
                self.show(now, Screen::Home);
            }
            Choice::Take(matter) if self.is_on_screen(&matter) => {
                self.basket.put(matter);
                return Some(self.take_all(now));
            }
            Choice::TakeAll if !self.basket.is_empty() => return Some(self.take_all(now)),
            Choice::Key(service) => return self.key(now, service),
            Choice::Add(_)
            | Choice::Take(_)
            | Choice::TakeAll
            | Choice::Digit { .. }
            | Choice::Erase(_)
            | Choice::Present
            | Choice::Scan(_)
            | Choice::AcceptLate
            | Choice::Reprint
            | Choice::Help
            | Choice::CancelHelp
            | Choice::Language(_)
            | Choice::Large
            | Choice::Contrast
            | Choice::Stay => {}
        }
        None
    }

    /// Each time that somebody looks where a thing is handled is an asking; a page that is shown already is none.
    fn look_elsewhere(&mut self, now: Moment, entry: Option<String>) -> Option<Effect> {
        let screen = Screen::Elsewhere(entry.clone());
        if self.screen == screen {
            return None;
        }
        self.show(now, screen);
        entry.map(Effect::CountAsking)
    }

    fn is_on_screen(&self, matter: &Matter) -> bool {
        self.screen.matter().as_ref() == Some(matter)
    }

    /// A service's own button is a ticket at once. Where somebody has begun to choose, it may be somebody else who presses:
    /// then it is one choice more, shown beside the others.
    fn key(&mut self, now: Moment, service: String) -> Option<Effect> {
        let is_first = self.basket.is_empty();
        self.basket.put(Matter::Service(service));
        if is_first {
            // Neither a claim nor companions of whoever was looking at the screen.
            self.claim = None;
            self.more_cases = 0;
            return Some(self.take_all(now));
        }
        self.show(now, Screen::Basket);
        None
    }

    fn look_into_the_basket(&mut self, now: Moment) {
        let screen = if self.basket.is_empty() {
            Screen::Home
        } else {
            Screen::Basket
        };
        self.show(now, screen);
    }

    fn take_out(&mut self, now: Moment, matter: &Matter) {
        self.basket.take_out(matter);
        if self.basket.is_empty() && self.screen == Screen::Basket {
            self.show(now, Screen::Home);
        }
    }

    /// One ticket for all that is chosen. It stays chosen until there is one, in case the hall refuses.
    fn take_all(&mut self, now: Moment) -> Effect {
        let wish = Wish::Matters {
            basket: self.basket.clone(),
            cases: self.cases(),
            class: self.claim.clone(),
        };
        self.ask(now, wish)
    }

    pub(super) fn ask(&mut self, now: Moment, wish: Wish) -> Effect {
        self.ask_as(now, wish, None)
    }

    /// Asks for somebody whose card was read.
    pub(super) fn ask_as(&mut self, now: Moment, wish: Wish, holder: Option<Holder>) -> Effect {
        let order = Order {
            wish,
            comfort: self.comfort,
            holder,
        };
        self.show(now, Screen::Issuing(order.clone()));
        Effect::Issue(order)
    }

    fn reprint(&mut self, now: Moment) -> Option<Effect> {
        let Screen::Ticket { ticket, paper } = &mut self.screen else {
            return None;
        };
        if *paper == Paper::Printing {
            return None;
        }
        *paper = Paper::Printing;
        self.since = now;
        Some(Effect::Reprint(ticket.request.clone()))
    }

    /// Begins to choose anew.
    pub(super) fn forget_the_basket(&mut self) {
        self.basket = Basket::default();
        self.more_cases = 0;
    }
}
