//! One ticket a person: when the hall asks for a card, and when one is put on the reader.
//!
//! Invariant: the hall says when a card is needed; a card counts for what was asked for just then, and for nothing later.

use super::{CardFault, Effect, Refusal, Screen, Session, Wish};
use crate::clock::Moment;
use crate::holder::Holder;

impl Session {
    /// What was asked for, when it is refused for want of a card and a card can be read here.
    pub(super) fn wish_that_needs_a_card(&self, refusal: &Refusal) -> Option<Wish> {
        let needs = *refusal == Refusal::Rules("card-needed".to_owned());
        match &self.screen {
            Screen::Issuing(order) if needs && self.reads_cards => Some(order.wish.clone()),
            _ => None,
        }
    }

    pub(super) fn ask_for_the_card(&mut self, now: Moment, wish: Wish, fault: Option<CardFault>) {
        self.show(now, Screen::Card { wish, fault });
    }

    /// A card before any was asked for is told so: it is not kept, since somebody else may take the ticket.
    pub(super) fn take_the_card(&mut self, now: Moment, card: Result<Holder, CardFault>) -> Option<Effect> {
        let Screen::Card { wish, .. } = &self.screen else {
            if self.screen.is_before() {
                self.card_is_early = true;
                self.since = now;
                self.warned = false;
            }
            return None;
        };
        let wish = wish.clone();
        match card {
            Ok(holder) => {
                self.card_lies = true;
                Some(self.ask_as(now, wish, Some(holder)))
            }
            Err(fault) => {
                self.ask_for_the_card(now, wish, Some(fault));
                None
            }
        }
    }
}
