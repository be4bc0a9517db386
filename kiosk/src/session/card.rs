//! One ticket a person: when the hall asks for a card, and when one is put on the reader.
//!
//! Invariant: the hall says when a card is needed; a card counts for what was asked for just then, and for nothing later.

use super::{CardFault, Effect, Refusal, Screen, Session, Wish};
use crate::clock::Moment;
use crate::holder::Holder;

/// Where the visitor's card is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Card {
    /// The kiosk has no reader.
    #[default]
    NoReader,
    /// Not on the reader, as far as anybody knows.
    Absent,
    /// It was put there before any was asked for.
    Early,
    /// It was read for what is on the screen, and still lies there.
    Lies,
}

impl Card {
    pub(super) fn taken_back(self) -> Self {
        match self {
            Self::NoReader => Self::NoReader,
            Self::Absent | Self::Early | Self::Lies => Self::Absent,
        }
    }

    /// Whoever goes on has read that it was early.
    pub(super) fn after_a_choice(self) -> Self {
        if self == Self::Early { Self::Absent } else { self }
    }
}

impl Session {
    /// What was asked for, when it is refused for want of a card and a card can be read here.
    pub(super) fn wish_that_needs_a_card(&self, refusal: &Refusal) -> Option<Wish> {
        let needs = *refusal == Refusal::Rules("card-needed".to_owned());
        let Screen::Issuing(order) = &self.screen else {
            return None;
        };
        (needs && self.card != Card::NoReader).then(|| order.wish.clone())
    }

    pub(super) fn ask_for_the_card(&mut self, now: Moment, wish: Wish, fault: Option<CardFault>) {
        self.show(now, Screen::Card { wish, fault });
    }

    /// A card before any was asked for is told so: it is not kept, since somebody else may take the ticket.
    pub(super) fn take_the_card(&mut self, now: Moment, card: Result<Holder, CardFault>) -> Option<Effect> {
        let Screen::Card { wish, .. } = &self.screen else {
            if self.screen.is_before() {
                self.card = Card::Early;
                self.since = now;
                self.warned = false;
            }
            return None;
        };
        let wish = wish.clone();
        match card {
            Ok(holder) => {
                self.card = Card::Lies;
                Some(self.ask_as(now, wish, Some(holder)))
            }
            Err(fault) => {
                self.ask_for_the_card(now, wish, Some(fault));
                None
            }
        }
    }
}
