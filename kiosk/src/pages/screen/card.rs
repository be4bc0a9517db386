//! One ticket a person: the card that is to be put on the reader.

use crate::session::CardFault;
use crate::words::Words;

pub(super) struct CardView {
    pub(super) title: String,
    pub(super) fault: Option<String>,
}

impl CardView {
    pub(super) fn of(fault: Option<CardFault>, words: Words) -> Self {
        let fault = fault.map(|fault| match fault {
            CardFault::Unread => "card-unread",
            CardFault::HallAway => "card-away",
        });
        Self {
            title: words.say("card-title"),
            fault: fault.map(|fault| words.say(fault)),
        }
    }
}
