//! One ticket a person: when the hall asks for a card, and when one is put on the reader.
//!
//! Invariant: the hall says when a card is needed; a card counts for what was asked for just then, and for nothing later.
//! Invariant: a card that stays on the reader is one reading, however often it is read: it signs no other visitor's ticket.

use std::time::Duration;

use super::{CardFault, Effect, Refusal, Screen, Session, Wish};
use crate::clock::Moment;
use crate::holder::Holder;

/// A card that stays on the reader may be read again and again; between two readings less than this passes.
const SAME_CARD: Duration = Duration::from_secs(2);

/// What a reader says: whose card it is, or that it says nothing.
pub type ReadCard = Result<Holder, CardFault>;

/// Where the visitor's card is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Card {
    /// The kiosk has no reader, or none that works.
    #[default]
    NoReader,
    /// Not on the reader, as far as anybody knows.
    Absent,
    /// It was put there just now, before any was asked for.
    Early,
    /// It was put there in this session.
    There,
}

impl Card {
    /// Without the visitor.
    pub(super) fn taken_back(self) -> Self {
        match self {
            Self::NoReader => Self::NoReader,
            Self::Absent | Self::Early | Self::There => Self::Absent,
        }
    }

    /// Whoever goes on has read that it was early.
    pub(super) fn after_a_choice(self) -> Self {
        if self == Self::Early { Self::There } else { self }
    }

    /// Whether the visitor has one to take back.
    #[must_use]
    pub fn is_there(self) -> bool {
        matches!(self, Self::Early | Self::There)
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

    /// One that lies there already must be lifted: a reader reads what is put down.
    pub(super) fn ask_for_the_card(&mut self, now: Moment, wish: Wish) {
        let fault = self.card.is_there().then_some(CardFault::Unread);
        self.show(now, Screen::Card { wish, fault });
    }

    pub(super) fn take_the_card(&mut self, now: Moment, card: ReadCard) -> Option<Effect> {
        let last = self.last_card.replace((card.clone(), now));
        if last.is_some_and(|(before, at)| before == card && now.since(at) < SAME_CARD) {
            return None;
        }
        let Screen::Card { wish, fault: before } = &self.screen else {
            self.hear_of_an_early_card(now);
            return None;
        };
        let was_unread = matches!(before, Some(CardFault::Unread | CardFault::UnreadAgain));
        let wish = wish.clone();
        self.card = Card::There;
        match card {
            // Nobody was there for a while: it may be somebody else's, who has not seen what for.
            Ok(_) if self.warned => self.ask_for_the_card(now, wish),
            Ok(holder) => return Some(self.ask_as(now, wish, Some(holder))),
            Err(fault) => {
                let is_again = was_unread && fault == CardFault::Unread;
                let fault = Some(if is_again { CardFault::UnreadAgain } else { fault });
                self.show(now, Screen::Card { wish, fault });
            }
        }
        None
    }

    /// It is not kept, since somebody else may take the ticket.
    fn hear_of_an_early_card(&mut self, now: Moment) {
        if self.screen.is_before() {
            self.card = Card::Early;
            self.since = now;
            self.warned = false;
        }
    }

    /// The reader was unplugged, or plugged in again.
    pub(super) fn hear_of_the_reader(&mut self, now: Moment, works: bool) {
        match (works, self.card) {
            (true, Card::NoReader) => self.card = Card::Absent,
            (false, _) => {
                self.card = Card::NoReader;
                if matches!(self.screen, Screen::Card { .. }) {
                    self.show(now, Screen::Refused(Refusal::Rules("card-needed".to_owned())));
                }
            }
            (true, Card::Absent | Card::Early | Card::There) => {}
        }
    }
}
